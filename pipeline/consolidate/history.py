"""Periods in the order of time: what each report carries forward from the ones before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise, takewhile
from statistics import median_high

from pipeline import texts
from pipeline.consolidate.amended import as_asked, with_amendments
from pipeline.consolidate.awaited import Awaited
from pipeline.consolidate.looked import Looked, as_kept, to_keep
from pipeline.consolidate.rollup import (
    Rolled,
    add_up,
    count_in,
    parts_of,
    roll_up,
    rows_together,
    starting_values,
    together,
)
from pipeline.consolidate.standing import Version, in_order, stand
from pipeline.consolidate.stood import Stood, in_brief
from pipeline.consolidate.stood import as_kept as as_stood
from pipeline.domain.amendment import amendments, asked
from pipeline.domain.checks import check_rows
from pipeline.domain.decision import DecisionKind, Decisions
from pipeline.domain.finding import Finding, How, Severity
from pipeline.domain.form import ColumnType, Form, Rows, Table
from pipeline.domain.office import Unit
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.plain import plain
from pipeline.domain.register import Register
from pipeline.domain.rules.answers import SameDay
from pipeline.domain.rules.flows import Cumulative, Included, so_far
from pipeline.domain.rules.past import CarriedForward, NotFalling, Whole
from pipeline.domain.rules.reasons import Copied
from pipeline.domain.rules.results import Misplaced
from pipeline.domain.rules.rule import Rule, most_lately, usual_size
from pipeline.domain.rules.table import Nothing
from pipeline.domain.settle import let_pass, put_aside, settle, waive
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Row, Submission

Past = Mapping[str, Mapping[str, int | str]]  # by row key, then as domain.rules.rule describes
Forms = Mapping[PeriodKind, Form]

_PERIODS_FOR_USUAL = 8
_PERIODS_AT_LEAST = {PeriodKind.WEEK: 3}  # of longer ones there are few in a year: two
_LONGEST_YEAR = 53  # weeks
_STEADY = 4  # the least of the last periods is not below the usual size by more
_LONGEST_GAP = 12  # periods without a report, after which there is nothing to go on from


@dataclass(frozen=True, slots=True)
class History:
    """Every unit's standing in every period known, decided in the order of time."""

    register: Register
    forms: Forms
    standings: Mapping[tuple[Period, str], Standing]  # by period and unit code
    decisions: Decisions = field(default_factory=Decisions, compare=False, repr=False)
    looked: Looked = field(default_factory=Looked, compare=False, repr=False)
    known: frozenset[Period] | None = None  # of which there may be standings; None: any period
    _sizes: dict[tuple[Period, str, str], dict[str, int]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _stood: dict[tuple[Period, str], Stood] = field(default_factory=dict, compare=False, repr=False)
    _earlier: dict[tuple[Period, int], tuple[Period, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _days: dict[Period, date] = field(default_factory=dict, compare=False, repr=False)
    _forms: dict[tuple[Period, Period], Form] = field(
        default_factory=dict, compare=False, repr=False
    )

    def last_day(self, period: Period) -> date:
        """Return the last day of a period's window."""
        if period not in self._days:
            self._days[period] = self.register.schedule.window(period)[1]
        return self._days[period]

    def known_before(self, period: Period, number: int) -> tuple[Period, ...]:
        """Return, of so many periods before one, those of which there may be standings.

        The newest first. In the first weeks of an office that is none or few.
        """
        key = period, number
        if key not in self._earlier:
            earlier = _periods_before(period, number)
            known = earlier if self.known is None else self.known
            self._earlier[key] = tuple(one for one in earlier if one in known)
        return self._earlier[key]

    def in_force(self, period: Period, unit: str) -> Submission | None:
        """Return a unit's own report in force in a period, or None."""
        standing = self.standings.get((period, unit))
        return standing.in_force if standing and standing.reported else None

    def stood(self, period: Period, unit: str) -> Stood:
        """Return a unit's standing in brief; of a settled period it is kept, and not decided."""
        key, kept = (period, unit), self.looked.kept.get(period)
        if key not in self._stood:
            there = kept and kept.stood.get(unit)
            self._stood[key] = as_stood(there) if there else in_brief(self.standings[key])
        return self._stood[key]

    def sizes(self, period: Period, unit: str, column: str) -> Mapping[str, int]:
        """Return a unit's counts of a column; looked up once, each of the next periods asks."""
        report, key = self.in_force(period, unit), (period, unit, column)
        if report and key not in self._sizes:
            counts = {row.key: row.count(column) for row in report.rows}
            self._sizes[key] = {key: count for key, count in counts.items() if count is not None}
        return self._sizes.get(key, {})

    def past(self, period: Period, unit: Unit) -> Past:
        """Return what earlier reports in force say to a unit's report of this period."""
        form = self.form_of(period)
        if period.kind.gathers_months:
            return _past_of_months(self, form, period, unit)
        return _past(self, form, period, unit)

    def before(self, period: Period, unit: Unit) -> list[Submission]:
        """Return a unit's reports of the period before: its own, or of all units it took over.

        One that is missing would make a sum too small, so then there are none.
        """
        return self._all_of(period.previous, period, unit)

    def newest_before(self, period: Period, unit: Unit) -> tuple[Period, list[Submission]]:
        """Return the newest reports a unit goes on from, and of which period they are.

        There may be none; then it is the period before.
        """
        for earlier in self.known_before(period, _LONGEST_GAP):
            if reports := self._all_of(earlier, period, unit):
                return earlier, reports
        return period.previous, []

    def form_of(self, period: Period) -> Form:
        """Return the form of a period as it asked then."""
        form = self.forms[period.kind].as_of(self.last_day(period))
        return _within(form, *self.register.schedule.window(period))

    def form(self, period: Period, unit: Unit) -> Form:
        """Return what a unit is asked: where the report before is not there, that is said."""
        if period.kind.gathers_months:
            return self.form_of(period)
        return self.form_after(self.newest_before(period, unit)[0], period)

    def form_after(self, known: Period, period: Period) -> Form:
        """Return what is asked of a unit whose newest report before is that of a period."""
        if (known, period) not in self._forms:
            form = self.form_of(period)
            asked = form if known == period.previous else _after_gap(form, known, period)
            self._forms[known, period] = asked
        return self._forms[known, period]

    def up_to(self, period: Period, unit: str) -> Iterator[tuple[Period, Submission]]:
        """Yield a unit's own reports on the plan up to a period's last day, the newest first.

        Of those of one day the period's own comes first, then what is made of others.
        """
        last, kinds = self.last_day(period), list(PeriodKind)
        known = [
            (self.last_day(one), one == period, kinds.index(one.kind), one)
            for one in {one for one, code in self.standings if code == unit}
            if one.kind.follows_plan
        ]
        for day, *_, one in sorted(known, reverse=True):
            if day <= last and (report := self.in_force(one, unit)):
                yield one, report

    def _all_of(self, earlier: Period, period: Period, unit: Unit) -> list[Submission]:
        day, today = map(self.last_day, (earlier, period))
        then = self.register.as_of(earlier)
        lineage = self.register.as_of(period).lineage(unit, day, today)
        units = [one for one in lineage if then.owes(earlier, one.code)]
        reports = [self.in_force(earlier, one.code) for one in units]
        found = [report for report in reports if report is not None]
        return found if len(found) == len(reports) else []

    def moved_before(self, period: Period, unit: Unit) -> tuple[int, datetime] | None:
        """Return when the newest of the reports came that a unit's report goes on from."""
        lineage = self.register.as_of(period).lineage
        before = (
            parts_of(period, unit, self.in_force)
            if period.kind.gathers_months
            else (self.newest_before(period, unit)[0],)
        )
        came = [
            standing.came
            for one in before
            for body in lineage(unit, self.last_day(one), self.last_day(period))
            if (standing := self.standings.get((one, body.code))) and standing.came
        ]
        return max(came, default=None)

    def of_kind(self, kind: PeriodKind) -> tuple[Period, ...]:
        """Return the periods of a kind that are known, in order."""
        return tuple(sorted({p for p, _ in self.standings if p.kind is kind}))


def build_history(
    register: Register,
    forms: Forms,
    versions: Mapping[tuple[Period, str], Sequence[Version]],
    decisions: Decisions,
    periods: Sequence[Period],
    looked: Looked | None = None,
) -> History:
    """Decide standings period by period, so that each is checked against those before it.

    In periods of which is kept what looking back found, a unit's is decided once somebody asks.
    """
    standings: Awaited[tuple[Period, str], Standing] = Awaited()
    known = frozenset(periods)
    so_far = History(register, forms, standings, decisions, looked or Looked(), known)
    for period in in_time(register, periods):
        settled = period in so_far.looked.kept
        for unit in register.as_of(period).reporters(period):
            key = (period, unit.code)
            standings.put(key, partial(_stood, so_far, versions.get(key, ()), period, unit))
            # What stands in for a missing report may itself be such a one: the older come first.
            if not settled or decisions.find(DecisionKind.CARRIED, *key):
                standings[key]
    return so_far


def in_time(register: Register, periods: Iterable[Period]) -> list[Period]:
    """Return periods in the order in which they are judged: what is made of others after them."""
    kinds = list(PeriodKind)
    return sorted(periods, key=lambda p: (register.schedule.window(p)[1], kinds.index(p.kind), p))


def _stood(before: History, sent: Sequence[Version], period: Period, unit: Unit) -> Standing:
    """Decide how a unit stands in a period, all periods before it being known."""
    schedule, decisions = before.register.schedule, before.decisions
    told = amendments(decisions, period, unit.code)
    if told:
        form = before.forms[period.kind].as_of(before.last_day(period))
        sent = with_amendments(sent, told, form, before.register.as_of(period))
    look = _recalled if period in before.looked.kept else _looked_back
    checked = look(before, sent, period, unit) if sent else []
    judged = [_judged(v, decisions, period, unit) for v in checked]
    entered = decisions.find(DecisionKind.RECEIVED, period, unit.code)
    standing = stand(
        unit,
        judged,
        schedule.deadline(period),
        entered.at if entered else None,
        schedule.opens(period),
        schedule.can_be_filled(period),
    )
    if standing.came:
        waived = decisions.waived(period, unit.code)
        doubts = let_pass(standing.doubts, standing.came[1], waived)
        standing = replace(standing, doubts=doubts)
    return _decided(standing, decisions, period, before)


def _judged(version: Version, decisions: Decisions, period: Period, unit: Unit) -> Version:
    """Apply what was decided about a file: set aside, or a finding waived."""
    submission = version.submission
    if aside := decisions.aside(submission.sha256):
        return replace(version, submission=put_aside(submission, aside), set_aside=True)
    waived = decisions.waived(period, unit.code)
    return replace(version, submission=waive(submission, version.first_seen, waived))


def _decided(standing: Standing, decisions: Decisions, period: Period, before: History) -> Standing:
    """Add what was decided about a unit's report."""
    unit = standing.unit.code
    if entered := decisions.find(DecisionKind.RECEIVED, period, unit):
        standing = replace(standing, decided_by=texts.sentences.decided_by(entered))
    if excused := decisions.find(DecisionKind.EXCUSED, period, unit):
        standing = replace(standing, excused=texts.sentences.decided_by(excused))
    if standing.in_force is None and decisions.find(DecisionKind.CARRIED, period, unit):
        known = (p for p, code in before.standings if code == unit)
        earlier = sorted((p for p in known if p.kind is period.kind and p < period), reverse=True)
        own = ((p, report) for p in earlier if (report := before.in_force(p, unit)))
        if found := next(own, None):
            standing = replace(standing, in_force=found[1], carried=found[0])
    return standing


def _looked_back(
    before: History, sent: Sequence[Version], period: Period, unit: Unit
) -> list[Version]:
    """Add what only earlier reports can tell about submissions, and keep it.

    A report that agreed with what there was when it came does not become wrong by a later
    correction of an earlier one: then the unit is asked, and the report stays in force.
    """
    past, tables = before.past(period, unit), before.form(period, unit).tables
    moved, after = before.moved_before(period, unit), _goes_on_from(before, period, unit)
    checked = []
    for version in sent:
        told = _retold(past, version, sent, tables, before.decisions)
        found = _found_in(version, tables, told, unit, moved)
        if found:
            kept = before.looked.new.setdefault(period, {})
            kept[version.submission.sha256] = to_keep(after, found)
        checked.append(_with(version, found))
    before.looked.new.setdefault(period, {})
    return checked


def _recalled(
    before: History, sent: Sequence[Version], period: Period, unit: Unit
) -> list[Version]:
    """Add what was found in submissions when they were looked back at."""
    kept, checked = before.looked.kept[period].found, []
    for version in sent:
        after, found = kept.get(version.submission.sha256, ("", ()))
        tables = before.form_after(Period.parse(after), period).tables if found else ()
        checked.append(_with(version, as_kept(found, version.submission, tables)))
    return checked


def _with(version: Version, found: Sequence[Finding]) -> Version:
    submission = version.submission
    findings = (*submission.findings, *found)
    return replace(version, submission=replace(submission, findings=findings)) if found else version


def _goes_on_from(before: History, period: Period, unit: Unit) -> Period:
    return period.previous if period.kind.gathers_months else before.newest_before(period, unit)[0]


def _found_in(
    version: Version,
    tables: Sequence[Table],
    past: Past,
    unit: Unit,
    moved: tuple[int, datetime] | None,
) -> Sequence[Finding]:
    """Return what a submission breaks of the rules that look back."""
    submission = version.submission
    overtaken = moved is not None and moved > (version.run, version.first_seen)
    found = [
        replace(finding, unit=unit.code)
        for table in tables
        for finding in check_rows(
            submission.rows,
            as_asked(table, submission),
            past,
            looking_back=True,
            where=submission.where,
        )
    ]
    if overtaken:
        found = [settle(finding, How.OVERTAKEN) for finding in found]
    return asked(submission, found)


def _retold(
    past: Past,
    version: Version,
    sent: Sequence[Version],
    tables: Sequence[Table],
    decisions: Decisions,
) -> Past:
    """Add the days that an earlier valid version told, where nothing was asked about them."""
    ordered = in_order(sent)
    at = next(i for i, v in enumerate(ordered) if v.submission.sha256 == version.submission.sha256)
    known = {key: dict(values) for key, values in past.items()}
    for submission in (one.submission for one in ordered[:at]):
        if not submission.valid or decisions.aside(submission.sha256):
            continue
        asked = {(finding.where.sheet, finding.where.cell) for finding in submission.findings}
        for table in tables:
            days = [rule for rule in table.rules if isinstance(rule, SameDay)]
            for row in submission.rows_of(table.id) if days else ():
                for rule in days:
                    where = submission.where(row, rule.day) if rule.day in row.entries else None
                    told = rule.kept(row.text(rule.day), date.min)
                    if where and told is not None and (where.sheet, where.cell) not in asked:
                        known.setdefault(row.key, {})[rule.past_key] = told
    return known


def _past(history: History, form: Form, period: Period, unit: Unit) -> Past:
    """Return what the report before says, and what is usual."""
    past: dict[str, dict[str, int | str]] = {}
    newest, before = history.newest_before(period, unit)
    day, then = history.last_day(newest), history.register.as_of(newest)
    late = {task.code for task in then.tasks if task.due and task.due < day}
    anew = history.register.as_of(period).restarted(day)
    for table in form.tables:
        if table.rows is Rows.FLOWS:
            past |= {code: _opens_anew(table) for code in anew}
        rows_before = rows_together(table, before)
        for key in anew & rows_before.keys():
            del rows_before[key]
        for key, rows in rows_before.items():
            for column in table.columns:
                source = column.carried_from or column.starts_from
                value = together(table.column(source), rows) if source else None
                if value is not None:
                    past.setdefault(key, {})[column.id] = value
            for rule in table.rules:
                if rule.next_to_it and newest != period.previous:
                    continue
                if isinstance(rule, Copied) and rule.when_late and key not in late:
                    continue
                for under, column_id in rule.remembers.items():
                    answer = together(table.column(column_id), rows)
                    kept = None if answer is None else rule.kept(answer, day)
                    if kept is not None:
                        past.setdefault(key, {})[under] = kept
        for key, values in _over_time(table, tuple(rows_before), period, unit.code, history):
            past.setdefault(key, {}).update(values)
        for rule in table.rules:
            if isinstance(rule, Misplaced):
                for key, words in _beside(rule, rows_before):
                    past.setdefault(key, {}).update(words)
    return past


def _beside(
    rule: Misplaced, before: Mapping[str, Sequence[Row]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the rows above and below had, where it was theirs alone and tells of it."""
    said = {key: plain(rows[0].text(rule.told)) for key, rows in before.items() if len(rows) == 1}
    own = Counter(said.values())
    for (upper, above), (lower, below) in pairwise(said.items()):
        if above and below and above != below:
            if own[above] == 1 and rule.telling(above):
                yield lower, {rule.above: above}
            if own[below] == 1 and rule.telling(below):
                yield upper, {rule.below: below}


def _within(form: Form, first: date, last: date) -> Form:
    """Let the rules of a form know its window."""
    tables = (
        replace(table, rules=tuple(rule.within(first, last) for rule in table.rules))
        for table in form.tables
    )
    return replace(form, tables=tuple(tables))


def _opens_anew(table: Table) -> dict[str, int | str]:
    """Return what a row opens with that starts anew, whatever was counted before."""
    counts = [c for c in table.columns if c.type is ColumnType.COUNT and c.carried_from]
    return {column.id: 0 for column in counts}


def _past_of_months(history: History, form: Form, period: Period, unit: Unit) -> Past:
    """Return what the months in force add up to; while one is missing, a bound from below."""
    past: dict[str, dict[str, int | str]] = {}
    for table in form.tables:
        parts = parts_of(period, unit, history.in_force)
        rolled = roll_up(history.register, table, parts, unit, history.in_force)
        days = [history.last_day(r.period) for r in rolled.reports if r.period]
        day = max(days, default=date.min)
        for key in rolled.values:
            values = starting_values(table, rolled, key)
            for column in table.columns:
                source = column.carried_from or column.starts_from
                value = values.get(source) if source else None
                if value is not None and (rolled.complete or isinstance(value, str)):
                    past.setdefault(key, {})[column.id] = value
            for rule in table.rules:
                for under, remembered in rule.remembers.items():
                    answer = values.get(remembered)
                    timeless = table.column(remembered).time is None  # others are carried forward
                    kept = None if answer is None or not timeless else rule.kept(answer, day)
                    if kept is not None:
                        past.setdefault(key, {})[under] = kept
        for key, bounds in _bounds(table, rolled).items():
            past.setdefault(key, {}).update(bounds)
    return past


def _bounds(table: Table, rolled: Rolled) -> dict[str, dict[str, int]]:
    """Return what counts cannot be below, by the reports of a span that are there, by row."""
    if rolled.complete:
        return {}
    there = {report.period for report in rolled.reports}
    known = add_up(table, replace(rolled, periods=tuple(p for p in rolled.periods if p in there)))
    remembered = {
        key: id
        for rule in table.rules
        if isinstance(rule, NotFalling | Whole)
        for key, id in rule.remembers.items()
    }
    return {
        row: {
            key: count
            for key, id in remembered.items()
            if (count := count_in(values, id)) is not None
        }
        for row, values in known.values.items()
    }


def _after_gap(form: Form, known: Period, period: Period) -> Form:
    """Let a form say that its openings are of an older report, and only ask where they differ."""
    missing, one = [], known.next
    while one != period:
        missing.append(one)
        one = one.next
    said = {
        "known": texts.numbers.period_brief(known),
        "missing": texts.numbers.periods_brief(missing),
    }

    def softened(table: Table, rule: Rule) -> Rule:
        if not isinstance(rule, CarriedForward):
            return rule
        source = table.column(rule.opening).carried_from
        adds_up = bool(source) and rule.opening in table.column(source).parts
        return replace(
            rule,
            may_exceed=adds_up,
            severity=Severity.WARNING,
            message=texts.form.GAP_MESSAGE.format(message=rule.message, **said),
            action=texts.form.GAP_ACTION.format(**said),
            brief=texts.form.GAP_BRIEF.format(**said),
        )

    return replace(
        form,
        guide=(texts.form.GAP_GUIDE.format(**said), *form.guide),
        tables=tuple(
            replace(table, rules=tuple(softened(table, rule) for rule in table.rules))
            for table in form.tables
        ),
    )


def _over_time(
    table: Table, keys: Iterable[str], period: Period, unit: str, history: History
) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield what the unit's last reports say of a row: its usual size, and sums."""
    for column, spared in {(id, rule.spares) for rule in table.rules for id in rule.weighs}:
        out = history.sizes(period.previous, unit, spared)
        for key, (usual, most) in _usual(column, period, unit, history).items():
            if key not in out:
                yield key, {usual_size(column): usual, most_lately(column): most}
    for rule in table.rules:
        match rule:
            case Cumulative():
                for column in rule.counts:
                    for key, count in _so_far(column, period, unit, history).items():
                        yield key, {so_far(column): count}
            case Included():
                for key, count in _all_shown(rule, period, unit, history).items():
                    yield key, {rule.past_key: count}
            case Nothing():
                if usual := _together(rule, period, unit, history):
                    yield from ((key, {rule.past_key: usual}) for key in keys)


def _so_far(column: str, period: Period, unit: str, history: History) -> dict[str, int]:
    """Return what a year's earlier reports add up to, where there are enough of them."""
    before = history.known_before(period, _LONGEST_YEAR)
    year = list(takewhile(lambda one: one.year == period.year, before))
    return {key: sum(counts) for key, counts in _seen(column, year, unit, history).items()}


def _all_shown(rule: Included, period: Period, unit: str, history: History) -> dict[str, int]:
    """Return what the last periods' wholes add up to, where as much was shown each time."""
    last = history.known_before(period, _PERIODS_FOR_USUAL)
    whole, shown = (_seen(c, last, unit, history) for c in (rule.whole, rule.shown))
    return {key: sum(counts) for key, counts in whole.items() if shown.get(key) == counts}


def _together(rule: Nothing, period: Period, unit: str, history: History) -> int:
    """Return what all rows usually have together; 0 where that is not much the same each time."""
    counts = [
        [history.sizes(one, unit, column) for column in rule.counts]
        for one in history.known_before(period, _PERIODS_FOR_USUAL)
    ]
    sums = [sum(sum(each.values()) for each in one) for one in counts if one[0]]
    if len(sums) < _PERIODS_AT_LEAST.get(period.kind, 2):
        return 0
    usual = int(median_high(sums))
    return usual if _STEADY * min(sums) >= usual else 0


def _usual(column: str, period: Period, unit: str, history: History) -> dict[str, tuple[int, int]]:
    """Return the middle of the last periods' counts and the most, where there are enough."""
    seen = _seen(column, history.known_before(period, _PERIODS_FOR_USUAL), unit, history)
    return {key: (int(median_high(counts)), max(counts)) for key, counts in seen.items()}


def _seen(
    column: str, periods: Iterable[Period], unit: str, history: History
) -> dict[str, list[int]]:
    """Return a column's counts in some periods by row, where there are enough of them."""
    seen: dict[str, list[int]] = {}
    at_least = 1
    for period in periods:
        at_least = _PERIODS_AT_LEAST.get(period.kind, 2)
        for key, count in history.sizes(period, unit, column).items():
            seen.setdefault(key, []).append(count)
    return {key: counts for key, counts in seen.items() if len(counts) >= at_least}


def _periods_before(period: Period, number: int) -> Sequence[Period]:
    """Return so many periods before one, the newest first."""
    found: list[Period] = []
    for _ in range(number):
        period = period.previous
        found.append(period)
    return found
