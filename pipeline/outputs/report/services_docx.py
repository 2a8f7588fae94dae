"""The Word report's appendix on public services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline import texts
from pipeline.domain.form import Column, ColumnType
from pipeline.domain.summary import Line, LineKind, LineState, Summary
from pipeline.outputs.columns import appendix_columns
from pipeline.outputs.report.docx_table import APPENDIX_WIDTH, bordered, tc, tr

_SIZE, _HEADER_SIZE = 10.0, 9.0  # as large as seventeen columns allow


def services_table(summary: Summary) -> tuple[tuple[str, Any], ...]:
    """Return the table of public services: sectors with their services, the total last."""
    columns = appendix_columns(summary.table)
    widths = _widths(columns)
    table = bordered(widths)
    for row in _header_rows(columns, widths):
        table.append(row)
    for line in summary.lines:
        table.append(_line_row(line, columns, widths))
    return (("", table),)


def services_notes(summary: Summary) -> Iterator[str]:
    """Yield what must be known to read the table."""
    if summary.total.carried:
        yield texts.document.CARRIED_NOTE
    if summary.total.partial:
        yield texts.document.PARTIAL_NOTE
    nobodys = [
        texts.document.UNREPORTED.format(number=line.number, name=line.label)
        for line in summary.nobodys
    ]
    if nobodys:
        yield texts.document.UNREPORTED_NOTE.format(services=", ".join(nobodys))


def _header_rows(columns: Sequence[Column], widths: Sequence[float]) -> list[Any]:
    """Return the groups, the labels and the column numbers; all three repeat on each page."""
    groups, labels, numbers = tr(header=True), tr(header=True), tr(header=True)
    for label, width in zip((texts.document.TT, texts.document.SERVICE), widths[:2], strict=True):
        groups.append(tc(label, width, merge="restart", bold=True, size=_HEADER_SIZE))
        labels.append(tc("", width, merge="continue"))
    index = 0
    while index < len(columns):
        group = columns[index].group
        end = index + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        span = widths[2 + index : 2 + end]
        if group:
            groups.append(tc(group, sum(span), span=end - index, bold=True, size=_HEADER_SIZE))
        else:
            groups.append(
                tc(columns[index].label, span[0], merge="restart", bold=True, size=_HEADER_SIZE)
            )
        for column, width in zip(columns[index:end], span, strict=True):
            labels.append(
                tc(column.label, width, bold=True, size=_HEADER_SIZE)
                if group
                else tc("", width, merge="continue")
            )
        index = end
    for number, width in enumerate(widths, start=1):
        numbers.append(tc(f"({number})", width, italic=True, size=_HEADER_SIZE))
    return [groups, labels, numbers]


def _line_row(line: Line, columns: Sequence[Column], widths: Sequence[float]) -> Any:
    row = tr()
    strong = line.kind is not LineKind.SERVICE
    label = line.label
    if line.kind is LineKind.TOTAL or (strong and line.expected):
        label = texts.document.COVERAGE.format(label=label, coverage=line.coverage)
    if line.carried or line.partial:
        label = texts.document.CARRIED.format(label=label)
    heads = line.kind is LineKind.SECTOR  # never the last row of a page
    row.append(tc(str(line.number or ""), widths[0], bold=strong, size=_SIZE, keep=heads))
    row.append(tc(label, widths[1], bold=strong, align="left", size=_SIZE, keep=heads))
    if line.state in (LineState.NOT_REPORTED, LineState.NO_REPORTER):
        said = texts.document.STATES[line.state.value]
        span = len(columns)
        row.append(tc(said, sum(widths[2:]), span=span, italic=True, size=_SIZE, keep=heads))
        return row
    for column, width in zip(columns, widths[2:], strict=True):
        row.append(tc(_shown(line, column), width, bold=strong, size=_SIZE, keep=heads))
    return row


def _shown(line: Line, column: Column) -> str:
    if column.type is ColumnType.RATE and column.ratio:
        top, bottom = (line.values.get(name) or 0 for name in column.ratio)
        return texts.numbers.percent(top, bottom)
    value = line.values[column.id]
    return texts.numbers.number(value) if value is not None else texts.tables.UNKNOWN_FIGURE


def _widths(columns: Sequence[Column]) -> list[float]:
    """Share out the width between the margins, in mm; a rate needs more room than a count."""
    number, name, rate = 9.0, 58.0, 14.5
    rates = sum(column.type is ColumnType.RATE for column in columns)
    count = (APPENDIX_WIDTH - number - name - rates * rate) / max(1, len(columns) - rates)
    figures = [rate if column.type is ColumnType.RATE else count for column in columns]
    return [number, name, *figures]
