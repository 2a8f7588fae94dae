"""A merge with nothing new: it says the same and makes nothing, and never where a merge would."""

import io
import json
import os
import random
import re
import sys
import zipfile
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from made import filled
from typed import COMMAND, unfolded
from weekly import ZONE

from pipeline.recipes import footing, listing

WEEK, NOW = "2023-W12", datetime(2023, 3, 28, 8)
WHO = ("--by", "Cán bộ mẫu", "--why", "Theo biên bản mẫu")
NOTHING_NEW = "không có tệp, quyết định hay khai báo nào mới"
MADE_AT = re.compile(
    rb"\d\d gi\xe1\xbb\x9d \d\d ng\xc3\xa0y \d+/\d+/\d{4}|\d{4}-\d\d-\d\dT[\d:]+Z?"
)
DRAWN = re.compile(rb"_drawn_\w+")


@pytest.fixture(scope="module")
def received(new_office, tmp_path_factory):
    """An office in which a week is being collected, one file of it of no use."""
    office, folder = new_office(), tmp_path_factory.mktemp("forms")
    for unit in ("cong-an", "tu-phap"):
        (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, folder))
    (office.collected / "nhầm.xlsx").write_bytes(b"not a workbook")
    merge(office)  # so that nothing is left to be read
    return office


def merge(office, *words, now=NOW):
    """Merge as a program asks for it; returns what it said, with its exit code."""
    ended = office.run("merge", *words, "--now", now.isoformat(), "--json")
    assert ended.returncode in (0, 1), ended.stderr
    return json.loads(ended.stdout) | {"code": ended.returncode, "warnings": ended.stderr}


def lying(office):
    """All files of an office's output, as they must be, whenever they were made."""
    return {
        path.relative_to(office.output): timeless(path.read_bytes())
        for path in sorted(office.output.rglob("*"))
        if path.is_file() and path.name != "manifest.json"  # hashes of the others
    }


def timeless(content):
    if not content.startswith(b"PK"):
        return MADE_AT.sub(b"", content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {name: DRAWN.sub(b"", MADE_AT.sub(b"", part)) for name, part in parts.items()}


def in_place(path, change):
    """Change a file's content, and leave its length and its day to the nanosecond as they were."""
    told, content = path.stat(), path.read_bytes()
    path.write_bytes(change(content))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def another(office):
    """A unit's form that was not sent yet."""
    return filled("thue", office.root.parent)


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def drop(name):
    return lambda office: (office.collected / name).write_bytes(another(office))


def add_line(name, line):
    def add(office):
        path = office.root / name
        path.write_bytes(path.read_bytes() + line.encode())

    return add


def come_and_go(office):
    drop("ghé.xlsx")(office)
    (office.collected / "ghé.xlsx").unlink()


def rename(office):
    (office.collected / "tu-phap.xlsx").rename(office.collected / "tư pháp.xlsx")


def type_in(*words):
    def typed(office):
        ended = office.run(*words)
        assert ended.returncode in (0, 1), ended.stderr

    return typed


def report(office):
    return office.output / WEEK / f"bao-cao-{WEEK}.docx"


def workbook(office):
    return office.output / WEEK / f"tong-hop-{WEEK}.xlsx"


def save_again(path):
    """Word and Excel save what they opened: other bytes of the same words."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


TOUCHES = {
    "nothing": lambda office: None,
    "a file comes": drop("thuế.xlsx"),
    "a file goes": lambda office: (office.collected / "nhầm.xlsx").unlink(),
    "a file comes and goes": come_and_go,
    "a file is called otherwise": rename,
    "other bytes, same length and time": lambda office: in_place(
        office.collected / "nhầm.xlsx", flipped
    ),
    "the report is saved by Word": lambda office: save_again(report(office)),
    "the workbook is saved by Excel": lambda office: save_again(workbook(office)),
    "an output goes": lambda office: report(office).unlink(),
    "a receipt is edited": lambda office: in_place(
        next((office.output / WEEK / "da-nhan").glob("*.txt")), flipped
    ),
    "a receipt goes": lambda office: next((office.output / WEEK / "da-nhan").iterdir()).unlink(),
    "a PDF lies beside the report": lambda office: (
        report(office).with_suffix(".pdf").write_bytes(b"%PDF")
    ),
    "another signs": lambda office: (office.root / "config.toml").write_text(
        (office.root / "config.toml")
        .read_text(encoding="utf-8")
        .replace('position = "', 'position = "Quyền '),
        encoding="utf-8",
    ),
    "a comment in a list": add_line("units.toml", "\n# a comment\n"),
    "a line in the wording": add_line("input_templates/weekly/report.md", "\nHết.\n"),
    "a decision": type_in("received", "cong-an", WEEK, "27/3/2023 10h", *WHO),
    "a note of who was reminded": type_in("remind", WEEK, "--now", NOW.isoformat()),
    "the archive lost a file": lambda office: next(
        (office.collected / ".archive").glob("??/*")
    ).unlink(),
}
CLOCKS = {
    "the same": timedelta(0),
    "half an hour later": timedelta(minutes=30),
    "past the deadline": timedelta(hours=1),
    "the next day": timedelta(hours=16),
    "set back": -timedelta(minutes=1),
}
QUICK = {("nothing", "the same"), ("nothing", "half an hour later")}
QUICK |= {("a file comes and goes", "half an hour later")}


def cases():
    """Every touch and every clock once, and some of both, as they fall."""
    chance = random.Random(6)
    yield from ((touch, "half an hour later") for touch in TOUCHES)
    yield from (("nothing", clock) for clock in CLOCKS)
    yield from ((chance.choice([*TOUCHES]), chance.choice([*CLOCKS])) for _ in range(4))


@pytest.mark.parametrize(("touch", "clock"), sorted({*cases()}))
def test_it_ends_early_only_where_a_merge_would_find_the_same(received, tmp_path, touch, clock):
    office, now = received.copy_to(tmp_path / "văn phòng mẫu"), NOW + CLOCKS[clock]
    merge(office)
    TOUCHES[touch](office)
    before = lying(office)
    if not stands(office, now):
        assert (touch, clock) not in QUICK
        return  # a whole merge, as ever
    assert (touch, clock) in QUICK
    early = merge(office, now=now)
    assert early["nothing_new_since"] == zoned(NOW).isoformat() and lying(office) == before
    footing.forget(office.collected)
    whole = merge(office, now=now)
    assert early | {"nothing_new_since": None} == whole
    assert lying(office) == before


def stands(office, now):
    last = footing.last_merge(office.root)
    return last is not None and footing.stands(last, [], zoned(now))


def zoned(now):
    return now.replace(tzinfo=ZONE)


def test_the_screen_says_the_same_and_since_when(received, tmp_path):
    """Past the deadline, so that units are waited for, and a month beside the week."""
    office, now = received.copy_to(tmp_path / "văn phòng mẫu"), "2023-04-12T08:00"
    first = office.run("merge", "--now", now)
    again = office.process("merge", "--now", now)
    assert "Kết quả" not in again.stdout and again.returncode == first.returncode == 1
    assert NOTHING_NEW in unfolded(again.stdout) and NOTHING_NEW not in unfolded(first.stdout)
    footing.forget(office.collected)
    whole = office.process("merge", "--now", now)
    *said, _, _ = again.stdout.splitlines()
    assert said == whole.stdout.splitlines() and again.stderr == whole.stderr
    assert "(2023-04)" in again.stdout and "(2023-W14)" in again.stdout


@pytest.mark.parametrize("asked", [("2023-W11",), ("2023-W12", "2023-W11"), ("2023-W12", "--pdf")])
def test_what_is_asked_otherwise_is_looked_at(received, tmp_path, asked):
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    merge(office, WEEK)
    assert merge(office, WEEK)["nothing_new_since"]
    assert merge(office, *asked)["nothing_new_since"] is None


def test_nothing_that_adds_up_draws_or_reads_is_loaded(received, tmp_path):
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    merge(office)
    words = ("merge", "--now", NOW.isoformat())
    ended = office.process(*words, program=[sys.executable, "-X", "importtime", *COMMAND[1:]])
    assert NOTHING_NEW in unfolded(ended.stdout)
    heavy = ("pandas", "sqlite3", "xlsxwriter", "docx", "subprocess", "pipeline.intake.worker")
    heavy += (
        "pipeline.config.office",
        "pipeline.intake",
        "pipeline.consolidate",
        "pipeline.outputs",
    )
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert loaded & {"pipeline.recipes.footing"} and not loaded & {*heavy}


def test_a_run_that_dies_leaves_nothing_to_rest_on(received, tmp_path, monkeypatch):
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    merge(office)
    drop("thuế.xlsx")(office)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.recipes.merge.history_of", die)
        office.run("merge", "--now", NOW.isoformat())
    assert footing.last_merge(office.root) is None
    assert merge(office)["nothing_new_since"] is None
    assert merge(office)["nothing_new_since"]


def test_what_is_changed_about_the_time_of_listing_is_known_by_its_content(tmp_path):
    """A disk may count time by two seconds: there another content has the same listing."""
    path, moment = tmp_path / "a.xlsx", 1_700_000_000 * 10**9
    path.write_bytes(b"one")
    kept = listed_at(path, moment, moment)
    for content, same in ((b"one", True), (b"two", False), (b"three", False)):
        path.write_bytes(content)
        assert listing.is_as_listed(tmp_path, kept, [told(path, moment)]) is same
    old = listed_at(path, moment - 60 * 10**9, moment)
    assert kept.fresh and not old.fresh


def listed_at(path, dated, moment):
    return listing.listed(path.parent, [told(path, dated)], moment)


def told(path, dated):
    """What a coarse disk tells of a file: its time in whole seconds, and no other."""
    found = path.stat()
    one = SimpleNamespace(
        st_mode=found.st_mode, st_size=3, st_mtime_ns=dated, st_ctime_ns=dated, st_ino=0
    )
    return path.name, one


def test_what_is_forgotten_for_good_stands_in_no_last_merge(received, tmp_path):
    office = received.copy_to(tmp_path / "văn phòng mẫu")
    merge(office)
    office.run("set-aside", "nhầm.xlsx", "--purge", *WHO)
    assert not (office.collected / ".archive" / "last-merge").exists()
