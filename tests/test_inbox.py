"""Every file in collected/ is taken or answered; none is touched."""

import os
import unicodedata

import pytest

from pipeline.domain.finding import BaocaoError
from pipeline.intake.inbox import MAX_BYTES, scan


def names(folder):
    inbox = scan(folder)
    return [a.file for a in inbox.arrivals], {f.where.file: f.code for f in inbox.findings}


def test_files_of_any_name_in_any_folder_in_a_fixed_order(tmp_path):
    inside = tmp_path / "Tuần 12" / "xã"
    inside.mkdir(parents=True)
    decomposed = unicodedata.normalize("NFD", "Hòa Hải.xlsx")
    for path in (inside / decomposed, tmp_path / "b.xls", tmp_path / "a b (1).XLSX"):
        path.write_bytes(b"something")
    taken, findings = names(tmp_path)
    assert taken == ["Tuần 12/xã/Hòa Hải.xlsx", "a b (1).XLSX", "b.xls"]
    assert findings == {}


def test_what_is_not_a_report_is_passed_over(tmp_path):
    for name in (
        "~$bao cao.xlsx",
        ".~lock.a.xlsx#",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "ledger.sqlite3",
        "ledger.sqlite3-journal",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".archive" / "ab").mkdir(parents=True)
    (tmp_path / ".archive" / "ab" / "abcd").write_bytes(b"x")
    assert names(tmp_path) == ([], {})
    assert len(scan(tmp_path).ignored) == 7


def test_what_cannot_be_read_is_answered(tmp_path):
    (tmp_path / "empty.xlsx").touch()
    with (tmp_path / "large.xlsx").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    (tmp_path / "folder.xlsx").mkdir()
    expected = {"empty.xlsx": "F02", "large.xlsx": "F03"}
    if os.name == "posix":
        (tmp_path / "secret").write_bytes(b"not for us")
        (tmp_path / "link.xlsx").symlink_to(tmp_path / "secret")
        (tmp_path / "secret").rename(tmp_path / ".secret")
        os.mkfifo(tmp_path / "pipe.xlsx")
        expected |= {"link.xlsx": "F01", "pipe.xlsx": "F01"}
    assert names(tmp_path) == ([], expected)


def test_nothing_is_changed(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"content")
    before = path.stat().st_mtime_ns
    scan(tmp_path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (b"content", before)


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(BaocaoError, match="collected"):
        scan(tmp_path / "collected")
