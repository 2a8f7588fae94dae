"""Workbook and report are read back from their bytes, as somebody who opens them sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

_CHARTS, _BOOK_CHARTS = "word/charts/chart", "xl/charts/chart"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Rows = tuple[tuple[str, ...], ...]  # of a table on paper
Row = Sequence[object]  # of cells: words or numbers
Sheet = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars: a group for each name, and of each colour a number for each of them or none."""

    title: str
    names: tuple[str, ...]
    colours: tuple[str, ...]  # what each colour is called
    series: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A Word report: the paragraphs of its own text, its tables, its charts, in order."""

    paragraphs: tuple[str, ...]  # none of those in a table, none that is empty
    headers: tuple[Rows, ...]  # of each table the rows that repeat
    tables: tuple[Rows, ...]  # its other rows
    charts: tuple[Chart, ...]


def read_document(content: bytes) -> Document:
    """Read a report's text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{_W}body")
        charts = _charts(package, _CHARTS)
    tables = body.findall(f"{_W}tbl")
    said = (_words(paragraph) for paragraph in body.findall(f"{_W}p"))
    return Document(
        paragraphs=tuple(words for words in said if words.strip()),
        headers=tuple(tuple(_rows(table, header=True)) for table in tables),
        tables=tuple(tuple(_rows(table)) for table in tables),
        charts=tuple(map(chart_of, charts)),
    )


class Sheets(Mapping[str, Sheet]):
    """A workbook's sheets by name, each read when it is asked for: all together take much room."""

    def __init__(self, content: bytes) -> None:
        """Open a workbook."""
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    def __getitem__(self, name: str) -> Sheet:
        """Read a sheet: of a formula the value kept beside it."""
        if name not in self._book.sheet_names:
            raise KeyError(name)
        return self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def rows(self, name: str) -> Iterator[Row]:
        """Read a sheet row by row, from the first that says anything; none where there is none."""
        if name in self._book.sheet_names:
            yield from self._book.get_sheet_by_name(name).iter_rows()

    def __iter__(self) -> Iterator[str]:
        """Yield the sheets' names, in their order."""
        return iter(self._book.sheet_names)

    def __len__(self) -> int:
        """Count the sheets."""
        return len(self._book.sheet_names)


def read_workbook(content: bytes) -> Mapping[str, Sheet]:
    """Read all of a workbook's sheets, by name."""
    return dict(Sheets(content))


def read_chart_titles(content: bytes) -> tuple[str, ...]:
    """Read the titles of a workbook's charts, in the order of its sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return tuple(map(_title, _charts(package, _BOOK_CHARTS)))


def _charts(package: zipfile.ZipFile, folder: str) -> list[Any]:
    names = [name for name in package.namelist() if name.startswith(folder)]
    return [etree.fromstring(package.read(name)) for name in sorted(names, key=_number)]


def _title(tree: Any) -> str:
    titles = (
        one for title in tree.iterfind(f"{_C}chart/{_C}title") for one in title.iter(f"{_A}t")
    )
    return "".join(one.text or "" for one in titles)


def _number(part: str) -> int:
    return int(re.sub(r"\D", "", part))


def chart_of(tree: Any) -> Chart:
    """Read a chart."""
    every = list(tree.iter(f"{_C}ser"))
    return Chart(
        title=_title(tree),
        names=_points(every[0].find(f"{_C}cat")) if every else (),
        colours=tuple(_points(one.find(f"{_C}tx"))[0] or "" for one in every),
        series=tuple(
            tuple(None if one is None else float(one) for one in _points(series.find(f"{_C}val")))
            for series in every
        ),
    )


def _points(values: Any) -> tuple[Any, ...]:
    """Return what stands at each place; None where nothing does."""
    found = {int(one.get("idx")): one.findtext(f"{_C}v") for one in values.iter(f"{_C}pt")}
    count = next(values.iter(f"{_C}ptCount"))
    return tuple(found.get(place) for place in range(int(count.get("val"))))


def _rows(table: Any, *, header: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the header or those below it.

    A cell over several columns is given once for each of them.
    """
    for row in table.iterfind(f"{_W}tr"):
        if (row.find(f"{_W}trPr/{_W}tblHeader") is not None) is header:
            yield tuple(
                words for cell in row.iterfind(f"{_W}tc") for words in [_words(cell)] * _spans(cell)
            )


def _spans(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))


def _words(element: Any) -> str:
    """Return the words in an element; a line that is broken goes on after a space."""
    found = element.iter(f"{_W}t", f"{_W}br")
    return "".join(" " if one.tag == f"{_W}br" else one.text or "" for one in found)
