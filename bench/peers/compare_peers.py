"""Tawatur's `duplicates` against the near-duplicate libraries of the field, on one file:

  bench/peers/setup.sh
  build/peers/bin/python bench/peers/compare_peers.py --program build/tools/tawatur [FILE.jsonl] [--articles N]

Without a file a dump of generated news is made (make_dump.py). Every method runs in a process of its own with one
thread, all of them once a round (A B C, A B C), and medians are shown. Before the times are taken the answers are
checked: the exact join against a double loop, Tawatur's pairs and figures against the exact join.

Rates are bytes of text a second of processor time, since a shared machine's wall time says who else was there; the CSV
has both. "end to end" is from the file to pairs; "library" leaves out reading and, where a library has no text side of
its own, making the shingles that it is given, which Python does here."""
import argparse
import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import exact_join
import make_dump
import peers
import text_form

HERE = Path(__file__).resolve().parent
OURS = "tawatur duplicates"
ONE_THREAD = {name: "1" for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
COLUMNS = ["method", "includes", "setting", "end to end MB/s", "library MB/s", "end to end MB/s wall", "peak RSS MB",
           "candidates", "candidate precision", "candidate recall", "pairs", "precision", "recall", "Tawatur times faster", "against the library part"]


def run_measured(command, folder, **settings):
    """Standard output, and what measured.py says of the process."""
    figures = folder / "measured.json"
    done = subprocess.run([sys.executable, "-S", "-E", HERE / "measured.py", figures, *command],
                          stdout=subprocess.PIPE, **settings)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}")
    return done.stdout, json.loads(figures.read_text())


def ours(program, file, folder):
    return [program, "duplicates", file, "--threads", "1", "-o", folder / "groups.jsonl", "--pairs",
            folder / "pairs.tsv"]


def describe_ours(program, file, folder):
    """Setting and number of candidates: an estimate goes with them that a timed run isn't asked for."""
    said = subprocess.run([*ours(program, file, folder), "--stats"], stderr=subprocess.PIPE, text=True, check=True).stderr
    return {"setting": said.split(" (")[1].split(":")[0], "candidates": int(said.split(" from ")[1].split(" candidate")[0])}


def run_ours(program, file, folder, described):
    _, run = run_measured(ours(program, file, folder), folder, stderr=subprocess.DEVNULL)
    return run | {"library": run["cpu"]} | described


def our_pairs(folder, number):
    """{(i, k): Jaccard} of the pairs that reach the Jaccard threshold; those by containment alone aren't in the truth."""
    found = {}
    with open(folder / "pairs.tsv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            value = float(row["jaccard"])
            if value >= peers.THRESHOLD - 1e-12:
                i, k = number[row["id_a"]], number[row["id_b"]]
                found[min(i, k), max(i, k)] = value
    return found


def run_peer(name, file, folder):
    out, run = run_measured([sys.executable, HERE / "peers.py", name, file, folder / "pairs.npz"], folder,
                            env=os.environ | ONE_THREAD, stderr=subprocess.DEVNULL)
    answer = json.loads(out.decode().splitlines()[-1])
    parts = answer["parts"]
    # Without the start of Python and the imports.
    return {"cpu": sum(cpu for cpu, _ in parts.values()), "wall": sum(wall for _, wall in parts.values()),
            "library": sum(cpu for part, (cpu, _) in parts.items() if part in ("sketch", "search")),
            "peak": run["peak"], "setting": answer["setting"]}


def precision_recall(found, truth):
    right = len(found & truth)
    return right / max(1, len(found)), right / max(1, len(truth))


def check_truth(texts, truth):
    """The join against sets of tuples of words in a double loop, over texts of true pairs and others."""
    chosen = sorted({i for pair in sorted(truth)[:60] for i in pair} |
                    set(random.Random(1).sample(range(len(texts)), min(len(texts), 120))))
    sets = [set(text_form.shingles(texts[i])) for i in chosen]
    for at, i in enumerate(chosen):
        for also in range(at + 1, len(chosen)):
            union = len(sets[at] | sets[also])
            value = len(sets[at] & sets[also]) / union if union else 0
            if (value >= peers.THRESHOLD - 1e-12) != ((i, chosen[also]) in truth):
                sys.exit(f"the exact join is wrong for articles {i} and {chosen[also]}: {value}")
    shared = HERE.parents[2] / "shared" / "score"
    if shared.is_dir():
        sys.path.append(str(shared))
        import shingles
        if any(shingles.words(texts[i]) != text_form.words(texts[i]) for i in chosen):
            sys.exit("the form of texts differs from ../shared/score/shingles.py")


def check_ours(found, truth):
    wrong = [pair for pair, value in found.items() if abs(truth.get(pair, -1) - value) > 1e-9]
    if wrong:
        sys.exit(f"{len(wrong)} of Tawatur's pairs aren't exact, such as {wrong[0]}")
    if len(found) < 0.999 * len(truth):
        sys.exit(f"Tawatur missed {len(truth) - len(found)} of {len(truth)} pairs")


def available(name):
    module = {"datasketch": "datasketch", "rensa": "rensa", "text-dedup": "text_dedup", "datatrove": "datatrove"}.get(
        name.split()[0], "numpy")
    return subprocess.run([sys.executable, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                 platform.processor())
    return f"{os.cpu_count()} x {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def show(rows):
    shown = [column for column in COLUMNS if column != "includes"]
    cells = [shown] + [[str(row.get(column, '')) for column in shown] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    for line in cells:
        print("  ".join(cell.ljust(width) if at < 2 else cell.rjust(width)
                        for at, (cell, width) in enumerate(zip(line, widths))).rstrip())
    print("\nWhat is given to whom:")
    for row in rows:
        print(f"  {row['method']}: {row['includes']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", help="JSON Lines; without it a dump is generated")
    parser.add_argument("--program", default=os.environ.get("TAWATUR", "build/tools/tawatur"))
    parser.add_argument("--language", choices=["en", "ar"], default="en", help="of the generated dump")
    parser.add_argument("--articles", type=int, default=0, help="the first N articles of the file; 0 for all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="peers whose names hold one of these words, by commas")
    parser.add_argument("--csv", help="also write the table, with all columns, to this file")
    options = parser.parse_args()
    program = Path(options.program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = options.file
        if source is None:
            source = folder / "generated.jsonl"
            with open(source, "w", encoding="utf-8", newline="\n") as out:
                for article in make_dump.articles(options.language, options.articles or 20_000, 1):
                    out.write(json.dumps(article, ensure_ascii=False) + "\n")
        ids, texts, records = text_form.read_articles(source, options.articles)
        file = folder / "articles.jsonl"  # the same records for everyone
        file.write_text("".join(records), encoding="utf-8", newline="\n")
        number = {one: i for i, one in enumerate(ids)}
        if len(number) != len(ids):
            sys.exit("the ids aren't unique")
        size = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6

        hasher = text_form.ShingleHasher()
        truth = exact_join.prefix_join([hasher(text) for text in texts], peers.THRESHOLD)
        check_truth(texts, truth)
        described = describe_ours(program, file, folder)
        check_ours(our_pairs(folder, number), truth)
        true_pairs = set(truth)

        wanted = [word for word in options.only.split(",") if word]
        methods = [method for method in peers.METHODS
                   if available(method) and (not wanted or any(word in method for word in wanted))]
        for method in sorted(set(peers.METHODS) - set(methods)):
            print(f"left out: {method}", file=sys.stderr)
        runs = {method: [] for method in [OURS, *methods]}
        figures = {}
        for turn in range(options.rounds):
            for method in runs:
                print(f"\r\033[Kround {turn + 1} of {options.rounds}: {method}", end="", file=sys.stderr, flush=True)
                if method == OURS:
                    run = run_ours(program, file, folder, described)
                    kept = set(our_pairs(folder, number))
                    figures[method] = {"candidates": run["candidates"], "candidate precision": "",
                                       "candidate recall": "", "kept": kept}
                else:
                    run = run_peer(method, file, folder)
                    with np.load(folder / "pairs.npz") as found:
                        sets = {key: set(map(tuple, found[key].tolist())) for key in found.files}
                    candidates = sets.get("candidates")
                    shares = precision_recall(candidates, true_pairs) if candidates is not None else None
                    figures[method] = {"candidates": "" if candidates is None else len(candidates),
                                       "candidate precision": shares and f"{shares[0]:.4f}" or "",
                                       "candidate recall": shares and f"{shares[1]:.4f}" or "",
                                       "kept": sets.get("kept")}
                runs[method].append(run)
        print("\r\033[K", end="", file=sys.stderr, flush=True)

        rows = []
        for method, measured in runs.items():
            figure = figures[method]
            kept = figure.pop("kept")
            shares = precision_recall(kept, true_pairs) if kept is not None else None
            median = lambda key: statistics.median(run[key] for run in measured)
            rows.append({
                "method": method,
                "includes": "reading, text side, sketches, exact verification, containment, groups, writing"
                            if method == OURS else peers.METHODS[method][1],
                "setting": measured[0]["setting"],
                "end to end MB/s": f"{size / median('cpu'):.1f}",
                "library MB/s": "" if method == OURS else f"{size / median('library'):.1f}",
                "end to end MB/s wall": f"{size / median('wall'):.1f}",
                "peak RSS MB": f"{median('peak') / 1e6:.0f}",
                **figure,
                "pairs": "" if kept is None else len(kept),
                "precision": shares and f"{shares[0]:.4f}" or "",
                "recall": shares and f"{shares[1]:.4f}" or "",
            })
            # Each round's two runs stood side by side.
            if method != OURS:
                times = lambda part: statistics.median(run[part] / ours["cpu"] for run, ours in zip(measured, runs[OURS]))
                rows[-1]["Tawatur times faster"] = f"{times('cpu'):.1f}"
                rows[-1]["against the library part"] = f"{times('library'):.2f}"
        print(f"{len(texts)} articles, {size:.1f} MB of text, {len(truth)} pairs at Jaccard >= {peers.THRESHOLD}; "
              f"{options.rounds} rounds, medians; {machine()}\n")
        show(rows)
        if options.csv:
            with open(options.csv, "w", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS)
                writer.writeheader()
                writer.writerows(rows)


if __name__ == "__main__":
    main()
