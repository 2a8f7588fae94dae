"""Put a PDF/A of each report beside it, where the machine has LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.ledger.ledger import open_ledger
from pipeline.outputs.pdf import as_pdf, find_office_suite
from pipeline.outputs.publish import withdraw
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import Written, our_hashes, put


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF files that were written, and why others were not."""

    written: tuple[Written, ...] = ()
    why_not: str = ""


def print_reports(desk: Desk, reports: Iterable[Path], now: datetime) -> Printed:
    """Write each report as PDF/A beside it: what stands in the file, with what was edited."""
    reports = list(reports)
    withdraw_old(desk, reports)
    suite = find_office_suite()
    if suite is None:
        return Printed(why_not=texts.screen.NO_OFFICE_SUITE)
    written: list[Written] = []
    failed = []
    for report in reports:
        content = as_pdf(report.read_bytes(), suite)
        if content is None:
            failed.append(report.name)
            continue
        with open_ledger(desk.collected, alone=True) as ledger:
            named, mark = {f"{report.stem}.pdf": content}, report.parent.name
            written += put(ledger, report.parent, mark, named, now)
    why_not = texts.screen.NO_PDF.format(files=", ".join(failed)) if failed else ""
    return Printed(tuple(written), why_not)


def withdraw_old(desk: Desk, reports: Iterable[Path]) -> None:
    """Take away the PDF of a report as it was before: it would pass for what it says now."""
    old = [path for report in reports if (path := report.with_suffix(".pdf")).is_file()]
    for path in old:
        with open_ledger(desk.collected, alone=True) as ledger:
            ours = our_hashes(ledger, path.parent.name).get(path.name, frozenset())
        withdraw(path.parent, (), {path.name: ours})
