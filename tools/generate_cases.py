#!/usr/bin/env python3
"""Writes cases of every kind of difference, made from frames: the same fact in three renderings with slots.

  generate_cases.py OUT_FOLDER [FRAMES_FOLDER]

FRAMES_FOLDER (corpus/frames beside this script's folder) holds <lang>.json: for each kind a list of frames with
`renderings`, `contexts` (values of their named slots), and pairs of values of the slot {v}: `differs`, which a reader
can't reconcile, and `same`, which say one thing. {v:0} and {v:1} are the parts of a value divided by "|".
OUT_FOLDER/<lang>/<kind>.jsonl then holds what tools/score_cases.cpp reads:
  diverge  two renderings of one context with two values that differ
  agree    the same with two values that say one thing
  other    two values that differ, of two contexts: two things that look alike
Equal input, equal output.
"""
import json
import re
import sys
from pathlib import Path

RENDERINGS = [(0, 1), (1, 2), (0, 2)]


def fill(rendering, value, context):
    parts = value.split("|")
    text = re.sub(r"\{v:(\d)\}", lambda match: parts[int(match.group(1))], rendering)
    text = text.replace("{v}", value)
    for name, slot in context.items():
        text = text.replace("{" + name + "}", slot)
    return text[0].upper() + text[1:]


def cases_of(lang, kind, frames):
    made = []
    for frame in frames:
        for turn, (first, second) in enumerate(RENDERINGS):
            contexts = frame["contexts"]
            here, there = contexts[turn % len(contexts)], contexts[(turn + 1) % len(contexts)]
            for gold, pairs, other in (("diverge", "differs", here), ("agree", "same", here), ("other", "differs", there)):
                for a, b in frame[pairs]:
                    made.append({
                        "gold": gold,
                        "a": fill(frame["renderings"][first], a, here),
                        "b": fill(frame["renderings"][second], b, other),
                        "date_a": "2023-05-12", "date_b": "2023-05-12",
                    })
    return [{"id": f"{lang}-{kind}-g{number:02}", **case} for number, case in enumerate(made, 1)]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).resolve().parent.parent / "corpus" / "frames"
    for path in sorted(folder.glob("*.json")):
        lang = path.stem
        for kind, frames in json.loads(path.read_text(encoding="utf-8")).items():
            target = out / lang / f"{kind}.jsonl"
            target.parent.mkdir(parents=True, exist_ok=True)
            lines = [json.dumps(case, ensure_ascii=False) for case in cases_of(lang, kind, frames)]
            target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
