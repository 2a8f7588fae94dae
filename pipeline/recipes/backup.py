"""Pack an office into one file: what was received, remembered, declared and written."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.config.files import declared_files
from pipeline.config.place import find_office
from pipeline.domain.finding import BaocaoError
from pipeline.ledger.private import private_file
from pipeline.ledger.safety import copied, held_alone
from pipeline.recipes.bundle import (
    FOLDERS,
    LEDGER,
    Entry,
    NewerBundle,
    NotABundle,
    opened,
    pack,
)
from pipeline.swap import swap_in

_OF_THE_PROGRAM = {"pyproject.toml"}  # where an office and the program share a folder
_KEPT_DECLARED = (".toml", ".toml.cu")
# What a run or Word has for a moment. The ledger goes along as SQLite copies it.
_PASSING = re.compile(
    r"collected/(ledger\.sqlite3(-\w+)?|\.archive/(lock|last-merge|.*\.part))"
    r"|.*/~(\$[^/]*|[^/]*\.part)"
)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read back."""

    path: Path
    files: int
    size: int  # bytes


def back_up_office(start: Path, target: Path) -> BackedUp:
    """Write a backup and read it back; an earlier one is replaced only by a whole one."""
    root = find_office(start)
    target = target.absolute()
    if target.suffix.lower() != ".zip":
        target = target.with_name(f"{target.name}.zip")
    _must_be_free(root, target)
    before = texts.moving.BEFORE_STANDS if target.exists() else texts.moving.NOTHING_BEFORE
    collected = root / "collected"
    if not collected.is_dir():
        raise BaocaoError(texts.screen.NO_COLLECTED.format(path=collected))
    with held_alone(collected / ".archive", root / LEDGER):
        ledger = copied(root / LEDGER) if (root / LEDGER).exists() else b""
        try:
            entries = sorted(_entries(root, ledger), key=_seen_first)
            _write(target, entries, root, ledger)
        except _Unreadable as error:
            said = texts.moving.UNREADABLE.format(file=error.name, why=error.why, before=before)
            raise BaocaoError(said) from error
        except UnicodeEncodeError as error:
            raise BaocaoError(texts.moving.UNNAMED.format(file=ascii(error.object))) from error
        except ValueError as error:
            raise BaocaoError(texts.moving.CHANGING.format(file=error, before=before)) from error
        except NotABundle as error:
            said = texts.moving.NOT_AS_WRITTEN.format(file=target, before=before)
            raise BaocaoError(said) from error
        except OSError as error:
            why = texts.moving.why(error)
            said = texts.moving.CANNOT_WRITE.format(file=target, why=why, before=before)
            raise BaocaoError(said) from error
    return BackedUp(target, len(entries), target.stat().st_size)


def _must_be_free(root: Path, target: Path) -> None:
    """Refuse a place that is packed itself, and one where something else lies."""
    for folder in FOLDERS:
        if target.resolve().is_relative_to((root / folder).resolve()):
            raise BaocaoError(texts.moving.NOT_INSIDE.format(folder=root / folder))
    if not target.exists():
        return
    try:
        with opened(target):
            pass
    except NewerBundle:
        pass
    except (NotABundle, OSError) as error:
        raise BaocaoError(texts.moving.NOT_OURS.format(file=target)) from error


class _Unreadable(Exception):
    """A file of the office cannot be read."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(name)
        self.name, self.why = name, texts.moving.why(error)


def _seen_first(entry: Entry) -> tuple[bool, str]:
    """Order files by name, those of the archive last: what lies twice is packed as seen."""
    return entry.name.startswith("collected/.archive/"), entry.name


def _entries(root: Path, ledger: bytes) -> Iterator[Entry]:
    if ledger:
        changed = (root / LEDGER).stat().st_mtime_ns
        yield Entry(LEDGER, hashlib.sha256(ledger).hexdigest(), len(ledger), changed)
    for name in sorted({*_declared(root), *_inside(root)}):
        name.encode("utf-8")
        path = root / name
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                there = os.fstat(stream.fileno())
        except OSError as error:
            raise _Unreadable(name, error) from error
        yield Entry(name, digest, there.st_size, max(0, there.st_mtime_ns))


def _declared(root: Path) -> Iterator[str]:
    """Name the declared files; those at the top also where one of them cannot be read."""
    for path in root.iterdir():
        if path.name.endswith(_KEPT_DECLARED) and path.name not in _OF_THE_PROGRAM:
            yield path.name
    with suppress(BaocaoError):
        for path in declared_files(root / "config.toml"):
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                yield path.resolve().relative_to(root.resolve()).as_posix()


def _inside(root: Path) -> Iterator[str]:
    """Name all that lies in the office's folders, but links and what is ours for a moment."""

    def refuse(error: OSError) -> None:
        raise _Unreadable(str(error.filename), error)

    for folder in FOLDERS:
        if not (root / folder).is_dir():
            continue
        for place, _, names in os.walk(root / folder, onerror=refuse):
            for name in names:
                path = Path(place, name)
                below = path.relative_to(root).as_posix()
                if path.is_file() and not path.is_symlink() and not _PASSING.fullmatch(below):
                    yield below


def _write(target: Path, entries: list[Entry], root: Path, ledger: bytes) -> None:
    partial = target.with_name(f"~{target.name}.part")
    try:
        partial.unlink(missing_ok=True)  # of a run that was killed
        private_file(partial)
        with partial.open("r+b") as stream:
            pack(stream, entries, root, ledger)
            stream.flush()
            os.fsync(stream.fileno())
        with opened(partial) as bundle, Path(os.devnull).open("wb") as nowhere:
            if bundle.entries != tuple(entries):
                raise NotABundle(str(partial))
            for entry in entries:
                bundle.unpack(entry, nowhere)
        swap_in(partial, target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
