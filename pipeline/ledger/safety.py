"""The ledger survives: one run at a time, seven backups, a damaged file set aside."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from urllib.parse import quote

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.ledger.private import private_file, private_folder
from pipeline.ledger.schema import FACTS, bring_up_to_date
from pipeline.swap import swap_in

_KEPT = 7  # backups
_PATIENCE = 100  # tenths of a second to wait for another run


def read_only(path: PurePath) -> str:
    r"""Return the address by which SQLite opens an absolute path without writing to it.

    A share's name is no authority to SQLite: \\SERVER\share\x is file:////SERVER/share/x
    (https://www.sqlite.org/uri.html, 3.2).
    """
    plain = path.as_posix()
    rooted = plain if plain.startswith("/") else f"/{plain}"  # a drive's letter
    return f"file://{quote(rooted, safe='/:')}?mode=ro"


def copy_into(copy: sqlite3.Connection, path: Path) -> None:
    """Copy a ledger as it is; BaocaoError when it cannot be read whole."""
    try:
        with closing(sqlite3.connect(read_only(path.absolute()), uri=True)) as ledger:
            ledger.backup(copy)
        whole = copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:  # damaged, or left in the middle of a run that was killed
        whole = False
    if not whole:
        raise BaocaoError(texts.ledger.NOT_WHOLE.format(path=path))


def copied(path: Path) -> bytes:
    """Return a ledger's file as SQLite copies it whole, whatever else is open in it."""
    with closing(sqlite3.connect(":memory:")) as copy:
        copy_into(copy, path)
        return copy.serialize()


@contextmanager
def held_alone(archive: Path, path: Path) -> Iterator[None]:
    """Hold the one lock there is; the system lets go of it when a process dies."""
    private_folder(archive)
    private_file(archive / "lock")
    with (archive / "lock").open("a+b") as handle:
        for attempt in range(_PATIENCE):
            try:
                _lock(handle.fileno())
                break
            except OSError as error:
                if attempt == _PATIENCE - 1:
                    raise BaocaoError(texts.ledger.BUSY.format(path=path)) from error
                time.sleep(0.1)
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_damaged(path: Path) -> bool:
    """Tell whether there is a file that cannot be read whole."""
    return path.exists() and not _is_whole(path)


def is_empty(path: Path) -> bool:
    """Tell whether there is no ledger, or a file without a table: one lost, or not begun yet."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        raise  # locked, or not to be opened: not damaged
    except sqlite3.DatabaseError:
        return False


def backups_in(archive: Path) -> list[Path]:
    """Return the backups that are there, the newest first."""
    return [path for path in _backups(archive) if path.exists()]


def _backups(archive: Path) -> list[Path]:
    """Return where backups lie, the newest first."""
    return [archive / f"ledger-{number}.sqlite3" for number in range(1, _KEPT + 1)]


def newest_good(archive: Path) -> Path | None:
    """Return the newest backup that can be read."""
    found = (path for path in _backups(archive) if path.exists() and _is_whole(path))
    return next(found, None)


def back_up(path: Path, archive: Path) -> None:
    """Keep a copy of what the ledger holds now and nobody can make again, and some before it."""
    private_folder(archive)
    partial = archive / "ledger.part"
    partial.unlink(missing_ok=True)
    private_file(partial)
    with closing(sqlite3.connect(partial)) as copy:
        bring_up_to_date(copy, partial)
        copy.execute("ATTACH ? AS ledger", (str(path),))
        with copy:
            for table in FACTS:
                copy.execute(f"INSERT INTO {table} SELECT * FROM ledger.{table} ORDER BY rowid")
    places = _backups(archive)
    for older, newer in zip(places[:0:-1], places[-2::-1], strict=True):
        if newer.exists():
            swap_in(newer, older)
    swap_in(partial, places[0])


def replace_damaged(path: Path, archive: Path) -> str:
    """Set a damaged ledger aside, put the newest good backup in its place, and say so."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    lost = not is_damaged(path)
    if path.exists():
        swap_in(path, aside)
    backup = newest_good(archive)
    if backup is None:
        return texts.ledger.BEGUN_ANEW.format(aside=aside)
    private_file(path)
    shutil.copyfile(backup, path)
    if lost:
        return texts.ledger.LOST.format(path=path, backup=backup)
    return texts.ledger.RESTORED.format(aside=aside, backup=backup)
