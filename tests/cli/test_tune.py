"""The command tune: its table, its files, its exit codes, and that equal dumps give equal bytes."""
import csv
import io
import unittest
import xml.etree.ElementTree

from program import CORPUS, ProgramTest, tree

ARTICLES = CORPUS / "articles"


class Tune(ProgramTest):
    def test_table_files_and_recommendation(self):
        folder = self.folder / "new" / "tuning"
        table = self.run_program("tune", ARTICLES, "-o", folder, "--repeat", "1").stdout.decode()
        self.assertEqual(sorted(tree(folder)), ["s_curve.svg", "shingle_lengths.csv", "tune.csv"])
        rows = list(csv.DictReader(io.StringIO((folder / "tune.csv").read_text())))
        self.assertGreater(len(rows), 15)
        chosen = [row for row in rows if row["recommended"] == "yes"]
        self.assertEqual(len(chosen), 1)
        for row in rows:
            self.assertLessEqual(int(row["bands"]) * int(row["rows"]), int(row["bins"]))
            self.assertEqual(int(row["key_bytes_per_article"]), 4 * int(row["bands"]))
            self.assertGreaterEqual(int(row["candidates"]), int(row["found"]))
            self.assertGreater(float(row["mb_per_second"]), 0)
            self.assertGreater(int(row["contained"]), 0)
            self.assertGreaterEqual(float(row["containment_recall"]), 0.99)
        self.assertGreaterEqual(float(chosen[0]["recall"]), 0.999)
        # What it names can be typed.
        command = next(line.split() for line in table.splitlines() if line.startswith("  tawatur duplicates"))
        self.assertEqual(command[command.index("--bins") + 1], chosen[0]["bins"])
        said = self.run_program("duplicates", ARTICLES, "--stats", *command[3:]).stderr.decode()
        self.assertIn(f"({chosen[0]['bands']} bands of {chosen[0]['rows']} rows", said)
        self.assertRegex(said, r"about \d+ candidates? expected of them, \d+ found by them")

        lengths = list(csv.DictReader(io.StringIO((folder / "shingle_lengths.csv").read_text())))
        self.assertEqual([row["words_in_shingle"] for row in lengths], ["3", "4", "5", "7", "10"])
        pairs = [int(row["pairs"]) for row in lengths]
        self.assertEqual(pairs, sorted(pairs, reverse=True))
        self.assertEqual(lengths[2]["pairs"], lengths[2]["pairs_also_of_five"])

    def test_the_picture_is_one_drawing_without_scripts_or_addresses(self):
        self.run_program("tune", ARTICLES, "-o", self.folder, "--repeat", "0")
        text = (self.folder / "s_curve.svg").read_text()
        names = {node.tag.split("}")[1] for node in xml.etree.ElementTree.fromstring(text).iter()}
        self.assertIn("polyline", names)
        self.assertLessEqual(names, {"svg", "title", "style", "text", "line", "g", "polyline", "circle"})
        self.assertEqual(text.count("http"), 1)  # the name space
        self.assertIn("prefers-color-scheme: dark", text)

    def test_without_times_equal_dumps_give_equal_bytes(self):
        files = sorted(ARTICLES.iterdir())
        results = []
        for number, (inputs, threads) in enumerate([(files, 1), (files[::-1], 4)]):
            folder = self.folder / str(number)
            table = self.run_program("tune", *inputs, "-o", folder, "--repeat", "0", "--threads", threads,
                                     "--sample", "60").stdout
            results.append((table, tree(folder)))
        self.assertEqual(results[0], results[1])

    def test_an_empty_dump_has_nothing_to_measure_but_the_curve(self):
        table = self.run_program("tune", self.write("none.jsonl", b""), "--repeat", "0").stdout.decode()
        self.assertIn("0 exact pairs", table)
        self.assertIn("the S-curve at the threshold alone", table)

    def test_wrong_command_lines_exit_with_2(self):
        file = self.good_file()
        for arguments, word in [(["--sample", "0"], "--sample"), (["--sample", "-5"], "--sample"),
                                (["--repeat", "x"], "repeat"), (["--recall", "1"], "--recall"),
                                (["--threshold", "0"], "--threshold"), (["-o", "-"], "-o")]:
            with self.subTest(arguments=arguments):
                self.assertIn(word, self.run_wrongly("tune", file, *arguments, expect=2))
        for arguments, word in [(["--bins", "100"], "--bins"), (["--bins", "1"], "--bins"), (["--rows", "-1"], "--rows"),
                                (["--bins", "128", "--bands", "32", "--rows", "5"], "--bands"),
                                (["--recall", "nan"], "--recall")]:
            with self.subTest(arguments=arguments):
                self.assertIn(word, self.run_wrongly("duplicates", file, *arguments, expect=2))

    def test_runs_that_fail_exit_with_1(self):
        self.assertIn("missing", self.run_wrongly("tune", self.folder / "missing.jsonl", expect=1))
        file = self.good_file()
        self.assertIn("good.jsonl", self.run_wrongly("tune", file, "-o", file, expect=1))


if __name__ == "__main__":
    unittest.main()
