"""What the ledger holds of a file that must be forgotten: all goes but its hash.

SQLite leaves what was deleted in the gaps of its file; these are overwritten, and the file is
written anew. What lies in a damaged ledger cannot be taken out and is left to who decides.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pipeline.ledger.schema import bring_up_to_date

SHORT = 12  # letters of a hash by which a forgotten file is called


def erase(db: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Delete what is known of files in a transaction, and what they were called."""
    db.execute("PRAGMA secure_delete = ON")
    db.execute("DELETE FROM looked")  # it is found anew
    for sha256 in sorted(hashes):
        for table in ("sighting", "reading", "failure", "lying"):
            db.execute(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))
        short = sha256[:SHORT]
        db.execute(
            "UPDATE decision SET label = ? WHERE subject = ? AND kind = 'set_aside'",
            (short, sha256),
        )
        rows = db.execute("SELECT id, inputs FROM issue ORDER BY id").fetchall()
        for id, inputs in rows:
            named = json.loads(inputs)
            if sha256 in named:
                said = json.dumps({**named, sha256: short})
                db.execute("UPDATE issue SET inputs = ? WHERE id = ?", (said, id))


def write_anew(db: sqlite3.Connection) -> None:
    """Leave nothing in a ledger's file but what it holds."""
    db.execute("VACUUM")


def erase_in_copy(path: Path, hashes: Iterable[str]) -> bool:
    """Erase files in a backup; False where it cannot be read, and so holds what it held."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as db:
            if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return False
            bring_up_to_date(db, path)
            with db:
                erase(db, hashes)
            write_anew(db)
    except sqlite3.DatabaseError:
        return False
    return True
