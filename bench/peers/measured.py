"""measured.py FILE COMMAND...: runs a command and writes its seconds of processor and wall time and its peak bytes to
FILE as JSON. A process of its own because Linux counts the memory of who starts a program as the program's peak; this
one has next to none."""
import json
import os
import sys
import time

started = time.perf_counter()
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as out:
    json.dump({"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - started,
               "peak": usage.ru_maxrss * 1024}, out)
sys.exit(os.waitstatus_to_exitcode(status))
