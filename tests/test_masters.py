"""The blank master of each kind: there before any command has run, and what `templates` makes."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from typed import OfficeFolder

from pipeline.recipes.desk import open_desk
from pipeline.recipes.masters import MASTER, master_of

ROOT = Path(__file__).parents[1]
NOW = "2023-03-24T08:00"
PERIODS = {"weekly": "2023-W12", "monthly": "2023-03", "half-year": "2023-H1", "year": "2023"}


def kept(folder, kind):
    return (folder / "input_templates" / kind / MASTER).read_bytes()


@pytest.mark.parametrize("kind", PERIODS)
def test_the_one_in_the_repository_is_what_the_program_makes(kind):
    """Brought up to date by `python -m pipeline.recipes.masters`."""
    desk = open_desk(ROOT)
    period = next(one for one in desk.forms if one.value == kind)
    assert kept(ROOT, kind) == master_of(desk, period)


def test_templates_makes_the_same_whenever_it_is_typed(office_folder):
    for kind, period in PERIODS.items():
        place = office_folder.root / "input_templates" / kind / MASTER
        assert not place.exists()
        for now in (NOW, "2023-11-24T08:00")[: 2 if kind == "monthly" else 1]:
            ended = office_folder.run("templates", period, "--now", now)
            assert ended.returncode == 0, ended.stderr
            assert place.read_bytes() == kept(ROOT, kind)


def test_one_that_nobody_saved_makes_way(office_folder):
    """It lay there before the ledger knew of it: a new catalogue makes it anew, in its place."""
    place = office_folder.root / "input_templates" / "weekly" / MASTER
    place.write_bytes(kept(ROOT, "weekly"))
    services = office_folder.root / "services.toml"
    said = services.read_text(encoding="utf-8")
    services.write_text(said.replace('name = "', 'name = "Mới: ', 1), encoding="utf-8")
    office_folder.templates("2023-W12", NOW)
    assert [path.name for path in place.parent.glob("*.xlsx")] == [MASTER]
    assert place.read_bytes() != kept(ROOT, "weekly")


def test_one_that_somebody_saved_stays(office_folder):
    place = office_folder.root / "input_templates" / "weekly" / MASTER
    book = load_workbook(ROOT / "input_templates" / "weekly" / MASTER)
    book.save(place)
    saved = place.read_bytes()
    office_folder.templates("2023-W12", NOW)
    assert place.read_bytes() == saved
    assert (place.parent / "mau-trang-2.xlsx").read_bytes() == kept(ROOT, "weekly")


def test_nothing_in_it_tells_when_it_was_made():
    with ZipFile(ROOT / "input_templates" / "weekly" / MASTER) as package:
        assert {one.date_time[:3] for one in package.infolist()} == {(1980, 1, 1)}


def test_a_new_office_has_those_that_templates_would_make(tmp_path):
    around = OfficeFolder.at(tmp_path)
    done = around.run("init", "mẫu", "--office-of", "ha-tinh-2026")
    assert done.returncode == 0, done.stderr
    office, laid = OfficeFolder.at(tmp_path / "mẫu"), {}
    for kind, period in (("weekly", "2026-W12"), ("monthly", "2026-03")):
        laid[kind] = kept(office.root, kind)
        ended = office.run("templates", period, "--now", "2026-03-24T08:00")
        assert ended.returncode == 0, ended.stderr
        assert kept(office.root, kind) == laid[kind]
