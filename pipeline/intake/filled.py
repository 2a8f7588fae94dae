"""What a form was filled with and by which rules, packed; of most reports nobody ever looks.

A run looks at the answers of the reports it rests on; of all others it needs whose they are.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from sys import intern
from typing import Any, TypeVar, overload
from zlib import compress, decompress

from pipeline.domain.finding import Severity
from pipeline.domain.submission import Answer, Entry, Row, Submission

T = TypeVar("T")


def packed(submission: Submission) -> str:
    """Pack the rows, answers, fields and rules of a submission; its many entries are lists."""
    said = [
        [[row.table, row.key, _listed(row.entries), row.declared_none] for row in submission.rows],
        {id: asdict(answer) for id, answer in submission.answers.items()},
        _listed(submission.fields),
        dict(submission.rules),
    ]
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return b64encode(compress(written.encode())).decode()


def unpacked(
    text: str,
) -> tuple[Sequence[Row], Mapping[str, Answer], Mapping[str, Entry], Mapping[str, Severity]]:
    """Return what was packed; nothing is unpacked before somebody looks at one of the four."""
    box = _Box(text)
    return _Rows(box), _Answers(box), _Fields(box), _Rules(box)


def _listed(entries: Mapping[str, Entry]) -> dict[str, list[Any]]:
    return {id: [entry.value, entry.cell, entry.raw] for id, entry in entries.items()}


def _entries(listed: Mapping[str, Sequence[Any]]) -> dict[str, Entry]:
    """Return entries; the words that all reports have in common are kept once."""
    return {
        intern(id): Entry(value, intern(cell), raw and intern(raw))
        for id, (value, cell, raw) in listed.items()
    }


class _Box:
    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _taken_out(
        self,
    ) -> tuple[tuple[Row, ...], dict[str, Answer], dict[str, Entry], dict[str, Severity]]:
        rows, answers, fields, rules = json.loads(decompress(b64decode(self._text)))
        self._text = ""  # taken out once, and for good
        return (
            tuple(
                Row(intern(table), key, _entries(entries), none)
                for table, key, entries, none in rows
            ),
            {id: Answer(**answer) for id, answer in answers.items()},
            _entries(fields),
            {intern(id): Severity(graded) for id, graded in rules.items()},
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._taken_out[0]

    @property
    def answers(self) -> dict[str, Answer]:
        return self._taken_out[1]

    @property
    def fields(self) -> dict[str, Entry]:
        return self._taken_out[2]

    @property
    def rules(self) -> dict[str, Severity]:
        return self._taken_out[3]


class _Rows(Sequence[Row]):
    """Rows, once somebody looks."""

    def __init__(self, box: _Box) -> None:
        self._box = box

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        return self._box.rows[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._box.rows)

    def __len__(self) -> int:
        return len(self._box.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | _Rows) and self._box.rows == tuple(other)

    def __repr__(self) -> str:
        return repr(self._box.rows)


class _Named(Mapping[str, T]):
    """What stands under names, once somebody looks."""

    def __init__(self, box: _Box) -> None:
        self._box = box

    @property
    def _said(self) -> Mapping[str, T]:
        raise NotImplementedError

    def __getitem__(self, name: str) -> T:
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def __repr__(self) -> str:
        return repr(self._said)


class _Answers(_Named[Answer]):
    @property
    def _said(self) -> Mapping[str, Answer]:
        return self._box.answers


class _Fields(_Named[Entry]):
    @property
    def _said(self) -> Mapping[str, Entry]:
        return self._box.fields


class _Rules(_Named[Severity]):
    @property
    def _said(self) -> Mapping[str, Severity]:
        return self._box.rules
