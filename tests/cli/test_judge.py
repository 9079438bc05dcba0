"""Judgements of sentence pairs: order, rejects, symmetry, threads."""
import gzip
import json
import re
import unittest

from program import CORPUS, ProgramTest, lines_of, read_json_lines


def corpus_pairs():
    """Pairs of sentences that the bundled truth lists: diverging ones, and two statements of one claim."""
    pairs = []
    for lang in ("ar", "en"):
        for line in (CORPUS / f"truth/divergences.{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            pairs.append((record["a"]["quote"], record["b"]["quote"]))
        for line in (CORPUS / f"truth/claims.{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            first, second, *_ = json.loads(line)["statements"]
            pairs.append((first["quote"], second["quote"]))
    return pairs


def records(pairs, swapped=False):
    return [{"id": f"p{n}", "a": b if swapped else a, "b": a if swapped else b} for n, (a, b) in enumerate(pairs)]


def mirrored(judgement):
    differences = [{**one, "a": one["b"], "b": one["a"], "a_value": one["b_value"], "b_value": one["a_value"]}
                   for one in judgement["differences"]]
    return {**judgement, "differences": differences}


def comparable(judgement):
    """Without the sentences of `why`, which name the sides in their order; the differences as a set."""
    differences = sorted(json.dumps({key: value for key, value in one.items() if key != "why"}, sort_keys=True)
                         for one in judgement["differences"])
    return {**judgement, "differences": differences}


def is_part_of(excerpt, whole):
    if isinstance(excerpt, dict):
        return all(key in whole and is_part_of(value, whole[key]) for key, value in excerpt.items())
    if isinstance(excerpt, list) and excerpt and isinstance(excerpt[0], dict):
        return len(excerpt) == len(whole) and all(map(is_part_of, excerpt, whole))
    return excerpt == whole


class Judge(ProgramTest):
    def judge(self, given, *options):
        return read_json_lines(self.run_program("judge", "-", *options, stdin=given).stdout)

    def test_a_line_has_the_fields_of_the_contract(self):
        [line] = self.judge(b'{"id": 7, "a": "Twelve people were killed in the fire in Lanesk.",'
                            b' "b": "Fifteen people were killed in the fire in Lanesk.", "extra": [1]}\n')
        self.assertEqual(line["id"], "7")
        self.assertEqual(set(line), {"id", "relation", "score", "probabilities", "alarm", "similarity", "differences"})
        self.assertEqual(set(line["probabilities"]), {"match", "diverge", "unrelated"})
        self.assertAlmostEqual(sum(line["probabilities"].values()), 1)
        self.assertEqual(line["score"], max(line["probabilities"].values()))
        self.assertEqual(line["score"], line["probabilities"][line["relation"]])
        self.assertTrue(0 <= line["similarity"] <= 1)
        [difference] = line["differences"]
        self.assertLessEqual({"kind", "a", "b", "a_value", "b_value", "rule", "why"}, set(difference))
        self.assertEqual((difference["kind"], line["relation"]), ("count", "diverge"))
        self.assertEqual("Twelve people were killed"[slice(*difference["a"])][:6], "Twelve")

    def test_the_example_of_the_readme_is_what_the_program_says(self):
        readme = (CORPUS.parent / "README.md").read_text(encoding="utf-8")
        given = re.search(r"\$ cat fire.jsonl\n(.*)\n", readme).group(1)
        excerpt = json.loads(re.search(r"```json\n(.*?)```", readme, re.DOTALL).group(1))
        [line] = self.judge(given.encode() + b"\n")
        self.assertTrue(is_part_of(excerpt, line), line)

    def test_lines_keep_their_order_for_any_number_of_threads(self):
        given = self.write("pairs.jsonl", lines_of(records(corpus_pairs() * 3)))
        one = self.run_program("judge", given, "--threads", 1).stdout
        self.assertEqual([line["id"] for line in read_json_lines(one)],
                         [f"p{n}" for n in range(3 * len(corpus_pairs()))])
        for threads in (2, 7):
            self.assertTrue(self.run_program("judge", given, "--threads", threads).stdout == one)

    def test_swapping_the_sentences_mirrors_the_differences_and_nothing_else(self):
        pairs = corpus_pairs()
        plain, swapped = self.judge(lines_of(records(pairs))), self.judge(lines_of(records(pairs, swapped=True)))
        self.assertEqual(len(plain), len(pairs))
        for one, other in zip(plain, swapped):
            self.assertEqual(comparable(one), comparable(mirrored(other)))

    def test_an_alarm_is_raised_by_a_rule_or_by_the_fitted_judge_and_says_so(self):
        lines = self.judge(lines_of(records([
            ("Twelve people were killed in the fire in Lanesk.", "Fifteen people were killed in the fire in Lanesk."),
            ("The bridge in Lanesk stays open.", "The bridge in Lanesk stays open."),
            ("The river rose by two metres.", "Parliament elected a new speaker.")])))
        self.assertEqual([line["alarm"] for line in lines], ["diverge", None, None])
        for line in self.judge(lines_of(records(corpus_pairs()))):
            self.assertIn(line["alarm"], ("diverge", "check", None))
            self.assertTrue(line["differences"] or line["alarm"] is None, line)

    def test_another_table_judges_what_no_rule_decides(self):
        given = lines_of(records([
            ("The minister opened the fair.", "A fox crossed the lane at night."),
            ("Twelve people were killed in the fire in Lanesk.", "Fifteen people were killed in the fire in Lanesk.")]))
        all_match = self.write("model.tsv", b"# A table that takes all for one.\nlinear\trelated\tbias\t9\n"
                                            b"linear\tdiverge\tbias\t-9\n")
        self.assertEqual([line["relation"] for line in self.judge(given)], ["unrelated", "diverge"])
        self.assertEqual([line["relation"] for line in self.judge(given, "--model", all_match)], ["match", "diverge"])

    def test_a_table_that_is_no_model_is_an_error_that_says_why(self):
        for name, table, why in (("missing", None, "missing.tsv"), ("wrong", b"linear\tdiverge\tnone_such\t1\n", "none_such"),
                                 ("short", b"gate\tcheck\n", "gate check")):
            model = self.folder / f"{name}.tsv" if table is None else self.write(f"{name}.tsv", table)
            self.assertIn(why, self.run_wrongly("judge", "-", "--model", model, expect=1))

    def test_bad_lines_give_no_line_and_go_to_the_rejects(self):
        good = b'{"id": "g%d", "a": "The bridge was closed.", "b": "The bridge was opened."}\n'
        bad = [b"{\n", b"[]\n", b'{"a": "x y", "b": "x y"}\n', b'{"id": "n", "a": 5, "b": "x y"}\n',
               b'{"id": "m", "a": "x y"}\n', b'{"id": "e", "a": " ", "b": "x y"}\n', b"\0\0\n",
               b'{"id": "long", "a": "' + b"x " * (1 << 20) + b'", "b": "x"}\n']
        given = b"\n" + b"".join(line + good % n for n, line in enumerate(bad))
        lines = self.judge(given, "--rejects", self.folder / "rejects.jsonl")
        self.assertEqual([line["id"] for line in lines], [f"g{n}" for n in range(len(bad))])
        rejects = read_json_lines((self.folder / "rejects.jsonl").read_bytes())
        self.assertEqual([reject["line"] for reject in rejects], [2 * n + 2 for n in range(len(bad))])
        self.assertEqual([reject["reason"] for reject in rejects],
                         ["not_json", "not_an_object", "no_id", "no_sentence", "no_sentence", "no_sentence", "not_json",
                          "too_long"])
        self.assertEqual(rejects[1]["offset"], 1 + len(bad[0]) + len(good % 0))

    def test_an_empty_file_gives_nothing(self):
        self.assertEqual(self.judge(b""), [])
        self.assertEqual(self.judge(b"\n\n"), [])

    def test_the_last_line_needs_no_end_and_the_first_may_have_a_mark(self):
        line = b'\xef\xbb\xbf{"id": "x", "a": "The bridge was closed.", "b": "The bridge was opened."}'
        self.assertEqual([judgement["id"] for judgement in self.judge(line)], ["x"])

    def test_packed_files_are_read(self):
        pairs = records(corpus_pairs())
        packed = self.write("pairs.jsonl.gz", gzip.compress(lines_of(pairs)))
        self.assertEqual(read_json_lines(self.run_program("judge", packed).stdout), self.judge(lines_of(pairs)))

    def test_ill_formed_bytes_and_lone_surrogates_are_mended(self):
        lines = self.judge(b'{"id": "u", "a": "Caf\xe9 closed on Monday.", "b": "The caf\\ud800 closed on Monday."}\n')
        self.assertEqual([line["id"] for line in lines], ["u"])


if __name__ == "__main__":
    unittest.main()
