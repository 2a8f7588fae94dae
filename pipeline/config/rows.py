"""What every declared row has: a code, and the days on which it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline import texts
from pipeline.config.toml import TomlSection, TomlSource
from pipeline.domain.validity import ALWAYS, Validity


def code_of(section: TomlSection) -> str:
    """Read a row's code; one that is none is said."""
    return section.matching("code", r"[a-z0-9][a-z0-9-]*", texts.config.CODE, "?")


def validity_of(section: TomlSection) -> Validity:
    """Read the days on which a row holds; that they end before they begin is said."""
    since, until = section.day("since"), section.day("until")
    if since and until and until < since:
        section.say("until", texts.config.UNTIL_BEFORE_SINCE)
    return Validity(since, until)


class Dated(Protocol):
    """A row that holds on some days."""

    @property
    def validity(self) -> Validity:
        """The days."""


def check_once(source: TomlSource, table: str, key: str, rows: Sequence[Dated]) -> None:
    """Say which rows repeat a value on days on which another row has it."""
    before: dict[object, list[Dated]] = {}
    for index, row in enumerate(rows, start=1):
        value = getattr(row, key)
        alike = before.setdefault(value, [])
        if any(row.validity.meets(one.validity) for one in alike):
            dated = row.validity != ALWAYS or any(one.validity != ALWAYS for one in alike)
            said = texts.config.TWICE_ON_A_DAY if dated else texts.config.TWICE
            source.say(f"{table}[{index}].{key}", said.format(value=value))
        alike.append(row)
