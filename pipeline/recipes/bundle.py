"""The .zip that an office travels in: its files under their own names, and a list of their hashes.

A content that lies twice (in `collected/` and in the archive) is packed once. The same files are
packed to the same bytes: in order, with their own times and no other.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

LIST = "baocao06-sao-luu.json"  # the member that names all others
VERSION = 1  # of the list; a newer one is not ours to read
LEDGER = "collected/ledger.sqlite3"
FOLDERS = ("collected", "input_templates", "output", "plans", "schemas")  # of an office
_MOST_LISTED = 100_000_000  # bytes of a list
_CHUNK = 1 << 20
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # a .zip knows no day before
# What Windows takes for a device, and the signs no name there may hold.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class NotABundle(Exception):
    """A file is no bundle, or no whole one."""


class NewerBundle(Exception):
    """A bundle is of a newer program."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the office as it was packed."""

    name: str  # below the office's folder, forward slashes
    sha256: str
    size: int
    changed: int  # when it was last written, in nanoseconds since 1970


def is_safe(name: str) -> bool:
    """Tell whether a name leads to a place below an office's folder and nowhere else."""
    return "\0" not in name and not {"", ".", ".."} & {*name.split("/")}


def name_here(name: str, *, windows: bool = sys.platform == "win32") -> str:
    """Return a safe name as this system can have it: Windows takes fewer than others."""
    return "/".join(map(_of_windows, name.split("/"))) if windows else name


def _of_windows(part: str) -> str:
    fit = re.sub(r"[ .]+$", "_", _UNFIT.sub("_", part))
    return f"_{fit}" if _DEVICE.fullmatch(fit) else fit


def pack(target: IO[bytes], entries: Iterable[Entry], root: Path, ledger: bytes) -> None:
    """Write files of a folder into a bundle; ValueError names one that changed meanwhile."""
    entries, packed = tuple(entries), set[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        said = {"version": VERSION, "files": [asdict(entry) for entry in entries]}
        bundle.writestr(_info(LIST, 0), json.dumps(said, ensure_ascii=False, indent=0))
        for entry in entries:
            if entry.sha256 in packed:
                continue
            packed.add(entry.sha256)
            info = _info(entry.name, entry.changed)
            info.file_size = entry.size
            with bundle.open(info, "w") as member:
                if entry.name == LEDGER:
                    member.write(ledger)
                    continue
                with (root / entry.name).open("rb") as stream:
                    if _copied(stream, member) != entry.sha256:
                        raise ValueError(entry.name)


def _info(name: str, changed: int) -> zipfile.ZipInfo:
    at = max(_EARLIEST, datetime.fromtimestamp(changed // 10**9, UTC))
    info = zipfile.ZipInfo(name, at.timetuple()[:6])
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
    info.external_attr = 0o600 << 16
    return info


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


class Bundle:
    """An open bundle; NotABundle wherever it is not what it says."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self.entries = _listed(opened)
        self._member = {entry.sha256: entry.name for entry in reversed(self.entries)}

    def unpack(self, entry: Entry, target: IO[bytes]) -> None:
        """Write a file's content, if it is of the size and hash that are listed."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._member[entry.sha256]) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > entry.size:
                    raise NotABundle(entry.name)
                target.write(chunk)
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise NotABundle(entry.name)


@contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """Open a bundle; OSError where the file cannot be read."""
    try:
        with zipfile.ZipFile(path) as bundle:
            yield Bundle(bundle)
    except (KeyError, *_BROKEN) as error:
        raise NotABundle(str(path)) from error


def _listed(bundle: zipfile.ZipFile) -> tuple[Entry, ...]:
    if bundle.getinfo(LIST).file_size > _MOST_LISTED:
        raise NotABundle(LIST)
    said: Any = json.loads(bundle.read(LIST))
    if not isinstance(said, Mapping) or not isinstance(said.get("version"), int):
        raise NotABundle(LIST)
    if said["version"] > VERSION:
        raise NewerBundle(LIST)
    try:
        entries = tuple(Entry(**row) for row in said["files"])
    except TypeError as error:
        raise NotABundle(LIST) from error
    names = {entry.name for entry in entries if _is_well_said(entry)}
    if len(names) != len(entries):  # one leads elsewhere, or two have one name
        raise NotABundle(LIST)
    return entries


def _is_well_said(entry: Entry) -> bool:
    kinds = {"name": str, "sha256": str, "size": int, "changed": int}
    return (
        all(type(getattr(entry, key)) is kind for key, kind in kinds.items())
        and is_safe(entry.name)
        and entry.size >= 0
        and 0 <= entry.changed < 2**62
    )
