"""Rules over all rows of a table, told by the reader's check and by LibreOffice in the form."""

from dataclasses import dataclass, replace

import pytest
from made import read
from office import convert_all
from weekly import FORM, NOW, OFFICE, PERIOD, POLICE, Filled, service

from pipeline.domain.checks import check_rows
from pipeline.domain.rules.rule import TableRule
from pipeline.outputs.forms.form import build_form

WIDE = {rule.id: rule for rule in FORM.table.rules if isinstance(rule, TableRule)}
NOTHING, REPEATED = WIDE["Q20"], WIDE["Q21"]
CODES = [f"dvc-{number:02}" for number in (1, 2, 3)]
WORK = dict(
    zip(REPEATED.counts, (20, 2, 8, 12, 2, 22, 0, 1), strict=True),
    pending_in_time=2, pending_overdue=0,
    overdue_reason="Chờ xác minh của xã", sent_back_reason="Thiếu ảnh chân dung",
)  # fmt: skip
NONE = dict.fromkeys((*REPEATED.counts, "pending_in_time", "pending_overdue"), 0)
MARKED = {"nothing_arose": "x"}  # of a row
LAST = {f"{column}.known": WORK[column] for column in REPEATED.counts} | {"carried_over": 2}
USUAL = {"carried_over": 0, NOTHING.past_key: NOTHING.floor, "received_online.typical": 10}
LATE = {"overdue_reason": "Chờ xác minh của xã"}
WHY = {"explanation": "Nghỉ Tết Nguyên đán cả tuần"}


@dataclass(frozen=True)
class Case:
    name: str
    past: dict  # of each row
    broken: set  # of rule and row
    rows: tuple = (NONE, NONE, NONE)
    none: bool = False  # declared
    other: tuple = ({}, {}, {})  # that is known of each row beside that


CASES = [
    Case("nothing in any row", USUAL, {("Q20", 0)}),
    Case("nothing, and it is explained", USUAL, set(), rows=(NONE | WHY, NONE, NONE)),
    Case("explained in another row", USUAL, {("Q20", 0)}, rows=(NONE, NONE | WHY, NONE)),
    Case("nothing by declaration", USUAL, {("Q20", 0)}, rows=({}, {}, {}), none=True),
    Case("nothing, the first row is new", USUAL, {("Q20", 0)}, other=(None, {}, {})),
    Case("not much before", USUAL | {NOTHING.past_key: NOTHING.floor - 1}, set()),
    Case("nothing is known", {"carried_over": 0}, set()),
    Case(
        "one of them has something",
        USUAL,
        set(),
        rows=(NONE, NONE, NONE | {"received_direct": 1, "pending_in_time": 1}),
    ),
    Case("busy services, said once", USUAL | {"received_online.typical": 30}, {("Q20", 0)}),
    Case(
        "a busy service alone",
        {"carried_over": 0, "received_online.typical": 10},
        {("Q14", 1)},
        other=({}, {"received_online.typical": 30}, {}),
    ),
    Case(
        "a busy service, by declaration",
        {"carried_over": 0},
        {("Q14", 1)},
        rows=({}, {}, {}),
        none=True,
        other=({}, {"received_online.typical": 30}, {}),
    ),
    Case("all as last week", LAST, {("Q21", 0)}, rows=(WORK, WORK, WORK)),
    Case("as last week, explained", LAST, set(), rows=(WORK | WHY, WORK, WORK)),
    Case(
        "one count is another",
        LAST,
        set(),
        rows=(WORK, WORK, WORK | {"resolved_early": 9, "resolved_on_time": 11}),
    ),
    Case("one was not there", LAST, set(), rows=(WORK, WORK, WORK), other=({}, {}, None)),
    Case("nothing, row by row", USUAL, {("Q20", 0)}, rows=(MARKED, NONE, MARKED)),
    Case(
        "nothing in the rows that are marked",
        USUAL,
        set(),
        rows=(MARKED, MARKED, NONE | {"received_direct": 1, "pending_in_time": 1}),
    ),
    Case(
        "a busy service, marked",
        {"carried_over": 0},
        {("Q14", 1)},
        rows=(NONE, MARKED, MARKED),
        other=({}, {"received_online.typical": 30}, {}),
    ),
    Case(
        "what is left is counted in a row that is marked",
        {"carried_over": 3},
        set(),
        rows=(MARKED | {"pending_in_time": 2, "pending_overdue": 1, **LATE},) * 3,
    ),
    Case(
        "late ones gone, in a row that is marked",
        {"carried_over": 3, "pending_overdue.last": 2},
        {("Q17", 0), ("Q17", 1), ("Q17", 2)},
        rows=(MARKED | {"pending_in_time": 2, "pending_overdue": 1, **LATE},) * 3,
    ),
    Case(
        "as last week, one row marked",
        LAST,
        {("Q21", 0)},
        rows=(WORK, WORK, MARKED),
        other=({}, {}, dict.fromkeys(LAST, 0)),
    ),
    Case(
        "too little to tell",
        {f"{column}.known": count for column, count in NONE.items()} | {"carried_over": 0},
        set(),
    ),
]


def past_of(case):
    return {
        code: {"carried_over": case.past["carried_over"]} if own is None else case.past | own
        for code, own in zip(CODES, case.other, strict=True)
    }


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Put a form for each case through LibreOffice."""
    folder = tmp_path_factory.mktemp("table")
    office = replace(OFFICE, services=tuple(service(n, "cong-an") for n in (1, 2, 3)))
    paths = []
    for number, case in enumerate(CASES):
        form = Filled(build_form(FORM, office, PERIOD, POLICE, past_of(case), NOW))
        form.activity.value = FORM.none_answer if case.none else FORM.some_answer
        for code, values in zip(CODES, case.rows, strict=True):
            form.fill(code, **values)
        form.answer_all()
        paths.append(form.save(folder / "filled" / f"{number}.xlsx"))
    return office, convert_all(paths, "xlsx", folder / "out")


@pytest.mark.office
@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_the_check_and_the_form_agree(recalculated, number):
    office, paths = recalculated
    case, path = CASES[number], paths[number]
    submission = read(path.read_bytes(), office=office)
    assert submission.valid, submission.findings
    found = check_rows(
        submission.rows, FORM.table, past_of(case), looking_back=True, where=submission.where
    )
    rows = [form_row.key for form_row in submission.rows]
    cells = {
        row.entries[rule.points_at].cell: row.key for row in submission.rows for rule in FORM.rules
    }
    by_check = {(one.code, rows.index(cells[one.where.cell])) for one in found}
    form = Filled.read(path)
    by_form = {
        (rule.id, index)
        for index, code in enumerate(CODES)
        for rule in FORM.rules
        if form.cell(code, f"rule.{rule.id}").value == 1
    }
    assert by_check == case.broken
    assert by_form == case.broken


def test_every_rule_over_a_table_is_shown_broken():
    assert set(WIDE) <= {id for case in CASES for id, _ in case.broken}
