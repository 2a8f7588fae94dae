"""A new folder is filled beside its place, by one run at a time, and moved there when whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.ledger.safety import held_alone
from pipeline.swap import swap_in


def must_be_free(folder: Path) -> None:
    """Refuse a folder in which something lies; BaocaoError says so."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BaocaoError(texts.moving.FOLDER_IN_USE.format(folder=folder))


@contextmanager
def room_beside(folder: Path) -> Iterator[Path]:
    """Give a folder to fill; it takes its place at the end, or nothing of it is left."""
    room = folder.with_name(f"~{folder.name}.part")
    held = False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with held_alone(room, folder):
            held = True
            must_be_free(folder)  # another run may have been quicker
            filled = room / "whole"
            shutil.rmtree(filled, ignore_errors=True)  # of a run that was killed
            try:
                yield filled
                if folder.exists():
                    folder.rmdir()  # it is empty
                swap_in(filled, folder)
            finally:
                shutil.rmtree(filled, ignore_errors=True)
    finally:
        if held:
            with suppress(OSError):  # another run is in it by now
                (room / "lock").unlink()
                room.rmdir()
