"""`config.toml` becomes the Register of an office; every mistake is named, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline import texts
from pipeline.config.bases import read_abbreviations, read_bases, read_by_kind
from pipeline.config.changes import read_changes
from pipeline.config.files import read_declared
from pipeline.config.hand_up import read_hand_up, read_superiors
from pipeline.config.plan import check_plan, read_indicator, read_plan, read_task
from pipeline.config.reminders import read_reminders
from pipeline.config.rows import check_once
from pipeline.config.schedule import read_schedule
from pipeline.config.signing import read_roster, read_signing
from pipeline.config.ties import check_ties
from pipeline.config.toml import TomlSection, TomlSource, nearest
from pipeline.config.units import check_names, read_groups, read_service, read_unit
from pipeline.domain.engine import EXECUTOR
from pipeline.domain.office import Letterhead, Office, Scoring, Signer
from pipeline.domain.register import Register


def load_register(path: Path) -> Register:
    """Read `config.toml` and the files it names. ConfigError lists every mistake with its line."""
    source = read_declared(path)
    register = read_register(TomlSection(source, "", source.data))
    source.finish()
    return register


def load_office(path: Path) -> Office:
    """Read what is declared as it stands, with all rows of all times, as `load_register` does."""
    return load_register(path).office


def read_register(top: TomlSection) -> Register:
    """Read all that is declared, whichever file it stands in; what is wrong is said."""
    units_said = top.many("units")
    groups = read_groups(top, units_said)
    units = tuple(read_unit(section, groups) for section in units_said)
    owed = frozenset(kind for unit in units for kind in unit.reports)
    follows_plan = any(kind.follows_plan for kind in owed)  # only then it has points to give
    needed = {"targets": False, "emulation": follows_plan, "asked_by": False, "receivers": False}
    needed |= {"signing": False, "reminders": False}
    values: dict[str, Any] = {}
    for name, read in _READ.items():
        values |= read(top.sub(name, needed=needed.get(name, True)))
    plans = tuple(read_plan(section) for section in top.many("plans", needed=False))
    values.setdefault("plan", texts.bases.cited(plans[0]) if plans else "")
    schedule = read_schedule(top.sub("schedule"), owed)
    changes, later = read_changes(top, _READ, owed)
    office = Office(
        **values,
        schedule=replace(schedule, later=later),
        groups=groups,
        units=units,
        services=tuple(read_service(section) for section in top.many("services")),
        tasks=tuple(read_task(section) for section in top.many("tasks", needed=False)),
        indicators=tuple(read_indicator(one) for one in top.many("indicators", needed=False)),
        bases=read_bases(top, plans, values["plan"]),
        roster=read_roster(top, units),
        abbreviations=read_abbreviations(top),
        executor=_executor(top.sub("engine", needed=False)),
    )
    check_ties(top, office)
    hand_up, superiors = read_hand_up(top, office), read_superiors(top)
    top.close()
    if office.units and office.services:  # or each of them would be missed in every line
        _cross_check(office, top.source)
    begun = office.since.replace(month=1, day=1) if office.since else None
    days = {plan.validity.since or begun for plan in plans} or {begun}
    begins = tuple(sorted(day for day in days if day))
    return Register(office, changes, begins, hand_up, superiors)


def _about(section: TomlSection) -> dict[str, Any]:
    values = {
        "name": section.need("name", str, ""),
        "short_name": section.need("short_name", str, ""),
        "receiver": section.need("receiver", str, ""),
        "addressees": section.words("addressees", needed=True),
        "recipients": section.words("recipients", needed=True),
        "since": section.day("since"),
        "cumulative_since": section.day("cumulative_since"),
    }
    if plan := section.get("plan", str, ""):  # else it is the first plan's title
        values["plan"] = plan
    section.close()
    return values


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


def _targets(section: TomlSection) -> dict[str, Any]:
    targets = {}
    for key in ("online_essential",):
        percent = section.number(key, 0, 100, texts.config.PERCENT, needed=False)
        if key in section.data:
            targets[key] = Fraction(percent, 100)
    since = section.day("since")
    section.close()
    return {"targets": targets, "targets_since": since}


def _executor(section: TomlSection) -> str:
    named = section.matching("executor", EXECUTOR, texts.config.EXECUTOR, "")
    section.close()
    return named


_READ: Mapping[str, Callable[[TomlSection], dict[str, Any]]] = {
    "office": _about,
    "letterhead": lambda section: {"letterhead": _letterhead(section)},
    "signer": lambda section: {"signer": _signer(section)},
    "targets": _targets,
    "emulation": lambda section: {"scoring": _scoring(section)},
    "asked_by": lambda section: {"asked_by": read_by_kind(section)},
    "receivers": lambda section: {"receivers": read_by_kind(section)},
    "signing": read_signing,
    "reminders": read_reminders,
}


def _cross_check(office: Office, source: TomlSource) -> None:
    codes = [unit.code for unit in office.units]
    one = dict.fromkeys(codes)
    several = one | dict.fromkeys(group.mark for group in office.groups)
    for index, service in enumerate(office.services, start=1):
        key = f"services[{index}]"
        if not service.marks and not service.note:
            source.say(f"{key}.unit", texts.config.SERVICE_WITHOUT_UNIT)
        for name, among in (("unit", one), ("units", several)):
            for code in service.units if name == "units" else filter(None, (service.unit,)):
                if code not in among:
                    unknown = texts.config.UNKNOWN_UNIT.format(code=code)
                    source.say(f"{key}.{name}", unknown + nearest(code, among))
    check_once(source, "units", "code", office.units)
    check_once(source, "services", "code", office.services)
    check_once(source, "services", "number", office.services)
    check_once(source, "tasks", "code", office.tasks)
    check_once(source, "indicators", "code", office.indicators)
    check_names(office, source)
    check_plan(office, source, codes)
