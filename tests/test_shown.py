"""A number whose format shows another one is asked about at its cell; an honest format is not."""

from made import filled, read

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
    found = {f["cell"]: f for f in unit["findings"] if f["code"] == "C30"}
    assert found.keys() == set(cells) and len(cells) == len(ODD)
    assert all(f["severity"] == "warning" for f in found.values())
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
