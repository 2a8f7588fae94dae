"""Finished bytes become files: all written and checked beside their places, then put in place.

No half file is ever visible under its final name, and a file somebody edited is never overwritten.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.swap import swap_in


class OutputInUse(BaocaoError):
    """An output is open in Word or Excel, or may not be written."""


@dataclass(frozen=True, slots=True)
class Published:
    """A file as it was put in place."""

    name: str
    path: Path
    beside: bool  # an edited file kept the wanted name
    sha256: str


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    known: Mapping[str, Collection[str]],
    *,
    within: Path | None = None,
) -> tuple[Published, ...]:
    """Put files into a folder; `known` holds, by name, hashes of what this program wrote.

    The folder is made where it is missing, but never the one it lies `within`: an office that
    somebody moves away meanwhile is not begun again where it lay.
    """
    plan = []
    partial: list[tuple[Path, Path]] = []
    done: list[Path] = []
    try:
        for name, content in files.items():
            path = _free_place(folder / name, content, known.get(name, ()))
            plan.append((name, path, content))
        _make(folder, within)
        for _, path, content in plan:
            partial.append((_write_beside(path, content), path))
            _must_be_closed(path)
        for temporary, path in partial:
            swap_in(temporary, path)
            done.append(path)
        _sync(folder)
    except OSError as error:
        raise OutputInUse(_said(error, folder, partial, done)) from error
    finally:
        for temporary, _ in partial[len(done) :]:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return tuple(
        Published(name, path, path.name != name, hashlib.sha256(content).hexdigest())
        for name, path, content in plan
    )


def _make(folder: Path, within: Path | None) -> None:
    """Make a folder and those above it; FileNotFoundError when what it lies `within` is gone."""
    if within is None:
        folder.mkdir(parents=True, exist_ok=True)
        return
    for part in [*reversed(folder.relative_to(within).parents), folder.relative_to(within)][1:]:
        (within / part).mkdir(exist_ok=True)


def _said(error: OSError, folder: Path, partial: list[tuple[Path, Path]], done: list[Path]) -> str:
    """Say what cannot be written; and where some files are new already, which are and which not."""
    if not done or len(done) == len(partial):
        return texts.screen.OUTPUT_IN_USE.format(path=error.filename or folder)
    left = [path.name for _, path in partial[len(done) :]]
    return texts.screen.OUTPUT_IN_PART.format(
        folder=folder, done=", ".join(path.name for path in done), left=", ".join(left)
    )


def withdraw(folder: Path, wanted: Collection[str], known: Mapping[str, Collection[str]]) -> None:
    """Take away what this program wrote before and is wanted no more; edited files stay."""
    for name in sorted(known.keys() - set(wanted)):
        path = folder / name
        with contextlib.suppress(OSError):  # open in Excel: it goes the next time
            if hashlib.sha256(path.read_bytes()).hexdigest() in known[name]:
                path.unlink()
    if not wanted:
        with contextlib.suppress(OSError):  # not there, or something of somebody's in it
            folder.rmdir()


def _free_place(path: Path, content: bytes, ours: Collection[str]) -> Path:
    """Return where to write: the wanted place unless somebody's own work lies there."""
    candidate, count = path, 1
    new = hashlib.sha256(content).hexdigest()
    while candidate.exists():
        there = hashlib.sha256(candidate.read_bytes()).hexdigest()
        if there == new or there in ours:
            break
        count += 1
        candidate = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return candidate


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f"~{path.name}.part")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if temporary.read_bytes() != content:
        raise OSError(28, "short write", str(temporary))
    return temporary


def _must_be_closed(path: Path) -> None:
    """Fail before anything is replaced when a program holds an output open (Windows)."""
    if path.exists():
        with path.open("r+b"):
            pass


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
