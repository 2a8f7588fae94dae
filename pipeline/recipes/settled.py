"""What looking back found is kept in the ledger, and found again only where it rests on another.

A period's key is a hash over all that decides it, and the keys of the periods judged before it:
what comes late to an old period, or is decided or declared otherwise, gives it and all after it
another key, and these are looked back at again. What is kept may be dropped at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.consolidate import history as judging
from pipeline.consolidate.history import History, in_time
from pipeline.consolidate.looked import Kept, Looked
from pipeline.consolidate.stood import to_keep
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.receive import Taken

# In `consolidate`; `domain` judges as well.
_JUDGES = ("amended", "history", "looked", "rollup", "standing", "stood")


def looked_before(desk: Desk, taken: Taken) -> Looked:
    """Return what is kept and still rests on what it rested on."""
    keys = keys_of(desk, taken)
    found: dict[Period, Kept] = {}
    for period, (key, kept) in taken.looked.items():
        if keys.get(period) == key:
            found[period] = Kept(**json.loads(kept))
    return Looked(found, keys)


def keep_looked(ledger: Ledger, history: History) -> None:
    """Keep what this run found, for all periods in which anything was received."""
    new, keys = history.looked.new, history.looked.keys
    if new:
        stood: dict[Period, dict[str, Sequence[Any]]] = {}
        for period, unit in history.standings:
            if period in new and period in keys:
                stood.setdefault(period, {})[unit] = to_keep(history.stood(period, unit))
        kept = {period: asdict(Kept(new[period], stood[period])) for period in stood}
        ledger.remember_looked(
            {p: (keys[p], json.dumps(one, ensure_ascii=False)) for p, one in kept.items()}
        )


def keys_of(desk: Desk, taken: Taken) -> Mapping[Period, str]:
    """Hash all on which it rests what looking back finds in each period that was reported on."""
    facts = {period: list(lines) for period, lines in _facts(desk, taken)}
    so_far, keys = hashlib.sha256(_program().encode()), {}
    for period in in_time(desk.register, facts):
        form = desk.forms[period.kind]
        asked = desk.bases.of(form.id, form.version, period)
        for line in (f"{period} {asked}", *facts[period]):
            so_far.update(f"{line}\n".encode())
        keys[period] = so_far.copy().hexdigest()
    return keys


def _facts(desk: Desk, taken: Taken) -> Iterator[tuple[Period, Iterator[str]]]:
    """Yield each period with what was received and decided about it."""
    units: dict[Period, list[str]] = {}
    for period, unit in taken.versions:
        units.setdefault(period, []).append(unit)
    decided = {one.period for one in taken.decisions.every}
    for period in units:
        yield period, _received(desk, taken, period, sorted(units[period]), period in decided)


def _received(
    desk: Desk, taken: Taken, period: Period, units: list[str], decided: bool
) -> Iterator[str]:
    for unit in units:
        for one in taken.versions[period, unit]:
            read = one.submission
            basis = desk.bases.of(read.form, read.version, period)
            seen = f"{one.first_seen} {one.mailed_at} {one.run}"  # as it is once it is kept
            aside = taken.decisions.aside(read.sha256)
            yield f"{unit} {read.sha256} {basis} {seen} {read.file} {aside}"
    for decision in taken.decisions.of(period) if decided else ():
        yield f"{decision} {decision.old} {decision.new}"


@cache
def _program() -> str:
    """Hash the code that looks back; that of `domain` is in what a reading rests on."""
    room = Path(judging.__file__).parent
    return hashlib.sha256(b"".join((room / f"{n}.py").read_bytes() for n in _JUDGES)).hexdigest()
