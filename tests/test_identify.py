"""Whose report a workbook is: by what was written into it, never by the names it carries."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import OFFICE, WEEK, filled, read

from pipeline.domain.finding import Severity
from pipeline.domain.office import Validity
from pipeline.domain.period import Period
from pipeline.intake.words import fold


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("returned")


def written(**values):
    """Write other values into the hidden sheet."""

    def tamper(form):
        for row in form.book["_baocao06"].iter_rows(max_row=6):
            if row[0].value in values:
                row[1].value = values[row[0].value]

    return tamper


def about(submission):
    """What is said about identity: code, severity."""
    return {f.code: f.severity for f in submission.findings if f.code.startswith(("S", "H50"))}


def renamed(new, *, sheet=None):
    """Type another name over the unit's, and maybe rename the sheet."""

    def tamper(form):
        changed = 0
        for row in form.table.iter_rows(max_row=6):
            for cell in row:
                if cell.value == "Phòng Tư pháp":
                    cell.value, changed = new, changed + 1
        assert changed
        if sheet:
            form.table.title = sheet

    return tamper


REFUSED = {
    "no hidden sheet": ("S01", lambda form: form.book.remove(form.book["_baocao06"])),
    "hidden sheet renamed": ("S01", lambda f: setattr(f.book["_baocao06"], "title", "x")),
    "another office": ("S02", written(office="Tổ công tác Đề án 06 huyện Vũ Quang")),
    "no office": ("S02", written(office=None)),
    "another form": ("S03", written(form="monthly")),
    "no form": ("S03", written(form=None)),
    "old version": ("H50", written(version=0)),
    "version of words": ("S04", written(version="một")),
    "version between": ("S04", written(version=1.5)),
    "version without end": ("S04", written(version="9" * 5000)),
    "superscript version": ("S04", written(version="¹")),
    "unknown unit": ("S05", written(unit="so-xay-dung")),
    "unit by name": ("S05", written(unit="Phòng Tư pháp")),
    "no unit": ("S05", written(unit=None)),
    "no such week": ("S06", written(period="2023-W53")),
    "a month": ("S06", written(period="2023-03")),
    "a year as a number": ("S06", written(period=2023)),
    "no period": ("S06", written(period=None)),
    "another unit's name": ("S08", renamed("Bảo hiểm xã hội huyện Hương Khê")),
    "another unit's alias": ("S08", renamed("BHXH  HUYỆN")),
    "another unit's name, sheet renamed": ("S08", renamed("Điện lực huyện", sheet="Trang 1")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_surely_ours_is_refused(folder, name):
    code, tamper = REFUSED[name]
    submission = read(filled("tu-phap", folder, tamper=tamper))
    assert about(submission) == {code: Severity.ERROR}
    assert not submission.valid


@pytest.mark.parametrize("new", ["PHÒNG TƯ PHÁP", "Phòng Tư pháp huyện", "tư pháp 2", None])
def test_the_units_own_name_or_none_at_all_is_fine(folder, new):
    submission = read(filled("tu-phap", folder, tamper=renamed(new)))
    assert about(submission) == {}
    assert submission.valid


def test_the_name_of_the_file_is_only_a_hint(folder):
    content = filled("tu-phap", folder)
    for name in ("thue.xlsx", "Bảo hiểm xã hội/2023-W12.xlsx", "2023-W99.xlsx", "12023-W11.xlsx"):
        submission = read(content, name)
        assert (submission.unit, submission.period, about(submission)) == ("tu-phap", WEEK, {})
    for name in ("2023-W11 tư pháp.xlsx", "2023-W11/a.xlsx"):
        submission = read(content, name)
        assert (submission.unit, submission.period) == ("tu-phap", WEEK)
        assert about(submission) == {"S09": Severity.WARNING}
        assert submission.valid


def test_the_last_period_in_the_name_counts(folder):
    content = filled("tu-phap", folder, Period.parse("2023-W11"))
    assert about(read(content, "2023-W12/2023-W11-tu-phap.xlsx")) == {}


def office_with(**changed):
    units = tuple(replace(u, **changed.get(u.code.replace("-", "_"), {})) for u in OFFICE.units)
    return replace(OFFICE, units=units)


@pytest.mark.parametrize(
    ("validity", "owed"),
    [
        (Validity(), True),
        (Validity(since=date(2023, 3, 26)), True),  # the window's last day
        (Validity(since=date(2023, 3, 27)), False),
        (Validity(until=date(2023, 3, 26)), True),
        (Validity(until=date(2023, 3, 25)), False),
    ],
)
def test_a_unit_owes_while_it_exists(folder, validity, owed):
    office = office_with(tu_phap={"validity": validity})
    submission = read(filled("tu-phap", folder), office=office)
    assert about(submission) == ({} if owed else {"S07": Severity.ERROR})


@pytest.mark.parametrize("successor_first", [True, False])
def test_a_successor_of_the_same_name_is_not_another_unit(folder, successor_first):
    """A unit reorganised under a new code keeps its name; forms of both are their own."""
    unit = OFFICE.unit("tu-phap")
    gone = replace(unit, code="tu-phap-cu", validity=Validity(until=date(2023, 1, 31)))
    pair = (gone, unit) if successor_first else (unit, gone)
    others = tuple(one for one in OFFICE.units if one is not unit)
    office = replace(OFFICE, units=(*pair, *others))
    submission = read(filled("tu-phap", folder), office=office)
    assert about(submission) == {}
    assert submission.valid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Hải", "HOÀ HẢI"),
        ("Thủy lợi", "thuỷ  lợi"),
        ("Khỏe", "khoẻ"),
        ("Đội 1", "Ðội 1"),
        ("Ho\u0300a", "Hòa"),
    ],
)
def test_names_match_but_for_case_spaces_and_tone_marks(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hóa"), ("Quý", "Qúy 2"), ("Thuế", "Thuê"), ("Hoan", "Hòan 1")]
)
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert fold(fold(name)) == fold(name)


def names_of(unit):
    return (unit.name, unit.short_name, *unit.aliases)


def others_beside(unit):
    """The units that report when this one does: a successor may keep its forerunner's name."""
    return [
        other
        for other in OFFICE.units
        if other is not unit
        and (other.validity.since or date.min) <= (unit.validity.until or date.max)
        and (unit.validity.since or date.min) <= (other.validity.until or date.max)
    ]


def late_tones(text):
    """Put the tone of an open oa, oe, uy on its second letter, as others type it."""
    apart = unicodedata.normalize("NFD", text)
    tone = "[\u0300\u0301\u0303\u0309\u0323]"
    return re.sub(
        f"(?<![qQ])(o)({tone})([ae])(?!\\w)|(?<![qQ])(u)({tone})(y)(?!\\w)",
        lambda m: "".join(m[i] for i in ((1, 3, 2) if m[1] else (4, 6, 5))),
        apart,
        flags=re.IGNORECASE,
    )


RETYPED = st.lists(
    st.sampled_from(
        [
            str.upper,
            str.lower,
            str.title,
            late_tones,
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: unicodedata.normalize("NFC", text),
            lambda text: f"  {text}\u00a0",
            lambda text: text.replace(" ", "  "),
            lambda text: text.replace(" ", "\u00a0"),
            lambda text: text.replace("Đ", "Ð"),
        ]
    ),
    max_size=5,
)


@given(unit=st.sampled_from(OFFICE.units), retyped=RETYPED, data=st.data())
def test_a_name_typed_another_way_is_the_same_and_nobody_elses(unit, retyped, data):
    name = typed = data.draw(st.sampled_from(names_of(unit)))
    for change in retyped:
        typed = change(typed)
    assert fold(typed) == fold(name)
    for other in others_beside(unit):
        assert fold(typed) not in {fold(one) for one in names_of(other)}


def test_no_two_units_share_a_name():
    for unit in OFFICE.units:
        assert len(others_beside(unit)) > 5
        keys = {fold(name) for name in names_of(unit)}
        for other in others_beside(unit):
            assert not keys & {fold(name) for name in names_of(other)}, (unit.code, other.code)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(retyped=RETYPED)
def test_a_form_stays_its_units_however_its_name_is_typed(folder, retyped):
    typed = "Phòng Tư pháp"
    for change in retyped:
        typed = change(typed)
    submission = read(filled("tu-phap", folder, tamper=renamed(typed)))
    assert about(submission) == {} and submission.valid
    assert (submission.unit, submission.period, submission.form) == ("tu-phap", WEEK, "weekly")
