"""duplicates --memory: the bytes of the run in memory, whatever happens on the way."""
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import time
import unittest

from program import CORPUS, PROGRAM, ProgramTest, lines_of

MEMORY = "128M"
PIECE = "200K"  # many small pieces
KILLS = 20


def generated_records(seed, families):
    """Families of edited copies, excerpts and round-ups, dated and credited or not, and walls of one outlet; some ids
    shared, some records twice, some of no use."""
    rng = random.Random(seed)
    word = lambda: f"w{rng.randrange(3000)}"
    records, texts = [], []
    for family in range(families):
        base = [word() for _ in range(rng.randrange(3, rng.choice((40, 300))))]
        copies = [base]
        for _ in range(rng.randrange(4)):
            rate = rng.choice((0, 0.01, 0.04))
            copies.append([word() if rng.random() < rate else one for one in base])
        if rng.random() < 0.3 and texts:
            copies.append(rng.choice(texts) + base + rng.choice(texts))
        texts += copies
        for text in copies:
            record = {"id": f"r{rng.randrange(10 ** 9)}", "title": word(), "text": " ".join(text)}
            if rng.random() < 0.7:
                record["date"] = f"2020-0{rng.randrange(1, 10)}-1{rng.randrange(10)}"
            if rng.random() < 0.3:
                record["date"] = f"2020-01-01T0{rng.randrange(10)}:00:00" + rng.choice(("", "Z", "+03:00"))
            if rng.random() < 0.6:
                record["url"] = f"https://www.site{rng.randrange(3)}.com/{rng.randrange(1000)}"
            if rng.random() < 0.3:
                record["source"] = f"Outlet {rng.randrange(3)}"
            if rng.random() < 0.2:
                record["agency"] = rng.choice(("Reuters", "AFP"))
            if rng.random() < 0.2:
                record["text"] = "القاهرة (رويترز) - " + record["text"]
            if rng.random() < 0.2:
                record["text"] += " (AFP)"
            if rng.random() < 0.5:  # a site's own lines
                record["text"] = f"read more of this on our site\n{record['text']}\n" + rng.choice((
                    f"shared {rng.randrange(100)} times so far today",
                    f"all rights of this page belong to the editors of {word()} who made it and to all who helped them"))
            if rng.random() < 0.1:
                record["id"] = f"shared{rng.randrange(8)}"
            if rng.random() < 0.05:
                record["text"] = 7
            records.append(record)
            if rng.random() < 0.05:
                records.append(dict(record))
    for wall in range(4):
        for page in range(5):
            records.append({"id": f"wall{wall}-{page}", "source": "walled.com", "title": f"{word()} {word()} {word()}",
                            "text": f"Please log in to go on with page {wall} and read it all"})
    rng.shuffle(records)
    return records


class External(ProgramTest):
    def outputs(self, name):
        return [self.folder / f"{name}.{kind}" for kind in ("groups", "pairs", "rejects")]

    def arguments(self, name, *inputs):
        groups, pairs, rejects = self.outputs(name)
        return ["duplicates", *map(str, inputs), "-o", str(groups), "--pairs", str(pairs), "--rejects", str(rejects)]

    def bytes_of(self, name):
        return [path.read_bytes() for path in self.outputs(name)]

    def in_memory(self, *inputs, more=()):
        self.run_program(*self.arguments("memory", *inputs), *more)
        expected = self.bytes_of("memory")
        self.assertGreater(len(expected[0]), 0)
        return expected

    def lineage_stands_in(self, groups):
        fields = [json.loads(line) for line in groups.splitlines()]
        for field in ("earliest", "earliest_ties", "lineage", "agencies", "furniture"):
            self.assertTrue(any(group[field] for group in fields), field)
        self.assertTrue(any(not group["earliest"] for group in fields))
        self.assertTrue(any(credit["range"] for group in fields for credit in group["credits"]))
        self.assertTrue(any(not credit["range"] for group in fields for credit in group["credits"]))
        for group in fields:
            if any({link["from"], link["to"]} - set(group["members"]) for link in group["lineage"]):
                return
        self.fail("no containment across groups")

    def external(self, name, *inputs, more=(), stdin=b""):
        self.run_program(*self.arguments(name, *inputs), "--memory", MEMORY, *more, stdin=stdin)
        self.assertFalse((self.folder / f"{name}.groups.work").exists())
        return self.bytes_of(name)

    def dump(self, seed=1, families=300, name="dump.jsonl"):
        return self.write(name, lines_of(generated_records(seed, families)) + b"{broken\n")

    def assert_equal_outputs(self, found, expected):
        for kind, one, other in zip(("groups", "pairs", "rejects"), found, expected):
            self.assertTrue(one == other, f"{kind} differ")

    def test_the_corpus_gives_the_same_bytes(self):
        expected = self.in_memory(CORPUS / "articles")
        self.assert_equal_outputs(self.external("one", CORPUS / "articles"), expected)

    def test_threads_memory_and_the_order_of_inputs_change_nothing(self):
        files = [self.dump(seed, 120, f"part{seed}.jsonl") for seed in (1, 2, 3)]
        text = self.write("story.txt", b"word " * 30 + "خبر ".encode() * 40)
        expected = self.in_memory(*files, text)
        for name, inputs, more in (("a", [*files, text], ["--threads", 1]), ("b", [text, *files[::-1]], ["--threads", 3]),
                                   ("c", [files[1], text, files[0], files[2]], ["--memory", "1G"])):
            command = self.arguments(name, *inputs)
            self.run_program(*command, *(more if "--memory" in more else ["--memory", MEMORY, *more]))
            self.assert_equal_outputs(self.bytes_of(name), expected)

    def test_packed_inputs_and_standard_input_give_the_same_bytes(self):
        plain = self.dump(4)
        expected = self.in_memory(plain)
        self.lineage_stands_in(expected[0])
        data = plain.read_bytes()
        half = data.index(b"\n", len(data) // 2) + 1
        packed = self.write("dump.jsonl.gz", gzip.compress(data[:half]) + gzip.compress(data[half:]))
        # Rejects name the input.
        self.assert_equal_outputs(self.external("gz", packed)[:2], expected[:2])
        self.assert_equal_outputs(self.external("stdin", "-", stdin=data)[:2], expected[:2])
        self.assert_equal_outputs(self.external("gz-stdin", "-", stdin=packed.read_bytes())[:2], expected[:2])

    def test_ids_that_all_share_are_told_apart_as_in_memory(self):
        records = [{"id": "same", "text": f"{'a b c d e f g h ' * (i % 3)} {i % 5} {i % 7}"} for i in range(60)]
        records += [{"id": f"same~{'0' * 7}{i}", "text": "other words stand in this one here"} for i in range(3)]
        dump = self.write("same.jsonl", lines_of(records + records[:20] + records[:5]))
        expected = self.in_memory(dump)
        self.assert_equal_outputs(self.external("same", dump), expected)

    def test_the_search_is_set_as_in_memory(self):
        dump = self.dump(18)
        for more in (["--bands", 4, "--rows", 8], ["--recall", 0.6, "--bins", 64], ["--threshold", 0.5, "--bands", 9]):
            self.run_program(*self.arguments("memory", dump), *more)
            self.assert_equal_outputs(self.external("set", dump, more=more), self.bytes_of("memory"))
        self.run_wrongly(*self.arguments("x", dump), "--memory", MEMORY, "--bands", 64, "--rows", 8, expect=2)

    def test_changes_are_those_of_the_run_in_memory(self):
        files = [self.dump(seed, 150, f"part{seed}.jsonl") for seed in (22, 23)]
        files.append(self.write("more.jsonl.gz", gzip.compress(lines_of(generated_records(24, 100)))))
        expected = self.in_memory(*files, more=["--changes"])
        for name, inputs, more in (("a", files, ["--threads", 1]), ("b", files[::-1], ["--piece", PIECE])):
            self.assert_equal_outputs(self.external(name, *inputs, more=["--changes", *more]), expected)

    def test_changes_asked_for_later_start_anew(self):
        dump = self.dump(25, 1500)
        work = self.killed_while_reading(dump)
        expected = self.in_memory(dump, more=["--changes"])
        done = self.run_program(*self.arguments("x", dump), "--memory", MEMORY, "--work", work, "--changes")
        self.assertIn(b"begun with another wish for changes", done.stderr)
        self.assert_equal_outputs(self.bytes_of("x"), expected)

    def test_another_banding_starts_anew(self):
        dump = self.dump(19, 1500)
        work = self.killed_while_reading(dump)
        done = self.run_program(*self.arguments("x", dump), "--memory", MEMORY, "--work", work, "--rows", 8)
        self.assertIn(b"begun with another number of rows", done.stderr)

    def test_no_articles_at_all(self):
        dump = self.write("none.jsonl", b"{}\n")
        self.run_program(*self.arguments("memory", dump))
        self.assert_equal_outputs(self.external("none", dump), self.bytes_of("memory"))

    def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(self):
        plain = [self.dump(5, 1200), self.write("more.jsonl.gz", gzip.compress(lines_of(generated_records(6, 600))))]
        expected = self.in_memory(*plain, more=["--changes"])
        self.assertIn(b'"a_value"', expected[0])
        command = [PROGRAM, *self.arguments("killed", *plain), "--memory", MEMORY, "--piece", PIECE, "--changes"]
        begun = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        whole = time.monotonic() - begun
        self.assert_equal_outputs(self.bytes_of("killed"), expected)
        rng = random.Random(7)
        kills = 0
        for path in self.outputs("killed"):
            path.unlink()
        while kills < KILLS:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                process.wait(timeout=rng.uniform(0.05, 1) * whole)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += 1
            process.communicate()
            if process.returncode == 0:
                self.assert_equal_outputs(self.bytes_of("killed"), expected)
            else:
                self.assertEqual(process.returncode, -signal.SIGKILL)
        done = subprocess.run(command, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(b"anew", done.stderr)
        self.assert_equal_outputs(self.bytes_of("killed"), expected)
        self.assertFalse((self.folder / "killed.groups.work").exists())

    def test_killed_while_the_work_folder_is_taken_away_it_starts_again_without_a_word(self):
        plain = self.dump(21, 300)
        expected = self.in_memory(plain)
        command = [PROGRAM, *self.arguments("killed", plain), "--memory", MEMORY, "--piece", PIECE]
        for delay in range(12):
            for path in self.outputs("killed"):
                path.unlink(missing_ok=True)
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            # The outputs are there before anything is removed.
            while process.poll() is None and not all(path.exists() for path in self.outputs("killed")):
                pass
            time.sleep(delay / 10000)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            done = subprocess.run(command, capture_output=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn(b"anew", done.stderr)
            self.assert_equal_outputs(self.bytes_of("killed"), expected)

    def test_an_own_folder_without_its_manifest_is_removed_in_the_end(self):
        # As a kill leaves it right after it was made, or while it is taken away.
        dump = self.dump(20, 20)
        expected = self.in_memory(dump)
        for left in ((), ("tawatur-manifest.part",)):
            work = self.folder / "left.groups.work"
            work.mkdir()
            for name in left:
                (work / name).write_bytes(b"tawa")
            self.assert_equal_outputs(self.external("left", dump), expected)

    def killed_while_reading(self, dump):
        work = self.folder / "work"
        process = subprocess.Popen([PROGRAM, *self.arguments("stopped", dump), "--memory", MEMORY, "--work", str(work),
                                    "--piece", PIECE], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if any(work.glob("tawatur-read-ids-*.piece")):
                break
            time.sleep(0.001)
        process.kill()
        process.wait()
        return work

    def test_damaged_pieces_are_made_anew(self):
        dump = self.dump(8, 1500)
        expected = self.in_memory(dump)
        for damage in ("cut", "changed", "gone"):
            work = self.killed_while_reading(dump)
            pieces = sorted(work.glob("*.piece"))
            if not pieces:
                continue
            piece = pieces[-1]
            data = piece.read_bytes()
            if damage == "cut":
                piece.write_bytes(data[:len(data) // 2])
            elif damage == "changed":
                piece.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
            else:
                piece.unlink()
            self.run_program(*self.arguments("again", dump), "--memory", MEMORY, "--work", work)
            self.assert_equal_outputs(self.bytes_of("again"), expected)
            self.assertFalse(work.exists())

    def test_a_changed_input_or_parameter_starts_anew_and_says_so(self):
        dump = self.dump(9, 1500)
        work = self.killed_while_reading(dump)
        self.assertTrue(work.exists())
        dump.write_bytes(self.dump(10, 200, "other.jsonl").read_bytes())
        expected = self.in_memory(dump)
        done = self.run_program(*self.arguments("changed", dump), "--memory", MEMORY, "--work", work)
        self.assertIn(b"begun with another input", done.stderr)
        self.assert_equal_outputs(self.bytes_of("changed"), expected)
        work = self.killed_while_reading(self.dump(9, 1500))
        done = self.run_program(*self.arguments("changed", dump), "--memory", MEMORY, "--work", work, "--threshold", "0.6")
        self.assertIn(b"begun with another threshold", done.stderr)

    def test_a_foreign_folder_is_left_alone(self):
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "diary.txt").write_bytes(b"dear diary")
        message = self.run_wrongly(*self.arguments("x", self.dump(11, 20)), "--memory", MEMORY, "--work", mine, expect=1)
        self.assertIn(str(mine), message)
        self.assertEqual(os.listdir(mine), ["diary.txt"])

    def test_files_that_come_into_the_work_folder_stay(self):
        dump = self.dump(12, 1500)
        work = self.killed_while_reading(dump)
        (work / "diary.txt").write_bytes(b"dear diary")
        self.run_program(*self.arguments("x", dump), "--memory", MEMORY, "--work", work)
        self.assertEqual(os.listdir(work), ["diary.txt"])

    def test_an_empty_folder_of_the_user_stays(self):
        work = self.folder / "empty"
        work.mkdir()
        self.run_program(*self.arguments("x", self.dump(13, 20)), "--memory", MEMORY, "--work", work)
        self.assertEqual(os.listdir(work), [])

    def test_places_that_can_not_be_written_are_told_in_one_line(self):
        dump = self.dump(14, 20)
        self.run_wrongly(*self.arguments("x", dump), "--memory", MEMORY, "--work", dump / "below", expect=1)
        self.run_wrongly(*self.arguments("x", dump), "--memory", MEMORY, "--work", dump, expect=1)
        self.run_wrongly(*self.arguments("x", dump), "--memory", MEMORY, "--work", self.folder / "no" / "way", expect=1)
        self.assertFalse((self.folder / "no").exists())

    def test_a_full_disk_is_told_in_one_line_and_the_run_goes_on_later(self):
        dump = self.dump(15, 600)
        expected = self.in_memory(dump)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))
        command = [PROGRAM, *self.arguments("full", dump), "--memory", MEMORY]
        done = subprocess.run(command, capture_output=True, preexec_fn=limit)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertFalse(self.outputs("full")[0].exists())
        self.assert_equal_outputs(self.external("full", dump), expected)

    def test_one_work_folder_serves_one_run(self):
        import fcntl
        work = self.folder / "busy"
        work.mkdir()
        held = os.open(work, os.O_RDONLY)
        self.addCleanup(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX)
        message = self.run_wrongly(*self.arguments("x", self.dump(16, 20)), "--memory", MEMORY, "--work", work, expect=1)
        self.assertIn("in use", message)

    def test_command_lines_that_make_no_sense_are_refused(self):
        dump = self.dump(17, 5)
        for memory in ("0", "-1", "4X", "G", "1.5G", "99999999999T", ""):
            self.run_wrongly(*self.arguments("x", dump), "--memory", memory, expect=2)
        self.run_wrongly("duplicates", dump, "--memory", MEMORY, expect=2)
        self.run_wrongly(*self.arguments("x", dump), "--work", self.folder / "w", expect=2)
        self.assertIn("too small", self.run_wrongly(*self.arguments("x", dump), "--memory", "1M", expect=1))


if __name__ == "__main__":
    unittest.main()
