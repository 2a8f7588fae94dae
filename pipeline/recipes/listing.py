"""A file is known by its listing, without being opened: one that was changed has another one.

It has another size, time or place on the disk. Clocks are coarse: a file that was changed about
when it was listed might have been changed again in that very moment, and be listed alike. So of
such a one the content is compared, and it is not known by its listing yet.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SECOND = 1_000_000_000  # nanoseconds
_LARGE = 100 * 1024 * 1024  # bytes: a workbook of ten thousand units is a third of it
_COARSE, _FINE = 3 * _SECOND, _SECOND // 10  # a FAT counts by two seconds, other disks by ticks

Found = tuple[str, os.stat_result | None]  # a path below the office's folder, and what is there


@dataclass(frozen=True, slots=True)
class Listing:
    """Files as they lay there. Their names, which may be a citizen's, are kept as hashes."""

    digest: str  # of names, sizes, times and places on the disk
    fresh: Mapping[str, str]  # of those changed about then: hash of the content, by the name's


def listed(root: Path, files: Iterable[Found], moment: int) -> Listing:
    """List files as they lie there; of those changed about a moment or after it, the content."""
    whole, fresh = hashlib.sha256(), dict[str, str]()
    for name, found in files:
        whole.update(_line(name, found))
        if found and not is_old(found, moment):
            fresh[named(name)] = content_of(root / name, found)
    return Listing(whole.hexdigest(), fresh)


def is_as_listed(root: Path, listing: Listing, files: Iterable[Found]) -> bool:
    """Tell whether files lie there as they were listed."""
    whole, left = hashlib.sha256(), dict(listing.fresh)
    for name, found in files:
        whole.update(_line(name, found))
        kept = left.pop(named(name), None) if left else None
        if kept is not None and (not found or not kept or content_of(root / name, found) != kept):
            return False
    return whole.hexdigest() == listing.digest and not left


def _line(name: str, found: os.stat_result | None) -> bytes:
    return f"{name!r} {found and told(found)}\n".encode()


def told(found: os.stat_result) -> tuple[int, ...]:
    """Return by what a file is known: whatever is done to it, something of it is another."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_old(found: os.stat_result, moment: int) -> bool:
    """Tell whether a file was changed last before a moment, and any change since has another time.

    The moment is by the clock of the disk, in nanoseconds.
    """
    return max(found.st_mtime_ns, found.st_ctime_ns) <= moment - _tick(found)


def _tick(found: os.stat_result) -> int:
    """Return how coarse the clock may be that dated a file, in nanoseconds."""
    return _FINE if found.st_mtime_ns % _SECOND else _COARSE


def content_of(path: Path, found: os.stat_result) -> str:
    """Return the hash of a file's content; "", which is as no other, of what is not opened."""
    if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGE:
        return ""
    return hash_of(path.read_bytes())


def named(name: str) -> str:
    """Return how a file is called in a listing."""
    return hash_of(os.fsencode(name))


def hash_of(content: bytes) -> str:
    """Return a content's hash: SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
