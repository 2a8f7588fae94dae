"""The office and all it declares: units, services, letterhead, schedule, targets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from pipeline.domain.form import Item, Rows
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.reminders import AS_USUAL, Reminders
from pipeline.domain.shares import SharedBy, shared_out
from pipeline.domain.validity import ALWAYS, Validity

EVERYBODY = "tat-ca"  # code of the group of all units
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Group:
    """Units that the plan orders together: "@xa" in a task names all of the group "xa"."""

    code: str
    name: str  # as a report calls them together: "UBND các xã, thị trấn"

    @property
    def mark(self) -> str:
        """How tasks and indicators name it."""
        return f"@{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that owes reports (đơn vị)."""

    code: str  # "tu-phap", stable, ASCII
    name: str  # "Phòng Tư pháp"
    short_name: str  # "Tư pháp", for narrow columns and charts
    aliases: tuple[str, ...]
    head_title: str = ""  # "Trưởng phòng": whom to ask for
    contact: str
    validity: Validity
    group: str = ""  # code of the group it belongs to, "" for none
    official_code: str = ""  # mã đơn vị hành chính of a commune
    authority: tuple[str, ...] = ()  # lines of the signature block of its own reports
    reports: frozenset[PeriodKind] = frozenset({PeriodKind.WEEK})  # what it owes
    successor: str = ""  # code of the unit that took over, when this one ended
    population: int | None = None  # people who live there, where the office knows

    @property
    def mails(self) -> tuple[str, ...]:
        """The e-mail addresses among its contact."""
        return tuple(_MAIL.findall(self.contact))

    @property
    def telephones(self) -> str:
        """Its contact without e-mail addresses: telephone numbers, and whom to ask for."""
        said = (part.strip() for part in re.split(r"[,;]", _MAIL.sub("", self.contact)))
        return ", ".join(filter(None, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A public service (dịch vụ công), one row of the weekly appendix."""

    code: str  # "dvc-03"
    number: int  # its number in the catalogue of QĐ 06/QĐ-TTg
    name: str
    sector: str  # "Công an"
    unit: str | None  # code of the one unit that counts it; None: no unit does, or several
    note: str  # why no unit reports it, or who shares it
    validity: Validity
    units: tuple[str, ...] = ()  # codes and marks of groups that count it, each its own part

    @property
    def marks(self) -> tuple[str, ...]:
        """Who counts it."""
        return self.units or ((self.unit,) if self.unit else ())

    @property
    def group(self) -> str:
        """The sector it stands under."""
        return self.sector

    @property
    def measure(self) -> str:
        """What the column says."""
        return ""

    @property
    def whole(self) -> str:
        """No denominator of its own."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan (kế hoạch) whose tasks and indicators the office follows."""

    title: str  # "Kế hoạch triển khai, thực hiện …"
    number: str  # "356/KH-UBND"; "" until the office has filled it in
    day: date | None  # of its issue; None until the office has filled it in
    issuer: str  # "UBND huyện Hương Khê"
    validity: Validity
    text: str  # name of the file with its own text, beside its declarations; "" for none
    bodies: Mapping[str, tuple[str, ...]]  # words for several bodies: codes and marks they mean
    without_unit: tuple[str, ...]  # bodies it means that the office has not, each with its reason


class Timing(StrEnum):
    """When the plan wants a task done."""

    BY = "by"  # a day
    ONGOING = "ongoing"  # thường xuyên
    ON_EVENT = "on-event"  # khi phát sinh, khi cấp trên triển khai
    YEARLY = "yearly"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A numbered task of the plan (nhiệm vụ): việc, người, tiến độ, kết quả, trách nhiệm."""

    code: str  # "nv-1-2a"
    number: str  # the plan's own: "1.2", "3.2(4)a", "III.1"
    part: str  # which part of a task the plan gives two deadlines, or ""
    group: str  # the plan's heading above it
    content: str
    lead: tuple[str, ...]  # chủ trì: unit codes and marks of groups; () when the plan names none
    performers: tuple[str, ...]  # thực hiện
    supporters: tuple[str, ...]  # phối hợp
    supporters_said: str  # those of them the plan names only by kind: "các đơn vị liên quan"
    deadline_said: str  # the plan's own words, or ""
    timing: Timing
    starts: date | None
    due: date | None  # the last day; only with Timing.BY
    then_ongoing: bool  # after that day it goes on
    quantity: str  # the plan's own words, or ""
    indicator: str  # code of the indicator that measures it, or ""
    validity: Validity = ALWAYS  # the days on which the plan orders it
    reports: frozenset[PeriodKind] = frozenset()  # it is to send these: the office sees how it goes
    short: str = ""  # a whole title of few words, by which reports call it, or ""
    at_once: bool = False  # due some days after its plan's own, which `due` is once that is known
    register: str = ""  # title of the list its answers make: who does what, by which document
    register_help: str = ""  # what a unit writes for that list, and where

    @property
    def asked(self) -> bool:
        """Whether a unit is asked how it stands; what the office sees itself it asks nobody."""
        return not self.reports

    @property
    def marks(self) -> tuple[str, ...]:
        """All whom the plan names for it: each answers on its form."""
        return (*self.lead, *self.performers, *self.supporters)

    @property
    def name(self) -> str:
        """What the clerk reads; a part that its content begins with is said once."""
        said = not self.part or self.content.startswith(self.part)
        return self.content if said else f"{self.part}: {self.content}"

    @property
    def title(self) -> str:
        """What reports call it."""
        return self.short or self.name

    @property
    def measure(self) -> str:
        """Tasks are not counted."""
        return ""

    @property
    def whole(self) -> str:
        """Tasks have no denominator."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measured quantity (chỉ tiêu), with its target and, for a rate, its denominator."""

    code: str  # "ct-tai-khoan"
    number: str  # "3.2"
    group: str
    title: str
    measure: str  # "tài khoản"
    units: tuple[str, ...]  # who reports it: unit codes and marks of groups
    adds_up: bool  # a flow: opening + in the window = cumulative; else a state on the last day
    whole: str  # the denominator's name, or ""
    target: int | None  # a count; percent where there is a denominator
    target_by: date | None
    basis: str
    task: str  # code of the task it measures, or ""
    weekly: tuple[str, ...]  # the weekly form's columns that add up to the same count, or none
    weekly_whole: tuple[str, ...]  # and to its denominator
    validity: Validity = ALWAYS  # the days on which the plan asks for it, as it says here
    restarts: bool = False  # its count starts anew on its first day, whatever was counted before
    whole_holds: str = ""  # code of the one whose cumulative count its denominator counts as well
    derived: bool = False  # the office counts who has done its task, of those who must
    target_since: date | None = None  # the day from which its target must be reached; None: always
    short: str = ""  # its title in a few words, where there is room for no more, or ""
    share_of: str = ""  # code of the one in whose target each unit has its share, or ""
    shared_by: SharedBy | None = None  # by what that target is shared out

    @property
    def heading(self) -> str:
        """Its number and name over a narrow column or beside a bar."""
        return f"{self.number}. {self.short or self.title}"

    @property
    def asked(self) -> bool:
        """Whether a unit is asked for it; what the office counts itself it asks nobody."""
        return not self.derived

    @property
    def name(self) -> str:
        """What the clerk reads."""
        return rate_name(self.title, self.whole)

    @property
    def goal(self) -> int | None:
        """What must be reached: the target; all of the whole, where only a day is set for it."""
        all_of_it = 100 if self.whole and self.target_by else None
        return all_of_it if self.target is None else self.target


def rate_name(title: str, whole: str) -> str:
    """Name a rate by what is counted and out of what: "A / B"."""
    return f"{title} / {whole}" if whole else title


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A document that a report rests on (căn cứ), as it cites it."""

    text: str  # "Căn cứ Quyết định số 06/QĐ-TTg …"
    reports: frozenset[PeriodKind]  # which reports cite it
    validity: Validity


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that declared names use; a document writes it out where it comes first."""

    short: str  # "CCCD"
    full: str  # "căn cước công dân"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands at the head of the report (NĐ 30/2020, PL I, II.2–4)."""

    parent: tuple[str, ...]  # the governing body's name, in the lines it is set in
    issuer: tuple[str, ...]  # the issuer's name, in the lines it is set in
    symbol: str  # "BC-TCT", after the number
    place: str  # "Hương Khê"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The signature block (NĐ 30/2020, PL I, II.7)."""

    authority: tuple[str, ...]  # ("KT. TỔ TRƯỞNG", "TỔ PHÓ")
    position: str  # position in the agency, printed above the name, or ""
    name: str  # may be "": left to write


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """Who may sign for a unit, or for the office, on which days (danh sách người được ký)."""

    unit: str  # code of the unit, "" for the office
    name: str
    title: str  # "Phó Trưởng phòng"; for the office printed above the name, or ""
    authority: tuple[str, ...]  # ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"); () for a unit's head
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When periods run and reports are due (plan III.2)."""

    zone: ZoneInfo
    week_starts: int  # ISO weekday of the window's first day: 1 is Monday
    due_weekday: int  # ISO weekday of the deadline in the following week: 2 is Tuesday
    due_time: time  # 09:00
    month_ends: int  # the last day of a month's window; the plan names none
    due_days: Mapping[PeriodKind, int]  # day in a period's last month: {MONTH: 13, ...}
    due_day_included: bool  # "trước ngày 13": whether the 13th itself is still in time
    holidays: frozenset[date]
    working_days: frozenset[date]  # weekend days worked to make up for holidays
    move_off_holidays: bool  # a deadline on a day off moves to the next working day
    asked: Mapping[PeriodKind, tuple[int, ...]] = field(default_factory=dict)  # {HALF_YEAR: (1,)}
    later: tuple[tuple[date, Schedule], ...] = ()  # what holds from a day on, in order

    @property
    def every(self) -> tuple[Schedule, ...]:
        """What held at first, and each that held later."""
        return (self, *(one for _, one in self.later))

    def of(self, period: Period) -> Schedule:
        """Return what holds for a period, by its nominal first day."""
        held = [one for since, one in self.later if since <= period.first_day]
        return held[-1] if held else self

    def asks(self, period: Period) -> bool:
        """Tell whether a period is reported on: of a kind all are, unless some are declared."""
        numbers = self.of(period).asked.get(period.kind)
        return numbers is None or period.number in numbers

    def window(self, period: Period) -> tuple[date, date]:
        """Return the first and last day the figures cover.

        A week that starts on another day than Monday starts in the ISO week of its name. A month
        ends on the declared day of the month of its name; what is longer is made of months.
        """
        if not period.months:
            first = period.first_day + timedelta(days=self.of(period).week_starts - 1)
            return first, first + timedelta(days=6)
        months = period.months
        return self._month_end(months[0].previous) + timedelta(days=1), self._month_end(months[-1])

    def _month_end(self, month: Period) -> date:
        last = month.next.first_day - timedelta(days=1)
        return last.replace(day=min(last.day, self.of(month).month_ends))

    def deadline(self, period: Period) -> datetime:
        """Return the instant before which the report must have arrived."""
        day = self._last_in_time(period)
        if not period.months:
            return datetime.combine(day, self.of(period).due_time, self.zone)
        return datetime.combine(day + timedelta(days=1), time(0), self.zone)

    def due_day_off(self, period: Period) -> date | None:
        """Return the last day on which a report is in time where that is a day off, or None."""
        day = self._last_in_time(period)
        return None if self.works(day) else day

    def years_of(self, period: Period) -> set[int]:
        """Return the years whose days off a report's making and its deadline depend on."""
        return {self.window(period)[1].year, self._last_in_time(period).year}

    def _last_in_time(self, period: Period) -> date:
        asked = self.of(period)
        if not period.months:
            _, last = self.window(period)
            due = last + timedelta(days=(asked.due_weekday - last.isoweekday() - 1) % 7 + 1)
            return asked.moved(due)
        last_month = period.months[-1]
        due = last_month.first_day.replace(day=asked.due_days[period.kind])
        # Of "before the 13th" the 12th is the last day in time, and may be a day off.
        return asked.moved(due if asked.due_day_included else due - timedelta(days=1))

    def opens(self, period: Period) -> datetime:
        """Return the first instant of the window."""
        return datetime.combine(self.window(period)[0], time(0), self.zone)

    def can_be_filled(self, period: Period) -> datetime:
        """Return the instant from which a report can tell of the whole window.

        On its last working day offices fill it, and close before the days off that end it. Where
        a report is due while the window is still open, it cannot wait for that.
        """
        first, day = self.window(period)
        if self.closes_late(period):
            return self.opens(period)
        while day > first and not self.works(day):
            day -= timedelta(days=1)
        return datetime.combine(day, time(0), self.zone)

    def moved(self, day: date) -> date:
        """Return the day a deadline falls on that would fall on this one."""
        while self.move_off_holidays and not self.works(day):
            day += timedelta(days=1)
        return day

    def works(self, day: date) -> bool:
        """Tell whether offices are open on a day."""
        weekend = day.isoweekday() > 5 and day not in self.working_days
        return not weekend and day not in self.holidays

    def closes_late(self, period: Period) -> bool:
        """Tell whether a window is still open when its report is due."""
        after = self.window(period)[1] + timedelta(days=1)
        return datetime.combine(after, time(0), self.zone) > self.deadline(period)

    def weeks_ending(self, since: date, until: date) -> tuple[Period, ...]:
        """Return the weeks whose last day lies in a span, in order."""
        weeks, week = [], Period.week_of(until).next
        while (last := self.window(week)[1]) >= since:
            if last <= until:
                weeks.append(week)
            week = week.previous
        return tuple(reversed(weeks))

    def current(self, now: datetime, kind: PeriodKind = PeriodKind.WEEK) -> Period:
        """Return the newest period whose window has closed: the one being collected now."""
        today = now.astimezone(self.zone).date()
        period = Period.holding(today, kind).next
        while self.window(period)[1] >= today:
            period = period.previous
        return period


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How the emulation ledger (thi đua) counts, in points; a penalty is negative."""

    report_on_time: int
    report_late: int
    report_missing: int
    report_returned: int  # each version that could not be used
    report_corrected: int  # each figure changed after a valid version
    task_on_time: int
    task_overdue: int
    target_met: int


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The services in force on a day."""

    services: tuple[Service, ...]  # in order
    by_code: Mapping[str, Service]
    of_units: Mapping[str, tuple[Service, ...]]  # what each unit counts, by its code, in order


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps what is asked for time and again
class Office:
    """One office's `config.toml`, checked and frozen."""

    name: str  # "Tổ công tác triển khai Đề án 06 huyện Hương Khê"
    short_name: str  # "Tổ công tác Đề án 06 huyện"
    plan: str  # how a wording cites the plan it follows, or ""
    receiver: str  # to whom units send, as printed on the form
    letterhead: Letterhead
    signer: Signer
    addressees: tuple[str, ...]  # Kính gửi
    recipients: tuple[str, ...]  # Nơi nhận; the last is the Lưu line
    schedule: Schedule
    units: tuple[Unit, ...]
    services: tuple[Service, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    scoring: Scoring
    targets: Mapping[str, Fraction]  # {"online_essential": 4/5}: of each service of the week
    cumulative_since: date | None  # None: the first week of the period's year
    targets_since: date | None = None  # the day from which they must be reached; None: always
    since: date | None = None  # when it began to collect: nothing is owed of before
    groups: tuple[Group, ...] = ()
    bases: tuple[Basis, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    asked_by: Mapping[PeriodKind, str] = field(default_factory=dict)  # what a kind's form cites
    receivers: Mapping[PeriodKind, str] = field(default_factory=dict)  # where they differ by kind
    roster: tuple[RosterRow, ...] = ()  # may be empty: then nobody is asked who signed
    signer_needed: bool = False  # no report is issued without its signer's name
    signed_copies: frozenset[PeriodKind] = frozenset()  # of these it wants the signed copies too
    reminders: Reminders = AS_USUAL
    executor: str = ""  # the cluster that reads files, if not this machine

    def receiver_of(self, kind: PeriodKind) -> str:
        """Return where units send a kind of report."""
        return self.receivers.get(kind, self.receiver)

    def bases_of(self, period: Period) -> tuple[str, ...]:
        """Return what a period's report rests on, in order, as it is cited."""
        last_day = self.schedule.window(period)[1]
        return tuple(
            basis.text
            for basis in self.bases
            if period.kind in basis.reports and basis.validity.covers(last_day)
        )

    @cached_property
    def kinds(self) -> frozenset[PeriodKind]:
        """What some unit owes."""
        return frozenset(kind for unit in self.units for kind in unit.reports)

    def reporters(self, period: Period) -> tuple[Unit, ...]:
        """Return the units that owe a period's report, in order."""
        if period not in self._owing:
            units = self._owing_now(period)
            self._owing[period] = units, frozenset(unit.code for unit in units)
        return self._owing[period][0]

    def owes(self, period: Period, code: str | None) -> bool:
        """Tell whether a unit owes a period's report."""
        self.reporters(period)
        return code in self._owing[period][1]

    @cached_property
    def _owing(self) -> dict[Period, tuple[tuple[Unit, ...], frozenset[str]]]:
        """Who owes the reports asked for so far, in order and by code."""
        return {}

    def _owing_now(self, period: Period) -> tuple[Unit, ...]:
        last_day = self.schedule.window(period)[1]
        began = self.since is None or self.since <= last_day
        if not (began and self.schedule.asks(period)):
            return ()
        return tuple(
            unit
            for unit in self.units
            if period.kind in unit.reports and unit.validity.covers(last_day)
        )

    def names(self, marks: Sequence[str], unit: Unit) -> bool:
        """Tell whether codes and marks of groups ("@xa", or "@tat-ca" for all) name a unit."""
        return any(mark in (unit.code, f"@{unit.group}", f"@{EVERYBODY}") for mark in marks)

    def named(self, marks: Iterable[str]) -> tuple[Unit, ...]:
        """Return the units that codes and marks of groups name, in the office's order."""
        places = {place for mark in marks for place in self._places.get(mark, ())}
        return tuple(self.units[place] for place in sorted(places))

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where the units stand that a mark names."""
        places: dict[str, list[int]] = {}
        for place, unit in enumerate(self.units):
            for mark in (unit.code, f"@{unit.group}", f"@{EVERYBODY}"):
                places.setdefault(mark, []).append(place)
        return places

    def group(self, mark: str) -> Group | None:
        """Find a group by its mark."""
        return next((group for group in self.groups if group.mark == mark), None)

    def indicator(self, code: str) -> Indicator | None:
        """Find an indicator by its code."""
        return next((one for one in self.indicators if one.code == code), None)

    def held_by_whole(self, code: str) -> str:
        """Return the code of the indicator that a row's denominator counts as well, or ""."""
        return next((one.whole_holds for one in self.indicators if one.code == code), "")

    def items(self, rows: Rows, day: date, unit: Unit | None) -> tuple[Item, ...]:
        """Return what is asked in a table's rows on a day, of one unit or of all."""
        match rows:
            case Rows.SERVICES:
                catalogue = self._catalogue(day)
                return catalogue.of_units.get(unit.code, ()) if unit else catalogue.services
            case Rows.TASKS:
                return tuple(
                    task
                    for task in self.tasks
                    if task.asked and (unit is None or self.names(task.marks, unit))
                )
            case Rows.FLOWS | Rows.STOCKS:
                return tuple(
                    self.asked_of(indicator, unit, day)
                    for indicator in self.indicators
                    if indicator.asked
                    and indicator.adds_up is (rows is Rows.FLOWS)
                    and (unit is None or self.names(indicator.units, unit))
                )

    def asked_of(self, indicator: Indicator, unit: Unit | None, day: date) -> Indicator:
        """Return an indicator as it is asked of a unit on a day: with its share of a target."""
        shared = self.indicator(indicator.share_of)
        share = self._shares(indicator, day).get(unit.code) if unit else None
        if shared is None or share is None:
            return indicator
        return replace(indicator, target=share, target_by=shared.target_by)

    def _shares(self, indicator: Indicator, day: date) -> Mapping[str, int]:
        key = indicator.code, day
        if key not in self._shared:
            self._shared[key] = self._shared_out(indicator, day)
        return self._shared[key]

    @cached_property
    def _shared(self) -> dict[tuple[str, date], Mapping[str, int]]:
        return {}

    def _shared_out(self, indicator: Indicator, day: date) -> Mapping[str, int]:
        """Share a target out among the units of a day, by code; none while a weight is unknown."""
        shared = self.indicator(indicator.share_of)
        units = [unit for unit in self.named(indicator.units) if unit.validity.covers(day)]
        if shared is None or shared.target is None or indicator.shared_by is None:
            return {}
        weights = {unit.code: unit.population for unit in units}
        known = {code: weight for code, weight in weights.items() if weight}
        return shared_out(shared.target, known) if known and len(known) == len(units) else {}

    def restarted(self, since: date) -> frozenset[str]:
        """Return the codes of the indicators that have started anew after a day."""
        return frozenset(code for code, day in self.restarts.items() if day > since)

    @cached_property
    def restarts(self) -> Mapping[str, date]:
        """When the indicators started anew that did, by code."""
        return {
            one.code: one.validity.since
            for one in self.indicators
            if one.restarts and one.validity.since
        }

    def counters(self, service: Service, day: date, ended: Container[str] = ()) -> tuple[Unit, ...]:
        """Return the units that count a service on a day: those named, or who took over from them.

        One that ended and that nobody went on from counts where it is among those `ended`.
        """
        found: dict[str, Unit] = {}
        for line in self._lines_of(service.marks):
            left = line[-1] if line[-1].code in ended else None
            if unit := next((one for one in line if one.validity.covers(day)), left):
                found[unit.code] = unit
        return tuple(found.values())

    def _lines_of(self, marks: tuple[str, ...]) -> tuple[tuple[Unit, ...], ...]:
        """Return the units that marks name, each with who took over from it."""
        return tuple(self._heirs[one.code] for one in self.named(marks))

    def lineage(self, unit: Unit, day: date, today: date) -> tuple[Unit, ...]:
        """Return the units of a day that are, or by today have become, a unit."""
        return tuple(
            one
            for one in self._ancestors.get(unit.code, ())
            if one.validity.covers(day)
            and (one.code == unit.code or not one.validity.covers(today))
        )

    def ended(self, day: date, marks: Sequence[str] = (f"@{EVERYBODY}",)) -> tuple[Unit, ...]:
        """Return the units named that had ended before a day, and left none that is named too."""
        return tuple(
            unit
            for unit in self.named(marks)
            if unit.validity.until is not None
            and unit.validity.until < day
            and not any(self.names(marks, heir) for heir in self._heirs[unit.code][1:])
        )

    def signed_by(self, own: Signer) -> Signer:
        """Return who signs the office's reports: by the roster, where it knows the office.

        Of several it is `own`, who signs by the period's own declaration, else the first.
        """
        rows = [row for row in self.roster if not row.unit]
        row = next((row for row in rows if row.name == own.name), rows[0] if rows else None)
        return (
            Signer(authority=row.authority or own.authority, position=row.title, name=row.name)
            if row
            else own
        )

    def services_on(self, day: date) -> tuple[Service, ...]:
        """Return the catalogue in force on a day, in its order."""
        return self._catalogue(day).services

    def service_on(self, code: str, day: date) -> Service | None:
        """Find a service of the catalogue in force on a day by its code."""
        return self._catalogue(day).by_code.get(code)

    def service(self, code: str) -> Service | None:
        """Find a service by its code, in force or not."""
        return self._services_by_code.get(code)

    @cached_property
    def _services_by_code(self) -> Mapping[str, Service]:
        return {service.code: service for service in reversed(self.services)}

    def _catalogue(self, day: date) -> _Catalogue:
        if day not in self._catalogues:
            services = tuple(one for one in self.services if one.validity.covers(day))
            of_units: dict[str, list[Service]] = {}
            for service in services:
                for unit in self.counters(service, day):
                    of_units.setdefault(unit.code, []).append(service)
            self._catalogues[day] = _Catalogue(
                services,
                {service.code: service for service in reversed(services)},
                {code: tuple(counted) for code, counted in of_units.items()},
            )
        return self._catalogues[day]

    @cached_property
    def _catalogues(self) -> dict[date, _Catalogue]:
        return {}

    def unit(self, code: str) -> Unit | None:
        """Find a unit by its code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _heirs(self) -> Mapping[str, tuple[Unit, ...]]:
        """Each unit, by code, and who took over from it, one after the other."""
        heirs: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            line = [unit]
            while (after := self.unit(line[-1].successor)) and after not in line:
                line.append(after)
            heirs[unit.code] = tuple(line)
        return heirs

    @cached_property
    def _ancestors(self) -> Mapping[str, tuple[Unit, ...]]:
        """All units, in the office's order, that are a unit or have become it; by its code."""
        became: dict[str, list[Unit]] = {}
        for unit in self.units:
            for heir in self._heirs[unit.code]:
                became.setdefault(heir.code, []).append(unit)
        return {code: tuple(units) for code, units in became.items()}
