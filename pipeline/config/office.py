"""`config.toml` becomes the frozen Office; every mistake is named, all at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import texts
from pipeline.config.toml import TomlSection, TomlSource, check_unique, nearest, read_toml
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import (
    EVERYBODY,
    Group,
    Indicator,
    Letterhead,
    Office,
    Schedule,
    Scoring,
    Service,
    Signer,
    Task,
    Timing,
    Unit,
    Validity,
)
from pipeline.domain.period import PeriodKind


def find_office(start: Path) -> Path:
    """Return the folder that holds `config.toml`, here or above."""
    for folder in (start, *start.parents):
        if (folder / "config.toml").is_file():
            return folder
    raise BaocaoError(texts.config.NO_OFFICE.format(folder=start))


def load_office(path: Path) -> Office:
    """Read `config.toml`. ConfigError lists every mistake with its key and line."""
    source = read_toml(path)
    top = TomlSection(source, "", source.data)
    about = top.sub("office")
    groups = _groups(top)
    units = tuple(_unit(section, groups) for section in top.many("units"))
    owed = frozenset(kind for unit in units for kind in unit.reports)
    office = Office(
        name=about.need("name", str, ""),
        short_name=about.need("short_name", str, ""),
        plan=about.need("plan", str, ""),
        receiver=about.need("receiver", str, ""),
        addressees=about.words("addressees", needed=True),
        recipients=about.words("recipients", needed=True),
        letterhead=_letterhead(top.sub("letterhead")),
        signer=_signer(top.sub("signer")),
        schedule=_schedule(top.sub("schedule"), owed),
        targets=_targets(top.sub("targets")),
        groups=groups,
        units=units,
        services=tuple(_service(section) for section in top.many("services")),
        tasks=tuple(_task(section) for section in top.many("tasks", needed=False)),
        indicators=tuple(_indicator(section) for section in top.many("indicators", needed=False)),
        scoring=_scoring(top.sub("emulation")),
        cumulative_since=_day(about, "cumulative_since"),
    )
    about.close()
    top.close()
    if office.units and office.services:  # or each of them would be missed in every line
        _cross_check(office, source)
    source.finish()
    return office


def _letterhead(section: TomlSection) -> Letterhead:
    letterhead = Letterhead(
        parent=section.words("parent", needed=True),
        issuer=section.words("issuer", needed=True),
        symbol=section.need("symbol", str, ""),
        place=section.need("place", str, ""),
    )
    section.close()
    return letterhead


def _signer(section: TomlSection) -> Signer:
    signer = Signer(
        authority=section.words("authority", needed=True),
        position=section.get("position", str, ""),
        name=section.get("name", str, ""),
    )
    section.close()
    return signer


def _groups(top: TomlSection) -> tuple[Group, ...]:
    """Read the groups of units; an office that declares none has those of a district."""
    sections = top.many("groups", needed=False)
    groups = [Group(_code(section), section.need("name", str, "")) for section in sections]
    for section in sections:
        section.close()
    check_unique(top.source, "groups", "code", [group.code for group in groups])
    usual = texts.config.DISTRICT_GROUPS if not groups else {EVERYBODY: texts.config.EVERYBODY}
    there = {group.code for group in groups}
    return (*groups, *(Group(*one) for one in usual.items() if one[0] not in there))


def _schedule(section: TomlSection, owed: Collection[PeriodKind]) -> Schedule:
    zone_name = section.need("time_zone", str, "Asia/Ho_Chi_Minh")
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is no zone
        section.say("time_zone", texts.config.NO_ZONE.format(zone=zone_name))
        zone = ZoneInfo("UTC")
    schedule = Schedule(
        zone=zone,
        week_starts=_weekday(section, "week_starts"),
        due_weekday=_weekday(section, "due_weekday"),
        due_time=_clock_time(section, "due_time"),
        month_ends=_day_of_month(section, "month_ends", 28),
        due_days=_due_days(section, owed),
        due_day_included=section.get("due_day_included", bool, False),
        holidays=_days(section, "holidays"),
        working_days=_days(section, "working_days"),
        move_off_holidays=section.get("move_off_holidays", bool, False),
        asked=_asked(section),
    )
    section.close()
    return schedule


def _due_days(section: TomlSection, owed: Collection[PeriodKind]) -> dict[PeriodKind, int]:
    """Read on which day of its last month a period is due; needed of what some unit owes."""
    keys = {kind: f"{kind.name.lower()}_due_day" for kind in PeriodKind if kind.follows_plan}
    keys = {kind: key for kind, key in keys.items() if kind in owed or key in section.data}
    return {kind: _day_of_month(section, key, 28) for kind, key in keys.items()}


def _asked(section: TomlSection) -> dict[PeriodKind, tuple[int, ...]]:
    """Read which halves and quarters of a year are reported on; all that are not declared are."""
    asked = {}
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
        key, numbers = f"{kind.name.lower()}s", range(1, 12 // kind.months + 1)
        said = section.get(key, list, list(numbers))
        if all(type(number) is int and number in numbers for number in said):
            asked[kind] = tuple(said)
        else:
            section.say(key, texts.config.NUMBERS.format(known=list(numbers)))
    return asked


def _days(section: TomlSection, key: str) -> frozenset[date]:
    days = section.get(key, list, [])
    if all(type(day) is date for day in days):
        return frozenset(days)
    section.say(key, texts.config.TYPES["date"])
    return frozenset()


def _day_of_month(section: TomlSection, key: str, most: int) -> int:
    day = section.need(key, int, 1)
    if 1 <= day <= most:
        return day
    section.say(key, texts.config.DAY_OF_MONTH.format(most=most))
    return 1


def _scoring(section: TomlSection) -> Scoring:
    scoring = Scoring(
        report_on_time=section.need("report_on_time", int, 0),
        report_late=section.need("report_late", int, 0),
        report_missing=section.need("report_missing", int, 0),
        report_returned=section.need("report_returned", int, 0),
        report_corrected=section.need("report_corrected", int, 0),
        task_on_time=section.need("task_on_time", int, 0),
        task_overdue=section.need("task_overdue", int, 0),
        target_met=section.need("target_met", int, 0),
    )
    section.close()
    return scoring


def _weekday(section: TomlSection, key: str) -> int:
    value = section.need(key, int, 1)
    if not 1 <= value <= 7:
        section.say(key, texts.config.WEEKDAY)
        return 1
    return value


def _clock_time(section: TomlSection, key: str) -> time:
    text = section.need(key, str, "09:00")
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        return time.fromisoformat(text)
    section.say(key, texts.config.CLOCK)
    return time(9)


def _targets(section: TomlSection) -> dict[str, Fraction]:
    targets = {}
    for key in ("online_essential",):
        percent = section.need(key, int, 0)
        if not 0 <= percent <= 100:
            section.say(key, texts.config.PERCENT)
            percent = 0
        targets[key] = Fraction(percent, 100)
    section.close()
    return targets


def _day(section: TomlSection, key: str) -> date | None:
    section.asked.add(key)
    value = section.data.get(key)
    if value is None or type(value) is date:
        return value
    section.say(key, texts.config.TYPES["date"])
    return None


def _validity(section: TomlSection) -> Validity:
    since, until = _day(section, "since"), _day(section, "until")
    if since and until and until < since:
        section.say("until", texts.config.UNTIL_BEFORE_SINCE)
    return Validity(since, until)


def _code(section: TomlSection) -> str:
    code = section.need("code", str, "?")
    if code != "?" and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", code):
        section.say("code", texts.config.CODE.format(code=code))
    return code


def _unit(section: TomlSection, groups: Sequence[Group]) -> Unit:
    name = section.need("name", str, "")
    unit = Unit(
        code=_code(section),
        name=name,
        short_name=section.get("short_name", str, name),
        aliases=section.words("aliases"),
        head_title=section.get("head_title", str, ""),
        contact=section.get("contact", str, ""),
        validity=_validity(section),
        group=_group(section, groups),
        official_code=section.get("official_code", str, ""),
        authority=section.words("authority"),
        reports=_reports(section),
        successor=section.get("successor", str, ""),
    )
    section.close()
    return unit


def _group(section: TomlSection, groups: Sequence[Group]) -> str:
    """Read which group a unit belongs to; one that no task names needs none."""
    known = [group.code for group in groups if group.code != EVERYBODY]
    if "group" in section.data:
        return section.one_of("group", known, "")
    return section.get("group", str, "")


def _reports(section: TomlSection) -> frozenset[PeriodKind]:
    known = [kind.value for kind in PeriodKind]
    said = section.words("reports", needed=True)
    for word in said:
        if word not in known:
            unknown = texts.config.UNKNOWN_WORD.format(word=word)
            section.say("reports", unknown + nearest(word, known))
    return frozenset(PeriodKind(word) for word in said if word in known)


def _task(section: TomlSection) -> Task:
    timing = Timing(section.one_of("timing", [timing.value for timing in Timing], "unstated"))
    task = Task(
        code=_code(section),
        number=section.need("number", str, ""),
        part=section.get("part", str, ""),
        group=section.need("group", str, ""),
        content=section.need("content", str, ""),
        lead=section.words("lead", needed=True),
        performers=section.words("performers"),
        supporters=section.words("with"),
        supporters_said=section.get("with_words", str, ""),
        deadline_said=section.get("deadline_words", str, ""),
        timing=timing,
        starts=_day(section, "starts"),
        due=_day(section, "due"),
        then_ongoing=section.get("then_ongoing", bool, False),
        quantity=section.get("quantity", str, ""),
        indicator=section.get("indicator", str, ""),
    )
    if (timing is Timing.BY) != (task.due is not None):
        section.say("due", texts.config.TASK_DUE)
    section.close()
    return task


def _indicator(section: TomlSection) -> Indicator:
    whole = section.get("of", str, "")
    target = section.get("target", int, -1)
    if whole and target > 100:
        section.say("target", texts.config.PERCENT)
    indicator = Indicator(
        code=_code(section),
        number=section.need("number", str, ""),
        group=section.need("group", str, ""),
        title=section.need("name", str, ""),
        measure=section.need("measure", str, ""),
        units=section.words("units", needed=True),
        adds_up=section.one_of("time", ("flow", "stock"), "flow") == "flow",
        whole=whole,
        target=None if target < 0 else target,
        target_by=_day(section, "target_by"),
        basis=section.get("basis", str, ""),
        task=section.get("task", str, ""),
        weekly=section.words("weekly"),
        weekly_whole=section.words("weekly_of"),
        whole_holds=section.get("of_holds", str, ""),
    )
    section.close()
    return indicator


def _service(section: TomlSection) -> Service:
    service = Service(
        code=_code(section),
        number=section.need("number", int, 0),
        name=section.need("name", str, ""),
        sector=section.need("sector", str, ""),
        unit=section.get("unit", str, "") or None,
        note=section.get("note", str, ""),
        validity=_validity(section),
    )
    section.close()
    return service


def _cross_check(office: Office, source: TomlSource) -> None:
    codes = [unit.code for unit in office.units]
    for index, service in enumerate(office.services, start=1):
        key = f"services[{index}]"
        if service.unit is None and not service.note:
            source.say(f"{key}.unit", texts.config.SERVICE_WITHOUT_UNIT)
        if service.unit is not None and service.unit not in codes:
            unknown = texts.config.UNKNOWN_UNIT.format(code=service.unit)
            source.say(f"{key}.unit", unknown + nearest(service.unit, codes))
    check_unique(source, "units", "code", codes)
    check_unique(source, "services", "code", [service.code for service in office.services])
    check_unique(source, "services", "number", [str(service.number) for service in office.services])
    check_unique(source, "tasks", "code", [task.code for task in office.tasks])
    check_unique(source, "indicators", "code", [one.code for one in office.indicators])
    _unique_names(office, source)
    _cross_check_plan(office, source, codes)


def _cross_check_plan(office: Office, source: TomlSource, codes: Sequence[str]) -> None:
    """Hold the plan's tasks and indicators against the units, and against each other."""
    marks = [*codes, *(group.mark for group in office.groups)]
    tasks = [task.code for task in office.tasks]
    indicators = [one.code for one in office.indicators]

    def known(key: str, names: Iterable[str], among: Sequence[str], sentence: str) -> None:
        for name in names:
            if name and name not in among:
                source.say(key, sentence.format(code=name) + nearest(name, among))

    for index, unit in enumerate(office.units, start=1):
        known(f"units[{index}].successor", (unit.successor,), codes, texts.config.UNKNOWN_UNIT)
    for index, task in enumerate(office.tasks, start=1):
        for key, names in (
            ("lead", task.lead),
            ("performers", task.performers),
            ("with", task.supporters),
        ):
            known(f"tasks[{index}].{key}", names, marks, texts.config.UNKNOWN_UNIT)
        measured = (task.indicator,)
        known(f"tasks[{index}].indicator", measured, indicators, texts.config.UNKNOWN_INDICATOR)
    for index, one in enumerate(office.indicators, start=1):
        known(f"indicators[{index}].units", one.units, marks, texts.config.UNKNOWN_UNIT)
        known(f"indicators[{index}].task", (one.task,), tasks, texts.config.UNKNOWN_TASK)
        held = (one.whole_holds,)
        known(f"indicators[{index}].of_holds", held, indicators, texts.config.UNKNOWN_INDICATOR)


def _unique_names(office: Office, source: TomlSource) -> None:
    """Refuse a name or alias that two units share while both exist."""
    seen: dict[str, list[Unit]] = {}
    for index, unit in enumerate(office.units, start=1):
        for name in dict.fromkeys((unit.name, *unit.aliases)):
            folded = " ".join(name.casefold().split())
            for other in seen.get(folded, []):
                if other is not unit and _overlap(other.validity, unit.validity):
                    source.say(f"units[{index}].name", texts.config.TWICE.format(value=name))
            seen.setdefault(folded, []).append(unit)


def _overlap(a: Validity, b: Validity) -> bool:
    starts = max(a.since or date.min, b.since or date.min)
    return starts <= min(a.until or date.max, b.until or date.max)
