"""Help, versions, exit codes and messages."""
import unittest

from program import ProgramTest

COMMANDS = ["report", "duplicates", "events", "compare", "judge", "tune"]


class Usage(ProgramTest):
    def test_help_lists_every_command(self):
        text = self.run_program("--help").stdout.decode()
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} +\S")

    def test_no_command_shows_the_help_on_standard_error(self):
        done = self.run_program(expect=2)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"Usage: tawatur COMMAND", done.stderr)

    def test_every_command_explains_itself_with_an_example(self):
        for command in COMMANDS:
            for arguments in ([command, "--help"], [command, "x.jsonl", "-h"]):
                text = self.run_program(*arguments).stdout.decode()
                self.assertIn(f"Usage: tawatur {command}", text)
                self.assertIn(f"tawatur {command} ", text.split("Usage:")[1].split("\n", 1)[1])
                self.assertIn("--threads", text)

    def test_help_shows_defaults_as_they_are_written(self):
        text = self.run_program("duplicates", "--help").stdout.decode()
        self.assertRegex(text, r"--threshold SHARE \(=0\.7\)")
        self.assertRegex(text, r"--containment SHARE \(=0\.8\)")

    def test_every_option_in_the_help_has_a_sentence(self):
        for command in COMMANDS:
            for line in self.run_program(command, "--help").stdout.decode().split("Options:")[1].splitlines():
                if line.lstrip().startswith("-"):
                    self.assertRegex(line, r"  \S+.{20,}$")

    def test_version(self):
        self.assertRegex(self.run_program("--version").stdout.decode(), r"^tawatur \d+\.\d+\.\d+\n$")

    def test_an_unknown_command_lists_the_valid_ones(self):
        message = self.run_wrongly("merge", "x.jsonl", expect=2)
        for command in COMMANDS:
            self.assertIn(command, message)

    def test_wrong_command_lines_exit_with_2(self):
        file = self.good_file()
        for arguments, word in [
            (["duplicates", file, "--nonsense"], "--nonsense"),
            (["duplicates", file, "--thresh", "0.8"], "--thresh"),
            (["duplicates", file, "--threshold"], "threshold"),
            (["duplicates", file, "--threshold", "much"], "threshold"),
            (["duplicates", file, "--threshold", "0"], "--threshold"),
            (["duplicates", file, "--threshold", "1.5"], "--threshold"),
            (["duplicates", file, "--threshold", "nan"], "--threshold"),
            (["duplicates", file, "--containment", "-1"], "--containment"),
            (["duplicates", file, "--threads", "-1"], "--threads"),
            (["duplicates", file, "--explain", "a", "b"], "--explain"),
            (["events", file, "--explain", "a"], "--explain"),
            (["events", file, "--pairs", "x"], "--pairs"),
            (["report", file, "-o", self.folder / "out", "--texts", "some"], "--texts"),
            (["report", file], "-o"),
            (["report", file, "-o", "-"], "-o"),
            (["judge", file, file], "judge"),
            (["duplicates"], "input"),
        ]:
            with self.subTest(arguments=arguments):
                self.assertIn(word, self.run_wrongly(*arguments, expect=2))

    def test_runs_that_fail_exit_with_1_and_name_the_file(self):
        for arguments in [["events", self.folder / "missing.jsonl"], ["judge", self.folder / "missing.jsonl"],
                          ["report", self.folder / "missing", "-o", self.folder / "out"],
                          ["events", self.good_file(), self.folder / "missing.jsonl"],
                          ["events", self.good_file(), "--lexicon", self.folder / "missing"]]:
            with self.subTest(arguments=arguments):
                self.assertIn("missing", self.run_wrongly(*arguments, expect=1))

    def test_a_file_of_unknown_kind_named_outright_is_an_error(self):
        picture = self.write("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        self.assertIn("picture.png", self.run_wrongly("events", picture, expect=1))

    def test_an_id_that_no_article_has_is_an_error(self):
        self.assertIn("nobody", self.run_wrongly("events", self.good_file(), "--explain", "good-1", "nobody", expect=1))

    def test_a_double_dash_ends_the_options(self):
        self.write("-o", self.good_file().read_bytes())
        self.assertIn("--help", self.run_wrongly("events", "--", "--help", expect=1))


if __name__ == "__main__":
    unittest.main()
