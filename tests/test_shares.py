"""A target of all together is shared out: told on the form, held in the report and the workbook."""

from datetime import date

import dated
import pytest
from monthly import figures
from openpyxl import load_workbook
from test_schema import faults as schema_faults
from typed import OfficeFolder

from pipeline.config.office import load_register
from pipeline.domain.finding import BaocaoError
from pipeline.domain.shares import shared_out

WHOLE = dated.indicator(
    "ct-chung", "1.1", units=["van-hoa"], target=1000, target_by=date(2023, 6, 30)
)
SHARE = dated.indicator(
    "ct-phan", "1.2", units=["@xa"], share_of="ct-chung", shared_by="population"
)
PEOPLE = {"xa-mau": 2000, "xa-cu": 1000}  # plainly made up
MONTH, NOW = "2023-03", "2023-03-12T10:00"  # its window: 11 February to 10 March, 28 days


def with_people(text, people=PEOPLE):
    for code, count in people.items():
        text = text.replace(f'code = "{code}"', f'code = "{code}"\npopulation = {count}')
    return text


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (40_000, {"a": 1, "b": 1, "c": 1}, [13_334, 13_333, 13_333]),
        (1000, {"a": 2000, "b": 1000}, [667, 333]),
        (10, {"a": 6, "b": 89, "c": 5}, [1, 9, 0]),
        (7, {"a": 3}, [7]),
        (0, {"a": 3, "b": 5}, [0, 0]),
    ],
)
def test_shares_add_up_to_the_whole(total, weights, shares):
    found = shared_out(total, weights)
    assert list(found.values()) == shares and list(found) == list(weights)
    assert sum(found.values()) == total


def test_the_shares_of_many_units_add_up_whatever_their_sizes():
    for seed in range(200):
        weights = {f"xa-{n}": 1 + (seed * 7919 + n * n * 104_729) % 9973 for n in range(21)}
        shares, whole = shared_out(40_000, weights), sum(weights.values())
        assert sum(shares.values()) == 40_000
        assert all(abs(share - 40_000 * weights[x] / whole) < 1 for x, share in shares.items())


@pytest.fixture
def district(tmp_path):
    folder = OfficeFolder(tmp_path / "huyện mẫu")
    units = with_people(dated.UNITS)
    return dated.District(folder, dated.OFFICE + units + dated.task("nv", "1") + WHOLE + SHARE)


def send(district, flows):
    """Send a month in which each unit's rows bring so many."""
    for code, form in district.blanks(MONTH).items():
        form.fill("tasks", "nv", **dated.TASK_ANSWER)
        for row, flow in flows.get(code, {}).items():
            form.fill("flows", row, **figures(0, flow))
        form.answer_all()
        (district.folder.collected / f"{code}.xlsx").write_bytes(form.content())


def sent(whole, mau, cu):
    return {"van-hoa": {"ct-chung": whole}, "xa-mau": {"ct-phan": mau}, "xa-cu": {"ct-phan": cu}}


def outputs(district):
    found = district.outputs(MONTH[:4])
    (book,) = [path for path in found if "tong-hop-" in path]
    (paper,) = [content for path, content in found.items() if "bao-cao" in path]
    return load_workbook(district.folder.output / book), dated.said(paper)


def shares_in(book):
    """Return what the workbook's list of units says of the shares, by unit."""
    (sheet,) = [s for s in book if any(c.value == "Phần phải đạt" for r in s for c in r)]
    rows = list(sheet.values)
    at = next(n for n, row in enumerate(rows) if "Phần phải đạt" in row)
    names = ["Mã", "Đơn vị", "Phần phải đạt", "Còn", "Theo tiến độ này, đạt ngày"]
    columns = [rows[at].index(name) for name in names]
    told = [[row[column] for column in columns] for row in rows[at + 1 :]]
    return {unit: tuple(rest) for code, unit, *rest in told if code == "ct-phan"}


def test_each_form_tells_its_units_share(district):
    forms = district.blanks(MONTH)
    told = {code: dated.told_by(forms[code], "ct-phan") for code in PEOPLE}
    shared = "\n(phần của đơn vị trong 1.000 hồ sơ của Kế hoạch, chia theo dân số)"
    assert told == {
        "xa-mau": f"667 hồ sơ, hạn 30/6/2023{shared}",
        "xa-cu": f"333 hồ sơ, hạn 30/6/2023{shared}",
    }
    assert dated.told_by(forms["van-hoa"], "ct-chung") == "1.000 hồ sơ, hạn 30/6/2023"


def test_report_and_workbook_say_who_is_behind_and_when_it_gets_there(district):
    """At 100 in 28 days the 567 left take 159 more: 16 August; the other's 243 take 76."""
    send(
        district,
        sent(190, 100, 90),
    )
    told, _ = district.merge(MONTH, now=NOW)
    assert {one["standing"] for one in told[MONTH]["units"]} == {"on_time"}
    assert not [f for one in told[MONTH]["units"] for f in one["findings"]]
    book, paper = outputs(district)
    assert shares_in(book) == {
        "UBND xã Mẫu": (667, 567, "16/8/2023"),
        "UBND xã Cũ": (333, 243, "25/5/2023"),
    }
    assert (
        "Chia 1.000 hồ sơ theo dân số: 1/2 đơn vị đã đạt hoặc theo kịp phần của mình; "
        "chậm: UBND xã Mẫu (100/667 hồ sơ, còn 567, hạn 30/6/2023; "
        "theo tiến độ trong kỳ, đến ngày 16/8/2023 mới đạt)."
    ) in paper


def test_a_share_that_is_reached_or_does_not_grow_is_said(district):
    send(district, sent(9, 667, 0))
    district.merge(MONTH, now=NOW)
    book, paper = outputs(district)
    assert shares_in(book) == {"UBND xã Mẫu": (667, None, None), "UBND xã Cũ": (333, 333, None)}
    assert "1/2 đơn vị đã đạt hoặc theo kịp phần của mình; chậm: UBND xã Cũ (0/333" in paper
    assert "hạn 30/6/2023; trong kỳ không tăng)." in paper


@pytest.mark.parametrize("known", [{}, {"xa-mau": 2000}])
def test_without_every_units_population_nothing_is_shared(district, known):
    units = with_people(dated.UNITS, known)
    district.declare(dated.OFFICE + units + dated.task("nv", "1") + WHOLE + SHARE)
    sheets = district.blanks(MONTH)["xa-mau"].book
    assert not [c for s in sheets for row in s for c in row if "theo dân số" in str(c.value)]
    send(district, sent(9, 5, 5))
    district.merge(MONTH, now=NOW)
    book, paper = outputs(district)
    assert not any(cell.value == "Phần phải đạt" for sheet in book for row in sheet for cell in row)
    assert "theo dân số" not in paper


def test_populations_declared_later_share_out_what_was_sent_before(district):
    district.declare(dated.OFFICE + dated.UNITS + dated.task("nv", "1") + WHOLE + SHARE)
    send(district, sent(9, 5, 5))
    district.merge(MONTH, now=NOW)
    district.declare(
        dated.OFFICE + with_people(dated.UNITS) + dated.task("nv", "1") + WHOLE + SHARE
    )
    district.merge(MONTH, now="2023-03-12T11:00")
    book, paper = outputs(district)
    assert shares_in(book)["UBND xã Mẫu"] == (667, 662, None)  # more than ten years ahead
    assert "trong kỳ tăng quá ít để đạt" in paper


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (SHARE.replace('"ct-chung"', '"ct-chun"'), "“ct-chun”. Có phải “ct-chung” không?"),
        (SHARE.replace('"flow"', '"stock"'), "chỉ tiêu chia phần (share_of) phải là số cộng dồn"),
        (SHARE + "target = 5\n", "chỉ tiêu chia phần (share_of) phải là số cộng dồn"),
        (SHARE.replace('"population"', '"area"'), "“area” không dùng được ở đây"),
        (SHARE.replace('shared_by = "population"\n', ""), "mục “indicators[2].shared_by”"),
    ],
)
def test_a_mistake_is_named(district, row, said):
    district.declare(dated.OFFICE + dated.UNITS + dated.task("nv", "1") + WHOLE + row)
    with pytest.raises(BaocaoError) as raised:
        load_register(district.folder.root / "config.toml")
    assert said in str(raised.value)


def test_a_population_is_a_number_of_people():
    unit = {"code": "xa", "name": "Xã Mẫu", "group": "xa", "reports": ["monthly"]}
    assert not schema_faults("include", {"units": [unit | {"population": 5000}]})
    assert schema_faults("include", {"units": [unit | {"population": 0}]})


def test_the_shipped_office_makes_no_population_up(office_folder):
    office = load_register(office_folder.root / "config.toml").office
    assert all(unit.population is None for unit in office.units)
    assert office.indicator("ct-tai-khoan-xa").share_of == "ct-tai-khoan"
