"""Killed at any instant, or at work twice: nothing received is lost, no half file is seen."""

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest
from conftest import ROOT
from made import filled

PERIOD = "2023-W12"
NOW = "2023-03-28T08:00"
KILLS = 100


def start(office, *words):
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pipeline", *words],
        cwd=office.root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


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


def test_killed_at_a_hundred_points(office_folder, tmp_path):
    dice, received = random.Random(100), {}
    units = ("tu-phap", "thue", "bhxh", "gddt", "ldtbxh")
    forms = {unit: filled(unit, tmp_path / "made", rejected=0) for unit in units}
    reached = 0
    for number in range(KILLS):
        if number % 10 == 0:  # something new arrives now and then
            unit = units[number // 10 % len(units)]
            name = f"{number:03} {unit}.xlsx"
            received[name] = forms[unit]
            (office_folder.collected / name).write_bytes(forms[unit])
        words = ["merge", PERIOD, "--now", NOW]
        if number % 4 == 3:  # a report of last year is issued now and then
            words = ["issue", f"2022-W{10 + number // 4}", "--number", "05", "--now", NOW]
            words += ["--date", "2022-12-20", "--by", "Văn thư mẫu"]
        process = start(office_folder, *words)
        time.sleep(dice.uniform(0.02, 0.75))
        try:
            os.killpg(process.pid, signal.SIGKILL)
            reached += process.wait() == -signal.SIGKILL
        except ProcessLookupError:
            pass
        process.communicate()
        assert_nothing_lost(office_folder, received)
    assert reached > KILLS // 2, "most kills must hit a run at work"
    done = office_folder.run("merge", PERIOD, "--now", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5/8 đơn vị" in done.stdout
    assert_nothing_lost(office_folder, received)
    assert {file for file, _ in sightings(office_folder)} == set(received)
    assert sealed(office_folder), "some reports were issued before the blow"
    left = sorted(p.name for p in (office_folder.output / PERIOD).iterdir())
    assert left == [f"bao-cao-{PERIOD}.docx", f"tong-hop-{PERIOD}.xlsx"], "none taken for edited"


def test_two_runs_at_once_take_turns(office_folder, tmp_path):
    (office_folder.collected / "a.xlsx").write_bytes(filled("thue", tmp_path / "made"))
    both = [start(office_folder, "merge", PERIOD, "--now", NOW) for _ in range(3)]
    for process in both:
        out, error = process.communicate(timeout=60)
        assert process.returncode == 0, (out + error).decode()
    assert len(list((office_folder.output / PERIOD).iterdir())) == 2


def test_a_full_disk_is_said(office_folder, tmp_path, monkeypatch):
    """The archive cannot take the bytes: nothing is noted as seen."""
    from datetime import UTC, datetime
    from pathlib import Path

    from pipeline.domain.finding import BaocaoError
    from pipeline.ledger import Sighting, open_ledger

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
