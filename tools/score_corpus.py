#!/usr/bin/env python3
"""Score the report.json of a run over the bundled corpus against its truth tables.

Usage: score_corpus.py REPORT.json [--corpus DIR] [--lang ar|en] [--list] [--confusions] [--require]

Definitions
  statement   a quote of the truth, located in its article by the one place where it stands (text or
              title; the headline of a .txt article is part of its text). Equal quotes of a claim in
              the copies of one group are one statement. It is located in every copy that has the
              quote in the same field; not in a copy where the quote was changed.
  fit         a side of a report pair fits a statement when both are of one article and field and
              overlap by at least half of the shorter one. A pair fits a truth pair when its sides
              fit the two statements, either way round.
  truth pair  two statements of one claim in two groups; counted once, however many copies there are.
  in reach    the report compares one representative article an origin: a truth pair counts when both
              statements stand in an article that the report chose. Left out are those that only
              stand in a copy that wasn't chosen, and those of an excerpt when the report took the
              excerpt and the longer text for one origin. Groups that are joined in an origin
              wrongly are listed, and their pairs are missed.
  aligned     recall: truth pairs that a report pair fits. Precision: report pairs, of any relation,
              that fit a truth pair. (A report joins clauses: one side may fit several statements.)
  divergence  a point of disagreement between two groups: (claim, kind, pair of groups), whatever the
              number of its statement pairs. Recall: divergences of which a pair called "diverge" fits
              a statement pair. Precision: pairs called "diverge" that fit a statement pair of a
              divergence; one that fits merely aligned statements, or none, is wrong. The kind needs
              to agree only in the figures "with kind" and by kind. Recall by claim ("points") counts
              each claim once that has a divergence.
  update      as divergences, with the relation "update".
  internal    recall of what a republisher changed, in the report's lists "internal".

Groups and events must be those of the truth exactly; parents and mentions are compared for themselves.
Prints a table per language; the last line is one JSON object. --list prints every wrong or missed
item with both texts, --confusions what the report says of the truth pairs by relation and kind.
--require: exit code 1 unless groups and events are exact, aligned F1 >= 0.85, and divergences have
precision >= 0.90 and recall >= 0.80: what the engine aims at. --floor TABLE.NAME=VALUE (repeated): exit code 1
when that figure is lower: what the engine has reached and must not lose, e.g. --floor aligned.f1=0.7
--floor events.exact=1. Standard library only.
"""
import argparse
import json
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from check_corpus import CONTAINMENT, Corpus, key

REQUIRED = (("aligned", "f1", 0.85), ("divergences", "precision", 0.90), ("divergences", "recall", 0.80))
SHARE = 0.5


def fits(side, place, share=SHARE):
    """Whether two places (article, field, begin, end) overlap by the share of the shorter one."""
    if side[:2] != place[:2]:
        return False
    common = min(side[3], place[3]) - max(side[2], place[2])
    return common > 0 and common >= share * min(side[3] - side[2], place[3] - place[2])


def locate(articles, article, field, quote):
    """The one place of a quote in an article, in bytes, or None."""
    text = articles[article].get(field) or ""
    if text.count(quote) != 1:
        return None
    begin = len(text[:text.index(quote)].encode("utf-8"))
    return article, field, begin, begin + len(quote.encode("utf-8"))


class Pair:
    """A pair of the report. `sides` are places; a title of an article that has none in `articles` is
    sought in its text."""

    def __init__(self, record, articles):
        self.relation = record["relation"]
        self.differences = record.get("differences") or []
        self.sides = tuple(self.place(record[name], articles) for name in "ab")

    @staticmethod
    def place(side, articles):
        field = side.get("field") or "text"
        place = side["article"], field, side["begin"], side["end"]
        article = articles.get(side["article"])
        if field == "title" and article and not article.get("title"):
            begin = article["text"].encode("utf-8").find((article.get("headline") or "").encode("utf-8"))
            if article.get("headline") and begin >= 0:
                return place[0], "text", begin + place[2], begin + place[3]
        return place

    def kinds(self):
        """Kinds of the differences that make it a divergence."""
        return {d["kind"] for d in self.differences if d.get("relation", "diverge") == "diverge"}


class Truth:
    """The truth tables of the chosen languages, by statements instead of articles.

    A statement is (claim, group, field, quote), a claim (event, name).
    """

    def __init__(self, corpus, languages):
        self.articles = corpus.articles
        self.group_of, self.event_of, self.parent, self.mentions = {}, {}, {}, {}
        self.language_of, self.places = {}, {}          # article -> language, statement -> places
        self.relation = {}                              # {statement, statement} -> (relation, kind)
        self.internal = {}                              # {statement, statement} -> kind
        for lang in languages:
            for name, group in corpus.table(f"groups.{lang}.tsv", ["id", "group"]):
                self.group_of[name], self.language_of[name] = group, lang
            for name, event, parent, mentions in corpus.table(f"events.{lang}.tsv", ["id", "event", "parent", "mentions"]):
                self.event_of[name] = event
                self.parent[event] = parent
                self.mentions[event] = set(filter(None, mentions.split(",")))
        self.members = defaultdict(set)
        for name, group in self.group_of.items():
            self.members[group].add(name)
        for lang in languages:
            self.read_claims(corpus, lang)
            for table, relation in (("divergences", "diverge"), ("updates", "update")):
                for record in corpus.records(f"{table}.{lang}.jsonl"):
                    self.relation[self.pair(record)] = relation, record.get("kind")
            for record in corpus.records(f"internal.{lang}.jsonl"):
                self.internal[self.pair(record)] = record["kind"]
        self.pairs = {frozenset((a, b)): self.relation.get(frozenset((a, b)), ("aligned", None))
                      for statements in self.claims.values() for a, b in combinations(statements, 2) if a[1] != b[1]}
        similar = lambda a, b: corpus.similarity(a, b)[1] >= CONTAINMENT
        self.kin = {frozenset((self.group_of[a], self.group_of[b])) for a, b in combinations(sorted(self.group_of), 2)
                    if self.group_of[a] != self.group_of[b] and similar(a, b)}

    def statement(self, claim, article, field, quote):
        return claim, self.group_of[article], field, quote

    def pair(self, record):
        claim = record["event"], record["claim"]
        return frozenset(self.statement(claim, *key(record[side])) for side in "ab")

    def read_claims(self, corpus, lang):
        self.claims = getattr(self, "claims", defaultdict(list))
        for record in corpus.records(f"claims.{lang}.jsonl"):
            claim = record["event"], record["claim"]
            listed = defaultdict(list)
            for side in record["statements"]:
                article, field, quote = key(side)
                listed[article].append((field, quote))
                statement = self.statement(claim, article, field, quote)
                if statement not in self.places:
                    self.claims[claim].append(statement)
                self.places.setdefault(statement, set())
            for statement in self.claims[claim]:
                _, group, field, quote = statement
                for article in self.members[group]:
                    own = (field, quote) in listed[article]
                    # where the truth has another quote of the copy for this place, that one states the claim
                    other = [locate(self.articles, article, f, q) for f, q in listed[article]]
                    place = locate(self.articles, article, field, quote)
                    if place and (own or not any(o and fits(o, place) for o in other)):
                        self.places[statement].add(place)


class Report:
    """The report's groups, events and pairs, restricted to the articles that the truth lists."""

    def __init__(self, data, truth):
        records = {record["id"]: record for record in data["articles"]}
        self.problems = []
        for name in sorted(truth.group_of):
            if name not in records:
                self.problems.append(f"article {name} is not in the report")
            elif records[name].get("text") not in (None, truth.articles[name]["text"]):
                self.problems.append(f"article {name}: the report has another text")
        for name, article in truth.articles.items():
            article["headline"] = records.get(name, {}).get("title")
        known = lambda names: any(name in truth.group_of for name in names)
        self.groups = {frozenset(g["members"]) for g in data.get("duplicate_groups", ()) if known(g["members"])}
        events = [event for event in data.get("events", ()) if known(event["articles"])]
        members = {event["id"]: frozenset(event["articles"]) for event in data.get("events", ())}
        self.events = set(members[event["id"]] for event in events)
        self.parents = {(members[e["id"]], members[e["parent"]]) for e in events if e.get("parent")}
        self.mentions = {(members[e["id"]], members[m]) for e in events for m in e.get("mentions") or ()}
        self.pairs = [Pair(p, truth.articles) for e in events for p in e.get("pairs", ())]
        self.internal = [Pair(p, truth.articles) for e in events for p in e.get("internal", ())]
        paired = {side[0] for pair in self.pairs for side in pair.sides}
        self.chosen, self.origins = set(), []
        for event in events:
            for origin in event.get("origins", ()):
                names = set(origin["articles"])
                stated = {origin["representative"]} if origin.get("representative") else names & paired
                self.chosen |= stated or names
                self.origins.append(names)


def sides_of(pair, index):
    """[{claim: statements}] that each side of a pair fits."""
    found = []
    for side in pair.sides:
        claims = defaultdict(set)
        for place, statement in index[side[:2]]:
            if fits(side, place):
                claims[statement[0]].add(statement)
        found.append(claims)
    return found


def fitted(pairs, places, wanted):
    """For each pair of the report, the set of truth pairs among `wanted` that it fits."""
    index = defaultdict(list)
    for statement, where in places.items():
        for place in where:
            index[place[:2]].append((place, statement))
    result = []
    for pair in pairs:
        first, second = sides_of(pair, index)
        result.append({frozenset((a, b)) for claim in first.keys() & second.keys()
                       for a in first[claim] for b in second[claim]} & wanted)
    return result


def ratio(part, whole):
    return part / whole if whole else None


def figures_of(said, right, wanted, found):
    precision, recall = ratio(right, said), ratio(found, wanted)
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else (0.0 if wanted or said else None)
    return {"said": said, "right": right, "truth": wanted, "found": found,
            "precision": precision, "recall": recall, "f1": f1}


class Score:
    def __init__(self, truth, report):
        self.truth, self.report, self.lines = truth, report, list(report.problems)
        self.places = self.places_in_reach()
        self.reached = {pair for pair in truth.pairs if all(self.places[s] for s in pair)}
        self.fits = fitted(report.pairs, truth.places, set(truth.pairs))
        self.by_pair = defaultdict(list)                # truth pair -> report pairs
        for pair, hits in zip(report.pairs, self.fits):
            for hit in hits:
                self.by_pair[hit].append(pair)
        self.figures = {
            "articles": len(truth.group_of), "problems": len(report.problems), "groups": self.groups(), "events": self.events(),
            "origins_joined": self.origins(),
            "truth_pairs": len(truth.pairs), "out_of_reach": len(truth.pairs) - len(self.reached),
            "aligned": self.aligned(), "divergences": self.relation("diverge"), "updates": self.relation("update"),
            "internal": self.internal(),
        }

    def line(self, text, *pairs):
        self.lines.append(text)
        for pair in pairs:
            sides = pair.sides if isinstance(pair, Pair) else sorted(min(self.places[s] or self.truth.places[s]) for s in pair)
            for article, field, begin, end in sides:
                text = ((self.truth.articles.get(article) or {}).get(field) or "").encode("utf-8")[begin:end]
                self.lines.append(f"    {article}{' title' if field == 'title' else ''}: "
                                  + " ".join(text.decode("utf-8", "replace").split()))
            if isinstance(pair, Pair):
                self.lines += [f"    - {d['kind']}: {d.get('a_value')} / {d.get('b_value')} ({d.get('rule')})" for d in pair.differences]

    def places_in_reach(self):
        """Statement -> places in articles that the report chose to stand for their origin."""
        chosen_of = {}
        for group, names in self.truth.members.items():
            origins = [o for o in self.report.origins if o & names]
            chosen = names & self.report.chosen
            excerpt = any(frozenset((group, self.truth.group_of.get(other))) in self.truth.kin
                          for origin in origins for other in origin & self.report.chosen)
            chosen_of[group] = chosen if chosen or excerpt else names
        return {statement: {p for p in where if p[0] in chosen_of[statement[1]]} for statement, where in self.truth.places.items()}

    def groups(self):
        wanted = {frozenset(names) for names in self.truth.members.values() if len(names) > 1}
        return self.exact("group", wanted, self.report.groups)

    def exact(self, what, wanted, said):
        for names in sorted(map(sorted, wanted - said)):
            self.line(f"{what} of the truth, not in the report: {' '.join(names)}")
        for names in sorted(map(sorted, said - wanted)):
            self.line(f"{what} of the report, not in the truth: {' '.join(names)}")
        return {"truth": len(wanted), "said": len(said), "right": len(wanted & said), "exact": wanted == said}

    def events(self):
        members = defaultdict(set)
        for name, event in self.truth.event_of.items():
            members[event].add(name)
        members = {event: frozenset(names) for event, names in members.items()}
        figures = self.exact("event", set(members.values()), self.report.events)
        parents = {(members[e], members[p]) for e, p in self.truth.parent.items() if p}
        mentions = {(members[e], members[m]) for e, names in self.truth.mentions.items() for m in names}
        for name, wanted, said in (("parents", parents, self.report.parents), ("mentions", mentions, self.report.mentions)):
            label = lambda link: " -> ".join(min(names) for names in link)
            for link in sorted(wanted - said, key=label):
                self.line(f"{name}: not in the report: {label(link)}")
            for link in sorted(said - wanted, key=label):
                self.line(f"{name}: not in the truth: {label(link)}")
            figures[name] = {"truth": len(wanted), "said": len(said), "right": len(wanted & said)}
        return figures

    def origins(self):
        """Pairs of groups, none an excerpt of the other, that the report joins in one origin."""
        joined = set()
        for origin in self.report.origins:
            groups = sorted({self.truth.group_of[name] for name in origin if name in self.truth.group_of})
            joined |= {frozenset(pair) for pair in combinations(groups, 2)} - self.truth.kin
        for pair in sorted(map(sorted, joined)):
            self.line("different groups in one origin: " + " ".join(pair))
        return len(joined)

    def aligned(self):
        found = {pair for pair in self.reached if self.by_pair[pair]}
        for pair, hits in zip(self.report.pairs, self.fits):
            if not hits:
                self.line(f"aligned, not in the truth ({pair.relation}):", pair)
        for pair in self.ordered(self.reached - found):
            self.line(f"not aligned ({self.label(pair)}):", pair)
        return figures_of(len(self.report.pairs), sum(map(bool, self.fits)), len(self.reached), len(found))

    def ordered(self, pairs):
        return sorted(pairs, key=lambda pair: sorted(pair))

    def label(self, pair):
        relation, kind = self.truth.pairs[pair]
        return f"{'/'.join(min(pair)[0])}, {relation}{' ' + kind if kind else ''}"

    def relation(self, relation):
        """Precision over report pairs and recall over (claim, kind, pair of groups) of one relation."""
        said, right, kinds, right_kinds = 0, 0, Counter(), Counter()
        right_with_kind = 0
        for pair, hits in zip(self.report.pairs, self.fits):
            if pair.relation != relation:
                continue
            said += 1
            meant = {self.truth.pairs[hit][1] for hit in hits if self.truth.pairs[hit][0] == relation}
            right += bool(meant)
            right_with_kind += bool(meant & pair.kinds())
            kinds.update(pair.kinds())
            right_kinds.update(pair.kinds() & meant)
            if not meant:
                truth = "; ".join(self.label(hit) for hit in self.ordered(hits)) or "not aligned"
                self.line(f"wrong {relation} (truth: {truth}):", pair)
        units = defaultdict(set)
        for pair in self.reached:
            if self.truth.pairs[pair][0] == relation:
                claim, groups = min(pair)[0], frozenset(s[1] for s in pair)
                units[claim, self.truth.pairs[pair][1], groups].add(pair)
        found, found_with_kind, only_check = set(), set(), 0
        for unit in sorted(units, key=lambda u: (u[0], str(u[1]), sorted(u[2]))):
            hits = [report for pair in units[unit] for report in self.by_pair[pair]]
            if any(hit.relation == relation for hit in hits):
                found.add(unit)
                if any(hit.relation == relation and unit[1] in hit.kinds() for hit in hits):
                    found_with_kind.add(unit)
            else:
                only_check += any(hit.relation == "check" for hit in hits)
                says = ", ".join(sorted({hit.relation for hit in hits})) or "not aligned"
                self.line(f"missed {relation} {unit[1] or ''} of {'/'.join(unit[0])} ({says}):", self.ordered(units[unit])[0])
        figures = figures_of(said, right, len(units), len(found))
        points, points_found = {u[0] for u in units}, {u[0] for u in found}
        figures.update(check=only_check, points=len(points), points_found=len(points_found),
                       points_recall=ratio(len(points_found), len(points)))
        if relation == "diverge":
            figures["with_kind"] = figures_of(said, right_with_kind, len(units), len(found_with_kind))
            names = sorted(set(kinds) | {u[1] for u in units})
            figures["kinds"] = {name: figures_of(kinds[name], right_kinds[name], sum(u[1] == name for u in units),
                                                 sum(u[1] == name for u in found_with_kind)) for name in names}
        return figures

    def internal(self):
        wanted = set(self.truth.internal)
        said = [pair for pair in self.report.internal if pair.relation == "diverge"]
        hits = fitted(said, self.truth.places, wanted)
        found = {pair for one in hits for pair in one}
        with_kind = {pair for report, one in zip(said, hits) for pair in one if self.truth.internal[pair] in report.kinds()}
        for pair in self.ordered(wanted - found):
            self.line(f"missed internal {self.truth.internal[pair]} of {'/'.join(min(pair)[0])}:", pair)
        return {"truth": len(wanted), "found": len(found), "found_with_kind": len(with_kind), "said_diverge": len(said),
                "said": len(self.report.internal), "recall": ratio(len(found), len(wanted))}

    def tightness(self, report, pair):
        """Overlap over union of both sides, the better way round, added."""
        def share(side, statement):
            for place in self.truth.places[statement]:
                if fits(side, place):
                    common = min(side[3], place[3]) - max(side[2], place[2])
                    return common / (side[3] - side[2] + place[3] - place[2] - common)
            return 0.0
        a, b = pair
        return max(share(x, a) * share(y, b) and share(x, a) + share(y, b) for x, y in (report.sides, report.sides[::-1]))

    def confusions(self):
        """Truth relation (and kind) of the pairs in reach against that of the report pair that fits most tightly."""
        rows = defaultdict(Counter)
        for pair in self.reached:
            relation, kind = self.truth.pairs[pair]
            hits = self.by_pair[pair]
            said = max(hits, key=lambda hit: self.tightness(hit, pair)).relation if hits else "none"
            rows[relation + (" " + kind if kind else "")][said] += 1
        for report, hits in zip(self.report.pairs, self.fits):
            if not hits:
                rows["not in the truth"][report.relation] += 1
        return rows


def print_table(name, figures):
    percent = lambda value: "     -" if value is None else f"{100 * value:5.1f}%"
    groups, events = figures["groups"], figures["events"]
    print(f"{name}: {figures['articles']} articles; groups {groups['right']} of {groups['truth']}, said {groups['said']}; "
          f"events {events['right']} of {events['truth']}, said {events['said']}; "
          + "; ".join(f"{k} {events[k]['right']} of {events[k]['truth']}, said {events[k]['said']}" for k in ("parents", "mentions"))
          + f"; truth pairs {figures['truth_pairs']}, out of reach {figures['out_of_reach']}"
          + (f"; groups wrongly in one origin {figures['origins_joined']}" if figures["origins_joined"] else "")
          + (f"; PROBLEMS {figures['problems']}" if figures["problems"] else ""))
    print(f"  {'':22}{'said':>6}{'right':>6}{'precision':>11}{'truth':>7}{'found':>6}{'recall':>8}{'F1':>8}")
    rows = [("aligned pairs", figures["aligned"]), ("divergences", figures["divergences"]),
            ("  with kind", figures["divergences"]["with_kind"])]
    rows += [("    " + kind, row) for kind, row in figures["divergences"]["kinds"].items()] + [("updates", figures["updates"])]
    for label, row in rows:
        print(f"  {label:22}{row['said']:6}{row['right']:6}{percent(row['precision']):>11}"
              f"{row['truth']:7}{row['found']:6}{percent(row['recall']):>8}{percent(row['f1']):>8}")
    points, internal = figures["divergences"], figures["internal"]
    print(f"  points (claims with a divergence) found {points['points_found']} of {points['points']}, "
          f"recall {percent(points['points_recall']).strip()}; missed divergences marked check {points['check']}; "
          f"internal {internal['found']} of {internal['truth']}, said {internal['said']} ({internal['said_diverge']} diverge)")


def print_confusions(rows):
    columns = ("diverge", "update", "check", "compatible", "match", "none")
    print(f"  {'truth / said':26}" + "".join(f"{column:>12}" for column in columns))
    for name in sorted(rows):
        print(f"  {name:26}" + "".join(f"{rows[name][column]:12}" for column in columns))


def failures(figures):
    """Messages for what --require asks and the figures don't reach."""
    found = [f"{what} are not exactly those of the truth" for what in ("groups", "events") if not figures[what]["exact"]]
    if figures["problems"]:
        found.append(f"{figures['problems']} articles are missing or have another text")
    for table, name, least in REQUIRED:
        value = figures[table][name]
        if value is None or value < least:
            found.append(f"{table}: {name} is {'undefined' if value is None else format(value, '.4f')}, required is {least:.2f}")
    return found


def below_floors(figures, floors):
    """Messages for the figures that lie below their floors, given as "table.name=value"."""
    found = []
    for floor in floors:
        path, _, least = floor.partition("=")
        value = figures
        for name in path.split("."):
            value = value[name]
        if value is None or float(value) < float(least):
            found.append(f"{path} is {value}, was {least}")
    return found


def score(report, corpus_folder, languages=None):
    """Score of report data for the given languages (default: all of the corpus)."""
    corpus = Corpus(corpus_folder)
    known = sorted(p.name.split(".")[1] for p in (corpus.root / "truth").glob("groups.*.tsv"))
    truth = Truth(corpus, [lang for lang in known if not languages or lang in languages])
    return Score(truth, Report(report, truth))


def rounded(value):
    if isinstance(value, float):
        return round(value, 6)
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("report", metavar="REPORT.json")
    parser.add_argument("--corpus", default=Path(__file__).resolve().parent.parent / "corpus", metavar="DIR")
    parser.add_argument("--lang", help="score only this language")
    parser.add_argument("--list", action="store_true", help="print every wrong or missed item")
    parser.add_argument("--confusions", action="store_true", help="print truth against said, by relation and kind")
    parser.add_argument("--require", action="store_true", help="exit code 1 below the required figures")
    parser.add_argument("--floor", action="append", default=[], metavar="TABLE.NAME=VALUE",
                        help="exit code 1 when this figure is lower")
    options = parser.parse_args(argv)
    languages = sorted(p.name.split(".")[1] for p in (Path(options.corpus) / "truth").glob("groups.*.tsv"))
    if options.lang:
        languages = [lang for lang in languages if lang == options.lang]
    if not languages:
        parser.error(f"no truth tables for the language {options.lang} in {options.corpus}")
    with open(options.report, encoding="utf-8") as file:
        report = json.load(file)
    whole = score(report, options.corpus, languages)
    if options.list:
        print("\n".join(whole.lines))
    parts = {lang: score(report, options.corpus, [lang]) for lang in languages} if len(languages) > 1 else {}
    for name, one in [*parts.items(), ("all" if parts else languages[0], whole)]:
        print_table(name, one.figures)
        if options.confusions:
            print_confusions(one.confusions())
    failed = failures(whole.figures) if options.require else []
    failed += below_floors(whole.figures, options.floor)
    for message in failed:
        print(f"FAILED: {message}", file=sys.stderr)
    print(json.dumps(rounded({**whole.figures, "languages": {n: s.figures for n, s in parts.items()}}), ensure_ascii=False))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
