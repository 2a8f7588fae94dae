"""A file that lies there as it was read is not opened: a run says what it says of all of them."""

import os
import random
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from types import SimpleNamespace

import pytest
from made import filled
from test_footing import flipped, in_place, lying, merge

from pipeline.intake import inbox
from pipeline.recipes import listing

NOW = datetime(2023, 3, 28, 8)
UNITS = ("cong-an", "tu-phap", "thue", "bhxh")
A_TICK = 0.3  # seconds: more than the clock of a disk is coarse


@pytest.fixture(scope="module")
def received(new_office, tmp_path_factory):
    """An office with forms of some units, in folders too, a mail's name and a file of no use."""
    office, folder = new_office(), tmp_path_factory.mktemp("forms")
    (office.collected / "thư mục").mkdir()
    for unit in UNITS:
        place = office.collected / ("thư mục" if unit == "bhxh" else "")
        (place / f"{unit}.xlsx").write_bytes(filled(unit, folder))
    (office.collected / "một bản.eml").write_bytes(filled("tnmt", folder))
    (office.collected / "nhầm.xlsx").write_bytes(b"not a workbook")
    (office.collected / "Nguyễn Văn Mẫu 001099000001.xlsx").write_bytes(filled("gddt", folder))
    return office


@pytest.fixture
def office(received, tmp_path):
    """That office, merged once when its files had lain there for a while."""
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    time.sleep(A_TICK)
    merge(office)
    return office


@pytest.fixture
def opened(monkeypatch):
    """The names of files that are opened from now on."""
    names, take = [], inbox.take

    def noted(path, file):
        names.append(file)
        return take(path, file)

    monkeypatch.setattr(inbox, "take", noted)
    return names


def test_what_was_read_as_a_form_is_not_opened_again(office, opened):
    office.json("status", "--now", NOW.isoformat())
    assert sorted(opened) == ["một bản.eml", "nhầm.xlsx"]


def test_what_comes_is_all_that_is_opened(office, opened):
    (office.collected / "tnmt.xlsx").write_bytes(filled("tnmt", office.root.parent))
    assert merge(office)["files"]["seen"] == 8
    assert sorted({*opened}) == ["một bản.eml", "nhầm.xlsx", "tnmt.xlsx"]


def forms(office):
    """The forms that lie there, wherever."""
    return sorted(path for path in office.collected.rglob("*.xlsx") if path.name != "nhầm.xlsx")


def one_of(office, dice):
    return dice.choice(forms(office))


def old_time_on(path, told):
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def replaced(path, content):
    """Put another file in a file's place, as old to the nanosecond."""
    told, beside = path.stat(), path.with_suffix(".tmp")
    beside.write_bytes(content)
    beside.replace(path)
    old_time_on(path, told)


def swapped(one, other):
    beside = one.with_suffix(".tmp")
    one.rename(beside)
    other.rename(one)
    beside.rename(other)


def into_a_folder(path, name):
    folder = path.parent / name
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)


def copied_over(one, other):
    shutil.copy2(one, other)  # the copy is as old as what was copied


TOUCHES = {
    "touched": lambda office, dice: one_of(office, dice).touch(),
    "dated by hand": lambda office, dice: os.utime(one_of(office, dice), (1e9, 1e9)),
    "rewritten with other bytes, as many": lambda office, dice: (
        path := one_of(office, dice)
    ).write_bytes(flipped(path.read_bytes())),
    "and its old time put back": lambda office, dice: in_place(one_of(office, dice), flipped),
    "replaced by one as old": lambda office, dice: replaced(
        (path := one_of(office, dice)), flipped(path.read_bytes())
    ),
    "replaced by another unit's": lambda office, dice: replaced(
        one_of(office, dice), one_of(office, dice).read_bytes()
    ),
    "two swapped": lambda office, dice: swapped(*dice.sample(forms(office), 2)),
    "copied over another": lambda office, dice: copied_over(*dice.sample(forms(office), 2)),
    "copied beside": lambda office, dice: copied_over(
        (path := one_of(office, dice)), path.with_stem(f"{path.stem} {dice.randint(1, 99)}")
    ),
    "moved": lambda office, dice: into_a_folder(one_of(office, dice), f"gom {dice.randint(1, 3)}"),
    "called a mail": lambda office, dice: (path := one_of(office, dice)).rename(
        path.with_suffix(".eml")
    ),
    "gone": lambda office, dice: one_of(office, dice).unlink(),
    "gone and put back": lambda office, dice: replaced(
        (path := one_of(office, dice)), path.read_bytes()
    ),
    "set aside": lambda office, dice: office.run(
        "set-aside", one_of(office, dice).relative_to(office.collected), *WHO
    ),
    "forgotten for good, and dropped again": lambda office, dice: purged_and_back(office, dice),
    "nothing": lambda office, dice: None,
}
WHO = ("--by", "Cán bộ mẫu", "--why", "Theo biên bản mẫu")


def purged_and_back(office, dice):
    path = one_of(office, dice)
    content = path.read_bytes()
    office.run("set-aside", path.relative_to(office.collected), "--purge", *WHO)
    path.write_bytes(content)


def without_listing(office):
    with closing(sqlite3.connect(office.collected / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("DELETE FROM lying")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_to_files_a_run_finds_what_it_finds_by_opening_all(office, tmp_path, seed):
    """Some files are touched at a time, now and then in the very moment after a merge."""
    dice, now = random.Random(seed), "2023-03-28T{:02}:{:02}"
    touches = [*TOUCHES]
    dice.shuffle(touches)
    for number in range(6):
        for name in touches[number * 3 : number * 3 + 3]:
            if forms(office)[1:]:
                TOUCHES[name](office, dice)
        if dice.random() < 0.5:
            time.sleep(A_TICK)
        when = now.format(8 + number // 2, 30 * (number % 2) + 1)
        twin = office.copy_to(tmp_path / f"{number}" / "văn phòng mẫu")
        without_listing(twin)
        assert said(office, "status", when) == said(twin, "status", when), name
        assert said(office, "merge", when) == said(twin, "merge", when), name
        assert lying(office) == lying(twin), name
        shutil.rmtree(twin.root)


def said(office, command, now):
    return office.run(command, "--json", "--now", now).stdout.replace(str(office.root), "")


def test_a_file_changed_about_when_it_was_read_is_opened_again(received, tmp_path, opened):
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    for path in forms(office):
        path.touch()
    merge(office)
    opened.clear()
    office.json("status", "--now", NOW.isoformat())
    assert len({*opened}) == 2 + len(forms(office))


@pytest.mark.parametrize(
    ("dated", "inode", "moment", "old"),
    [
        (1_000, 1_000, 1_004, True),
        (1_000, 1_000, 1_001, False),  # whole seconds: a disk that counts by two
        (1_000.5, 1_000.5, 1_001, True),
        (1_000.95, 1_000.95, 1_001, False),
        (900.5, 1_000.95, 1_001, False),  # its old time was put back just now
        (2_000.5, 2_000.5, 1_001, False),  # the clock was set back since
    ],
)
def test_a_file_is_old_where_any_other_change_has_another_time(dated, inode, moment, old):
    second = 10**9
    one = SimpleNamespace(st_mtime_ns=int(dated * second), st_ctime_ns=int(inode * second))
    assert listing.is_old(one, moment * second) is old


def test_what_no_longer_stands_is_opened(office, opened):
    """Where the reading is gone, or the unit is called otherwise, the bytes are read again."""
    with closing(sqlite3.connect(office.collected / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("DELETE FROM reading")
    office.json("status", "--now", NOW.isoformat())
    assert len({*opened}) == 2 + len(forms(office))
