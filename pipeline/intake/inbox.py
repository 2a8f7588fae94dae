"""Find what was dropped into `collected/`, and read each file once."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError, Finding, Severity, Where

MAX_BYTES = 25 * 1024 * 1024  # the largest of 2,348 real workbooks was 2.7 MB

_LEDGER = re.compile(r"ledger\.sqlite3(?:-\w+|\.damaged-\d+)?", re.ASCII)  # ours, never dropped
_NOISE = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"})
_UNFINISHED = (".part", ".crdownload", ".tmp")  # a browser or Excel is still writing


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it lay in `collected/`, its bytes read once."""

    file: str  # path below collected/, forward slashes, NFC
    path: Path
    content: bytes
    sha256: str
    size: int
    mailed_at: datetime | None = None  # when the mail that brought it reached our server


@dataclass(frozen=True, slots=True)
class Inbox:
    """All that lay in `collected/`; every file is in exactly one of the three."""

    arrivals: tuple[Arrival, ...]
    findings: tuple[Finding, ...]  # one for each file that cannot be read
    ignored: tuple[str, ...]  # a system's or an editor's


def scan(collected: Path) -> Inbox:
    """Return every file that can be read, in order, and a finding for every one that cannot."""
    if not collected.is_dir():
        raise BaocaoError(texts.NO_COLLECTED.format(path=collected))
    arrivals: list[Arrival] = []
    findings: list[Finding] = []
    ignored: list[str] = []
    for path in _walk(collected):
        file = shown(path.relative_to(collected).as_posix())
        if is_noise(path.name):
            ignored.append(file)
            continue
        outcome = take(path, file)
        if isinstance(outcome, Arrival):
            arrivals.append(outcome)
        else:
            findings.append(outcome)
    return Inbox(tuple(arrivals), tuple(findings), tuple(ignored))


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: (shown(entry.name), entry.name))
    except OSError:
        yield folder
        return
    for entry in ordered:
        if entry.is_dir(follow_symlinks=False):
            if not is_noise(entry.name):
                yield from _walk(Path(entry.path))
        elif not _LEDGER.fullmatch(entry.name):
            yield Path(entry.path)


def shown(name: str) -> str:
    """Return a name in NFC; a byte that is no letter of the system's encoding becomes "?"."""
    return unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")


def is_noise(name: str) -> bool:
    """Tell whether a name is an editor's or a system's, never a unit's report."""
    folded = name.casefold()
    return (
        folded in _NOISE or folded.startswith(("~$", ".~lock", ".")) or folded.endswith(_UNFINISHED)
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
    return Arrival(file, path, content, hashlib.sha256(content).hexdigest(), len(content))


def turned_away(code: str, file: str) -> Finding:
    """Return the answer for a file that is not read."""
    message, action = texts.FILE_SENTENCES[code]
    return Finding(code, Severity.ERROR, Where(file), message, action)
