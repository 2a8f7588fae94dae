"""Who fills a form in and who signs it is not asked every week: it stands there from the last."""

import pytest
from made import fill, filled
from test_signers import COME, DEPUTY, GONE, HEAD, OTHER, declare
from typed import OfficeFolder
from weekly import FORM, Filled

NOW = "2023-03-31T08:00"
MAU, THU = "Nguyễn Văn Mẫu", "Trần Thị Thử"
WAYS = next(field.choices for field in FORM.fields if field.id == "signed_as")


@pytest.fixture(scope="module")
def last(tmp_path_factory):
    """The report of the week before."""
    return filled("tu-phap", tmp_path_factory.mktemp("forms"))


@pytest.fixture
def office(tmp_path, last):
    office = OfficeFolder(tmp_path / "office")
    (office.collected / "tp.xlsx").write_bytes(last)
    return office


def sent_out(office):
    return Filled(office.templates("2023-W13", NOW)["tu-phap"].read_bytes())


def starts(form):
    cells = {id: form.narrative.cell(row, 3).value for id, row in form.narrative_rows.items()}
    return {field.id: cells[field.id] for field in FORM.fields if cells[field.id]}


def with_counts(form):
    """Fill in the counts, and leave who filled in and who signs as they stand there."""
    answers = {id: form.narrative.cell(row, 3).value for id, row in form.narrative_rows.items()}
    why = {"overdue_reason": "Chờ ý kiến của Phòng chuyên môn"}
    fill(form, {"received_online": 7, "resolved_on_time": 5, "results_returned": 9, **why})
    for id, row in form.narrative_rows.items():
        form.narrative.cell(row, 3).value = answers[id]
    return form.content()


def checked(office, content):
    path = office.root / "gửi.xlsx"
    path.write_bytes(content)
    (answer,) = office.json("check", path, "--now", "2023-04-03T08:00")["files"]
    return answer["verdict"], {finding["code"] for finding in answer["findings"]}


def test_what_the_last_report_said_stands_there(office):
    form = sent_out(office)
    assert starts(form) == {field.id: MAU for field in FORM.fields} | {"signed_as": WAYS[0]}
    assert not starts(Filled(office.templates("2023-W13", NOW)["cong-an"].read_bytes()))


def test_left_as_it_is_it_raises_nothing(office):
    blank = office.templates("2023-W13", NOW)["tu-phap"].read_bytes()
    assert checked(office, blank) == ("invalid", {"C29"})  # names that nobody typed are no answer
    assert checked(office, with_counts(Filled(blank))) == ("valid", set())


@pytest.mark.parametrize(
    ("rows", "signer"),
    [
        ((HEAD,), {"signed_by": MAU, "signed_as": WAYS[0], "signer_title": MAU}),
        ((OTHER,), {"signed_by": THU, "signed_as": WAYS[0]}),  # not with another's title
        (
            (OTHER + 'title = "Phó Trưởng phòng"\n',),
            {"signed_by": THU, "signed_as": WAYS[0], "signer_title": "Phó Trưởng phòng"},
        ),
        ((HEAD + DEPUTY,), {"signed_by": MAU, "signed_as": WAYS[1], "signer_title": MAU}),
        ((HEAD + GONE, OTHER + COME), {"signed_by": THU, "signed_as": WAYS[0]}),
        ((HEAD, OTHER), {"signed_by": MAU, "signed_as": WAYS[0], "signer_title": MAU}),
        ((HEAD + GONE,), {}),  # he cannot sign any more, and nobody knows who does
        ((OTHER, OTHER.replace("Thị", "Văn")), {}),  # one of two others: she must say which
    ],
)
def test_the_roster_has_the_last_word(office, rows, signer):
    declare(office, *rows)
    form = sent_out(office)
    assert starts(form) == {"filled_by": MAU, "filled_by_phone": MAU} | signer
    if "signer_title" in signer:
        assert checked(office, with_counts(form)) == ("valid", set())


def test_what_the_last_reports_counted_is_said_beside_what_is_typed(office):
    said = beside(sent_out(office), "dvc-09")
    assert said.startswith("Kỳ trước: 8. Các kỳ trước nữa: không có; không có.")
    assert FORM.table.column("received_online").help in said


def test_it_is_said_in_a_form_drawn_anew_to_be_mended(office):
    """One whose own file cannot go back: a row of it was deleted."""
    form = sent_out(office)
    with_counts(form)
    form.table.delete_rows(form.rows["dvc-09"])
    (office.collected / "tuần 13.xlsx").write_bytes(form.content())
    done = office.json("merge", "2023-W13", "--now", "2023-04-03T08:00")
    (unit,) = [u for u in done["periods"][0]["units"] if u["code"] == "tu-phap"]
    back = Filled((office.root / unit["returned"]).read_bytes())
    assert beside(back, "dvc-09").startswith("Kỳ trước: 8.")


def beside(form, row):
    """What is said beside a cell when it is entered."""
    cell = form.cell(row, "received_online")
    (said,) = (
        rule.prompt
        for rule in form.table.data_validations.dataValidation
        if cell.coordinate in rule.sqref
    )
    return said
