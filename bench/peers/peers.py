"""One method on one file, in a process of its own: peers.py METHOD FILE PAIRS. Writes the candidate pairs and the pairs
that the method keeps after its own estimate to PAIRS (npz), and a line of JSON with the times of its parts to standard
output. One thread. Times begin after the imports."""
import json
import sys
import time

import numpy as np

import exact_join
import text_form

THRESHOLD = 0.7
PERMUTATIONS = 128


class Clock:
    """Processor and wall seconds by part."""

    def __init__(self):
        self.parts = {}

    def run(self, part, work, *arguments):
        cpu, wall = time.process_time(), time.perf_counter()
        result = work(*arguments)
        spent = self.parts.setdefault(part, [0.0, 0.0])
        spent[0] += time.process_time() - cpu
        spent[1] += time.perf_counter() - wall
        return result


def pairs_of_buckets(buckets):
    pairs = set()
    for members in buckets:
        for at, i in enumerate(members):
            pairs.update((i, k) for k in members[at + 1:])
    return pairs


def datasketch(texts, clock):
    from datasketch import MinHash, MinHashLSH
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)  # chooses its bands and rows
    sketches, candidates = [], set()

    def sketch(encoded):
        one = MinHash(num_perm=PERMUTATIONS)
        one.update_batch(encoded)
        return one

    def search(i, one):
        candidates.update((k, i) for k in index.query(one))
        index.insert(i, one)

    for i, text in enumerate(texts):
        shingles = clock.run("text", text_form.shingles, text)
        sketches.append(None)
        if shingles:
            encoded = clock.run("text", lambda: [one.encode() for one in shingles])
            sketches[i] = clock.run("sketch", sketch, encoded)
            clock.run("search", search, i, sketches[i])
    kept = clock.run("search", lambda: {(i, k) for i, k in candidates
                                        if sketches[i].jaccard(sketches[k]) >= THRESHOLD})
    return candidates, kept, f"{index.b} bands of {index.r}"


def rensa(texts, clock):
    from rensa import RMinHash, RMinHashLSH
    # Its bands must divide the sketch: 14 of 9, datasketch's choice, needs 126 values.
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=126, num_bands=14)
    sketches, numbers = [], []
    for begin in range(0, len(texts), 1000):
        batch = clock.run("text", lambda: [text_form.shingles(text) for text in texts[begin:begin + 1000]])
        numbers += [begin + i for i, shingles in enumerate(batch) if shingles]
        batch = [shingles for shingles in batch if shingles]
        sketches += clock.run("sketch", lambda: list(RMinHash.from_token_sets(batch, num_perm=126, seed=42)))

    def search():
        index.insert_many(sketches)
        return {(min(i, k), max(i, k)) for i, met in enumerate(index.query_all(sketches)) for k in met if i != k}

    candidates = clock.run("search", search)
    kept = clock.run("search", lambda: {(i, k) for i, k in candidates
                                        if sketches[i].jaccard(sketches[k]) >= THRESHOLD})
    renumber = lambda pairs: {(numbers[i], numbers[k]) for i, k in pairs}
    return renumber(candidates), renumber(kept), "14 bands of 9"


def rensa_kernel(texts, clock):
    """Hashes of the shingles are given: the sketch kernel and the index alone, which say which texts have a copy."""
    from rensa import RMinHash, RMinHashLSH
    hasher = text_form.ShingleHasher()
    sets = clock.run("text", lambda: [hasher(text) for text in texts])
    flat = clock.run("text", lambda: np.concatenate(sets))
    offsets = clock.run("text", lambda: np.concatenate([[0], np.cumsum([len(one) for one in sets])]).astype(np.uint64))
    matrix = clock.run("sketch", lambda: RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, 126, 42))
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=126, num_bands=14)
    clock.run("search", lambda: index.insert_matrix_and_query_duplicate_flags(matrix))
    return None, None, "14 bands of 9, flags only"


def text_dedup(texts, clock):
    from collections import defaultdict
    from text_dedup import minhash
    from text_dedup.utils import optimal_param, sha1_hash
    bands, rows = optimal_param(THRESHOLD, PERMUTATIONS, 0.5, 0.5)
    prime, largest = np.uint64((1 << 61) - 1), np.uint32((1 << 32) - 1)
    factors = tuple(minhash.RNG.randint(low, prime, size=(PERMUTATIONS,), dtype=np.uint64) for low in (1, 0))
    ranges = [(i * rows, (i + 1) * rows) for i in range(bands)]
    tables = [defaultdict(list) for _ in range(bands)]
    for i, text in enumerate(texts):
        done = clock.run("sketch", lambda: minhash.embed_func(
            text, i, num_perm=PERMUTATIONS, ngram_size=5, min_length=5, hashranges=ranges, permutations=factors,
            hash_func=sha1_hash, dtype=np.uint64, max_hash=largest, modulo_prime=prime))
        clock.run("search", lambda: [tables[band][key].append(i) for band, key in enumerate(done["__signatures__"])])
    candidates = clock.run("search", lambda: set().union(*(pairs_of_buckets(table.values()) for table in tables)))
    return candidates, None, f"{bands} bands of {rows}"


def datatrove(texts, clock):
    from collections import defaultdict
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
    from datatrove.utils.hashing import create_hash_func
    # Its step without the constructor, which would load a word tokeniser: the words are given.
    step = MinhashDedupSignature.__new__(MinhashDedupSignature)
    step.config, step._parameters = MinhashConfig(), None
    step.num_hashes = step.config.num_buckets * step.config.hashes_per_bucket
    hash_of = create_hash_func(step.config.hash_config)
    tables = [defaultdict(list) for _ in range(step.config.num_buckets)]
    for i, text in enumerate(texts):
        shingles = clock.run("text", text_form.shingles, text)
        if not shingles:
            continue
        bands = clock.run("sketch", lambda: step.get_signature(
            np.fromiter((hash_of(one) for one in shingles), np.uint64, len(shingles)).reshape(-1, 1)))
        clock.run("search", lambda: [table[tuple(band)].append(i) for table, band in zip(tables, bands)])
    candidates = clock.run("search", lambda: set().union(*(pairs_of_buckets(table.values()) for table in tables)))
    return candidates, None, "14 bands of 8"


def exact(texts, clock):
    hasher = text_form.ShingleHasher()
    sets = clock.run("text", lambda: [hasher(text) for text in texts])
    found = clock.run("search", exact_join.prefix_join, sets, THRESHOLD)
    return set(found), set(found), "prefix filter"


METHODS = {
    "datasketch update_batch + LSH": (datasketch, "shingles given as bytes"),
    "rensa R-MinHash + LSH": (rensa, "shingles given as strings"),
    "rensa kernel on hashes": (rensa_kernel, "64-bit hashes given"),
    "text-dedup embed_func + tables": (text_dedup, "own text side"),
    "datatrove signature + tables": (datatrove, "shingles given as strings"),
    "exact join in Python": (exact, "64-bit hashes given"),
}


def as_array(pairs):
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def main():
    name, file, out = sys.argv[1:]
    method, _ = METHODS[name]
    method(["one two three four five six", "one two three four five six"], Clock())  # imports and warms up
    clock = Clock()
    _, texts, _ = clock.run("read", text_form.read_articles, file)
    candidates, kept, setting = method(texts, clock)
    found = {key: as_array(pairs) for key, pairs in (("candidates", candidates), ("kept", kept)) if pairs is not None}
    np.savez(out, **found)
    print(json.dumps({"parts": clock.parts, "setting": setting}))


if __name__ == "__main__":
    main()
