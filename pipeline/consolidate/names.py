"""Every figure and list the wording may name, laid ready for its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from pipeline import texts
from pipeline.consolidate import catalogue
from pipeline.consolidate.counts import counted
from pipeline.consolidate.grids.appendices import appendix_names
from pipeline.consolidate.grounds import grounds_of
from pipeline.consolidate.plan_names import grouped, plan_names
from pipeline.domain.figure import (
    COMPARED,
    COMPARISON,
    CUMULATIVE,
    STANDINGS,
    FigureId,
)
from pipeline.domain.numeral import Counted, NotAFigure, Numeral, Piece, Sum, Units
from pipeline.domain.period import Period
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Comparison, Cumulative, Line, LineKind, LineState, Summary
from pipeline.texts.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Change:
    """A count against the one before it, ready for a sentence that depends on it."""

    now: Numeral
    before: Numeral

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.known and self.now == self.before

    @property
    def known(self) -> bool:
        """Whether both are known."""
        return self.now.known and self.before.known

    @property
    def words(self) -> Phrase:
        """What happened, with the number and, when it means something, the rate."""
        return self.by("")

    def by(self, measure: str) -> Phrase:
        """Say the same with what is counted: "giảm 301 hồ sơ (26,47%)"."""
        return texts.plan.change_words(self.now, self.before, measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """The cumulative sums, each knowing which figure it is."""

    since: date
    periods: tuple[Period, ...]
    values: Mapping[str, Numeral]
    reports: Numeral
    owed: Numeral
    complete: bool


def names_of(summary: Summary) -> dict[str, object]:
    """Give every figure and list the wording may name (docs/maintaining.md lists them)."""
    office, period = summary.office, summary.period
    lines = [_stating(line, period) for line in summary.lines]
    total = lines[-1]
    by_kind = {
        kind.value: Counted(summary.of_kind(kind), Sum.of(_standings(period, kind.value)))
        for kind in StandingKind
    }
    comparison, target = summary.comparison, office.targets.get("online_essential")
    stating = {id(known): line for known, line in zip(summary.lines, lines, strict=True)}
    count = partial(catalogue.named, period)
    return {
        "office": office,
        "appendices": appendix_names(summary.plan),
        "bases": office.bases_of(period),
        "catalogue": catalogue_of(summary),
        "period": _whole(texts.numbers.period_words(period)),
        "during": _whole(texts.numbers.during(period)),
        "previous_period": _whole(texts.numbers.period_words(period.previous)),
        "window": texts.numbers.window_words(*summary.window),
        "window_end": texts.numbers.day(summary.window[1]),
        "deadline": texts.numbers.due_words(summary.deadline),
        "total": total.values,
        "coverage": texts.phrase.coverage(
            total.present, total.expected, next(iter(total.values.values()), None)
        ),
        "complete": len(total.present) == len(total.expected),
        "nothing": all(value == 0 for value in summary.total.values.values()),
        "owed": Numeral(len(summary.standings), Units(_standings(period, "sent"), owed=True)),
        "sent": Numeral(summary.sent, Sum.of(_standings(period, "sent"))),
        "standings": by_kind,
        "late_blamed": count("late_blamed", catalogue.late_blamed(summary.standings)),
        "blamed": [s for s in summary.standings if _blamed(s, summary)],
        "carried": count("carried", catalogue.carried(summary.standings)),
        "uncounted": count("uncounted", catalogue.uncounted(summary.standings)),
        "due": summary.now >= summary.deadline,
        "late_words": texts.numbers.late_words,
        "late_said": texts.numbers.late_said,
        "sectors": [
            line
            for line in lines
            if line.kind is LineKind.SECTOR and line.state is LineState.REPORTED
        ],
        "unreported": summary.nobodys,
        "rate": _rate,
        "named": lambda standings: texts.plan.named_in_sentence([s.unit for s in standings]),
        "ended": texts.numbers.sentence,
        "online_target": texts.numbers.fraction_percent(target) if target else "",
        "online_met": catalogue.reaches(catalogue.online_rate(summary.total), target),
        "below_target": count(
            "below_target",
            [stating[id(line)] for line in catalogue.below_target(summary.lines, target)],
        ),
        "quiet": [s.unit for s in summary.standings if s.reported and s.nothing_arose],
        "total_carried": total.carried,
        "decisions": [texts.sentences.decision_words(d, office) for d in summary.decisions],
        "reasons": grounds_of(summary, lines),
        "narratives": grouped(summary.narratives),
        "sections": summary.form.sections,
        "headed": texts.document.headed,
        "change": (
            {
                column: Change(
                    _stated(comparison.now[column], period, COMPARED, column),
                    _stated(comparison.before[column], period, COMPARISON, column),
                )
                for column in comparison.now
            }
            if comparison
            else None
        ),
        "compared_units": Numeral(len(comparison.units) if comparison else 0),
        "comparable": comparison is not None and _is_a_trend(comparison, summary),
        "compared": (
            texts.phrase.coverage(
                comparison.units,
                [s.unit.code for s in summary.standings],
                _stated(0, period, COMPARED, next(iter(comparison.now), "")),
            )
            if comparison
            else ""
        ),
        "plan": plan_names(summary) if summary.plan else None,
        "cumulative": _since(summary.cumulative, period),
        "cumulative_since": texts.numbers.day(summary.cumulative.since),
        "cumulative_weeks": counted(summary.figures, period, "cumulative_weeks"),
    }


def _stated(
    value: int | None, period: Period, table: str, column: str, *, scope: str = ""
) -> Numeral:
    return Numeral(value, Sum.of(FigureId(period, table, "", column)))


def catalogue_of(summary: Summary) -> str:
    """Call the services by their number, as the office declares them: none is left out."""
    return texts.document.CATALOGUE.format(count=sum(1 for line in summary.lines if line.service))


def _standings(period: Period, column: str) -> FigureId:
    return FigureId(period, STANDINGS, "", column)


def _whole(text: str) -> Phrase:
    """Keep a name on one line."""
    return Phrase((Piece(texts.numbers.kept_together(text)),))


def _stating(line: Line, period: Period) -> Line:
    """Let a line of the appendix know which figures its counts are."""
    parts = tuple(_stating(one, period) for one in line.parts)
    return replace(line, values=_Stating(line, period), parts=parts)


class _Stating(Mapping[str, Numeral]):
    """A line's counts; each learns which figure it is when it is named, as few of them are."""

    def __init__(self, line: Line, period: Period) -> None:
        self._line, self._period = line, period
        self._named: dict[str, Numeral] = {}

    def __getitem__(self, column: str) -> Numeral:
        if column not in self._named:
            value, figure = self._line.values[column], self._line.figure(self._period, column)
            self._named[column] = Numeral(value, Sum.of(figure))
        return self._named[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._line.values)

    def __len__(self) -> int:
        return len(self._line.values)


def _since(cumulative: Cumulative, period: Period) -> SoFar:
    """Let the cumulative sums know which figures they are."""
    values = {
        column: _stated(value, period, CUMULATIVE, column)
        for column, value in cumulative.values.items()
    }
    some = FigureId(period, CUMULATIVE, "", next(iter(values), ""))
    return SoFar(
        since=cumulative.since,
        periods=cumulative.periods,
        values=values,
        reports=Numeral(cumulative.reports, Units(some) if values else None),
        owed=Numeral(cumulative.owed, Units(some, owed=True) if values else None),
        complete=cumulative.complete,
    )


def _rate(part: int, whole: int) -> Phrase:
    """Write a share of one count in another. NotAFigure for a number nobody counted."""
    for one in (part, whole):
        if not isinstance(one, Numeral):
            raise NotAFigure(one)
    return texts.phrase.share(part, whole)


def _blamed(standing: Standing, summary: Summary) -> bool:
    """Tell whether a unit has no valid report after the deadline, or is late without a reason."""
    none = standing.kind in (StandingKind.MISSING, StandingKind.INVALID)
    late = standing.kind is StandingKind.LATE and not standing.excused
    return late or (none and summary.now >= summary.deadline)


def _is_a_trend(comparison: Comparison, summary: Summary) -> bool:
    """Tell whether enough units are in both periods: one file beside another is no trend."""
    owed = len(summary.standings)
    return 2 * len(comparison.units) >= owed and len(comparison.units) > (owed > 1)
