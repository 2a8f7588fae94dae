"""Finished documents with one figure, cell or bar of theirs another, and where that is."""

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
MARKED = re.compile(
    r"\s*(?:\d{1,2}\.|[IVX]+\.|[a-zđ]\)|-)\s"
)  # a heading's own number is no figure


@dataclass(frozen=True)
class Mutation:
    kind: str  # "prose", "table", "chart", "value", "words", "formula"
    place: str  # of a workbook the cell, of a report words that stand at it
    old: str
    new: str


def mutated(content, dice, count):
    """Change so many places of a document, chosen by dice; returns it with what was changed."""
    parts = unzipped(content)
    done = []
    for kind, part, change in _chosen(list(_places(parts)), dice, count):
        tree = etree.fromstring(parts[part])
        place, old, new = change(tree, dice)
        parts[part] = etree.tostring(tree)
        done.append(Mutation(kind, place, old, new))
    return zipped(parts), done


def _chosen(places, dice, count):
    """Choose of each kind as many as of the others, of sentences twice as many."""
    kinds = {}
    for place in dice.sample(places, len(places)):
        kinds.setdefault(place[0], []).append(place)
    turns = [*kinds, *(["prose"] if "prose" in kinds else [])]
    chosen = []
    while len(chosen) < count:
        if left := kinds[turns[len(chosen) % len(turns)]]:
            chosen.append(left.pop())
        else:
            turns.remove(turns[len(chosen) % len(turns)])
    return chosen


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _places(parts):
    if "word/document.xml" in parts:
        yield from _in_report(parts)
    else:
        yield from _in_book(parts)


def _in_report(parts):
    name = "word/document.xml"
    body = etree.fromstring(parts[name]).find(f"{W}body")
    for at, paragraph in enumerate(body.findall(f"{W}p")):
        said = "".join(paragraph.itertext(f"{W}t"))
        for number in NUMBER.finditer(MARKED.sub(lambda m: "x" * len(m[0]), said)):
            yield "prose", name, _prose(at, number.span())
    for at, table in enumerate(body.findall(f"{W}tbl")):
        texts = [t for t in table.iter(f"{W}t") if t.text and any(map(str.isalnum, t.text))]
        if at > 1:  # letterhead and signature hold no figures
            yield from (("table", name, _cell(at, place)) for place in range(len(texts)))
    for chart in sorted(name for name in parts if name.startswith("word/charts/chart")):
        tree = etree.fromstring(parts[chart])
        bars = [v for values in tree.iter(f"{C}val") for v in values.iter(f"{C}v")]
        yield from (("chart", chart, _bar(place)) for place in range(len(bars)))


def _prose(at, span):
    def change(tree, dice):
        paragraph = tree.find(f"{W}body").findall(f"{W}p")[at]
        runs = list(paragraph.iter(f"{W}t"))
        letters = [(run, i) for run in runs for i in range(len(run.text or ""))]
        chosen = dice.choice(
            [i for i in range(*span) if letters[i][0].text[letters[i][1]].isdigit()]
        )
        run, i = letters[chosen]
        old = "".join(paragraph.itertext(f"{W}t"))[slice(*span)]
        run.text = run.text[:i] + other_digit(run.text[i], dice) + run.text[i + 1 :]
        said = "".join(paragraph.itertext(f"{W}t"))
        return said, old, said[slice(*span)]

    return change


def _cell(at, place):
    def change(tree, dice):
        table = tree.find(f"{W}body").findall(f"{W}tbl")[at]
        texts = [t for t in table.iter(f"{W}t") if t.text and any(map(str.isalnum, t.text))]
        run, old = texts[place], texts[place].text
        run.text = other(old, dice)
        row = next(above for above in run.iterancestors(f"{W}tr"))
        return "".join(row.itertext(f"{W}t")), old, run.text

    return change


def _bar(place):
    def change(tree, dice):
        bars = [v for values in tree.iter(f"{C}val") for v in values.iter(f"{C}v")]
        bar, old = bars[place], bars[place].text
        bar.text = other(old[:10], dice) + old[10:]
        return "", old, bar.text

    return change


def _in_book(parts):
    strings = "xl/sharedStrings.xml"
    used = {}
    for name in sorted(name for name in parts if name.startswith("xl/worksheets/sheet")):
        for cell in etree.fromstring(parts[name]).iter(f"{S}c"):
            shown, formula = cell.findtext(f"{S}v"), cell.findtext(f"{S}f")
            if shown is None:
                continue
            if cell.get("t") == "s":
                used.setdefault(int(shown), cell.get("r"))
            elif cell.get("t") is None:
                yield "value", name, _value(cell.get("r"))
            if formula:
                yield "formula", name, _formula(cell.get("r"))
    for at, one in enumerate(etree.fromstring(parts[strings]).iter(f"{S}si")):
        said = "".join(one.itertext(f"{S}t"))
        if at in used and any(map(str.isalnum, said)):
            yield "words", strings, _string(at, used[at])


def _named(tree, reference):
    return next(cell for cell in tree.iter(f"{S}c") if cell.get("r") == reference)


def _value(reference):
    def change(tree, dice):
        shown = _named(tree, reference).find(f"{S}v")
        old = shown.text
        shown.text = other(old[:10], dice) + old[10:]
        return reference, old, shown.text

    return change


def _formula(reference):
    def change(tree, dice):
        formula = _named(tree, reference).find(f"{S}f")
        old = formula.text
        formula.text = f"{old}+{dice.randrange(1, 100)}"
        return reference, old, formula.text

    return change


def _string(at, reference):
    def change(tree, dice):
        one = list(tree.iter(f"{S}si"))[at]
        text = next(t for t in one.iter(f"{S}t") if any(map(str.isalnum, t.text or "")))
        old = text.text
        text.text = other(old, dice)
        return reference, old, text.text

    return change


def other(text, dice):
    """Change a digit of a text, or a letter where it has none."""
    digits = [at for at, letter in enumerate(text) if letter in "0123456789"]
    at = dice.choice(digits or [at for at, letter in enumerate(text) if letter.isalpha()])
    new = other_digit(text[at], dice) if digits else ("x" if text[at] != "x" else "y")
    return text[:at] + new + text[at + 1 :]


def other_digit(digit, dice):
    return dice.choice([one for one in "0123456789" if one != digit])
