"""A rule of form that a document breaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that a document breaks: first where, in whose words, and how often."""

    rule: str  # "P2"
    clause: str  # of the decree: "I.3"
    where: str  # the first words of the paragraph; "" where there is none
    found: str
    wanted: str
    times: int = 1
    advice: bool = False  # good custom only
