import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.finding import BaocaoError
from pipeline.domain.period import Period
from pipeline.ledger import _STEPS, Made, Sighting, look_into, open_ledger

WEEK = Period.parse("2023-W12")
NOW = datetime(2023, 3, 28, 1, tzinfo=UTC)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def test_the_first_sighting_stays_and_the_bytes_are_archived(tmp_path):
    sha = digest(b"one")
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", sha, NOW), b"one")])
        ledger.see([(Sighting("a.xlsx", sha, NOW + timedelta(days=1)), b"one")])
    with open_ledger(tmp_path) as ledger:
        (sighting,) = ledger.sightings()
        assert sighting.first_seen == NOW
        assert ledger.archived(sha) == b"one"


def test_a_damaged_archive_is_not_believed(tmp_path):
    sha = digest(b"one")
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", sha, NOW), b"one")])
        (tmp_path / ".archive" / sha[:2] / sha).write_bytes(b"two")
        assert ledger.archived(sha) is None


def test_decisions_are_added_and_the_newest_holds(tmp_path):
    with open_ledger(tmp_path) as ledger:
        for hour, why in ((7, "first"), (8, "second")):
            at = NOW.replace(hour=hour)
            ledger.decide(
                Decision(
                    number=0,
                    kind=DecisionKind.RECEIVED,
                    unit="bhxh",
                    period=WEEK,
                    subject="",
                    label="",
                    at=at,
                    by="Người mẫu",
                    why=why,
                    decided_at=NOW,
                )
            )
        decisions = ledger.decisions()
        assert [one.number for one in decisions.every] == [1, 2]
        assert decisions.find(DecisionKind.RECEIVED, WEEK, "bhxh").why == "second"


def test_readings_hold_for_the_basis_they_were_made_on(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.remember_readings("basis-1", {"abc": {"unit": "Phòng Tư pháp"}})
        assert ledger.readings("basis-1") == {"abc": {"unit": "Phòng Tư pháp"}}
        assert ledger.readings("basis-2") == {}


def test_a_damaged_ledger_is_said_in_a_sentence(tmp_path):
    (tmp_path / "ledger.sqlite3").write_bytes(b"not a database, but long enough to be one" * 40)
    with pytest.raises(BaocaoError, match=r"damaged-1"), open_ledger(tmp_path):
        pass
    with open_ledger(tmp_path) as ledger:
        assert ledger.sightings() == (), "begun anew"


def test_a_damaged_ledger_is_restored_from_its_backup(tmp_path):
    for name in ("a", "b"):
        with open_ledger(tmp_path) as ledger:
            ledger.see([(Sighting(f"{name}.xlsx", digest(name.encode()), NOW), name.encode())])
    path = tmp_path / "ledger.sqlite3"
    damaged = bytearray(path.read_bytes())
    damaged[4096:9000] = b"\xff" * 4904
    path.write_bytes(damaged)
    with pytest.raises(BaocaoError, match=r"ledger-1\.sqlite3"), open_ledger(tmp_path):
        pass
    with open_ledger(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx", "b.xlsx"]
    assert (tmp_path / "ledger.sqlite3.damaged-1").read_bytes() == bytes(damaged)


def test_backups_are_rotated_and_no_more_than_declared(tmp_path):
    for number in range(12):
        content = str(number).encode()
        with open_ledger(tmp_path) as ledger:
            ledger.see([(Sighting(f"{number:02}.xlsx", digest(content), NOW), content)])
    backups = sorted((tmp_path / ".archive").glob("ledger-*.sqlite3"))
    assert [p.name for p in backups] == [f"ledger-{n}.sqlite3" for n in range(1, 8)]


def test_a_run_that_changes_nothing_makes_no_backup(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
    before = (tmp_path / ".archive" / "ledger-1.sqlite3").stat().st_mtime_ns
    with open_ledger(tmp_path) as ledger:
        ledger.sightings()
    assert (tmp_path / ".archive" / "ledger-1.sqlite3").stat().st_mtime_ns == before
    assert not (tmp_path / ".archive" / "ledger-2.sqlite3").exists()


def test_readings_on_another_basis_are_not_kept(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.remember_readings("basis-1", {"abc": {"unit": "thue"}, "def": {"unit": "bhxh"}})
        ledger.remember_readings("basis-1", {"ghi": {"unit": "tnmt"}})
        assert set(ledger.readings("basis-1")) == {"abc", "def", "ghi"}
        ledger.remember_readings("basis-2", {"abc": {"unit": "thue"}})
        assert ledger.readings("basis-1") == {}


def test_edits_do_not_make_the_ledger_grow(tmp_path):
    path, records = tmp_path / "ledger.sqlite3", {digest(b"%d" % n): {"n": n} for n in range(3000)}
    sizes = []
    for basis in ("a", "b", "c"):
        with open_ledger(tmp_path) as ledger:
            ledger.remember_readings(basis, records)
        sizes.append(path.stat().st_size)
    assert max(sizes) < 1.1 * sizes[0]


def test_a_backup_holds_facts_and_no_readings(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
        ledger.remember_merged(WEEK, Made("files", "signer"), NOW)
        ledger.about_to_write({"2023-W12/a.docx": digest(b"b")}, NOW)
        ledger.remember_readings("basis", {digest(b"a"): {"unit": "thue"}})
    (tmp_path / "ledger.sqlite3").write_bytes(b"damaged" * 1000)
    with pytest.raises(BaocaoError, match=r"ledger-1\.sqlite3"), open_ledger(tmp_path):
        pass
    with open_ledger(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx"]
        assert ledger.merged() == {WEEK: Made("files", "signer")}
        assert ledger.outputs() == {"2023-W12/a.docx": {digest(b"b")}}
        assert ledger.readings("basis") == {}


def test_to_look_writes_nothing(tmp_path):
    with look_into(tmp_path) as ledger:
        assert ledger.sightings() == ()
        ledger.remember_readings("basis", {"abc": {}})
    assert list(tmp_path.iterdir()) == []
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
    before = (tmp_path / "ledger.sqlite3").read_bytes()
    with look_into(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx"]
        ledger.remember_readings("basis", {"abc": {}})
    assert (tmp_path / "ledger.sqlite3").read_bytes() == before


def test_to_look_leaves_a_damaged_ledger_where_it_is(tmp_path):
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(b"not a database, but long enough to be one" * 40)
    with pytest.raises(BaocaoError, match="baocao06 merge"), look_into(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("opened", [open_ledger, look_into])
def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path, opened):
    with open_ledger(tmp_path):
        pass
    ledger = sqlite3.connect(tmp_path / "ledger.sqlite3")
    ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    before = (tmp_path / "ledger.sqlite3").read_bytes()
    with pytest.raises(BaocaoError, match="phiên bản mới hơn"), opened(tmp_path):
        pass
    assert (tmp_path / "ledger.sqlite3").read_bytes() == before


def test_a_ledger_from_before_versions_is_brought_up_to_date(tmp_path):
    old = sqlite3.connect(tmp_path / "ledger.sqlite3")
    old.executescript(_STEPS[0])
    old.execute("INSERT INTO sighting VALUES ('a.xlsx', 'ab', ?, NULL)", (NOW.isoformat(),))
    old.execute("INSERT INTO merged VALUES ('2023-W12', 'old', ?)", (NOW.isoformat(),))
    old.commit()
    old.close()
    with open_ledger(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx"]
        assert ledger.merged() == {WEEK: Made("old", "")}
