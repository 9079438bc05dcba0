"""The fixed form in which texts are compared, written again from its definition: shares no code with the program.

NFKC, full case folding, Arabic folding, format characters removed; a word is a run of letters, marks and numbers, and a
single letter where words are not spaced. A shingle is five words in a row."""
import hashlib
import json
import unicodedata

import numpy as np

WIDTH = 5

# Alef forms, alef maqsura, teh marbuta, hamza on waw and yeh; both rows of Arabic digits.
_FOLDED = dict(zip("آأإٱىةؤئ", "اااايهوي"))
_FOLDED |= {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
_DROPPED = {chr(code) for code in range(0x064B, 0x0660)} | {"\u0670", "\u0640"}
_CHARACTER_IS_WORD = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_LETTER_BEGINS_WORD = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))


def _form_of(character):
    if character in _DROPPED:
        return ""
    if character in _FOLDED:
        return _FOLDED[character]
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    if category[0] == "L":
        code = ord(character)
        if any(first <= code <= last for first, last in _CHARACTER_IS_WORD):
            return f" {character} "
        if any(first <= code <= last for first, last in _LETTER_BEGINS_WORD):
            return " " + character
    return character


class _Forms(dict):
    def __missing__(self, code):
        self[code] = _form_of(chr(code))
        return self[code]


_FORMS = _Forms()


def words(text):
    return unicodedata.normalize("NFKC", text).casefold().translate(_FORMS).split()


def shingles(text):
    """The distinct shingles as strings, words joined by spaces, in order of first appearance."""
    of = words(text)
    return list(dict.fromkeys(" ".join(of[i:i + WIDTH]) for i in range(len(of) - WIDTH + 1)))


class ShingleHasher:
    """Sorted arrays of distinct 64-bit shingle hashes: a multilinear sum of random word hashes modulo 2^64."""

    _FACTORS = [np.uint64(int.from_bytes(hashlib.blake2b(b"place %d" % i, digest_size=8).digest(), "little") | 1)
                for i in range(WIDTH)]

    def __init__(self):
        self._known = {}

    def _hash(self, word):
        value = self._known.get(word)
        if value is None:
            digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
            value = self._known[word] = int.from_bytes(digest, "little")
        return value

    def __call__(self, text):
        of = words(text)
        if len(of) < WIDTH:
            return np.empty(0, np.uint64)
        hashes = np.fromiter(map(self._hash, of), np.uint64, len(of))
        count = len(of) - WIDTH + 1
        total = hashes[:count] * self._FACTORS[0]
        for place in range(1, WIDTH):
            total += hashes[place:place + count] * self._FACTORS[place]
        return np.unique(total)


def read_articles(path, limit=0):
    """Ids, texts and lines of a JSON Lines file; fields by the names that crawls use. A record without a text is passed
    over."""
    ids, texts, records = [], [], []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines):
            if limit and len(ids) == limit:
                break
            record = json.loads(line)
            text = next((record[name] for name in ("text", "maintext", "body", "content") if record.get(name)), None)
            if text:
                ids.append(str(record.get("id", f"line-{number}")))
                texts.append(text)
                records.append(line)
    return ids, texts, records
