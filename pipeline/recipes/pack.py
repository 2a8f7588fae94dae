"""A folder for a PC without network: the program, its packages, one file to double-click there."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.config.clicked import LAUNCHER, installer
from pipeline.domain.finding import BaocaoError
from pipeline.recipes.room import must_be_free, room_beside

PYTHONS = ("3.11", "3.12", "3.13", "3.14")  # for which the locked packages are built
PLATFORM = "win_amd64"
LOCK = "requirements.lock"
_PROGRAM = "baocao06"  # the folder's name there
# What the program is made of, and what it begins an office with; never what an office received.
_TAKEN = (
    *("pipeline/**/*.py", "pipeline/py.typed", "baocao06", LAUNCHER, LOCK, "*.toml", "*.md"),
    *("plans/*", "schemas/*.json", "offices/**/*.*", "docs/**/*.*"),
    *("input_templates/*/*.toml", "input_templates/*/*.md"),
)
_ENTRY = re.compile(r"^([\w.-]+)==([\w.]+)(?: *;([^\\\n]*))?", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_CONDITION = re.compile(r"(\w+) *(==|!=|<=|>=|<|>) *'([^']*)'")
_THERE = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}


@dataclass(frozen=True, slots=True)
class Packed:
    """A folder that was made for another PC."""

    folder: Path
    packages: int  # files
    pythons: tuple[str, ...]


def pack_program(root: Path, target: Path, pythons: Sequence[str], wheels: Path | None) -> Packed:
    """Copy the program with the packages it needs there, fetched or taken from a folder.

    Each package is held against the lock. BaocaoError where one cannot be had.
    """
    target = target.absolute()
    must_be_free(target)
    if not (root / LAUNCHER).is_file():
        raise BaocaoError(texts.moving.NO_PROGRAM)
    try:
        with room_beside(target) as room:
            program = room / _PROGRAM
            _copy_program(root, program)
            for python in pythons:
                _fetch(program, python, wheels.absolute() if wheels else None)
            packages = _checked(program, pythons)
            for name, content in installer(_PROGRAM).items():
                (room / name).write_bytes(content)
    except OSError as error:
        said = texts.moving.CANNOT_PACK.format(folder=target, why=texts.moving.why(error))
        raise BaocaoError(said) from error
    return Packed(target, packages, tuple(pythons))


def _copy_program(root: Path, program: Path) -> None:
    for pattern in _TAKEN:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                copy = program / path.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
    (program / "wheels").mkdir()


def _fetch(program: Path, python: str, wheels: Path | None) -> None:
    """Have pip download what a Python on Windows needs, or find it in a folder; by its hash."""
    wanted = program / f"wheels-{python}.txt"
    lock = (program / LOCK).read_text(encoding="utf-8")
    wanted.write_text(lock_for(lock, python), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--platform", PLATFORM, "--implementation", "cp"]
    command += ["--python-version", python, "-d", str(program / "wheels"), "-r", str(wanted)]
    command += ["--no-index", "--find-links", str(wheels)] if wheels else []
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    wanted.unlink()
    if done.returncode:
        cause = texts.launching.cause(done.stderr + done.stdout)
        words = {"python": python, "root": program}
        raise BaocaoError(texts.moving.NO_PACKAGES.format(python=python) + cause.format(**words))


def lock_for(lock: str, python: str) -> str:
    """Return a lock's entries that hold on Windows for a Python, without their conditions.

    pip would judge these by the machine it runs on. ValueError names one that is not understood.
    """
    entries = re.split(r"\n(?=\S)", lock)
    return "\n".join(re.sub(r" *;[^\\\n]*", " ", one) for one in entries if _holds(one, python))


def _holds(entry: str, python: str) -> bool:
    found = _ENTRY.match(entry)
    if not found or not found[3]:
        return True
    for condition in found[3].split(" and "):
        part = _CONDITION.fullmatch(condition.strip())
        if not part or (not part[1].startswith("python") and part[1] not in _THERE):
            raise ValueError(condition)
        there = _THERE.get(part[1], python)
        if not _compare(there, part[2], part[3]):
            return False
    return True


def _compare(there: str, sign: str, wanted: str) -> bool:
    if not wanted[:1].isdigit():
        return (there == wanted) is (sign == "==")
    left, right = (tuple(map(int, one.split(".")[:2])) for one in (there, wanted))
    signs = {"<": left < right, ">": left > right, "==": left == right}
    return signs[sign] if sign in signs else not signs[{"<=": ">", ">=": "<", "!=": "=="}[sign]]


def _checked(program: Path, pythons: Sequence[str]) -> int:
    """Count the packages, each by its hash one of the lock's, and none missing for a Python."""
    there = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in sorted((program / "wheels").iterdir())
    }
    lock = (program / LOCK).read_text(encoding="utf-8")
    strange = [path.name for sha256, path in there.items() if sha256 not in _HASH.findall(lock)]
    missing = [
        name
        for python in pythons
        for name, hashes in _entries(lock_for(lock, python))
        if not hashes & there.keys()
    ]
    if strange or missing:
        raise BaocaoError(texts.moving.WRONG_PACKAGES.format(names=", ".join(strange + missing)))
    return len(there)


def _entries(lock: str) -> Iterator[tuple[str, set[str]]]:
    for entry in re.split(r"\n(?=\S)", lock):
        if found := _ENTRY.match(entry):
            yield found[1], {*_HASH.findall(entry)}
