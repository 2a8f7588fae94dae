"""A file with citizens' data that came by mistake is forgotten, but for its hash and the reason."""

import hashlib
import io
import json
import sqlite3
import zipfile
import zlib
from base64 import b64decode
from contextlib import closing

import pytest
from made import filled

WEEK, NOW, LATER = "2023-W12", "2023-03-28T08:00", "2023-03-28T08:30"
BY = ("--by", "Cán bộ mẫu", "--why", "Đơn vị gửi nhầm danh sách công dân")
CITIZEN, NAME, SAID = "079203012345", "tran-van-mau", "Hộ ông Mẫu ở thôn Ba chưa khai báo"
FILE = f"{NAME} {CITIZEN}.xlsx"


def seed(form):
    """A number in a cell of words, and a sentence about somebody in a section."""
    form.fill(next(iter(form.rows)), overdue_reason=f"Chờ xác minh CCCD {CITIZEN} của công dân")
    section = form.narrative_rows["section_2"]
    form.narrative.cell(section, 3).value = "Có phát sinh"
    form.narrative.cell(section, 4).value = SAID


@pytest.fixture(scope="module")
def received(new_office, tmp_path_factory):
    """Two reports, one of them with citizens' data in its name, a cell and a section; merged."""
    office, made = new_office(), tmp_path_factory.mktemp("made")
    (office.collected / FILE).write_bytes(filled("tu-phap", made, carried_over=1, tamper=seed))
    (office.collected / "cong an.xlsx").write_bytes(filled("cong-an", made))
    assert office.run("merge", WEEK, "--now", NOW).returncode == 1, "a question stands"
    (office.collected / "cong an 2.xlsx").write_bytes(filled("cong-an", made, results_returned=9))
    office.run("merge", WEEK, "--now", NOW)  # so that backups are several
    return office


@pytest.fixture
def office(received, tmp_path):
    return received.copy_to(tmp_path / "văn phòng mẫu")


def kept_of(ledger, sha256="%"):
    """What a ledger keeps, packed, of what a form was filled with."""
    with closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        rows = db.execute("SELECT record FROM reading WHERE sha256 LIKE ?", (sha256,)).fetchall()
    records = [json.loads(record.partition(" ")[2]) for (record,) in rows]
    return [one["filled"] for one in records if "filled" in one]


def holding(root, words):
    """Every file below a folder that holds words, in its bytes or in those it packs."""
    found = []
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        content = path.read_bytes()
        packed = b""
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                packed = b"\n".join(archive.read(name) for name in archive.namelist())
        if content.startswith(b"SQLite format 3"):
            packed = b"\n".join(zlib.decompress(b64decode(one)) for one in kept_of(path))
        written = [words.encode("ascii", how) for how in ("backslashreplace", "xmlcharrefreplace")]
        if any(one in content + packed for one in (words.encode(), *written)):
            found.append(path.relative_to(root).as_posix())
    return found


def purge(office, name, now=LATER):
    return office.run("set-aside", name, "--purge", *BY, "--now", now)


def test_nothing_is_left_of_it_but_its_hash_and_the_reason(office):
    sha256 = hashlib.sha256((office.collected / FILE).read_bytes()).hexdigest()
    assert office.run("set-aside", FILE, *BY, "--now", NOW).returncode == 0  # which names it
    office.run("withdraw", "1", *BY, "--now", NOW)
    seeded = holding(office.root, SAID)
    assert {f"collected/{FILE}", "collected/ledger.sqlite3"} <= {*seeded}, seeded
    assert holding(office.root, NAME) and holding(office.root, CITIZEN)
    (packed,) = kept_of(office.collected / "ledger.sqlite3", sha256)
    done = purge(office, FILE)
    said = " ".join(done.stdout.split())
    for ledger in (one for one in office.collected.rglob("*") if one.is_file()):
        left = ledger.read_bytes()
        parts = (packed[at : at + 60].encode() for at in range(20, len(packed) - 60, 60))
        assert not any(one in left for one in parts), ledger
    assert done.returncode == 1 and f"output/{WEEK}" in said and not done.stderr
    assert f"SHA-256 {sha256[:12]}…" in said and CITIZEN not in said and NAME not in said
    assert holding(office.collected, CITIZEN) == holding(office.collected, NAME) == []
    assert holding(office.collected, SAID) == []
    assert not (office.collected / ".archive" / sha256[:2] / sha256).exists()
    office.run("merge", WEEK, "--now", LATER)  # as it was told
    for words in (CITIZEN, NAME, SAID):
        assert holding(office.root, words) == [], words
    with closing(sqlite3.connect(office.collected / "ledger.sqlite3")) as ledger:
        kept = ledger.execute("SELECT * FROM decision WHERE kind = 'purged'").fetchall()
        assert len(kept) == 1 and sha256 in kept[0] and BY[3] in kept[0]
        assert sha256 not in str(ledger.execute("SELECT * FROM sighting").fetchall())


def test_all_else_stays_and_the_report_is_made_without_it(office):
    before = {p.name: p.read_bytes() for p in office.collected.glob("cong an*")}
    purge(office, FILE)
    assert {p.name: p.read_bytes() for p in office.collected.glob("*.xlsx")} == before
    (period,) = office.json("merge", WEEK, "--now", LATER)["periods"]
    units = {one["code"]: one for one in period["units"]}
    assert units["tu-phap"]["standing"] == "missing" and units["cong-an"]["standing"] == "on_time"
    said = office.run("status", WEEK, "--now", LATER).stdout
    assert "xóa tệp có dữ liệu cá nhân gửi nhầm" in " ".join(said.split())


def test_the_same_bytes_are_turned_back_with_the_reason(office):
    content = (office.collected / FILE).read_bytes()
    purge(office, FILE)
    (office.collected / "gui lai.xlsx").write_bytes(content)
    with zipfile.ZipFile(office.collected / "thu.zip", "w") as archive:
        archive.writestr("trong thu.xlsx", content)
    (period,) = office.json("merge", WEEK, "--now", LATER)["periods"]
    told = {one["file"]: one for one in period["other_findings"]}
    assert {"gui lai.xlsx", "thu.zip/trong thu.xlsx"} <= told.keys()
    assert told["gui lai.xlsx"]["code"] == "F24" and BY[3] in told["gui lai.xlsx"]["message"]
    (checked,) = office.json("check", office.collected / "gui lai.xlsx", "--now", LATER)["files"]
    assert checked["verdict"] == "invalid" and checked["findings"][0]["code"] == "F24"
    watched = office.run("watch", "--every", "0.1", "--for", "0.002", "--now", LATER).stdout
    assert "gui lai.xlsx: chưa dùng được: [F24]" in watched
    assert holding(office.collected / ".archive", SAID) == []
    assert purge(office, "gui lai.xlsx").returncode == 0  # nothing was drawn from it any more
    assert not (office.collected / "gui lai.xlsx").exists()
    assert not (office.collected / "thu.zip").exists()
    assert office.run("status", WEEK, "--now", LATER).stdout.count("xóa tệp có dữ liệu") == 1


def test_what_lies_in_a_zip_goes_with_it_and_the_others_in_it_are_kept(office, tmp_path):
    inside = {
        "thue.xlsx": filled("thue", tmp_path, overdue_reason="Đường truyền gián đoạn hai ngày"),
        "danh sach.xlsx": filled("bhxh", tmp_path, overdue_reason=f"Công dân {CITIZEN} vắng nhà"),
    }
    with zipfile.ZipFile(office.collected / "thu.zip", "w") as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    assert purge(office, "thu.zip/danh sach.xlsx").returncode in (0, 1)
    assert not (office.collected / "thu.zip").exists()
    (period,) = office.json("merge", WEEK, "--now", LATER)["periods"]
    units = {one["code"]: one for one in period["units"]}
    assert units["thue"]["file"] == "thu.zip/thue.xlsx"
    assert units["bhxh"]["standing"] == "missing"


def test_one_held_open_stops_it_before_anything_is_forgotten(office, monkeypatch):
    from pathlib import Path

    def held(self, missing_ok=False):
        raise PermissionError(13, "used by another process", str(self))

    ledger = (office.collected / "ledger.sqlite3").read_bytes()
    monkeypatch.setattr(Path, "unlink", held)
    done = purge(office, FILE)
    monkeypatch.undo()
    assert done.returncode == 2 and "đang mở ở chương trình khác" in done.stderr
    assert CITIZEN not in done.stderr
    assert (office.collected / "ledger.sqlite3").read_bytes() == ledger
    assert purge(office, "khong co.xlsx").returncode == 2
    assert (office.collected / FILE).exists()


def test_an_issued_report_stays_sealed_and_a_damaged_ledger_is_named(office):
    issue = ("issue", WEEK, "--number", "05", "--date", "2023-03-28", "--by", "Cán bộ mẫu")
    office.run(*issue, "--now", LATER)
    damaged = office.collected / "ledger.sqlite3.damaged-1"
    damaged.write_bytes(b"SQLite format 3\0 broken")
    done = purge(office, FILE, "2023-03-28T14:00")
    said = " ".join(done.stdout.split())
    assert done.returncode == 1 and f"Báo cáo đã ban hành kỳ {WEEK} có dùng tệp này" in said
    assert "collected/ledger.sqlite3.damaged-1" in said
    assert office.run("rebuild", WEEK).returncode == 0
    told = office.run("status", WEEK, "--now", "2023-03-28T14:00").stdout
    assert "không còn trong kho lưu" not in " ".join(told.split())
