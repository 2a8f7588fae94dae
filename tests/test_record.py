"""What the ledger keeps of a reading is the whole reading."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from made import FORMS, filled, read
from weekly import FORM

from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.period import Period
from pipeline.domain.submission import Answer, Entry, Row, Submission
from pipeline.intake.record import from_json, to_json
from pipeline.texts.findings import said

FULL = Submission(
    file="xã/báo cáo “tuần”.xlsx",
    sha256="ab" * 32,
    form="weekly",
    version=3,
    unit="tu-phap",
    period=Period.parse("2023-W12"),
    sheets={"services": "Số liệu (2)"},
    rows=(
        Row(
            "services",
            "dvc-09",
            {
                "received_online": Entry(12, "E10", "12 hồ sơ"),
                "rejected": Entry(None, "P10"),
                "overdue_reason": Entry("Chờ\nxác minh", "T10"),
            },
            declared_none=False,
        ),
        Row("services", "dvc-10", {"received_online": Entry(0, "E11")}, declared_none=True),
    ),
    none_declared=True,
    answers={"section_2": Answer(False, "Đã họp", "D5"), "section_3": Answer(True, "", "D6")},
    fields={"signed_by": Entry("Nguyễn Văn Mẫu", "C12"), "phone": Entry(None, "C13")},
    saved_at=datetime(2023, 3, 28, 8, 41, 7, 123456, tzinfo=timezone(timedelta(hours=7))),
    findings=(
        Finding(
            "C10",
            Severity.NOTE,
            Where("a", "Số liệu", "E10", "Trực tuyến"),
            {"value": "“quote” \\ \u2028", "read": 12},
            "u",
        ),
        Finding("F15", Severity.WARNING, Where("a")),
        Finding("Q04", Severity.ERROR, Where("a", "s"), {"received_total": 4}),
    ),
)
EMPTY = Submission(
    file="",
    sha256="",
    form=None,
    version=None,
    unit=None,
    period=None,
    sheets={},
    rows=(),
    none_declared=False,
    answers={},
    fields={},
    saved_at=None,
    findings=(),
)


def kept(submission):
    """Write a submission down as the ledger does, and read it back."""
    return from_json(json.loads(json.dumps(to_json(submission), ensure_ascii=False)), FORMS)


def test_everything_comes_back():
    for submission in (FULL, EMPTY):
        assert kept(submission) == submission
    back = kept(FULL)
    assert [type(f.severity) for f in back.findings] == [Severity] * 3
    assert isinstance(back.period, Period) and tuple(back.rows) == FULL.rows
    assert back.saved_at.utcoffset() == timedelta(hours=7)
    assert back.valid is FULL.valid is False


def test_a_record_holds_only_what_json_knows():
    written = json.dumps(to_json(FULL), sort_keys=True)
    assert json.dumps(json.loads(written), sort_keys=True) == written
    assert json.loads(written)["period"] == "2023-W12"
    assert json.loads(written)["saved_at"] == "2023-03-28T08:41:07.123456+07:00"


def test_a_real_form_comes_back(tmp_path):
    submission = read(filled("tu-phap", tmp_path))
    assert submission.valid and submission.saved_at
    assert kept(submission) == submission


def test_a_broken_rule_comes_back_with_the_rule_of_its_form(tmp_path):
    """The record holds the code alone: the sentence is the one that the form has now."""
    submission = read(filled("tu-phap", tmp_path, rejected=2))
    finding = submission.findings[0]
    assert finding.code == "Q06" and "Q06" in json.dumps(to_json(submission))
    assert said(finding).message not in json.dumps(to_json(submission), ensure_ascii=False)
    assert kept(submission).findings == submission.findings
    table = FORM.table
    rules = tuple(replace(rule, message="{rejected} hồ sơ", action="Sửa.") for rule in table.rules)
    form = replace(FORM, tables=(replace(table, rules=rules),))
    again = from_json(to_json(submission), {form.kind: form}).findings[0]
    assert said(again) == ("2 hồ sơ", "Sửa.")


def test_details_that_name_a_citizen_are_covered_before_they_are_kept(tmp_path):
    """A cell that is no count is quoted, and so is a list's wrong answer."""

    def tamper(form):
        form.fill("dvc-09", rejected="gọi 0912000001")
        form.narrative.cell(form.narrative_rows["signed_as"], 3).value = "CCCD 042099000001"

    submission = read(filled("tu-phap", tmp_path, tamper=tamper))
    quoted = {f.code: f.details["value"] for f in submission.findings if "value" in f.details}
    assert quoted == {"C03": "gọi 091•••••••", "C20": "CCCD 042•••••••••"}
    written = json.dumps(to_json(submission), ensure_ascii=False) + repr(kept(submission))
    assert "0912000001" not in written and "042099000001" not in written


def test_a_rule_of_an_earlier_form_is_worded_by_that_form(tmp_path):
    """What was sent out on an earlier version is read by it, and its rules are worded by it."""
    record = to_json(read(filled("tu-phap", tmp_path, rejected=2)))
    table = FORM.table
    rules = tuple(replace(rule, message="khác", action="Khác.") for rule in table.rules)
    tables = (replace(table, rules=rules),)
    later = replace(FORM, version=FORM.version + 1, tables=tables, earlier=(FORM,))
    finding = from_json(record, {later.kind: later}).findings[0]
    assert said(finding).message == "có 2 hồ sơ không tiếp nhận nhưng chưa ghi rõ lý do"


words = st.text(st.characters(codec="utf-8"), max_size=20)
maybe = st.none() | words
entries = st.builds(Entry, st.none() | st.integers() | words, words, words)
wheres = st.builds(Where, words, maybe, maybe, maybe)
periods = st.sampled_from(["2000", "2023-W52", "2020-W53", "2023-03", "2999-H2"]).map(Period.parse)
moments = st.datetimes(
    datetime(2000, 1, 1),
    datetime(2999, 1, 1),
    timezones=st.sampled_from([UTC, FULL.saved_at.tzinfo]),
)
submissions = st.builds(
    Submission,
    file=words,
    sha256=words,
    form=maybe,
    version=st.none() | st.integers(),
    unit=maybe,
    period=st.none() | periods,
    sheets=st.just({"services": "Số liệu"}),
    rows=st.lists(
        st.builds(Row, words, words, st.dictionaries(words, entries, max_size=3), st.booleans()),
        max_size=3,
    ).map(tuple),
    none_declared=st.booleans(),
    answers=st.dictionaries(words, st.builds(Answer, st.booleans(), words, words), max_size=3),
    fields=st.dictionaries(words, entries, max_size=3),
    saved_at=st.none() | moments,
    findings=st.lists(
        st.builds(
            Finding,
            words,
            st.sampled_from(Severity),
            wheres,
            st.dictionaries(words, st.integers() | words, max_size=3),
            maybe,
        ),
        max_size=3,
    ).map(tuple),
)


@settings(deadline=None)
@given(submissions)
def test_any_reading_comes_back(submission):
    assert kept(submission) == submission
