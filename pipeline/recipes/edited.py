"""A report that somebody edited: its words are kept, its figures renewed, and it is issued."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.difference import Difference, Nature
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.domain.summary import Summary
from pipeline.intake import container, kinds
from pipeline.intake.refused import Refused
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import our_hashes, report_name

if TYPE_CHECKING:
    from pipeline.outputs.edited.compare import Edit
    from pipeline.outputs.edited.left import Left
    from pipeline.outputs.edited.merge import Merged
    from pipeline.outputs.edited.read import Opened


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
    unheld: tuple[Difference, ...] = ()  # numbers typed by hand that are no figures


def keep_edits(
    desk: Desk, ledger: Ledger, period: Period, files: Mapping[str, bytes], now: datetime
) -> tuple[Mapping[str, bytes], Kept | None]:
    """Draw new figures into a report that somebody edited, in place of the one that was drawn.

    An edited file that is no report of ours any more stays as it lies there, the new one beside it.
    """
    from pipeline.outputs.edited.read import drawing_of

    name = report_name(period)
    path, drawn = f"{period}/{name}", files[name]
    there = _content(desk.output / str(period) / name)
    base = ledger.drawing(path, drawing_of(there)[-24:]) if there else None
    ledger.remember_drawing(path, drawing_of(drawn)[-24:], drawn, now)
    if not there or base is None or not _is_edited(ledger, period, there):
        return files, None
    if _opened(there) is None:
        return files, None
    from pipeline.outputs.edited.merge import merge
    from pipeline.outputs.publish import publish

    merged, earlier = merge(base, there, drawn, now), None
    if merged.content != there and not _is_ours(ledger, period, there):
        ledger.keep(there)
        earlier = desk.output / str(period) / EARLIER
        (written,) = publish(earlier, {name: there}, {}, within=desk.root)
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


def broken_rules(document: bytes) -> tuple[str, ...]:
    """Name the rules of form that an edited report breaks."""
    from pipeline.outputs.decree.rules import check

    return tuple(f"{one.rule} ({one.clause})" for one in check(document) if not one.advice)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def to_issue(
    desk: Desk,
    ledger: Ledger,
    summary: Summary,
    signed: bytes,
    draft: Callable[[], Mapping[str, bytes]],
    *,
    keep_edits: bool,
) -> Kept | None:
    """Return an edited report with number and date in it; None where nobody edited it.

    `signed` is the report as drawn with number and date, `draft` draws all outputs without.
    BaocaoError says what must be done first: changes to accept, comments to close, figures that
    are not those that were counted.
    """
    from pipeline.outputs.edited.merge import merge
    from pipeline.outputs.edited.read import drawing_of, read
    from pipeline.outputs.edited.sign import dated_as, sign

    period = summary.period
    name = report_name(period)
    there = _content(desk.output / str(period) / name)
    if not there or not _is_edited(ledger, period, there):
        return None
    base = ledger.drawing(f"{period}/{name}", drawing_of(there)[-24:])
    opened = _opened(there)
    if base is None or opened is None or not opened.drawn:
        raise BaocaoError(texts.edited.NOT_OURS.format(name=name))
    if not keep_edits:
        raise BaocaoError(texts.edited.BY_HAND.format(period=period, name=name))
    if opened.tracked:
        raise BaocaoError(texts.edited.TRACKED.format(name=name))
    drafted = draft()
    dated, base = (dated_as(one, base, drafted[name]) for one in (there, base))
    if dated != there:
        opened = read(dated)
    before = opened.blocks_said
    merged = merge(base, dated, drafted[name], summary.now)
    unheld = _hold_figures(summary, name, merged, drafted)
    renewed = _opened(merged.content)
    if renewed and (comments := renewed.comments):
        details = {"name": name, "count": len(comments), "example": comments[0]}
        raise BaocaoError(texts.edited.COMMENTED.format(**details))
    if renewed is None or renewed.blocks_said != before:
        raise BaocaoError(texts.edited.STALE.format(name=name, period=period))
    content = sign(merged.content, signed)
    if content is None:
        raise BaocaoError(texts.edited.NO_PLACE.format(name=name))
    return replace(_kept(content, there, merged), unheld=unheld)


def _hold_figures(
    summary: Summary, name: str, merged: Merged, drafted: Mapping[str, bytes]
) -> tuple[Difference, ...]:
    """Refuse a report with a figure that is not the one counted; return numbers nobody counted.

    The merge knows figures by their places, a second reader by the words around them.
    """
    from pipeline.outputs.edited.left import LeftKind
    from pipeline.outputs.verify.known import known_values
    from pipeline.outputs.verify.report import hold_report

    known = known_values((figure.value for figure in summary.figures.values()), drafted)
    found = hold_report(drafted[name], merged.content, name, known)
    wrong = [one for one in found if one.nature is Nature.WRONG]
    left = [
        one
        for one in merged.left
        if one.kind in (LeftKind.DIFFERS, LeftKind.LOST)
        and not any(one.found in other.found for other in wrong)
    ]
    if wrong or left:
        raise BaocaoError(texts.edited.wrong_figures(name, wrong, left))
    return tuple(one for one in found if one.nature is Nature.UNHELD)


def is_edited(desk: Desk, ledger: Ledger, period: Period) -> bool:
    """Tell whether a report lies there that is another than the program drew."""
    there = _content(desk.output / str(period) / report_name(period))
    return bool(there) and _is_edited(ledger, period, there)


def _is_edited(ledger: Ledger, period: Period, there: bytes) -> bool:
    """Tell whether a report is another than the program drew."""
    from pipeline.outputs.edited.read import drawing_of
    from pipeline.outputs.report.marks import KEPT

    return not _is_ours(ledger, period, there) or drawing_of(there).startswith(KEPT)


def _is_ours(ledger: Ledger, period: Period, there: bytes) -> bool:
    """Tell whether the program wrote a report as it lies there."""
    ours = our_hashes(ledger, str(period)).get(report_name(period), frozenset())
    return hashlib.sha256(there).hexdigest() in ours


def _opened(content: bytes) -> Opened | None:
    """Open a report; None where it is no Word document."""
    from pipeline.outputs.edited.read import Unreadable, read

    try:
        if kinds.kind_of(content) != "zip":
            return None
        container.open_document(content)
        return read(content)
    except (Refused, Unreadable):
        return None
