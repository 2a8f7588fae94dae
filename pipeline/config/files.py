"""The declared files of an office become one: `config.toml`, and those it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline import texts
from pipeline.config.toml import Place, TomlSection, TomlSource, nearest, read_toml

INCLUDED = ("groups", "units", "services")  # lists that may stand in files of their own
OF_A_PLAN = (
    "plan",
    "bases",
    "abbreviations",
    "tasks",
    "indicators",
    "ties",
)  # of a plan's file
_DATED = ("bases", "tasks", "indicators")  # those of its lists whose rows hold on some days
NAMED_BY = {"include": INCLUDED, "plans": OF_A_PLAN}  # by key of `config.toml`
MOST_DAYS = 366  # in which what is to be done at once is done
_ROW = re.compile(r"(\w+)(?:\[(\d+)\])?(.*)")


def read_declared(path: Path) -> TomlSource:
    """Read `config.toml` with the files it names, as if all stood in it.

    Their lists are added to its own, and `plans` becomes the list of the plans' tables. A mistake
    is said of the file in which it stands. ConfigError where a file cannot be read.
    """
    office = read_toml(path)
    named = [
        (read_toml(file), lists) for key, lists in NAMED_BY.items() for file in _named(office, key)
    ]
    for key in NAMED_BY:
        office.data.pop(key, None)
    _hold_while_their_plan_does([file for file, lists in named if lists is OF_A_PLAN])
    for number, (file, lists) in enumerate(named, start=1):
        _join(office, file, number, lists)
    return office


def declared_files(path: Path) -> tuple[Path, ...]:
    """Return `config.toml` and all files it names, and the texts of plans these name."""
    office = read_toml(path)
    named = [file for key in NAMED_BY for file in _named(office, key)]
    plans = ((file, read_toml(file).data.get("plan", {})) for file in _named(office, "plans"))
    texts_of = [file.parent / plan["text"] for file, plan in plans if "text" in plan]
    return (path, *named, *texts_of)


def _hold_while_their_plan_does(plans: Sequence[TomlSource]) -> None:
    """Give a plan's days to its rows that say none; what a later plan continues ends with that."""
    before: dict[str, dict[str, Any]] = {}  # rows of the plans before, by code
    for file in plans:
        top = TomlSection(file, "", file.data)
        plan = top.sub("plan", needed=False)
        days = {key: plan.data[key] for key in ("since", "until") if key in plan.data}
        for code in plan.words("continues"):
            if code not in before:
                plan.say("continues", texts.config.NOTHING_TO_CONTINUE.format(code=code))
                continue
            before[code].pop("until", None)
            before[code] |= {key: day for key, day in days.items() if key == "until"}
        _give_at_once_its_day(plan, top)
        rows = [section.data for key in _DATED for section in top.many(key, needed=False)]
        for row in rows:
            row |= {key: day for key, day in days.items() if key not in row}
            before[str(row.get("code"))] = row


def _give_at_once_its_day(plan: TomlSection, top: TomlSection) -> None:
    """Let what a plan wants at once be due so many days after the plan's own, and go on then."""
    issued, days = plan.data.get("date"), plan.data.get("at_once_days")
    if not (type(issued) is date and isinstance(days, int) and 0 <= days <= MOST_DAYS):
        return
    for task in top.many("tasks", needed=False):
        if task.data.get("at_once") is True and "due" not in task.data:
            due = issued + timedelta(days=days)
            task.data |= {"timing": "by", "due": due, "then_ongoing": True}


def _named(office: TomlSource, key: str) -> Iterator[Path]:
    """Yield the files a key names; one that is not there, or not below the office, is said."""
    folder = office.path.parent
    for name in TomlSection(office, "", office.data).words(key):
        file = folder / name
        if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            yield file
        else:
            office.say(key, texts.config.NO_FILE.format(name=name, folder=folder))


def _join(office: TomlSource, file: TomlSource, number: int, lists: Sequence[str]) -> None:
    """Add the rows of a file to the office's lists; whatever else stands in it is said."""
    for key in file.data.keys() - set(lists):
        file.say(key, texts.config.UNKNOWN_KEY + nearest(key, lists))
    top, before = TomlSection(file, "", file.data), dict[str, int]()
    for key in lists:
        rows = [top.sub(key).data] if key == "plan" else top.get(key, list, [])
        there = office.data.get(_joined(key), [])
        if rows and isinstance(there, list):  # what is no list is said by who asks for it
            before[key] = len(there)
            office.data[_joined(key)] = [*there, *rows]
    for key, place in file.places.items():
        if moved := _moved(key, before):
            office.places[moved] = replace(place, file=number)
    if "plan" in before:  # its table may have no line of its own
        office.places.setdefault(_moved("plan", before), Place(number, 1, file.path, "plan"))
    office.mistakes += [(replace(place, file=number), said) for place, said in file.mistakes]


def _joined(key: str) -> str:
    return "plans" if key == "plan" else key


def _moved(key: str, before: Mapping[str, int]) -> str:
    """Return a key path of a joined file as it is in the whole; "" of what is not joined."""
    found = _ROW.fullmatch(key)
    if not found or found[1] not in before:
        return ""
    table, row, below = found.groups()
    return f"{_joined(table)}[{before[table] + int(row or 1)}]{below}"
