"""A submission on its way back to its unit: what was typed, and what is wrong at which answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.finding import Finding, Severity
from pipeline.domain.submission import Submission

_STRUCTURE = "H"  # first letter of the codes of what is wrong with a form's sheets and rows
_NO_IDENTITY = "SF"  # first letters of the codes after which a file cannot be filled in anew

_COMMENT = "C31"  # what the unit wrote in one goes back to it
_NO_ACTIVITY_ANSWER = "C12"

CHOSEN, SAID = "choice", "text"  # of a section; a field has the second alone
Place = tuple[str, str]  # a row's code with a column's id, or a section's or field's id with these


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a unit's new form holds of its old one."""

    typed: Mapping[Place, int | str]
    none_declared: bool  # "không phát sinh" for the whole table
    # The tables of which was left open whether anything arose.
    unanswered: frozenset[str] = frozenset()
    notes: Mapping[Place, tuple[Finding, ...]]  # what is wrong at an answer
    elsewhere: tuple[Finding, ...]  # what is wrong at no answer of the form
    comments: Mapping[Place, str]  # what the unit wrote beside an answer
    stood: Mapping[Place, tuple[str, str]]  # sheet and cell of each answer in the file that came
    # Whether that file has all its rows and columns where they belong: then it goes back itself.
    stands: bool

    @property
    def findings(self) -> tuple[tuple[Place | None, Finding], ...]:
        """Everything to be mended, each with the answer it is about."""
        placed = [(place, one) for place, found in self.notes.items() for one in found]
        return (*placed, *((None, one) for one in self.elsewhere))


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A sheet of a workbook that goes back as it came: what whoever marks it would lose."""

    shown: Mapping[str, tuple[str, str]]  # by cell, what its formula shows: kind of value and text
    comments: Mapping[str, str]  # by cell, what the unit wrote there
    growing: frozenset[int]  # numbers of rows whose height follows what stands in them
    xml: bytes  # the whole sheet, where it holds what only newer programs know


@dataclass(frozen=True, slots=True)
class AsSent:
    """A workbook that goes back as it came."""

    content: bytes
    sheets: Mapping[str, SentSheet]  # by name


def sent_back(submission: Submission) -> Returned | None:
    """Return what goes back to the unit; None when nothing is wrong, or nothing can be told."""
    asked = [f for f in submission.findings if f.severity is not Severity.NOTE]
    unknown = any(f.severity is Severity.ERROR and f.code[0] in _NO_IDENTITY for f in asked)
    if unknown or not asked or not submission.rows:
        return None
    places = _places(submission)
    notes: dict[Place, tuple[Finding, ...]] = {}
    elsewhere: list[Finding] = []
    comments: dict[Place, str] = {}
    for finding in (*asked, *(f for f in submission.findings if f.code == _COMMENT)):
        place = places.get((finding.where.sheet or "", finding.where.cell or ""))
        if place and finding.code == _COMMENT:
            comments[place] = str(finding.details["value"])
        elif place is None:
            elsewhere.append(finding)
        else:
            notes[place] = (*notes.get(place, ()), finding)
    return Returned(
        typed=_typed(submission),
        none_declared=submission.none_declared,
        unanswered=_unanswered(submission),
        notes=notes,
        elsewhere=tuple(elsewhere),
        comments=comments,
        stood={place: at for at, place in places.items()},
        stands=not any(
            f.code.startswith(_STRUCTURE) and f.severity is Severity.ERROR for f in asked
        ),
    )


def _unanswered(submission: Submission) -> frozenset[str]:
    asked = {f.where.sheet for f in submission.findings if f.code == _NO_ACTIVITY_ANSWER}
    return frozenset(table for table, sheet in submission.sheets.items() if sheet in asked)


def _places(submission: Submission) -> dict[tuple[str, str], Place]:
    """Return which answer stands in which cell of the file that came."""
    found: dict[tuple[str, str], Place] = {}
    for row in submission.rows:
        for column, entry in row.entries.items():
            found[submission.sheets[row.table], entry.cell] = (row.key, column)
    for sheet in {f.where.sheet or "" for f in submission.findings} - {*submission.sheets.values()}:
        for id, answer in submission.answers.items():
            found[sheet, answer.cell] = (id, SAID)
            found[sheet, answer.choice_cell] = (id, CHOSEN)
        for id, entry in submission.fields.items():
            found[sheet, entry.cell] = (id, SAID)
    return found


def _typed(submission: Submission) -> dict[Place, int | str]:
    """Return what was typed; where it could not be understood, as it stood there."""
    typed: dict[Place, int | str] = {}
    for row in submission.rows:
        for column, entry in row.entries.items():
            if not (row.declared_none and isinstance(entry.value, int)):  # left blank
                typed[row.key, column] = entry.value if entry.value is not None else entry.raw
    for id, answer in submission.answers.items():
        typed |= {(id, CHOSEN): answer.choice, (id, SAID): answer.text}
    for id, entry in submission.fields.items():
        if entry.value is not None:
            typed[id, SAID] = entry.value
    return {place: value for place, value in typed.items() if value != ""}
