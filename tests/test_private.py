"""The ledger and the archive are closed to every other user of the machine."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from made import filled
from test_personal import CITIZEN

from pipeline.ledger.private import icacls

NOW = "2023-03-28T08:00"


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes")
def test_only_the_owner_reads_what_is_kept(office_folder, tmp_path):
    collected = office_folder.collected
    (collected / "a.xlsx").write_bytes(filled("thue", tmp_path))
    for _ in range(2):
        assert office_folder.run("merge", "2023-W12", "--now", NOW).returncode == 0
        kept = [collected / "ledger.sqlite3", *(collected / ".archive").rglob("*")]
        assert {rights(path) for path in kept if path.is_file()} == {0o600}
        folders = [collected / ".archive", *(path for path in kept if path.is_dir())]
        assert len(folders) > 1 and {rights(path) for path in folders} == {0o700}
        kept[0].chmod(0o644)  # as an older program left them
        folders[0].chmod(0o755)


def test_on_windows_it_is_left_to_its_owner_and_who_keeps_the_machine(tmp_path):
    """Imitated: the command as it is given there."""
    file = tmp_path / "ledger.sqlite3"
    file.touch()
    kept = ["*S-1-5-18", "*S-1-5-32-544"]
    options = ["/inheritance:r", "/grant:r"]
    assert icacls(file, "mau") == [
        *("icacls", str(file), *options),
        *(f"{who}:F" for who in ["mau", *kept]),
    ]
    assert icacls(tmp_path, "mau")[4:] == [f"{who}:(OI)(CI)F" for who in ["mau", *kept]]


def test_names_an_older_ledger_holds_are_covered(office_folder, tmp_path):
    name = f"cccd {CITIZEN}.xlsx"
    (office_folder.collected / name).write_bytes(filled("thue", tmp_path))
    first = office_folder.json("merge", "2023-W12", "--now", NOW)
    path = office_folder.collected / "ledger.sqlite3"
    with closing(sqlite3.connect(path)) as ledger, ledger:
        ledger.execute("UPDATE sighting SET file = ?", (name,))
        ledger.execute("DROP TABLE drawing")  # as it was before names were covered
        ledger.execute("DROP TABLE notice")
        ledger.execute("ALTER TABLE issue DROP COLUMN kept")
        ledger.execute("ALTER TABLE issue DROP COLUMN corrected")
        ledger.execute("ALTER TABLE decision DROP COLUMN old")
        ledger.execute("ALTER TABLE decision DROP COLUMN new")
        ledger.execute("PRAGMA user_version = 4")
    assert CITIZEN.encode() in Path(path).read_bytes()
    again = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T09:00")
    assert CITIZEN.encode() not in Path(path).read_bytes()
    for outcome in (first, again):
        (unit,) = (u for u in outcome["periods"][0]["units"] if u["file"])
        assert unit["received"]["latest"].startswith(NOW), "it is known, not new"
