"""An office packed into one file comes back whole in a new folder, or not at all."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from docx import Document
from made import filled
from typed import killed

from pipeline import swap
from pipeline.config.clicked import CLICKED, called, clicked
from pipeline.config.shipped import shipped
from pipeline.recipes import bundle
from pipeline.recipes.bundle import LIST, is_safe, name_here

ISSUED, OPEN = "2023-W12", "2023-W13"
NOW = "2023-04-04T08:00"
TYPED = ("baocao06", "baocao06.cmd")
REPORT = f"bao-cao-{ISSUED}.docx"


@pytest.fixture(scope="module")
def lived_in(make_office, tmp_path_factory):
    """An office with an issued week, a report edited by hand, and a file no run has seen yet."""
    root = tmp_path_factory.mktemp("sao lưu")
    office = make_office(root / "văn phòng mẫu")
    for unit in ("tu-phap", "thue", "bhxh"):
        (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, root, rejected=0))
    issue = ("--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")
    for words in (
        ("merge", ISSUED, "--now", "2023-03-28T08:00"),
        ("issue", ISSUED, "--now", "2023-03-28T08:20", *issue),
        ("merge", OPEN, "--now", NOW),
    ):
        assert office.run(*words).returncode in (0, 1)
    edited = office.output / OPEN / f"bao-cao-{OPEN}.docx"
    document = Document(str(edited))
    document.paragraphs[-1].add_run(" Lời mẫu của lãnh đạo.")
    document.save(str(edited))
    (office.collected / "công an, mới.xlsx").write_bytes(filled("cong-an", root))
    os.utime(office.collected / "công an, mới.xlsx", ns=(10**18, 1_680_000_000_123_456_700))
    return office


@pytest.fixture(scope="module")
def packed(lived_in, tmp_path_factory):
    """Where its backup lies."""
    path = tmp_path_factory.mktemp("đĩa rời") / "văn phòng.zip"
    done = lived_in.run("backup", path)
    assert done.returncode == 0, done.stderr
    return path


def files_of(root):
    """All files of an office with their times, but the ledger and what a run has for a moment.

    What is double-clicked or typed there is written for where the office lies.
    """
    passing = {"collected/ledger.sqlite3", *TYPED, *CLICKED}
    passing |= {f"collected/.archive/{name}" for name in ("lock", "last-merge")}
    return {
        name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file() and (name := path.relative_to(root).as_posix()) not in passing
    }


def remembered(root):
    with closing(sqlite3.connect(root / "collected" / "ledger.sqlite3")) as ledger:
        return [*ledger.iterdump()]


def restored(office, packed, folder):
    done = office.run("restore", packed, folder)
    assert done.returncode == 0, done.stderr
    return office.at(folder), done.stdout


def test_all_of_it_comes_back(lived_in, packed, tmp_path):
    there, said = restored(lived_in, packed, tmp_path / "máy mới")
    assert files_of(there.root) == files_of(lived_in.root)
    assert remembered(there.root) == remembered(lived_in.root)
    starters = clicked() | called(there.root, shipped())
    assert {name: (there.root / name).read_bytes() for name in starters} == starters
    assert {*starters} == {*CLICKED, *TYPED} and os.access(there.root / "baocao06", os.X_OK)
    assert "Báo cáo đã ban hành: 1" in said and "Lấy lại" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["máy mới"]
    if sys.platform != "win32":
        assert packed.stat().st_mode & 0o077 == 0
        assert (there.collected / ".archive").stat().st_mode & 0o077 == 0


def test_every_command_says_and_makes_the_same(lived_in, packed, tmp_path):
    before = lived_in.copy_to(tmp_path / "cũ")
    after, _ = restored(lived_in, packed, tmp_path / "mới")
    for words in (
        ("status", "--now", NOW),
        ("merge", "--now", NOW),
        ("status", "--now", NOW, "--json"),
        ("verify", ISSUED, "--now", NOW),
        ("verify", OPEN, "--now", NOW),
        ("rebuild", ISSUED, "--to", "dựng lại"),
    ):
        said = [office.run(*words) for office in (before, after)]
        assert said[0].returncode == said[1].returncode < 2, said[1].stderr
        assert said[0].stdout == said[1].stdout, words
    content = [
        {name: content for name, (content, _) in files_of(office.root).items()}
        for office in (before, after)
    ]
    assert content[0] == content[1]
    kept = [
        [line for line in remembered(office.root) if not line.startswith('INSERT INTO "lying"')]
        for office in (before, after)
    ]  # where a file lies on the disk is another place in each
    assert kept[0] == kept[1]


def test_the_same_office_is_the_same_file(lived_in, packed, tmp_path):
    assert lived_in.run("backup", tmp_path / "lần hai").returncode == 0
    assert (tmp_path / "lần hai.zip").read_bytes() == packed.read_bytes()


def test_it_opens_in_any_program_and_packs_a_content_once(lived_in, packed):
    with zipfile.ZipFile(packed) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert names[0] == LIST and names[1:] == sorted(names[1:], key=in_archive_last)
        assert "collected/thue.xlsx" in names and f"output/{ISSUED}/{REPORT}" in names
        said = json.loads(opened.read(LIST))["files"]
        assert {one["name"] for one in said} > {*names[1:]}
        assert len({one["sha256"] for one in said}) == len(names) - 1


def in_archive_last(name):
    return name.startswith("collected/.archive/"), name


def test_sealed_files_return_under_their_names(lived_in, tmp_path):
    office = lived_in.copy_to(tmp_path / "cũ")
    folder = office.output / ISSUED
    sealed = {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}
    (folder / f"tong-hop-{ISSUED}.xlsx").unlink()
    document = Document(str(folder / REPORT))
    document.add_paragraph("Sửa sau khi ban hành.")
    document.save(str(folder / REPORT))
    altered = (folder / REPORT).read_bytes()
    assert office.run("backup", tmp_path / "b.zip").returncode == 0
    there, said = restored(office, tmp_path / "b.zip", tmp_path / "mới")
    folder = there.output / ISSUED
    assert {name: (folder / name).read_bytes() for name in sealed} == sealed
    assert (folder / f"bao-cao-{ISSUED}-2.docx").read_bytes() == altered
    assert said.count("Lấy lại từ kho lưu") == 2 and said.count("để bên cạnh") == 1


def test_a_sealed_file_that_even_the_archive_lost_is_named(lived_in, tmp_path):
    office = lived_in.copy_to(tmp_path / "cũ")
    report = office.output / ISSUED / REPORT
    sha256 = hashlib.sha256(report.read_bytes()).hexdigest()
    report.unlink()
    (office.collected / ".archive" / sha256[:2] / sha256).unlink()
    assert office.run("backup", tmp_path / "b.zip").returncode == 0
    done = office.run("restore", tmp_path / "b.zip", tmp_path / "mới")
    assert done.returncode == 1 and f"không còn nguyên bản của:\n    output/{ISSUED}" in done.stdout


def test_an_office_whose_declarations_are_wrong_is_backed_up(lived_in, tmp_path):
    office = lived_in.copy_to(tmp_path / "cũ")
    (office.root / "config.toml").write_text("[schedule", encoding="utf-8")
    assert office.run("backup", tmp_path / "b.zip").returncode == 0
    there, _ = restored(office, tmp_path / "b.zip", tmp_path / "mới")
    assert files_of(there.root) == files_of(office.root)


def test_nothing_else_is_overwritten(lived_in, tmp_path):
    for name, content in (("của ai.zip", b"PK nobody's"), ("lạ.zip", None)):
        if content:
            (tmp_path / name).write_bytes(content)
        else:
            with zipfile.ZipFile(tmp_path / name, "w") as other:
                other.writestr("a.txt", "a")
        kept = (tmp_path / name).read_bytes()
        refused = lived_in.run("backup", tmp_path / name)
        assert refused.returncode == 2 and "không ghi đè" in refused.stderr
        assert (tmp_path / name).read_bytes() == kept
    inside = lived_in.run("backup", lived_in.collected / "b.zip")
    assert inside.returncode == 2 and "cũng được sao lưu" in inside.stderr
    assert not (lived_in.collected / "b.zip").exists()


def full(*_, **__):
    raise OSError(28, "No space left on device")


def held(*_):
    raise PermissionError(13, "The process cannot access the file")


@pytest.mark.parametrize(
    ("where", "what", "said"),
    [
        ((bundle, "_copied"), full, "ổ đĩa đầy"),
        ((swap.Path, "replace"), held, "tệp đang mở"),
        ((bundle.Bundle, "unpack"), full, "ổ đĩa đầy"),
    ],
    ids=["full", "in use", "full when read back"],
)
def test_the_earlier_backup_stays_whole(lived_in, packed, tmp_path, monkeypatch, where, what, said):
    earlier = shutil.copy(packed, tmp_path / "b.zip")
    monkeypatch.setattr(*where, what)
    monkeypatch.setattr(swap, "PATIENCE", 0)
    done = lived_in.run("backup", earlier)
    assert done.returncode == 2 and said in done.stderr and "vẫn nguyên" in done.stderr
    assert earlier.read_bytes() == packed.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_a_file_that_changes_or_cannot_be_read_is_named(lived_in, tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "_copied", lambda source, target: "another")
    done = lived_in.run("backup", tmp_path / "b.zip")
    assert done.returncode == 2 and "thay đổi trong khi sao lưu" in done.stderr
    monkeypatch.undo()
    monkeypatch.setattr("pipeline.recipes.backup.hashlib.file_digest", held)
    done = lived_in.run("backup", tmp_path / "b.zip")
    assert done.returncode == 2 and "Không đọc được" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_office(lived_in, packed, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.recipes.restore.os.utime", full)
    done = lived_in.run("restore", packed, tmp_path / "mới")
    assert done.returncode == 2 and "ổ đĩa đầy" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_in_use_is_left_alone(lived_in, packed, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    done = lived_in.run("restore", packed, tmp_path)
    assert done.returncode == 2 and "không ghi đè" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    (tmp_path / "trống").mkdir()
    assert lived_in.run("restore", packed, tmp_path / "trống").returncode == 0


def rewritten(packed, path, change):
    """A backup whose list was changed, as a stranger may hand one in."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w") as new:
        said = json.loads(old.read(LIST))
        change(said)
        new.writestr(LIST, json.dumps(said))
        for name in old.namelist()[1:]:
            new.writestr(name, old.read(name))
    return path


def renamed(name):
    def change(said):
        said["files"][3]["name"] = name

    return change


def grown(said):
    said["files"][3]["size"] -= 1


def of_next_year(said):
    said["version"] = 99


@pytest.mark.parametrize(
    "change",
    [
        renamed("../a.toml"),
        renamed("/etc/a.toml"),
        renamed("collected/../../a"),
        renamed("collected//a"),
        renamed("collected/a\0b"),
        renamed(7),
        grown,
        of_next_year,
        lambda said: said["files"][3].update(sha256="0" * 64),
        lambda said: said["files"][3].update(changed=2**80),
        lambda said: said["files"].append(said["files"][3]),
        lambda said: said.pop("version"),
        lambda said: said.update(files=7),
    ],
)
def test_a_strangers_backup_writes_nothing(lived_in, packed, tmp_path, change):
    path = rewritten(packed, tmp_path / "b.zip", change)
    done = lived_in.run("restore", path, tmp_path / "vào" / "mới")
    assert done.returncode == 2, done.stderr
    assert "Chưa ghi gì" in done.stderr or "chương trình mới" in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] in (["b.zip"], ["b.zip", "vào"])


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.999])
def test_half_a_backup_is_none(lived_in, packed, tmp_path, share):
    content = packed.read_bytes()
    (tmp_path / "b.zip").write_bytes(content[: int(len(content) * share)])
    done = lived_in.run("restore", tmp_path / "b.zip", tmp_path / "mới")
    assert done.returncode == 2 and "đã hỏng" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_one_wrong_bit_is_seen(lived_in, packed, tmp_path):
    content = bytearray(packed.read_bytes())
    with zipfile.ZipFile(packed) as opened:
        content[opened.getinfo("collected/thue.xlsx").header_offset + 200] ^= 1
    (tmp_path / "b.zip").write_bytes(content)
    done = lived_in.run("restore", tmp_path / "b.zip", tmp_path / "mới")
    assert done.returncode == 2 and "đã hỏng" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_names_as_windows_can_have_them():
    assert name_here("collected/a: b?.xlsx", windows=True) == "collected/a_ b_.xlsx"
    assert name_here("collected/con.xlsx/nul ", windows=True) == "collected/_con.xlsx/nul_"
    assert name_here("collected/C:\\a..", windows=True) == "collected/C__a_"
    assert name_here("collected/a: b?.xlsx", windows=False) == "collected/a: b?.xlsx"
    assert not any(map(is_safe, ("", "a/", "/a", "a/../b", "..", "./a")))
    assert is_safe("collected/báo cáo..xlsx")


POINTS = 10  # of a command, evenly over its steps


@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is killed")
def test_a_backup_killed_anywhere_leaves_the_earlier_one(lived_in, killers, packed, tmp_path):
    office = lived_in.copy_to(tmp_path / "cũ")
    target = tmp_path / "b.zip"
    words = ["backup", str(target)]
    code, steps = killed(killers, office, sys.maxsize, words)
    assert code == 0 and steps > POINTS
    whole = packed.read_bytes()
    assert target.read_bytes() == whole
    office.run("set-aside", "bhxh.xlsx", "--by", "Người mẫu", "--why", "Mẫu", "--now", NOW)
    for at in range(POINTS):
        code, _ = killed(killers, office, 1 + (steps - 1) * at // (POINTS - 1), words)
        assert code == -signal.SIGKILL
        assert target.read_bytes() == whole or at == POINTS - 1
    assert office.run(*words).returncode == 0
    assert target.read_bytes() != whole
    assert not list(tmp_path.glob("~*"))


@pytest.mark.skipif(sys.platform == "win32", reason="a group of processes is killed")
def test_a_restore_killed_anywhere_is_done_again(lived_in, killers, packed, tmp_path):
    words = ["restore", str(packed), str(tmp_path / "mới")]
    code, steps = killed(killers, lived_in, sys.maxsize, words)
    assert code == 0 and steps > POINTS
    wanted = files_of(tmp_path / "mới")
    shutil.rmtree(tmp_path / "mới")
    for at in range(POINTS):
        code, _ = killed(killers, lived_in, 1 + (steps - 1) * at // (POINTS - 1), words)
        assert code == -signal.SIGKILL
        if (tmp_path / "mới").exists():  # killed when it was in place
            assert files_of(tmp_path / "mới") == wanted
            shutil.rmtree(tmp_path / "mới")
    restored(lived_in, packed, tmp_path / "mới")
    assert files_of(tmp_path / "mới") == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["mới"]


def test_two_at_once_do_not_mix(lived_in, packed, tmp_path):
    words = ("restore", packed, tmp_path / "mới")
    with ThreadPoolExecutor(3) as pool:
        ended = [*pool.map(lambda _: lived_in.process(*words), range(3))]
    assert sorted(one.returncode for one in ended) == [0, 2, 2]
    assert all("không ghi đè" in one.stderr for one in ended if one.returncode)
    assert files_of(tmp_path / "mới") == files_of(lived_in.root)
    assert [path.name for path in tmp_path.iterdir()] == ["mới"]
    target = tmp_path / "b.zip"
    with ThreadPoolExecutor(2) as pool:
        ended = [*pool.map(lambda _: lived_in.process("backup", target), range(2))]
    assert [one.returncode for one in ended] == [0, 0]
    assert target.read_bytes() == packed.read_bytes()
