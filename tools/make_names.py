#!/usr/bin/env python3
"""Writes the table of English given names: engine/text/lexicon/en/given_names.tsv.

    pip install faker==40.54.0 names==0.3.0
    apt-get install wamerican
    python3 tools/make_names.py [--lexicon FOLDER]

Given names in Latin letters that at least two countries' lists of Faker have, or an English-speaking one's, and those of
the US census in `names`, with and without accents. Left out is what the other tables know as a place, a body or the
like, and what is a common word too (the lower-case words of wamerican).
"""

import argparse
import collections
import importlib
import importlib.util
import pathlib
import re
import unicodedata

LEAST_LETTERS = 3
LEAST_LISTS = 2
CENSUS_SHARE = 0.004          # Per cent of the people of the United States who bear it.
WORDS = pathlib.Path("/usr/share/dict/words")
OTHER_TABLES = ["places", "cities", "actors", "months", "weekdays", "siblings"]


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def package(name):
    return pathlib.Path(importlib.util.find_spec(name).origin).parent


def lists_of_faker():
    """Name -> the locales that list it."""
    lists = collections.defaultdict(set)
    for folder in sorted((package("faker") / "providers" / "person").iterdir()):
        if not folder.is_dir() or folder.name.startswith("__"):
            continue
        provider = importlib.import_module("faker.providers.person." + folder.name).Provider
        for attribute in dir(provider):
            if attribute.startswith("first_names") and not isinstance(getattr(provider, attribute), property):
                for name in getattr(provider, attribute):
                    lists[name].add(folder.name)
    return lists


def census():
    for kind in ("male", "female"):
        for line in (package("names") / f"dist.{kind}.first").read_text().splitlines():
            name, share = line.split()[:2]
            if float(share) >= CENSUS_SHARE:
                yield name.capitalize()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lexicon", default=pathlib.Path(__file__).resolve().parent.parent / "engine/text/lexicon",
                        type=pathlib.Path, metavar="FOLDER")
    folder = parser.parse_args().lexicon / "en"
    names = set(census())
    for name, locales in lists_of_faker().items():
        if len(locales) >= LEAST_LISTS or any(locale.startswith("en") for locale in locales):
            names.add(name)
    names = {form for name in names for form in (name, plain(name))}
    names = {name for name in names if len(name) >= LEAST_LETTERS and re.fullmatch(r"[A-Za-zÀ-ɏ]+", name)}
    known = set()
    for table in OTHER_TABLES:
        for line in (folder / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                known |= {cell.lower() for cell in line.split("\t")[1:]}
    listed = {line.split("\t")[1] for line in (folder / "name_words.tsv").read_text(encoding="utf-8").splitlines()
              if line.startswith("given\t")}
    words = {word for word in WORDS.read_text(encoding="utf-8").split() if word.islower()}
    rows = sorted({name.lower() for name in names} - known - listed - words)
    with open(folder / "given_names.tsv", "w", encoding="utf-8") as file:
        file.write("# Given names beside those of name_words.tsv.\n"
                   "# Written by tools/make_names.py from Faker (MIT licence) and, by way of `names`, from the US census.\n"
                   "# form\n")
        file.writelines(f"{name}\n" for name in rows)
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main()
