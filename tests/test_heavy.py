"""Files that may take much memory are read one after another, however many processes read."""

import os

import pytest
from made import filled
from test_container import book, repacked
from test_hostile import NOW, PERIOD, bordered

from pipeline.intake.kinds import is_heavy
from pipeline.recipes import receive


def dense(size):
    return repacked(book(), add=[("xl/media/a.bin", b"\0" * size)])


def many_parts(count):
    noise = os.urandom(1_000_000).hex().encode()
    return repacked(book(), add=[(f"xl/media/{i}.bin", noise) for i in range(count)])


@pytest.fixture
def asked(monkeypatch):
    """With which files and how many processes the readers were asked, each time."""
    times = []

    def read_all(jobs, function, *, workers):
        times.append(([job.file for job in jobs], workers))
        return iter(())

    monkeypatch.setattr(receive, "read_all", read_all)
    monkeypatch.setattr(receive, "workers_for", lambda jobs: 2)
    return times


def test_several_bombs_in_a_folder_are_read_one_after_another(office_folder, tmp_path, asked):
    good = filled("thue", tmp_path)
    files = {
        "a kẻ ô.xlsx": bordered(good, 100_000),
        "b tốt.xlsx": good,
        "c bom.xlsx": dense(30_000_000),
        "d nhiều phần.xlsx": many_parts(20),
        "e rác.xlsx": b"PK\x03\x04",
    }
    for name, content in files.items():
        (office_folder.collected / name).write_bytes(content)
    office_folder.run("merge", PERIOD, "--now", NOW)
    assert asked == [
        (["b tốt.xlsx", "e rác.xlsx"], 2),
        (["a kẻ ô.xlsx", "c bom.xlsx", "d nhiều phần.xlsx"], 1),
    ]


def test_a_real_form_is_not_heavy(tmp_path):
    assert not is_heavy(filled("thue", tmp_path))
