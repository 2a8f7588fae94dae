"""Which files in `collected/` need not be opened: they lie there as they did when they were read.

A file is known where it is listed as it was then (`listing`), the ledger saw those bytes under its
name, and what was read of them stands and is a form: so nobody asks for the bytes of a file that
was not opened. A merge notes how what it opened was listed; only where that had not been changed
for so long that whatever changes it gives it another time.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from pipeline.intake.inbox import Arrival, Known, Recall
from pipeline.intake.unpack import is_called_mail
from pipeline.ledger.ledger import Ledger
from pipeline.personal import COVER, masked
from pipeline.recipes.listing import is_old, named, told


def recall_of(
    ledger: Ledger, collected: Path, forms: Collection[str], seen: Collection[tuple[str, str]]
) -> Recall:
    """Return who knows files by their listing.

    `forms` are hashes of all that was read as a form, `seen` names and hashes of all ever seen.
    """
    listed = ledger.listed()

    def recall(file: str, path: str, found: os.stat_result) -> str | None:
        as_read, sha256 = listed.get(_place(collected, path), ("", ""))
        if as_read != _written(found) or sha256 not in forms:
            return None
        return sha256 if (covered(file, sha256, seen), sha256) in seen else None

    return recall


def covered(file: str, sha256: str, seen: Collection[tuple[str, str]]) -> str:
    """Return a file's name as the ledger has it; one that was seen uncovered names no citizen."""
    return file if COVER not in file and (file, sha256) in seen else masked(file)


def note_listed(
    ledger: Ledger,
    collected: Path,
    files: Iterable[Arrival | Known],
    forms: Collection[str],
    moment: int,
) -> None:
    """Note how files were listed that were opened after a moment, by the clock of the disk."""
    opened = (one for one in files if isinstance(one, Arrival))
    ledger.remember_listed(
        {
            _place(collected, os.fspath(one.path)): (_written(one.listed), one.sha256)
            for one in opened
            if one.listed
            and one.sha256 in forms
            and not is_called_mail(one)
            and is_old(one.listed, moment)
        }
    )


def _place(collected: Path, path: str) -> str:
    """Return how a file is called in a listing: in the folder it may be named after a citizen."""
    return named(path[len(os.fspath(collected)) + 1 :])


def _written(found: os.stat_result) -> str:
    return " ".join(map(str, told(found)))
