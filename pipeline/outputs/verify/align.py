"""What was written and what is found are paired: by what they are called, by words, by likeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from pipeline.outputs.verify.numbers import plain

T = TypeVar("T")
Pairs = Mapping[int, int]  # place among the wanted → place among those found

_SAME_DOCUMENT = 0.2  # of what a document says, its digits aside, is in an edited one at least
_DIGITS = re.compile(r"[\d.,]+")


def aligned(
    wanted: Sequence[T],
    found: Sequence[T],
    keys: Iterable[Callable[[T], Hashable]],
    likeness: Callable[[T, T], float],
    least: float,
) -> dict[int, int]:
    """Pair two rows of things, each with one other at most.

    First those that share a key, for one kind of key after the other; those of key None, and what
    is left, by likeness, from the most alike to those that are alike at least so much.
    """
    pairs: dict[int, int] = {}
    for key in keys:
        _by_key(wanted, found, key, pairs)
    taken = set(pairs.values())
    alike = sorted(
        (-score, abs(at - there), at, there)
        for at in range(len(wanted))
        if at not in pairs
        for there in range(len(found))
        if there not in taken and (score := likeness(wanted[at], found[there])) >= least
    )
    for _, _, at, there in alike:
        if at not in pairs and there not in taken:
            pairs[at] = there
            taken.add(there)
    return pairs


def _by_key(
    wanted: Sequence[T], found: Sequence[T], key: Callable[[T], Hashable], pairs: dict[int, int]
) -> None:
    """Pair what shares a key: in order as far as the order is the same, then what was moved."""
    taken = set(pairs.values())
    ours = [(at, said) for at, one in enumerate(wanted) if at not in pairs and (said := key(one))]
    theirs = [(at, said) for at, one in enumerate(found) if at not in taken and (said := key(one))]
    matcher = SequenceMatcher(None, [k for _, k in ours], [k for _, k in theirs], autojunk=False)
    for mine, other, size in matcher.get_matching_blocks():
        for step in range(size):
            pairs[ours[mine + step][0]] = theirs[other + step][0]
    taken = set(pairs.values())
    free: dict[Hashable, list[int]] = {}
    for there, said in theirs:
        if there not in taken:
            free.setdefault(said, []).append(there)
    for at, said in ours:
        if at not in pairs and free.get(said):
            pairs[at] = free[said].pop(0)


def hardly_the_same(wanted: Iterable[str], found: Iterable[str]) -> bool:
    """Tell whether of what a document says, its digits aside, another has next to nothing."""
    ours, theirs = _wordings(wanted), _wordings(found)
    return len(ours & theirs) < _SAME_DOCUMENT * len(ours)


def _wordings(told: Iterable[str]) -> set[str]:
    said = (_DIGITS.sub("", plain(text)).strip() for text in told)
    return {words for words in said if any(map(str.isalpha, words))}


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """Say how much of two bags of words is the same, from 0 to 1."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 1.0


def inside(part: Counter[str], whole: Counter[str]) -> float:
    """Say how much of some words is found among others, from 0 to 1."""
    return (part & whole).total() / part.total() if part else 0.0
