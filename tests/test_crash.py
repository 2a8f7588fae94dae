"""Killed at any instant, or at work twice: nothing received is lost, no half file is seen."""

import hashlib
import json
import shutil
import signal
import sqlite3
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from made import filled
from typed import killed

PERIOD = "2023-W12"
NOW = "2023-03-28T08:00"
KILLS = 100  # at least
ENDS = {"merge": 0, "issue": 1, "correct": 0}  # three of eight units are missing: the issue says so


def sightings(office):
    path = office.collected / "ledger.sqlite3"
    if not path.exists():
        return []
    ledger = sqlite3.connect(path)
    try:
        if not ledger.execute("SELECT name FROM sqlite_master WHERE name = 'sighting'").fetchall():
            return []
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return ledger.execute("SELECT file, sha256 FROM sighting").fetchall()
    finally:
        ledger.close()


def sealed(office):
    """Hashes of the files of every issued report."""
    ledger = sqlite3.connect(office.collected / "ledger.sqlite3")
    try:
        rows = ledger.execute("SELECT files FROM issue").fetchall()
        return [sha256 for (files,) in rows for sha256 in json.loads(files).values()]
    finally:
        ledger.close()


def assert_nothing_lost(office, received):
    for name, content in received.items():
        assert (office.collected / name).read_bytes() == content
    seen = sightings(office)
    for sha256 in [*(sha256 for _, sha256 in seen), *(sealed(office) if seen else ())]:
        kept = office.collected / ".archive" / sha256[:2] / sha256
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
    for path in office.output.rglob("*"):
        if path.suffix in (".xlsx", ".docx") and not path.name.startswith("~"):
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None, path.name


def remembered(office):
    """Everything the ledger holds."""
    ledger = sqlite3.connect(office.collected / "ledger.sqlite3")
    try:
        return {
            table: ledger.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("sighting", "reading", "decision", "issue", "merged", "output")
        }
    finally:
        ledger.close()


def results(office):
    return {path.name: path.read_bytes() for path in office.output.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def four_runs(make_office, tmp_path_factory):
    """A first merge, one after another version came, an issue, a correction after a further one.

    Of each the office before, the words, the office after.
    """
    root = tmp_path_factory.mktemp("runs")
    (root / "0").mkdir()
    office = make_office(root / "0")
    for unit in ("tu-phap", "thue", "bhxh", "gddt", "ldtbxh"):
        (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, root, rejected=0))
    merge, again = (["merge", PERIOD, "--now", now] for now in (NOW, "2023-03-28T08:10"))
    issue = ["issue", PERIOD, "--now", "2023-03-28T08:20", "--number", "05"]
    issue += ["--date", "2023-03-28", "--by", "Văn thư mẫu"]
    runs = []
    correct = ["correct", PERIOD, "--now", "2023-03-28T08:30", "--number", "06"]
    correct += ["--date", "2023-03-28", "--by", "Văn thư mẫu", "--why", "Gửi lại"]
    for number, words in enumerate((merge, again, issue, correct), start=1):
        before, office = office, office.copy_to(root / str(number))
        done = office.run(*words)
        assert done.returncode == ENDS[words[0]], done.stdout + done.stderr
        runs.append((before, words, office))
        if number in (1, 3):  # what the next run starts from, not what this one leaves
            office = office.copy_to(root / f"corrected {number}")
            corrected = filled("thue", root, resolved_early=1 + number, resolved_on_time=8 - number)
            (office.collected / f"thuế, bản sửa {number}.xlsx").write_bytes(corrected)
    return runs


def killed_in_a_copy(killers, run, step, root):
    """Kill a run at a step; returns the office it leaves."""
    before, words, _ = run
    office = before.copy_to(root)
    code, _ = killed(killers, office, step, words)
    assert code == -signal.SIGKILL, "the kill hit a run at work"
    return office


def assert_repeated_as_if_undisturbed(office, run, step):
    """Nothing is lost by the kill, and the run repeated ends as if never disturbed."""
    before, words, after = run
    received = {path.name: path.read_bytes() for path in before.collected.glob("*.xlsx")}
    assert_nothing_lost(office, received)
    done = office.run(*words)
    already_sealed = words[0] in ("issue", "correct") and done.returncode == 2
    expected = done.returncode == ENDS[words[0]]
    assert expected or already_sealed, (step, done.stdout + done.stderr)
    assert_nothing_lost(office, received)
    assert remembered(office) == remembered(after), step
    assert results(office) == results(after), step
    shutil.rmtree(office.root)


@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is killed")
def test_killed_at_a_hundred_points(four_runs, killers, tmp_path):
    """The points lie evenly over all steps of the four runs (killed_at.py)."""
    points = []
    for number, run in enumerate(four_runs):
        before, words, _ = run
        code, steps = killed(killers, before.copy_to(tmp_path / f"{number}"), sys.maxsize, words)
        assert code == ENDS[words[0]]
        share = -(-KILLS // len(four_runs))
        assert steps >= share, "the steps are seen"
        chosen = [1 + (steps - 1) * i // (share - 1) for i in range(share)]
        points += [(run, step, tmp_path / f"{number} {step}") for step in chosen]
    assert len(points) >= KILLS
    repeated = 0
    with ThreadPoolExecutor(2) as pool:
        offices = pool.map(partial(killed_in_a_copy, killers), *zip(*points, strict=True))
        for office, (run, step, _) in zip(offices, points, strict=True):
            assert_repeated_as_if_undisturbed(office, run, step)
            repeated += 1
    assert repeated == len(points)


def test_two_runs_at_once_take_turns(office_folder, tmp_path):
    (office_folder.collected / "a.xlsx").write_bytes(filled("thue", tmp_path / "made"))
    words = ("merge", PERIOD, "--now", NOW)
    with ThreadPoolExecutor(3) as pool:
        for ended in [pool.submit(office_folder.process, *words) for _ in range(3)]:
            done = ended.result(timeout=60)
            assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((office_folder.output / PERIOD).iterdir())) == 5  # page, manifest, receipts too


def test_a_full_disk_is_said(office_folder, tmp_path, monkeypatch):
    """The archive cannot take the bytes: nothing is noted as seen."""
    from datetime import UTC, datetime
    from pathlib import Path

    from pipeline.domain.finding import BaocaoError
    from pipeline.ledger.ledger import Sighting, open_ledger

    def full(self, *_, **__):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    sighting = Sighting("a.xlsx", "ab" * 32, datetime(2023, 3, 28, tzinfo=UTC))
    with (
        pytest.raises(BaocaoError, match="ổ đĩa đầy"),
        open_ledger(office_folder.collected) as ledger,
    ):
        ledger.see([(sighting, b"content")])
    monkeypatch.undo()
    with open_ledger(office_folder.collected) as ledger:
        assert ledger.sightings() == ()
