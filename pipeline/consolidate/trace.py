"""From a number down to what it is made of: other figures, shorter periods, the units' cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeline import texts
from pipeline.consolidate.called import name_of, words_of
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.phoned import Cells, told_cells
from pipeline.domain.decision import DecisionKind, Decisions
from pipeline.domain.figure import Evidence, Figure, FigureId, Figures
from pipeline.domain.finding import Where
from pipeline.domain.numeral import Made, Share, Sum, Units
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.trace import Part, Place, Printed, Trace


@dataclass
class Walk:
    """The way from figures to cells; what was walked once is remembered."""

    facts: Facts
    decisions: Decisions
    figures_of: Callable[[Period], Figures]  # what a period's report states
    _figures: dict[Period, Figures] = field(default_factory=dict)
    _parts: dict[FigureId, Part] = field(default_factory=dict)
    _told: Cells = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up which cells were told otherwise by telephone."""
        self._told = told_cells(self.facts)

    def whole(self, made: Made) -> Part:
        """Return all that a number is made of."""
        match made:
            case Sum(((id, 1),)):
                return self.figure(id)
            case Sum(terms):
                parts = tuple(replace(self.figure(id), sign=sign) for id, sign in terms)
                return _sum(texts.trace.SUM_OF.format(count=len(parts)), name_of(made), parts)
            case Units(id, owed):
                return self._units(made, id, owed=owed)
            case Share(part, whole):
                sides = self.whole(part), self.whole(whole)
                words = texts.trace.SHARE_OF.format(part=sides[0].words, whole=sides[1].words)
                return Part(
                    words=words,
                    name=name_of(made),
                    value=_divided(sides[0].value, sides[1].value),
                    shares=True,
                    parts=sides,
                )

    def figure(self, id: FigureId) -> Part:
        """Return a figure with its parts."""
        if id not in self._parts:
            self._parts[id] = self._walked(id)
        return self._parts[id]

    def known(self, id: FigureId) -> Figure | None:
        """Return a figure as its own period's report states it."""
        if id.period not in self._figures:
            self._figures[id.period] = self.figures_of(id.period)
        return self._figures[id.period].get(id)

    def _walked(self, id: FigureId) -> Part:
        figure, history = self.known(id), self.facts.history
        asked = (*history.form_of(id.period).tables, *history.forms[PeriodKind.WEEK].tables)
        part = Part(
            words=words_of(id, history.register.as_of(id.period), asked),
            value=figure.value if figure else None,
            figure=id,
            name=name_of(id),
            period=id.period,
        )
        if figure is None:
            return replace(part, notes=(texts.trace.NO_LONGER,))
        if figure.evidence:
            things = (self._counted(one, id.period) for one in figure.evidence)
            return replace(part, parts=tuple(things))
        if figure.made_of:
            parts = tuple(map(self.figure, figure.made_of))
            return replace(part, parts=parts, notes=tuple(self._missing(figure)))
        return self._answered(part, id, figure)

    def _answered(self, part: Part, id: FigureId, figure: Figure) -> Part:
        """Return a unit's own answer with its cell, and on whose word it is carried."""
        found = self.facts.answer(id)
        if found is None:
            return replace(part, notes=tuple(self._missing(figure)))
        unit, where, sha256 = found
        standing = self.facts.history.standings[id.period, unit]
        return replace(
            part,
            unit=unit,
            where=where,
            sha256=sha256,
            notes=(
                *self._carried(id.period, unit, standing.carried),
                *self._by_telephone(sha256, where),
                *self._by_mark(id, unit, where),
            ),
        )

    def _carried(self, period: Period, unit: str, carried: Period | None) -> Iterator[str]:
        decided = self.decisions.find(DecisionKind.CARRIED, period, unit)
        if carried and decided:
            office = self.facts.history.register.as_of(period)
            said = texts.sentences.decision_words(decided, office)
            yield texts.trace.CARRIED.format(period=carried, said=said)

    def _by_telephone(self, sha256: str, where: Where | None) -> Iterator[str]:
        """Say who told what instead of what the file says at a cell."""
        told = self._told.get((sha256, where.sheet, where.cell)) if where else None
        if told and told.period:
            office = self.facts.history.register.as_of(told.period)
            yield texts.trace.BY_TELEPHONE.format(said=texts.sentences.decision_words(told, office))

    def _by_mark(self, id: FigureId, unit: str, where: Where) -> Iterator[str]:
        """Say of a cell left blank which mark of its row stands for its 0, and how it is typed."""
        report = self.facts.history.standings[id.period, unit].in_force
        row = report.row(id.item) if report else None
        table = self.facts.history.form_of(id.period).table_of(row.table) if row else None
        mark = table.none_column if table else None
        said = row.entries.get(mark.id) if row and mark else None
        if row and mark and said and said.value:
            marked = said.raw or said.value
            if any(e.cell == where.cell and e.raw == marked for e in row.entries.values()):
                words = {"cell": said.cell, "title": mark.label, "raw": marked}
                yield texts.trace.MARKED.format(**words)

    def _counted(self, one: Evidence, period: Period) -> Part:
        return Part(
            words=one.about,
            value=one.count,
            period=period,
            unit=one.unit,
            where=one.where,
            sha256=one.sha256,
            notes=tuple(self._by_telephone(one.sha256, one.where)),
        )

    def _missing(self, figure: Figure) -> Iterator[str]:
        """Say whose part of a figure is not there."""
        office = self.facts.history.register.as_of(figure.id.period)
        absent = [code for code in figure.expected if code not in figure.present]
        if absent:
            named = ((code, office.unit(code)) for code in dict.fromkeys(absent))
            units = ", ".join(unit.name if unit else code for code, unit in named)
            yield texts.trace.MISSING.format(units=units)

    def _units(self, made: Units, id: FigureId, *, owed: bool) -> Part:
        """Return the units counted in a figure, or that owe a part of it, each with its report."""
        figure, whole = self.known(id), self.figure(id)
        codes = () if figure is None else figure.expected if owed else figure.present
        office = self.facts.history.register.as_of(id.period)
        said = texts.trace.UNITS_OWED if owed else texts.trace.UNITS_COUNTED
        theirs = {leaf.unit: leaf for _, leaf in whole.leaves if leaf.unit and leaf.where}
        parts = []
        for code in codes:
            unit, leaf = office.unit(code), theirs.get(code)
            parts.append(
                Part(
                    words=unit.name if unit else code,
                    value=1,
                    unit=code,
                    period=leaf.period if leaf else id.period,
                    where=leaf.where if leaf else None,
                    sha256=leaf.sha256 if leaf else "",
                )
            )
        return Part(
            words=said.format(figure=whole.words),
            name=name_of(made),
            value=len(codes),
            parts=tuple(parts),
        )


def traces(printed: Iterable[Printed], walk: Walk) -> tuple[Trace, ...]:
    """Trace numbers, each once with all places where it is printed."""
    together: dict[tuple[Made, str], list[Place]] = {}
    for one in printed:
        together.setdefault((one.made, one.text), []).append(one.place)
    return tuple(
        Trace(text=text, whole=walk.whole(made), places=tuple(places))
        for (made, text), places in together.items()
    )


def _sum(words: str, name: str, parts: Sequence[Part]) -> Part:
    known = [part.value for part in parts]
    value = None if None in known else sum(part.sign * (part.value or 0) for part in parts)
    return Part(words=words, name=name, value=value, parts=tuple(parts))


def _divided(part: int | Fraction | None, whole: int | Fraction | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part) / whole
