"""Unpack a backup into a new folder: all of it, each file by its hash, or nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.config.clicked import write_clicked
from pipeline.config.shipped import shipped
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue
from pipeline.ledger.ledger import look_into
from pipeline.ledger.private import private_file, private_folder
from pipeline.recipes.bundle import (
    LEDGER,
    Bundle,
    Entry,
    NewerBundle,
    NotABundle,
    is_safe,
    name_here,
    opened,
)
from pipeline.recipes.room import must_be_free, room_beside

_ARCHIVE = "collected/.archive"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of unpacking a backup; files are named below the office's folder."""

    folder: Path
    files: int
    issued: int  # reports
    sealed: int  # files of these, each with the hash that was sealed
    returned: tuple[str, ...]  # of these, those that lay there no more as they were sealed
    beside: tuple[str, ...]  # what lay in their place
    lost: tuple[str, ...]  # sealed, and not even in the archive


def restore_office(source: Path, folder: Path) -> Restored:
    """Unpack a backup beside a folder's place and put it there when all of it is right."""
    source, folder = source.absolute(), folder.absolute()
    if not source.is_file():
        raise BaocaoError(texts.moving.NO_BACKUP.format(file=source))
    must_be_free(folder)
    try:
        with opened(source) as bundle:
            done = _unpacked(bundle, folder)
    except NewerBundle as error:
        raise BaocaoError(texts.moving.NEWER_BACKUP.format(file=source)) from error
    except NotABundle as error:
        raise BaocaoError(texts.moving.NOT_A_BACKUP.format(file=source)) from error
    except OSError as error:
        said = texts.moving.CANNOT_RESTORE.format(folder=folder, why=texts.moving.why(error))
        raise BaocaoError(said) from error
    return done


def _unpacked(bundle: Bundle, folder: Path) -> Restored:
    """Fill a folder beside, and move it when it is whole."""
    with room_beside(folder) as office:
        return _filled(bundle, office, folder)


def _filled(bundle: Bundle, office: Path, folder: Path) -> Restored:
    for entry in bundle.entries:
        _put(bundle, entry, office / name_here(entry.name))
    for made in ("collected", "output"):
        (office / made).mkdir(exist_ok=True)
    write_clicked(folder, shipped(), filled=office)  # the program may lie elsewhere now
    private_folder(office / _ARCHIVE)
    sealed, returned, beside, lost = 0, list[str](), list[str](), list[str]()
    with look_into(office / "collected") as ledger:
        issued = ledger.issued()
        for name, sha256 in _sealed(issued.values()):
            place = office / name
            if _hash_of(place) == sha256:
                sealed += 1
            elif (content := ledger.archived(sha256)) is None:
                lost.append(name)
            else:
                if place.exists():
                    beside.append(_set_beside(place).relative_to(office).as_posix())
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                sealed += 1
                returned.append(name)
    said = tuple(map(tuple, (returned, beside, lost)))
    return Restored(folder, len(bundle.entries), len(issued), sealed, *said)


def _put(bundle: Bundle, entry: Entry, path: Path) -> None:
    """Write one file with its own time, and never over another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        if entry.name == LEDGER:
            private_file(path)
        bundle.unpack(entry, stream)
    os.utime(path, ns=(entry.changed, entry.changed))


def _sealed(issued: Iterable[Issue]) -> Iterator[tuple[str, str]]:
    """Yield the files of issued reports, below the office's folder, with their hashes."""
    for issue in issued:
        for name, sha256 in sorted(issue.files.items()):
            below = f"output/{issue.period}/{name}"
            if not is_safe(below):
                raise NotABundle(below)
            yield name_here(below), sha256


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _set_beside(path: Path) -> Path:
    """Give a file that was changed after it was sealed another name; returns that."""
    number = 2
    while (other := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    return path.rename(other)
