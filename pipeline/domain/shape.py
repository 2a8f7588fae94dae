"""How a number is written."""

from __future__ import annotations

from pipeline.domain.key import Key


class Shape(Key):
    """How a number is written."""

    COUNT = "count"  # 1.234
    RATE = "rate"  # 85,64%
    SIGNED = "signed"  # +5, -3
    CHANGE = "change"  # +12,50%, of one count against another
    ORDINAL = "ordinal"  # 12: a number by which a thing is called
