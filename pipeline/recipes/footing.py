"""On what the last merge rests: while all of it is as it was, the next one would find the same.

It is asked before anything else is loaded, so this module needs next to nothing. What was received,
declared and made is known by its listing (`listing`). The ledger counts its changes by itself, so
whatever was decided, noted, sealed or restored since is another ledger.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pipeline
from pipeline.config.place import find_office
from pipeline.recipes.listing import Found, Listing, hash_of, is_as_listed
from pipeline.swap import swap_in

_KEPT = "last-merge"  # in the archive
_LEDGER = "ledger.sqlite3"
_CHANGING = ""  # a change of the ledger is under way, or was broken off
_HEADER = 100  # bytes at its beginning: SQLite counts its changes there


@dataclass(frozen=True, slots=True)
class Footing:
    """All that the last merge rests on."""

    asked: tuple[str, ...]  # the periods that were named
    since: str  # ISO instants between which nothing happens by the clock alone
    until: str
    zone: str
    program: str
    ledger: str
    received: Listing  # what lies in `collected/`, and what is declared
    made: Listing  # what lies in `output/`, and what the archive has
    declared: tuple[str, ...]  # paths below the office's folder, as all that follow
    folders: tuple[str, ...]  # that are kept as a merge makes them
    sealed: tuple[str, ...]  # files of issued reports


class Said(NamedTuple):
    """What the same merge would say."""

    screen: str
    warnings: tuple[str, ...]
    object: Mapping[str, Any]
    code: int


@dataclass(frozen=True, slots=True)
class LastMerge:
    """What the last merge rests on, and what it would say again."""

    root: Path
    footing: Footing
    written: str  # what it said, as JSON: of many units it is much, and not read in vain

    @property
    def said(self) -> Said:
        """What it would say again."""
        return Said(**{key: _plain(value) for key, value in json.loads(self.written).items()})


def begin(collected: Path) -> int:
    """Forget the last merge; returns what time it is by the clock of the disk, in nanoseconds."""
    forget(collected)
    return time_on_disk(collected)


def time_on_disk(collected: Path) -> int:
    """Return what time it is by the clock of the disk, in nanoseconds; of a run that has begun."""
    mark = _path(collected)
    mark.touch(0o600)
    return mark.stat().st_mtime_ns


def forget(collected: Path) -> None:
    """Forget what the last merge rested on and said: the next one looks at all of it anew."""
    _path(collected).unlink(missing_ok=True)


def remember(root: Path, footing: Footing, said: Said) -> None:
    """Keep on what a merge rests, and what it would say again."""
    lines = (json.dumps(one, ensure_ascii=False) for one in (asdict(footing), said._asdict()))
    written, path = "\n".join(lines), _path(root / "collected")
    partial = path.with_suffix(".part")
    partial.touch(0o600)
    partial.write_text(f"{hash_of(written.encode())}\n{written}", encoding="utf-8")
    swap_in(partial, path)


def last_merge(start: Path) -> LastMerge | None:
    """Return the last merge of the office at a folder or above it; None where it is not known.

    BaocaoError where there is no office.
    """
    root = find_office(start)
    try:
        seal, _, written = _path(root / "collected").read_text(encoding="utf-8").partition("\n")
        if seal != hash_of(written.encode()):
            return None
        rests_on, _, said = written.partition("\n")
        kept = {key: _plain(value) for key, value in json.loads(rests_on).items()}
        kept |= {name: Listing(**kept[name]) for name in ("received", "made")}
        return LastMerge(root, Footing(**kept), said)
    except (OSError, ValueError, TypeError, KeyError):  # another program's
        return None


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _path(collected: Path) -> Path:
    return collected / ".archive" / _KEPT


def stands(last: LastMerge, asked: Sequence[str], now: datetime) -> bool:
    """Tell whether a merge would find all as it was, so that nothing has to be made."""
    root, footing = last.root, last.footing
    in_time = datetime.fromisoformat(footing.since) <= now < datetime.fromisoformat(footing.until)
    try:
        return (
            in_time
            and footing.asked == tuple(asked)
            and footing.program == program()
            and footing.ledger == ledger_state(root / "collected") != _CHANGING
            and is_as_listed(root, footing.received, received_in(root, footing.declared))
            and is_as_listed(root, footing.made, made_in(root, footing.folders, footing.sealed))
        )
    except OSError:  # a folder that cannot be looked into
        return False


def ledger_state(collected: Path) -> str:
    """Return what is another after each change of the ledger, or that one is under way."""
    path = collected / _LEDGER
    rights = [one.stat().st_mode for one in (path, path.parent / ".archive")]
    if any(path.with_name(f"{_LEDGER}{end}").exists() for end in ("-journal", "-wal")):
        return _CHANGING
    with path.open("rb") as stream:
        header, told = stream.read(_HEADER), os.fstat(stream.fileno())
    return f"{told.st_size} {told.st_mtime_ns} {header.hex()} {rights}"


def program() -> str:
    """Return what is another as soon as the program, Python or a library is."""
    home = Path(pipeline.__file__).parent
    told = sorted(
        (name, found.st_size, found.st_mtime_ns)
        for name, found in _below(home, home.parent)
        if found and "__pycache__" not in name
    )
    libraries = [_names(Path(one)) for one in sys.path if one.endswith("-packages")]
    return hash_of(repr((pipeline.__version__, sys.version, told, libraries)).encode())


def received_in(root: Path, declared: Iterable[str]) -> Iterator[Found]:
    """Yield what lies in `collected/`, and what is declared: the forms and wordings there are."""
    yield from _below(root / "collected", root, besides=(_LEDGER, ".archive"))
    forms = "input_templates"
    kinds = [f"{forms}/{kind}" for kind in _names(root / forms)]
    there = (f"{kind}/{name}" for kind in kinds for name in _names(root / kind))
    for name in (*declared, *(one for one in there if one.endswith((".toml", ".md")))):
        yield name, _told(root / name)


def made_in(root: Path, folders: Iterable[str], sealed: Iterable[str]) -> Iterator[Found]:
    """Yield what lies in folders that a merge keeps, sealed files, and what the archive has."""
    for folder in folders:
        yield from _below(root / folder, root)
    for name in sealed:
        yield name, _told(root / name)
    archive = root / "collected" / ".archive"
    yield from ((name, None) for part in _names(archive) for name in _names(archive / part))


def _below(folder: Path, root: Path, besides: Iterable[str] = ()) -> Iterator[Found]:
    """Yield all that lies below a folder, in order, but some in itself; folders as being there."""
    above = len(os.fspath(root)) + 1
    pending, passed = [os.fspath(folder)], {os.fspath(folder / name) for name in besides}
    while pending:
        there = pending.pop()
        yield f"{there[above:]}/", None
        try:
            with os.scandir(there) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        for entry in ordered:
            if entry.path in passed:
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                yield entry.path[above:].replace(os.sep, "/"), os.lstat(entry.path)


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none where there is no folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _told(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
