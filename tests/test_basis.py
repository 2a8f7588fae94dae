"""What is read again, and what is made again, after the office's declarations changed."""

import os
import subprocess
import sys
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from conftest import ROOT
from made import FORMS, OFFICE, filled, read

from pipeline.domain.digest import digest
from pipeline.intake import basis
from pipeline.intake.basis import reading_basis
from pipeline.intake.record import what_it_says
from pipeline.intake.submission import read_submission

WEEK, NEXT = "2023-W12", "2023-W13"
ON_TIME, LATER = "2023-03-28T08:00", "2023-04-04T08:00"  # the second: next week is collected
THUE = OFFICE.unit("thue")


class Asked:
    """Stands for a value, and notes which of its attributes are asked for."""

    def __init__(self, value, names, **inside):
        self._value, self._names, self._inside = value, names, inside

    def __getattr__(self, name):
        found = getattr(self._value, name)
        if callable(found):  # a method asks this stand-in, not the value itself
            return found.__func__.__get__(self)
        self._names.add(name)
        return self._inside.get(name, found)


def test_the_reader_asks_for_no_more_than_its_basis_holds(tmp_path):
    office, schedule = set(), set()
    watched = Asked(OFFICE, office, schedule=Asked(OFFICE.schedule, schedule))
    read_submission(filled("thue", tmp_path), "a.xlsx", "sha", FORMS, watched)
    assert office <= {"short_name", "units", "services", "tasks", "indicators", "schedule"}
    assert schedule <= {"week_starts", "month_ends", "asked", "zone"} and "zone" in schedule


@pytest.mark.parametrize(
    "other",
    [
        replace(OFFICE, name="Tổ khác", signer=replace(OFFICE.signer, name="Người mẫu khác")),
        replace(OFFICE, schedule=replace(OFFICE.schedule, holidays=frozenset())),
        replace(OFFICE, units=tuple(replace(unit, contact="0239") for unit in OFFICE.units)),
    ],
)
def test_what_is_only_printed_reads_nothing_again(other):
    assert reading_basis(FORMS, other) == reading_basis(FORMS, OFFICE)


@pytest.mark.parametrize(
    "other",
    [
        replace(OFFICE, short_name="Tổ khác"),
        replace(OFFICE, schedule=replace(OFFICE.schedule, month_ends=20)),
        replace(OFFICE, schedule=replace(OFFICE.schedule, zone=ZoneInfo("Asia/Tokyo"))),
        replace(OFFICE, services=OFFICE.services[1:]),
        replace(
            OFFICE,
            units=tuple(replace(u, aliases=("Chi cục",)) if u == THUE else u for u in OFFICE.units),
        ),
        replace(OFFICE, units=tuple(replace(u, reports=frozenset()) for u in OFFICE.units)),
    ],
)
def test_what_is_read_otherwise_is_read_again(other):
    assert reading_basis(FORMS, other) != reading_basis(FORMS, OFFICE)


def test_a_mended_reader_reads_again(tmp_path, monkeypatch):
    before = reading_basis(FORMS, OFFICE)
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "cell.py").write_text("# mended")
    monkeypatch.setattr(basis, "_PROGRAM", tmp_path)
    assert reading_basis(FORMS, OFFICE) != before


def test_a_hash_is_the_same_in_every_run():
    code = "from made import OFFICE; from pipeline.domain.digest import digest; "
    said = {
        subprocess.run(
            [sys.executable, "-c", code + "print(digest(OFFICE))"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    }
    assert said == {digest(OFFICE)}


def test_what_a_reading_says_is_its_figures_and_not_the_words_of_its_findings(tmp_path):
    one = read(filled("thue", tmp_path, rejected="3 ca"))
    worded = replace(one, findings=tuple(replace(f, message="khác") for f in one.findings))
    assert one.findings and what_it_says(worded) == what_it_says(one)
    assert what_it_says(replace(one, rows=one.rows[1:])) != what_it_says(one)


@pytest.fixture
def office(office_folder, tmp_path):
    """Two weeks merged: the first is closed, the second is being collected."""
    (office_folder.collected / "12.xlsx").write_bytes(filled("thue", tmp_path / "made"))
    assert office_folder.run("merge", WEEK, "--now", ON_TIME).returncode in (0, 1)
    merged(office_folder)
    return office_folder


def merged(office, *words):
    return office.json("merge", *words, "--now", LATER)


def edit(path, old, new):
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def results(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def periods(outcome):
    return [one["period"] for one in outcome["periods"]]


def test_a_comment_changes_nothing(office):
    edit(office.root / "config.toml", "[signer]", "# ghi chú\n[signer]")
    outcome = merged(office)
    assert periods(outcome) == [NEXT] and outcome["outdated"] == []


def test_another_signer_leaves_closed_weeks_and_is_told_once(office):
    report = office.output / WEEK / f"bao-cao-{WEEK}.docx"
    report.write_bytes(report.read_bytes() + b"edited by hand")
    before = results(office.output / WEEK)
    edit(
        office.root / "config.toml", 'position = "TRƯỞNG CÔNG AN HUYỆN"', 'position = "CHỨC VỤ MỚI"'
    )
    said = " ".join(office.run("merge", "--now", LATER).stdout.split())
    assert f"1 kỳ trước ({WEEK}) lập theo cấu hình" in said and f"baocao06 merge {WEEK}" in said
    assert results(office.output / WEEK) == before
    again = merged(office)
    assert periods(again) == [NEXT] and again["outdated"] == []
    asked = merged(office, WEEK)
    assert periods(asked) == [WEEK]
    assert f"bao-cao-{WEEK}-2.docx" in results(office.output / WEEK)


def test_another_wording_leaves_closed_weeks(office):
    wording = office.root / "input_templates" / "weekly" / "report.md"
    wording.write_text(wording.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    outcome = merged(office)
    assert periods(outcome) == [NEXT] and outcome["outdated"] == [WEEK]


def test_a_reading_that_says_something_else_makes_a_closed_week_again(office):
    """The office goes by another name, so the forms that came are another office's."""
    edit(office.root / "config.toml", 'short_name = "Tổ công tác', 'short_name = "Nhóm công tác')
    outcome = merged(office)
    assert periods(outcome) == [WEEK, NEXT]
    units = {unit["code"]: unit["standing"] for unit in outcome["periods"][0]["units"]}
    assert units["thue"] == "invalid"


def test_a_late_file_makes_its_week_and_those_after_it_again(office, tmp_path):
    (office.collected / "bhxh.xlsx").write_bytes(filled("bhxh", tmp_path / "late"))
    assert periods(merged(office)) == [WEEK, NEXT]


def test_a_file_that_was_only_moved_makes_nothing_again(office):
    (office.collected / "2023").mkdir()
    (office.collected / "12.xlsx").rename(office.collected / "2023" / "12.xlsx")
    assert periods(merged(office)) == [NEXT]
