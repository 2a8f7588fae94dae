"""Find what was dropped into `collected/`, and read each file once."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError, Finding, Where
from pipeline.intake.kinds import is_workbook

MAX_BYTES = 25 * 1024 * 1024  # the largest of 2,348 real workbooks was 2.7 MB
MAX_DEPTH = 30  # folders in folders

# Ours, never dropped: they lie in `collected/` itself.
_OURS = re.compile(r"ledger\.sqlite3(?:-\w+|\.damaged-\d+)?|\.archive", re.ASCII)
_NOISE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_UNFINISHED = (".part", ".crdownload", ".tmp")  # a browser or Excel is still writing


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it lay in `collected/`, its bytes read once."""

    file: str  # path below collected/, forward slashes, NFC
    path: Path
    content: bytes  # b"" once it is set down in the archive
    sha256: str
    size: int
    mailed_at: datetime | None = None  # when the mail that brought it reached our server
    # How the folder listed it when it was read; None of what lies within another file.
    listed: os.stat_result | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """A file that lies there as it did when it was read once, by its listing: it is not opened."""

    file: str  # as of an arrival
    sha256: str


# Hash of a file that is known: by its name as of an arrival, where it lies, and its listing.
Recall = Callable[[str, str, os.stat_result], str | None]


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that lay in `collected/`; every file is in exactly one of the three."""

    files: tuple[Arrival | Known, ...]
    findings: tuple[Finding, ...]  # one for each file that cannot be read
    ignored: tuple[str, ...]  # a system's or an editor's

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Those that were opened."""
        return tuple(one for one in self.files if isinstance(one, Arrival))

    @classmethod
    def of(cls, found: Iterable[Found]) -> Inbox:
        """Return what was found, each among its like, in order."""
        every = tuple(found)
        return cls(
            tuple(one for one in every if isinstance(one, Arrival | Known)),
            tuple(one for one in every if isinstance(one, Finding)),
            tuple(one for one in every if isinstance(one, str)),
        )


Found = Arrival | Known | Finding | str  # the name of what is ignored


def _of_none(file: str, path: str, listed: os.stat_result) -> str | None:
    return None


def scan(collected: Path, recall: Recall = _of_none) -> Iterator[Found]:
    """Give every file that can be read, in order, and a finding for every one that cannot.

    What is recalled by its listing is not opened. BaocaoError where there is no such folder.
    """
    if not collected.is_dir():
        raise BaocaoError(texts.screen.NO_COLLECTED.format(path=collected))
    for one in _walk(collected):
        file = one.file
        if one.noise:
            yield turned_away("F23", file) if _is_form_in_passing(one) else file
        elif one.folder and one.depth > MAX_DEPTH:
            yield turned_away("F21", file)
        else:
            yield _known_or_taken(one.path, file, recall)


def _known_or_taken(path: str, file: str, recall: Recall) -> Arrival | Known | Finding:
    try:
        sha256 = recall(file, path, os.lstat(path))
    except OSError:
        sha256 = None
    return Known(file, sha256) if sha256 else take(Path(path), file)


def _is_form_in_passing(one: _Place) -> bool:
    """Tell whether a name that a program gave for the time being is a whole form's."""
    taken = None if one.folder or one.within_noise else take(Path(one.path), one.file)
    return isinstance(taken, Arrival) and is_workbook(taken.content)


@dataclass(frozen=True, slots=True)
class _Place:
    """A file, or a folder that cannot be gone into."""

    path: str
    file: str  # its name below `collected/`, as of an arrival
    folder: bool
    depth: int  # 1 in `collected/` itself
    noise: bool  # it, or a folder it lies in, is a system's or an editor's
    within_noise: bool = False  # a folder it lies in is


def _walk(collected: Path) -> Iterator[_Place]:
    """Give every file in order, depth first; a folder too deep or locked stands for its files."""
    pending = [_Place(os.fspath(collected), ".", folder=True, depth=0, noise=False)]
    while pending:
        one = pending.pop()
        inside = _inside(one) if one.folder and one.depth <= MAX_DEPTH else None
        if inside is None:
            yield one
        else:
            pending += reversed(inside)


def _inside(folder: _Place) -> list[_Place] | None:
    try:
        with os.scandir(folder.path) as entries:
            ordered = sorted((shown(entry.name), entry.name, entry) for entry in entries)
    except OSError:
        return None
    above = f"{folder.file}/" if folder.depth else ""
    return [
        _Place(
            entry.path,
            f"{above}{name}",
            entry.is_dir(follow_symlinks=False),
            folder.depth + 1,
            folder.noise or is_noise(entry.name),
            folder.noise,
        )
        for name, _, entry in ordered
        if folder.depth or not _OURS.fullmatch(entry.name)
    ]


def shown(name: str) -> str:
    """Return a name in NFC; a byte that is no letter of the system's encoding becomes "?"."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")


def is_noise(name: str) -> bool:
    """Tell whether a name is an editor's or a system's, never a unit's report."""
    folded = name.casefold()
    ours = _OURS.fullmatch(folded) is not None  # a copy of our ledger, in a folder
    return (
        ours or folded in _NOISE or folded.startswith(("~$", ".")) or folded.endswith(_UNFINISHED)
    )


def take(path: Path, file: str) -> Arrival | Finding:
    """Read a file once; a link, a device or a file in motion gets a finding instead."""
    try:
        before = path.lstat()
        if stat.S_ISDIR(before.st_mode):
            return turned_away("F04", file)  # a folder that may not be looked into
        if not stat.S_ISREG(before.st_mode):
            return turned_away("F01", file)
        if before.st_size == 0:
            return turned_away("F02", file)
        if before.st_size > MAX_BYTES:
            return turned_away("F03", file)
        content = path.read_bytes()
        after = path.lstat()
    except OSError:
        return turned_away("F04", file)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return turned_away("F05", file)
    sha256 = hashlib.sha256(content).hexdigest()
    return Arrival(file, path, content, sha256, len(content), listed=after)


def turned_away(code: str, file: str, /, **details: int | str) -> Finding:
    """Return the answer for a file that is not read."""
    return texts.findings.found(code, Where(file), **details)


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as the folder lists it, not opened: other bytes have another size or time."""

    file: str  # as of an arrival
    path: Path
    signature: tuple[int, int]  # size, time of last change


def lying(collected: Path) -> Iterator[Lying]:
    """List what a unit may have sent; OSError when the folder cannot be reached."""
    os.scandir(collected).close()
    for one in _walk(collected):
        if one.noise or one.folder:
            continue
        try:
            told = os.lstat(one.path)
        except OSError:  # it went while we looked
            continue
        yield Lying(one.file, Path(one.path), (told.st_size, told.st_mtime_ns))
