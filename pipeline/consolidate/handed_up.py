"""What an office types into its form of the level above: its sums, and whose part is not there.

A row of that form is ours by its code, or several of ours by what `[hand_up]` says. A sum over the
units that reported is told with the others' names; what nobody told stays blank. What the form
has carried forward stays where it agrees; else ours is typed where the form takes corrections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import texts
from pipeline.domain.figure import APPENDIX, INDICATORS, Figure, FigureId
from pipeline.domain.form import Column, ColumnType, Form, Rows, Table, Time
from pipeline.domain.handed_up import Blank, BlankTable, Filled, Handed, HandUp, Place
from pipeline.domain.office import Office, Signer
from pipeline.domain.rules.counts import Reason
from pipeline.domain.rules.past import CarriedForward
from pipeline.domain.summary import Stated, Summary
from pipeline.domain.sums import added
from pipeline.domain.words import SIGNED_AS, SIGNED_BY, SIGNER_TITLE, sign_mark

FILLED_BY, PHONE = "filled_by", "filled_by_phone"  # fields of a form
_FOR_ALL = "TM."  # begins the words of who signs for a body: its head does
_NAMED = 10  # units, of those that are missing
_LONGEST, _LONGEST_SECTION = 2_000, 10_000  # characters a form takes
_STATED = {Rows.SERVICES: APPENDIX, Rows.FLOWS: INDICATORS, Rows.STOCKS: INDICATORS}


def fill(blank: Blank, form: Form, summary: Summary, declared: HandUp, signer: Signer) -> Filled:
    """Return what is typed into a form of the level above.

    Args:
        blank: The form, as it lies there.
        form: Our own declaration of it, of the same version.
        summary: Our period.
        declared: Who we are there.
        signer: Who signs for the office.
    """
    filling = _Filling(blank, form, summary, declared)
    for there in blank.tables:
        filling.table(there, form.table_of(there.id))
    filling.sections()
    filling.fields(signer)
    return Filled(
        numbers=tuple(filling.numbers),
        typed=filling.typed,
        shown=filling.shown,
        left=tuple(filling.left),
    )


@dataclass
class _Filling:
    blank: Blank
    form: Form
    summary: Summary
    declared: HandUp
    numbers: list[Handed] = field(default_factory=list)
    typed: dict[Place, int | str] = field(default_factory=dict)
    shown: dict[Place, int] = field(default_factory=dict)
    left: list[tuple[Place, str]] = field(default_factory=list)

    def table(self, there: BlankTable, table: Table) -> None:
        """Fill a table; its tasks are answered by a person."""
        arose = False
        for code in there.rows:
            if table.rows in _STATED:
                arose |= _Row(self, there, table, code).fill()
            elif asked := [c for c in table.columns if c.required and c.id in there.asked]:
                cell = there.cells[code, asked[0].id]
                self.left.append(((there.sheet, cell), texts.handed_up.BY_HAND))
        if there.activity and there.rows:
            said = self.form.some_answer if arose else self.form.none_answer
            self.typed[there.sheet, there.activity] = said

    def sections(self) -> None:
        """Say what the units said, each section in their own words."""
        for id, (choice, text) in self.blank.answers.items():
            ours = self.declared.sections.get(id, (id,))
            said = _joined(one for one in self.summary.narratives if one.about in ours)
            sheet = self.blank.narrative
            if said:
                self.typed[sheet, choice] = self.form.some_answer
                self.typed[sheet, text] = _within(said, _LONGEST_SECTION)
            else:
                self.typed[sheet, choice] = self.form.none_answer

    def fields(self, signer: Signer) -> None:
        """Say who filled it in and who signs; what nobody declared is left as it was sent."""
        ways = next((one.choices for one in self.form.fields if one.id == SIGNED_AS), ())
        known = {
            FILLED_BY: self.declared.filled_by,
            PHONE: self.declared.phone,
            SIGNED_BY: signer.name,
        }
        if signer.name or SIGNED_BY not in self.blank.started:
            known |= {SIGNED_AS: _way(signer, ways), SIGNER_TITLE: _title(signer)}
        for asked in self.form.fields:
            if asked.id not in self.blank.fields:
                continue
            place = (self.blank.narrative, self.blank.fields[asked.id])
            if said := known.get(asked.id):
                self.typed[place] = said
            elif asked.required and not self.blank.started.get(asked.id):
                self.left.append((place, _why_blank(asked.id)))


def _why_blank(field: str) -> str:
    key: str = texts.handed_up.DECLARED_AS.get(field, "")
    said: str = texts.handed_up.NOT_DECLARED if key else texts.handed_up.BY_HAND
    return said.format(key=key)


@dataclass
class _Row:
    """One row of a table of the form above."""

    filling: _Filling
    there: BlankTable
    of: Table
    code: str
    values: dict[str, int | None] = field(default_factory=dict)  # by column
    notes: list[str] = field(default_factory=list)  # what its explanation says

    def fill(self) -> bool:
        """Fill the row; tell whether anything arose, or is not known."""
        for column in self._asked():
            self._count(column)
        for column in self.of.columns:
            if column.parts:
                self._total(column)
        self._reasons()
        self._explain()
        moved = [c for c in self._asked() if c.time in (Time.FLOW, Time.OPENING)]
        return any(self.values.get(column.id) != 0 for column in moved)

    @property
    def _ours(self) -> Sequence[str]:
        return self.filling.declared.rows.get(self.code, (self.code,))

    def _asked(self) -> Sequence[Column]:
        return [
            column
            for column in self.of.columns
            if column.type is ColumnType.COUNT
            and column.typed
            and column.required
            and column.id in self.there.asked
            and (self.code, column.id) in self.there.cells
            and (not column.of_whole or self.code in self.filling.blank.wholes)
        ]

    def _place(self, column: str) -> Place | None:
        cell = self.there.cells.get((self.code, column))
        return (self.there.sheet, cell) if cell else None

    def _figures(self, column: Column) -> list[Figure | None]:
        summary, table = self.filling.summary, _STATED[self.of.rows]
        ids = (FigureId(summary.period, table, code, column.id) for code in self._ours)
        return [summary.figures.get(id) for id in ids]

    def _count(self, column: Column) -> None:
        figures, place = self._figures(column), self._place(column.id)
        value = added(one.value if one else None for one in figures)
        known = tuple(one for one in figures if one)
        assert place
        self.values[column.id] = value
        why = "" if value is not None else self._why_blank(figures)
        if place in self.filling.blank.formulas:
            place, why = self._carried(column, place, value, why)
        elif value is None:
            self.filling.left.append((place, why))
        else:
            self.filling.typed[place] = value
        self.filling.numbers.append(
            Handed(
                place=place,
                row=self.filling.blank.names.get(self.code, self.code),
                column=column.name,
                value=value,
                of=known,
                why=why,
            )
        )

    def _carried(
        self, column: Column, place: Place, value: int | None, why: str
    ) -> tuple[Place, str]:
        """Hold ours against what the form carried forward; return where it stands, and why."""
        past = self.filling.blank.past.get((self.code, column.id))
        if value is None or past is None:
            if past is not None:
                self.values[column.id] = self.filling.shown[place] = past
            return place, f"{why}; {texts.handed_up.KEPT_AS_PRINTED}"
        self.filling.shown[place] = value
        corrected = self._place(column.corrected_by)
        if value == past or corrected is None:
            return place, ""
        said = {"column": column.label, "past": past, "value": value}
        note = texts.handed_up.OPENS_OTHERWISE.format(**said)
        self.filling.typed[corrected] = value
        self.notes.append(note)
        return corrected, note

    def _total(self, column: Column) -> None:
        place = self._place(column.id)
        self.values[column.id] = total = added(self.values.get(part) for part in column.parts)
        if place in self.filling.blank.formulas and place and total is not None:
            self.filling.shown[place] = total

    def _why_blank(self, figures: Sequence[Figure | None]) -> str:
        missing = self._missing(one for one in figures if one)
        said = texts.handed_up.IN_PART_UNKNOWN
        if missing:
            said = texts.handed_up.NOT_REPORTED.format(units=self._named(missing))
        return str(said if any(figures) else texts.handed_up.NOBODY_COUNTS)

    def _missing(self, figures: Iterable[Figure]) -> list[str]:
        found = (code for one in figures for code in one.expected if code not in one.present)
        return list(dict.fromkeys(found))

    def _named(self, codes: Sequence[str]) -> str:
        return named(codes, self.filling.summary.office)

    def _reasons(self) -> None:
        """Give the units' reasons where the form asks for some."""
        for rule in self.of.rules:
            if not isinstance(rule, Reason) or not any(map(self.values.get, rule.counts)):
                continue
            place = self._place(rule.explained_by)
            said = _joined(
                one
                for one in self.filling.summary.reasons
                if one.about == rule.explained_by
                and any(id.item in self._ours for id in one.explained)
            )
            if place and said:
                self.filling.typed[place] = _within(said, _LONGEST)
            elif place:
                self.filling.left.append((place, texts.handed_up.BY_HAND))

    def _explain(self) -> None:
        """Say whose part is missing, and what units explained, where the form takes it."""
        into = next((r.explained_by for r in self.of.rules if isinstance(r, CarriedForward)), "")
        place = self._place(into)
        if place is None:
            return
        figures = [one for column in self._asked() for one in self._figures(column) if one]
        expected = dict.fromkeys(code for one in figures for code in one.expected)
        stood_in = [code for code in self._carried_over() if code in expected]
        if missing := [code for code in self._missing(figures) if code not in stood_in]:
            present = len(expected) - len(missing)
            said = {"present": present, "expected": len(expected)}
            self.notes.append(texts.handed_up.LACKS.format(units=self._named(missing), **said))
        if stood_in:
            self.notes.append(texts.handed_up.STOOD_IN.format(units=self._named(stood_in)))
        self.notes += self._explained(into)
        if self.notes:
            words = texts.handed_up.SENTENCES.join(self.notes)
            self.filling.typed[place] = _within(words, _LONGEST)

    def _carried_over(self) -> list[str]:
        """Return the units whose earlier figures stand in for a report."""
        return [one.unit.code for one in self.filling.summary.standings if one.carried]

    def _explained(self, column: str) -> Iterator[str]:
        for standing in self.filling.summary.standings:
            report = standing.in_force if standing.reported else None
            rows = (report.row(code) for code in self._ours) if report else ()
            for row in rows:
                if row and (text := row.text(column)):
                    yield texts.handed_up.OF_UNIT.format(unit=standing.unit.name, text=text)


def named(codes: Sequence[str], office: Office) -> str:
    """Name units, the first of many."""
    found = ((code, office.unit(code)) for code in codes[:_NAMED])
    units = ", ".join(unit.name if unit else code for code, unit in found)
    more = len(codes) - _NAMED
    return texts.handed_up.AND_OTHERS.format(units=units, count=more) if more > 0 else units


def _joined(said: Iterable[Stated]) -> str:
    """Say what each unit said, a line each."""
    told: Mapping[tuple[str, str], Stated] = {(one.unit.code, one.text): one for one in said}
    return "\n".join(
        texts.handed_up.OF_UNIT.format(unit=one.unit.name, text=one.text) for one in told.values()
    )


def _within(text: str, most: int) -> str:
    """Return a text, or as many of its lines and words as a cell of the form takes."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return cut[: max(cut.rfind("\n"), cut.rfind(" "))].rstrip() + "…"


def _way(signer: Signer, ways: Sequence[str]) -> str:
    """Return how it is signed, as the form calls it."""
    mark = sign_mark(signer.authority[0]) if signer.authority else ""
    mark = "" if mark == _FOR_ALL else mark
    return next((way for way in ways if sign_mark(way) == mark), "")


def _title(signer: Signer) -> str:
    """Return the signer's title: the line below who he signs for, or the only one."""
    return (signer.position or " ".join(signer.authority[-1:])).capitalize()
