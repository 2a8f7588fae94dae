"""`form.toml` becomes a frozen Form, every column and rule held against what the program needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from pipeline import texts
from pipeline.config.rows import validity_of
from pipeline.config.toml import (
    TomlSection,
    check_known,
    check_unique,
    nearest,
    read_toml,
)
from pipeline.domain.finding import Severity
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
from pipeline.domain.period import PeriodKind
from pipeline.domain.rules.answers import (
    Afterwards,
    Limit,
    SameDay,
    Since,
    Stays,
    When,
    Without,
)
from pipeline.domain.rules.counts import AtMost, Balance, Holds, Reason, Sum
from pipeline.domain.rules.documents import DatedLater, Redated, Spelling, Undated, Unnumbered
from pipeline.domain.rules.flows import Cumulative, Included, Outweighs, Remains
from pipeline.domain.rules.past import (
    CarriedForward,
    Cumulated,
    NotFalling,
    Unusual,
    Vanished,
    Whole,
)
from pipeline.domain.rules.reasons import Copied, Idle
from pipeline.domain.rules.results import Hollow, Misplaced
from pipeline.domain.rules.rule import Dates, DayRule, Rule, TableRule, WordRule
from pipeline.domain.rules.table import Nothing, Repeated
from pipeline.texts import spelling

_PAST_IN_WORDS = (Copied, DatedLater, Misplaced, Redated)  # no number a message could name
_COLUMN_KEYS = (  # of rules
    *("total", "parts", "left", "right", "part", "whole"),
    *("counts", "opening", "count", "beside", "stock", "against", "shown"),
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


def load_forms(folder: Path, begins: tuple[date, ...] = ()) -> dict[PeriodKind, Form]:
    """Read every `form.toml` below `input_templates/`, with the earlier versions kept beside it.

    A file returned on `form-1.toml` is still read as it was meant after `form.toml` has moved on.
    `begins` are the days on which the office's plans begin.
    """
    forms = {}
    for kind in PeriodKind:
        path = folder / kind.value / "form.toml"
        if path.is_file():
            forms[kind] = _with_earlier(path).of_plans(begins)
    return forms


def _with_earlier(path: Path) -> Form:
    earlier = map(load_form, sorted(path.parent.glob("form-*.toml")))
    form = load_form(path)
    # A form like another one went out in that one's earlier versions too.
    return replace(form, earlier=(*form.earlier, *earlier))


def load_form(path: Path) -> Form:
    """Read a `form.toml`. ConfigError lists every mistake with its key and line."""
    source = read_toml(path)
    top = TomlSection(source, "", source.data)
    form = _alike(top, path) if "like" in source.data else read_form(top)
    source.finish()
    return form


def _alike(top: TomlSection, path: Path) -> Form:
    """Read a form that is as another kind's but for its name, title and basis."""
    known = [kind.value for kind in PeriodKind if kind.value != path.parent.name]
    named = top.one_of("like", known, "")
    like = path.parent.parent / named / "form.toml"
    if named and "like" in read_toml(like).data:
        top.say("like", texts.config.LIKE_ALIKE.format(file=like))
    top.source.finish()  # without the other there is nothing to go on from
    return renamed(top, _with_earlier(like))


def renamed(top: TomlSection, other: Form) -> Form:
    """Return another kind's form under this one's name, title and basis."""
    kind = PeriodKind(top.one_of("kind", list(PeriodKind), other.kind.value))
    said: dict[str, Any] = {
        "id": top.need("id", str, ""),
        "kind": kind,
        "title": top.need("title", str, ""),
        "basis": top.get("basis", str, other.basis),
    }
    top.close()
    return replace(other, **said, earlier=tuple(replace(one, **said) for one in other.earlier))


def read_form(top: TomlSection) -> Form:
    """Read a form that is like no other; what is wrong is said."""
    empty = tuple(word.lower() for word in top.words("empty_words"))
    form = Form(
        id=top.need("id", str, ""),
        version=top.need("version", int, 1),
        kind=PeriodKind(top.one_of("kind", [kind.value for kind in PeriodKind], "weekly")),
        title=top.need("title", str, ""),
        basis=top.get("basis", str, ""),
        narrative_sheet=top.need("narrative_sheet", str, ""),
        guide=top.words("guide"),
        none_answer=top.need("none_answer", str, ""),
        some_answer=top.need("some_answer", str, ""),
        tables=tuple(_not_accepting(_table(section), empty) for section in top.many("tables")),
        sections=tuple(_section(section) for section in top.many("sections", needed=False)),
        fields=tuple(_field(section, empty) for section in top.many("fields", needed=False)),
        empty_words=empty,
    )
    top.close()
    for key, ids in (
        ("sections", form.sections),
        ("fields", form.fields),
        ("tables", form.tables),
    ):
        check_unique(top.source, key, "id", [one.id for one in ids])
    _check_needed(form, top)
    return form


def _not_accepting(table: Table, words: tuple[str, ...]) -> Table:
    """Return a table whose rules take none of some words for a reason."""
    rules = tuple(replace(rule, empty_words=words) for rule in table.rules)
    return replace(table, rules=rules)


def _check_needed(form: Form, top: TomlSection) -> None:
    """Name what the program asks for by its id and the form does not have."""
    for index, table in enumerate(form.tables, start=1):
        there = {column.id: column for column in table.columns}
        for id, kind in NEEDED_COLUMNS[table.rows].items():
            if id not in there or there[id].type is not kind:
                said = texts.config.NEEDS_COLUMN.format(column=id, type=kind.value)
                top.say(f"tables[{index}].columns", said)
            elif kind is ColumnType.CHOICE and not there[id].means:
                top.say(f"tables[{index}].columns", texts.config.NEEDS_MEANS.format(column=id))
    fields = [asked.id for asked in form.fields]
    for id in NEEDED_FIELDS:
        if id not in fields:
            top.say("fields", texts.config.NEEDS_FIELD.format(field=id))


def _section(section: TomlSection) -> Section:
    result = Section(
        id=section.need("id", str, ""),
        number=section.need("number", str, ""),
        title=section.need("title", str, ""),
        help=section.get("help", str, ""),
        optional=section.get("optional", bool, False),
    )
    section.close()
    return result


def _field(section: TomlSection, empty: tuple[str, ...]) -> Field:
    result = Field(
        id=section.need("id", str, ""),
        label=section.need("label", str, ""),
        required=section.get("required", bool, False),
        help=section.get("help", str, ""),
        choices=section.words("choices"),
        empty_words=(*empty, *(word.lower() for word in section.words("empty_words"))),
        of_unit=section.get("of_unit", bool, False),
    )
    section.close()
    return result


def _table(section: TomlSection) -> Table:
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
    check_unique(section.source, section.at("rules"), "id", ids)
    for index, rule in enumerate(table.rules, start=1):
        if isinstance(rule, TableRule):
            check_known(
                section.source, f"{section.at('rules')}[{index}].instead_of", rule.instead_of, ids
            )
    for index, id in enumerate(ids, start=1):
        if id in texts.findings.CATALOGUE:
            said = texts.config.CODE_TAKEN.format(code=id)
            section.source.say(f"{section.at('rules')}[{index}].id", said)
    section.close()
    return table


def _column(section: TomlSection) -> Column:
    parts = section.words("parts")
    ratio = section.words("ratio")
    kind = ColumnType(section.one_of("type", [kind.value for kind in ColumnType], "text"))
    moment = section.one_of("time", [time.value for time in Time], "", needed=False)
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
        means=section.words("means", [state.value for state in AnsweredState]),
        parts=parts,
        ratio=(ratio[0], ratio[1]) if len(ratio) == 2 else None,
        required=asked and not optional,
        of_whole=section.get("of_whole", bool, False),
        only_form=section.get("only_form", bool, False),
        hidden=section.get("hidden", bool, False),
        carried_from=section.get("carried_from", str, ""),
        starts_from=section.get("starts_from", str, ""),
        corrected_by=section.get("corrected_by", str, ""),
        says_none=section.get("says_none", bool, False),
        help=section.get("help", str, ""),
        width=float(section.get("width", int, 10)),
    )
    if len(section.get("means", list, [])) not in (0, len(column.choices)):
        section.say("means", texts.config.MEANS)
    if (kind is ColumnType.RATE) != (column.ratio is not None):
        section.say("ratio", texts.config.RATIO)
    if column.says_none and (column.required or len(column.choices) != 1):
        section.say("says_none", texts.config.SAYS_NONE)
    section.close()
    return column


def _check_columns(section: TomlSection, columns: Sequence[Column]) -> None:
    ids = [column.id for column in columns]
    counts = [column.id for column in columns if column.type is ColumnType.COUNT]
    check_unique(section.source, section.at("columns"), "id", ids)
    for index, column in enumerate(columns, start=1):
        named = {
            "parts": column.parts,
            "ratio": column.ratio or (),
            "carried_from": (column.carried_from,) if column.carried_from else (),
            "corrected_by": (column.corrected_by,) if column.corrected_by else (),
        }
        for key, names in named.items():
            among = ids if key == "carried_from" else counts
            check_known(section.source, f"{section.at('columns')}[{index}].{key}", names, among)
        starts = (column.starts_from,) if column.starts_from else ()
        check_known(section.source, f"{section.at('columns')}[{index}].starts_from", starts, ids)


def _rule(section: TomlSection, columns: Sequence[Column]) -> Rule | None:
    common: dict[str, Any] = {
        "id": section.need("id", str, "?"),
        "severity": Severity(
            section.one_of("severity", [severity.value for severity in Severity], "error")
        ),
        "message": section.need("message", str, ""),
        "action": section.need("action", str, ""),
        "brief": section.need("brief", str, ""),
        "spoken": section.get("spoken", str, ""),
        "basis": section.get("basis", str, ""),
        "explained_by": section.get("explained_by", str, ""),
        "explanation_length": section.get("explanation_length", int, 5),
        "dates": _dates(section),
    }
    rule = section.by_kind("kind", {kind: _reading(kind, common) for kind in _KINDS})
    if rule is None:
        return None
    if isinstance(rule, When):
        words = {column.id for column in columns if column.type is ColumnType.TEXT}
        rule = replace(rule, in_words=rule.needs in words)
    section.close()
    _check_rule(section, rule, columns)
    return rule


def _dates(section: TomlSection) -> Dates:
    """Read from when to when a rule holds, and how grave it has been since when."""
    grades = section.many("grades", needed=False)
    known = [severity.value for severity in Severity]
    graded = [
        (one.day("since"), Severity(one.one_of("severity", known, "error"))) for one in grades
    ]
    for grade in grades:
        grade.close()
    days = [day for day, _ in graded if day]
    if len(days) < len(graded) or days != sorted(set(days)):
        section.say("grades", texts.config.GRADES_IN_ORDER)
    return Dates(
        validity=validity_of(section),
        grades=tuple((day, severity) for day, severity in graded if day),
        trial_until=section.day("trial_until"),
        owner=section.get("owner", str, ""),
    )


def _reading(kind: str, common: dict[str, Any]) -> Callable[[TomlSection], Rule]:
    return lambda section: _KINDS[kind](section, common)


def _citing(section: TomlSection) -> dict[str, Any]:
    spelt = Spelling(
        number=spelling.CITED_NUMBER,
        day=spelling.CITED_DAY,
        month=spelling.CITED_MONTH,
        letters=spelling.SYMBOL_LETTERS,
    )
    return {"told": section.need("told", str, ""), "spelt": spelt}


def _check_rule(section: TomlSection, rule: Rule, columns: Sequence[Column]) -> None:
    counts = [column.id for column in columns if column.type is ColumnType.COUNT]
    words = [column.id for column in columns if column.type is ColumnType.TEXT]
    choices = {c.id: c.choices for c in columns if c.type is ColumnType.CHOICE}
    if isinstance(rule, When | Limit | Without | Stays | Afterwards) and rule.choice:
        check_known(section.source, section.at("choice"), (rule.choice,), list(choices))
        for value in rule.values:
            if value not in (known := list(choices.get(rule.choice, ()))):
                said = texts.config.UNKNOWN_WORD.format(word=value)
                section.say("values", said + nearest(value, known))
    if isinstance(rule, When):
        check_known(section.source, section.at("needs"), (rule.needs,), [c.id for c in columns])
    if isinstance(rule, Without):
        check_known(section.source, section.at("bare"), (rule.bare,), [c.id for c in columns])
    if isinstance(rule, WordRule):
        check_known(section.source, section.at("told"), (rule.told,), words)
    if isinstance(rule, DayRule):
        days = [column.id for column in columns if column.type is ColumnType.DATE]
        check_known(section.source, section.at("day"), (rule.day,), days)
    for key in _COLUMN_KEYS:
        given = section.data.get(key, [])
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        check_known(
            section.source, section.at(key), [n for n in names if isinstance(n, str)], counts
        )
    if rule.explained_by or isinstance(rule, Reason):
        check_known(section.source, section.at("explained_by"), (rule.explained_by,), words)
    named = [] if isinstance(rule, TableRule) else [*rule.columns]  # a table has no one number
    named += ["past"] if rule.looks_back and not isinstance(rule, _PAST_IN_WORDS) else []
    for key, said in (("message", rule.message), ("spoken", rule.spoken.replace("+", "}{"))):
        check_known(section.source, section.at(key), _placeholders(section, key, said), named)


def _placeholders(section: TomlSection, key: str, message: str) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    except ValueError:  # a brace without its other half
        section.say(key, texts.config.UNKNOWN_WORD.format(word="{ }"))
        return []


_KINDS: Mapping[str, Callable[[TomlSection, dict[str, Any]], Rule]] = {
    "sum": lambda s, common: Sum(
        **common, total=s.need("total", str, ""), parts=s.words("parts", needed=True)
    ),
    "balance": lambda s, common: Balance(
        **common, left=s.words("left", needed=True), right=s.words("right", needed=True)
    ),
    "at_most": lambda s, common: AtMost(
        **common,
        part=s.need("part", str, ""),
        whole=s.words("whole", needed=True),
        floor=s.get("floor", int, 0),
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
    "vanished": lambda s, common: Vanished(
        **common,
        count=s.need("count", str, ""),
        beside=s.words("beside"),
        floor=s.need("floor", int, 1),
    ),
    "whole": lambda s, common: Whole(
        **common,
        part=s.need("part", str, ""),
        whole=s.need("whole", str, ""),
        times=s.need("times", int, 1),
    ),
    "without": lambda s, common: Without(
        **common,
        choice=s.need("choice", str, ""),
        values=s.words("values", needed=True),
        bare=s.need("bare", str, ""),
    ),
    "stays": lambda s, common: Stays(
        **common,
        choice=s.need("choice", str, ""),
        values=s.words("values", needed=True),
        becomes=s.words("becomes"),
    ),
    "afterwards": lambda s, common: Afterwards(
        **common,
        day=s.need("day", str, ""),
        choice=s.need("choice", str, ""),
        values=s.words("values", needed=True),
    ),
    "undated": lambda s, common: Undated(**common, **_citing(s)),
    "unnumbered": lambda s, common: Unnumbered(**common, **_citing(s)),
    "dated_later": lambda s, common: DatedLater(**common, **_citing(s)),
    "redated": lambda s, common: Redated(**common, **_citing(s)),
    "misplaced": lambda s, common: Misplaced(**common, told=s.need("told", str, "")),
    "hollow": lambda s, common: Hollow(
        **common, told=s.need("told", str, ""), words=s.words("words", needed=True)
    ),
    "same_day": lambda s, common: SameDay(**common, day=s.need("day", str, "")),
    "since": lambda s, common: Since(
        **common, day=s.need("day", str, ""), first=s.day("first") or date.min
    ),
    "not_falling": lambda s, common: NotFalling(**common, count=s.need("count", str, "")),
    "cumulative": lambda s, common: Cumulative(
        **common, counts=s.words("counts", needed=True), floor=s.need("floor", int, 1)
    ),
    "remains": lambda s, common: Remains(
        **common, stock=s.need("stock", str, ""), counts=s.words("counts", needed=True)
    ),
    "outweighs": lambda s, common: Outweighs(
        **common,
        count=s.need("count", str, ""),
        against=s.need("against", str, ""),
        floor=s.need("floor", int, 1),
    ),
    "included": lambda s, common: Included(
        **common,
        part=s.need("part", str, ""),
        whole=s.need("whole", str, ""),
        shown=s.need("shown", str, ""),
        floor=s.need("floor", int, 1),
    ),
    "idle": lambda s, common: Idle(
        **common,
        told=s.need("told", str, ""),
        counts=s.words("counts", needed=True),
        unless=s.words("unless"),
    ),
    "copied": lambda s, common: Copied(
        **common,
        told=s.need("told", str, ""),
        counts=s.words("counts"),
        when_late=s.get("when_late", bool, False),
    ),
    "nothing": lambda s, common: Nothing(
        **common,
        counts=s.words("counts", needed=True),
        floor=s.need("floor", int, 1),
        instead_of=s.words("instead_of"),
    ),
    "repeated": lambda s, common: Repeated(
        **common,
        counts=s.words("counts", needed=True),
        cells=s.need("cells", int, 1),
        floor=s.need("floor", int, 1),
        instead_of=s.words("instead_of"),
    ),
    "unusual": lambda s, common: Unusual(
        **common,
        count=s.need("count", str, ""),
        times=s.need("times", int, 1),
        floor=s.need("floor", int, 0),
        whole=s.get("whole", str, ""),
    ),
    "cumulated": lambda s, common: Cumulated(
        **common,
        count=s.need("count", str, ""),
        opening=s.need("opening", str, ""),
        floor=s.need("floor", int, 1),
    ),
    "holds": lambda s, common: Holds(
        **common, whole=s.need("whole", str, ""), other=s.need("other", str, "")
    ),
}
