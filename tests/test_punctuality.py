"""Who was in time, of all who owed: of eight three, one late, one undecided, three missing."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import permutations

import docx
import openpyxl
import pytest
from made import DUE, drawn_report, drawn_workbook, filled, read, summary_of, worded
from made import OFFICE as SHIPPED
from monthly import OFFICE as MONTHLY
from monthly import ROOT, District, month, unit
from net import spaced

from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.standing import StandingKind

ON_TIME, LATE, UNDECIDED, MISSING, OWED = 3, 1, 1, 3, 8
KINDS = {
    StandingKind.ON_TIME: ON_TIME,
    StandingKind.LATE: LATE,
    StandingKind.UNDECIDED: UNDECIDED,
    StandingKind.MISSING: MISSING,
}
PER_CENT = re.compile(r"(\d+(?:,\d+)?)%")


def per_cent(part, whole):
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".").replace(".", ",")


SENT = ON_TIME + LATE + UNDECIDED
OF_ALL = {per_cent(part, OWED) for part in (*KINDS.values(), SENT, ON_TIME + LATE, OWED, 0)}
# One group over another, or over those who sent: no rate of punctuality.
GROUPS = (ON_TIME, LATE, UNDECIDED, MISSING, SENT, ON_TIME + LATE)
WRONG = {per_cent(part, whole) for part, whole in permutations(GROUPS, 2)} - OF_ALL
# Neither the target nor what the units count may be one of these by chance.
OFFICE = replace(SHIPPED, targets={"online_essential": Fraction(9, 10)})
COUNTED = {"received_online": 7, "received_direct": 3}


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """Of the week's eight units five sent, two of them after the deadline was over."""
    folder = tmp_path_factory.mktemp("made")
    punctual, late, undecided = ("tu-phap", "thue", "bhxh"), "gddt", "ldtbxh"
    sent = [
        read(filled(code, folder, **COUNTED), f"{code}.xlsx", OFFICE)
        for code in (*punctual, late, undecided)
    ]
    saved = {late: DUE + timedelta(hours=1), undecided: DUE - timedelta(hours=1)}
    sent = [replace(one, saved_at=saved.get(one.unit, one.saved_at)) for one in sent]
    seen = dict.fromkeys(saved, DUE + timedelta(hours=2))
    return summary_of(sent, DUE + timedelta(days=1), seen, office=OFFICE)


@pytest.fixture(scope="module")
def long():
    """The same of a month's eight units."""
    units = tuple(unit(f"xa-{n}", f"UBND xã Số {n}") for n in range(OWED))
    district, period = District(replace(MONTHLY, units=units, indicators=())), month("2023-01")
    due = district.office.schedule.deadline(period)
    for n, one in enumerate(units[:SENT]):
        district.send(one, period, {}, late=n >= ON_TIME)
    key = (period, units[SENT - 1].code)
    (version,) = district.versions[key]
    early = replace(version.submission, saved_at=due - timedelta(hours=1))
    district.versions[key] = [Version(early, version.first_seen)]
    return district.summary(period, due + timedelta(days=1))


@pytest.fixture(scope="module", params=["week", "long"])
def told(request):
    """The summary and its report."""
    summary = request.getfixturevalue(request.param)
    if request.param == "week":
        return summary, worded(summary)
    return summary, word_report(ROOT / "input_templates" / "shared" / "report.md", summary)


def test_each_stands_as_meant(told):
    summary, _ = told
    assert len(summary.standings) == OWED
    assert {kind: len(summary.of_kind(kind)) for kind in KINDS} == KINDS


def test_the_report_counts_out_of_all_who_owed(told):
    body = spaced("\n".join(block.text for block in told[1].blocks))
    assert "Có 5/8 đơn vị gửi báo cáo hợp lệ, trong đó 03 đơn vị gửi đúng hạn" in body
    assert "Còn 03 đơn vị chưa gửi báo cáo" in body
    assert "Có 01 đơn vị gửi báo cáo trễ hạn" in body
    counted = re.findall(r"(\d+)/(\d+) đơn vị gửi", body)
    assert counted and {whole for _, whole in counted} == {str(OWED)}


def test_no_rate_of_punctuality_has_another_denominator(told):
    """No sentence about who sent when has a rate but of all; no rate elsewhere is of a part."""
    summary, report = told
    content = drawn_report(summary, report)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    for said in paragraphs:
        rates = set(PER_CENT.findall(said))
        assert not rates & WRONG, said
        if re.search("đơn vị .*gửi|đúng hạn|trễ hạn", said) and "hồ sơ" not in said:
            assert rates <= OF_ALL, said


def test_nor_has_any_cell_of_the_weeks_workbook(week):
    book = openpyxl.load_workbook(io.BytesIO(drawn_workbook(week, worded(week))), data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                rates = set(PER_CENT.findall(cell.value)) if isinstance(cell.value, str) else set()
                if isinstance(cell.value, int | float) and "%" in cell.number_format:
                    rates = {per_cent(cell.value, 1)}
                assert not rates & WRONG, f"{sheet.title} {cell.coordinate}"


def test_what_may_not_be_printed_would_be_seen():
    assert per_cent(LATE, ON_TIME) == "33,33" and per_cent(ON_TIME, SENT) == "60"
    assert {"33,33", "60", "20", "25", "75", "80"} <= WRONG
    assert sorted(OF_ALL) == ["0", "100", "12,5", "37,5", "50", "62,5"]


def test_the_office_has_eight_weekly_units(week):
    owing = [unit.code for unit in OFFICE.reporters(week.period)]
    assert owing == [standing.unit.code for standing in week.standings]
