"""The grids every workbook has: who sent, what was wrong, what changed, who decided, who said."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import texts
from pipeline.consolidate.counts import versions_of
from pipeline.consolidate.grids.cells import cells, columns, named_in_a_cell, widths
from pipeline.domain.figure import STANDINGS, FigureId
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.grid import Cell, Grid, GridColumn, GridRow, Medium, Number, Place, Tone, Words
from pipeline.domain.numeral import Sum
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Stated, Summary

_STANDINGS: Mapping[StandingKind, Tone] = {
    StandingKind.ON_TIME: Tone.GOOD,
    StandingKind.LATE: Tone.DOUBT,
    StandingKind.UNDECIDED: Tone.DOUBT,
    StandingKind.MISSING: Tone.BAD,
    StandingKind.INVALID: Tone.BAD,
}
_SEVERITIES: Mapping[Severity, Tone] = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.DOUBT,
    Severity.NOTE: Tone.PLAIN,
}


def shared_grids(summary: Summary) -> dict[str, Grid]:
    """Return the grids every workbook has, by id."""
    grids = (
        cover_standings_grid(summary),
        narratives_grid(summary),
        standings_grid(summary),
        findings_grid(summary),
        versions_grid(summary),
        decisions_grid(summary),
    )
    return {grid.id: grid for grid in grids}


def cover_standings_grid(summary: Summary) -> Grid:
    """Count the units by how they stand, with their names."""
    rows = []
    for kind in StandingKind:
        units = [standing.unit.short_name for standing in summary.of_kind(kind)]
        said = Words(texts.sentences.STANDING[kind.value], _tone(kind) if units else Tone.PLAIN)
        count = Number(len(units), figure=FigureId(summary.period, STANDINGS, "", kind.value))
        rows.append(cells(standing=said, count=count, units=named_in_a_cell(units)))
    return _list(
        "cover_standings",
        texts.tables.PUNCTUALITY,
        columns(
            texts.headers.COVER_STANDINGS,
            book=widths(standing=30, count=18, units=60),
            words=("units",),
        ),
        rows,
    )


def _tone(kind: StandingKind) -> Tone:
    return _STANDINGS[kind]


def standing_cell(summary: Summary, standing: Standing) -> Words:
    """Say how a unit stands."""
    due = summary.now >= summary.deadline
    return Words(texts.sentences.standing_words(standing, due=due), _tone(standing.kind))


def standings_grid(summary: Summary) -> Grid:
    """List who sent in time, late or not at all, with the evidence."""
    said = texts.tables.BEFORE.format(deadline=texts.numbers.due_words(summary.deadline))
    return _list(
        "standings",
        texts.tables.STANDINGS_TITLE,
        columns(
            texts.headers.STANDINGS,
            book=widths(unit=28, standing=17, earliest=13, latest=13, decided=26, file=30)
            | widths(versions=8, filled_by=16, signed_by=16, contact=16, official_code=10)
            | (widths(signed_copy=24) if _wants_copies(summary) else {}),
        ),
        [_standing(summary, standing) for standing in summary.standings],
        before=f"{texts.tables.DEADLINE}: {said}",
    )


def _standing(summary: Summary, standing: Standing) -> dict[str, Cell]:
    kept, zone = standing.in_force, summary.office.schedule.zone
    earliest, latest = (
        texts.numbers.moment(at.astimezone(zone)) if at else ""
        for at in (standing.earliest, standing.latest)
    )
    filled_by, signed_by, signed_as = (
        str(kept.fields[name].value or "") if kept and name in kept.fields else ""
        for name in ("filled_by", "signed_by", "signed_as")
    )
    return cells(
        unit=standing.unit.name,
        standing=standing_cell(summary, standing),
        earliest=earliest,
        latest=latest,
        decided=" ".join(filter(None, (standing.decided_by, standing.excused))),
        file=kept.file if kept else "",
        versions=Number(len(standing.versions), figure=versions_of(standing, summary.period)),
        filled_by=filled_by,
        signed_by=texts.form.signed_words(signed_by, signed_as),
        signed_copy=_signed_copy(summary, standing) if _wants_copies(summary) else None,
        contact=", ".join(filter(None, (standing.unit.head_title, standing.unit.contact))),
        official_code=standing.unit.official_code,
    )


def _wants_copies(summary: Summary) -> bool:
    return summary.period.kind in summary.office.signed_copies


def _signed_copy(summary: Summary, standing: Standing) -> Cell:
    """Say which file is the signed copy of a unit's report, or that it is still to come."""
    if file := summary.signed.get(standing.unit.code):
        return Place(Where(file), file)
    still = standing.unit in summary.unsigned
    return Words(texts.tables.NO_SIGNED_COPY, Tone.DOUBT) if still else Words("")


def findings_grid(summary: Summary) -> Grid:
    """List everything wrong or doubtful, each with its place."""
    return _list(
        "findings",
        texts.tables.FINDINGS_TITLE,
        columns(
            texts.headers.FINDINGS,
            book=widths(unit=22, severity=9, code=6, file=28, sheet=10, cell=7)
            | widths(message=44, action=40),
        ),
        [_finding(summary, finding) for finding in texts.findings.once(summary.findings)],
    )


def _finding(summary: Summary, finding: Finding) -> dict[str, Cell]:
    unit = summary.office.unit(finding.unit) if finding.unit else None
    severity = texts.screen.SEVERITY[finding.severity.value].rstrip(":")
    where, said = finding.where, texts.findings.said(finding)
    # It leads to its cell; one about a whole file leads to the file.
    return cells(
        unit=unit.name if unit else texts.screen.UNKNOWN_UNIT,
        severity=Words(severity, _SEVERITIES[finding.severity]),
        code=finding.code,
        file=where.file if where.cell else Place(where, where.file),
        sheet=where.sheet or "",
        cell=Place(where, finding.place) if where.cell else "",
        message=texts.numbers.sentence(said.message),
        action=said.action,
    )


def versions_grid(summary: Summary) -> Grid:
    """List what changed from one version of a unit's report to the next."""
    return _list(
        "versions",
        texts.tables.VERSIONS_TITLE,
        columns(
            texts.headers.VERSIONS,
            book=widths(unit=24, before=28, after=28, subject=34, column=16, cell=7)
            | widths(old=24, new=24),
        ),
        [
            cells(
                unit=one.unit.name,
                before=one.before,
                after=one.after,
                subject=one.subject,
                column=one.column,
                cell=one.cell,
                old="" if one.old is None else one.old,
                new="" if one.new is None else one.new,
            )
            for one in summary.changes
        ],
    )


def decisions_grid(summary: Summary) -> Grid:
    """List what named people decided."""
    zone = summary.office.schedule.zone
    return _list(
        "decisions",
        texts.tables.DECISIONS_TITLE,
        columns(
            texts.headers.DECISIONS,
            book=widths(number=6, what=70, by=24, why=40, decided_at=16),
        ),
        [
            cells(
                number=one.number,
                what=texts.sentences.decision_words(one, summary.office),
                by=one.by,
                why=one.why,
                decided_at=texts.numbers.moment(one.decided_at.astimezone(zone)),
            )
            for one in summary.decisions
        ],
    )


def narratives_grid(summary: Summary) -> Grid:
    """List what units said in their own words."""
    return _list(
        "narratives",
        texts.tables.NARRATIVES_TITLE,
        columns(
            texts.headers.NARRATIVES,
            book=widths(subject=32, unit=24, said=70, source=28),
        ),
        [
            cells(subject=one.subject, unit=one.unit.name, said=one.text, source=_source(one))
            for one in summary.narratives
        ],
    )


def reasons_grid(summary: Summary) -> Grid:
    """List why files are overdue, rejected or sent back, in the units' own words."""
    return _list(
        "reasons",
        texts.tables.REASONS_TITLE,
        columns(
            texts.headers.REASONS,
            book=widths(about=20, unit=22, subject=32, count=7, said=46, source=28),
        ),
        [
            cells(
                about=summary.table.column(one.about).label,
                unit=one.unit.name,
                subject=one.subject,
                count=Number(one.count, made=Sum.of(*one.explained)),
                said=one.text,
                source=_source(one),
            )
            for one in summary.reasons
        ],
    )


def _source(one: Stated) -> str:
    return texts.tables.PLACE.format(file=one.file, sheet=one.sheet, cell=one.cell)


def _list(
    id: str,
    title: str,
    columns: tuple[GridColumn, ...],
    rows: list[dict[str, Cell]],
    before: str = "",
) -> Grid:
    return Grid(
        id=id,
        title=title,
        columns=columns,
        rows=tuple(GridRow(cells=row) for row in rows),
        before=(Words(before),) if before else (),
        empty=texts.tables.NONE,
        media=frozenset({Medium.BOOK}),
    )
