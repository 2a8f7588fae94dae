"""From a printed number back to the cells units filled."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.told import print_json, progress_bar, shown
from pipeline.cli.words import (
    clock,
    help_option,
    json_option,
    now_option,
    office_option,
    open_office,
    read_period,
)
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.domain.office import Office
    from pipeline.domain.trace import Part, Place, Trace
    from pipeline.recipes.trace import Traced

_MOST_PLACES, _MOST_PARTS, _MOST_LINES, _MOST_FOUND = 8, 30, 60, 20  # shown; the file holds all
_DEEPEST = 12  # steps that are shown
_HASH = 12  # letters of a file's hash that tell it from any other


@click.command(help=texts.help.TRACE)
@help_option
@click.argument("period")
@click.argument("figure", metavar="NUMBER")
@office_option
@now_option
@json_option
def trace(
    period: str, figure: str, office: Path | None, now_text: str | None, as_json: bool
) -> None:
    """Say where a printed number comes from."""
    from pipeline.recipes import trace as recipe

    desk = open_office(office)
    now: datetime = clock(desk, now_text)
    with progress_bar(quiet=as_json) as progress:
        traced = recipe.trace(desk, read_period(period), figure, now, progress, write=not as_json)
    if as_json:
        print_json(_object(traced))
    else:
        for line in _lines(traced):
            click.echo(line)
        for one in traced.written:
            say(texts.trace.WRITTEN.format(path=shown(desk, one.path)))
    sys.exit(ALL_WELL if traced.found else HAS_PROBLEMS)


# --- on the screen ---


def _lines(traced: Traced) -> Iterator[str]:
    """Yield what was found: one number in full, of several what each is."""
    period = texts.numbers.period_words(traced.period)
    if not traced.found:
        said = texts.trace.NOT_FOUND.format(asked=traced.asked, period=period)
        yield from _folded(said)
        if traced.near:
            yield from _folded(texts.trace.NEAR.format(near="; ".join(traced.near)))
        else:
            yield from _folded(texts.trace.HOW_ASKED)
        return
    if traced.issued:
        day = texts.numbers.day(traced.issued.signed_on)
        yield from _folded(texts.trace.AS_ISSUED.format(number=traced.issued.number, day=day))
    if traced.outdated:
        yield from _folded(texts.trace.OUTDATED.format(period=traced.period))
    if len(traced.found) == 1:
        yield from _in_full(traced.found[0], traced.office)
        return
    said = texts.trace.SEVERAL.format(asked=traced.asked, count=len(traced.found), period=period)
    yield from _folded(said)
    for number, one in enumerate(traced.found[:_MOST_FOUND], start=1):
        value = texts.trace.FOUND.format(number=number, text=one.text, words=one.whole.words)
        yield from _folded(value, after="   ")
        yield from _folded(texts.trace.NAME.format(name=one.whole.name), "   ", "   ")
        first, others = one.places[:1], len(one.places) - 1
        for place in first:
            more = texts.trace.MORE_PLACES.format(count=others) if others > 0 else ""
            yield from _folded(_place(place) + more, "   ", "   ")
        yield from _notes(one.notes, "   ")
    if len(traced.found) > _MOST_FOUND:
        yield texts.trace.MORE_FOUND.format(count=len(traced.found) - _MOST_FOUND)
    name = traced.found[0].whole.name
    yield from _folded(texts.trace.ASK_BY_NAME.format(period=traced.period, name=name))


def _in_full(one: Trace, office: Office) -> Iterator[str]:
    yield from _folded(texts.trace.ONE.format(text=one.text, words=one.whole.words))
    yield from _folded(texts.trace.NAME.format(name=one.whole.name), "  ")
    yield from _notes(one.notes, "  ")
    yield texts.trace.PRINTED_AT.format(count=len(one.places))
    for place in one.places[:_MOST_PLACES]:
        yield from _folded(_place(place), "    ", "      ")
    if len(one.places) > _MOST_PLACES:
        yield texts.trace.MORE.format(indent="    ", count=len(one.places) - _MOST_PLACES)
    yield texts.trace.WORKED_OUT
    if one.whole.where:
        yield from _folded(_file(one.whole, office), "  ", "    ")
    yield from _as_deep_as_fits(one.whole, office)
    if cells := _cells(one.whole):
        yield texts.trace.CELLS.format(count=cells)


def _as_deep_as_fits(whole: Part, office: Office) -> Sequence[str]:
    """Return the parts of a number, those of these, and so on, as far as a screen has room."""
    lines: Sequence[str] = ()
    for depth in range(1, _DEEPEST):
        deeper = list(_tree(whole, office, 1, depth, whole.words))
        if lines and (len(deeper) > _MOST_LINES or len(deeper) == len(lines)):
            break
        lines = deeper
    if len(lines) <= _MOST_LINES:
        return lines
    return *lines[:_MOST_LINES], texts.trace.MORE_LINES.format(count=len(lines) - _MOST_LINES)


def _tree(part: Part, office: Office, level: int, depth: int, above: str = "") -> Iterator[str]:
    """Yield a number, what it is made of, and so on down to some depth, or to the cells.

    `above` are the words of what it is part of: what it has in common with it is not said again.
    """
    indent = "  " * level
    sign, value = "-" if part.sign < 0 else "", texts.trace.value_words(part.value)
    words, worked_out = _own_words(part.words, above), texts.trace.sum_words(part)
    said = texts.trace.STEP.format(sign=sign, value=value, words=words)
    if part.where and part.where.cell:
        said = texts.trace.AT_CELL.format(said=said, cell=part.where.cell)
    if part.parts and not depth:
        said = texts.trace.OF_CELLS.format(said=said, count=_cells(part))
    yield from _folded(said, indent, indent + "  ")
    yield from _notes(part.notes, indent + "  ")
    if not part.parts and part.name and not part.where:
        yield from _folded(worked_out, indent + "  ", indent + "  ")
    if not (part.parts and depth):
        return
    if worked_out != part.parts[0].words:
        yield from _folded(worked_out, indent + "  ", indent + "  ")
    last = ""
    for one in part.parts[:_MOST_PARTS]:
        if one.where and (file := _file(one, office)) != last:
            yield from _folded(file, indent + "  ", indent + "    ")
            last = file
        yield from _tree(one, office, level + (2 if one.where else 1), depth - 1, part.words)
    if len(part.parts) > _MOST_PARTS:
        more = len(part.parts) - _MOST_PARTS
        yield texts.trace.MORE.format(indent=indent + "  ", count=more)


def _cells(part: Part) -> int:
    return sum(1 for _, leaf in part.leaves if leaf.where)


def _own_words(words: str, above: str) -> str:
    """Leave out the end that words have in common with those above them."""
    own, others = words.split(texts.trace.BETWEEN), above.split(texts.trace.BETWEEN)
    while len(own) > 1 and others and own[-1] == others[-1]:
        own.pop()
        others.pop()
    return texts.trace.BETWEEN.join(own)


def _notes(notes: Sequence[str], indent: str) -> Iterator[str]:
    for note in notes:
        yield from _folded(texts.trace.NOTE.format(note=note), indent, indent + "  ")


def _place(place: Place) -> str:
    if place.sheet:
        said = {"sheet": place.sheet, "cell": place.cell, "words": place.words}
        return texts.trace.PLACE_ON_SHEET.format(document=place.document, **said)
    return texts.trace.PLACE_IN_REPORT.format(document=place.document, words=place.words)


def _file(part: Part, office: Office) -> str:
    """Name the sheet or file a number stands in, and whose it is."""
    assert part.where
    unit = office.unit(part.unit)
    where = part.where
    known = {"unit": unit.name if unit else part.unit, "sha256": part.sha256[:_HASH]}
    if not where.sheet:
        return texts.trace.FILE.format(file=where.file, **known)
    return texts.trace.SHEET.format(file=where.file, sheet=where.sheet, **known)


def _folded(text: str, indent: str = "", after: str = "") -> list[str]:
    from pipeline.screen.lines import folded, visible

    return folded(visible(text), indent, after or indent, whole=False)


# --- for a program ---


def _object(traced: Traced) -> dict[str, object]:
    return {
        "period": str(traced.period),
        "asked": traced.asked,
        "issued": traced.issued.number if traced.issued else None,
        "outdated": traced.outdated,
        "found": [
            {
                "printed": one.text,
                "places": [_place_object(place) for place in one.places],
                "notes": list(one.notes),
                "made_of": _part_object(one.whole),
            }
            for one in traced.found
        ],
        "near": list(traced.near),
    }


def _place_object(place: Place) -> dict[str, object]:
    return {
        "document": place.document,
        "place": place.words,
        "sheet": place.sheet or None,
        "cell": place.cell or None,
    }


def _part_object(part: Part) -> dict[str, Any]:
    from pipeline.screen.lines import visible

    where = part.where
    share = part.shares and part.value is not None
    return {
        "name": part.name or None,
        "words": visible(part.words),
        "value": float(part.value or 0) if share else part.value,
        "sign": part.sign,
        "sum": texts.trace.sum_words(part),
        "period": str(part.period) if part.period else None,
        "unit": part.unit or None,
        "file": where.file if where else None,
        "sha256": part.sha256 or None,
        "sheet": where.sheet if where else None,
        "cell": where.cell if where else None,
        "notes": list(part.notes),
        "parts": [_part_object(one) for one in part.parts],
    }


COMMANDS = (trace,)
