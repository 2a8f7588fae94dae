"""A file that broke its reader is tried again, alone and in later runs, never taken as read."""

import json
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from functools import partial

import pytest
from made import filled

from pipeline.domain.finding import Severity
from pipeline.domain.period import Period
from pipeline.domain.standing import StandingKind
from pipeline.intake.record import read_record
from pipeline.intake.worker import read_all
from pipeline.ledger.ledger import open_ledger
from pipeline.recipes import receive
from pipeline.recipes.check import check
from pipeline.recipes.desk import open_desk
from pipeline.recipes.merge import merge
from pipeline.recipes.outcome import Outcome

WEEK = Period.parse("2023-W12")
NOW = datetime.fromisoformat("2023-03-28T08:00+07:00")


def hang_as_told(arrival, forms, register, told):
    """Read a file, or hang as often as told: a line for each time, or "always"."""
    lines = told.read_text(encoding="utf-8").splitlines()
    with told.with_suffix(".tries").open("a", encoding="utf-8") as tries:
        tries.write(f"{arrival.file}\n")
    if arrival.file.startswith("thue") and lines:
        left = lines if lines == ["always"] else lines[1:]
        told.write_text("\n".join(left), encoding="utf-8")
        time.sleep(60)
    return read_record(arrival, forms, register)


class Busy:
    """An office whose machine is busy: `hangs` says how often its one report hangs its reader."""

    def __init__(self, folder, told):
        self.folder, self._told = folder, told
        self.hangs(0)

    def hangs(self, times):
        self._told.write_text("always" if times is None else "hang\n" * times, encoding="utf-8")

    def tries(self):
        """Say how often the report was tried since the last question."""
        path = self._told.with_suffix(".tries")
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return sum(line.startswith("thue") for line in lines)

    def merge(self) -> Outcome:
        return merge(open_desk(self.folder.root), (WEEK,), NOW, lambda done, whole: None)

    def kept(self):
        with open_ledger(self.folder.collected) as ledger:
            return ledger.readings()


@pytest.fixture
def busy(office_folder, tmp_path, monkeypatch):
    told = tmp_path / "told"
    monkeypatch.setattr(receive, "read_record", partial(hang_as_told, told=told))
    monkeypatch.setattr(receive, "read_all", partial(read_all, seconds=3))
    for unit in ("thue", "bhxh"):
        content = filled(unit, tmp_path / "made")
        (office_folder.collected / f"{unit}.xlsx").write_bytes(content)
    return Busy(office_folder, told)


def standing(outcome, unit="thue"):
    summary = outcome.results[0].summary
    return next(one.kind for one in summary.standings if one.unit.code == unit)


def refusals(outcome):
    found = (*outcome.refused, *outcome.results[0].summary.findings)
    return {(f.code, f.where.file) for f in found if f.severity is Severity.ERROR}


def test_a_form_that_hung_in_a_bad_moment_is_read(busy):
    busy.hangs(1)
    outcome = busy.merge()
    assert standing(outcome) is StandingKind.ON_TIME and not refusals(outcome)
    assert busy.tries() == 2 and len(busy.kept()) == 2


def test_a_form_that_hung_twice_is_said_and_read_in_the_next_run(busy):
    busy.hangs(2)
    outcome = busy.merge()
    assert refusals(outcome) == {("F13", "thue.xlsx")}
    assert standing(outcome) is StandingKind.MISSING
    assert standing(outcome, "bhxh") is StandingKind.ON_TIME
    assert outcome.files.refused == 1 and outcome.files.accepted == 1
    assert busy.tries() == 2 and len(busy.kept()) == 1, "only what was read is kept"
    outcome = busy.merge()
    assert standing(outcome) is StandingKind.ON_TIME and not refusals(outcome)
    assert busy.tries() == 1 and len(busy.kept()) == 2
    busy.merge()
    assert busy.tries() == 0


def test_a_form_that_always_hangs_is_tried_while_it_lies_there_and_a_few_runs_after(busy):
    busy.hangs(None)
    for _ in range(3):
        assert refusals(busy.merge()) == {("F13", "thue.xlsx")}
        assert busy.tries() == 2
    path = busy.folder.collected / "thue.xlsx"
    content = path.read_bytes()
    path.unlink()
    outcome = busy.merge()
    assert busy.tries() == 0 and outcome.files.refused == 0
    busy.hangs(0)
    path.write_bytes(content)
    assert standing(busy.merge()) is StandingKind.ON_TIME
    assert busy.tries() == 1


def test_what_hangs_out_of_the_archive_is_tried_again_too_and_said(busy):
    """It may be a valid report whose file was moved away."""
    busy.hangs(4)
    busy.merge()
    (busy.folder.collected / "thue.xlsx").unlink()
    assert refusals(busy.merge()) == {("F13", "thue.xlsx")}
    assert standing(busy.merge()) is StandingKind.ON_TIME


def test_check_says_that_a_file_hung(busy):
    busy.hangs(2)
    desk = open_desk(busy.folder.root)
    paths = [busy.folder.collected / "thue.xlsx"]
    (said,) = check(desk, paths, NOW, lambda done, whole: None)
    found = said.submission
    assert [f.code for f in found.findings] == ["F13"] and not found.valid


def test_what_an_older_program_kept_as_hung_is_read_again(busy):
    """Its ledger held sentences, and for ever that a form had hung."""
    busy.merge()
    record = {
        "says": "",
        "file": "thue.xlsx",
        "sha256": "",
        **dict.fromkeys(("form", "version", "unit", "period", "saved_at")),
        "sheets": {},
        "none_declared": False,
        "rows": [],
        "answers": {},
        "fields": {},
        "findings": [
            {
                "code": "F13",
                "severity": "error",
                "where": {"file": "thue.xlsx", "sheet": None, "cell": None, "column": None},
                "message": "đọc tệp quá lâu nên phải dừng",
                "action": "Mở bằng Excel, lưu lại rồi gửi lại.",
                "unit": None,
            }
        ],
    }
    busy.tries()
    with closing(sqlite3.connect(busy.folder.collected / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("DROP TABLE drawing")  # what newer programs keep beside it
        ledger.execute("DROP TABLE notice")
        ledger.execute("ALTER TABLE issue DROP COLUMN kept")
        ledger.execute("ALTER TABLE issue DROP COLUMN corrected")
        ledger.execute("ALTER TABLE decision DROP COLUMN old")
        ledger.execute("ALTER TABLE decision DROP COLUMN new")
        ledger.execute("UPDATE reading SET basis = 'older', record = ?", (json.dumps(record),))
        ledger.execute("DROP TABLE failure")
        ledger.execute("PRAGMA user_version = 3")
        seen = ledger.execute("SELECT * FROM sighting").fetchall()
    outcome = busy.merge()
    assert standing(outcome) is standing(outcome, "bhxh") is StandingKind.ON_TIME
    assert busy.tries() == 1 and not refusals(outcome)
    with closing(sqlite3.connect(busy.folder.collected / "ledger.sqlite3")) as ledger:
        assert ledger.execute("SELECT * FROM sighting").fetchall() == seen
        bases = ledger.execute("SELECT DISTINCT basis FROM reading").fetchall()
    assert len(bases) == 1 and bases != [("older",)]


def test_who_is_stopped_midway_has_kept_what_was_read(busy, monkeypatch):
    monkeypatch.setattr(receive, "_AT_ONCE", 1)

    def stop(done, whole):
        raise KeyboardInterrupt

    desk, told = open_desk(busy.folder.root), []
    with pytest.raises(KeyboardInterrupt):
        merge(desk, (WEEK,), NOW, stop)
    assert len(busy.kept()) == 1
    merge(desk, (WEEK,), NOW, lambda done, whole: told.append((done, whole)))
    assert told == [(1, 1)] and len(busy.kept()) == 2
