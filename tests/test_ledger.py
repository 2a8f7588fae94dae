import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.decision import Decision, DecisionKind
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind
from pipeline.ledger import ledger as module
from pipeline.ledger.ledger import Ledger, Made, Sighting, look_into, open_ledger
from pipeline.ledger.schema import _STEPS

WEEK = Period.parse("2023-W12")
NOW = datetime(2023, 3, 28, 1, tzinfo=UTC)
DECISION = Decision(
    number=0,
    kind=DecisionKind.RECEIVED,
    unit="bhxh",
    period=WEEK,
    subject="",
    label="",
    at=NOW,
    by="Người mẫu",
    why="Mẫu",
    decided_at=NOW,
)


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
        assert ledger.original(sha) == b"one"
        (tmp_path / ".archive" / sha[:2] / sha).write_bytes(b"two")
        assert ledger.archived(sha) is None
        with pytest.raises(BaocaoError, match="ledger"):
            ledger.original(sha)


def test_decisions_are_added_and_the_newest_holds(tmp_path):
    with open_ledger(tmp_path) as ledger:
        for hour, why in ((7, "first"), (8, "second")):
            ledger.decide(replace(DECISION, at=NOW.replace(hour=hour), why=why))
        decisions = ledger.decisions()
        assert [one.number for one in decisions.every] == [1, 2]
        assert decisions.find(DecisionKind.RECEIVED, WEEK, "bhxh").why == "second"


def test_readings_hold_for_the_basis_they_were_made_on(tmp_path):
    with open_ledger(tmp_path) as ledger:
        one, other = {"unit": "Phòng Tư pháp"}, {"unit": "Chi cục Thuế"}
        ledger.remember_readings({"abc": ("basis-1", one), "def": ("basis-2", other)})
        assert ledger.readings() == {"abc": ("basis-1", one), "def": ("basis-2", other)}


def test_failures_are_counted_by_run_and_are_no_readings(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.count_failures("basis-1", {"abc": "timeout", "def": "crash"})
        ledger.count_failures("basis-1", {"abc": "crash"})
        assert ledger.failures("basis-1") == {"abc": ("crash", 2), "def": ("crash", 1)}
        assert ledger.failures("basis-2") == {} == ledger.readings()
        ledger.remember_readings({"abc": ("basis-1", {})})
        assert ledger.failures("basis-1") == {"def": ("crash", 1)}, "one was read after all"
        ledger.count_failures("basis-2", {"def": "crash"})
        assert ledger.failures("basis-2") == {"def": ("crash", 1)}, "another reader tries anew"


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


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left", "x"), sqlite3.OperationalError("x"), ValueError("x")]
)
def test_what_breaks_between_two_calls_is_not_told_as_the_ledgers(tmp_path, error):
    with pytest.raises(type(error)), open_ledger(tmp_path, alone=True):
        raise error


ISSUE = Issue(
    id=0,
    period=WEEK,
    number="05",
    signed_on=NOW.date(),
    by="Văn thư mẫu",
    issued_at=NOW,
    figures={},
    inputs={digest(b"a"): "a.xlsx"},
    files={},
)
NOTICE = Notice(kind=NoticeKind.REMINDER, period=WEEK, unit="bhxh", at=NOW, about="late")
CALLS = {
    "see": ([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")],),
    "sighted": ([Sighting("a.xlsx", digest(b"a"), NOW)],),
    "sightings": (),
    "readings": (),
    "remember_readings": ({"abc": ("basis", {})},),
    "looked": (),
    "remember_looked": ({WEEK: ("basis", "found")},),
    "listed": (),
    "remember_listed": ({"abc": ("1 2 3 4", "a" * 64)},),
    "failures": ("basis",),
    "count_failures": ("basis", {"abc": "timeout"}),
    "decide": (DECISION,),
    "decisions": (),
    "issue": (ISSUE, ()),
    "issued": (),
    "merged": (),
    "merged_at": (WEEK,),
    "outputs": (),
    "about_to_write": ({"a.docx": "abc"}, NOW),
    "remember_merged": (WEEK, Made("basis", "configuration"), {}, NOW),
    "stated": (WEEK,),
    "remember_drawing": ("a.docx", "abc", b"a", NOW),
    "drawing": ("a.docx", "abc"),
    "made_of": ("2023-W12/tra-lai",),
    "remember_made_of": ("2023-W12/tra-lai", {"a.xlsx": ("abc", "a" * 64)}),
    "remember_told": ({WEEK: "configuration"},),
    "note": ((NOTICE,),),
    "notices": (),
    "forget": ((digest(b"a"),), (DECISION,), ("a.docx",)),
}
ASKING_NO_DATABASE = {"archived", "original", "kept_at", "keep", "not_clearable"}  # folders alone


def test_every_call_of_the_ledger_is_tried():
    public = {name for name in vars(Ledger) if not name.startswith("_")}
    assert set(CALLS) == public - ASKING_NO_DATABASE


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("disk I/O error"), "ổ đĩa đầy"),
        (sqlite3.OperationalError("database is locked"), "một lần chạy khác"),
    ],
)
def test_what_the_ledger_will_not_take_is_a_sentence(tmp_path, name, error, said):
    class Refusing:
        def __enter__(self):
            raise error

        def __exit__(self, *_):
            pass

        def execute(self, *_):
            raise error

    ledger = Ledger(Refusing(), tmp_path / "ledger.sqlite3", tmp_path / ".archive")
    with pytest.raises(BaocaoError, match=said):
        getattr(ledger, name)(*CALLS[name])


def test_a_backup_that_cannot_be_made_is_a_sentence(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "ledger.part")

    monkeypatch.setattr(module, "back_up", full)
    with (
        pytest.raises(BaocaoError, match=r"ledger\.part: ổ đĩa đầy"),
        open_ledger(tmp_path) as ledger,
    ):
        ledger.remember_merged(WEEK, Made("basis", "configuration"), {}, NOW)


@pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_ledger_that_is_gone_or_emptied_is_restored_and_its_backups_kept(tmp_path, lose):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
    lose(tmp_path / "ledger.sqlite3")
    with pytest.raises(BaocaoError, match=r"ledger-1\.sqlite3"), open_ledger(tmp_path):
        pass
    for _ in range(9):
        with open_ledger(tmp_path) as ledger:
            assert [s.file for s in ledger.sightings()] == ["a.xlsx"]


def test_a_reading_in_which_a_digit_turned_is_read_anew(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.remember_readings({name: ("basis", {"count": 8}) for name in ("abc", "def")})
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite3")) as connection, connection:
        connection.execute(
            "UPDATE reading SET record = replace(record, '8}', '9}') WHERE sha256 = 'abc'"
        )
    with open_ledger(tmp_path) as ledger:
        assert ledger.readings() == {"def": ("basis", {"count": 8})}


def test_a_row_that_cannot_be_is_said_in_a_sentence(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite3")) as connection, connection:
        connection.execute("UPDATE sighting SET first_seen = 'hôm qua'")
    with open_ledger(tmp_path) as ledger, pytest.raises(BaocaoError, match="sai lệch"):
        ledger.sightings()


def test_runs_are_told_apart_whatever_their_clocks_say(tmp_path):
    early = NOW.replace(year=2020)
    for name, at in (("a", NOW), ("b", early), ("c", NOW)):
        with open_ledger(tmp_path) as ledger:
            ledger.see([(Sighting(name, digest(name.encode()), at), name.encode())])
    with open_ledger(tmp_path) as ledger:
        assert [(s.file, s.run) for s in ledger.sightings()] == [("a", 1), ("b", 2), ("c", 3)]


def test_an_archived_file_that_went_bad_is_healed_by_its_copy(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
        ledger.kept_at(digest(b"a")).write_bytes(b"rotten")
        assert ledger.archived(digest(b"a")) is None
        ledger.see([(Sighting("b.xlsx", digest(b"a"), NOW), b"a")])
        assert ledger.archived(digest(b"a")) == b"a"


def test_a_reading_takes_the_place_of_the_one_on_another_basis(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.remember_readings({"abc": ("basis-1", {"n": 1}), "def": ("basis-1", {"n": 2})})
        ledger.remember_readings({"abc": ("basis-2", {"n": 3})})
        assert ledger.readings() == {"abc": ("basis-2", {"n": 3}), "def": ("basis-1", {"n": 2})}


def test_edits_do_not_make_the_ledger_grow(tmp_path):
    path, records = tmp_path / "ledger.sqlite3", {digest(b"%d" % n): {"n": n} for n in range(3000)}
    sizes = []
    for basis in ("a", "b", "c"):
        with open_ledger(tmp_path) as ledger:
            ledger.remember_readings({sha256: (basis, one) for sha256, one in records.items()})
        sizes.append(path.stat().st_size)
    assert max(sizes) < 1.1 * sizes[0]


def test_a_backup_holds_facts_and_no_readings(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
        ledger.remember_merged(WEEK, Made("files", "signer"), {}, NOW)
        ledger.about_to_write({"2023-W12/a.docx": digest(b"b")}, NOW)
        ledger.remember_readings({digest(b"a"): ("basis", {"unit": "thue"})})
    (tmp_path / "ledger.sqlite3").write_bytes(b"damaged" * 1000)
    with pytest.raises(BaocaoError, match=r"ledger-1\.sqlite3"), open_ledger(tmp_path):
        pass
    with open_ledger(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx"]
        assert ledger.merged() == {WEEK: Made("files", "signer")}
        assert ledger.outputs() == {"2023-W12/a.docx": {digest(b"b")}}
        assert ledger.readings() == {}


def test_to_look_writes_nothing(tmp_path):
    with look_into(tmp_path) as ledger:
        assert ledger.sightings() == ()
        ledger.remember_readings({"abc": ("basis", {})})
    assert list(tmp_path.iterdir()) == []
    with open_ledger(tmp_path) as ledger:
        ledger.see([(Sighting("a.xlsx", digest(b"a"), NOW), b"a")])
    before = (tmp_path / "ledger.sqlite3").read_bytes()
    with look_into(tmp_path) as ledger:
        assert [s.file for s in ledger.sightings()] == ["a.xlsx"]
        ledger.remember_readings({"abc": ("basis", {})})
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
