"""`config.toml` and `form.toml` become frozen values; every mistake is named, all at once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import texts
from pipeline.domain.finding import BaocaoError, Severity
from pipeline.domain.form import (
    AnsweredState,
    Column,
    ColumnType,
    Field,
    Form,
    Rows,
    Section,
    Table,
    Time,
)
from pipeline.domain.office import (
    EVERYBODY,
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
from pipeline.domain.rule import (
    AtMost,
    Balance,
    CarriedForward,
    Limit,
    NotFalling,
    Reason,
    Rule,
    Sum,
    Unusual,
    When,
)

T = TypeVar("T")
_COLUMN_KEYS = (  # of rules
    *("total", "parts", "left", "right", "part", "whole"),
    *("counts", "opening", "count"),
)
# Columns and fields the program asks for by their ids (docs/maintaining.md says what for).
_COUNTED = ("opening", "flow", "closing")
NEEDED_COLUMNS: Mapping[Rows, Mapping[str, ColumnType]] = {
    Rows.SERVICES: dict.fromkeys(("received_online", "received_new"), ColumnType.COUNT),
    Rows.TASKS: {
        **dict.fromkeys(("person", "result", "documents", "difficulty"), ColumnType.TEXT),
        "status": ColumnType.CHOICE,
        "done_on": ColumnType.DATE,
    },
    Rows.FLOWS: {
        **dict.fromkeys((*_COUNTED, *(f"{id}_of" for id in _COUNTED)), ColumnType.COUNT),
        "explanation": ColumnType.TEXT,
    },
    Rows.STOCKS: {
        **dict.fromkeys(("closing", "closing_of"), ColumnType.COUNT),
        "explanation": ColumnType.TEXT,
    },
}
NEEDED_FIELDS = ("filled_by", "signed_by")
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
        value = self.get(key, kind, default)
        if isinstance(self.data[key], str) and not self.data[key].strip():
            self.say(key, texts.CONFIG_MISSING)
        return value

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
        line = int(found[1]) if found else text.rstrip().count("\n") + 1  # the file's end
        hint = _syntax_hint(str(error), text.splitlines()[line - 1 : line])
        said = texts.CONFIG_SYNTAX.format(file=path, line=line, hint=hint)
        raise ConfigError(said) from error


def _syntax_hint(error: str, lines: Sequence[str]) -> str:
    """Say what is most likely wrong with a line that is no TOML."""
    line = lines[0] if lines else ""
    if "overwrite" in error or "twice" in error or "redefine" in error:
        return texts.CONFIG_HINT_TWICE
    for pattern, hint in texts.CONFIG_HINTS.items():
        if re.search(pattern, line):
            return hint
    return texts.CONFIG_HINT_MARKS


def _line_numbers(text: str) -> dict[str, int]:
    """Map key paths to lines by a tolerant scan: tomllib keeps no positions."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            above, _, name = header[1].rpartition(".")
            if above and above in counts:  # a table in the newest of a list of tables
                above = f"{above}[{counts[above]}]"
            table = f"{above}.{name}" if above else name
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
    schedule = Schedule(
        zone=zone,
        week_starts=_weekday(section, "week_starts"),
        due_weekday=_weekday(section, "due_weekday"),
        due_time=_clock_time(section, "due_time"),
        month_ends=_day_of_month(section, "month_ends", 28),
        due_days={
            PeriodKind.MONTH: _day_of_month(section, "month_due_day", 28),
            PeriodKind.HALF_YEAR: _day_of_month(section, "half_year_due_day", 28),
            PeriodKind.YEAR: _day_of_month(section, "year_due_day", 28),
        },
        due_day_included=section.get("due_day_included", bool, False),
        holidays=_days(section, "holidays"),
        working_days=_days(section, "working_days"),
        move_off_holidays=section.get("move_off_holidays", bool, False),
        half_years=_halves(section),
    )
    section.close()
    return schedule


def _halves(section: _Section) -> tuple[int, ...]:
    halves = section.get("half_years", list, [1, 2])
    if all(half in (1, 2) and type(half) is int for half in halves):
        return tuple(halves)
    section.say("half_years", texts.CONFIG_HALVES)
    return (1, 2)


def _days(section: _Section, key: str) -> frozenset[date]:
    days = section.get(key, list, [])
    if all(type(day) is date for day in days):
        return frozenset(days)
    section.say(key, texts.CONFIG_TYPES["date"])
    return frozenset()


def _day_of_month(section: _Section, key: str, most: int) -> int:
    day = section.need(key, int, 1)
    if 1 <= day <= most:
        return day
    section.say(key, texts.CONFIG_DAY_OF_MONTH.format(most=most))
    return 1


def _scoring(section: _Section) -> Scoring:
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
    for key in ("online_essential",):
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
        group=section.one_of("group", ("cap-huyen", "xa"), "cap-huyen"),
        official_code=section.get("official_code", str, ""),
        authority=section.words("authority"),
        reports=_reports(section),
        successor=section.get("successor", str, ""),
    )
    section.close()
    return unit


def _reports(section: _Section) -> frozenset[PeriodKind]:
    known = [kind.value for kind in PeriodKind]
    said = section.words("reports", needed=True)
    for word in said:
        if word not in known:
            unknown = texts.CONFIG_UNKNOWN_WORD.format(word=word)
            section.say("reports", unknown + _nearest(word, known))
    return frozenset(PeriodKind(word) for word in said if word in known)


def _task(section: _Section) -> Task:
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
        section.say("due", texts.CONFIG_TASK_DUE)
    section.close()
    return task


def _indicator(section: _Section) -> Indicator:
    whole = section.get("of", str, "")
    target = section.get("target", int, -1)
    if whole and target > 100:
        section.say("target", texts.CONFIG_PERCENT)
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
    )
    section.close()
    return indicator


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
    _unique(source, "services", "number", [str(service.number) for service in office.services])
    _unique(source, "tasks", "code", [task.code for task in office.tasks])
    _unique(source, "indicators", "code", [one.code for one in office.indicators])
    _unique_names(office, source)
    _cross_check_plan(office, source, codes)


def _cross_check_plan(office: Office, source: _Source, codes: Sequence[str]) -> None:
    """Hold the plan's tasks and indicators against the units, and against each other."""
    marks = [*codes, "@cap-huyen", "@xa", EVERYBODY]
    tasks = [task.code for task in office.tasks]
    indicators = [one.code for one in office.indicators]

    def known(key: str, names: Iterable[str], among: Sequence[str], sentence: str) -> None:
        for name in names:
            if name and name not in among:
                source.say(key, sentence.format(code=name) + _nearest(name, among))

    for index, unit in enumerate(office.units, start=1):
        known(f"units[{index}].successor", (unit.successor,), codes, texts.CONFIG_UNKNOWN_UNIT)
    for index, task in enumerate(office.tasks, start=1):
        for key, names in (
            ("lead", task.lead),
            ("performers", task.performers),
            ("with", task.supporters),
        ):
            known(f"tasks[{index}].{key}", names, marks, texts.CONFIG_UNKNOWN_UNIT)
        measured = (task.indicator,)
        known(f"tasks[{index}].indicator", measured, indicators, texts.CONFIG_UNKNOWN_INDICATOR)
    for index, one in enumerate(office.indicators, start=1):
        known(f"indicators[{index}].units", one.units, marks, texts.CONFIG_UNKNOWN_UNIT)
        known(f"indicators[{index}].task", (one.task,), tasks, texts.CONFIG_UNKNOWN_TASK)


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
    """Read every `form.toml` below `input_templates/`, with the earlier versions kept beside it.

    A file returned on `form-1.toml` is still read as it was meant after `form.toml` has moved on.
    """
    forms = {}
    for kind in PeriodKind:
        path = folder / kind.value / "form.toml"
        if path.is_file():
            earlier = sorted(path.parent.glob("form-*.toml"))
            forms[kind] = replace(load_form(path), earlier=tuple(map(load_form, earlier)))
    return forms


def load_form(path: Path) -> Form:
    """Read a `form.toml`. ConfigError lists every mistake with its key and line."""
    source = _read(path)
    top = _Section(source, "", source.data)
    empty = tuple(word.lower() for word in top.words("empty_words"))
    form = Form(
        id=top.need("id", str, ""),
        version=top.need("version", int, 1),
        kind=PeriodKind(top.one_of("kind", [kind.value for kind in PeriodKind], "weekly")),
        title=top.need("title", str, ""),
        basis=top.need("basis", str, ""),
        narrative_sheet=top.need("narrative_sheet", str, ""),
        guide=top.words("guide"),
        none_answer=top.need("none_answer", str, ""),
        some_answer=top.need("some_answer", str, ""),
        tables=tuple(_not_accepting(_table(section), empty) for section in top.many("tables")),
        sections=tuple(_section(section) for section in top.many("sections", needed=False)),
        fields=tuple(_field(section) for section in top.many("fields", needed=False)),
    )
    top.close()
    for key, ids in (
        ("sections", form.sections),
        ("fields", form.fields),
        ("tables", form.tables),
    ):
        _unique(source, key, "id", [one.id for one in ids])
    _check_needed(form, top)
    source.finish()
    return form


def _not_accepting(table: Table, words: tuple[str, ...]) -> Table:
    """Return a table whose rules take none of some words for a reason."""
    rules = tuple(replace(rule, empty_words=words) for rule in table.rules)
    return replace(table, rules=rules)


def _check_needed(form: Form, top: _Section) -> None:
    """Name what the program asks for by its id and the form does not have."""
    for index, table in enumerate(form.tables, start=1):
        there = {column.id: column for column in table.columns}
        for id, kind in NEEDED_COLUMNS[table.rows].items():
            if id not in there or there[id].type is not kind:
                said = texts.CONFIG_NEEDS_COLUMN.format(column=id, type=kind.value)
                top.say(f"tables[{index}].columns", said)
            elif kind is ColumnType.CHOICE and not there[id].means:
                top.say(f"tables[{index}].columns", texts.CONFIG_NEEDS_MEANS.format(column=id))
    fields = [asked.id for asked in form.fields]
    for id in NEEDED_FIELDS:
        if id not in fields:
            top.say("fields", texts.CONFIG_NEEDS_FIELD.format(field=id))


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
        required=section.get("required", bool, False),
        help=section.get("help", str, ""),
        choices=section.words("choices"),
    )
    section.close()
    return result


def _table(section: _Section) -> Table:
    columns = tuple(_column(column) for column in section.many("columns"))
    _check_columns(section, columns)
    rows = section.one_of("rows", [rows.value for rows in Rows], "services")
    rules = section.many("rules", needed=False)
    table = Table(
        id=section.need("id", str, ""),
        rows=Rows(rows),
        sheet=section.need("sheet", str, ""),
        title=section.need("title", str, ""),
        row_label=section.need("row_label", str, ""),
        row_width=float(section.get("row_width", int, 36)),
        activity_question=section.get("activity_question", str, ""),
        measure=section.get("measure", str, ""),
        columns=columns,
        rules=tuple(rule for part in rules if (rule := _rule(part, columns)) is not None),
    )
    ids = [str(rule.data.get("id", index)) for index, rule in enumerate(rules)]
    _unique(section.source, section.at("rules"), "id", ids)
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
    asked = kind is ColumnType.CHOICE or (kind is ColumnType.COUNT and not parts)
    column = Column(
        id=section.need("id", str, ""),
        label=section.need("label", str, ""),
        group=section.get("group", str, ""),
        type=kind,
        time=Time(moment) if moment else None,
        measure=section.get("measure", str, ""),
        choices=section.words("choices", needed=kind is ColumnType.CHOICE),
        means=section.words("means"),
        parts=parts,
        ratio=(ratio[0], ratio[1]) if len(ratio) == 2 else None,
        required=asked and not optional,
        of_whole=section.get("of_whole", bool, False),
        only_form=section.get("only_form", bool, False),
        hidden=section.get("hidden", bool, False),
        carried_from=section.get("carried_from", str, ""),
        starts_from=section.get("starts_from", str, ""),
        corrected_by=section.get("corrected_by", str, ""),
        help=section.get("help", str, ""),
        width=float(section.get("width", int, 10)),
    )
    known = [state.value for state in AnsweredState]
    if column.means and len(column.means) != len(column.choices):
        section.say("means", texts.CONFIG_MEANS)
    for word in column.means:
        if word not in known:
            unknown = texts.CONFIG_UNKNOWN_WORD.format(word=word)
            section.say("means", unknown + _nearest(word, known))
    if (kind is ColumnType.RATE) != (column.ratio is not None):
        section.say("ratio", texts.CONFIG_RATIO)
    section.close()
    return column


def _check_columns(section: _Section, columns: Sequence[Column]) -> None:
    ids = [column.id for column in columns]
    counts = [column.id for column in columns if column.type is ColumnType.COUNT]
    _unique(section.source, section.at("columns"), "id", ids)
    for index, column in enumerate(columns, start=1):
        named = {
            "parts": column.parts,
            "ratio": column.ratio or (),
            "carried_from": (column.carried_from,) if column.carried_from else (),
            "corrected_by": (column.corrected_by,) if column.corrected_by else (),
        }
        for key, names in named.items():
            among = ids if key == "carried_from" else counts
            _known(section.source, f"{section.at('columns')}[{index}].{key}", names, among)
        starts = (column.starts_from,) if column.starts_from else ()
        _known(section.source, f"{section.at('columns')}[{index}].starts_from", starts, ids)


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
    choices = {c.id: c.choices for c in columns if c.type is ColumnType.CHOICE}
    if isinstance(rule, When | Limit) and rule.choice:
        _known(section.source, section.at("choice"), (rule.choice,), list(choices))
        for value in rule.values:
            if value not in (known := list(choices.get(rule.choice, ()))):
                said = texts.CONFIG_UNKNOWN_WORD.format(word=value)
                section.say("values", said + _nearest(value, known))
    if isinstance(rule, When):
        _known(section.source, section.at("needs"), (rule.needs,), [c.id for c in columns])
    for key in _COLUMN_KEYS:
        given = section.data.get(key, [])
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        _known(section.source, section.at(key), [n for n in names if isinstance(n, str)], counts)
    if rule.explained_by or isinstance(rule, Reason):
        _known(section.source, section.at("explained_by"), (rule.explained_by,), words)
    named = [*rule.columns, "past"] if rule.looks_back else rule.columns
    _known(section.source, section.at("message"), _placeholders(section, rule.message), named)


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
        **common, opening=s.need("opening", str, "")
    ),
    "when": lambda s, common: When(
        **common,
        choice=s.need("choice", str, ""),
        values=s.words("values", needed=True),
        needs=s.need("needs", str, ""),
    ),
    "limit": lambda s, common: Limit(
        **common,
        count=s.need("count", str, ""),
        least=s.get("least", int, 0),
        most=s.need("most", int, 0),
        choice=s.get("choice", str, ""),
        values=s.words("values"),
    ),
    "not_falling": lambda s, common: NotFalling(**common, count=s.need("count", str, "")),
    "unusual": lambda s, common: Unusual(
        **common,
        count=s.need("count", str, ""),
        times=s.need("times", int, 1),
        floor=s.need("floor", int, 0),
    ),
}
