"""Where results go: standard output, files, report folders, pipes that close."""
import json
import os
import re
import subprocess
import unittest

from program import CORPUS, GOOD_RECORDS, PROGRAM, ProgramTest, lines_of, read_json_lines, tree


class Files(ProgramTest):
    def test_a_file_holds_what_standard_output_shows(self):
        file = self.good_file()
        shown = self.run_program("events", file).stdout
        self.assertEqual(self.run_program("events", file, "-o", "-").stdout, shown)
        self.assertEqual(self.run_program("events", file, "-o", self.folder / "events.jsonl").stdout, b"")
        self.assertEqual((self.folder / "events.jsonl").read_bytes(), shown)

    def test_standard_input_is_read_as_a_file_is(self):
        file = self.good_file()
        self.assertEqual(self.run_program("events", "-", stdin=file.read_bytes()).stdout,
                         self.run_program("events", file).stdout)

    def test_a_failed_run_leaves_the_earlier_file_and_nothing_else(self):
        earlier = self.write("out/events.jsonl", b"earlier\n")
        self.run_wrongly("events", self.folder / "missing.jsonl", "-o", earlier, expect=1)
        self.assertEqual(tree(earlier.parent), {"events.jsonl": b"earlier\n"})

    def test_a_link_stays_a_link(self):
        target = self.write("target.jsonl", b"earlier\n")
        link = self.folder / "link.jsonl"
        link.symlink_to(target)
        self.run_program("events", self.good_file(), "-o", link)
        self.assertTrue(link.is_symlink())
        self.assertNotEqual(target.read_bytes(), b"earlier\n")

    def test_an_existing_file_keeps_its_permissions(self):
        out = self.write("private.jsonl", b"")
        out.chmod(0o600)
        self.run_program("events", self.good_file(), "-o", out)
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)

    def test_outputs_that_cannot_be_written_fail_in_one_clear_line(self):
        file = self.good_file()
        for option, path in [("-o", self.folder / "no/such/folder/x"), ("-o", file / "x"), ("-o", self.folder),
                             ("--pairs", self.folder / "nowhere/x"), ("--rejects", self.folder / "nowhere/x")]:
            with self.subTest(option=option, path=path):
                message = self.run_wrongly("duplicates", file, option, path, expect=1)
                self.assertIn("can't write", message)
                self.assertIn(str(path), message)

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "events", self.good_file()], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"can't write standard output", done.stderr)

    def test_a_device_is_written_directly(self):
        self.run_program("events", self.good_file(), "-o", "/dev/null")

    def test_rejects_are_listed_and_counted(self):
        bad = self.write("bad.jsonl", b"{\n" + lines_of(GOOD_RECORDS))
        done = self.run_program("events", bad, "--rejects", self.folder / "rejects.jsonl")
        self.assertIn(b"1 reject", done.stderr)
        [reject] = read_json_lines((self.folder / "rejects.jsonl").read_bytes())
        self.assertEqual((reject["input"], reject["line"], reject["offset"]), (str(bad), 1, 0))
        self.assertEqual(set(reject), {"input", "line", "offset", "id", "reason", "detail"})

    def test_statistics_add_stages_to_the_summary_and_change_nothing(self):
        file = self.good_file()
        plain, counted = self.run_program("duplicates", file), self.run_program("duplicates", file, "--stats")
        self.assertEqual(plain.stdout, counted.stdout)
        self.assertRegex(counted.stderr.decode(), r"read \d")
        self.assertNotRegex(plain.stderr.decode(), r"read \d")
        self.assertEqual(plain.stderr.count(b"\n"), 1)

    def test_pairs_have_a_header_and_exact_figures(self):
        # The second text is the first with two words more: 44 words make 40 shingles, 46 make 42.
        self.run_program("duplicates", self.good_file(), "--pairs", self.folder / "pairs.tsv")
        header, *pairs = (self.folder / "pairs.tsv").read_text().splitlines()
        self.assertEqual(header, "id_a\tid_b\tjaccard\tcontainment_a\tcontainment_b\tsize_a\tsize_b")
        [[a, b, jaccard, in_b, in_a, size_a, size_b]] = [line.split("\t") for line in pairs]
        self.assertEqual((a, b, int(size_b) - int(size_a)), ("good-1", "good-2", 2))
        self.assertEqual(float(jaccard), int(size_a) / int(size_b))
        self.assertEqual((float(in_b), float(in_a)), (1.0, int(size_a) / int(size_b)))

    def test_a_pair_of_articles_is_explained(self):
        done = self.run_program("events", "--explain", "good-1", "good-3", self.good_file())
        explanation = json.loads(done.stdout)
        self.assertEqual((explanation["a"], explanation["b"]), ("good-1", "good-3"))
        self.assertIsInstance(explanation["same_event"], bool)
        self.assertTrue(0 <= explanation["probability"] <= 1)
        self.assertTrue(explanation["terms"] and explanation["why"])


class ClosedPipes(ProgramTest):
    def check_closed(self, arguments, stdin=b""):
        source = self.write("stdin", stdin)
        reader, writer = os.pipe()
        os.close(reader)
        with open(source, "rb") as given:
            done = subprocess.run([PROGRAM, *map(str, arguments)], stdin=given, stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(b"can't", done.stderr)

    def test_a_closed_pipe_is_success(self):
        file = self.good_file()
        for arguments in (["--help"], ["duplicates", "--help"], ["events", file], ["duplicates", file], ["compare", file]):
            with self.subTest(arguments=arguments):
                self.check_closed(arguments)

    def test_a_reader_that_leaves_ends_a_long_stream(self):
        pair = b'{"id": "p", "a": "Twelve people were killed in the fire.", "b": "Fifteen people died in the fire."}\n'
        self.check_closed(["judge", "-"], pair * 5000)


class ReportFolder(ProgramTest):
    def report(self, *inputs, folder="report", **options):
        return self.run_program("report", *inputs, "-o", self.folder / folder, **options)

    def test_the_folder_holds_what_the_contract_names(self):
        self.report(self.good_file())
        files = set(tree(self.folder / "report"))
        self.assertLessEqual({"index.html", "report.json", "claims.csv", "rejects.jsonl"}, files)
        self.assertTrue(any(re.fullmatch(r"events/.*\.html", name) for name in files))
        report = json.loads((self.folder / "report/report.json").read_bytes())
        self.assertEqual(report["schema"], "tawatur.report/1")
        self.assertEqual([article["id"] for article in report["articles"]], ["good-1", "good-2", "good-3"])
        [given] = report["run"]["inputs"]
        self.assertRegex(given["hash"], r"^[0-9a-f]{16}$")
        self.assertTrue(report["run"]["lexicon_versions"])

    def test_a_second_run_gives_the_same_bytes(self):
        self.report(CORPUS / "articles")
        first = tree(self.folder / "report")
        self.report(CORPUS / "articles")
        second = tree(self.folder / "report")
        self.assertEqual(sorted(first), sorted(second))
        self.assertTrue(first == second)

    def test_a_smaller_run_leaves_no_stale_page(self):
        self.report(CORPUS / "articles")
        file = self.good_file()
        self.report(file)
        self.report(file, folder="fresh")
        self.assert_same_tree(self.folder / "report", self.folder / "fresh")

    def test_an_empty_folder_is_taken(self):
        (self.folder / "report").mkdir()
        self.report(self.good_file())

    def test_a_folder_of_someone_else_is_left_alone(self):
        self.write("report/thesis.txt", b"years of work")
        message = self.run_wrongly("report", self.good_file(), "-o", self.folder / "report", expect=1)
        self.assertIn(str(self.folder / "report"), message)
        self.assertEqual(tree(self.folder / "report"), {"thesis.txt": b"years of work"})

    def test_a_folder_of_someone_else_is_refused_before_the_work(self):
        self.write("report/thesis.txt", b"years of work")
        message = self.run_wrongly("report", self.folder / "missing.jsonl", "-o", self.folder / "report", expect=1)
        self.assertIn(str(self.folder / "report"), message)

    def test_a_folder_that_cannot_be_made_fails_in_one_clear_line(self):
        file = self.good_file()
        self.assertIn(str(file), self.run_wrongly("report", file, "-o", file / "report", expect=1))
        self.assertIn(str(file), self.run_wrongly("report", file, "-o", file, expect=1))

    def test_texts_can_be_left_out(self):
        file = self.good_file()
        for choice, stand in (("all", True), ("none", False)):
            comparison = json.loads(self.run_program("compare", file, "--texts", choice).stdout)
            for article in comparison["articles"]:
                self.assertEqual(isinstance(article.get("text"), str), stand)


class Compare(ProgramTest):
    def test_all_articles_are_one_event(self):
        record = {"id": "other", "text": "The parliament of Norrland passed the budget for next year late on Friday.",
                  "date": "2021-03-12", "lang": "en"}
        file = self.write("mixed.jsonl", lines_of([*GOOD_RECORDS, record]))
        comparison = json.loads(self.run_program("compare", file).stdout)
        self.assertEqual(comparison["schema"], "tawatur.report/1")
        [event] = comparison["events"]
        self.assertEqual(sorted(event["articles"]), ["good-1", "good-2", "good-3", "other"])


if __name__ == "__main__":
    unittest.main()
