"""A row in which nothing arose: one mark stands for its zeros, and says so wherever told."""

import csv
from dataclasses import replace
from io import BytesIO

import pytest
from made import fill, filled, read
from openpyxl import load_workbook
from weekly import BEFORE, FORM, NOW, OFFICE, PERIOD, POLICE, Filled

from pipeline.domain.finding import Severity
from pipeline.domain.returned import sent_back
from pipeline.outputs.forms.form import build_form

MARK, FIRST, SECOND = "nothing_arose", "dvc-01", "dvc-02"
COUNTS = [c.id for c in FORM.table.columns if c.required and c.typed and not c.carried_from]
TOTALS = [c.id for c in FORM.table.columns if c.parts]
LEFT = {("C01", column) for column in COUNTS}
PAST = {s.code: {"carried_over": 0} for s in OFFICE.services}
OPEN = PAST | {FIRST: {"carried_over": 3}}


def police(past=PAST, of=FORM):
    """Return the form of a unit, its first row as it was sent out and all others filled in."""
    form = Filled(build_form(of, OFFICE, PERIOD, POLICE, past, NOW))
    rows = form.rows
    form.rows = {code: row for code, row in rows.items() if code != FIRST}
    fill(form, {"carried_over": 0, "pending_in_time": 0})
    form.rows = rows
    return form


def typed(form, **values):
    form.fill(FIRST, **values)
    return read(form.content(), form=replace(FORM, earlier=(BEFORE,)))


def said_of(submission, code=FIRST):
    """Return the codes by the column of a row at which they are said, but those of the totals."""
    row = submission.row(code)
    cells = {entry.cell: column for column, entry in row.entries.items()}
    grave = (f for f in submission.findings if f.severity is not Severity.NOTE)
    return {(f.code, cells.get(f.where.cell)) for f in grave}


@pytest.mark.parametrize("mark", ["x", "X", " x ", "×", "✓", "KPS", "Không phát sinh"])
def test_one_mark_stands_for_the_zeros_of_its_row(mark):
    one = typed(police(), **{MARK: mark})
    assert one.valid, one.findings
    row = one.row(FIRST)
    assert {row.count(column) for column in (*COUNTS, "received_total")} == {0}
    assert row.declared_none and row.text(MARK) == "x"
    cell = police().cell(FIRST, "received_online").coordinate
    assert row.entries["received_online"].cell == cell
    assert row.entries["received_online"].raw == mark.strip(), "as typed"
    assert not one.none_declared and not one.row(SECOND).declared_none
    assert one.row(SECOND).entries["received_online"].raw == ""


def test_zeros_beside_the_mark_are_no_contradiction():
    one = typed(police(), **{MARK: "x"}, received_online=0, pending_overdue=0)
    assert one.valid and one.row(FIRST).entries["received_online"].raw == ""
    assert one.row(FIRST).count("received_direct") == 0


def test_what_is_open_from_before_is_counted_anew():
    left = typed(police(OPEN), **{MARK: "x"})
    assert said_of(left) == {("C01", "pending_in_time"), ("C01", "pending_overdue")}
    one = typed(police(OPEN), **{MARK: "x"}, pending_in_time=3, pending_overdue=0)
    assert one.valid, one.findings
    row = one.row(FIRST)
    assert not row.declared_none and row.count("received_total") == 3
    assert row.count("received_online") == row.count("resolved_total") == 0
    assert said_of(typed(police(OPEN), **{MARK: "x"}, pending_in_time=2, pending_overdue=0)) == {
        ("Q04", "received_total")
    }


def test_a_figure_beside_the_mark_is_asked_about_once_and_both_are_said():
    one = typed(police(), **{MARK: "x"}, received_online=5, resolved_on_time=5)
    assert said_of(one) == {("C41", MARK)}
    (finding,) = (f for f in one.findings if f.code == "C41")
    assert finding.details["value"] == "5" and "trực tuyến" in finding.details["name"]


@pytest.mark.parametrize("said", ["có", "không", "0", "a"])
def test_other_words_are_no_mark(said):
    assert said_of(typed(police(), **{MARK: said})) == {("C20", MARK), *LEFT}


def test_a_form_of_before_is_read_as_before():
    assert MARK not in police(of=BEFORE).columns
    assert said_of(typed(police(of=BEFORE))) == LEFT
    form = police(OPEN, of=BEFORE)
    form.activity.value = FORM.none_answer
    one = typed(form, pending_in_time=3, pending_overdue=0)
    left = {(code, column) for code, column in LEFT if not column.startswith("pending")}
    assert said_of(one) >= left, "all of a row, or nothing"


def test_a_form_that_goes_back_keeps_the_mark():
    form = police()
    form.fill(SECOND, received_online=9)
    one = typed(form, **{MARK: "x"})
    again = sent_back(one)
    assert again and again.typed[FIRST, MARK] == "x"
    assert (FIRST, "received_online") not in again.typed, "it was left blank"
    book = load_workbook(
        BytesIO(build_form(FORM, OFFICE, PERIOD, POLICE, PAST, NOW, returned=again)),
        data_only=True,
    )
    sheet = book[FORM.table.sheet]
    shown = {id: sheet.cell(form.rows[FIRST], at).value for id, at in form.columns.items()}
    assert shown[MARK] == "x" and shown["check"] == "Đạt" and shown["received_total"] == 0
    assert (shown["none"], shown["zeros"], shown["received_online"]) == (1, 1, None)


def test_what_is_printed_leads_to_the_mark(new_office, tmp_path_factory):
    office, week, now = new_office(), "2023-W12", "2023-03-28T08:00"

    def marked(form):
        form.fill(FIRST, **dict.fromkeys((*COUNTS, *TOTALS, "carried_over", "overdue_reason")))
        form.fill(FIRST, **{MARK: "KPS"})

    content = filled("cong-an", tmp_path_factory.mktemp("made"), tamper=marked)
    (office.collected / "công an.xlsx").write_bytes(content)
    merged = office.json("merge", week, "--now", now)["periods"][0]
    assert merged["coverage"] == "1/8" and merged["totals"]["received_online"] == 8 * 10
    (found,) = office.json("trace", week, f"dvc.{FIRST}.received_online", "--now", now)["found"]
    made = found["made_of"]
    while made["parts"]:
        (made,) = made["parts"]
    assert (made["value"], made["cell"]) == (0, "E10")
    assert made["notes"] == ["để trống; ô S10 của dòng, cột “Không phát sinh”, ghi “KPS”"]
    assert office.run("export", week, "--to", "so-lieu.csv").returncode == 0
    with (office.root / "so-lieu.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["item"] == FIRST]
    typed = {row["column"]: (row["value"], row["typed"]) for row in rows}
    assert typed["received_online"] == ("0", "KPS") and typed[MARK][1] == "KPS"
