"""What is read again, and what is made again, after the office's declarations changed."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from made import FORMS, OFFICE, filled, read
from typed import ROOT

from pipeline.domain.digest import digest
from pipeline.domain.finding import Severity
from pipeline.domain.form import ColumnType
from pipeline.domain.office import RosterRow
from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.domain.validity import Validity
from pipeline.intake import basis
from pipeline.intake.basis import Bases
from pipeline.intake.record import to_json, what_it_says
from pipeline.intake.submission import read_submission
from pipeline.recipes.desk import open_desk
from pipeline.recipes.look import status
from pipeline.texts import findings

WEEK, NEXT = "2023-W12", "2023-W13"
ON_TIME, LATER = "2023-03-28T08:00", "2023-04-04T08:00"  # the second: next week is collected
THUE = OFFICE.unit("thue")
THUES = RosterRow(unit="thue", name="Người Mẫu", title="", authority=(), validity=Validity())


def reading_basis(forms, office):
    """What rests a week's file on, and a file of which nobody knows what it is."""
    bases = Bases(forms, Register(office))
    return bases.of("weekly", 1, Period.parse(WEEK)), bases.whole


def is_another(basis, other):
    """Tell whether both are others."""
    return all(one != two for one, two in zip(basis, other, strict=True))


class Watched:
    """Stands for the register of an office that is watched."""

    def __init__(self, office):
        self.latest = self.office = office
        self.schedule = office.schedule

    def as_of(self, period):
        return self.latest


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
    read_submission(filled("thue", tmp_path), "a.xlsx", "sha", FORMS, Watched(watched))
    # In the units, the services and the schedule, and in no more.
    looked_up = {"_by_code", "_heirs", "_named", "_catalogues", "_owing"}
    asked = {
        "short_name",
        "receiver",
        "units",
        "services",
        "tasks",
        "indicators",
        "schedule",
        "since",
        "roster",
    }
    assert office <= asked | looked_up
    windows = {"of", "later", "week_starts", "month_ends"}
    assert schedule <= windows | {"asked", "zone"} and "zone" in schedule


@pytest.mark.parametrize(
    "other",
    [
        replace(OFFICE, name="Tổ khác", signer=replace(OFFICE.signer, name="Người mẫu khác")),
        replace(OFFICE, schedule=replace(OFFICE.schedule, holidays=frozenset())),
        replace(OFFICE, units=tuple(replace(unit, contact="0239") for unit in OFFICE.units)),
        replace(OFFICE, units=tuple(replace(unit, population=5000) for unit in OFFICE.units)),
    ],
)
def test_what_is_only_printed_reads_nothing_again(other):
    assert reading_basis(FORMS, other) == reading_basis(FORMS, OFFICE)


@pytest.mark.parametrize(
    "other",
    [
        replace(OFFICE, short_name="Tổ khác"),
        replace(OFFICE, schedule=replace(OFFICE.schedule, week_starts=7)),
        replace(OFFICE, schedule=replace(OFFICE.schedule, zone=ZoneInfo("Asia/Tokyo"))),
        replace(OFFICE, services=OFFICE.services[1:]),
        replace(
            OFFICE,
            units=tuple(replace(u, aliases=("Chi cục",)) if u == THUE else u for u in OFFICE.units),
        ),
        replace(OFFICE, units=tuple(replace(u, reports=frozenset()) for u in OFFICE.units)),
        replace(OFFICE, roster=(THUES,)),
    ],
)
def test_what_is_read_otherwise_is_read_again(other):
    assert is_another(reading_basis(FORMS, other), reading_basis(FORMS, OFFICE))


def test_a_mended_reader_reads_again(tmp_path, monkeypatch):
    before = reading_basis(FORMS, OFFICE)
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "cell.py").write_text("# mended")
    monkeypatch.setattr(basis, "_PROGRAM", tmp_path)
    assert is_another(reading_basis(FORMS, OFFICE), before)


def worded_otherwise(form):
    """Change every word of a form that is only printed or said."""
    tables = tuple(
        replace(
            table,
            title="khác",
            row_label="khác",
            row_width=1,
            columns=tuple(replace(column, help="khác", width=1) for column in table.columns),
            rules=tuple(
                replace(rule, message="khác", action="khác", brief="khác", basis="khác")
                for rule in table.rules
            ),
        )
        for table in form.tables
    )
    sections = tuple(replace(section, number="9", help="khác") for section in form.sections)
    fields = tuple(replace(field, help="khác") for field in form.fields)
    words = {"title": "khác", "basis": "khác", "guide": ("khác",)}
    return replace(form, tables=tables, sections=sections, fields=fields, **words)


def test_words_of_a_form_read_nothing_again_and_nothing_otherwise(tmp_path):
    other = {kind: worded_otherwise(form) for kind, form in FORMS.items()}
    assert other != FORMS and reading_basis(other, OFFICE) == reading_basis(FORMS, OFFICE)
    content = filled("tu-phap", tmp_path, tamper=mistyped)
    one, another = (
        read_submission(content, "a.xlsx", "sha", forms, Register(OFFICE))
        for forms in (FORMS, other)
    )
    assert to_json(one) == to_json(another)
    assert {"C01", "C03", "C17", "H09", "Q07", "Q09"} <= {f.code for f in one.findings}


def mistyped(form):
    ill = {"rejected": "3 ca", "received_online": None, "sent_back": 2, "results_returned": 90}
    form.fill("dvc-09", **ill)
    form.narrative.cell(form.narrative_rows["section_2"], 3).value = form.activity.value
    form.table.cell(min(form.rows.values()) - 2, form.columns["received_online"]).value = "Qua mạng"


def of_table(**changes):
    """Return the weekly forms with another first column or first rule."""
    (form,) = FORMS.values()
    changed = {
        name: (replace(getattr(form.table, name)[0], **new), *getattr(form.table, name)[1:])
        for name, new in changes.items()
    }
    return {form.kind: replace(form, tables=(replace(form.table, **changed),))}


@pytest.mark.parametrize(
    "forms",
    [
        of_table(rules={"id": "Q99"}),
        of_table(rules={"severity": Severity.WARNING}),
        of_table(rules={"explained_by": "explanation"}),
        of_table(columns={"id": "other"}),
        of_table(columns={"type": ColumnType.TEXT}),
        of_table(columns={"label": "Khác"}),
        {kind: replace(form, none_answer="Không có") for kind, form in FORMS.items()},
    ],
)
def test_what_a_form_asks_otherwise_is_read_again(forms):
    assert is_another(reading_basis(forms, OFFICE), reading_basis(FORMS, OFFICE))


def test_how_grave_a_code_is_decides_a_reading_and_its_words_do_not(monkeypatch):
    before = reading_basis(FORMS, OFFICE)
    entry = findings.CATALOGUE["C13"]
    monkeypatch.setitem(findings.CATALOGUE, "C13", replace(entry, sentence="khác", action="Khác."))
    assert reading_basis(FORMS, OFFICE) == before
    monkeypatch.setitem(findings.CATALOGUE, "C13", replace(entry, severity=Severity.ERROR))
    assert is_another(reading_basis(FORMS, OFFICE), before)


def test_the_reader_takes_no_words_but_those_it_reads_by():
    """`screen` is for a folder that is not there: then nothing is read."""
    readers = (ROOT / "pipeline/intake").glob("*.py")
    # An office's own list in Excel is no returned file.
    sources = [path.read_text(encoding="utf-8") for path in readers if path.stem != "lists"]
    sources.append((ROOT / "pipeline" / "personal.py").read_text(encoding="utf-8"))
    asked = {name for text in sources for name in re.findall(r"\btexts\.(\w+)", text)}
    assert asked == {"spelling", "findings", "screen"}
    named = {name for text in sources for name in re.findall(r"texts\.findings\.(\w+)", text)}
    assert named == {"found", "severities"}


def test_a_sentence_of_the_program_is_no_source_of_a_reading(tmp_path, monkeypatch):
    """The real files: a sentence changed in each module of texts that is not read by."""
    program = tmp_path / "pipeline"
    shutil.copytree(ROOT / "pipeline", program, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "requirements.lock", tmp_path / "requirements.lock")
    before = reading_basis(FORMS, OFFICE)
    monkeypatch.setattr(basis, "_PROGRAM", program)
    assert reading_basis(FORMS, OFFICE) == before
    for path in (program / "texts").rglob("*.py"):
        if path.stem != "spelling":
            with path.open("a", encoding="utf-8") as module:
                module.write('MORE = "khác"\n')
    assert reading_basis(FORMS, OFFICE) == before
    edit(program / "texts" / "spelling.py", "tuần|tuan", "tuần|tuan|week")
    assert is_another(reading_basis(FORMS, OFFICE), before)


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
    told = replace(one, findings=tuple(replace(f, details={}) for f in one.findings))
    assert one.findings and what_it_says(told) == what_it_says(one)
    assert what_it_says(replace(one, rows=one.rows[1:])) != what_it_says(one)


@pytest.fixture(scope="module")
def two_weeks(new_office, tmp_path_factory):
    """Two weeks merged: the first is closed, the second is being collected."""
    office, made = new_office(), tmp_path_factory.mktemp("made")
    (office.collected / "12.xlsx").write_bytes(filled("thue", made))
    assert office.run("merge", WEEK, "--now", ON_TIME).returncode in (0, 1)
    merged(office)
    return office


@pytest.fixture
def office(two_weeks, tmp_path):
    return two_weeks.copy_to(tmp_path / "văn phòng mẫu")


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


def look(office):
    """Look at the first week; returns how many files were read, and what is found in them."""
    read = []
    now = datetime.fromisoformat(f"{LATER}+07:00")
    desk = open_desk(office.root)
    outcome = status(desk, (Period.parse(WEEK),), now, lambda done, _: read.append(done))
    return len(read), outcome.results[0].summary.findings


@pytest.fixture
def doubted(office, tmp_path):
    """The same, with a report that breaks a rule and has a cell nobody understands."""
    content = filled("tu-phap", tmp_path / "made", tamper=mistyped)
    (office.collected / "tu-phap.xlsx").write_bytes(content)
    merged(office)
    return office


def test_words_that_change_are_said_at_once_and_no_file_is_read_again(doubted):
    count, before = look(doubted)
    assert count == 0 and before
    form = doubted.root / "input_templates" / "weekly" / "form.toml"
    edit(form, "có {sent_back} hồ sơ trả lại yêu cầu bổ sung", "trả lại {sent_back} hồ sơ")
    edit(form, "Ghi nguyên nhân trả lại vào ô này.", "Nêu rõ vì sao trả lại.")
    edit(form, 'brief = "Thiếu nguyên nhân trả lại"', 'brief = "Chưa có nguyên nhân"')
    edit(form, 'help = "', 'help = "Lời nhắc khác. ')
    count, after = look(doubted)
    assert count == 0 and [f.code for f in after] == [f.code for f in before]
    (finding,) = (f for f in after if f.code == "Q07")
    message = "trả lại 2 hồ sơ nhưng chưa ghi rõ nguyên nhân"
    assert findings.said(finding) == (message, "Nêu rõ vì sao trả lại.")


def test_a_sentence_that_changes_is_said_at_once_and_no_file_is_read_again(doubted, tmp_path):
    """With a program whose catalogue was edited, as it would be released."""
    program = tmp_path / "later" / "pipeline"
    shutil.copytree(ROOT / "pipeline", program, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "requirements.lock", program.parent / "requirements.lock")
    edit(
        program / "texts" / "catalogue" / "cells.py", "“{value}” không phải là số", "{value} là gì"
    )

    def kept():
        with closing(sqlite3.connect(doubted.collected / "ledger.sqlite3")) as ledger:
            return ledger.execute("SELECT rowid, sha256, basis FROM reading ORDER BY 1").fetchall()

    before = kept()
    ended = doubted.process("merge", WEEK, "--now", LATER, "--json", path=program.parent)
    units = {one["code"]: one for one in json.loads(ended.stdout)["periods"][0]["units"]}
    said = {one["code"]: one["message"] for one in units["tu-phap"]["findings"]}
    assert said["C03"] == "3 ca là gì"
    assert kept() == before and before


def test_a_rule_that_goes_by_another_id_is_read_again(doubted):
    edit(doubted.root / "input_templates" / "weekly" / "form.toml", 'id = "Q07"', 'id = "Q77"')
    count, found = look(doubted)
    assert count == 2
    assert not {"Q07", "Q77"} & {f.code for f in found}, "its own form never asked by that id"


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
    assert f"1 kỳ đã tổng hợp ({WEEK}) lập theo cấu hình" in said
    assert f"baocao06 merge {WEEK}" in said
    assert results(office.output / WEEK) == before
    again = merged(office)
    assert periods(again) == [NEXT] and again["outdated"] == []
    asked = merged(office, WEEK)
    assert periods(asked) == [WEEK]
    kept = {path.read_bytes() for path in (office.output / WEEK / "ban-sua").iterdir()}
    assert before[report.name] in kept and report.read_bytes() != before[report.name]


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
