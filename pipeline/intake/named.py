"""Which unit words name: the title of who signed, a file's name, the folder it lies in."""

from __future__ import annotations

import re
import unicodedata

from pipeline.domain.office import Office, Unit

_SENT_AS = re.compile(r"\d{4}(?:-[WQH]?\d{1,2})?-([a-z0-9-]+)", re.ASCII)  # as forms go out
_WORDS = re.compile(r"[^\W_]+")


def names(said: str, unit: Unit) -> bool:
    """Tell whether words name a unit."""
    spaced = _spaced(said)
    return any(key in spaced for key in _keys(unit))


def other_in_path(file: str, unit: Unit, office: Office) -> Unit | None:
    """Return the other unit that a file's name names, or else the folder it lies in.

    Who receives the reports may stand in any name.
    """
    for piece in reversed(file.split("/")):
        sent_as = _SENT_AS.match(piece)
        if sent_as and (whose := office.unit(sent_as[1])):
            return whose if whose.code != unit.code else None
        if names(piece, unit):
            return None
        if other := other_unit(piece, unit, office, but=office.receiver):
            return other
    return None


def other_unit(said: str, unit: Unit, office: Office, but: str = "") -> Unit | None:
    """Return the unit whose name, the longest of them, stands in words that do not name `unit`."""
    spaced = _spaced(said)
    if names(said, unit):
        return None
    others = [one for one in office.units if one.name not in but]
    found = {key: one for one in others for key in _keys(one) if key in spaced}
    return found[max(found, key=len)] if found else None


def _keys(unit: Unit) -> list[str]:
    """Return how words may name a unit, as whole words."""
    codes = [unit.code] if "-" in unit.code else []  # "thue" is a word of many names
    return [_spaced(name) for name in (unit.name, *unit.aliases, *codes)]


def _spaced(text: str) -> str:
    """Return the words of a name without accents, as they are typed where these are not kept."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return f" {' '.join(_WORDS.findall(bare))} "
