"""Every file in collected/ is taken or answered; none is touched."""

import hashlib
import os
import shutil
import subprocess
import sys
import unicodedata

import pytest

from pipeline.domain.finding import BaocaoError
from pipeline.intake import inbox
from pipeline.intake.inbox import MAX_BYTES, MAX_DEPTH, Inbox


def scan(folder):
    return Inbox.of(inbox.scan(folder))


def names(folder):
    found = scan(folder)
    return [a.file for a in found.arrivals], {f.where.file: f.code for f in found.findings}


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
        "báo cáo.xlsx.part",
        "Chưa xong.CRDOWNLOAD",
        "A1B2C3D4.tmp",
        ".DS_Store",
        "ledger.sqlite3",
        "ledger.sqlite3-journal",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".archive" / "ab").mkdir(parents=True)
    (tmp_path / ".archive" / "ab" / "abcd").write_bytes(b"x")
    assert names(tmp_path) == ([], {})
    assert len(scan(tmp_path).ignored) == 8, "the ledger is ours, not somebody's"


def test_what_lies_in_folders_of_systems_is_counted_as_ignored(tmp_path):
    for name in (
        ".tmp/báo cáo.xlsx",
        "chép dở.part/sâu/a.xlsx",
        "__MACOSX/._a.xlsx",
        "Tuần 12/._a.xlsx",
        "Tuần 12/.archive/a.xlsx",
        "sao lưu/ledger.sqlite3",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    for ours in ("ledger.sqlite3", ".archive/ab/abcd"):
        (tmp_path / ours).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ours).write_bytes(b"x")
    assert names(tmp_path) == ([], {})
    assert sorted(scan(tmp_path).ignored) == [
        ".tmp/báo cáo.xlsx",
        "Tuần 12/._a.xlsx",
        "Tuần 12/.archive/a.xlsx",
        "__MACOSX/._a.xlsx",
        "chép dở.part/sâu/a.xlsx",
        "sao lưu/ledger.sqlite3",
    ]


def test_a_folder_too_deep_is_answered(tmp_path):
    deepest = tmp_path.joinpath(*["a"] * MAX_DEPTH)
    deepest.mkdir(parents=True)
    (deepest / "b.xlsx").write_bytes(b"x")
    assert names(tmp_path) == (["a/" * MAX_DEPTH + "b.xlsx"], {})
    (deepest / "c").mkdir()
    (deepest / "c" / "b.xlsx").write_bytes(b"x")
    assert names(tmp_path)[1] == {"a/" * MAX_DEPTH + "c": "F21"}


@pytest.mark.skipif(os.name == "nt", reason="made through directory handles")
def test_a_thousand_folders_in_folders_are_no_harm(tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("a", dir_fd=handle)
        inner = os.open("a", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    found = names(tmp_path)
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)  # rmtree goes not so deep
    assert list(found[1].values()) == ["F21"]


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


def test_names_that_look_alike_keep_their_order(tmp_path):
    composed = unicodedata.normalize("NFC", "Hòa Hải.xlsx")
    decomposed = unicodedata.normalize("NFD", composed)
    for name, other in ((composed, decomposed), (decomposed, composed)):
        folder = tmp_path / ("a" if name == composed else "b")
        folder.mkdir()
        (folder / name).write_bytes(name.encode())
        (folder / other).write_bytes(other.encode())
        if len(list(folder.iterdir())) == 1:
            pytest.skip("this file system keeps one form of a name")
        arrivals = scan(folder).arrivals
        assert [one.file for one in arrivals] == [composed, composed]
        assert [one.content for one in arrivals] == [decomposed.encode(), composed.encode()]


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are Unicode there")
def test_a_name_in_an_old_encoding_can_be_written_down(tmp_path):
    path = os.fsencode(tmp_path) + "/b\xe1o c\xe1o.xlsx".encode("latin-1")
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(b"something")
    (arrival,) = scan(tmp_path).arrivals
    assert arrival.file == "b?o c?o.xlsx"
    assert arrival.content == b"something"


@pytest.mark.skipif(os.name == "nt", reason="made through directory handles")
def test_a_folder_that_cannot_be_looked_into_is_answered(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"something")
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # deeper than a path may be long
        os.mkdir("d" * 250, dir_fd=handle)
        inner = os.open("d" * 250, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    taken, findings = names(tmp_path)
    shutil.rmtree(tmp_path / ("d" * 250))
    assert taken == ["a.xlsx"]
    assert list(findings.values()) == ["F04"]


def test_what_is_read_is_what_lay_there(tmp_path):
    content = bytes(range(256)) * 300
    (tmp_path / "a.xlsx").write_bytes(content)
    (arrival,) = scan(tmp_path).arrivals
    assert (arrival.content, arrival.size) == (content, 76800)
    assert arrival.sha256 == hashlib.sha256(content).hexdigest()
    assert scan(tmp_path) == scan(tmp_path)


def test_nothing_is_changed(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"content")
    before = path.stat().st_mtime_ns
    scan(tmp_path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (b"content", before)


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(BaocaoError, match="collected"):
        scan(tmp_path / "collected")
