"""An office of 0.1.0, its declarations all in one file, is brought to how they lie today."""

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from test_init import asked
from typed import COMMAND, OfficeFolder, surroundings

from pipeline.config.office import load_register

OLD = Path(__file__).parent / "offices" / "config-0.1.0.toml"


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


def test_what_is_declared_stays_and_so_does_every_comment(office):
    as_it_was = OLD.read_bytes().replace(b"\n", b"\r\n")  # as Notepad saves it
    (office.root / "config.toml").write_bytes(as_it_was)
    before = load_register(office.root / "config.toml")
    done = office.run("migrate", "--yes")
    assert done.returncode == 0, done.stderr
    assert load_register(office.root / "config.toml") == before
    old = OLD.read_text(encoding="utf-8").splitlines()
    new = "\n".join(declared(office).values()).splitlines()
    lost = [line for line in old if line.startswith("#") and line not in new]
    assert lost == []
    assert (office.root / "config.toml.cu").read_bytes() == as_it_was
    config = (office.root / "config.toml").read_text(encoding="utf-8")
    assert len(config.splitlines()) < 100
    assert tomllib.loads(config)["plans"] == ["plans/ke-hoach.toml"]
    again = office.run("migrate", "--yes")
    assert again.returncode == 0 and "không có gì phải chuyển" in again.stdout


def test_no_report_that_was_made_changes(office):
    now = ("--now", "2023-03-28T08:00")
    office.run("merge", "2023-W12", *now)
    made = {path: path.read_bytes() for path in office.output.rglob("*.*")}
    assert len(made) == 2 and office.run("migrate", "--yes").returncode == 0
    later = office.json("merge", "--now", "2023-04-04T08:00")
    assert "2023-W12" not in [period["period"] for period in later["periods"]]
    assert later["outdated"] == []
    assert {path: path.read_bytes() for path in made} == made
    again = office.run("merge", "2023-W12", *now)
    assert again.returncode == 0 and {path: path.read_bytes() for path in made} == made


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
