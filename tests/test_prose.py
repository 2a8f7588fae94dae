"""The sentences of the reports: short, as officials write them, each figure once."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from made import ROOT, WEEK, filled, read, summary_of, worded
from monthly import BIG, COUNT, OFFICE, RATE, SMALL, STATE, District, figures

from pipeline import texts
from pipeline.consolidate.grids.gather import grids_of
from pipeline.consolidate.wording import word_report
from pipeline.domain.numeral import Numeral, Piece, Sum
from pipeline.domain.office import Abbreviation
from pipeline.domain.period import Period
from pipeline.domain.plan import Pace
from pipeline.domain.report import Run, Unbroken
from pipeline.outputs.report.unbroken import unbroken
from pipeline.texts.numbers import counted, days_written_alike, late_said, percent

SHARED = ROOT / "input_templates" / "shared" / "report.md"
MAR, APR = Period.parse("2023-03"), Period.parse("2023-04")


def said(report):
    return "\n".join(block.text for block in report.blocks)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (15999, 20000, "79,995%"),
        (79999, 100000, "79,999%"),
        (4, 5, "80%"),
        (1343, 1658, "81%"),
        (1, 3, "33,33%"),
        (9999, 10000, "99,99%"),
        (999999, 1000000, "99,9999%"),
        (0, 7, "0%"),
        (0, 0, "–"),
    ],
)
def test_a_rate_never_seems_to_reach_the_whole_per_cent_it_misses(part, whole, words):
    assert percent(part, whole) == words


def test_counts_days_and_delays_are_written_in_one_way():
    assert [counted(n) for n in (0, 1, 9, 10, 1234)] == ["0", "01", "09", "10", "1.234"]
    alike = "ngày 29/05/2023, ngày 6/6/2023, 31/02/2023, số 06/01/2022/QĐ"
    assert (
        days_written_alike(alike) == "ngày 29/5/2023, ngày 06/6/2023, 31/02/2023, số 06/01/2022/QĐ"
    )
    assert late_said(timedelta(hours=2)) == "trễ ít nhất 02 giờ"
    assert late_said(timedelta(seconds=20)) == "trễ chưa đến 01 phút"


# --- a week ---


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prose")
    periods = Period.parse("2023-W11"), WEEK
    sent = [
        read(filled(unit, folder, period), f"{period}-{unit}.xlsx")
        for period in periods
        for unit in ("tu-phap", "cong-an")
    ]
    return summary_of(sent)


@pytest.fixture
def word(week, tmp_path):
    def word(body, summary=week):
        path = tmp_path / "report.md"
        path.write_text(f"# BÁO CÁO\n\n# Kết quả\n\n{body}", encoding="utf-8")
        return word_report(path, summary)

    return word


def test_a_count_below_ten_has_its_0_and_a_ratio_has_none(word):
    body = "Có {{ sent }} đơn vị, {{ sent }}/{{ owed }} đơn vị, {{ coverage }}, {{ owed }} đơn vị."
    assert said(word(body)) == "Có 02 đơn vị, 2/8 đơn vị, 2/8, 08 đơn vị."


def test_a_short_form_is_written_out_where_it_comes_first(word, week):
    forms = (Abbreviation("DVC", "dịch vụ công"), Abbreviation("CSDL", "cơ sở dữ liệu"))
    summary = replace(week, office=replace(week.office, abbreviations=forms))
    body = "## Các DVC\n\nDVC mức cao; DVC khác; DVCTT.\n\n- Có CSDL của DVC.\n\nCSDL."
    assert said(word(body, summary)).splitlines() == [
        "I. Các DVC",
        "Dịch vụ công (DVC) mức cao; DVC khác; DVCTT.",
        "Có cơ sở dữ liệu (CSDL) của DVC.",
        "CSDL.",
    ]


def test_points_of_a_section_are_lettered(word):
    body = "## Một\n\n### Hai\n\n#### Ba\n\nLời.\n\n#### Bốn\n\nLời.\n\n### Năm\n\n#### Sáu\n\nLời."
    lines = said(word(body)).splitlines()
    assert [line for line in lines if line != "Lời."] == [
        *("I. Một", "1. Hai", "a) Ba", "b) Bốn", "2. Năm", "a) Sáu"),
    ]
    assert texts.document.headed("Mục 2 đề cương: công tác") == "Công tác"
    assert texts.document.headed("Công tác: khác") == "Công tác: khác"


def test_how_many_units_are_counted_is_said_once_and_only_where_some_are_missing(week):
    body = said(worded(week))
    assert body.count("số liệu của 2/8 đơn vị") == 1
    whole = replace(week.lines[-1], present=week.lines[-1].expected, partial=(), carried=False)
    complete = said(worded(replace(week, lines=(*week.lines[:-1], whole), total=whole)))
    assert "Theo số liệu của các đơn vị (Phụ lục kèm theo)" in complete


def test_of_many_services_below_the_target_the_three_lowest_are_named(week):
    services = [line for line in week.lines if line.service and line.present]
    low = {
        id(line): replace(line, values={**line.values, "received_online": n, "received_new": 100})
        for n, line in enumerate(services, start=20)
    }
    lines = tuple(low.get(id(line), line) for line in week.lines)
    (told,) = [
        line
        for line in said(worded(replace(week, lines=lines))).splitlines()
        if "thấp nhất là" in line
    ]
    assert re.findall(r"\d+(?=/100 hồ sơ)", told) == ["20", "21", "22"]
    assert "dưới 80% (Phụ lục), thấp nhất là:" in told and len(services) > 3


def test_one_file_beside_another_is_no_trend(week):
    body = said(worded(week))
    assert "Chưa đủ đơn vị có báo cáo cả hai kỳ để so sánh với tuần" in body
    units = tuple(standing.unit.code for standing in week.standings)
    comparison = replace(week.comparison, units=units)
    compared = said(worded(replace(week, comparison=comparison)))
    assert re.search(r"tiếp nhận mới 160 hồ sơ, không thay đổi", compared)


# --- longer periods ---


def told(line):
    return f"{texts.plan.pace_words(line)}"


def test_a_pace_below_one_a_week_is_said_as_what_is_left_and_by_when():
    district = District(replace(OFFICE, units=(SMALL,)))
    district.month(SMALL, MAR, (0, 900), (0, 0, 0, 0), (1, 2))
    (line,) = [x for x in district.summary(MAR).plan.sums if x.indicator.code == COUNT.code]
    assert told(line) == (
        "phấn đấu bình quân 7 hồ sơ/tuần để đạt 1.000 hồ sơ chậm nhất ngày 30/6/2023"
    )
    slow = replace(line, pace=Pace(left=2, by=date(2023, 6, 30), days=112, per_week=1))
    assert told(slow) == "phấn đấu hoàn thành 2 hồ sơ còn lại chậm nhất ngày 30/6/2023"
    assert "chỉ tiêu 1.000 hồ sơ, hạn 30/6/2023, còn 2 hồ sơ" in texts.plan.indicator_alone(slow)


def test_what_changed_since_the_month_before_adds_up_by_unit():
    district = District(replace(OFFICE, units=(BIG, SMALL)))
    for period, big, small in ((MAR, 100, 40), (APR, 160, 30)):
        opening = 0 if period is MAR else 100, 0 if period is MAR else 40
        district.month(BIG, period, (opening[0], big), (0, 0, 0, 0), (1, 2))
        district.month(SMALL, period, (opening[1], small), (0, 0, 0, 0), (1, 2))
    summary = district.summary(APR)
    body = said(word_report(SHARED, summary))
    assert (
        f"{COUNT.title}: tăng 50 hồ sơ (35,71%), trong đó {BIG.name} tăng 60, "
        f"{SMALL.name} giảm 10." in body
    )
    assert "Chưa có số liệu tháng 2 năm 2023 để so sánh." in said(
        word_report(SHARED, district.summary(MAR))
    ).replace("\u00a0", " ")


def test_what_changed_is_said_of_units_that_reported_both():
    district = District(replace(OFFICE, units=(BIG, SMALL)))
    district.month(BIG, MAR, (0, 100), (0, 0, 0, 0), (1, 2))
    district.month(BIG, APR, (100, 90), (0, 0, 0, 0), (1, 2))
    district.month(SMALL, APR, (0, 500), (0, 0, 0, 0), (1, 2))
    body = said(word_report(SHARED, district.summary(APR)))
    assert f"{COUNT.title}: giảm 10 hồ sơ (10%), tính trên 1/2 đơn vị có báo cáo cả hai kỳ." in body


def test_a_document_is_listed_in_the_period_it_was_issued_in():
    district = District(replace(OFFICE, units=(SMALL,)))
    for period, number in ((MAR, 12), (APR, 13)):
        rows = {"nv-han": {"documents": f"Kế hoạch số {number}/KH-UBND ngày 05/3/2023"}}
        flows = {COUNT.code: figures(0, 1), RATE.code: figures(0, 0, 0, 0)}
        stocks = {STATE.code: {"closing": 1, "closing_of": 2}}
        district.send(SMALL, period, {"tasks": rows, "flows": flows, "stocks": stocks})
    march, april = (said(word_report(SHARED, district.summary(p))) for p in (MAR, APR))
    assert "Kế hoạch số 12/KH-UBND" in march and "KH-UBND" not in april


def test_a_year_in_which_nothing_was_reported_praises_nobody_and_lists_no_gaps():
    district = District(replace(OFFICE, units=(BIG, SMALL)))
    body = said(word_report(SHARED, district.summary(Period.parse("2023"))))
    assert "Chưa có đơn vị nào gửi báo cáo hợp lệ nên chưa đủ số liệu để tổng hợp" in body
    for never in ("Ưu điểm", "dẫn đầu", "Chỉ tiêu đạt", "Chỉ tiêu chưa đạt", "Thiếu báo cáo"):
        assert never not in body
    assert "0/2" not in body


def by_unit(summary):
    return grids_of(summary, word_report(SHARED, summary))["by_unit"]


def test_where_nobody_reported_one_sentence_stands_for_the_table_of_units():
    district = District(replace(OFFICE, units=(BIG, SMALL)))
    grid = by_unit(district.summary(APR))
    assert (grid.rows, grid.empty) == ((), texts.plan.BY_UNIT_NOBODY)
    district.month(BIG, APR, (0, 1), (0, 0, 0, 0), (1, 2))
    assert len(by_unit(district.summary(APR)).rows) == 2


def test_columns_of_long_figures_by_unit_have_more_of_the_page():
    district = District(replace(OFFICE, units=(BIG, SMALL)))
    district.month(BIG, APR, (0, 1), (0, 0, 0, 0), (2568, 2999))
    grid = by_unit(district.summary(APR))
    row = next(one for one in grid.rows if not one.state)
    assert texts.tables.cell_words(row.cells[STATE.code]) == "2.568/2.999"
    rooms = {column.id: column.room for column in grid.columns}
    assert rooms[STATE.code] / rooms[COUNT.code] == pytest.approx(11 / 8)
    assert sum(rooms.values()) == pytest.approx(252)


def test_units_that_lack_the_same_reports_are_told_together():
    weeks = [Period.parse(f"2023-W{n:02}") for n in (23, 24, 25)]
    missing = [(week, unit) for unit in (BIG, SMALL) for week in weeks]
    assert texts.plan.missing_words(missing) == (
        f"{BIG.name}, {SMALL.name} (tuần 23/2023 đến tuần 25/2023)"
    )


# --- where no line ends ---


def test_names_days_and_measures_stay_on_one_line():
    pieces = (
        Piece("UBND xã Hương Lâm, Văn phòng HĐND-UBND huyện có "),
        Piece("05", Sum.of("a"), in_prose=True),
        Piece(" hồ sơ, hạn ngày 06/6/2023 tại Phụ lục IV."),
    )
    names = ("UBND xã Hương Lâm", "Văn phòng HĐND-UBND huyện")
    what = Unbroken(names, texts.numbers.BEFORE_A_NUMBER, texts.numbers.AFTER_A_NUMBER)
    (run,) = unbroken([Run(pieces)], what)
    assert run.text == (
        "UBND xã\u00a0Hương\u00a0Lâm, Văn phòng\u00a0HĐND\u2011UBND\u00a0huyện có 05\u00a0hồ sơ, "
        "hạn ngày\u00a006/6/2023 tại Phụ\u00a0lục IV.".replace("Phụ\u00a0lục IV", "Phụ lục\u00a0IV")
    )
    assert unbroken([Run(pieces)], Unbroken())[0].text.startswith("UBND xã")


def test_what_is_counted_is_known_through_the_sentence():
    size = texts.plan.change_words(Numeral(30, Sum.of("a")), Numeral(40, Sum.of("b")), "hồ sơ")
    assert size == "giảm 10 hồ sơ (25%)" and [p.made for p in size.pieces if p.made]
    few = texts.plan.change_words(Numeral(3, Sum.of("a")), Numeral(4, Sum.of("b")), "hồ sơ")
    assert few == "giảm 1 hồ sơ", "a rate of four says nothing"
