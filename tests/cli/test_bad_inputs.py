"""Bad input is counted and listed, never fatal, and harms nothing beside it."""
import gzip
import json
import unittest

from program import GOOD_RECORDS, ProgramTest, lines_of, read_json_lines

GOOD_IDS = {record["id"] for record in GOOD_RECORDS}


class BadInputs(ProgramTest):
    def read(self, *inputs):
        """Reads inputs beside good ones; the articles' ids besides the good ones, and the rejects."""
        rejects = self.folder / "rejects.jsonl"
        done = self.run_program("events", self.good_file(), *inputs, "--rejects", rejects)
        ids = {article for event in read_json_lines(done.stdout) for article in event["articles"]}
        self.assertLessEqual(GOOD_IDS, ids)
        return ids - GOOD_IDS, read_json_lines(rejects.read_bytes())

    def check_rejected(self, name, data, reason, line=1):
        path = self.write(name, data)
        ids, rejects = self.read(path)
        self.assertEqual(ids, set())
        self.assertEqual([(reject["input"], reject["line"], reject["reason"]) for reject in rejects],
                         [(str(path), line, reason)])
        self.assertTrue(rejects[0]["detail"])

    def test_an_empty_file_holds_nothing(self):
        self.assertEqual(self.read(self.write("empty.jsonl", b"")), (set(), []))

    def test_a_file_of_zeros(self):
        self.check_rejected("zeros.jsonl", bytes(1 << 16), "not_json")

    def test_a_line_cut_in_the_middle(self):
        self.check_rejected("cut.jsonl", lines_of(GOOD_RECORDS)[:100], "not_json")

    def test_a_cut_line_does_not_harm_the_next(self):
        next_record = {"id": "next", "text": "The bridge over the Olva was opened again for traffic on Sunday."}
        path = self.write("cut.jsonl", lines_of(GOOD_RECORDS)[:100] + b"\n" + lines_of([next_record]))
        ids, rejects = self.read(path)
        self.assertEqual((ids, [reject["line"] for reject in rejects]), ({"next"}, [1]))

    def test_a_text_that_is_a_number(self):
        path = self.write("number.jsonl", lines_of([{"id": "n", "text": 5}]))
        ids, [reject] = self.read(path)
        self.assertEqual((ids, reject["id"]), (set(), "n"))

    def test_a_record_that_is_no_object(self):
        self.check_rejected("list.jsonl", b"[1, 2]\n", "not_an_object")

    def test_ill_formed_utf8_becomes_replacement_characters(self):
        path = self.write("latin1.jsonl", b'{"id": "l", "text": "Caf\xe9 Lanesk was open again on Monday morning."}\n')
        comparison = json.loads(self.run_program("compare", path).stdout)
        self.assertEqual(comparison["articles"][0]["text"], "Caf\ufffd Lanesk was open again on Monday morning.")
        self.assertEqual(self.read(path), ({"l"}, []))

    def test_a_lone_surrogate_becomes_a_replacement_character(self):
        path = self.write("surrogate.jsonl", b'{"id": "s", "text": "The caf\\ud800 was open again on Monday morning."}\n')
        comparison = json.loads(self.run_program("compare", path).stdout)
        self.assertEqual(comparison["articles"][0]["text"], "The caf\ufffd was open again on Monday morning.")

    def test_a_truncated_gzip_keeps_what_came_before(self):
        records = [{"id": f"t{n}", "text": f"Sentence {n * 7919 % 10007} of a long archive that was cut while it was "
                                           f"copied to disk {n * 104729 % 99991}."} for n in range(3000)]
        whole = gzip.compress(lines_of(records))
        path = self.write("cut.jsonl.gz", whole[: len(whole) // 2])
        ids, rejects = self.read(path)
        self.assertIn("t0", ids)
        self.assertNotIn("t2999", ids)
        self.assertIn("truncated_input", {reject["reason"] for reject in rejects})

    def test_a_file_that_only_claims_to_be_gzip(self):
        path = self.write("not.jsonl.gz", b"\x1f\x8b" + b"news" * 100)
        ids, rejects = self.read(path)
        self.assertEqual(ids, set())
        self.assertTrue(rejects)

    def test_a_hundred_megabyte_line_of_garbage(self):
        self.check_rejected("garbage.jsonl", b"x" * 100_000_000, "not_json")

    def test_a_hundred_megabyte_record_is_an_article(self):
        sentence = b"The harbour of Lanesk was closed again on Monday because of the storm. "
        text = sentence * (100_000_000 // len(sentence))
        path = self.write("huge.jsonl", b'{"id": "huge", "text": "' + text + b'"}\n')
        done = self.run_program("duplicates", self.good_file(), path, "--rejects", self.folder / "rejects.jsonl")
        self.assertEqual((self.folder / "rejects.jsonl").read_bytes(), b"")
        self.assertIn(b"4 articles", done.stderr)
        [group] = read_json_lines(done.stdout)
        self.assertEqual(group["members"], ["good-1", "good-2"])

    def test_a_folder_is_walked_and_unknown_files_are_skipped(self):
        self.write("dump/a/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0")
        self.write("dump/b/news.jsonl", lines_of(GOOD_RECORDS))
        comparison = json.loads(self.run_program("compare", self.folder / "dump").stdout)
        self.assertEqual({article["id"] for article in comparison["articles"]}, GOOD_IDS)
        self.assertEqual(comparison["run"]["counts"]["skipped_files"], 1)

    def test_nothing_at_all_is_an_empty_report(self):
        self.run_program("report", self.write("empty.jsonl", b""), "-o", self.folder / "report")
        report = json.loads((self.folder / "report/report.json").read_bytes())
        self.assertEqual((report["articles"], report["events"]), ([], []))
        self.assertTrue((self.folder / "report/index.html").read_bytes())


if __name__ == "__main__":
    unittest.main()
