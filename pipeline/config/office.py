"""`config.toml` becomes the frozen Office; every mistake is named, all at once."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from pathlib import Path

from pipeline import texts
from pipeline.config.bases import read_asked_by, read_bases
from pipeline.config.files import read_declared
from pipeline.config.plan import check_plan, read_indicator, read_plan, read_task
from pipeline.config.schedule import read_schedule
from pipeline.config.toml import TomlSection, TomlSource, check_unique, nearest
from pipeline.config.units import check_names, read_groups, read_service, read_unit
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Letterhead, Office, Scoring, Signer
from pipeline.domain.period import PeriodKind


def find_office(start: Path) -> Path:
    """Return the folder that holds `config.toml`, here or above."""
    for folder in (start, *start.parents):
        if (folder / "config.toml").is_file():
            return folder
    raise BaocaoError(texts.config.NO_OFFICE.format(folder=start))


def load_office(path: Path) -> Office:
    """Read `config.toml` and the files it names. ConfigError lists every mistake with its line."""
    source = read_declared(path)
    office = read_office(TomlSection(source, "", source.data))
    source.finish()
    return office


def read_office(top: TomlSection) -> Office:
    """Read all that is declared, whichever file it stands in; what is wrong is said."""
    about = top.sub("office")
    units_said = top.many("units")
    groups = read_groups(top, units_said)
    since = about.day("since")
    units = tuple(read_unit(section, groups, since) for section in units_said)
    owed = frozenset(kind for unit in units for kind in unit.reports)
    plans = tuple(read_plan(section) for section in top.many("plans", needed=False))
    plan = about.get("plan", str, texts.plan.cited(plans[0]) if plans else "")
    office = Office(
        name=about.need("name", str, ""),
        short_name=about.need("short_name", str, ""),
        plan=plan,
        receiver=about.need("receiver", str, ""),
        addressees=about.words("addressees", needed=True),
        recipients=about.words("recipients", needed=True),
        letterhead=_letterhead(top.sub("letterhead")),
        signer=_signer(top.sub("signer")),
        schedule=read_schedule(top.sub("schedule"), owed),
        targets=_targets(top.sub("targets", needed=False)),
        groups=groups,
        units=units,
        services=tuple(read_service(section) for section in top.many("services")),
        tasks=tuple(read_task(section) for section in top.many("tasks", needed=False)),
        indicators=tuple(
            read_indicator(section) for section in top.many("indicators", needed=False)
        ),
        scoring=_scoring(top, owed),
        cumulative_since=about.day("cumulative_since"),
        bases=read_bases(top, plans, plan),
        asked_by=read_asked_by(top),
    )
    about.close()
    top.close()
    if office.units and office.services:  # or each of them would be missed in every line
        _cross_check(office, top.source)
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


def _scoring(top: TomlSection, owed: Collection[PeriodKind]) -> Scoring:
    """Read the points; an office whose units owe weeks alone keeps none."""
    section = top.sub("emulation", needed=any(kind.follows_plan for kind in owed))
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


def _targets(section: TomlSection) -> dict[str, Fraction]:
    targets = {}
    for key in ("online_essential",):
        percent = section.number(key, 0, 100, texts.config.PERCENT, needed=False)
        if key in section.data:
            targets[key] = Fraction(percent, 100)
    section.close()
    return targets


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
    check_names(office, source)
    check_plan(office, source, codes)
