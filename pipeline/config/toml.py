"""A TOML file is read key by key; every mistake is named with its line, all at once."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

from pipeline import texts
from pipeline.domain.finding import BaocaoError

T = TypeVar("T")
_NAMES_A_WORD = "\u201c"  # the mark before a word that is quoted
_SHOWN, _LISTED = 10, 15  # lines of further consequences; words that may be used
_HEADER = re.compile(r"\s*\[{1,2}\s*([\w.]+)\s*\]{1,2}")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_ROW, _IN_ROW = re.compile(r"\s*\{"), re.compile(r"[{,]\s*([\w-]+)\s*=")  # a row on one line


class ConfigError(BaocaoError):
    """Every mistake found in a declaration, one a line."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a key stands: its file among those read together, its line and its name there."""

    file: int  # 0 is the first
    line: int
    path: Path
    key: str

    def below(self, key: str) -> Place:
        """Return where a key of this table would stand that is not there."""
        return replace(self, key=f"{self.key}.{key}")


@dataclass
class TomlSource:
    """A TOML file being read, with those joined to it: tables, places, mistakes found so far."""

    path: Path
    data: dict[str, Any]
    places: dict[str, Place]  # by key path
    mistakes: list[tuple[Place, str]] = field(default_factory=list)

    def say(self, key: str, sentence: str) -> None:
        """Note a mistake at the line of a key."""
        self.mistakes.append((self.place(key), sentence))

    def place(self, key: str) -> Place:
        """Return where a key stands, or its table; of neither the first line."""
        table, _, name = key.rpartition(".")
        if key in self.places:
            return self.places[key]
        if table in self.places:
            return self.places[table].below(name)
        return Place(0, 1, self.path, key)

    def finish(self) -> None:
        """Raise ConfigError with all mistakes found, in the order of their files and lines."""
        causes: dict[tuple[str, str], list[Place]] = {}
        for place, sentence in sorted(set(self.mistakes)):  # a file of a plan is read twice
            causes.setdefault(_cause(place, sentence), []).append(place)
        if causes:
            said = [_told(places, sentence) for (sentence, _), places in causes.items()]
            raise ConfigError("\n".join(said))


def _cause(place: Place, sentence: str) -> tuple[str, str]:
    """Return what mistakes of one cause have in common: the word they name, or else their key."""
    return sentence, "" if _NAMES_A_WORD in sentence else place.key.rpartition(".")[2]


def _told(places: Sequence[Place], sentence: str) -> str:
    """Say a mistake where it stands first, and on which lines it has the same consequences."""
    first, *others = places
    words = {"file": first.path, "line": first.line, "key": first.key}
    said = texts.config.MISTAKE.format(**words, what=sentence)
    if not others:
        return said
    lines = list(dict.fromkeys(_line_of(place, first) for place in others))
    shown, more = ", ".join(lines[:_SHOWN]), len(lines) - _SHOWN
    shown += texts.config.ALSO_MORE.format(count=more) if more > 0 else ""
    return said + texts.config.ALSO.format(count=len(others), lines=shown)


def _line_of(place: Place, first: Place) -> str:
    return f"{place.line}" if place.file == first.file else f"{place.path.name} {place.line}"


@dataclass
class TomlSection:
    """One table of the file; knows its key path, and which keys were asked for."""

    source: TomlSource
    path: str
    data: dict[str, Any]
    asked: set[str] = field(default_factory=set)
    absent: bool = False  # the whole table: nothing in it is missed besides

    def at(self, key: str) -> str:
        """Return the whole path of a key in this table."""
        return f"{self.path}.{key}" if self.path else key

    def say(self, key: str, sentence: str) -> None:
        """Note a mistake at a key of this table."""
        self.source.say(self.at(key), sentence)

    def get(self, key: str, kind: type[T], default: T) -> T:
        """Return a key's value, or the default; a value of another kind is said."""
        self.asked.add(key)
        value = self.data.get(key, default)
        if value is default:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.say(key, texts.config.TYPES[kind.__name__])
            return default
        return value if not isinstance(value, str) else cast(T, _nfc(value))

    def need(self, key: str, kind: type[T], default: T) -> T:
        """Return a key's value as `get` does; that it is absent or empty is said too."""
        if key not in self.data:
            self.asked.add(key)
            if not self.absent:
                self.say(key, texts.config.MISSING)
            return default
        value = self.get(key, kind, default)
        if isinstance(self.data[key], str) and not self.data[key].strip():
            self.say(key, texts.config.MISSING)
        return value

    def number(self, key: str, least: int, most: int, sentence: str, *, needed: bool = True) -> int:
        """Return a number between two bounds; the least for another, which the sentence says."""
        value = self.need(key, int, least) if needed else self.get(key, int, least)
        if least <= value <= most:
            return value
        self.say(key, sentence)
        return least

    def matching(self, key: str, pattern: str, sentence: str, default: str) -> str:
        """Return a text of a form; the default for another, which the sentence says."""
        value = self.need(key, str, default)
        if value == default or re.fullmatch(pattern, value, re.ASCII):
            return value
        self.say(key, sentence.format(value=value))
        return default

    def words(
        self, key: str, known: Sequence[str] | None = None, *, needed: bool = False
    ) -> tuple[str, ...]:
        """Return a list of words; none where something else stands in it, which is said.

        Of words that are not among those known, each is said and left out.
        """
        values = self.need(key, list, []) if needed else self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            self.say(key, texts.config.WORDS)
            return ()
        said = tuple(_nfc(value) for value in values)
        if known is None:
            return said
        for word in said:
            if word not in known:
                self._unknown(key, word, known)
        return tuple(word for word in said if word in known)

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return a table of lists of words; its keys are whatever the file says."""
        table = self.sub(key, needed=False)
        return {name: table.words(name) for name in table.data}

    def day(self, key: str) -> date | None:
        """Return a day; None where there is none, or something else, which is said."""
        self.asked.add(key)
        value = self.data.get(key)
        if value is None or type(value) is date:
            return value
        self.say(key, texts.config.TYPES["date"])
        return None

    def days(self, key: str) -> frozenset[date]:
        """Return a list of days; none where something else stands in it, which is said."""
        days = self.get(key, list, [])
        if all(type(day) is date for day in days):
            return frozenset(days)
        self.say(key, texts.config.TYPES["date"])
        return frozenset()

    def sub(self, key: str, *, needed: bool = True) -> TomlSection:
        """Return the table below a key; an empty one where there is none, said if it is needed."""
        table = self.need(key, dict, {}) if needed else self.get(key, dict, {})
        return TomlSection(self.source, self.at(key), table, absent=key not in self.data)

    def over(self, held: Mapping[str, Any]) -> TomlSection:
        """Return a table whose keys come before those held already."""
        return TomlSection(self.source, self.path, {**held, **self.data})

    def many(self, key: str, *, needed: bool = True) -> list[TomlSection]:
        """Return the tables listed below a key."""
        items = self.need(key, list, []) if needed else self.get(key, list, [])
        if not all(isinstance(item, dict) for item in items):
            self.say(key, texts.config.TYPES["dict"])
        return [
            TomlSection(self.source, f"{self.at(key)}[{index}]", item)
            for index, item in enumerate(items, start=1)
            if isinstance(item, dict)
        ]

    def one_of(self, key: str, known: Sequence[str], default: str, *, needed: bool = True) -> str:
        """Return one of the words known; the default for another, which is said."""
        value = self.need(key, str, default) if needed else self.get(key, str, default)
        if value in known or (value == default and not needed):
            return value
        self._unknown(key, value, known)
        return default

    def by_kind(self, key: str, readers: Mapping[str, Callable[[TomlSection], T]]) -> T | None:
        """Read this table as its kind says; None for a kind that is not known, which is said."""
        kind = self.one_of(key, list(readers), "")
        if kind:
            return readers[kind](self)
        self.asked |= set(self.data)  # a kind that is unknown has keys that are unknown
        return None

    def _unknown(self, key: str, word: str, known: Sequence[str]) -> None:
        self.say(key, texts.config.UNKNOWN_WORD.format(word=word) + nearest(word, known))

    def close(self) -> None:
        """Say which keys nobody asked for: a typo silently ignored is the worst mistake."""
        for key in self.data.keys() - self.asked:
            self.say(key, texts.config.UNKNOWN_KEY + nearest(key, sorted(self.asked)))


def quoted(text: str) -> str:
    """Write a text as TOML does; a string of JSON is one of TOML."""
    return json.dumps(text, ensure_ascii=False)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def nearest(word: str, known: Iterable[str]) -> str:
    """Ask whether the word most like it was meant, and list all there are where they are few."""
    every = list(dict.fromkeys(known))
    near = get_close_matches(word, every, n=1)
    asked = texts.config.NEAREST.format(near=near[0]) if near else ""
    listed = texts.config.KNOWN.format(words=", ".join(every)) if len(every) <= _LISTED else ""
    return asked + (listed if every else "")


def read_toml(path: Path) -> TomlSource:
    """Read a TOML file; ConfigError when it is not there, not UTF-8 or no TOML."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
        lines = _line_numbers(text).items()
        return TomlSource(path, data, {key: Place(0, line, path, key) for key, line in lines})
    except OSError as error:
        raise ConfigError(texts.config.UNREADABLE.format(file=path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(texts.config.NOT_UTF8.format(file=path)) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1  # the file's end
        hint = _syntax_hint(str(error), text.splitlines()[line - 1 : line])
        said = texts.config.SYNTAX.format(file=path, line=line, hint=hint)
        raise ConfigError(said) from error


def _syntax_hint(error: str, lines: Sequence[str]) -> str:
    """Say what is most likely wrong with a line that is no TOML."""
    line = lines[0] if lines else ""
    if "overwrite" in error or "twice" in error or "redefine" in error:
        return texts.config.HINT_TWICE
    for pattern, hint in texts.config.HINTS.items():
        if re.search(pattern, line):
            return hint
    return texts.config.HINT_MARKS


def _line_numbers(text: str) -> dict[str, int]:
    """Map key paths to lines by a tolerant scan: tomllib keeps no positions."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, last = "", ""
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
            last = f"{table}.{key[1]}" if table else key[1]
            lines.setdefault(last, number)
        elif _ROW.match(line):
            counts[last] = counts.get(last, 0) + 1
            row = f"{last}[{counts[last]}]"
            lines |= {row: number, **{f"{row}.{key}": number for key in _IN_ROW.findall(line)}}
    return lines


def check_unique(source: TomlSource, table: str, key: str, values: Sequence[str]) -> None:
    """Say which tables of a list repeat a value."""
    before: set[str] = set()
    for index, value in enumerate(values, start=1):
        if value in before:
            source.say(f"{table}[{index}].{key}", texts.config.TWICE.format(value=value))
        before.add(value)


def check_known(source: TomlSource, key: str, names: Iterable[str], known: Sequence[str]) -> None:
    """Say which columns are named that are not known."""
    for name in names:
        if name not in known:
            unknown = texts.config.UNKNOWN_COLUMN.format(column=name)
            source.say(key, unknown + nearest(name, known))
