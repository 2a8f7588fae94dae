"""A Word report as it lies there, edited or not, held against the one the program would write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import texts
from pipeline.domain.difference import Difference, Nature, Spot
from pipeline.outputs.read_back import Chart
from pipeline.outputs.verify.align import aligned, hardly_the_same, inside, overlap
from pipeline.outputs.verify.numbers import held, plain, unheld_in, words_of
from pipeline.outputs.verify.paper import Drawn, Paper, Said, read_paper
from pipeline.outputs.verify.rows import hold_cell, hold_table

_ALIKE = 0.5  # words two wordings of one paragraph have in common, at least
_WHOLE = 0.75  # of a paragraph's words are in the one it was split from, or joined to
_TABLES_ALIKE = 0.3
_LEVELS = (re.compile(r"[IVXL]+\. "), re.compile(r"\d{1,2}\. "), re.compile(r"[a-zđ]\) "))
_MARK = re.compile(r"(?:[IVXL]+\.|\d{1,2}\.|[a-zđ]\)|[-+•])\s+")
_OF_WORD = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|GoBack)")
_APPENDIX = re.compile(rf"{texts.document.APPENDIX}(?: [IVXL]+)?")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph with where it stands, and its words with the numbers left open."""

    said: Said
    section: str
    bag: Counter[str]

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def names(self) -> frozenset[str]:
        return self.said.names


def is_another(wanted: bytes, found: bytes) -> bool:
    """Tell whether a document is not even an edited one: it has too little of what is in it."""
    ours, theirs = (_told(read_paper(content)) for content in (wanted, found))
    return hardly_the_same(ours, theirs)


def _told(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        yield from [block.text] if isinstance(block, Said) else block.cells


def hold_report(
    wanted: bytes, found: bytes, name: str, known: Collection[str]
) -> tuple[Difference, ...]:
    """Name everything a document says otherwise than the one the program would write.

    `known` are the values of the period's figures (`numbers.value`).
    """
    ours, theirs = read_paper(wanted), read_paper(found)
    spot = Spot(document=name)
    return (
        *_hold_blocks(ours, theirs, spot, known),
        *_hold_charts(ours.charts, theirs.charts, spot),
        *_hold_prose(_loose(ours.around), _loose(theirs.around), spot, known),
    )


def _hold_blocks(
    ours: Paper, theirs: Paper, spot: Spot, known: Collection[str]
) -> Iterator[Difference]:
    wanted, found = list(_tables(ours)), list(_tables(theirs))
    drawn, read_tables = [table for table, _ in wanted], [table for table, _ in found]
    pairs = aligned(
        drawn,
        read_tables,
        [_identity(drawn, read_tables), lambda table: (table.headers or table.rows)[:2]],
        _tables_alike,
        _TABLES_ALIKE,
    )
    prose, read = list(_prose(ours)), list(_prose(theirs))
    for at, (table, section) in enumerate(wanted):
        placed = replace(spot, section=section, table=_title(table))
        if at not in pairs:
            yield Difference(Nature.GONE, placed)
        elif table.headers:
            yield from hold_table(table, found[pairs[at]][0], placed, known)
        else:  # a frame: letterhead and signature
            yield from _hold_prose(
                _loose(table.paragraphs), _loose(found[pairs[at]][0].paragraphs), spot, known
            )
    for at, (table, section) in enumerate(found):
        if at not in pairs.values():
            placed = replace(spot, section=section, table=_title(table))
            yield Difference(Nature.ADDED, placed)
            for number in dict.fromkeys(n for cell in table.cells for n in unheld_in(cell, known)):
                yield Difference(Nature.UNHELD, placed, number)
    yield from _hold_prose(prose, read, spot, known)


def _title(table: Drawn) -> str:
    """Name a table by the words of its header."""
    cells = next(iter((*table.headers, *table.rows)), ())
    return ", ".join(dict.fromkeys(plain(cell) for cell in cells if cell.strip()))


def _tables_alike(one: Drawn, other: Drawn) -> float:
    return overlap(Counter(map(plain, one.cells)), Counter(map(plain, other.cells)))


def _identity(
    ours: Sequence[_Placed | Drawn], theirs: Sequence[_Placed | Drawn]
) -> Callable[[_Placed | Drawn], str | None]:
    """Return what tells an identity: the first hidden bookmark that both documents have."""
    both = {name for one in ours for name in one.names} & {n for one in theirs for n in one.names}
    hidden = {name for name in both if name.startswith("_") and not _OF_WORD.match(name)}
    return lambda one: min(one.names & hidden, key=_of_a_figure, default=None)


def _of_a_figure(name: str) -> tuple[bool, str]:
    """Put names of what stands in a paragraph after the paragraph's own."""
    return name.startswith("_f_"), name


# --- paragraphs ---


def _tables(paper: Paper) -> Iterator[tuple[Drawn, str]]:
    where = _Where()
    for block in paper.blocks:
        if isinstance(block, Drawn):
            yield block, where.section
        else:
            where.pass_by(block.text)


def _prose(paper: Paper) -> Iterator[_Placed]:
    where = _Where()
    for block in paper.blocks:
        if isinstance(block, Said):
            where.pass_by(block.text)
            yield _placed(block, where.section)


def _loose(paragraphs: Sequence[Said]) -> list[_Placed]:
    return [_placed(one, "") for one in paragraphs]


def _placed(said: Said, section: str) -> _Placed:
    return _Placed(said, section, Counter(word.key for word in words_of(said.text)))


class _Where:
    """Knows under which headings one is, from those that were passed."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self.appendix = False

    def pass_by(self, text: str) -> None:
        said = plain(text)
        if _APPENDIX.fullmatch(said):
            self._path, self.appendix = [said], True
        elif not self.appendix:
            for level, mark in enumerate(_LEVELS):
                if mark.match(said):
                    self._path = [*self._path[:level], said]
                    return

    @property
    def section(self) -> str:
        return " > ".join(self._path)


def _hold_prose(
    wanted: Sequence[_Placed], found: Sequence[_Placed], spot: Spot, known: Collection[str]
) -> Iterator[Difference]:
    """Hold paragraphs: pair them, then the numbers of each pair.

    One that was split is held part by part; one joined to another is held with it.
    """
    pairs = aligned(
        wanted,
        found,
        [
            _identity(wanted, found),
            lambda one: plain(one.text),
            lambda one: _bare(one.text),
        ],
        lambda one, other: overlap(one.bag, other.bag),
        _ALIKE,
    )
    sources: dict[int, list[int]] = {}
    for at, there in pairs.items():
        sources.setdefault(there, []).append(at)
    for at, one in enumerate(wanted):
        if at not in pairs:
            holder = _holder(one, found)
            if holder is None:
                placed = replace(spot, section=one.section, sentence=plain(one.text))
                yield Difference(Nature.GONE, placed, wanted=plain(one.text))
            else:
                sources.setdefault(holder, []).append(at)
    for there, said in enumerate(found):
        placed = replace(spot, section=said.section, sentence=plain(said.text))
        from_ours = [wanted[at] for at in sorted(sources.get(there, ()))]
        if not from_ours:
            whole = _holder(said, wanted)
            from_ours = [] if whole is None else [wanted[whole]]
        yield from _hold_paragraph(from_ours, said, placed, known)


def _hold_paragraph(
    wanted: Sequence[_Placed], found: _Placed, spot: Spot, known: Collection[str]
) -> Iterator[Difference]:
    if not wanted:
        yield Difference(Nature.ADDED, spot, plain(found.text))
        for number in unheld_in(_bare(found.text), known):
            yield Difference(Nature.UNHELD, spot, number)
        return
    ours, theirs = " ".join(_bare(one.text, room=True) for one in wanted), _bare(found.text)
    if plain(ours) == theirs:
        if plain(" ".join(one.text for one in wanted)) != plain(found.text):
            yield Difference(Nature.WORDS, spot, plain(found.text), plain(wanted[0].text))
        return
    wrong = list(held(ours, theirs, known))
    for nature, number, right in wrong:
        yield Difference(nature, spot, number, right)
    if not wrong:
        yield Difference(Nature.WORDS, spot, plain(found.text), plain(ours))


def _bare(text: str, *, room: bool = False) -> str:
    """Return a paragraph without the mark it begins with: it may be another after an edit."""
    return _MARK.sub("", text if room else plain(text), count=1)


def _holder(part: _Placed, wholes: Sequence[_Placed]) -> int | None:
    """Find the paragraph that holds most of the words of another; one of few words is nobody's."""
    if part.bag.total() < 6:
        return None
    score, at = max(
        ((inside(part.bag, one.bag), -at) for at, one in enumerate(wholes)), default=(0.0, 0)
    )
    return -at if score >= _WHOLE else None


# --- charts ---


def _hold_charts(
    wanted: Sequence[Chart], found: Sequence[Chart], spot: Spot
) -> Iterator[Difference]:
    pairs: Mapping[int, int] = aligned(
        wanted, found, [lambda chart: chart, lambda chart: chart.title], _charts_alike, 0.3
    )
    for at, chart in enumerate(wanted):
        placed = replace(spot, table=texts.verify.CHART.format(title=chart.title))
        if at in pairs:
            yield from _hold_chart(chart, found[pairs[at]], placed)
        else:
            yield Difference(Nature.GONE, placed)
    for there, chart in enumerate(found):
        if there not in pairs.values():
            placed = replace(spot, table=texts.verify.CHART.format(title=chart.title))
            yield Difference(Nature.ADDED, placed)


def _charts_alike(one: Chart, other: Chart) -> float:
    return overlap(Counter(map(str, one.names)), Counter(map(str, other.names)))


def _hold_chart(wanted: Chart, found: Chart, spot: Spot) -> Iterator[Difference]:
    if wanted.title != found.title:
        yield Difference(Nature.WORDS, spot, found.title, wanted.title)
    ours, theirs = _bars(wanted), _bars(found)
    for place in sorted(ours.keys() | theirs.keys()):
        (row, column), mine = ours.get(place, _NO_BAR)
        called, other = theirs.get(place, _NO_BAR)
        at = replace(spot, row=row or called[0], column=column or called[1])
        if differ := list(hold_cell(_length(mine), _length(other), ())):
            yield from (Difference(Nature.WRONG, at, said, must) for _, said, must in differ)
        elif called != (row, column):
            yield Difference(Nature.WORDS, at, ", ".join(called), f"{row}, {column}")


_NO_BAR: tuple[tuple[str, str], float | None] = (("", ""), None)


def _bars(chart: Chart) -> dict[tuple[int, int], tuple[tuple[str, str], float | None]]:
    """Return each bar by its place: what it and its colour are called, and how long it is."""
    return {
        (group, colour): ((f"{chart.names[group] or ''}", chart.colours[colour]), length)
        for colour, values in enumerate(chart.series)
        for group, length in enumerate(values)
        if group < len(chart.names)
    }


def _length(bar: float | None) -> float | str:
    return "" if bar is None else bar
