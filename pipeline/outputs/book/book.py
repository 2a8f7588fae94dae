"""What every workbook is made of: its look, its lists, and the sheets all of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from xlsxwriter.utility import quote_sheetname

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.report import Report
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Summary
from pipeline.outputs.book.look import (
    BAD,
    BOX,
    COUNT,
    DOUBT,
    FONT,
    GOOD,
    HEAD,
    HEADER,
    LINE_HEIGHT,
    TALLEST,
    lines_of,
)
from pipeline.outputs.clean import clean_text

Look = Mapping[str, object]
Line = Sequence[tuple[str | int, Look]]  # the cells of a list's row, each with its look

RATE = {"num_format": "0.00%", "align": "right", "indent": 1}
TEXT = {"num_format": 49, "text_wrap": True, "align": "left", "valign": "top"}
TITLE = {"bold": True, "font_size": 14}
TOTAL = BOX | {"bold": True, "bg_color": HEAD}
LINK = {"font_color": "#0B4F9E", "underline": 1}
KIND_LOOKS: Mapping[StandingKind, Look] = {
    StandingKind.ON_TIME: GOOD,
    StandingKind.LATE: DOUBT,
    StandingKind.UNDECIDED: DOUBT,
    StandingKind.MISSING: BAD,
    StandingKind.INVALID: BAD,
}
_SEVERITY_LOOKS: Mapping[Severity, Look] = {
    Severity.ERROR: BAD,
    Severity.WARNING: DOUBT,
    Severity.NOTE: {},
}
_UPRIGHT = {texts.tables.SHEET_COVER, texts.tables.SHEET_COMPARISON, texts.tables.SHEET_CHARTS}
_LONGEST_LINK = 2000  # Excel's own limit is 2,079 characters


@dataclass
class Book:
    """A workbook being written."""

    book: Any
    summary: Summary
    report: Report
    says: Mapping[str, str]  # what each sheet after the cover holds
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    sheets: dict[str, Any] = field(default_factory=dict)

    def open(self) -> None:
        """Add the sheets, in their order."""
        for name in (texts.tables.SHEET_COVER, *self.says):
            self.sheets[name] = self.sheet(name, wide=name not in _UPRIGHT)

    def sheet(self, name: str, *, wide: bool) -> Any:
        """Add a sheet, set up to be printed."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT},Regular"&10{texts.tables.PAGE}')
        sheet.hide_gridlines(2)
        return sheet

    def style(self, *looks: Look, **more: object) -> Any:
        """Return a format, made once for each look."""
        merged: dict[str, object] = {"valign": "vcenter"}
        for look in (*looks, more):
            merged |= look
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def say(self, sheet: Any, row: int, column: int, text: str, *looks: Look) -> None:
        """Write words as words, whatever they begin with."""
        style = self.style(*looks)
        if text:
            sheet.write_string(row, column, clean_text(text), style)
        else:
            sheet.write_blank(row, column, None, style)

    def across(self, sheet: Any, row: int, first: int, last: int, text: str, *looks: Look) -> None:
        """Write words over several cells."""
        if first == last:
            self.say(sheet, row, first, text, *looks)
            return
        style = self.style(*looks)
        sheet.merge_range(row, first, row, last, "", style)
        sheet.write_string(row, first, clean_text(text), style)

    def header(self, sheet: Any, row: int, labels: Iterable[str], first: int = 0) -> None:
        """Write a row of column headers."""
        for column, label in enumerate(labels, start=first):
            self.say(sheet, row, column, label, HEADER)

    def widths(self, sheet: Any, widths: Iterable[float]) -> None:
        """Set the widths of the first columns."""
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.style())

    def height(self, sheet: Any, row: int, *texts_in: tuple[str, float]) -> None:
        """Make a row as high as its longest text needs; each with the width it stands in."""
        lines = max((lines_of(text, 1.1 * width - 1) for text, width in texts_in), default=1)
        sheet.set_row(row, min(TALLEST, LINE_HEIGHT * lines + 3))

    def list(
        self, sheet: Any, headers: Sequence[str], widths: Sequence[float], rows: Sequence[Line]
    ) -> None:
        """Write a titled sheet's list below row 3: each row its words and their looks."""
        self.widths(sheet, widths)
        self.header(sheet, 3, headers)
        self.height(sheet, 3, *zip(headers, widths, strict=True))
        for at, row in enumerate(rows, start=4):
            for column, (words, look) in enumerate(row):
                if isinstance(words, int):
                    sheet.write_number(at, column, words, self.style(BOX, COUNT, look))
                else:
                    self.say(sheet, at, column, words, BOX, TEXT, look)
            self.height(
                sheet, at, *((str(w), width) for (w, _), width in zip(row, widths, strict=True))
            )
        if rows:
            sheet.autofilter(3, 0, 3 + len(rows), len(headers) - 1)
        else:
            self.say(sheet, 4, 0, texts.tables.NONE, {"italic": True})
        sheet.freeze_panes(4, 0)
        sheet.repeat_rows(3)

    def title(self, sheet: Any, title: str) -> None:
        """Write a sheet's title and what days its figures cover."""
        self.say(sheet, 0, 0, title, TITLE)
        window = texts.document.WINDOW.format(
            window=texts.numbers.window_words(*self.summary.window)
        )
        self.say(sheet, 1, 0, window, {"italic": True})

    def write_standings(self) -> None:
        """Write who sent in time, late or not at all, with the evidence."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_STANDINGS]
        self.title(sheet, texts.tables.STANDINGS_TITLE)
        said = texts.tables.BEFORE.format(deadline=texts.numbers.due_words(summary.deadline))
        self.say(sheet, 2, 0, f"{texts.tables.DEADLINE}: {said}")
        rows = [self._standing(standing) for standing in summary.standings]
        widths = (28, 17, 13, 13, 26, 30, 8, 16, 16, 16, 10)
        self.list(sheet, texts.tables.STANDING_HEADERS, widths, rows)

    def _standing(self, standing: Standing) -> Line:
        summary, kept = self.summary, standing.in_force
        zone = summary.office.schedule.zone
        evidence = [
            texts.numbers.moment(at.astimezone(zone)) if at else ""
            for at in (standing.earliest, standing.latest)
        ]
        filled_by, signed_by, signed_as = (
            str(kept.fields[name].value or "") if kept and name in kept.fields else ""
            for name in ("filled_by", "signed_by", "signed_as")
        )
        signer = texts.form.signed_words(signed_by, signed_as)
        words = texts.sentences.standing_words(standing, due=summary.now >= summary.deadline)
        contact = ", ".join(filter(None, (standing.unit.head_title, standing.unit.contact)))
        return [
            (standing.unit.name, {}),
            (words, KIND_LOOKS[standing.kind]),
            *plain(
                *evidence,
                " ".join(filter(None, (standing.decided_by, standing.excused))),
                kept.file if kept else "",
            ),
            (len(standing.versions), {}),
            *plain(filled_by, signer, contact, standing.unit.official_code),
        ]

    def write_findings(self) -> None:
        """Write everything wrong or doubtful, each with a link to its cell."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_FINDINGS]
        self.title(sheet, texts.tables.FINDINGS_TITLE)
        rows = [self._finding(finding) for finding in summary.findings]
        self.list(sheet, texts.tables.FINDING_HEADERS, (22, 9, 6, 28, 10, 7, 44, 40), rows)
        for row, finding in enumerate(summary.findings, start=4):
            self._link(sheet, row, finding)

    def _finding(self, finding: Finding) -> Line:
        unit = self.summary.office.unit(finding.unit) if finding.unit else None
        where, said = finding.where, texts.findings.said(finding)
        return [
            (unit.name if unit else texts.screen.UNKNOWN_UNIT, {}),
            (
                texts.screen.SEVERITY[finding.severity.value].rstrip(":"),
                _SEVERITY_LOOKS[finding.severity],
            ),
            *plain(finding.code, where.file, where.sheet or "", where.cell or ""),
            *plain(texts.numbers.sentence(said.message), said.action),
        ]

    def _link(self, sheet: Any, row: int, finding: Finding) -> None:
        """Lead from a finding to the very cell, or to the .zip or mail that holds the file."""
        where = finding.where
        # Letters beyond ASCII stay as they are, as Excel itself writes them.
        path = "".join(quote(c) if c.isascii() else c for c in where.outer_file)
        target = f"external:../../collected/{path}"
        if where.sheet and where.cell and where.outer_file == where.file:
            target += f"#{quote_sheetname(where.sheet)}!{where.cell}"
        shown = clean_text(where.cell or where.file)
        names_nobody = clean_text(where.file) == where.file  # a link would show what was covered
        if names_nobody and len(target) < _LONGEST_LINK and len(shown) < 255:
            at = 5 if where.cell else 3
            sheet.write_url(row, at, target, self.style(BOX, TEXT, LINK), shown)

    def write_versions(self) -> None:
        """Write what changed from one version of a unit's report to the next."""
        sheet = self.sheets[texts.tables.SHEET_VERSIONS]
        self.title(sheet, texts.tables.VERSIONS_TITLE)
        rows = [
            plain(
                one.unit.name,
                one.before,
                one.after,
                one.subject,
                one.column,
                one.cell,
                "" if one.old is None else one.old,
                "" if one.new is None else one.new,
            )
            for one in self.summary.changes
        ]
        self.list(sheet, texts.tables.VERSION_HEADERS, (24, 28, 28, 34, 16, 7, 24, 24), rows)

    def write_decisions(self) -> None:
        """Write what named people decided."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_DECISIONS]
        self.title(sheet, texts.tables.DECISIONS_TITLE)
        zone = summary.office.schedule.zone
        rows = [
            plain(
                one.number,
                texts.sentences.decision_words(one, summary.office),
                one.by,
                one.why,
                texts.numbers.moment(one.decided_at.astimezone(zone)),
            )
            for one in summary.decisions
        ]
        self.list(sheet, texts.tables.DECISION_HEADERS, (6, 70, 24, 40, 16), rows)

    def write_narratives(self) -> None:
        """Write what units said in their own words."""
        sheet = self.sheets[texts.tables.SHEET_NARRATIVES]
        self.title(sheet, texts.tables.NARRATIVES_TITLE)
        rows = [
            plain(
                one.subject,
                one.unit.name,
                one.text,
                texts.tables.PLACE.format(file=one.file, sheet=one.sheet, cell=one.cell),
            )
            for one in self.summary.narratives
        ]
        self.list(sheet, texts.tables.NARRATIVE_HEADERS, (32, 24, 70, 28), rows)

    def cover_standings(self, sheet: Any, row: int) -> int:
        """Write how many units stand how, and which."""
        self.say(sheet, row, 0, texts.tables.PUNCTUALITY, {"bold": True})
        self.header(sheet, row + 1, texts.tables.PUNCTUALITY_HEADERS)
        row += 2
        for kind in StandingKind:
            of_kind = self.summary.of_kind(kind)
            look = KIND_LOOKS[kind] if of_kind else {}
            self.say(sheet, row, 0, texts.sentences.STANDING[kind.value], BOX, look)
            sheet.write_number(row, 1, len(of_kind), self.style(BOX, COUNT))
            names = ", ".join(s.unit.short_name for s in of_kind)
            self.say(sheet, row, 2, names, BOX, {"text_wrap": True})
            self.height(sheet, row, (names, 60))
            row += 1
        return row

    def cover_contents(self, sheet: Any, row: int) -> None:
        """Write what each sheet holds, with a link to it."""
        self.say(sheet, row, 0, texts.tables.CONTENTS, {"bold": True})
        for index, (name, said) in enumerate(self.says.items(), start=row + 1):
            sheet.write_url(
                index, 0, f"internal:{quote_sheetname(name)}!A1", self.style(BOX, LINK), name
            )
            self.across(sheet, index, 1, 2, said, BOX)

    def chart(self, kind: dict[str, str], title: str) -> Any:
        """Add a chart in our font."""
        chart = self.book.add_chart(kind)
        font = {"name": FONT, "size": 10}
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13}, "overlay": False})
        chart.set_x_axis({"num_font": font})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_size({"width": 620, "height": 340})
        return chart

    def cover(self, figures: Callable[[Any, int], int]) -> None:
        """Write the cover; `figures` writes the key figures from a row on and returns the next."""
        summary, sheet = self.summary, self.sheets[texts.tables.SHEET_COVER]
        self.widths(sheet, (30, 18, 60))
        wrap = {"text_wrap": True, "align": "center"}
        words = texts.numbers.period_words(summary.period).upper()
        self.across(sheet, 0, 0, 2, summary.office.name, {"bold": True, "align": "center"})
        self.across(
            sheet, 1, 0, 2, texts.tables.TITLE.format(period=words), TITLE | {"align": "center"}
        )
        self.across(sheet, 2, 0, 2, self.report.subject, wrap)
        sheet.set_row(2, 32)
        absent = [s.unit.name for s in summary.standings if not s.reported]
        counts = {
            "sent": len(summary.standings) - len(absent),
            "owed": len(summary.standings),
        }
        verdict = texts.tables.INCOMPLETE if absent else texts.tables.COMPLETE
        strong = {"bold": True, "font_size": 14, "align": "center"} | BOX
        self.across(sheet, 4, 0, 2, verdict.format(**counts), strong | (BAD if absent else GOOD))
        sheet.set_row(4, 26)
        if absent:
            missing = texts.tables.STILL_MISSING.format(units=", ".join(absent))
            self.across(sheet, 5, 0, 2, missing, wrap)
            sheet.set_row(5, 32)
        row = 7
        for label, said in (
            (texts.tables.WINDOW, texts.numbers.window_words(*summary.window)),
            (
                texts.tables.DEADLINE,
                texts.tables.BEFORE.format(deadline=texts.numbers.due_words(summary.deadline)),
            ),
            (
                texts.tables.MADE,
                texts.numbers.instant(summary.now.astimezone(summary.office.schedule.zone)),
            ),
        ):
            self.say(sheet, row, 0, label, BOX, {"bold": True})
            self.across(sheet, row, 1, 2, said, BOX)
            row += 1
        row = figures(sheet, row + 1)
        row = self.cover_standings(sheet, row + 1)
        self.cover_contents(sheet, row + 1)
        sheet.print_area(0, 0, row + 12, 2)
        sheet.activate()


def plain(*words: str | int) -> list[tuple[str | int, Look]]:
    """Return cells without a look of their own."""
    return [(word, {}) for word in words]
