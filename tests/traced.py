"""Every number a period's documents print, followed to the cells, which openpyxl alone reads."""

import hashlib
import io
import re
import zipfile
from datetime import datetime
from fractions import Fraction

import docx
import openpyxl
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

from pipeline import texts
from pipeline.consolidate.trace import Walk, traces
from pipeline.domain.period import Period
from pipeline.domain.shape import Shape
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import open_desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import take_in
from pipeline.recipes.trace import printed_by
from pipeline.recipes.write import laid_out

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

THEMSELVES = {"data", "versions"}  # what these show are cells of files, named beside them


class Followed:
    """An office's folder, and all the cells of the files in it."""

    def __init__(self, root, now):
        self.desk, self.now = open_desk(root), datetime.fromisoformat(now)
        with look_into(self.desk.collected) as ledger:
            self.taken = take_in(self.desk, ledger, self.now, lambda *_: None, note=False)
        self._cells = {}

    def cell(self, where, sha256):
        """What stands in a cell, by the file's own bytes, which are those of the hash."""
        if sha256 not in self._cells:
            content = bytes_of(self.desk.collected, where.file)
            assert hashlib.sha256(content).hexdigest() == sha256, where
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            self._cells[sha256] = {
                sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets
            }
        rows = self._cells[sha256][where.sheet]
        row, column = coordinate_to_tuple(where.cell)
        return rows[row - 1][column - 1] if row <= len(rows) else None

    def all_of(self, *names):
        """Yield each number of some periods' documents with all that is known of it."""
        periods = [Period.parse(name) for name in names]
        facts = facts_of(history_of(self.desk, self.taken, periods))
        known = {}

        def summary(period):
            if period not in known:
                known[period] = summary_of(self.desk, self.taken, facts, period, self.now)
            return known[period]

        for period in periods:
            _, sheets, appendices = laid_out(self.desk, summary(period))
            for grid in (grid for chapter in (*sheets, *appendices) for grid in chapter.grids):
                for at, column, shown in grid.numbers() if grid.id not in THEMSELVES else ():
                    counted = shown.value is not None and shown.shape is not Shape.ORDINAL
                    nobodys = counted and not grid.made_of(at, shown)
                    assert not nobodys, (grid.id, column)
        walk = Walk(facts, self.taken.decisions, lambda one: summary(one).figures)
        for period in periods:
            yield period, traces(printed_by(self.desk, summary(period)), walk)


def bytes_of(collected, file):
    """The bytes of a returned file, one in a .zip too."""
    holder, inside, member = file.partition(".zip/")
    if not inside:
        return (collected / file).read_bytes()
    with zipfile.ZipFile(collected / f"{holder}.zip") as package:
        return package.read(member)


def follow(followed, *names):
    """Hold each number against its cells and its places; how many there are, and were checked."""
    counts = {"printed": 0, "numbers": 0, "cells": 0}
    for period, found in followed.all_of(*names):
        book, words, points = documents(followed.desk.output, period)
        for one in found:
            counts["numbers"] += 1
            counts["printed"] += len(one.places)
            for place in one.places:
                if place.sheet:
                    said(book[place.sheet][place.cell], one.text)
                elif "biểu đồ" in place.words:
                    assert any(shows(point, one.text) for point in points), place
                else:
                    assert one.text in words[place.document], place
            counts["cells"] += hold(followed, one)
    return counts


def hold(followed, one):
    """Add up the cells anew; what a trace says is worked out anew from them."""
    if one.whole.shares:
        part, whole = (added_up(followed, side) for side in one.whole.parts)
        wanted = Fraction(part) / whole if whole else None
    else:
        wanted = added_up(followed, one.whole)
    assert wanted == one.whole.value, one.whole.name
    shown = texts.trace.value_words(wanted)
    shaped = {shown, shown.lstrip("+"), texts.phrase.in_prose(shown)}
    assert one.text.lstrip("+") in shaped, one.whole.name
    return sum(1 for _, leaf in one.whole.leaves if leaf.where)


def added_up(followed, part):
    """What the cells below a number add up to; None where one of them is not there."""
    if part.shares:
        counted, among = (added_up(followed, side) for side in part.parts)
        return Fraction(counted) / among if among else None
    whole = 0
    for sign, leaf in part.leaves:
        if leaf.figure and leaf.where:  # a unit's own answer
            value = followed.cell(leaf.where, leaf.sha256)
            assert leaf.value == number(value), (leaf, value)
            whole += sign * leaf.value
        elif leaf.value is None:
            return None
        else:  # one thing that is counted, or nothing to count
            assert leaf.value == 0 or not leaf.figure, leaf
            if leaf.where:
                assert bytes_of(followed.desk.collected, leaf.where.file)
            whole += sign * leaf.value
    return whole


def number(value):
    """A count as a clerk types it; what nothing arose in is left empty."""
    if isinstance(value, str):
        return int(re.sub(r"\D", "", value) or 0)
    return int(value or 0)


def documents(output, period):
    """A period's workbook, the words of its Word files, and what its charts' bars stand for."""
    folder = output / str(period)
    book = openpyxl.load_workbook(folder / f"tong-hop-{period}.xlsx", data_only=True)
    names = (f"{kind}-{period}.docx" for kind in ("bao-cao", "tom-tat"))
    words = {name: words_of(docx.Document(folder / name)) for name in names}
    with zipfile.ZipFile(folder / f"bao-cao-{period}.docx") as package:
        charts = [package.read(name) for name in package.namelist() if "/charts/chart" in name]
    bars = (etree.fromstring(chart).iter(f"{CHART}val") for chart in charts)
    points = [float(one.text) for bar in bars for values in bar for one in values.iter(f"{CHART}v")]
    return book, words, points


def words_of(document):
    """All the words of a Word file."""
    tables = (cell.text for table in document.tables for cell in table._cells)
    return "\n".join((*(p.text for p in document.paragraphs), *tables))


def said(cell, text):
    """Hold what a cell of the workbook shows against the number as it is said to be printed."""
    if isinstance(cell.value, int | float):
        assert shows(cell.value, text), (cell.value, text)
        signed = cell.value > 0 and cell.number_format.startswith("+")
        assert text.startswith("+") == signed, (text, cell.number_format)
    else:
        assert text in (cell.value or ""), (cell.value, text)


def shows(value, text):
    """Tell whether a number is what it is printed as."""
    digits = text.replace(".", "").replace(",", ".").removesuffix("%")
    scale = 100 if "%" in text else 1
    return (
        re.fullmatch(r"[-+]?\d+(?:\.\d+)?", digits) and abs(float(digits) - value * scale) < 0.006
    )
