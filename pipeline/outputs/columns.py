"""Which columns the consolidated appendix prints: the same in the workbook and in Word."""

from __future__ import annotations

from pipeline.domain.form import Column, ColumnType, Table


def appendix_columns(table: Table) -> tuple[Column, ...]:
    """Return counts and rates, without what is asked of the form alone."""
    return tuple(
        column
        for column in table.columns
        if column.type is not ColumnType.TEXT and not column.only_form and not column.hidden
    )
