"""tools/score_corpus.py on a small corpus and reports whose figures are counted by hand."""
import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent / "tools"
sys.path.insert(0, str(TOOLS))
import score_corpus  # noqa: E402

ARTICLES = {
    "fire-1": ("Fire kills nine in the old mill",
               "Nine people died in the mill. The fire broke out on Monday. The café was saved. Nobody else was there."),
    # the copy: another number, another headline
    "fire-2": ("Blaze in mill", "Eight people died in the mill. The fire broke out on Monday. The café was saved. Nobody else was there."),
    "fire-3": ("Twelve dead", "The café could be saved, and the flames began on Tuesday. Twelve lost their lives at the mill."),
    "flood-1": ("River rises", "The river rose by two metres. Later it fell."),
}
TEXT_FILE = ("fire-4", "A fire in a mill\nHome > World\nThe flames began on Tuesday. The death toll at the mill rose to thirteen.\n")

GROUPS = {"fire-1": "fire-1", "fire-2": "fire-1", "fire-3": "fire-3", "fire-4": "fire-4", "flood-1": "flood-1"}
EVENTS = [("fire-1", "fire", "", ""), ("fire-2", "fire", "", ""), ("fire-3", "fire", "", ""), ("fire-4", "fire", "", ""),
          ("flood-1", "flood", "fire", "")]


def statement(article, quote, field=None):
    return {"article": article, "quote": quote, **({"field": field} if field else {})}


DIED = {name: statement(*args) for name, args in {
    "1": ("fire-1", "Nine people died in the mill"), "title": ("fire-1", "Fire kills nine in the old mill", "title"),
    "2": ("fire-2", "Eight people died in the mill"), "3": ("fire-3", "Twelve lost their lives at the mill"),
    "4": ("fire-4", "The death toll at the mill rose to thirteen")}.items()}
BEGAN = {"1": statement("fire-1", "The fire broke out on Monday"), "2": statement("fire-2", "The fire broke out on Monday"),
         "3": statement("fire-3", "the flames began on Tuesday"), "4": statement("fire-4", "The flames began on Tuesday")}
SAVED = {"1": statement("fire-1", "The café was saved"), "3": statement("fire-3", "The café could be saved")}
CLAIMS = {"c1": DIED, "c2": BEGAN, "c3": SAVED}
DIVERGENCES = [("c1", "count", DIED["1"], DIED["3"]), ("c1", "count", DIED["title"], DIED["3"]), ("c1", "count", DIED["2"], DIED["3"]),
               ("c2", "date", BEGAN["1"], BEGAN["3"]), ("c2", "date", BEGAN["1"], BEGAN["4"]), ("c2", "date", BEGAN["2"], BEGAN["4"])]
UPDATES = [("c1", DIED["3"], DIED["4"]), ("c1", DIED["1"], DIED["4"]), ("c1", DIED["title"], DIED["4"])]
INTERNAL = [("c1", "count", DIED["1"], DIED["2"])]
# Truth pairs in reach of fire-1, fire-3, fire-4 (fire-1 stands for fire-2):
#   c1: 1-3, title-3, 1-4, title-4, 3-4      c2: 1-3, 1-4, 3-4      c3: 1-3           = 9
# Divergences: c1 count {1,3}; c2 date {1,3}, {1,4} = 3 on 2 claims. Updates: {3,4}, {1,4} = 2.
# Out of reach: the two pairs of the Eight of fire-2.


def write_corpus(root):
    (root / "articles").mkdir(parents=True)
    (root / "truth").mkdir()
    lines = [json.dumps({"id": name, "source": "x.example", "url": "https://x.example/" + name, "title": title, "date": "2024-01-01",
                         "lang": "en", "text": text}) for name, (title, text) in ARTICLES.items()]
    (root / "articles" / "all.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (root / "articles" / (TEXT_FILE[0] + ".txt")).write_text(TEXT_FILE[1], "utf-8")

    def table(name, header, rows):
        (root / "truth" / name).write_text("\n".join("\t".join(row) for row in [header, *rows]) + "\n", "utf-8")

    def records(name, items):
        (root / "truth" / name).write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")

    table("groups.en.tsv", ("id", "group"), GROUPS.items())
    table("events.en.tsv", ("id", "event", "parent", "mentions"), EVENTS)
    records("claims.en.jsonl", [{"event": "fire", "claim": c, "statements": list(s.values())} for c, s in CLAIMS.items()])
    records("divergences.en.jsonl", [{"event": "fire", "claim": c, "kind": k, "a": a, "b": b, "note": ""} for c, k, a, b in DIVERGENCES])
    records("updates.en.jsonl", [{"event": "fire", "claim": c, "expected": "update", "a": a, "b": b, "note": ""} for c, a, b in UPDATES])
    records("internal.en.jsonl", [{"event": "fire", "claim": c, "kind": k, "a": a, "b": b, "note": ""} for c, k, a, b in INTERNAL])


def side(article, words, field="text"):
    title, text = ARTICLES.get(article, (TEXT_FILE[1].split("\n")[0], TEXT_FILE[1]))
    whole = title if field == "title" else text
    begin = len(whole[:whole.index(words)].encode())
    place = {"article": article, "begin": begin, "end": begin + len(words.encode())}
    return {**place, "field": "title"} if field == "title" else place


def pair(relation, a, b, *kinds):
    return {"id": "p", "a": a, "b": b, "relation": relation, "score": 1,
            "differences": [{"kind": kind, "a_value": "", "b_value": "", "rule": "r", "why": ""} for kind in kinds]}


JOINED = side("fire-3", "The café could be saved, and the flames began on Tuesday")


def perfect():
    article = lambda name, title, text: {"id": name, "title": title, "text": text}
    died = {"1": side("fire-1", "Nine people died in the mill"), "title": side("fire-1", ARTICLES["fire-1"][0], "title"),
            "3": side("fire-3", "Twelve lost their lives at the mill"),
            "4": side("fire-4", "The death toll at the mill rose to thirteen")}
    began = {"1": side("fire-1", "The fire broke out on Monday"), "4": side("fire-4", "The flames began on Tuesday")}
    return {
        "articles": [article(n, t, x) for n, (t, x) in ARTICLES.items()]
                    + [article(TEXT_FILE[0], TEXT_FILE[1].split("\n")[0], TEXT_FILE[1])],
        "duplicate_groups": [{"group": "g", "representative": "fire-1", "members": ["fire-1", "fire-2"]}],
        "events": [
            {"id": "e1", "articles": ["fire-1", "fire-2", "fire-3", "fire-4"], "parent": None, "mentions": [],
             "origins": [{"id": "o1", "articles": ["fire-1", "fire-2"]}, {"id": "o2", "articles": ["fire-3"]},
                         {"id": "o3", "articles": ["fire-4"]}],
             "pairs": [pair("diverge", died["1"], died["3"], "count"), pair("diverge", died["title"], died["3"], "count"),
                       pair("update", died["1"], died["4"]), pair("update", died["title"], died["4"]),
                       pair("update", died["3"], died["4"]),
                       pair("diverge", began["1"], JOINED, "date"), pair("diverge", began["1"], began["4"], "date"),
                       pair("match", JOINED, began["4"]), pair("match", side("fire-1", "The café was saved"), JOINED)],
             "internal": [pair("diverge", side("fire-1", "Nine people died in the mill"), side("fire-2", "Eight people died in the mill"), "count")],
             "claims": []},
            {"id": "e2", "articles": ["flood-1"], "parent": "e1", "mentions": [], "origins": [{"id": "o4", "articles": ["flood-1"]}],
             "pairs": [], "internal": [], "claims": []}],
    }


class ScoreCorpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.folder.name) / "corpus"
        write_corpus(cls.root)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.report = perfect()
        self.event = self.report["events"][0]

    def score(self):
        return score_corpus.score(self.report, self.root)

    def figures(self):
        return self.score().figures

    def counts(self, figures):
        return tuple(figures[name] for name in ("said", "right", "truth", "found"))

    def test_a_report_that_says_the_truth_has_full_figures(self):
        score = self.score()
        self.assertEqual(score.lines, [])
        figures = score.figures
        self.assertEqual((figures["truth_pairs"], figures["out_of_reach"]), (11, 2))
        self.assertEqual(self.counts(figures["aligned"]), (9, 9, 9, 9))
        self.assertEqual(self.counts(figures["divergences"]), (4, 4, 3, 3))
        self.assertEqual(self.counts(figures["divergences"]["with_kind"]), (4, 4, 3, 3))
        self.assertEqual(self.counts(figures["divergences"]["kinds"]["count"]), (2, 2, 1, 1))
        self.assertEqual(self.counts(figures["divergences"]["kinds"]["date"]), (2, 2, 2, 2))
        self.assertEqual((figures["divergences"]["points"], figures["divergences"]["points_found"]), (2, 2))
        self.assertEqual(self.counts(figures["updates"]), (3, 3, 2, 2))
        self.assertEqual((figures["internal"]["truth"], figures["internal"]["found_with_kind"]), (1, 1))
        self.assertTrue(figures["groups"]["exact"] and figures["events"]["exact"])
        self.assertEqual(figures["events"]["parents"], {"truth": 1, "said": 1, "right": 1})
        self.assertEqual(score_corpus.failures(figures), [])

    def test_the_quote_is_sought_in_the_copy_that_the_report_chose(self):
        pairs = self.event["pairs"]
        self.event["origins"][0]["representative"] = "fire-2"
        # the copy has its own number and headline, and the same sentences about the start and the café
        pairs[0] = pair("diverge", side("fire-2", "Eight people died in the mill"), pairs[0]["b"], "count")
        pairs[5] = pair("diverge", side("fire-2", "The fire broke out on Monday"), JOINED, "date")
        pairs[6] = pair("diverge", side("fire-2", "The fire broke out on Monday"), pairs[6]["b"], "date")
        pairs[8] = pair("match", side("fire-2", "The café was saved"), JOINED)
        del pairs[1:4]
        figures = self.figures()
        # in reach: Eight against Twelve and against thirteen, 3-4, the three of c2, the one of c3
        self.assertEqual(self.counts(figures["aligned"]), (6, 6, 7, 6))
        self.assertEqual(figures["out_of_reach"], 4)
        self.assertEqual(self.counts(figures["divergences"]), (3, 3, 3, 3))

    def test_a_pair_of_unrelated_statements_lowers_precision_only(self):
        self.event["pairs"].append(pair("diverge", side("fire-1", "Nobody else was there"), self.event["pairs"][0]["b"], "count"))
        figures = self.figures()
        self.assertEqual(self.counts(figures["aligned"]), (10, 9, 9, 9))
        self.assertEqual(self.counts(figures["divergences"]), (5, 4, 3, 3))
        self.assertAlmostEqual(figures["divergences"]["precision"], 0.8)
        self.assertAlmostEqual(figures["divergences"]["kinds"]["count"]["precision"], 2 / 3)

    def test_a_match_called_diverge_is_wrong_and_listed_with_both_texts(self):
        self.event["pairs"][8] = pair("diverge", side("fire-1", "The café was saved"), JOINED, "other")
        score = self.score()
        self.assertEqual(self.counts(score.figures["aligned"]), (9, 9, 9, 9))
        self.assertEqual(self.counts(score.figures["divergences"]), (5, 4, 3, 3))
        text = "\n".join(score.lines)
        self.assertIn("wrong diverge (truth: fire/c3, aligned)", text)
        self.assertIn("fire-1: The café was saved", text)
        self.assertIn("fire-3: The café could be saved, and the flames began on Tuesday", text)

    def test_a_missed_divergence_counts_once_for_its_groups(self):
        del self.event["pairs"][0]        # the headline still has it
        self.assertEqual(self.counts(self.figures()["divergences"]), (3, 3, 3, 3))
        self.event["pairs"][0]["relation"] = "check"
        figures = self.figures()
        self.assertEqual(self.counts(figures["aligned"]), (8, 8, 9, 8))
        self.assertEqual(self.counts(figures["divergences"]), (2, 2, 3, 2))
        self.assertEqual((figures["divergences"]["check"], figures["divergences"]["points_found"]), (1, 1))

    def test_another_kind_is_right_only_without_the_kind(self):
        for one in self.event["pairs"][5:7]:
            one["differences"][0]["kind"] = "place"
        divergences = self.figures()["divergences"]
        self.assertEqual(self.counts(divergences), (4, 4, 3, 3))
        self.assertEqual(self.counts(divergences["with_kind"]), (4, 2, 3, 1))
        self.assertEqual(self.counts(divergences["kinds"]["place"]), (2, 0, 0, 0))
        self.assertEqual(self.counts(divergences["kinds"]["date"]), (0, 0, 2, 0))

    def test_less_than_half_of_the_shorter_side_does_not_fit(self):
        quote = "The café was saved"                        # 19 bytes, é has two
        begin = side("fire-1", quote)["begin"]
        for end, found in ((begin + 10, 9), (begin + 9, 9)):   # a report side inside the quote always fits
            self.event["pairs"][8]["a"] = {"article": "fire-1", "begin": begin, "end": end}
            self.assertEqual(self.figures()["aligned"]["found"], found)
        for over, found in ((10, 9), (9, 8)):                  # ten of 19 bytes of the quote, then nine
            self.event["pairs"][8]["a"] = {"article": "fire-1", "begin": begin + 19 - over, "end": begin + 19 - over + 30}
            self.assertEqual(self.figures()["aligned"]["found"], found)

    def test_the_order_of_sides_does_not_matter(self):
        before = self.figures()
        for one in self.event["pairs"]:
            one["a"], one["b"] = one["b"], one["a"]
        self.assertEqual(self.figures(), before)

    def test_a_title_taken_from_a_text_file_is_sought_in_its_text(self):
        truth = score_corpus.Truth(score_corpus.Corpus(self.root), ["en"])
        score_corpus.Report(self.report, truth)
        one = score_corpus.Pair(pair("match", side("fire-4", "A fire in a mill", "title"), side("fire-1", "The café was saved")), truth.articles)
        self.assertEqual(one.sides[0], ("fire-4", "text", 0, 16))

    def test_wrong_groups_and_events_are_listed_and_not_exact(self):
        self.report["duplicate_groups"] = []
        for event in self.report["events"]:
            event["articles"] = [a for a in event["articles"] if a != "fire-4"]
        self.report["events"][1]["articles"].append("fire-4")
        score = self.score()
        self.assertEqual(score.figures["groups"], {"truth": 1, "said": 0, "right": 0, "exact": False})
        self.assertEqual(score.figures["events"]["right"], 0)
        self.assertIn("group of the truth, not in the report: fire-1 fire-2", score.lines)
        self.assertIn("event of the report, not in the truth: fire-4 flood-1", score.lines)
        self.assertEqual([m.split(" are ")[0] for m in score_corpus.failures(score.figures)], ["groups", "events"])

    def test_groups_wrongly_joined_in_an_origin_lose_their_pairs(self):
        self.event["origins"] = [{"id": "o1", "articles": ["fire-1", "fire-2", "fire-3"], "representative": "fire-1"},
                                 {"id": "o3", "articles": ["fire-4"], "representative": "fire-4"}]
        self.event["pairs"] = [p for p in self.event["pairs"] if "fire-3" not in (p["a"]["article"], p["b"]["article"])]
        figures = self.figures()
        self.assertEqual(figures["origins_joined"], 1)
        self.assertEqual(self.counts(figures["aligned"]), (3, 3, 9, 3))

    def test_the_report_may_leave_out_texts_but_not_change_them(self):
        for article in self.report["articles"]:
            article["text"] = None
        self.assertEqual(self.figures()["problems"], 0)
        self.report["articles"][0]["text"] = "another"
        self.assertEqual(self.figures()["problems"], 1)

    def run_script(self, *arguments):
        path = Path(self.folder.name) / "report.json"
        path.write_text(json.dumps(self.report), "utf-8")
        return subprocess.run([sys.executable, "-B", str(TOOLS / "score_corpus.py"), str(path), "--corpus", str(self.root), *arguments],
                              capture_output=True, text=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})

    def test_require_sets_the_exit_code_and_the_last_line_is_json(self):
        done = self.run_script("--require", "--list", "--confusions")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(json.loads(done.stdout.splitlines()[-1])["aligned"]["f1"], 1.0)
        self.event["pairs"] = self.event["pairs"][:1]
        self.assertEqual(self.run_script().returncode, 0)
        done = self.run_script("--require")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED: aligned: f1 is 0.2000, required is 0.85", done.stderr)
        self.assertIn("FAILED: divergences: recall is 0.3333, required is 0.80", done.stderr)
        self.assertEqual(self.run_script("--lang", "xx").returncode, 2)

    def test_scoring_leaves_the_report_as_it_was(self):
        before = copy.deepcopy(self.report)
        self.score()
        self.assertEqual(self.report, before)


if __name__ == "__main__":
    unittest.main()
