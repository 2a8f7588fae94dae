"""A finished file takes another's place; what holds the place for a moment is waited for.

On Windows a virus scanner, OneDrive or the preview of a folder opens a file just written, and it
can be neither replaced nor renamed until that is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 2.0  # seconds
_PAUSE = 0.1


def swap_in(
    finished: Path,
    place: Path,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Put a finished file where another may lie; PermissionError when two seconds do not help."""
    until = clock() + PATIENCE
    while True:
        try:
            finished.replace(place)
            return
        except PermissionError:
            if clock() >= until:
                raise
            sleep(_PAUSE)
