"""Windows holds files for a moment, and lies on shares: imitated here, as no Windows is at hand."""

import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

import pytest
from made import filled

from pipeline import swap
from pipeline.ledger.safety import read_only
from pipeline.outputs.publish import OutputInUse, publish
from pipeline.swap import swap_in

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"


class Held:
    """A place that another program holds for some tries; the clock moves when somebody sleeps."""

    def __init__(self, monkeypatch, name, tries):
        self.name, self.left, self.now = name, tries, 0.0
        self.replace = Path.replace
        monkeypatch.setattr(Path, "replace", lambda path, place: self.put(path, place))

    def put(self, path, place):
        if place.name == self.name and self.left:
            self.left -= 1
            raise PermissionError(13, "The process cannot access the file", str(place))
        return self.replace(path, place)

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def test_a_place_held_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    (tmp_path / "new").write_text("new")
    held = Held(monkeypatch, "place", 10)
    swap_in(tmp_path / "new", tmp_path / "place", held.clock, held.sleep)
    assert (tmp_path / "place").read_text() == "new"
    assert 0.9 < held.now < swap.PATIENCE


def test_after_two_seconds_it_is_given_up(tmp_path, monkeypatch):
    (tmp_path / "new").write_text("new")
    (tmp_path / "place").write_text("old")
    held = Held(monkeypatch, "place", 1000)
    with pytest.raises(PermissionError):
        swap_in(tmp_path / "new", tmp_path / "place", held.clock, held.sleep)
    assert swap.PATIENCE <= held.now < swap.PATIENCE + 1
    assert (tmp_path / "place").read_text() == "old"


def test_what_is_no_question_of_patience_is_said_at_once(tmp_path):
    with pytest.raises(FileNotFoundError):
        swap_in(tmp_path / "none", tmp_path / "place", sleep=pytest.fail)


def test_one_of_two_in_place_is_said_and_the_next_run_puts_it_right(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "PATIENCE", 0)
    old, new = {"a.xlsx": b"1", "b.docx": b"1"}, {"a.xlsx": b"2", "b.docx": b"2"}
    publish(tmp_path, old, {})
    known = {name: {published.sha256} for name, published in by_name(tmp_path, old).items()}
    Held(monkeypatch, "b.docx", 1)
    with pytest.raises(OutputInUse, match=r"đã ghi a\.xlsx, chưa ghi được b\.docx"):
        publish(tmp_path, new, known)
    assert [(tmp_path / name).read_bytes() for name in new] == [b"2", b"1"]
    publish(tmp_path, new, known)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == new


def by_name(folder, files):
    return {one.name: one for one in publish(folder, files, {})}


def test_a_merge_that_was_cut_in_two_is_put_right_by_the_next(office_folder, tmp_path, monkeypatch):
    (office_folder.collected / "a.xlsx").write_bytes(filled("thue", tmp_path / "made"))
    monkeypatch.setattr(swap, "PATIENCE", 0)
    held = Held(monkeypatch, f"bao-cao-{PERIOD}.docx", 1)
    cut = office_folder.run("merge", PERIOD, "--now", NOW)
    assert cut.returncode == 2 and "chưa ghi được" in cut.stderr
    assert held.left == 0
    folder = office_folder.output / PERIOD
    assert [path.name for path in folder.iterdir()] == [f"tong-hop-{PERIOD}.xlsx"]
    assert office_folder.run("merge", PERIOD, "--now", NOW).returncode in (0, 1)
    assert len(list(folder.glob("*"))) == 5  # with page, manifest, receipts
    assert office_folder.run("verify", PERIOD, "--now", NOW).returncode == 0


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (r"\\SERVER\share\thu mục\ledger.sqlite3", "file:////SERVER/share/thu%20m"),
        (r"\\SERVER\an#nam?50%\l", "file:////SERVER/an%23nam%3F50%25/l?mode=ro"),
        (r"Z:\Báo cáo\l", "file:///Z:/B%C3%A1o%20c%C3%A1o/l?mode=ro"),
        (r"C:\a%20b\l", "file:///C:/a%2520b/l?mode=ro"),
    ],
)
def test_the_address_of_a_ledger_on_windows(path, address):
    """SQLite takes no authority but none or localhost: a server's name may not stand there."""
    made = read_only(PureWindowsPath(path))
    assert made.startswith(address)
    before, _, after = made.removeprefix("file://").partition("?")
    assert before.startswith("/") and after == "mode=ro"
    assert unquote(before).lstrip("/") == path.replace("\\", "/").lstrip("/")


@pytest.mark.parametrize("name", ["a b", "a#b", "a?b", "a%20b", "ă&ễ"])
def test_sqlite_opens_a_ledger_in_any_folder(tmp_path, name):
    (tmp_path / name).mkdir()
    path = tmp_path / name / "ledger.sqlite3"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE t (x)")
    with closing(sqlite3.connect(read_only(path), uri=True)) as opened:
        assert opened.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened.execute("INSERT INTO t VALUES (1)")


def test_sqlite_refuses_a_servers_name_and_takes_the_address_we_make(tmp_path):
    """What the address of a share rests on; the two slashes at its head are one on this system."""
    path = tmp_path / "l"
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(sqlite3.OperationalError, match="authority"):
        sqlite3.connect(f"file://SERVER{path}?mode=ro", uri=True)
    sqlite3.connect(f"file:///{path}?mode=ro", uri=True).close()
