"""Writes a dump of news-like texts with near-copies made on purpose: make_dump.py FILE [--language en|ar]
[--articles 20000] [--seed 1]. The same bytes from the same arguments.

Words are made of syllables, frequent as in news (Zipf), in sentences and paragraphs, with numbers, punctuation, a
dateline and each outlet's fixed lines around the text. One article in four is a copy of an earlier one: respaced and
recased, 1 to 10 % of the words edited, 5 to 30 % cut off, or wrapped in another outlet's lines. The texts aren't
language: they say how fast texts of that shape are, and how many copies of known kinds are found."""
import argparse
import json
import random
import sys

SYLLABLES = {
    "en": ("an er in re on st en ti al or ed ma te co ar de ra li no se ne ri si me la to di ca pe mi po lo ta sa fo "
           "ch th sh tr pr gr bl cl sp ou ea oo ing ion ment ness ly").split(),
    "ar": ("ا ال م ن ي و ت ر ل ب س ع د ف ق ك ه ح ج ش ص ط خ ذ ز ض غ ث ظ ة ى ئ ء أ إ آ ات ون ين ها هم نا كم تم ست مت "
           "يت لا ما في من").split(),
}
STOP, COMMA, LINES = {"en": ".", "ar": "."}, {"en": ",", "ar": "،"}, {"en": "www.{}.example", "ar": "www.{}.example"}
KINDS = ["respaced", "edits 1 %", "edits 2 %", "edits 3 %", "edits 4 %", "edits 6 %", "edits 10 %", "cut", "wrapped"]


class Writer:
    def __init__(self, language, seed):
        self.language = language
        self.random = random.Random(f"{language} {seed}")
        self.vocabulary = list(dict.fromkeys(self._word() for _ in range(60_000)))
        self.outlets = [self._outlet(number) for number in range(40)]

    def below(self, bound):
        return int(self.random.random() * bound)

    def _word(self):
        syllables = SYLLABLES[self.language]
        return "".join(syllables[self.below(len(syllables))] for _ in range(1 + self.below(2) + self.below(3)))

    def word(self):
        # Zipf with exponent 1: the logarithm of the rank is uniform.
        return self.vocabulary[int(len(self.vocabulary) ** self.random.random()) - 1]

    def _sentence(self, words):
        out = []
        for place in range(words):
            word = self.word() if self.below(40) else str(self.below(3000))
            out.append(word.capitalize() if place == 0 or self.below(12) == 0 else word)
            if place + 1 < words and self.below(11) == 0:
                out[-1] += COMMA[self.language]
        return " ".join(out) + STOP[self.language]

    def _outlet(self, number):
        return {"name": f"outlet-{number}", "head": self._sentence(4 + self.below(8)),
                "foot": self._sentence(8 + self.below(25)) + "\n" + LINES[self.language].format(f"outlet-{number}")}

    def headline(self):
        return self._sentence(5 + self.below(6))[:-1]

    def body(self):
        left = 40 + int(self.random.expovariate(1 / 260))
        paragraphs, sentences = [], []
        while left > 0:
            length = 6 + self.below(26)
            sentences.append(self._sentence(length))
            left -= length
            if self.below(3) == 0:
                paragraphs.append(" ".join(sentences))
                sentences = []
        return "\n\n".join(paragraphs + [" ".join(sentences)] * bool(sentences))

    def copy(self, text, kind):
        if kind == "respaced":
            return text.replace("\n\n", "\n").replace(" ", "  ").upper()
        if kind == "cut":
            return text[:int(len(text) * (0.70 + 0.25 * self.random.random()))]
        if kind == "wrapped":
            outlet = self.outlets[self.below(len(self.outlets))]
            return outlet["head"] + "\n\n" + text + "\n\n" + outlet["foot"]
        share = int(kind.split()[1]) / 100
        out = []
        for word in text.split(" "):
            if self.random.random() >= share:
                out.append(word)
            elif (edit := self.below(3)) == 0:
                out.append(self.word())
            elif edit == 1:
                out += [word, self.word()]
        return " ".join(out)


def articles(language, count, seed):
    writer = Writer(language, seed)
    texts = []
    for number in range(count):
        outlet = writer.outlets[writer.below(len(writer.outlets))]
        if number >= 4 and number % 4 == 0:
            kind = KINDS[writer.below(len(KINDS))]
            text = writer.copy(texts[writer.below(len(texts))], kind)
        else:
            kind, text = "own", writer.body()
            if writer.below(2):
                text += "\n\n" + outlet["foot"]
        texts.append(text)
        day = number * 60 // count  # two months of 2024
        yield {"id": f"{language}-{number:07}", "source": outlet["name"], "title": writer.headline(),
               "date": f"2024-0{1 + day // 30}-{1 + day % 28:02}T{writer.below(24):02}:00:00Z", "kind": kind, "text": text}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--language", choices=sorted(SYLLABLES), default="en")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with sys.stdout if options.file == "-" else open(options.file, "w", encoding="utf-8", newline="\n") as out:
        for article in articles(options.language, options.articles, options.seed):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
