"""What was received, decided and written: the memory beside the collected files.

Only this room knows SQL. Received files are archived under their hash, and deleted by `forget`
alone; decisions are only ever added. Every query names its order.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from itertools import groupby
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from pipeline import texts
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Corrected, Figures, Issue
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind, Notices
from pipeline.ledger.forget import erase, erase_in_copy, write_anew
from pipeline.ledger.private import private_file, private_folder
from pipeline.ledger.safety import (
    back_up,
    backups_in,
    copy_into,
    held_alone,
    is_damaged,
    is_empty,
    newest_good,
    replace_damaged,
)
from pipeline.ledger.schema import bring_up_to_date
from pipeline.swap import swap_in


@dataclass(frozen=True, slots=True)
class Sighting:
    """A version of a file, and when it was first seen under `collected/`."""

    file: str
    sha256: str
    first_seen: datetime
    mailed_at: datetime | None = None  # when the mail that brought it says it reached our server
    run: int = 0  # the run that saw it, counted from 1


Reading = tuple[str, Mapping[str, Any]]  # hash of all it rests on, and what was read


@dataclass(frozen=True, slots=True)
class Made:
    """On what a period's outputs were last made."""

    basis: str  # hash of what was received and decided
    configuration: str  # hash of how the office declares and words its reports
    told: str = ""  # the configuration of which it was said that these outputs are not of it


P = ParamSpec("P")
R = TypeVar("R")


def _written(figures: Figures) -> str:
    return json.dumps([[*key, value] for key, value in figures.items()], ensure_ascii=False)


def _figures(written: str) -> Figures:
    return {(table, line, column): value for table, line, column, value in json.loads(written)}


def _corrected(written: str, before: Issue | None, at: datetime) -> tuple[Corrected, ...]:
    """Return a report's corrections; of one that had no number the day it was written."""
    own = tuple(Corrected(number, date.fromisoformat(day)) for number, day in json.loads(written))
    return own if own or before is None else (*before.corrected, Corrected("", at.date()))


@contextmanager
def _answered(path: Path) -> Iterator[None]:
    """Answer what the ledger's file or archive will not take in a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "no such" in said or "malformed" in said:
            raise BaocaoError(texts.ledger.WRONG.format(path=path)) from error
        busy = "locked" in said or "busy" in said
        sentence = texts.ledger.BUSY if busy else texts.ledger.CANNOT_WRITE
        raise BaocaoError(sentence.format(path=path)) from error
    except (ValueError, TypeError) as error:  # a row that cannot be what was written there
        raise BaocaoError(texts.ledger.WRONG.format(path=path)) from error
    except OSError as error:
        raise BaocaoError(texts.ledger.CANNOT_WRITE.format(path=error.filename or path)) from error


def _own(method: Callable[Concatenate[Ledger, P], R]) -> Callable[Concatenate[Ledger, P], R]:
    """Answer only what breaks in the ledger's own call, never what its caller does between two."""

    @wraps(method)
    def answered(ledger: Ledger, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with _answered(ledger.path):
            return method(ledger, *args, **kwargs)

    return answered


class Ledger:
    """The open ledger. Each method is one transaction; BaocaoError when it cannot be done."""

    def __init__(self, connection: sqlite3.Connection, path: Path, archive: Path) -> None:
        self._db = connection
        self.path = path
        self._archive = archive

    @_own
    def see(self, seen: Iterable[tuple[Sighting, bytes]]) -> None:
        """Archive what is new and note when it was first seen; a second sighting adds nothing."""
        ordered = sorted(seen, key=lambda one: (one[0].file, one[0].sha256))
        for sighting, content in ordered:
            self._keep(sighting.sha256, content)
        self.sighted(sighting for sighting, _ in ordered)

    @_own
    def sighted(self, seen: Iterable[Sighting]) -> None:
        """Note when what is archived was first seen; a second sighting adds nothing."""
        ordered = sorted(seen, key=lambda one: (one.file, one.sha256))
        with self._db:
            self._db.executemany(
                "INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?)",
                [(s.file, s.sha256, s.first_seen.isoformat(), _iso(s.mailed_at)) for s in ordered],
            )

    def _keep(self, sha256: str, content: bytes) -> None:
        target = self.kept_at(sha256)
        if self.archived(sha256) is not None:
            return
        for folder in (self._archive, target.parent):  # what the archive lies in is never made
            folder.mkdir(mode=0o700, exist_ok=True)
        partial = target.with_suffix(".part")
        partial.touch(0o600)
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        swap_in(partial, target)

    def kept_at(self, sha256: str) -> Path:
        """Return where the archive keeps a file."""
        return self._archive / sha256[:2] / sha256

    @_own
    def archived(self, sha256: str) -> bytes | None:
        """Return the original bytes, or None when the archive no longer holds them whole."""
        try:
            content = self.kept_at(sha256).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    @_own
    def original(self, sha256: str) -> bytes:
        """Return the original bytes; BaocaoError when the archive no longer holds them whole."""
        if (content := self.archived(sha256)) is None:
            raise ValueError(sha256)
        return content

    @_own
    def sightings(self) -> tuple[Sighting, ...]:
        """Return every version ever seen, in the order of the runs that saw them.

        Runs are told by where they wrote, not by their clocks: a clock may be set back.
        """
        rows = self._db.execute(
            "SELECT file, sha256, first_seen, mailed_at FROM sighting ORDER BY rowid"
        )
        return tuple(
            Sighting(
                file,
                sha256,
                datetime.fromisoformat(seen),
                datetime.fromisoformat(mailed) if mailed else None,
                run,
            )
            for run, (seen, found) in enumerate(groupby(rows, key=lambda row: row[2]), start=1)
            for file, sha256, _, mailed in found
        )

    @_own
    def readings(self) -> dict[str, Reading]:
        """Return what was last read of each file, by hash, with what that rests on."""
        rows = self._db.execute("SELECT sha256, basis, record FROM reading ORDER BY sha256")
        opened = ((sha256, basis, _opened(record)) for sha256, basis, record in rows)
        return {
            sha256: (basis, json.loads(record))
            for sha256, basis, record in opened
            if record is not None
        }

    @_own
    def remember_readings(self, read: Mapping[str, Reading]) -> None:
        """Keep what was read in place of an older reading, so that it is not read again."""
        with self._db:
            self._db.executemany(
                "DELETE FROM failure WHERE sha256 = ?", [(sha256,) for sha256 in sorted(read)]
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)",
                [
                    (sha256, basis, _sealed(json.dumps(record, ensure_ascii=False)))
                    for sha256, (basis, record) in sorted(read.items())
                ],
            )

    @_own
    def looked(self) -> dict[Period, tuple[str, str]]:
        """Return by period what looking back found, with what that rests on before it."""
        rows = self._db.execute("SELECT period, basis, found FROM looked ORDER BY period")
        opened = ((period, basis, _opened(found)) for period, basis, found in rows)
        return {Period.parse(p): (basis, found) for p, basis, found in opened if found is not None}

    @_own
    def remember_looked(self, found: Mapping[Period, tuple[str, str]]) -> None:
        """Keep what looking back found in place of what it found before."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO looked VALUES (?, ?, ?)",
                [(str(p), basis, _sealed(said)) for p, (basis, said) in sorted(found.items())],
            )

    @_own
    def listed(self) -> dict[str, tuple[str, str]]:
        """Return how files were listed when they were read, and their hash, by hash of the name."""
        rows = self._db.execute("SELECT name, listed, sha256 FROM lying ORDER BY name")
        return {name: (listed, sha256) for name, listed, sha256 in rows}

    @_own
    def remember_listed(self, files: Mapping[str, tuple[str, str]]) -> None:
        """Keep how files were listed that were read, in place of what is kept by these names."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO lying VALUES (?, ?, ?)",
                [(name, *one) for name, one in sorted(files.items())],
            )

    @_own
    def failures(self, basis: str) -> dict[str, tuple[str, int]]:
        """Return by hash how a file broke its reader under this basis, and in how many runs."""
        rows = self._db.execute(
            "SELECT sha256, kind, runs FROM failure WHERE basis = ? ORDER BY sha256", (basis,)
        )
        return {sha256: (kind, runs) for sha256, kind, runs in rows}

    @_own
    def count_failures(self, basis: str, kinds: Mapping[str, str]) -> None:
        """Count one more run in which files broke their reader; that is no reading."""
        with self._db:
            self._db.execute("DELETE FROM failure WHERE basis != ?", (basis,))
            self._db.executemany(
                "INSERT INTO failure VALUES (?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET kind = excluded.kind, runs = runs + 1",
                [(sha256, basis, kind) for sha256, kind in sorted(kinds.items())],
            )

    @_own
    def decide(self, decision: Decision) -> Decision:
        """Add a decision; returns it with its number. Earlier ones stay."""
        with self._db:
            return self._decided(decision)

    def _decided(self, decision: Decision) -> Decision:
        cursor = self._db.execute(
            "INSERT INTO decision"
            " (kind, unit, period, subject, label, at, by, why, decided_at, old, new)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.kind.value,
                decision.unit,
                str(decision.period) if decision.period else None,
                decision.subject,
                decision.label,
                _iso(decision.at),
                decision.by,
                decision.why,
                decision.decided_at.isoformat(),
                decision.old,
                decision.new,
            ),
        )
        return replace(decision, number=cursor.lastrowid or 0)

    @_own
    def forget(
        self, hashes: Collection[str], decisions: Iterable[Decision], drafts: Iterable[str]
    ) -> tuple[Decision, ...]:
        """Delete all that is kept of files, in the backups too, and add why; returns that.

        `drafts` are reports whose drawings go too: they hold the files' words. The archive's
        copies go first, so that a run that is killed here can be made again.
        """
        for sha256 in hashes:
            self._drop(sha256)
        sealed = {sha256 for one in self.issued().values() for sha256 in one.files.values()}
        with self._db:
            erase(self._db, hashes)
            for path in sorted(drafts):
                rows = self._db.execute("SELECT sha256 FROM drawing WHERE path = ?", (path,))
                for (sha256,) in rows.fetchall():
                    if sha256 not in sealed:
                        self._drop(sha256)
                self._db.execute("DELETE FROM drawing WHERE path = ?", (path,))
            written = tuple(map(self._decided, decisions))
        write_anew(self._db)
        for copy in backups_in(self._archive):
            erase_in_copy(copy, hashes)
        return written

    def _drop(self, sha256: str) -> None:
        self.kept_at(sha256).unlink(missing_ok=True)

    @_own
    def not_clearable(self) -> tuple[Path, ...]:
        """Return the damaged ledgers: what was forgotten may still stand in them."""
        damaged = self.path.parent.glob(f"{self.path.name}.damaged-*")
        broken = (path for path in backups_in(self._archive) if is_damaged(path))
        return (*sorted(damaged), *broken)

    @_own
    def decisions(self) -> Decisions:
        """Return every decision ever taken."""
        rows = self._db.execute(
            "SELECT number, kind, unit, period, subject, label, at, by, why, decided_at, old, new"
            " FROM decision ORDER BY number"
        )
        return Decisions(
            Decision(
                number=number,
                kind=DecisionKind(kind),
                unit=unit,
                period=Period.parse(period) if period else None,
                subject=subject,
                label=label,
                at=datetime.fromisoformat(at) if at else None,
                by=by,
                why=why,
                decided_at=datetime.fromisoformat(decided_at),
                old=old,
                new=new,
            )
            for number, kind, unit, period, subject, label, at, *said in rows
            for by, why, decided_at, old, new in (said,)
        )

    @_own
    def note(self, notices: Iterable[Notice]) -> None:
        """Note for which units drafts were made; earlier notes stay."""
        with self._db:
            self._db.executemany(
                "INSERT INTO notice (kind, period, unit, at, about) VALUES (?, ?, ?, ?, ?)",
                [
                    (one.kind.value, str(one.period), one.unit, one.at.isoformat(), one.about)
                    for one in notices
                ],
            )

    @_own
    def notices(self) -> Notices:
        """Return all that was noted of forms sent out and of reminders."""
        rows = self._db.execute("SELECT kind, period, unit, at, about FROM notice ORDER BY number")
        return Notices(
            tuple(
                Notice(
                    kind=NoticeKind(kind),
                    period=Period.parse(period),
                    unit=unit,
                    at=datetime.fromisoformat(at),
                    about=about,
                )
                for kind, period, unit, at, about in rows
            )
        )

    @_own
    def issue(self, issue: Issue, contents: Iterable[bytes], made: Made | None = None) -> None:
        """Seal an issued report, and note on what it was made; all its contents are archived."""
        for content in contents:
            self._keep(hashlib.sha256(content).hexdigest(), content)
        with self._db:
            self._db.execute(
                "INSERT INTO issue"
                " (period, number, signed_on, by, issued_at, figures, inputs, files, kept,"
                " corrected)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    str(issue.period),
                    issue.number,
                    issue.signed_on.isoformat(),
                    issue.by,
                    issue.issued_at.isoformat(),
                    _written(issue.figures),
                    json.dumps(dict(issue.inputs)),
                    json.dumps(dict(issue.files)),
                    json.dumps(dict(issue.kept)),
                    json.dumps([[c.number, c.signed_on.isoformat()] for c in issue.corrected]),
                ),
            )
            if made:
                self._note_merged(issue.period, made, issue.figures, issue.issued_at)

    @_own
    def issued(self) -> dict[Period, Issue]:
        """Return the report in force of each issued period; one reopened since is not."""
        rows = self._db.execute(
            "SELECT id, period, number, signed_on, by, issued_at, figures, inputs, files, kept,"
            " corrected FROM issue ORDER BY id"
        )
        reopened = self.decisions().reopened
        found: dict[Period, Issue] = {}
        for id, name, number, signed_on, by, issued_at, *written in rows:
            period, at = Period.parse(name), datetime.fromisoformat(issued_at)
            before = found.pop(period, None)
            figures, inputs, files, kept, corrected = written
            if str(id) not in reopened:
                found[period] = Issue(
                    id=id,
                    period=period,
                    number=number,
                    signed_on=date.fromisoformat(signed_on),
                    by=by,
                    issued_at=at,
                    figures=_figures(figures),
                    inputs=json.loads(inputs),
                    files=json.loads(files),
                    kept=json.loads(kept),
                    corrected=_corrected(corrected, before, at),
                )
        return found

    @_own
    def merged(self) -> dict[Period, Made]:
        """Return on what each period's outputs were last made."""
        rows = self._db.execute(
            "SELECT period, basis, configuration, told FROM merged ORDER BY period"
        )
        return {Period.parse(period): Made(*made) for period, *made in rows}

    @_own
    def outputs(self) -> dict[str, frozenset[str]]:
        """Return the hashes of all this program wrote, by the path it was meant for."""
        known: dict[str, set[str]] = {}
        for path, sha256 in self._db.execute("SELECT path, sha256 FROM output ORDER BY path"):
            known.setdefault(path, set()).add(sha256)
        return {path: frozenset(hashes) for path, hashes in known.items()}

    @_own
    def about_to_write(self, hashes: Mapping[str, str], now: datetime) -> None:
        """Note what is ours before it is put in place: a crash must not make it a stranger's."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO output VALUES (?, ?, ?)",
                [(path, sha256, now.isoformat()) for path, sha256 in sorted(hashes.items())],
            )

    @_own
    def made_of(self, folder: str) -> dict[str, tuple[str, str]]:
        """Return of what each file of a folder was made last, and its hash, by name."""
        rows = self._db.execute(
            "SELECT path, made_of, sha256 FROM made_of WHERE path GLOB ? ORDER BY path",
            (f"{folder}/*",),
        )
        return {path.removeprefix(f"{folder}/"): (of, sha256) for path, of, sha256 in rows}

    @_own
    def remember_made_of(self, folder: str, made: Mapping[str, tuple[str, str]]) -> None:
        """Note of what files of a folder are made by now."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO made_of VALUES (?, ?, ?)",
                [(f"{folder}/{name}", *one) for name, one in sorted(made.items())],
            )

    @_own
    def keep(self, content: bytes) -> Path:
        """Keep what somebody else wrote in the archive, once; returns where."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._keep(sha256, content)
        return self.kept_at(sha256)

    @_own
    def remember_drawing(self, path: str, mark: str, content: bytes, now: datetime) -> None:
        """Keep a report as it is drawn: the last of a path is what was drawn last."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._keep(sha256, content)
        with self._db:
            self._db.execute("DELETE FROM drawing WHERE path = ? AND mark = ?", (path, mark))
            self._db.execute(
                "INSERT INTO drawing VALUES (?, ?, ?, ?)", (path, mark, sha256, now.isoformat())
            )

    @_own
    def drawing(self, path: str, mark: str) -> bytes | None:
        """Return the drawing a file says it comes from, else the last; None where none is kept."""
        rows = self._db.execute(
            "SELECT sha256 FROM drawing WHERE path = ? ORDER BY mark = ? DESC, rowid DESC",
            (path, mark),
        )
        kept = (self.archived(sha256) for (sha256,) in rows)
        return next((content for content in kept if content is not None), None)

    @_own
    def stated(self, period: Period) -> Figures:
        """Return the figures of a period's outputs as last made; none if it never was."""
        row = self._db.execute(
            "SELECT figures FROM merged WHERE period = ?", (str(period),)
        ).fetchone()
        return _figures(row[0]) if row else {}

    @_own
    def merged_at(self, period: Period) -> datetime | None:
        """Return when a period's outputs were last made; None if they never were."""
        row = self._db.execute(
            "SELECT merged_at FROM merged WHERE period = ?", (str(period),)
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    @_own
    def remember_merged(self, period: Period, made: Made, figures: Figures, now: datetime) -> None:
        """Note on what a period's outputs were made, and what they state."""
        with self._db:
            self._note_merged(period, made, figures, now)

    def _note_merged(self, period: Period, made: Made, figures: Figures, now: datetime) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO merged"
            " (period, basis, configuration, merged_at, figures) VALUES (?, ?, ?, ?, ?)",
            (
                str(period),
                made.basis,
                made.configuration,
                now.isoformat(),
                _written(figures),
            ),
        )

    @_own
    def remember_told(self, configurations: Mapping[Period, str]) -> None:
        """Note of which configuration it was said that periods were not made under it."""
        with self._db:
            self._db.executemany(
                "UPDATE merged SET told = ? WHERE period = ?",
                [(told, str(period)) for period, told in sorted(configurations.items())],
            )


def _sealed(text: str) -> str:
    """Put a hash before a text: SQLite does not notice a digit that turned into another."""
    return f"{hashlib.sha256(text.encode()).hexdigest()} {text}"


def _opened(sealed: str) -> str | None:
    """Return a sealed text, or None when it is no more what it was: then it is read anew."""
    seal, _, text = sealed.partition(" ")
    return text if hashlib.sha256(text.encode()).hexdigest() == seal else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


@contextmanager
def open_ledger(collected: Path, *, alone: bool = False) -> Iterator[Ledger]:
    """Open the ledger of a `collected/` folder, making it on first use.

    `alone` keeps every other run that writes out until this one ends. BaocaoError when another
    run is at work, when the disk takes nothing more, and when the ledger was damaged: it is set
    aside then, the newest good backup is in its place, and the next run goes on.
    """
    path, archive = collected / "ledger.sqlite3", collected / ".archive"
    if not collected.is_dir():
        raise BaocaoError(texts.screen.NO_COLLECTED.format(path=collected))
    with ExitStack() as stack:
        with _answered(path):
            if alone:
                stack.enter_context(held_alone(archive, path))
            if is_damaged(path) or (is_empty(path) and newest_good(archive)):
                raise BaocaoError(replace_damaged(path, archive))
            private_folder(archive)
            private_file(path)
            connection = sqlite3.connect(path, timeout=10)
            stack.callback(connection.close)
            connection.execute("PRAGMA synchronous = FULL")
            bring_up_to_date(connection, path)
        before = connection.total_changes
        yield Ledger(connection, path, archive)
        with _answered(path):
            if connection.total_changes > before:
                back_up(path, archive)


@contextmanager
def look_into(collected: Path) -> Iterator[Ledger]:
    """Open a copy of the ledger in memory: whatever is done to it, nothing on the disk changes.

    BaocaoError when it is damaged: to set it aside is left to a command that writes.
    """
    path = collected / "ledger.sqlite3"
    if not collected.is_dir():
        raise BaocaoError(texts.screen.NO_COLLECTED.format(path=collected))
    with closing(sqlite3.connect(":memory:")) as copy:
        if path.exists():
            copy_into(copy, path)
        bring_up_to_date(copy, path)
        yield Ledger(copy, path, collected / ".archive")
