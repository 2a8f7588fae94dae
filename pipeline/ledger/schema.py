"""The ledger's tables, and the steps that bring an older ledger up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.personal import masked

_STEPS = (  # each brings a ledger to the next version; what was released is never edited
    """
CREATE TABLE IF NOT EXISTS sighting (
    file TEXT NOT NULL, sha256 TEXT NOT NULL, first_seen TEXT NOT NULL, mailed_at TEXT,
    PRIMARY KEY (file, sha256)
);
CREATE TABLE IF NOT EXISTS reading (
    sha256 TEXT NOT NULL, basis TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (sha256, basis)
);
CREATE TABLE IF NOT EXISTS decision (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL, period TEXT,
    subject TEXT NOT NULL, label TEXT NOT NULL, at TEXT, by TEXT NOT NULL, why TEXT NOT NULL,
    decided_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS issue (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, number TEXT NOT NULL, signed_on TEXT NOT NULL,
    by TEXT NOT NULL, issued_at TEXT NOT NULL, figures TEXT NOT NULL, files TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS merged (
    period TEXT NOT NULL PRIMARY KEY, basis TEXT NOT NULL, merged_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS output (
    path TEXT NOT NULL, sha256 TEXT NOT NULL, written_at TEXT NOT NULL,
    PRIMARY KEY (path, sha256)
);
""",
    """
-- What was read is a cache: one reading of each file, made anew whenever reading changes.
DROP TABLE reading;
CREATE TABLE reading (sha256 TEXT NOT NULL PRIMARY KEY, basis TEXT NOT NULL, record TEXT NOT NULL);
ALTER TABLE merged ADD COLUMN configuration TEXT NOT NULL DEFAULT '';
ALTER TABLE merged ADD COLUMN told TEXT NOT NULL DEFAULT '';
""",
    """
ALTER TABLE issue ADD COLUMN inputs TEXT NOT NULL DEFAULT '{}';
ALTER TABLE merged ADD COLUMN figures TEXT NOT NULL DEFAULT '[]';
""",
    """
-- What broke its reader was not read: it is counted, for it is tried again in the next run.
CREATE TABLE failure (
    sha256 TEXT NOT NULL PRIMARY KEY, basis TEXT NOT NULL, kind TEXT NOT NULL, runs INTEGER NOT NULL
);
""",
    """
-- A file may be named after a citizen; what is in the name is covered as everywhere.
UPDATE OR IGNORE sighting SET file = masked(file) WHERE file != masked(file);
DELETE FROM sighting WHERE file != masked(file);
UPDATE decision SET label = masked(label) WHERE label != masked(label);
""",
    """
-- What an issued document is drawn from again, and the number and day of each correction.
ALTER TABLE issue ADD COLUMN kept TEXT NOT NULL DEFAULT '{}';
ALTER TABLE issue ADD COLUMN corrected TEXT NOT NULL DEFAULT '[]';
""",
    """
-- Each report as it was drawn, by the mark it bears: what somebody changed in it is told from that.
CREATE TABLE drawing (
    path TEXT NOT NULL, mark TEXT NOT NULL, sha256 TEXT NOT NULL, drawn_at TEXT NOT NULL,
    PRIMARY KEY (path, mark)
);
""",
    """
-- What was read of an answer that was amended, and what was told for it.
ALTER TABLE decision ADD COLUMN old TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN new TEXT NOT NULL DEFAULT '';
""",
    """
-- Which units drafts were made for: forms sent out, reminders. Rows are only ever added.
CREATE TABLE notice (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL,
    at TEXT NOT NULL, about TEXT NOT NULL
);
""",
    """
-- Of what a unit's file was made last: it is not made again of the same.
CREATE TABLE IF NOT EXISTS made_of (
    path TEXT NOT NULL PRIMARY KEY, made_of TEXT NOT NULL, sha256 TEXT NOT NULL
);
""",
    """
-- What looking back found in a period's reports is a cache: it is found anew when it is not there.
CREATE TABLE IF NOT EXISTS looked (
    period TEXT NOT NULL PRIMARY KEY, basis TEXT NOT NULL, found TEXT NOT NULL
);
""",
    """
-- How a file lay in the folder when it was read, by hash of its name: it is not opened while it
-- lies so. A cache as well.
CREATE TABLE IF NOT EXISTS lying (
    name TEXT NOT NULL PRIMARY KEY, listed TEXT NOT NULL, sha256 TEXT NOT NULL
);
""",
)
# All that cannot be made again.
FACTS = ("sighting", "decision", "issue", "merged", "output", "drawing", "notice")


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Take the steps a ledger has not taken yet; BaocaoError when it is newer than we are."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(_STEPS):
        raise BaocaoError(texts.ledger.NEWER.format(path=path))
    if version < len(_STEPS):
        steps = "".join(_STEPS[version:])
        connection.create_function("masked", 1, masked, deterministic=True)
        connection.execute("PRAGMA secure_delete = ON")  # what was covered is not left in a gap
        connection.executescript(f"BEGIN;{steps}PRAGMA user_version = {len(_STEPS)};COMMIT;")
