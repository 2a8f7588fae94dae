"""What is drawn, written down to be drawn again: a letter or a book as canonical JSON, packed.

Only the nouns that a drawn document is made of are read back, and no code. Citizens are covered in
it as in what is printed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_type_hints

from pipeline.domain.drawn import Drawn
from pipeline.domain.grid import Stretches
from pipeline.outputs.clean import clean_text

_IS, _VALUE = "is", "value"
_PLAIN: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "Fraction": Fraction,
}


class Unreadable(ValueError):
    """What was kept holds what this program does not know."""


def written(drawn: Drawn, made_by: Mapping[str, str]) -> bytes:
    """Write down what is drawn, and by what; the same value gives the same bytes."""
    whole = {"made_by": dict(made_by), "drawn": _told(drawn)}
    said = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(said.encode(), 9)


def read(content: bytes) -> tuple[Drawn, dict[str, str]]:
    """Return what is drawn, and by what it was; Unreadable where this program cannot."""
    try:
        whole = json.loads(zlib.decompress(content))
        drawn, made_by = _known(whole["drawn"]), whole["made_by"]
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(drawn, Drawn):
        raise Unreadable(type(drawn).__name__)
    return drawn, made_by


def _told(value: object) -> Any:
    """Return a value as JSON has it; TypeError for what is no part of a drawn document."""
    match value:
        case Enum() if type(value).__name__ in _nouns():
            return {_IS: type(value).__name__, _VALUE: value.value}
        case None | bool() | float():
            return value
        case str():
            return clean_text(str(value))  # one of a set of words is its word
        case int():
            return int(value)
        case datetime() | date():
            return {_IS: type(value).__name__, _VALUE: value.isoformat()}
        case Fraction():
            return {_IS: "Fraction", _VALUE: str(value)}
        case tuple() | list() | Stretches():
            return [_told(one) for one in value]
        case frozenset():
            return {_IS: "set", _VALUE: sorted((_told(one) for one in value), key=repr)}
        case Mapping():
            return {_IS: "map", _VALUE: [[_told(key), _told(one)] for key, one in value.items()]}
    name = type(value).__name__
    if not is_dataclass(value) or _nouns().get(name) is not type(value):
        raise TypeError(f"nothing that is drawn: {name}")
    return {_IS: name} | {one.name: _told(getattr(value, one.name)) for one in fields(value)}


def _known(told: Any) -> Any:
    """Return the value JSON tells of."""
    if isinstance(told, list):
        return tuple(map(_known, told))
    if not isinstance(told, dict):
        return told
    name = told[_IS]
    if name == "map":
        return {_known(key): _known(one) for key, one in told[_VALUE]}
    if name == "set":
        return frozenset(map(_known, told[_VALUE]))
    if name in _PLAIN:
        return _PLAIN[name](told[_VALUE])
    noun = _nouns()[name]
    if issubclass(noun, Enum):
        return noun(told[_VALUE])
    return noun(**{key: _known(one) for key, one in told.items() if key != _IS})


@cache
def _nouns() -> dict[str, type]:
    """Return all nouns a drawn document is made of, by name, as these declare it themselves."""
    found: dict[str, type] = {}
    waiting: list[Any] = [*get_args(Drawn)]
    seen: set[type] = set()
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        if not isinstance(one, type) or not (is_dataclass(one) or issubclass(one, Enum)):
            continue
        if (known := found.setdefault(one.__name__, one)) is not one:
            raise TypeError(f"two nouns of one name: {known}, {one}")
        if one not in seen:
            seen.add(one)
            waiting += get_type_hints(one).values() if is_dataclass(one) else ()
    return found
