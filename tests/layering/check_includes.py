#!/usr/bin/env python3
"""Fails when an #include points up the story.

    check_includes.py ROOT

A stage includes only stages before it; report includes model alone; the command line sees the pipeline, ingest and
report; trainers and tuners in tools/ may include any stage. Prints every include that breaks this, one a line.
"""
import re
import sys
from pathlib import Path

STORY = ["model", "text", "ingest", "sketch", "duplicates", "events", "claims"]
ALLOWED = {stage: set(STORY[: place + 1]) for place, stage in enumerate(STORY)}
ALLOWED["report"] = {"model", "report"}
STAGES = set(ALLOWED)
COMMAND_LINE = {"ingest", "report"}
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]')


def allowed_in(path: Path):
    """Name of the part that a file belongs to and the stages it may include; None where all are allowed."""
    parts = path.parts
    if parts[0] == "engine" and len(parts) > 2:
        return parts[1], ALLOWED.get(parts[1], set())
    if parts[0] == "tools" and (parts[1] == "command_line" or path.name == "tawatur.cpp"):
        return "the command line", COMMAND_LINE
    return None


def upward_includes(root: Path):
    files = [path for folder in ("engine", "tools") for path in (root / folder).rglob("*") if path.suffix in (".h", ".cpp")]
    if not files:
        raise SystemExit(f"{root}: no sources here")
    for path in sorted(files):
        part = allowed_in(path.relative_to(root))
        if part is None:
            continue
        name, allowed = part
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            target = found.group(1)
            stage = target.split("/")[0] if "/" in target else None
            up_to_pipeline = target == "pipeline.h" and name in STAGES
            if up_to_pipeline or (stage in STAGES and stage not in allowed):
                yield f"{path.relative_to(root)}:{number}: {name} may not include {target}"


if __name__ == "__main__":
    violations = list(upward_includes(Path(sys.argv[1])))
    print("\n".join(violations) if violations else "all includes point down the story")
    sys.exit(1 if violations else 0)
