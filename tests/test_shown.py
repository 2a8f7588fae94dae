"""A number whose format shows another one is asked about at its cell; an honest format is not."""

import pytest
from made import filled, read
from monthly import FORMS, SHIPPED, TASK_ANSWER, District, Filled
from office import convert

from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission

ODD = ['0"000"', ";;;", "0%", "0.00%", "#,##0,", r"0\5", '"5"', '"Không"', "#,##0.0,,", '0" x10"']
HONEST = [
    *("General", "0", "#,##0", "0.00", "#,##0;-#,##0;", "0;-0;;@", "# ##0", "000", "[Red]0"),
    *('#,##0" hồ sơ"', "#,##0_);(#,##0)", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
    *("#,##0 [$đ-42A]", "[<100]0;#,##0", "0.00E+00", "# ?/?"),
]


def formatted(formats, column):
    """Give each format to one service's cell of a column; `cells` are filled with where."""
    cells = []

    def tamper(form):
        for code, one in zip(sorted(form.rows), formats, strict=False):
            cell = form.cell(code, column)
            cell.number_format = one
            cells.append(cell.coordinate)

    return tamper, cells


def test_what_is_shown_otherwise_is_asked_about_at_its_cell(office_folder, tmp_path):
    tamper, cells = formatted(ODD, "received_online")
    content = filled("cong-an", tmp_path, tamper=tamper)
    (office_folder.collected / "a.xlsx").write_bytes(content)
    outcome = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T08:00")
    (unit,) = (u for u in outcome["periods"][0]["units"] if u["file"])
    (found,) = (f for f in unit["findings"] if f["code"] == "C30")
    assert sorted(found["cells"]) == sorted(cells) and len(cells) == len(ODD)
    assert found["severity"] == "warning"
    assert unit["standing"] == "on_time", "asked, not refused"


def test_honest_formats_are_not_asked_about(tmp_path):
    for number, formats in enumerate((HONEST[:8], HONEST[8:])):
        tamper, cells = formatted(formats, "received_online")
        made = read(filled("cong-an", tmp_path / str(number), tamper=tamper))
        assert len(cells) == len(formats)
        assert "C30" not in {f.code for f in made.findings}


def test_a_nought_may_be_shown_as_nothing(tmp_path):
    def tamper(form):
        for column, one in (("rejected", "0;-0;"), ("sent_back", "0%")):
            cell = form.cell(sorted(form.rows)[0], column)
            cell.value, cell.number_format = 0, one

    made = read(filled("cong-an", tmp_path, tamper=tamper))
    assert "C30" not in {f.code for f in made.findings}


def in_plan(typed, shape):
    """A unit's month in the shipped plan, a task under way so far; with the cell that says it."""
    district, month = District(SHIPPED), Period.parse("2023-03")
    unit = SHIPPED.unit("cong-an")
    form = Filled(district.blank(unit, month), district.forms[month.kind])
    task = sorted(form.keys("tasks") & {one.code for one in SHIPPED.tasks})[0]
    form.fill("tasks", task, **TASK_ANSWER)
    cell = form.cell("tasks", task, "progress")
    cell.value = typed
    if shape:
        cell.number_format = shape
    assert shape or cell.number_format == "General", "or Excel shows the 100% it is given as 1"
    return form.content(), task, cell.coordinate


@pytest.mark.parametrize(
    ("typed", "shape", "value", "codes"),
    [
        ("100%", None, 100, {"C10", "T07"}),
        ("60 %", "@", 60, {"C10"}),
        ("60％", None, 60, {"C10"}),
        (1, "0%", 100, {"C40", "T07"}),
        (1, "0.00%", 100, {"C40", "T07"}),
        (0.6, "0%", 60, {"C40"}),
        (0.57, "0%", 57, {"C40"}),
        (0, "0%", 0, set()),
        (0.575, "0.0%", None, {"C09"}),
        (0.6, None, None, {"C09"}),
        ("0,6", None, None, {"C09"}),
        ("100 phần trăm", None, None, {"C03"}),
        (60, "0%", 60, {"C30"}),  # shows 6000%
        (60, None, 60, set()),
    ],
)
def test_a_percentage_is_what_the_clerk_saw_or_is_asked(office_folder, typed, shape, value, codes):
    content, task, cell = in_plan(typed, shape)
    path = office_folder.collected / "cong-an.xlsx"
    path.write_bytes(content)
    (answer,) = office_folder.json("check", path)["files"]
    assert {f["code"] for f in answer["findings"] if f["cell"] == cell} == codes
    row = read_submission(content, "a", "sha", FORMS, Register(SHIPPED)).row(task)
    assert row.count("progress") == value


@pytest.mark.parametrize("typed", ["8%", "100%", "60 %", (0.6, "0%"), (1, "0%"), (8, "[>1]0%;0")])
def test_no_percentage_is_a_count(office_folder, tmp_path, typed):
    value, shape = typed if isinstance(typed, tuple) else (typed, "General")

    def tamper(form):
        cell = form.cell("dvc-09", "received_online")
        cell.value, cell.number_format = value, shape

    path = office_folder.collected / "tu-phap.xlsx"
    path.write_bytes(filled("tu-phap", tmp_path, tamper=tamper))
    (answer,) = office_folder.json("check", path)["files"]
    found = {f["code"] for f in answer["findings"] if f["cell"] == "E10"}
    assert found & {"C03", "C09", "C30"}


@pytest.mark.office
def test_in_an_xls_too(tmp_path):
    shapes = ["0%", '0"000"', "#,##0,", "#,##0", "0;-0;;@"]
    tamper, cells = formatted(shapes, "received_online")
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled("cong-an", tmp_path / "form", tamper=tamper))
    saved = convert(path, "xls:MS Excel 97", tmp_path / "saved").read_bytes()
    found = {f.where.cell for f in read(saved).findings if f.code == "C30"}
    assert found == set(cells[:3])
    content, task, _ = in_plan(1, "0%")
    path.write_bytes(content)
    saved = convert(path, "xls:MS Excel 97", tmp_path / "saved").read_bytes()
    assert (
        read_submission(saved, "a", "sha", FORMS, Register(SHIPPED)).row(task).count("progress")
        == 100
    )
