#!/usr/bin/env python3
"""Check the bundled corpus and its truth tables against each other.

Usage: check_corpus.py [CORPUS_DIR] [--lang ar] [--pairs]

Checks, per language: every article stands once in each table; groups follow the rule of
near-duplicates by exact Jaccard index and containment of word 5-shingles; no pair is too close
to a threshold; every quote stands exactly once in its article; divergences, updates and internal
differences join two statements of one claim; every required kind of divergence occurs.
Prints the counts; on problems, one line each and exit code 1. --pairs lists all pairs of articles
with a Jaccard index of 0.2 or containment of 0.5 and more.

Standard library only, and on purpose nothing in common with the engine: the shingles are
computed here from their definition (README.md of the corpus).
"""
import argparse
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

SHINGLE = 5
JACCARD = 0.7
CONTAINMENT = 0.8
LEAST_CONTAINED = 20          # shingles of a text that may count as contained
AMBIGUOUS = (0.6, 0.75)       # no pair of articles may lie in between
REWRITE = 0.4                 # texts of different groups stay below, unless one contains the other

KINDS = set("""count count_kind count_scope agent role_swap control opposite_event negation denial
certainty date place attribution quote cause label unit identity entity title_body correction
other""".split())
REQUIRED = ("count", "control", "agent", "negation", "opposite_event", "date", "place", "quote")

FOLD = {0x0622: "ا", 0x0623: "ا", 0x0625: "ا", 0x0671: "ا", 0x0649: "ي", 0x0629: "ه",
        0x0624: "و", 0x0626: "ي", 0x0640: None, 0x0670: None}
FOLD.update({code: None for code in range(0x064B, 0x0660)})
FOLD.update({0x0660 + d: str(d) for d in range(10)})
FOLD.update({0x06F0 + d: str(d) for d in range(10)})


def words(text):
    """Normalised words: runs of letters, marks and numbers after NFKC, case and Arabic folding."""
    folded = []
    for char in unicodedata.normalize("NFKC", text).casefold().translate(FOLD):
        category = unicodedata.category(char)
        if category != "Cf":
            folded.append(char if category[0] in "LMN" else " ")
    return "".join(folded).split()


def shingles(text):
    tokens = words(text)
    return {tuple(tokens[i:i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)}


class Corpus:
    def __init__(self, root):
        self.root = Path(root)
        self.problems = []
        self.articles = {}        # id -> {"text", "title", "lang"?}
        for path in sorted((self.root / "articles").iterdir()):
            if path.suffix == ".jsonl":
                for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                    record = json.loads(line)
                    for field in ("id", "source", "url", "title", "date", "text", "lang"):
                        if not record.get(field):
                            self.problem(f"{path.name}:{number}: no {field}")
                    self.add(record["id"], record)
            elif path.suffix == ".txt":
                self.add(path.stem, {"text": path.read_text("utf-8"), "title": None})
            else:
                self.problem(f"{path.name}: unknown kind of file")
        self.shingles = {name: shingles(a["text"]) for name, a in self.articles.items()}

    def problem(self, message):
        self.problems.append(message)

    def add(self, name, record):
        if name in self.articles:
            self.problem(f"two articles have the id {name}")
        self.articles[name] = record

    def table(self, name, columns):
        lines = (self.root / "truth" / name).read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line]
        if not rows or rows[0] != columns:
            self.problem(f"{name}: header is not {' '.join(columns)}")
        for number, row in enumerate(rows[1:], 2):
            if len(row) != len(columns):
                self.problem(f"{name}:{number}: {len(row)} columns")
        return [row for row in rows[1:] if len(row) == len(columns)]

    def records(self, name):
        path = self.root / "truth" / name
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]

    def similarity(self, a, b):
        """(Jaccard index, containment of the smaller set or 0 below 20 shingles, size ratio)."""
        first, second = self.shingles[a], self.shingles[b]
        if not first or not second:
            return 0.0, 0.0, 0.0
        common = len(first & second)
        small, large = sorted((len(first), len(second)))
        contained = common / small if small >= LEAST_CONTAINED else 0.0
        return common / (small + large - common), contained, large / small


def close(corpus, a, b):
    jaccard, contained, ratio = corpus.similarity(a, b)
    return jaccard >= JACCARD or (contained >= CONTAINMENT and ratio <= 2)


def check_groups(corpus, group_of, show):
    members = defaultdict(list)
    for name, group in group_of.items():
        members[group].append(name)
    for group, names in members.items():
        if not any(all(close(corpus, r, n) for n in names if n != r) for r in names):
            corpus.problem(f"group {group}: no member is near enough to all others to represent it")
    names = sorted(group_of)
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            jaccard, contained, ratio = corpus.similarity(a, b)
            label = f"{a} {b}: jaccard {jaccard:.3f}, containment {contained:.3f}, size ratio {ratio:.2f}"
            if show and (jaccard >= 0.2 or contained >= 0.5):
                print(label)
            if AMBIGUOUS[0] <= jaccard < AMBIGUOUS[1]:
                corpus.problem(f"too near to the threshold: {label}")
            if group_of[a] != group_of[b]:
                if close(corpus, a, b):
                    corpus.problem(f"near-duplicates in different groups: {label}")
                elif jaccard >= REWRITE and contained < CONTAINMENT:
                    corpus.problem(f"too alike for different groups: {label}")
    return members


def check_events(corpus, lang, rows, ids):
    event_of, events = {}, {row[1] for row in rows}
    links = defaultdict(set)
    for name, event, parent, mentions in rows:
        if name in event_of:
            corpus.problem(f"events.{lang}.tsv: {name} twice")
        event_of[name] = event
        links[event].add((parent, mentions))
        for other in filter(None, [parent] + mentions.split(",")):
            if other not in events or other == event:
                corpus.problem(f"events.{lang}.tsv: {name} refers to {other}")
    for event, seen in links.items():
        if len(seen) > 1:
            corpus.problem(f"events.{lang}.tsv: articles of {event} differ in parent or mentions")
    if set(event_of) != ids:
        corpus.problem(f"events.{lang}.tsv and groups.{lang}.tsv list different articles: "
                       + " ".join(sorted(set(event_of) ^ ids)))
    return event_of


def key(side):
    return side["article"], side.get("field", "text"), side["quote"]


def check_claims(corpus, lang, event_of):
    """(event, claim) -> statement keys."""
    claims, spans = {}, defaultdict(Counter)
    for record in corpus.records(f"claims.{lang}.jsonl"):
        name = record["event"], record["claim"]
        if name in claims:
            corpus.problem(f"claim {name} twice")
        statements = [key(s) for s in record["statements"]]
        claims[name] = set(statements)
        if len(set(statements)) != len(statements):
            corpus.problem(f"claim {name}: a statement stands twice")
        if len({s[0] for s in statements}) < 2:
            corpus.problem(f"claim {name}: fewer than two articles")
        for article, field, quote in statements:
            spans[article, field, quote][name] += 1
            if event_of.get(article) != record["event"]:
                corpus.problem(f"claim {name}: {article} is not an article of the event")
                continue
            found = (corpus.articles[article][field] or "").count(quote)
            if found != 1:
                corpus.problem(f"claim {name}: {article} {field} has the quote {found} times: {quote}")
            if quote != quote.strip() or len(words(quote)) < 3:
                corpus.problem(f"claim {name}: {article}: not a clause: {quote!r}")
    for place, names in spans.items():
        if len(names) > 1:
            corpus.problem(f"{place[0]}: one quote in the claims {sorted(names)}: {place[2]}")
    return claims


def check_pairs(corpus, lang, file, claims, group_of, same_group, seen):
    records = corpus.records(f"{file}.{lang}.jsonl")
    for record in records:
        name = record["event"], record["claim"]
        a, b = key(record["a"]), key(record["b"])
        where = f"{file}.{lang}.jsonl: {name} {a[0]} {b[0]}"
        if name not in claims:
            corpus.problem(f"{where}: no such claim")
            continue
        for side in (a, b):
            if side not in claims[name]:
                corpus.problem(f"{where}: not a statement of the claim: {side[2]}")
        if a[0] in group_of and b[0] in group_of and (group_of[a[0]] == group_of[b[0]]) != same_group:
            corpus.problem(f"{where}: {'different groups' if same_group else 'one group'}")
        if frozenset((a, b)) in seen:
            corpus.problem(f"{where}: the pair is listed twice")
        seen.add(frozenset((a, b)))
        if file == "updates":
            if record.get("expected") != "update":
                corpus.problem(f"{where}: expected is not update")
        elif record.get("kind") not in KINDS:
            corpus.problem(f"{where}: unknown kind {record.get('kind')}")
    return records


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", default=Path(__file__).resolve().parent.parent / "corpus")
    parser.add_argument("--lang", action="append", help="only this language")
    parser.add_argument("--pairs", action="store_true", help="list similar pairs of articles")
    options = parser.parse_args()
    corpus = Corpus(options.corpus)
    languages = sorted(p.name.split(".")[1] for p in (corpus.root / "truth").glob("groups.*.tsv"))
    checked = [lang for lang in languages if not options.lang or lang in options.lang]
    if not checked:
        corpus.problem("no truth table to check")
    all_groups = {}
    for lang in languages:
        for name, group in corpus.table(f"groups.{lang}.tsv", ["id", "group"]):
            if name in all_groups:
                corpus.problem(f"{name} stands in two group tables, or twice in one")
            if name not in corpus.articles:
                corpus.problem(f"groups.{lang}.tsv: no article {name}")
                continue
            if corpus.articles[name].setdefault("lang", lang) != lang:
                corpus.problem(f"groups.{lang}.tsv: {name} is in another language")
            all_groups[name] = group
    if not options.lang:
        for name in sorted(set(corpus.articles) - set(all_groups)):
            corpus.problem(f"{name} is in no group table")
    for lang in checked:
        group_of = {n: g for n, g in all_groups.items() if corpus.articles[n]["lang"] == lang}
        groups = check_groups(corpus, group_of, options.pairs)
        event_of = check_events(corpus, lang, corpus.table(
            f"events.{lang}.tsv", ["id", "event", "parent", "mentions"]), set(group_of))
        claims = check_claims(corpus, lang, event_of)
        seen = set()
        divergences = check_pairs(corpus, lang, "divergences", claims, group_of, False, seen)
        updates = check_pairs(corpus, lang, "updates", claims, group_of, False, seen)
        internal = check_pairs(corpus, lang, "internal", claims, group_of, True, seen)
        kinds = Counter(r.get("kind") for r in divergences)
        for kind in REQUIRED:
            if not kinds[kind]:
                corpus.problem(f"{lang}: no divergence of kind {kind}")
        topics = Counter(k for k in {(r["event"], r["claim"], r.get("kind")) for r in divergences})
        topic_kinds = Counter(kind for _, _, kind in topics)
        print(f"{lang}: {len(group_of)} articles, {sum(len(words(corpus.articles[n]['text'])) for n in group_of)} words, "
              f"{len(groups)} groups ({sum(len(m) > 1 for m in groups.values())} of two or more), "
              f"{len(set(event_of.values()))} events, {len(claims)} claims, "
              f"{sum(map(len, claims.values()))} statements, {len(divergences)} diverging pairs "
              f"on {len(topics)} points, {len(updates)} updates, {len(internal)} internal")
        print("  points by kind: " + ", ".join(f"{k} {v}" for k, v in sorted(topic_kinds.items(), key=lambda i: (-i[1], str(i[0])))))
    for message in corpus.problems:
        print(message, file=sys.stderr)
    return 1 if corpus.problems else 0


if __name__ == "__main__":
    sys.exit(main())
