"""The office and all it declares: units, services, letterhead, schedule, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from pipeline.domain.period import Period


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a unit or service exists, both ends included; None is open."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether it exists on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that owes reports (đơn vị)."""

    code: str  # "tu-phap", stable, ASCII
    name: str  # "Phòng Tư pháp"
    short_name: str  # "Tư pháp", for narrow columns and charts
    aliases: tuple[str, ...]
    head_title: str  # "Trưởng phòng"
    contact: str
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A public service (dịch vụ công), one row of the weekly appendix."""

    code: str  # "dvc-03"
    number: int  # its number in the catalogue of QĐ 06/QĐ-TTg
    name: str
    sector: str  # "Công an"
    unit: str | None  # code of the one unit that counts it; None: no district unit does
    note: str  # why no unit reports it, or who shares it
    validity: Validity


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
class Schedule:
    """When periods run and reports are due. Weekly part: plan III.2, first dash."""

    zone: ZoneInfo
    week_starts: int  # ISO weekday of the window's first day: 1 is Monday
    due_weekday: int  # ISO weekday of the deadline in the following week: 2 is Tuesday
    due_time: time  # 09:00
    holidays: frozenset[date]
    move_off_holidays: bool  # a deadline on a holiday moves to the next working day

    def window(self, period: Period) -> tuple[date, date]:
        """Return the first and last day the figures cover.

        A week that starts on another day than Monday starts in the ISO week of its name.
        """
        first = period.first_day + timedelta(days=self.week_starts - 1)
        return first, first + timedelta(days=6)

    def deadline(self, period: Period) -> datetime:
        """Return the instant before which the report must have arrived."""
        _, last = self.window(period)
        due = last + timedelta(days=(self.due_weekday - last.isoweekday() - 1) % 7 + 1)
        while self.move_off_holidays and due in self.holidays:
            due += timedelta(days=1)
        return datetime.combine(due, self.due_time, self.zone)

    def current(self, now: datetime) -> Period:
        """Return the newest week whose window has closed: the one being collected now."""
        today = now.astimezone(self.zone).date()
        period = Period.week_of(today)
        while self.window(period)[1] >= today:
            period = period.previous
        return period


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office's `config.toml`, checked and frozen."""

    name: str  # "Tổ công tác triển khai Đề án 06 huyện Hương Khê"
    short_name: str  # "Tổ công tác Đề án 06 huyện"
    district: str  # "huyện Hương Khê"
    plan: str  # how the report cites the plan it follows
    receiver: str  # to whom units send, as printed on the form
    letterhead: Letterhead
    signer: Signer
    addressees: tuple[str, ...]  # Kính gửi
    recipients: tuple[str, ...]  # Nơi nhận; the last is the Lưu line
    schedule: Schedule
    units: tuple[Unit, ...]
    services: tuple[Service, ...]
    targets: Mapping[str, Fraction]  # {"online_essential": 4/5, "online_other": 1/2}
    cumulative_since: date | None  # None: 1 January of the period's year

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """Return the units that owe a report for a window ending on a day, in order."""
        return tuple(unit for unit in self.units if unit.validity.covers(day))

    def services_on(self, day: date) -> tuple[Service, ...]:
        """Return the catalogue in force on a day, in its order."""
        return tuple(service for service in self.services if service.validity.covers(day))

    def unit(self, code: str) -> Unit | None:
        """Find a unit by its code."""
        return next((unit for unit in self.units if unit.code == code), None)
