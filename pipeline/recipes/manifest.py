"""What outputs were made of and by: a manifest beside them, all of it by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.config.files import declared_files
from pipeline.config.shipped import shipped
from pipeline.consolidate.history import History
from pipeline.domain.period import Period
from pipeline.recipes.desk import Desk
from pipeline.recipes.write import Written

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Signed:
    """Number and day of a document, and by name what is kept to draw its files again, by hash."""

    number: str
    signed_on: date
    kept: Mapping[str, str]


def inputs_of(history: History, period: Period) -> dict[str, str]:
    """Return the files a report rests on, by hash: its period's and those it is held against."""
    last = history.last_day(period)
    known = {there for there, _ in history.standings}
    ended = {there for there in known if history.last_day(there) <= last}
    stood = (history.stood(*key) for key in history.standings if key[0] in ended)
    return dict(one.in_force for one in stood if one.in_force)


def declarations_of(desk: Desk) -> dict[str, str]:
    """Return every file an office declares, the forms included, and its hash."""
    forms = sorted(desk.templates.glob("*/form*.toml"))
    return _hashed(desk.root, [*declared_files(desk.root / "config.toml"), *forms])


def manifest(
    desk: Desk,
    period: Period,
    inputs: Mapping[str, str],
    declared: Mapping[str, str],
    written: Sequence[Written],
    *,
    wordings: Sequence[str] = ("report.md", "summary.md"),
    signed: Signed | None = None,
) -> bytes:
    """Write the manifest of some outputs; the same outputs give the same bytes."""
    from pipeline.outputs.maker import made_by

    first, last = desk.schedule.window(period)
    whole: dict[str, Any] = {
        "period": str(period),
        "window": [first.isoformat(), last.isoformat()],
        "inputs": dict(inputs),
        "declarations": dict(declared),
        "wording": _hashed(desk.root, [desk.wording(period.kind, one) for one in wordings]),
        "made_by": made_by(),
        "outputs": {one.path.name: _hash(one.path) for one in written},
    }
    if signed:
        whole["signed"] = {"number": signed.number, "date": signed.signed_on.isoformat()}
        whole["kept"] = dict(signed.kept)
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _hashed(root: Path, paths: Sequence[Path]) -> dict[str, str]:
    """Hash files by their place in an office; one that comes with the program lies beside it."""
    above = root, shipped()
    return {
        next(path.relative_to(one) for one in above if path.is_relative_to(one)).as_posix(): _hash(
            path
        )
        for path in paths
        if path.is_file()
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
