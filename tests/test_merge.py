"""Sums, coverage, comparison and history, against numbers worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from made import DUE, OFFICE, ROW, WEEK, filled, read, summary_of, worded
from net import spaced

from pipeline.consolidate.grids.services import services_grid
from pipeline.domain.period import Period
from pipeline.domain.standing import StandingKind
from pipeline.domain.summary import LineKind, LineState

LATE = DUE + timedelta(hours=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("merged")


def line(summary, label):
    return next(one for one in summary.lines if one.label == label)


def only(*codes):
    """Return the office with no units but some."""
    return replace(OFFICE, units=tuple(unit for unit in OFFICE.units if unit.code in codes))


def body(summary):
    return spaced("\n".join(block.text for block in worded(summary).blocks))


def test_a_missing_unit_is_not_zero(folder):
    summary = summary_of([read(filled("tu-phap", folder)), read(filled("thue", folder))])
    total = summary.total
    # Six services of 11 files each: 8 + 2 + 1, of which 10 resolved.
    assert (total.values["received_total"], total.values["resolved_total"]) == (66, 60)
    assert total.coverage == "2/8"
    police = line(summary, "Công an")
    assert police.state is LineState.NOT_REPORTED
    assert police.values["received_total"] is None
    assert "2/8 đơn vị" in body(summary)
    missing = summary.of_kind(StandingKind.MISSING)
    assert len(missing) == 6


def test_a_service_nobody_reports_says_so(folder):
    summary = summary_of([read(filled("tu-phap", folder))])
    licence = line(summary, "Cấp đổi, cấp lại giấy phép lái xe")
    assert (licence.state, licence.expected) == (LineState.NO_REPORTER, ())
    note, _ = services_grid(summary, "").notes  # and what the numbers are
    assert "dịch vụ công số 20" in note and "số 20" not in body(summary)


def test_a_sector_counts_only_those_who_report_in_it(folder):
    summary = summary_of([read(filled("tu-phap", folder))])
    justice = line(summary, "Tư pháp")
    assert justice.kind is LineKind.SECTOR and justice.coverage == "1/1"
    assert justice.values["received_online"] == 5 * 8


def test_the_last_valid_version_is_in_force(folder):
    first = read(filled("thue", folder), "1.xlsx")
    second = read(
        filled("thue", folder, received_online=9, resolved_early=4, results_returned=11), "2.xlsx"
    )
    broken = read(
        filled("thue", folder, tamper=lambda f: f.fill("dvc-18", rejected=None)), "3.xlsx"
    )
    assert second.valid and not broken.valid
    summary = summary_of([first, second, broken])
    standing = next(s for s in summary.standings if s.unit.code == "thue")
    assert standing.in_force.file == "2.xlsx" and len(standing.versions) == 3
    assert summary.total.values["received_online"] == 9
    assert any(f.where.file == "3.xlsx" for f in summary.findings)


def test_who_has_no_valid_report_after_the_deadline_is_urged_by_name(folder):
    broken = filled("thue", folder, tamper=lambda f: f.fill("dvc-18", rejected=None))
    (urged,) = [
        text
        for text in body(summary_of([read(broken), read(filled("bhxh", folder))], LATE)).split("\n")
        if "chấp hành nghiêm thời hạn báo cáo" in text
    ]
    assert OFFICE.unit("thue").name in urged and OFFICE.unit("tu-phap").name in urged
    assert OFFICE.unit("bhxh").name not in urged


def test_comparison_leaves_out_whoever_reported_once(folder):
    last = Period.parse("2023-W11")
    before = [
        read(filled("thue", folder, last), "a.xlsx"),
        read(filled("bhxh", folder, last), "b.xlsx"),
    ]
    now = [
        read(
            filled("thue", folder, received_online=13, resolved_early=8, results_returned=15),
            "c.xlsx",
        )
    ]
    summary = summary_of(before + now)
    comparison = summary.comparison
    assert comparison.units == ("thue",)
    assert (comparison.before["received_online"], comparison.now["received_online"]) == (8, 13)
    said = body(summary)
    assert "Chưa đủ đơn vị có báo cáo cả hai kỳ để so sánh với tuần 11 năm 2023" in said
    assert "(mới có 1/8 đơn vị)" in said
    # Cumulative: flows of both weeks and both units; stocks are not summed.
    assert summary.cumulative.values["received_online"] == 8 + 8 + 13
    assert "carried_over" not in summary.cumulative.values
    assert not summary.cumulative.complete
    # Twelve weeks since January, eight units each.
    assert (summary.cumulative.reports, summary.cumulative.owed) == (3, 96)
    assert "(02 tuần; số liệu của 3/96 báo cáo tuần)" in said
    before.append(read(filled("tu-phap", folder, last), "d.xlsx"))
    now.append(read(filled("tu-phap", folder), "e.xlsx"))
    of_three = summary_of(before + now, office=only("thue", "bhxh", "tu-phap"))
    assert (
        "So với tuần 11 năm 2023 (tính trên 2/3 đơn vị có báo cáo cả hai kỳ): "
        "tiếp nhận mới 65 hồ sơ, tăng 05 hồ sơ (8,33%)"  # 50 + 15, after 50 + 10
    ) in body(of_three)


def test_nothing_changed_is_said_without_a_rate(folder):
    last = Period.parse("2023-W11")
    sent = [read(filled("thue", folder, last), "a.xlsx"), read(filled("thue", folder), "b.xlsx")]
    said = body(summary_of(sent, office=only("thue")))
    compared = next(p for p in said.splitlines() if p.startswith("So với"))
    assert compared.count("không thay đổi") == 3
    assert not any(word in compared for word in ("tăng", "giảm", "%"))


def test_an_opening_that_differs_needs_an_explanation(folder):
    last = Period.parse("2023-W11")
    before = read(filled("thue", folder, last), "a.xlsx")  # closes with 1 pending
    opening = {"carried_over": 4, "resolved_early": 6, "results_returned": 13}
    silent = read(filled("thue", folder, **opening), "b.xlsx")
    summary = summary_of([before, silent])
    found = [f for f in summary.findings if f.code == "Q08"]
    assert (
        found
        and found[0].where.cell
        and found[0].details
        == {
            "carried_over": 4,
            "past": 1,
        }
    )
    assert [s.kind for s in summary.standings if s.unit.code == "thue"] == [StandingKind.INVALID]
    told = read(
        filled("thue", folder, **opening, explanation="Tuần trước đếm thiếu 3 hồ sơ"), "c.xlsx"
    )
    assert not [f for f in summary_of([before, told]).findings if f.code == "Q08"]


def test_no_report_at_all_still_makes_a_report(folder):
    summary = summary_of([], now=DUE + timedelta(hours=1))
    assert summary.total.state is LineState.NOT_REPORTED and summary.comparison is None
    said = body(summary)
    assert "Chưa có đơn vị nào gửi" in said
    for heading in ("Hồ sơ quá hạn", "Kết quả chung"):
        assert heading not in said


def test_headings_are_numbered_without_holes(folder):
    summary = summary_of([read(filled("thue", folder))])
    headings = [b.text for b in worded(summary).blocks if hasattr(b, "level")]
    top = [h.split(".")[0] for h in headings if h.split(".")[0] in ("I", "II", "III", "IV", "V")]
    assert top == ["I", "II", "III", "IV"]
    under = [int(h.split(".")[0]) for h in headings if h[0].isdigit()]
    assert under == list(range(1, len(under) + 1))


def test_words_of_units_are_no_markup(folder):
    said = "**in đậm** # một [liên kết](http://x) <b>| {{ total }} _gạch_"
    summary = summary_of([read(filled("thue", folder, overdue_reason=said))])
    assert said in body(summary)


def test_a_unit_that_ended_owes_nothing(folder):
    gone = tuple(
        replace(u, validity=replace(u.validity, until=WEEK.first_day)) if u.code == "bhxh" else u
        for u in OFFICE.units
    )
    office = replace(OFFICE, units=gone)
    summary = summary_of([read(filled("thue", folder))], office=office)
    assert len(summary.standings) == 7 and summary.total.coverage == "1/7"


def test_a_reason_is_said_once_for_a_unit_in_whole_sentences_no_longer_than_a_paragraph(folder):
    why = "Chờ xác minh của cơ quan phối hợp. " + "Hồ sơ đất đai phải thẩm tra thêm. " * 12
    said = body(summary_of([read(filled("tu-phap", folder, overdue_reason=why))]))
    (line,) = [one for one in said.splitlines() if "Chờ xác minh" in one]
    assert line.startswith("Phòng Tư pháp, 05 dịch vụ (05 hồ sơ): Chờ xác minh")
    assert line.endswith("thẩm tra thêm.") and len(line) < 400 and "…" not in line


def test_overdue_files_are_said_by_what_became_of_them(folder):
    said = body(summary_of([read(filled("tu-phap", folder))]))
    assert "Có 05 hồ sơ quá hạn, đều đã giải quyết xong" in said


def test_nothing_at_all_is_one_sentence(folder):
    nothing = dict.fromkeys(
        (name for name in ROW if name not in ("overdue_reason", "explanation")), 0
    )
    said = body(summary_of([read(filled("thue", folder, **nothing, overdue_reason=None))]))
    assert "trong kỳ không phát sinh hồ sơ" in said and "Kết quả chung" not in said
