"""Files that may take much memory are read one after another, however many processes read."""

import hashlib
import os

import pytest
from made import filled
from test_container import book, repacked
from test_hostile import NOW, PERIOD, bordered
from test_unpack import zipped

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


def test_what_came_is_held_no_longer_than_it_takes_to_archive_it(
    office_folder, tmp_path, monkeypatch
):
    """A merge fetches it when its turn comes; `status`, which archives nothing, holds it."""
    good, read = filled("thue", tmp_path), receive.read_arrivals
    (office_folder.collected / "thuế.xlsx").write_bytes(good)
    (office_folder.collected / "gói.zip").write_bytes(zipped(("trong.xlsx", good + b"\0")))
    held = []

    def noted(desk, arrivals, progress, executor, keep, original):
        held.append([one.content for one in arrivals])
        return read(desk, arrivals, progress, executor, keep, original)

    monkeypatch.setattr(receive, "read_arrivals", noted)
    for command in ("status", "merge"):
        office_folder.run(command, PERIOD, "--now", NOW)
    assert held == [[good + b"\0", good], [b"", b""]]
    for one in (good, good + b"\0"):
        sha256 = hashlib.sha256(one).hexdigest()
        kept = office_folder.collected / ".archive" / sha256[:2] / sha256
        assert kept.read_bytes() == one
