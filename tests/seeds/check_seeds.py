#!/usr/bin/env python3
"""Check the report.json of a run over five real articles against gold.json.

Usage: check_seeds.py REPORT.json [--gold FILE] [--list]

The articles aren't part of the project; gold.json has only byte ranges of them. Required are:
  events     articles with the same "event" in one event, the others apart;
  match      every pair of relation "match" aligned by a pair of the report that says match or compatible,
             and none that a report pair calls diverge, unless that one also fits a pair that diverges;
  diverge    every such pair aligned by a report pair that says diverge, with a difference of the kind;
  first      the claim that holds both sides of the gold's "first_claim" is the first of its event;
  furniture  half or more of such a range in no side of a pair and in no cell of a claim.
A range fits by the rule of tools/score_corpus.py. Pairs marked "optional" (headlines, remote wordings) are
counted, not required. --found N asks for N of the required match pairs instead of all, what the engine has
reached and must not lose; the rest stands. Prints what fails, all diverge pairs that fit no gold divergence (for reading; --list:
every diverge pair and every optional pair that isn't aligned), and the counts. Exit code 1 when something fails.
"""
import argparse
import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from score_corpus import Pair, fits  # noqa: E402


def place(record):
    return record["article"], record.get("field", "text"), record["begin"], record["end"]


class Check:
    def __init__(self, gold, report):
        self.gold, self.failures, self.unfound = gold, [], []
        self.articles = {a["id"]: {"text": a.get("text") or "", "title": None, "headline": a.get("title")} for a in report["articles"]}
        self.events = report["events"]
        self.pairs = [Pair(p, self.articles) for event in self.events for p in event["pairs"]]
        self.internal = [Pair(p, self.articles) for event in self.events for p in event.get("internal", ())]

    def fail(self, message, *places):
        self.failures.append("\n".join([message, *map(self.cut, places)]))

    def cut(self, where):
        article, _, begin, end = where
        text = self.articles.get(article, {}).get("text", "").encode("utf-8")[begin:end]
        return f"    {article}: " + " ".join(text.decode("utf-8", "replace").split())

    def show(self, pair):
        lines = [f"{pair.relation}:", *map(self.cut, pair.sides)]
        lines += [f"    - {d['kind']}: {d.get('a_value')} / {d.get('b_value')} ({d.get('rule')})" for d in pair.differences]
        return "\n".join(lines)

    def hits(self, gold_pair):
        """Report pairs that fit a gold pair, either way round."""
        a, b = place(gold_pair["a"]), place(gold_pair["b"])
        return [p for p in self.pairs if any(fits(x, a) and fits(y, b) for x, y in (p.sides, p.sides[::-1]))]

    def texts(self):
        for name, article in self.gold["articles"].items():
            text = self.articles.get(name, {}).get("text", "").encode("utf-8")
            if hashlib.sha256(text).hexdigest() != article["sha256"]:
                self.fail(f"article {name}: missing, or another text than the gold was made for")

    def event_sets(self):
        wanted = {}
        for name, article in self.gold["articles"].items():
            wanted.setdefault(article["event"], set()).add(name)
        said = [set(event["articles"]) for event in self.events]
        for names in wanted.values():
            if names not in said:
                self.fail("not exactly one event: " + " ".join(sorted(names)))

    def gold_pairs(self):
        """{(relation, optional): [number, aligned, right]}, and the pairs that say diverge rightly."""
        counts, missing, diverging = {}, [], []
        for gold_pair in self.gold["pairs"]:
            if gold_pair["relation"] == "diverge":
                diverging += [id(p) for p in self.hits(gold_pair) if p.relation == "diverge"]
        for gold_pair in self.gold["pairs"]:
            hits, sides = self.hits(gold_pair), (place(gold_pair["a"]), place(gold_pair["b"]))
            optional = bool(gold_pair.get("optional"))
            if gold_pair["relation"] == "match":
                right = any(p.relation in ("match", "compatible") for p in hits)
                for p in hits:
                    if p.relation == "diverge" and id(p) not in diverging:
                        self.fail(f"{gold_pair['claim']}: a match is called diverge:\n" + self.show(p))
            else:
                right = any(p.relation == "diverge" and gold_pair["kind"] in p.kinds() for p in hits)
            count = counts.setdefault((gold_pair["relation"], optional), [0, 0, 0])
            count[0] += 1
            count[1] += bool(hits)
            count[2] += right
            if not right:
                says = ", ".join(sorted({p.relation for p in hits})) or "not aligned"
                message = f"{gold_pair['claim']}: {gold_pair['relation']} expected, the report says: {says}"
                if optional:
                    missing.append("\n".join([f"optional: {message}", *map(self.cut, sides)]))
                elif gold_pair["relation"] == "match":
                    self.unfound.append("\n".join([message, *map(self.cut, sides)]))
                else:
                    self.fail(message, *sides)
        return counts, missing, set(diverging)

    def first_claim(self):
        sides = [[place(p[side]) for p in self.gold["pairs"] if p["claim"] == self.gold["first_claim"]] for side in "ab"]
        for event in self.events:
            if sides[0][0][0] not in event["articles"]:
                continue
            for number, claim in enumerate(event["claims"], 1):
                cells = [place(cell) for cell in claim["cells"]]
                if all(any(fits(cell, wanted) for cell in cells for wanted in one) for one in sides):
                    if number > 1:
                        self.fail(f"{self.gold['first_claim']} is claim {number} of {len(event['claims'])}; the first is:",
                                  *[place(cell) for cell in event["claims"][0]["cells"]])
                    return number
        self.fail(f"no claim holds both sides of {self.gold['first_claim']}")
        return None

    def furniture(self):
        right = 0
        used = [(side, f"a pair ({p.relation})") for p in self.pairs + self.internal for side in p.sides]
        used += [(place(cell), f"the claim {claim['id']}") for event in self.events for claim in event["claims"] for cell in claim["cells"]]
        for where in map(place, self.gold["furniture"]):
            within = [(side, what) for side, what in used if side[:2] == where[:2]
                      and 2 * (min(side[3], where[3]) - max(side[2], where[2])) >= where[3] - where[2]]
            right += not within
            if within:
                self.fail(f"furniture in {within[0][1]}:", where, within[0][0])
        return right


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("report", metavar="REPORT.json")
    parser.add_argument("--gold", default=Path(__file__).with_name("gold.json"))
    parser.add_argument("--list", action="store_true", help="print all diverge pairs and the optional pairs that aren't aligned")
    parser.add_argument("--found", type=int, metavar="N", help="least number of required match pairs (default: all)")
    options = parser.parse_args()
    read = lambda path: json.loads(Path(path).read_text("utf-8"))
    check = Check(read(options.gold), read(options.report))
    check.texts()
    check.event_sets()
    counts, missing, diverging = check.gold_pairs()
    first, furniture = check.first_claim(), check.furniture()
    for pair in check.pairs:
        if pair.relation == "diverge" and (options.list or id(pair) not in diverging):
            print(("" if id(pair) in diverging else "not in the gold, to be read: ") + check.show(pair))
    if options.list and missing:
        print("\n".join(missing))
    number, _, right = counts[("match", False)]
    if right < (number if options.found is None else options.found):
        check.failures.append(f"{right} of {number} match pairs, {options.found or number} asked for")
    for message in check.unfound:
        print("not found: " + message)
    for message in check.failures:
        print("FAILED: " + message)
    for (relation, optional), (number, aligned, right) in sorted(counts.items()):
        print(f"{relation}{', optional' if optional else ''}: {number} gold pairs, {aligned} aligned, {right} right")
    other = sum(p.relation == "diverge" and id(p) not in diverging for p in check.pairs)
    print(f"pairs {len(check.pairs)}, other diverge pairs {other}, rank of the first claim {first}, "
          f"furniture left out {furniture} of {len(check.gold['furniture'])}, failures {len(check.failures)}")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
