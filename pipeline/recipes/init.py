"""Begin an office of one's own: a folder with commented declarations that opens at once."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import texts
from pipeline.config.clicked import write_clicked
from pipeline.config.files import declared_files, read_declared
from pipeline.config.shipped import furnish, shipped, wordings
from pipeline.config.toml import quoted
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import PeriodKind
from pipeline.domain.words import unmarked
from pipeline.intake.lists import read_list
from pipeline.intake.words import fold
from pipeline.recipes.desk import open_desk
from pipeline.recipes.masters import write_masters

_KEPT = "\u00a0"  # a space that ends no line
_LINE = 24  # characters of a letterhead's line
_LONG = (PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit as it is named to begin with."""

    name: str
    code: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewService:
    """A service as it is named to begin with, and who counts it: a unit's code, or ""."""

    name: str
    sector: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """All that must be known of an office to begin with."""

    name: str
    parent: str
    place: str
    units: tuple[NewUnit, ...]
    services: tuple[NewService, ...]  # none: those that come with the program
    months: bool
    since: date


def begin(folder: Path, new: Beginning) -> tuple[Path, ...]:
    """Write an office's declarations, forms and wordings into a new folder, and open it.

    Returns the declared files, those to look through; BaocaoError where the folder is in use.
    """
    _refuse_in_use(folder)
    services = new.services or catalogue(new.units)
    files = {"config.toml": _config(new), "services.toml": _services(services)}
    if new.months:
        files["plans/ke-hoach.toml"] = texts.setup.PLAN.format(parent=quoted(new.parent))
    for name, content in files.items():
        _write(folder / name, content.encode("utf-8"))
    kinds = [PeriodKind.WEEK, *(_LONG if new.months else ())]
    for path in wordings("shared", *(kind.value for kind in kinds)):
        _write(folder / path.relative_to(shipped()), path.read_bytes())
    for name in ("collected", "output"):
        (folder / name).mkdir()
    write_clicked(folder, shipped())
    write_masters(open_desk(folder))
    return tuple(folder / name for name in files)


def begin_like(folder: Path, name: str) -> tuple[Path, ...]:
    """Begin an office as a shipped one is declared; returns the files to look through."""
    _refuse_in_use(folder)
    furnish(folder, name)
    write_masters(open_desk(folder))
    return declared_files(folder / "config.toml")


def _refuse_in_use(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise BaocaoError(texts.setup.FOLDER_TAKEN.format(folder=folder))


def units_in(path: Path) -> tuple[NewUnit, ...]:
    """Read the units of an Excel list; BaocaoError where it names none."""
    rows = read_list(path, texts.setup.LIST_OF_UNITS, "name")
    if not rows:
        raise BaocaoError(texts.setup.NO_UNITS.format(file=path))
    return named_units([row["name"] for row in rows], rows)


def named_units(names: Sequence[str], rows: Sequence[dict[str, str]] = ()) -> tuple[NewUnit, ...]:
    """Give each unit its code: the one its row declares, or one made from its name.

    BaocaoError where two have one name.
    """
    for name, count in Counter(map(fold, names)).items():
        if count > 1:
            raise BaocaoError(texts.setup.NAMED_TWICE.format(name=name))
    units, taken = [], set[str]()
    for name, row in zip(names, rows or [{}] * len(names), strict=True):
        code = _code(row.get("code") or name, taken)
        taken.add(code)
        contact = ", ".join(filter(None, (_dialled(row.get("telephone", "")), row.get("mail"))))
        units.append(NewUnit(name=name, code=code, contact=contact))
    return tuple(units)


def services_in(path: Path, units: Sequence[NewUnit]) -> tuple[NewService, ...]:
    """Read the services of an Excel list, and who counts them.

    BaocaoError where it names none, or an unknown unit.
    """
    rows = read_list(path, texts.setup.LIST_OF_SERVICES, "name")
    if not rows:
        raise BaocaoError(texts.setup.NO_SERVICES.format(file=path))
    return tuple(
        counted_by(row["name"], row.get("unit", ""), units, row.get("sector", "")) for row in rows
    )


def counted_by(name: str, unit: str, units: Sequence[NewUnit], sector: str = "") -> NewService:
    """Name a service, its sector and its unit: by code, by name, or the one its sector names."""
    found = next((one for one in units if fold(unit) in (one.code, fold(one.name))), None)
    if unit and not found:
        known = ", ".join(one.name for one in units)
        raise BaocaoError(texts.setup.UNKNOWN_COUNTER.format(service=name, unit=unit, units=known))
    found = found or _of_sector(sector, units)
    return NewService(
        name=name,
        sector=sector or (found.name if found else name),
        unit=found.code if found else "",
    )


def catalogue(units: Sequence[NewUnit]) -> tuple[NewService, ...]:
    """Return the services that come with the program, each with the unit its sector names."""
    rows = _shipped_rows("services")
    return tuple(counted_by(row["name"], "", units, row["sector"]) for row in rows)


def _shipped_rows(table: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = read_declared(shipped() / "config.toml").data[table]
    return rows


def _of_sector(sector: str, units: Sequence[NewUnit]) -> NewUnit | None:
    """Find the one unit whose name holds a sector's."""
    found = [unit for unit in units if sector and fold(sector) in fold(unit.name)]
    return found[0] if len(found) == 1 else None


def _config(new: Beginning) -> str:
    return texts.setup.CONFIG.format(
        plans=texts.setup.NAMED_PLAN if new.months else "",
        schedule=texts.setup.SCHEDULE if new.months else "",
        emulation=texts.setup.EMULATION if new.months else "",
        name=quoted(new.name),
        parent=quoted(new.parent),
        basis=quoted(_shipped_rows("bases")[0]["text"]),
        parent_lines=_lines(new.parent),
        issuer_lines=_lines(new.name),
        place=quoted(new.place),
        since=new.since.isoformat(),
        units="".join(_unit(unit, months=new.months) for unit in new.units),
    )


def _unit(unit: NewUnit, *, months: bool) -> str:
    kinds = (PeriodKind.WEEK, *(_LONG if months else ()))
    said = texts.setup.UNIT.format(
        code=quoted(unit.code),
        name=quoted(unit.name),
        reports=", ".join(quoted(kind.value) for kind in kinds),
    )
    return said + (
        texts.setup.UNIT_CONTACT.format(contact=quoted(unit.contact)) if unit.contact else ""
    )


def _services(services: Iterable[NewService]) -> str:
    rows = (
        texts.setup.SERVICE.format(
            number=number,
            code=quoted(f"dvc-{number:02}"),
            name=quoted(one.name),
            sector=quoted(one.sector),
            counted=texts.setup.SERVICE_UNIT.format(unit=quoted(one.unit))
            if one.unit
            else texts.setup.SERVICE_NOTE.format(note=quoted(texts.setup.NOBODY)),
        )
        for number, one in enumerate(services, start=1)
    )
    return texts.setup.SERVICES.format(rows="".join(rows))


def _code(text: str, taken: set[str]) -> str:
    """Make a code from a name: "Phòng Tư pháp" is "phong-tu-phap"; another one where taken."""
    code = re.sub(r"[^a-z0-9]+", "-", unmarked(text)).strip("-") or "don-vi"
    numbered = (f"{code}-{number}" for number in range(2, len(taken) + 3))
    return code if code not in taken else next(one for one in numbered if one not in taken)


def _dialled(number: str) -> str:
    """Return a telephone number with the 0 that Excel takes from a number."""
    return f"0{number}" if number.isdigit() and not number.startswith("0") else number


def _lines(text: str) -> str:
    """Break a name into as few lines of a letterhead as hold it, all about as long."""
    for words in texts.setup.KEPT_TOGETHER:
        text = text.replace(words, words.replace(" ", _KEPT))
    few = textwrap.wrap(text.upper(), _LINE)
    widths = range(len(text) // len(few), _LINE + 1)
    even = (textwrap.wrap(text.upper(), width, break_long_words=False) for width in widths)
    lines = next((lines for lines in even if len(lines) == len(few)), few)
    return ", ".join(quoted(line.replace(_KEPT, " ")) for line in lines)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
