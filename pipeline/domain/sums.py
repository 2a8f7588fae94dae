"""The one rule for adding up: what is unknown stays unknown, and is never 0.

`consolidate/facts.py` follows it in frames; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable


def added(values: Iterable[int | None]) -> int | None:
    """Add up counts; None where a part is unknown, or where there is no part at all.

    A sum without one of its parts would be too small, and would not look it.
    """
    parts = list(values)
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None
