"""The leader's page beside a report: what there is to know and to decide, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.recipes.desk import Desk

if TYPE_CHECKING:
    from pipeline.domain.report import Report
    from pipeline.domain.summary import Summary

WORDING = "summary.md"


def brief_name(period: Period) -> str:
    """Return the name of a period's page for the leader."""
    return f"tom-tat-{period}.docx"


def is_brief(name: str) -> bool:
    """Tell whether a file is called as such a page is: of the house alone, no document."""
    return name.startswith("tom-tat-") and name.endswith(".docx")


def word_brief(desk: Desk, summary: Summary) -> Report:
    """Word the page, its lists as long as leave one; BaocaoError where the wording is too long."""
    from pipeline.consolidate.brief import ROOMS, brief_names
    from pipeline.consolidate.wording import word_report
    from pipeline.outputs.report.brief_docx import fits

    wording = desk.wording(summary.period.kind, WORDING)
    for room in ROOMS:
        report = word_report(wording, summary, brief_names(summary, room))
        if fits(report):
            return report
    raise BaocaoError(texts.sentences.BRIEF_TOO_LONG.format(path=wording))
