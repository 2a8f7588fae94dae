"""A target of many units together, shared out among them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SharedBy(StrEnum):
    """By what of each unit a target is shared out."""

    POPULATION = "population"


def shared_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share a total out by weights, in whole numbers that add up to it.

    What is left after rounding down goes to the largest remainders, of equal ones to the first.
    """
    whole = sum(weights.values())
    shares = {name: total * weight // whole for name, weight in weights.items()}
    remainders = {name: total * weight % whole for name, weight in weights.items()}
    left = total - sum(shares.values())
    for name in sorted(weights, key=lambda one: -remainders[one])[:left]:
        shares[name] += 1
    return shares
