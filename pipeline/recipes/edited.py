"""A report that somebody edited: its words are kept, its figures renewed, and it is issued."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import our_hashes

if TYPE_CHECKING:
    from pipeline.outputs.edited.compare import Edit
    from pipeline.outputs.edited.left import Left
    from pipeline.outputs.edited.merge import Merged


EARLIER = "ban-sua"  # folder of edited files as they were, beside the period's outputs


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of an edited report."""

    content: bytes  # the report as it is put in place
    over: str  # hash of the edited file that makes way
    edits: tuple[Edit, ...]
    left: tuple[Left, ...]  # what a person must look at
    broken: tuple[str, ...]  # rules of form that the edit breaks
    earlier: Path | None = None  # the file as it was edited, where figures were renewed in it


def report_name(period: Period) -> str:
    """Return the name of a period's report."""
    return f"bao-cao-{period}.docx"


def keep_edits(
    desk: Desk, ledger: Ledger, period: Period, files: Mapping[str, bytes], now: datetime
) -> tuple[Mapping[str, bytes], Kept | None]:
    """Draw new figures into a report that somebody edited, in place of the one that was drawn.

    An edited file that is no report of ours any more stays as it lies there, the new one beside it.
    """
    from pipeline.outputs.edited.read import Unreadable, drawing_of
    from pipeline.outputs.report.marks import DRAWN

    name = report_name(period)
    path, drawn = f"{period}/{name}", files[name]
    there = _content(desk.output / str(period) / name)
    base = ledger.drawing(path, drawing_of(there)[-24:]) if there else None
    ledger.remember_drawing(path, drawing_of(drawn)[-24:], drawn, now)
    ours = our_hashes(ledger, str(period)).get(name, frozenset())
    sha256 = hashlib.sha256(there).hexdigest()
    if not there or base is None or (sha256 in ours and drawing_of(there).startswith(DRAWN)):
        return files, None
    from pipeline.outputs.edited.merge import merge
    from pipeline.outputs.publish import publish

    try:
        merged = merge(base, there, drawn, now)
    except Unreadable:
        return files, None
    earlier = None
    if merged.content != there and sha256 not in ours:
        ledger.keep(there)
        (written,) = publish(desk.output / str(period) / EARLIER, {name: there}, {})
        earlier = written.path
    kept = replace(_kept(merged.content, there, merged), earlier=earlier)
    return {**files, name: merged.content}, kept


def _kept(content: bytes, there: bytes, merged: Merged) -> Kept:
    return Kept(
        content=content,
        over=hashlib.sha256(there).hexdigest(),
        edits=merged.edits,
        left=merged.left,
        broken=broken_rules(content),
    )


def is_edited(desk: Desk, ledger: Ledger, period: Period) -> bool:
    """Tell whether a period's report is another than the program drew."""
    from pipeline.outputs.edited.read import drawing_of
    from pipeline.outputs.report.marks import KEPT

    name = report_name(period)
    there = _content(desk.output / str(period) / name)
    ours = our_hashes(ledger, str(period)).get(name, frozenset())
    stranger = hashlib.sha256(there).hexdigest() not in ours
    return bool(there) and (stranger or drawing_of(there).startswith(KEPT))


def broken_rules(document: bytes) -> tuple[str, ...]:
    """Name the rules of form that an edited report breaks."""
    from pipeline.outputs.report import decree30_check

    return tuple(f"{one.rule} ({one.clause})" for one in decree30_check.check(document))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def to_issue(
    desk: Desk,
    ledger: Ledger,
    period: Period,
    drafted: bytes,
    signed: bytes,
    now: datetime,
) -> Kept:
    """Return an edited report with number and date written into it.

    `drafted` is what would be drawn without number and date, `signed` the same with both.
    BaocaoError says what must be done first: changes to accept, comments to close, figures that
    are not those that were counted.
    """
    from pipeline.outputs.edited.left import LeftKind
    from pipeline.outputs.edited.merge import merge
    from pipeline.outputs.edited.read import Unreadable, drawing_of, read
    from pipeline.outputs.edited.sign import sign

    name = report_name(period)
    there = _content(desk.output / str(period) / name)
    base = ledger.drawing(f"{period}/{name}", drawing_of(there)[-24:])
    try:
        opened = read(there)
    except Unreadable as error:
        raise BaocaoError(texts.edited.NOT_OURS.format(name=name)) from error
    if base is None or not opened.drawn:
        raise BaocaoError(texts.edited.NOT_OURS.format(name=name))
    if opened.tracked:
        raise BaocaoError(texts.edited.TRACKED.format(name=name))
    merged = merge(base, there, drafted, now)
    wrong = [one for one in merged.left if one.kind in (LeftKind.DIFFERS, LeftKind.LOST)]
    if wrong:
        raise BaocaoError(texts.edited.wrong_figures(name, wrong))
    if said := opened.comments:
        details = {"name": name, "count": len(said), "example": said[0]}
        raise BaocaoError(texts.edited.COMMENTED.format(**details))
    if read(merged.content).blocks_said != opened.blocks_said:
        raise BaocaoError(texts.edited.STALE.format(name=name, period=period))
    content = sign(merged.content, signed)
    if content is None:
        raise BaocaoError(texts.edited.NO_PLACE.format(name=name))
    return _kept(content, there, merged)
