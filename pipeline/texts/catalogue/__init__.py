"""The catalogue of what is found in returned files, a module for each kind of place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one code: on every screen and list, and in the guide's reference.

    Sentence and action name a finding's details in braces, and its column as {column}.
    """

    severity: Severity
    sentence: str  # what is wrong, as part of a sentence
    action: str  # what to do about it
    cause: str = field(kw_only=True)
    cure: str = field(kw_only=True)
    example: str = field(kw_only=True)
    # In place of the sentence where one cause strikes several cells; "" where each says its own.
    together: str = field(default="", kw_only=True)
    # How a detail that is a code or a day is worded, by its name.
    terms: Mapping[str, Callable[[str], str]] = field(default_factory=dict, kw_only=True)
