"""What every declared row has: a code, and the days on which it holds."""

from __future__ import annotations

from datetime import date

from pipeline import texts
from pipeline.config.toml import TomlSection
from pipeline.domain.office import Validity


def code_of(section: TomlSection) -> str:
    """Read a row's code; one that is none is said."""
    return section.matching("code", r"[a-z0-9][a-z0-9-]*", texts.config.CODE, "?")


def validity_of(section: TomlSection, usual: date | None = None) -> Validity:
    """Read the days on which a row holds; that they end before they begin is said.

    `usual` is since when, where it does not say.
    """
    since, until = section.day("since") or usual, section.day("until")
    if since and until and until < since:
        section.say("until", texts.config.UNTIL_BEFORE_SINCE)
    return Validity(since, until)


def overlap(a: Validity, b: Validity) -> bool:
    """Tell whether there is a day on which both hold."""
    starts = max(a.since or date.min, b.since or date.min)
    return starts <= min(a.until or date.max, b.until or date.max)
