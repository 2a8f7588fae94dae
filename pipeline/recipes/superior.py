"""The level above's own workbooks: figures are written into the cells that are declared for them.

A copy is filled; the workbook itself stays, and its layout and formulas with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.handed_up import Handed, Place, Superior, Target
from pipeline.domain.numeral import Made, Sum
from pipeline.domain.returned import AsSent
from pipeline.domain.submission import Submission
from pipeline.domain.summary import Summary
from pipeline.recipes.desk import Desk
from pipeline.recipes.trace import printed_by

if TYPE_CHECKING:
    from pipeline.consolidate.grids.handed_up import HandedIn
    from pipeline.consolidate.trace import Walk

_NEAR = 3  # names suggested for one that is none


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledFile:
    """A workbook that the level above gets: its own form, or another of its, filled."""

    name: str
    source: str  # the file it was made of
    content: bytes
    made_of: tuple[object, ...]  # all that decides it, but the time
    traced: tuple[HandedIn, ...]  # its numbers
    left: tuple[tuple[Place, str], ...]  # cells that stay blank, and why
    read_above: Submission | None = None  # a form as that level will read it

    @property
    def count(self) -> int:
        """How many numbers are in it."""
        return sum(one.handed.value is not None for one in self.traced)


def fill_superiors(
    desk: Desk, summary: Summary, superiors: Sequence[Superior], walk: Walk, now: datetime
) -> Iterator[FilledFile]:
    """Fill each workbook.

    Raises:
        BaocaoError: A declaration's line names a sheet, cell or figure that is none.
    """
    known = _Names(desk, summary) if superiors else None
    for one in superiors:
        assert known
        yield _filled(desk, summary, one, known, walk, now)


class _Names:
    """Every name by which a number is asked for, and what it is made of."""

    def __init__(self, desk: Desk, summary: Summary) -> None:
        from pipeline.consolidate.called import name_of

        self._desk, self._summary, self._call = desk, summary, name_of
        self._made: dict[str, Made] = {name_of(id): Sum.of(id) for id in summary.figures}
        self._all = False

    def find(self, target: Target) -> Made:
        """Return what is to stand in a cell; what documents alone print is looked up last."""
        name = target.figure
        if name not in self._made and not self._all:
            printed = printed_by(self._desk, self._summary)
            self._made = {self._call(one.made): one.made for one in printed} | self._made
            self._all = True
        if name in self._made:
            return self._made[name]
        near = "; ".join(get_close_matches(name, list(self._made), n=_NEAR))
        said = {"at": target.said_at, "figure": name, "period": self._summary.period}
        more = texts.handed_up.NEAR.format(near=near) if near else ""
        raise BaocaoError(texts.handed_up.NO_FIGURE.format(near=more, **said))


def _filled(
    desk: Desk, summary: Summary, superior: Superior, known: _Names, walk: Walk, now: datetime
) -> FilledFile:
    from pipeline.outputs.typed_back import prove_typed

    sent, before = _opened(desk, superior)
    path = PurePath(superior.file)
    name = f"{path.stem}-{summary.period}{path.suffix}"
    typed: dict[Place, int | float | str | None] = {}
    traced: list[HandedIn] = []
    for target in superior.targets:
        place = _place(target, sent, path.name)
        if words := _words(target.figure, summary):
            typed[place] = words
            continue
        one = _handed(name, target, known, walk)
        value = one.handed.value
        typed[place] = float(value) if isinstance(value, Fraction) else value
        traced.append(one)
    content = _typed(path.name, superior, sent, typed, now)
    formulas = {(sheet, cell) for sheet, one in sent.sheets.items() for cell in one.shown}
    prove_typed(name, before, content, typed, formulas)
    return FilledFile(
        name=name,
        source=path.name,
        content=content,
        made_of=(before, typed),
        traced=tuple(traced),
        left=tuple((n.handed.place, n.handed.why) for n in traced if n.handed.value is None),
    )


def _handed(file: str, target: Target, known: _Names, walk: Walk) -> HandedIn:
    from pipeline.consolidate.grids.handed_up import HandedIn

    part = walk.whole(known.find(target))
    ids = (one.figure for one in ((part,) if part.figure else part.parts))
    figures = (walk.known(id) for id in ids if id)
    unknown = texts.handed_up.IN_PART_UNKNOWN if part.value is None else ""
    handed = Handed(
        place=(target.sheet, target.cell),
        row=part.words,
        column=target.figure,
        value=part.value,
        of=tuple(figure for figure in figures if figure),
        why="; ".join(part.notes) or unknown,
    )
    return HandedIn(file, handed, (part,))


def _typed(
    file: str,
    superior: Superior,
    sent: AsSent,
    typed: Mapping[Place, int | float | str | None],
    now: datetime,
) -> bytes:
    from pipeline.outputs.marked.fill import CannotType, filled_in
    from pipeline.outputs.marked.mark import CannotMark

    try:
        return filled_in(sent, typed, {}, now)
    except CannotMark as error:
        raise BaocaoError(texts.handed_up.CANNOT_FILL.format(file=file)) from error
    except CannotType as error:
        said_at = {(one.sheet, one.cell): one.said_at for one in superior.targets}
        said = texts.handed_up.IS_MERGED if error.first else texts.handed_up.HAS_FORMULA
        words = {"at": said_at[error.place], "cell": "!".join(error.place), "first": error.first}
        raise BaocaoError(said.format(**words)) from error


def _opened(desk: Desk, superior: Superior) -> tuple[AsSent, bytes]:
    from pipeline.intake.sent import as_sent

    try:
        content = (desk.root / superior.file).read_bytes()
    except OSError as error:
        said = {"at": superior.said_at, "file": superior.file}
        raise BaocaoError(texts.handed_up.NO_SUPERIORS_FILE.format(**said)) from error
    sent = as_sent(content, own=True)
    if sent is None:
        raise BaocaoError(texts.handed_up.CANNOT_FILL.format(file=superior.file))
    return sent, content


def _place(target: Target, sent: AsSent, file: str) -> Place:
    if target.sheet not in sent.sheets:
        said = {"at": target.said_at, "file": file, "sheet": target.sheet}
        sheets = ", ".join(sent.sheets)
        raise BaocaoError(texts.handed_up.NO_SHEET.format(sheets=sheets, **said))
    return target.sheet, target.cell


def _words(figure: str, summary: Summary) -> str:
    """Return what is no number and may be asked for: which period, which days, whose report."""
    first, last = map(texts.numbers.day, summary.window)
    period = texts.numbers.period_words(summary.period)
    said = (period, first, last, summary.office.name)
    known: dict[str, str] = dict(zip(texts.handed_up.WORDS, said, strict=True))
    return known.get(figure, "")
