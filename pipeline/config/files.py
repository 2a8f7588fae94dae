"""The declared files of an office become one: `config.toml`, and those it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import texts
from pipeline.config.toml import TomlSection, TomlSource, nearest, read_toml

INCLUDED = ("groups", "units", "services")  # lists that may stand in files of their own
OF_A_PLAN = ("plan", "bases", "tasks", "indicators")  # what stands in a plan's file
NAMED_BY = {"include": INCLUDED, "plans": OF_A_PLAN}  # by key of `config.toml`
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
    for number, (file, lists) in enumerate(named, start=1):
        _join(office, file, number, lists)
    return office


def declared_files(path: Path) -> tuple[Path, ...]:
    """Return `config.toml` and all files it names, in the order in which they are read."""
    office = read_toml(path)
    return (path, *(file for key in NAMED_BY for file in _named(office, key)))


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
