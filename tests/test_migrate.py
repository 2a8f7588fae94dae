"""An office of 0.1.0, its declarations all in one file, is brought to how they lie today."""

import hashlib
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from test_init import asked
from typed import COMMAND, OfficeFolder, surroundings

from pipeline.config.clicked import CLICKED, LAUNCHER, SCRIPT, called
from pipeline.config.office import load_register
from pipeline.config.shipped import shipped

OLD = Path(__file__).parent / "offices" / "config-0.1.0.toml"
PLAYED = OLD.with_name("office-0.1.0.zip")  # two units of a half-year, played by 0.1.0 itself
MONTHS = [f"2023-{month:02}" for month in range(1, 7)]
WEEKS = [f"2023-W{week:02}" for week in (1, 5, 9, 14, 18, 22)]


@pytest.fixture
def office(tmp_path):
    folder = OfficeFolder(tmp_path / "văn phòng mẫu")
    for name in ("units.toml", "services.toml"):
        (folder.root / name).unlink()
    shutil.rmtree(folder.root / "plans")
    shutil.copyfile(OLD, folder.root / "config.toml")
    return folder


def declared(office):
    return {p: p.read_text(encoding="utf-8") for p in sorted(office.root.rglob("*.toml"))}


def test_what_would_change_is_shown_and_nothing_is_changed_unasked(office):
    before = declared(office)
    done = subprocess.run(
        [*COMMAND, "migrate"],
        cwd=office.root,
        env=surroundings(),
        input="n\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "config.toml: từ 1953 dòng còn 8" in done.stdout
    assert "units.toml: tệp mới" in done.stdout and "47 mục" in done.stdout
    assert "services.toml: tệp mới" in done.stdout and "25 mục" in done.stdout
    assert "plans/ke-hoach.toml: tệp mới" in done.stdout
    assert declared(office) == before


def test_what_is_declared_stays_and_so_does_every_comment_that_stays_true(office):
    as_it_was = OLD.read_bytes().replace(b"\n", b"\r\n")  # as Notepad saves it
    (office.root / "config.toml").write_bytes(as_it_was)
    before = load_register(office.root / "config.toml")
    done = office.run("migrate", "--yes")
    assert done.returncode == 0, done.stderr
    assert load_register(office.root / "config.toml") == before
    old = OLD.read_text(encoding="utf-8").splitlines()
    new = "\n".join(declared(office).values()).splitlines()
    lost = [line for line in old if line.startswith("#") and line not in new]
    shown = " ".join(done.stdout.split())  # with what is true
    assert len(lost) == 3 and all(line in shown for line in lost)
    assert "indicators cuối tệp" in lost[0] and "đặt ở tệp của kế hoạch" in done.stdout
    assert not any("cuối tệp" in line or '"cap-huyen" hoặc "xa"' in line for line in new)
    assert (office.root / "config.toml.cu").read_bytes() == as_it_was
    config = (office.root / "config.toml").read_text(encoding="utf-8")
    assert len(config.splitlines()) < 100
    assert tomllib.loads(config)["plans"] == ["plans/ke-hoach.toml"]
    again = office.run("migrate", "--yes")
    assert again.returncode == 0 and "không có gì phải chuyển" in again.stdout


def test_no_report_that_was_made_changes(office):
    now = ("--now", "2023-03-28T08:00")
    office.run("merge", "2023-W12", *now)
    made = {path: path.read_bytes() for path in office.output.rglob("*.*x")}  # by what, is news
    assert len(made) == 3 and office.run("migrate", "--yes").returncode == 0
    later = office.json("merge", "--now", "2023-04-04T08:00")
    assert "2023-W12" not in [period["period"] for period in later["periods"]]
    assert later["outdated"] == []
    assert {path: path.read_bytes() for path in made} == made
    again = office.run("merge", "2023-W12", *now)
    assert again.returncode == 0 and {path: path.read_bytes() for path in made} == made


@pytest.fixture
def played(tmp_path):
    """The office as 0.1.0 left it: six weeks and months, the half-year, one issued, one excused.

    The archive is laid out anew of the same bytes, which the package holds once.
    """
    root = tmp_path / "đã chạy"
    with zipfile.ZipFile(PLAYED) as package:
        package.extractall(root)
    for folder in ("collected", "output"):
        for path in [*(root / folder).rglob("*.xlsx"), *(root / folder).rglob("*.docx")]:
            content = path.read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            kept = root / "collected" / ".archive" / sha256[:2] / sha256
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(content)
    return OfficeFolder.at(root)


def outputs(office):
    return {path: path.read_bytes() for path in sorted(office.output.rglob("*.*"))}


def test_a_half_year_that_0_1_0_made_stays_as_it_is(played):
    made, later = outputs(played), ("--now", "2024-02-20T09:00")
    assert len(made) == 4 and played.run("migrate", "--yes").returncode == 0
    seen = played.json("status", *later)
    assert seen["to_change"] == [] and seen["issued_changes"] == []
    merged = played.json("merge", *later)
    assert {one["period"] for one in merged["periods"]} == {"2024-02", "2024-W07"}
    assert merged["issued_changes"] == merged["refused"] == []  # other points correct no report
    unanswered = {"2023-08", "2023-W25", "2023-W32"}  # what was being collected as it was last run
    assert {*merged["outdated"]} == {*MONTHS, *WEEKS, "2023-H1"} - {"2023-05"} | unanswered
    now = outputs(played)
    assert {path: now[path] for path in made} == made
    new = {path.relative_to(played.output).parts[0] for path in now.keys() - made.keys()}
    assert new == {"2024-02", "2024-W07"}


def test_a_half_year_made_again_by_today_states_what_0_1_0_stated(played):
    assert played.run("migrate", "--yes").returncode == 0
    chosen = [*MONTHS, *WEEKS, "2023-H1"]
    chosen.remove("2023-05")  # it is issued
    again = played.json("merge", *chosen, "--now", "2024-02-20T09:00")
    assert [one["period"] for one in again["periods"]] == chosen
    changed = {figure["figure"]["table"] for one in again["periods"] for figure in one["changed"]}
    assert changed == {"merits"}  # a task counts once by now; all that was counted stays


def test_a_file_in_the_way_is_left_alone(office):
    (office.root / "units.toml").write_text("# của tôi\n", encoding="utf-8")
    before = declared(office)
    done = office.run("migrate", "--yes")
    assert done.returncode == 2 and "units.toml đã có" in done.stderr
    assert declared(office) == before


def test_an_office_of_today_has_nothing_to_move(tmp_path):
    assert asked(tmp_path / "mới", "Tổ", "UBND", "Mẫu", "Một", "", "", "n").returncode == 0
    done = OfficeFolder.at(tmp_path / "mới").run("migrate")
    assert done.returncode == 0 and "không có gì phải chuyển" in done.stdout


def test_the_files_that_an_older_office_is_not_started_by_are_added_and_no_other_is_touched(office):
    own = office.root / "2-Tong-hop.cmd"
    own.write_bytes(b"rem ours\r\n")
    done = office.run("migrate", "--yes")
    assert done.returncode == 0 and "bấm đúp" in done.stdout, done.stdout
    names = {path.name for path in office.root.iterdir()}
    assert {*CLICKED, LAUNCHER, SCRIPT} <= names and own.read_bytes() == b"rem ours\r\n"
    (office.root / LAUNCHER).unlink()  # an office of today that lacks one
    again = office.run("migrate", "--yes")
    assert again.returncode == 0 and LAUNCHER in again.stdout and "Đã thêm" in again.stdout
    made = called(office.root, shipped())[LAUNCHER]
    assert (office.root / LAUNCHER).read_bytes() == made
