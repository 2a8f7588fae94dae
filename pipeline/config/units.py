"""The units an office collects from, their groups, and the services they count."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.config.rows import code_of, validity_of
from pipeline.config.toml import TomlSection, TomlSource, check_unique
from pipeline.domain.office import EVERYBODY, Group, Office, Service, Unit
from pipeline.domain.period import PeriodKind

_MOST_PEOPLE = 100_000_000  # more live in no unit that reports


def read_groups(top: TomlSection, units: Sequence[TomlSection]) -> tuple[Group, ...]:
    """Read the groups of units; an office of 0.1.0 declares none and has those of that time."""
    sections = top.many("groups", needed=False)
    groups = [Group(code_of(section), section.need("name", str, "")) for section in sections]
    for section in sections:
        section.close()
    check_unique(top.source, "groups", "code", [group.code for group in groups])
    named = {section.data.get("group") for section in units}
    old = not groups and bool(named & texts.config.GROUPS_OF_0_1_0.keys())
    usual = texts.config.GROUPS_OF_0_1_0 if old else {EVERYBODY: texts.config.EVERYBODY}
    there = {group.code for group in groups}
    return (*groups, *(Group(*one) for one in usual.items() if one[0] not in there))


def read_unit(section: TomlSection, groups: Sequence[Group]) -> Unit:
    """Read one row of `[[units]]`."""
    name = section.need("name", str, "")
    unit = Unit(
        code=code_of(section),
        name=name,
        short_name=section.get("short_name", str, name),
        aliases=section.words("aliases"),
        head_title=section.get("head_title", str, ""),
        contact=section.get("contact", str, ""),
        validity=validity_of(section),
        group=_group(section, groups),
        official_code=section.get("official_code", str, ""),
        authority=section.words("authority"),
        reports=reports_of(section),
        successor=section.get("successor", str, ""),
        population=_population(section),
    )
    section.close()
    return unit


def _population(section: TomlSection) -> int | None:
    """Read how many people live in a unit's area; one that has no area has none."""
    people = section.number("population", 1, _MOST_PEOPLE, texts.config.POPULATION, needed=False)
    return people if "population" in section.data else None


def _group(section: TomlSection, groups: Sequence[Group]) -> str:
    """Read which group a unit belongs to; one that no task names needs none."""
    known = [group.code for group in groups if group.code != EVERYBODY]
    if "group" in section.data:
        return section.one_of("group", known, "")
    return section.get("group", str, "")


def reports_of(section: TomlSection, *, needed: bool = True) -> frozenset[PeriodKind]:
    """Read the kinds of report a row names; a word that is none is said."""
    known = [kind.value for kind in PeriodKind]
    return frozenset(map(PeriodKind, section.words("reports", known, needed=needed)))


def read_service(section: TomlSection) -> Service:
    """Read one row of `[[services]]`."""
    service = Service(
        code=code_of(section),
        number=section.need("number", int, 0),
        name=section.need("name", str, ""),
        sector=section.need("sector", str, ""),
        unit=section.get("unit", str, "") or None,
        units=section.words("units"),
        note=section.get("note", str, ""),
        validity=validity_of(section),
    )
    if service.unit and service.units:
        section.say("units", texts.config.SERVICE_UNIT_TWICE)
    section.close()
    return service


def check_names(office: Office, source: TomlSource) -> None:
    """Refuse a name or alias that two units share while both exist."""
    seen: dict[str, list[Unit]] = {}
    for index, unit in enumerate(office.units, start=1):
        for name in dict.fromkeys((unit.name, *unit.aliases)):
            folded = " ".join(name.casefold().split())
            for other in seen.get(folded, []):
                if other is not unit and other.validity.meets(unit.validity):
                    source.say(f"units[{index}].name", texts.config.TWICE.format(value=name))
            seen.setdefault(folded, []).append(unit)
