"""Make an issued report again from what was kept of it, and hold it against what was sealed.

Nothing declared, worded or collected since is asked: what is drawn lies in the archive, every word
of it, and only the program that draws is today's.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline import texts
from pipeline.config.place import find_office
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger, look_into
from pipeline.recipes.write import Written, draw_one

_DRAWN = (".docx", ".xlsx")
CODE = "code"  # of the makers: a hash of the code that draws


class Came(StrEnum):
    """What came of making a document again."""

    SAME = "same"
    OTHER = "other"  # drawn, and not byte for byte
    EDITED = "edited"  # sealed as edited by hand: its bytes are kept, not drawn
    UNREADABLE = "unreadable"  # what was kept is not known to this program
    GONE = "gone"  # nothing was kept, or the archive has lost it


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document made again."""

    name: str
    sealed: str  # hash
    came: Came
    content: bytes | None = None
    parts: tuple[str, ...] = ()  # of the file that are others; () where only its packing is
    makers: tuple[tuple[str, str, str], ...] = ()  # what draws otherwise by now: name, then, now
    archived: bool = True  # whether the archive has the file itself

    @property
    def is_as_sealed(self) -> bool:
        """Whether nobody must look at it."""
        return self.came in (Came.SAME, Came.EDITED)

    @property
    def sha256(self) -> str:
        """Its hash as made again; "" where it was not."""
        return "" if self.content is None else hashlib.sha256(self.content).hexdigest()


def rebuild(
    start: Path, period: Period, folder: Path | None
) -> tuple[tuple[Rebuilt, ...], tuple[Written, ...]]:
    """Make an issued report again, with its corrections, and put it into a folder where asked."""
    collected = find_office(start) / "collected"
    if folder and folder.resolve().is_relative_to(collected.resolve()):
        raise BaocaoError(texts.screen.NOT_INTO_COLLECTED.format(folder=folder))
    with look_into(collected) as ledger:
        issue = ledger.issued().get(period)
        if issue is None:
            raise BaocaoError(texts.screen.NOT_ISSUED.format(period=period))
        made = tuple(
            _made_again(ledger, name, sha256, issue.kept.get(name))
            for name, sha256 in sorted(issue.files.items())
            if name.endswith(_DRAWN)
        )
        told = {  # what is sealed beside them is not drawn
            name: content
            for name, sha256 in issue.files.items()
            if not name.endswith(_DRAWN) and (content := ledger.archived(sha256)) is not None
        }
    return made, _put(folder, made, told) if folder else ()


def _made_again(ledger: Ledger, name: str, sealed: str, kept: str | None) -> Rebuilt:
    from pipeline.outputs.kept import Unreadable, read
    from pipeline.outputs.maker import made_by

    there = ledger.archived(sealed)
    if kept == "":
        came = Came.EDITED if there else Came.GONE
        return Rebuilt(name, sealed, came, there, archived=there is not None)
    value = ledger.archived(kept) if kept else None
    if value is None:
        return Rebuilt(name, sealed, Came.GONE, archived=there is not None)
    try:
        drawn, then = read(value)
    except Unreadable:
        return Rebuilt(name, sealed, Came.UNREADABLE, archived=there is not None)
    content = draw_one(drawn)
    if hashlib.sha256(content).hexdigest() == sealed:
        return Rebuilt(name, sealed, Came.SAME, content)
    parts = tuple(_other_parts(there, content)) if there else ()
    return Rebuilt(name, sealed, Came.OTHER, content, parts, tuple(_others(then, made_by())))


def _other_parts(sealed: bytes, made: bytes) -> Iterator[str]:
    """Name the parts of a file that are not the same in another."""
    before, after = _parts(sealed), _parts(made)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield name


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _others(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            yield name, then.get(name, ""), now.get(name, "")


def _put(folder: Path, made: tuple[Rebuilt, ...], told: Mapping[str, bytes]) -> tuple[Written, ...]:
    """Put what was made into a folder; what lies there already is not overwritten."""
    from pipeline.outputs.publish import publish

    files = {one.name: one.content for one in made if one.content is not None}
    return tuple(Written(one.path, one.beside) for one in publish(folder, {**files, **told}, {}))
