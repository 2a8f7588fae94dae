"""What differs, cell by cell, between one version of a unit's report and the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.domain.form import Form
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Entry, Submission
from pipeline.domain.summary import CellChange


def cell_changes(
    form: Form, standings: Sequence[Standing], names: Mapping[str, str]
) -> Iterator[CellChange]:
    """Yield each difference between consecutive readable versions; `names` by row key."""
    for standing in standings:
        readable = [version for version in standing.versions if version.rows]
        for before, after in pairwise(readable):
            for subject, column, old, new in _differences(form, before, after, names):
                yield CellChange(
                    unit=standing.unit,
                    before=before.file,
                    after=after.file,
                    subject=subject,
                    column=column,
                    cell=new.cell if new else "",
                    old=old.value if old else None,
                    new=new.value if new else None,
                )


def _differences(
    form: Form, before: Submission, after: Submission, names: Mapping[str, str]
) -> Iterator[tuple[str, str, Entry | None, Entry | None]]:
    old_rows = {row.key: row for row in before.rows}
    for row in after.rows:
        old_row = old_rows.get(row.key)
        for column in form.table_of(row.table).columns:
            old = old_row.entries.get(column.id) if old_row else None
            new = row.entries.get(column.id)
            if not column.hidden and _value(old) != _value(new):
                yield names.get(row.key, row.key), column.label, old, new
    for section in form.sections:
        said = [s.answers[section.id] for s in (before, after) if section.id in s.answers]
        if len(said) == 2 and said[0].text != said[1].text:
            old, new = (Entry(answer.text, answer.cell) for answer in said)
            yield section.title, section.number, old, new


def _value(entry: Entry | None) -> object:
    return entry.value if entry else None
