"""A unit's standing in brief: what is asked of every period there ever was, and kept of old ones.

A manifest names every file in force, and the files in the folder are counted whenever they came:
for that no standing of a settled period has to be decided again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.domain.finding import Severity
from pipeline.domain.settle import before_in_force
from pipeline.domain.standing import Standing
from pipeline.domain.submission import Submission


class Answered(NamedTuple):
    """How a version was answered, what other reports say of it included."""

    sha256: str
    valid: bool
    asked: bool  # it is used, and asked about


@dataclass(frozen=True, slots=True)
class Stood:
    """What is in force, and how each version that may be used was answered."""

    in_force: tuple[str, str] | None  # hash and name of the file
    versions: tuple[Answered, ...]
    replaced: tuple[str, ...]  # hashes of those that cannot be used, sent before the one in force


def answered(one: Submission) -> Answered:
    """Say how a file is answered."""
    asked = one.valid and any(f.severity is Severity.WARNING for f in one.findings)
    return Answered(one.sha256, one.valid, asked)


def in_brief(standing: Standing) -> Stood:
    """Return a standing in brief."""
    one = standing.in_force
    return Stood(
        (one.sha256, one.file) if one else None,
        tuple(map(answered, standing.versions)),
        tuple(v.sha256 for v in before_in_force(standing) if not v.valid),
    )


def to_keep(one: Stood) -> Sequence[Any]:
    """Return a standing in brief, for JSON."""
    return [one.in_force, one.versions, one.replaced]


def as_kept(kept: Sequence[Any]) -> Stood:
    """Return what was kept."""
    in_force, versions, replaced = kept
    return Stood(
        tuple(in_force) if in_force else None,
        tuple(Answered(*one) for one in versions),
        tuple(replaced),
    )
