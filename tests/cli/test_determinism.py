"""The same bytes whatever the threads and the order of the inputs."""
import random
import unittest

from program import CORPUS, ProgramTest


class Determinism(ProgramTest):
    def test_reports_are_equal_for_any_number_of_threads(self):
        for threads in (1, 2, 7):
            self.run_program("report", CORPUS / "articles", "-o", self.folder / str(threads), "--threads", threads)
        self.assert_same_tree(self.folder / "1", self.folder / "2")
        self.assert_same_tree(self.folder / "1", self.folder / "7")

    def test_reports_are_equal_for_any_instruction_set(self):
        for instructions in ("best", "baseline"):
            self.run_program("report", CORPUS / "articles", "-o", self.folder / instructions, "--instructions", instructions)
        self.assert_same_tree(self.folder / "best", self.folder / "baseline")

    def test_reports_are_equal_for_any_order_of_the_files(self):
        files = sorted((CORPUS / "articles").iterdir())
        self.run_program("report", *files, "-o", self.folder / "sorted")
        random.Random(1).shuffle(files)
        self.run_program("report", *files, "-o", self.folder / "shuffled")
        self.assert_same_tree(self.folder / "sorted", self.folder / "shuffled")

    def test_results_are_equal_for_any_order_of_the_records(self):
        lines = [line for path in sorted((CORPUS / "articles").glob("*.jsonl")) for line in path.read_bytes().splitlines()]
        outputs = {}
        for seed in (None, 2, 3):
            if seed:
                random.Random(seed).shuffle(lines)
            dump = self.write("dump.jsonl", b"\n".join(lines))
            self.run_program("duplicates", dump, "-o", self.folder / "groups", "--pairs", self.folder / "pairs")
            self.run_program("events", dump, "-o", self.folder / "events", "--threads", 3)
            results = [(self.folder / name).read_bytes() for name in ("groups", "pairs", "events")]
            self.assertTrue(all(results))
            outputs[seed] = results
        self.assertEqual(outputs[None], outputs[2])
        self.assertEqual(outputs[None], outputs[3])


if __name__ == "__main__":
    unittest.main()
