"""Bring an older office's declarations to how they lie today: units, services, plan in own files.

Lines are moved as they stand, comments with what they stand above; so what is declared stays what
it was: that is proved before anything is written. Only a comment that moving makes untrue is
worded anew.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.config.clicked import lacking, write_starters
from pipeline.config.files import declared_files
from pipeline.config.office import load_register
from pipeline.config.place import find_office
from pipeline.config.shipped import shipped
from pipeline.config.toml import quoted, read_toml
from pipeline.domain.finding import BaocaoError

_UNITS, _SERVICES, _PLAN = "units.toml", "services.toml", "plans/ke-hoach.toml"
_HOMES = {  # where the rows of a list stand today
    "groups": _UNITS,
    "units": _UNITS,
    "services": _SERVICES,
    "tasks": _PLAN,
    "indicators": _PLAN,
}
_HEADER = re.compile(r"\[{1,2}(\w+)(?:\.\w+)*\]{1,2}\s*(?:#.*)?")
_CITED = re.compile(r"(?:^#.*\n)*^plan\s*=.*\n", re.M)  # what the plan is called, in [office]


@dataclass(frozen=True, slots=True)
class Moved:
    """A declared file as it will be."""

    name: str  # below the office's folder
    before: str | None  # None: it is new
    after: str

    @property
    def rows(self) -> int:
        """How many rows of lists it will hold."""
        return sum(line.startswith("[[") for line in self.after.splitlines())

    @property
    def untrue(self) -> tuple[str, ...]:
        """Return the comments it had that are true no more, and are worded anew."""
        lines = (self.before or "").splitlines()
        return tuple(line for line in lines if line in texts.setup.COMMENTS_OF_0_1_0)


def plan_of_moving(start: Path) -> tuple[Path, tuple[Moved, ...]]:
    """Say what would be changed in an office; nothing where it is of today.

    BaocaoError where it cannot be opened, where a file it would make is there already, or where
    it would not declare what it declared.
    """
    root = find_office(start)
    before = load_register(root / "config.toml")
    text = (root / "config.toml").read_text(encoding="utf-8-sig")
    if not any(table in ("tasks", "indicators") for table, _ in _tables(text)):
        return root, ()
    moved = tuple(_moved(root, text))
    for one in moved:
        if one.before is None and (root / one.name).exists():
            raise BaocaoError(texts.setup.IN_THE_WAY.format(file=root / one.name))
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        for path in declared_files(root / "config.toml"):
            _write(trial / path.relative_to(root), path.read_text(encoding="utf-8-sig"))
        put(trial, moved)
        if load_register(trial / "config.toml") != before:
            raise BaocaoError(texts.setup.NOT_THE_SAME)
    return root, moved


def starters_of(root: Path) -> dict[str, bytes]:
    """Return the files by which an office is started that it has not yet, by name."""
    return lacking(root, shipped())


def add_starters(root: Path) -> None:
    """Write these; what is there stays."""
    write_starters(root, starters_of(root))


def put(root: Path, moved: tuple[Moved, ...]) -> None:
    """Write the files, new ones first: cut short, the office still opens as it was."""
    for one in reversed(moved):
        if one.before is not None:
            shutil.copyfile(root / one.name, root / f"{one.name}{texts.setup.KEPT}")
        _write(root / one.name, one.after)


def _moved(root: Path, text: str) -> Iterator[Moved]:
    data = read_toml(root / "config.toml").data
    there = {"config.toml": ""} | dict.fromkeys(_HOMES.values(), "")
    for table, words in _tables(_told_true(text)):
        home = "config.toml" if _HOMES.get(table) in _named(data) else _HOMES.get(table)
        there[home or "config.toml"] += words
    if there[_UNITS] and not data.get("groups"):
        there[_UNITS] = _groups() + there[_UNITS]
    about = _CITED.search(there["config.toml"])
    if there[_PLAN]:
        title = data["office"].get("plan") or texts.setup.PLAN_TITLE
        issuer = data["office"]["addressees"][0]
        cited = about[0] if about else ""
        remarks = "".join(line for line in cited.splitlines(True) if line.startswith("#"))
        head = texts.setup.PLAN_HEAD.format(title=quoted(title), issuer=quoted(issuer))
        there[_PLAN] = f"{remarks}{head}{there[_PLAN]}"
        there["config.toml"] = _CITED.sub("", there["config.toml"], count=1)
    new = [name for name in (_UNITS, _SERVICES) if there[name]]
    names = ", ".join(map(quoted, new))
    lines = [f"include = [{names}]\n"] if new else []
    lines += [f"plans = [{quoted(_PLAN)}]\n"] if there[_PLAN] else []
    said = texts.setup.MOVED_SAY + "".join(lines)
    yield Moved("config.toml", text, f"{said}\n{there['config.toml']}")
    yield from (
        Moved(name, None, there[name].lstrip("\n")) for name in (*new, _PLAN) if there[name]
    )


def _told_true(text: str) -> str:
    """Word anew the comments that would tell of files as they no longer lie."""
    lines = text.splitlines(keepends=True)
    return "".join(
        f"{texts.setup.COMMENTS_OF_0_1_0[bare]}\n"
        if (bare := line.rstrip("\r\n")) in texts.setup.COMMENTS_OF_0_1_0
        else line
        for line in lines
    )


def _named(data: dict[str, object]) -> frozenset[str]:
    """Return where nothing is moved to, since the office has files of its own for it."""
    units = {_UNITS, _SERVICES} if data.get("include") else set()
    return frozenset(units | ({_PLAN} if data.get("plans") else set()))


def _tables(text: str) -> Iterator[tuple[str, str]]:
    """Yield a file's tables in order, by name, each with the comments that stand above it."""
    name, words, above = "", "", ""
    for line in text.splitlines(keepends=True):
        if header := _HEADER.fullmatch(line.rstrip("\r\n")):
            yield name, words
            name, words, above = header[1], above + line, ""
        elif line.startswith("#") or not line.strip():
            above += line
        else:
            words, above = words + above + line, ""
    yield name, words + above


def _groups() -> str:
    """Declare the groups that the program of 0.1.0 knew by itself."""
    groups = texts.config.GROUPS_OF_0_1_0.items()
    return "".join(
        texts.setup.GROUP.format(code=quoted(code), name=quoted(name)) for code, name in groups
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
