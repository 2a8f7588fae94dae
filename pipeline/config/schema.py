"""What the loaders ask of a file, written down as a JSON Schema, for editors.

A loader is handed a table that holds nothing and notes what is asked of it; so a schema says what
the loader accepts, and nobody writes it a second time. What is held against other rows or files
(codes, units, columns) no schema says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pipeline.config.files import NAMED_BY
from pipeline.config.form import read_form, renamed
from pipeline.config.office import read_register
from pipeline.config.toml import TomlSection, TomlSource
from pipeline.domain.period import PeriodKind

T = TypeVar("T")
Schema = dict[str, Any]

_DIALECT = "http://json-schema.org/draft-07/schema#"  # what TOML editors know
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_TYPES: Mapping[type, Schema] = {
    str: _TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    list: {"type": "array"},
    dict: {"type": "object"},
    date: _DAY,
}


class _Silent(TomlSource):
    """No file: nothing in it is wrong."""

    def __init__(self) -> None:
        super().__init__(Path(), {}, {})

    def say(self, key: str, sentence: str) -> None:
        """Keep silent: that an empty table lacks everything is known."""


class Asked(TomlSection):
    """An empty table that notes what a loader asks of it."""

    def __init__(self) -> None:
        super().__init__(_Silent(), "", {})
        self.properties: Schema = {}
        self.required: list[str] = []
        self.below: dict[str, Asked] = {}  # tables, and rows of lists of tables
        self.kinds: list[Schema] = []
        self.partial = False  # whether it stands beside another that holds what it lacks

    @property
    def schema(self) -> Schema:
        """What may stand in the table."""
        schema: Schema = {
            "type": "object",
            "properties": self.properties
            | {
                key: {"type": "array", "items": asked.schema} if self._rows(key) else asked.schema
                for key, asked in self.below.items()
            },
            "required": [] if self.partial else self.required,
            "additionalProperties": False,
        }
        return schema | ({"allOf": self.kinds} if self.kinds else {})

    def _rows(self, key: str) -> bool:
        return bool(self.properties[key] == _TYPES[list])

    def _note(self, key: str, schema: Schema, *, needed: bool) -> None:
        self.properties.setdefault(key, schema)
        if needed and key not in self.required:
            self.required.append(key)

    def get(self, key: str, kind: type[T], default: T) -> T:
        """Note a key that may be there."""
        self._note(key, _TYPES[kind], needed=False)
        return default

    def need(self, key: str, kind: type[T], default: T) -> T:
        """Note a key that must be there; a text must say something."""
        self._note(key, _TYPES[kind] | ({"pattern": r"\S"} if kind is str else {}), needed=True)
        return default

    def number(self, key: str, least: int, most: int, sentence: str, *, needed: bool = True) -> int:
        """Note a number between bounds."""
        self._note(key, {"type": "integer", "minimum": least, "maximum": most}, needed=needed)
        return least

    def matching(self, key: str, pattern: str, sentence: str, default: str) -> str:
        """Note a text of a form."""
        self._note(key, {"type": "string", "pattern": f"^(?:{pattern})$"}, needed=True)
        return default

    def words(
        self, key: str, known: Sequence[str] | None = None, *, needed: bool = False
    ) -> tuple[str, ...]:
        """Note a list of words."""
        items = _TEXT if known is None else {"enum": list(known)}
        self._note(key, {"type": "array", "items": items}, needed=needed)
        return ()

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """Note a table of lists of words, its keys free."""
        words: Schema = {"type": "array", "items": _TEXT}
        self._note(key, {"type": "object", "additionalProperties": words}, needed=False)
        return {}

    def day(self, key: str) -> date | None:
        """Note a day."""
        self._note(key, _DAY, needed=False)
        return None

    def days(self, key: str) -> frozenset[date]:
        """Note a list of days."""
        self._note(key, {"type": "array", "items": _DAY}, needed=False)
        return frozenset()

    def sub(self, key: str, *, needed: bool = True) -> TomlSection:
        """Note a table, and hand it out."""
        self._note(key, _TYPES[dict], needed=needed)
        return self.below.setdefault(key, Asked())

    def over(self, held: Mapping[str, Any]) -> TomlSection:
        """Note the table's keys: none is needed where others hold already."""
        self.partial = True
        return self

    def many(self, key: str, *, needed: bool = True) -> list[TomlSection]:
        """Note a list of tables, and hand out one."""
        self._note(key, _TYPES[list], needed=needed)
        return [self.below.setdefault(key, Asked())]

    def one_of(self, key: str, known: Sequence[str], default: str, *, needed: bool = True) -> str:
        """Note a choice of words."""
        self._note(key, {"enum": [str(word) for word in known]}, needed=needed)
        return default

    def by_kind(self, key: str, readers: Mapping[str, Callable[[TomlSection], T]]) -> T | None:
        """Note which keys each kind has beside those of all."""
        self.one_of(key, list(readers), "")
        common = list(self.properties)
        for kind, read in readers.items():
            own = Asked()
            read(own)
            self.properties = {**dict.fromkeys(own.properties, True), **self.properties}
            then = {
                "properties": own.properties,
                "propertyNames": {"enum": [*common, *own.properties]},
                "required": own.required,
            }
            self.kinds.append({"if": {"properties": {key: {"const": kind}}}, "then": then})
        return None


def schemas() -> dict[str, Schema]:
    """Return the schema of each kind of declared file, by the name of its own file."""
    whole = Asked()
    read_register(whole)
    return {
        "config.schema.json": _titled("config.toml", _config(whole.schema)),
        "include.schema.json": _titled("units.toml, services.toml", _part(whole, "include")),
        "plan.schema.json": _titled("plans/*.toml", _part(whole, "plans")),
        "form.schema.json": _titled("form.toml", _form()),
    }


def _titled(title: str, schema: Schema) -> Schema:
    return {"$schema": _DIALECT, "title": title, **schema}


def _config(whole: Schema) -> Schema:
    """Return the schema of `config.toml`: files are named in it, and their rows may stand there."""
    elsewhere = {key for keys in NAMED_BY.values() for key in keys}
    files = {"type": "array", "items": {"type": "string", "pattern": r"\.toml$"}}
    named = dict.fromkeys(NAMED_BY, files)
    needed = [key for key in whole["required"] if key not in elsewhere]
    return {**whole, "properties": whole["properties"] | named, "required": needed}


def _part(whole: Asked, key: str) -> Schema:
    """Return the schema of the files a key of `config.toml` names."""
    tables = dict.fromkeys(NAMED_BY[key], "")
    properties = {
        name: whole.below["plans"].schema if name == "plan" else whole.schema["properties"][name]
        for name in tables
    }
    needed = ["plan"] if "plan" in tables else []
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def _form() -> Schema:
    """Return the schema of a form: one of its own, or one like another kind's."""
    own, like = Asked(), Asked()
    form = read_form(own)
    like.one_of("like", [kind.value for kind in PeriodKind], "")
    renamed(like, form)
    return {"if": {"required": ["like"]}, "then": like.schema, "else": own.schema}
