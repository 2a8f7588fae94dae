"""Numbers in a sentence somebody reworded: each known figure is renewed where it still stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# A number as it is printed, no part of a longer one; then what is none: days, documents' numbers.
_NUMBER = re.compile(r"(?<![\w.,])[+-]?\d+(?:[.,]\d+)*%?(?!\w|[.,]\d)")
_NONE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|\d+/[^\W\d]")

Span = tuple[int, int]


@dataclass(slots=True)
class Renewed:
    """What became of the figures of one sentence."""

    spans: dict[Span, str] = field(default_factory=dict)  # what to write where
    differing: list[tuple[str, str]] = field(default_factory=list)  # found, and as counted
    lost: list[tuple[str, str]] = field(default_factory=list)  # as last drawn, and now
    strange: list[str] = field(default_factory=list)  # numbers that no figure stands for


def renewed(
    text: str,
    places: Mapping[str, Span],
    was: Mapping[str, str],
    now: Mapping[str, str],
    besides: Counter[str],
) -> Renewed:
    """Find each figure in a reworded text: by its bookmark, else where its old words stand alone.

    `places` are the bookmarks that are left, `was` what was drawn at each, `now` what is counted;
    `besides` are the other numbers of the drawn sentence.
    """
    made, taken = Renewed(), set[Span]()
    missing = []
    for name, old in was.items():
        new = now.get(name, old)
        place = places.get(name)
        found = text[place[0] : place[1]].strip() if place else ""
        if place and found in (old, new):
            taken.add(place)
            if found != new:
                made.spans[place] = new
        elif place and _NUMBER.fullmatch(found):
            taken.add(place)
            made.differing.append((found, new))
        else:
            missing.append((old, new))
    alike = Counter(old for old, _ in missing)
    unseen = []
    for old, new in missing:
        spans = [span for span in _spans(text, old) if not _covered(span, taken)]
        if len(spans) == alike[old] == 1:
            taken.add(spans[0])
            if old != new:
                made.spans[spans[0]] = new
        elif not (old == new and len(spans) >= alike[old]):
            unseen.append((old, new))
    allowed = Counter(besides)
    for at, number in _numbers(text):
        if _covered(at, taken):
            continue
        if allowed[number]:
            allowed[number] -= 1
        else:
            made.strange.append(number)
    # A number in place of a figure is that figure, told otherwise; a figure left out is no lie.
    pairs = zip(made.strange, unseen, strict=False)
    made.differing += [(found, new) for found, (_, new) in pairs]
    more = unseen[len(made.strange) :]
    made.strange = made.strange[len(unseen) :]
    made.lost = [(old, new) for old, new in more if old != new]
    return made


def numbers_in(text: str) -> Counter[str]:
    """Count the numbers that stand in a text."""
    return Counter(number for _, number in _numbers(text))


def _numbers(text: str) -> Iterator[tuple[Span, str]]:
    none = {one.span() for one in _NONE.finditer(text)}
    for one in _NUMBER.finditer(text):
        if not _covered(one.span(), none):
            yield one.span(), one[0]


def _spans(text: str, number: str) -> list[Span]:
    """Return where a number stands; "–" stands in many places."""
    return [at for at, found in _numbers(text) if found == number]


def _covered(span: Span, taken: set[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in taken)
