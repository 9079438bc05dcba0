"""What the tests of the command line share: running the program as a user does, and folders to compare.

The environment variable TAWATUR names the program."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["TAWATUR"]
CORPUS = Path(__file__).resolve().parents[2] / "corpus"

# Three short texts of one accident, two of them copies: enough for a group, an event and a claim.
FIRST = ("A ferry carrying 120 passengers ran aground near the port of Lanesk on Tuesday morning, the coast guard said. "
         "Four people were slightly injured and all passengers were brought ashore within two hours. "
         "The cause of the accident is not yet known, a spokeswoman told reporters in the town.")
SECOND = ("Seven people were injured when a ferry ran aground outside Lanesk on Tuesday, according to the port authority. "
          "Rescue boats brought everyone on board ashore before noon.")
GOOD_RECORDS = [
    {"id": "good-1", "source": "lanesk-post.example", "title": "Ferry runs aground near Lanesk", "text": FIRST,
     "date": "2021-03-09T09:00:00Z", "lang": "en"},
    {"id": "good-2", "source": "harbour-news.example", "title": "Lanesk ferry aground", "text": FIRST + " More follows.",
     "date": "2021-03-09T10:00:00Z", "lang": "en"},
    {"id": "good-3", "source": "coast-daily.example", "title": "Seven hurt in ferry accident", "text": SECOND,
     "date": "2021-03-09T15:00:00Z", "lang": "en"},
]


def lines_of(records):
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def read_json_lines(data):
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


def tree(folder):
    """Every file below a folder: relative path to bytes."""
    folder = Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class ProgramTest(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        keeper = tempfile.TemporaryDirectory(prefix="tawatur-test-")
        self.addCleanup(keeper.cleanup)
        self.folder = Path(keeper.name)

    def run_program(self, *arguments, stdin=b"", expect=0):
        """Runs to the end and checks the exit code."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=600)
        self.assertEqual(done.returncode, expect, f"{arguments}: {done.stderr.decode(errors='replace')[-2000:]}")
        return done

    def run_wrongly(self, *arguments, expect, stdin=b""):
        """Runs what must fail: nothing on standard output, one line on standard error, which is returned."""
        done = self.run_program(*arguments, stdin=stdin, expect=expect)
        self.assertEqual(done.stdout, b"")
        message = done.stderr.decode()
        self.assertEqual(message.count("\n"), 1, message)
        return message

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def good_file(self, name="good.jsonl"):
        return self.write(name, lines_of(GOOD_RECORDS))

    def assert_same_tree(self, left, right):
        left, right = tree(left), tree(right)
        self.assertEqual(sorted(left), sorted(right))
        for name in left:
            self.assertTrue(left[name] == right[name], f"{name} differs")
