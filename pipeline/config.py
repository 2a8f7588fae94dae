"""`config.toml` and `form.toml` become frozen values; every mistake is named, all at once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import texts
from pipeline.domain.finding import BaocaoError, Severity
from pipeline.domain.form import Column, ColumnType, Field, Form, Section, Table, Time
from pipeline.domain.office import Letterhead, Office, Schedule, Service, Signer, Unit, Validity
from pipeline.domain.period import PeriodKind
from pipeline.domain.rule import (
    AtMost,
    Balance,
    CarriedForward,
    NotFalling,
    Reason,
    Rule,
    Sum,
    Unusual,
)

T = TypeVar("T")
_COLUMN_KEYS = (  # of rules
    *("total", "parts", "left", "right", "part", "whole"),
    *("counts", "opening", "closing", "count"),
)
_HEADER = re.compile(r"\s*\[{1,2}\s*([\w.]+)\s*\]{1,2}")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


class ConfigError(BaocaoError):
    """Every mistake found in a declaration, one a line."""


@dataclass
class _Source:
    """A TOML file being read: its tables, its lines, and the mistakes found so far."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[str, int]  # key path → line number
    mistakes: list[tuple[int, str]] = field(default_factory=list)

    def say(self, key: str, sentence: str) -> None:
        line = self.lines.get(key) or self.lines.get(key.rpartition(".")[0]) or 1
        self.mistakes.append(
            (line, texts.CONFIG_MISTAKE.format(file=self.path, line=line, key=key, what=sentence))
        )

    def finish(self) -> None:
        if self.mistakes:
            raise ConfigError("\n".join(sentence for _, sentence in sorted(self.mistakes)))


@dataclass
class _Section:
    """One table of the file; knows its key path, and which keys were asked for."""

    source: _Source
    path: str
    data: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def say(self, key: str, sentence: str) -> None:
        self.source.say(self.at(key), sentence)

    def get(self, key: str, kind: type[T], default: T) -> T:
        self.asked.add(key)
        value = self.data.get(key, default)
        if value is default:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.say(key, texts.CONFIG_TYPES[kind.__name__])
            return default
        return value if not isinstance(value, str) else cast(T, _nfc(value))

    def need(self, key: str, kind: type[T], default: T) -> T:
        if key not in self.data:
            self.asked.add(key)
            self.say(key, texts.CONFIG_MISSING)
            return default
        return self.get(key, kind, default)

    def words(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        values = self.need(key, list, []) if needed else self.get(key, list, [])
        if all(isinstance(value, str) for value in values):
            return tuple(_nfc(value) for value in values)
        self.say(key, texts.CONFIG_WORDS)
        return ()

    def sub(self, key: str) -> _Section:
        return _Section(self.source, self.at(key), self.need(key, dict, {}))

    def many(self, key: str, *, needed: bool = True) -> list[_Section]:
        items = self.need(key, list, []) if needed else self.get(key, list, [])
        if not all(isinstance(item, dict) for item in items):
            self.say(key, texts.CONFIG_TYPES["dict"])
        return [
            _Section(self.source, f"{self.at(key)}[{index}]", item)
            for index, item in enumerate(items, start=1)
            if isinstance(item, dict)
        ]

    def one_of(self, key: str, known: Sequence[str], default: str) -> str:
        value = self.need(key, str, default)
        if value not in known:
            self.say(key, texts.CONFIG_UNKNOWN_WORD.format(word=value) + _nearest(value, known))
            return default
        return value

    def close(self) -> None:
        """Say which keys nobody asked for: a typo silently ignored is the worst mistake."""
        for key in self.data.keys() - self.asked:
            self.say(key, texts.CONFIG_UNKNOWN_KEY + _nearest(key, sorted(self.asked)))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return texts.CONFIG_NEAREST.format(near=near[0]) if near else ""


def _read(path: Path) -> _Source:
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return _Source(path, tomllib.loads(text), _line_numbers(text))
    except OSError as error:
        raise ConfigError(texts.CONFIG_UNREADABLE.format(file=path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(texts.CONFIG_NOT_UTF8.format(file=path)) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else str(text.rstrip().count("\n") + 1)  # the file's end
        raise ConfigError(texts.CONFIG_SYNTAX.format(file=path, line=line)) from error


def _line_numbers(text: str) -> dict[str, int]:
    """Map key paths to lines by a tolerant scan: tomllib keeps no positions."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = header[1]
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, 0) + 1
                table = f"{table}[{counts[table]}]"
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return lines


def find_office(start: Path) -> Path:
    """Return the folder that holds `config.toml`, here or above."""
    for folder in (start, *start.parents):
        if (folder / "config.toml").is_file():
            return folder
    raise BaocaoError(texts.NO_OFFICE.format(folder=start))


# --- the office ----------------------------------------------------------------------------------


def load_office(path: Path) -> Office:
    """Read `config.toml`. ConfigError lists every mistake with its key and line."""
    source = _read(path)
    top = _Section(source, "", source.data)
    about = top.sub("office")
    office = Office(
        name=about.need("name", str, ""),
        short_name=about.need("short_name", str, ""),
        district=about.need("district", str, ""),
        plan=about.need("plan", str, ""),
        receiver=about.need("receiver", str, ""),
        addressees=about.words("addressees", needed=True),
        recipients=about.words("recipients", needed=True),
        letterhead=_letterhead(top.sub("letterhead")),
        signer=_signer(top.sub("signer")),
        schedule=_schedule(top.sub("schedule")),
        targets=_targets(top.sub("targets")),
        units=tuple(_unit(section) for section in top.many("units")),
        services=tuple(_service(section) for section in top.many("services")),
        cumulative_since=_day(about, "cumulative_since"),
    )
    about.close()
    top.close()
    _cross_check(office, source)
    source.finish()
    return office


def _letterhead(section: _Section) -> Letterhead:
    letterhead = Letterhead(
        parent=section.words("parent", needed=True),
        issuer=section.words("issuer", needed=True),
        symbol=section.need("symbol", str, ""),
        place=section.need("place", str, ""),
    )
    section.close()
    return letterhead


def _signer(section: _Section) -> Signer:
    signer = Signer(
        authority=section.words("authority", needed=True),
        position=section.get("position", str, ""),
        name=section.get("name", str, ""),
    )
    section.close()
    return signer


def _schedule(section: _Section) -> Schedule:
    zone_name = section.need("time_zone", str, "Asia/Ho_Chi_Minh")
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is no zone
        section.say("time_zone", texts.CONFIG_NO_ZONE.format(zone=zone_name))
        zone = ZoneInfo("UTC")
    holidays = section.get("holidays", list, [])
    if not all(type(day) is date for day in holidays):
        section.say("holidays", texts.CONFIG_TYPES["date"])
        holidays = []
    schedule = Schedule(
        zone=zone,
        week_starts=_weekday(section, "week_starts"),
        due_weekday=_weekday(section, "due_weekday"),
        due_time=_clock_time(section, "due_time"),
        holidays=frozenset(holidays),
        move_off_holidays=section.get("move_off_holidays", bool, False),
    )
    section.close()
    return schedule


def _weekday(section: _Section, key: str) -> int:
    value = section.need(key, int, 1)
    if not 1 <= value <= 7:
        section.say(key, texts.CONFIG_WEEKDAY)
        return 1
    return value


def _clock_time(section: _Section, key: str) -> time:
    text = section.need(key, str, "09:00")
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        return time.fromisoformat(text)
    section.say(key, texts.CONFIG_CLOCK)
    return time(9)


def _targets(section: _Section) -> dict[str, Fraction]:
    targets = {}
    for key in ("online_essential", "online_other"):
        percent = section.need(key, int, 0)
        if not 0 <= percent <= 100:
            section.say(key, texts.CONFIG_PERCENT)
            percent = 0
        targets[key] = Fraction(percent, 100)
    section.close()
    return targets


def _day(section: _Section, key: str) -> date | None:
    section.asked.add(key)
    value = section.data.get(key)
    if value is None or type(value) is date:
        return value
    section.say(key, texts.CONFIG_TYPES["date"])
    return None


def _validity(section: _Section) -> Validity:
    since, until = _day(section, "since"), _day(section, "until")
    if since and until and until < since:
        section.say("until", texts.CONFIG_UNTIL_BEFORE_SINCE)
    return Validity(since, until)


def _code(section: _Section) -> str:
    code = section.need("code", str, "?")
    if code != "?" and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", code):
        section.say("code", texts.CONFIG_CODE.format(code=code))
    return code


def _unit(section: _Section) -> Unit:
    name = section.need("name", str, "")
    unit = Unit(
        code=_code(section),
        name=name,
        short_name=section.get("short_name", str, name),
        aliases=section.words("aliases"),
        head_title=section.get("head_title", str, ""),
        contact=section.get("contact", str, ""),
        validity=_validity(section),
    )
    section.close()
    return unit


def _service(section: _Section) -> Service:
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


def _cross_check(office: Office, source: _Source) -> None:
    codes = [unit.code for unit in office.units]
    for index, service in enumerate(office.services, start=1):
        key = f"services[{index}]"
        if service.unit is None and not service.note:
            source.say(f"{key}.unit", texts.CONFIG_SERVICE_WITHOUT_UNIT)
        if service.unit is not None and service.unit not in codes:
            unknown = texts.CONFIG_UNKNOWN_UNIT.format(code=service.unit)
            source.say(f"{key}.unit", unknown + _nearest(service.unit, codes))
    _unique(source, "units", "code", codes)
    _unique(source, "services", "code", [service.code for service in office.services])
    _unique_names(office, source)


def _unique(source: _Source, table: str, key: str, values: Sequence[str]) -> None:
    for index, value in enumerate(values, start=1):
        if value in values[: index - 1]:
            source.say(f"{table}[{index}].{key}", texts.CONFIG_TWICE.format(value=value))


def _unique_names(office: Office, source: _Source) -> None:
    """Refuse a name or alias that two units share while both exist."""
    seen: dict[str, list[Unit]] = {}
    for index, unit in enumerate(office.units, start=1):
        for name in dict.fromkeys((unit.name, *unit.aliases)):
            folded = " ".join(name.casefold().split())
            for other in seen.get(folded, []):
                if other is not unit and _overlap(other.validity, unit.validity):
                    source.say(f"units[{index}].name", texts.CONFIG_TWICE.format(value=name))
            seen.setdefault(folded, []).append(unit)


def _overlap(a: Validity, b: Validity) -> bool:
    starts = max(a.since or date.min, b.since or date.min)
    return starts <= min(a.until or date.max, b.until or date.max)


# --- forms ---------------------------------------------------------------------------------------


def load_forms(folder: Path) -> dict[PeriodKind, Form]:
    """Read every `form.toml` below `input_templates/`."""
    forms = {}
    for kind in PeriodKind:
        path = folder / kind.value / "form.toml"
        if path.is_file():
            forms[kind] = load_form(path)
    return forms


def load_form(path: Path) -> Form:
    """Read a `form.toml`. ConfigError lists every mistake with its key and line."""
    source = _read(path)
    top = _Section(source, "", source.data)
    form = Form(
        id=top.need("id", str, ""),
        version=top.need("version", int, 1),
        kind=PeriodKind(top.one_of("kind", [kind.value for kind in PeriodKind], "weekly")),
        title=top.need("title", str, ""),
        basis=top.need("basis", str, ""),
        narrative_sheet=top.need("narrative_sheet", str, ""),
        guide=top.words("guide"),
        activity_question=top.need("activity_question", str, ""),
        none_answer=top.need("none_answer", str, ""),
        some_answer=top.need("some_answer", str, ""),
        table=_table(top.sub("table")),
        sections=tuple(_section(section) for section in top.many("sections", needed=False)),
        fields=tuple(_field(section) for section in top.many("fields", needed=False)),
    )
    top.close()
    for key, ids in (("sections", form.sections), ("fields", form.fields)):
        _unique(source, key, "id", [one.id for one in ids])
    source.finish()
    return form


def _section(section: _Section) -> Section:
    result = Section(
        id=section.need("id", str, ""),
        number=section.need("number", str, ""),
        title=section.need("title", str, ""),
        help=section.get("help", str, ""),
    )
    section.close()
    return result


def _field(section: _Section) -> Field:
    result = Field(
        id=section.need("id", str, ""),
        label=section.need("label", str, ""),
        required=section.need("required", bool, False),
        help=section.get("help", str, ""),
        choices=section.words("choices"),
    )
    section.close()
    return result


def _table(section: _Section) -> Table:
    columns = tuple(_column(column) for column in section.many("columns"))
    _check_columns(section, columns)
    rules = section.many("rules", needed=False)
    table = Table(
        id=section.need("id", str, ""),
        sheet=section.need("sheet", str, ""),
        title=section.need("title", str, ""),
        measure=section.get("measure", str, ""),
        columns=columns,
        rules=tuple(rule for part in rules if (rule := _rule(part, columns)) is not None),
    )
    ids = [str(rule.data.get("id", index)) for index, rule in enumerate(rules)]
    _unique(section.source, "table.rules", "id", ids)
    section.close()
    return table


def _column(section: _Section) -> Column:
    parts = section.words("parts")
    ratio = section.words("ratio")
    kind = ColumnType(section.one_of("type", [kind.value for kind in ColumnType], "text"))
    moment = section.get("time", str, "")
    if moment and moment not in list(Time):
        known = [time.value for time in Time]
        unknown = texts.CONFIG_UNKNOWN_WORD.format(word=moment)
        section.say("time", unknown + _nearest(moment, known))
        moment = ""
    optional = section.get("optional", bool, False)
    typed_count = kind is ColumnType.COUNT and not parts
    column = Column(
        id=section.need("id", str, ""),
        label=section.need("label", str, ""),
        group=section.get("group", str, ""),
        type=kind,
        time=Time(moment) if moment else None,
        measure=section.get("measure", str, ""),
        parts=parts,
        ratio=(ratio[0], ratio[1]) if len(ratio) == 2 else None,
        required=typed_count and not optional,
        only_form=section.get("only_form", bool, False),
        hidden=section.get("hidden", bool, False),
        carried_from=section.get("carried_from", str, ""),
        corrected_by=section.get("corrected_by", str, ""),
        help=section.get("help", str, ""),
        width=float(section.get("width", int, 10)),
    )
    if (kind is ColumnType.RATE) != (column.ratio is not None):
        section.say("ratio", texts.CONFIG_RATIO)
    section.close()
    return column


def _check_columns(section: _Section, columns: Sequence[Column]) -> None:
    ids = [column.id for column in columns]
    counts = [column.id for column in columns if column.type is ColumnType.COUNT]
    _unique(section.source, "table.columns", "id", ids)
    for index, column in enumerate(columns, start=1):
        named = {
            "parts": column.parts,
            "ratio": column.ratio or (),
            "carried_from": (column.carried_from,) if column.carried_from else (),
            "corrected_by": (column.corrected_by,) if column.corrected_by else (),
        }
        for key, names in named.items():
            _known(section.source, f"table.columns[{index}].{key}", names, counts)


def _known(source: _Source, key: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            unknown = texts.CONFIG_UNKNOWN_COLUMN.format(column=name)
            source.say(key, unknown + _nearest(name, known))


def _rule(section: _Section, columns: Sequence[Column]) -> Rule | None:
    kind = section.one_of("kind", list(_KINDS), "")
    common: dict[str, Any] = {
        "id": section.need("id", str, "?"),
        "severity": Severity(
            section.one_of("severity", [severity.value for severity in Severity], "error")
        ),
        "message": section.need("message", str, ""),
        "action": section.need("action", str, ""),
        "brief": section.need("brief", str, ""),
        "basis": section.get("basis", str, ""),
        "explained_by": section.get("explained_by", str, ""),
        "explanation_length": section.get("explanation_length", int, 5),
    }
    if not kind:
        section.asked |= set(section.data)  # a kind that is unknown has keys that are unknown
        return None
    rule = _KINDS[kind](section, common)
    section.close()
    _check_rule(section, rule, columns)
    return rule


def _check_rule(section: _Section, rule: Rule, columns: Sequence[Column]) -> None:
    counts = [column.id for column in columns if column.type is ColumnType.COUNT]
    words = [column.id for column in columns if column.type is ColumnType.TEXT]
    for key in _COLUMN_KEYS:
        said = section.data.get(key, [])
        names = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        _known(section.source, section.at(key), [n for n in names if isinstance(n, str)], counts)
    if rule.explained_by or isinstance(rule, Reason):
        _known(section.source, section.at("explained_by"), (rule.explained_by,), words)
    known = [*rule.columns, "past"] if rule.looks_back else rule.columns
    _known(section.source, section.at("message"), _placeholders(section, rule.message), known)


def _placeholders(section: _Section, message: str) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    except ValueError:  # a brace without its other half
        section.say("message", texts.CONFIG_UNKNOWN_WORD.format(word="{ }"))
        return []


_KINDS: Mapping[str, Callable[[_Section, dict[str, Any]], Rule]] = {
    "sum": lambda s, common: Sum(
        **common, total=s.need("total", str, ""), parts=s.words("parts", needed=True)
    ),
    "balance": lambda s, common: Balance(
        **common, left=s.words("left", needed=True), right=s.words("right", needed=True)
    ),
    "at_most": lambda s, common: AtMost(
        **common, part=s.need("part", str, ""), whole=s.words("whole", needed=True)
    ),
    "reason": lambda s, common: Reason(**common, counts=s.words("counts", needed=True)),
    "carried_forward": lambda s, common: CarriedForward(
        **common, opening=s.need("opening", str, ""), closing=s.need("closing", str, "")
    ),
    "not_falling": lambda s, common: NotFalling(**common, count=s.need("count", str, "")),
    "unusual": lambda s, common: Unusual(
        **common,
        count=s.need("count", str, ""),
        times=s.need("times", int, 1),
        floor=s.need("floor", int, 0),
    ),
}
