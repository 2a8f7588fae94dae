"""What was handed up, what stays blank and why, and what the level above will say."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.areas import areas
from pipeline.domain.finding import Severity
from pipeline.screen.findings import show_finding
from pipeline.screen.lines import paragraph, say, visible

if TYPE_CHECKING:
    from pipeline.recipes.superior import FilledFile

_MOST = 12  # lines of cells that stay blank


def show_file(file: FilledFile, period: str) -> None:
    """Print what was filled in, and what is left to do."""
    said = texts.handed_up.HANDED_UP if file.read_above else texts.handed_up.FILLED_FILE
    words = {"period": period, "count": file.count, "blank": len(file.left)}
    paragraph(said.format(file=visible(file.source), **words), "")
    if file.left:
        say(texts.handed_up.LEFT, fg="yellow")
    kinds = sorted((place[0], why, place[1]) for place, why in file.left)
    grouped = [
        (sheet, why, [cell for *_, cell in cells])
        for (sheet, why), cells in groupby(kinds, key=lambda one: one[:2])
    ]
    for sheet, why, cells in grouped[:_MOST]:
        paragraph(texts.handed_up.LEFT_AT.format(sheet=sheet, cell=areas(cells), why=why), "  ")
    if len(grouped) > _MOST:
        more = sum(len(cells) for *_, cells in grouped[_MOST:])
        say(f"  {texts.handed_up.LEFT_MORE.format(count=more)}")
    findings = texts.findings.once(file.read_above.findings) if file.read_above else ()
    asked = [one for one in findings if one.severity is not Severity.NOTE]
    if asked:
        say(texts.handed_up.ASKED_ABOVE, fg="yellow")
        for finding in asked:
            show_finding(finding)
