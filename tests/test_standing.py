"""Punctuality by evidence: a table of what is known and what follows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.consolidate.standing import Version, in_order, stand
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.office import Unit, Validity
from pipeline.domain.period import Period
from pipeline.domain.standing import StandingKind
from pipeline.domain.submission import Submission

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2023, 3, 28, 9, tzinfo=ZONE)
UNIT = Unit(
    code="tu-phap",
    name="Phòng Tư pháp",
    short_name="Tư pháp",
    aliases=(),
    contact="",
    validity=Validity(since=date(2020, 1, 1)),
)


def version(seen, saved=None, *, file="a.xlsx", valid=True):
    error = Finding("C01", Severity.ERROR, Where(file))
    return Version(
        Submission(
            file=file,
            sha256=file,
            form="weekly",
            version=1,
            unit="tu-phap",
            period=Period.parse("2023-W12"),
            sheets={},
            rows=(),
            none_declared=False,
            answers={},
            fields={},
            saved_at=saved,
            findings=() if valid else (error,),
        ),
        seen,
    )


def hours(n):
    return DUE + timedelta(hours=n)


@pytest.mark.parametrize(
    ("saved", "seen", "kind", "late_by"),
    [
        (hours(-5), hours(-1), StandingKind.ON_TIME, None),
        (None, hours(-1), StandingKind.ON_TIME, None),
        (hours(-1), hours(0), StandingKind.UNDECIDED, None),  # "trước 09h" excludes 09:00
        (hours(-1), hours(3), StandingKind.UNDECIDED, None),
        (None, hours(3), StandingKind.UNDECIDED, None),
        (hours(0), hours(3), StandingKind.LATE, timedelta(0)),
        (hours(2), hours(3), StandingKind.LATE, timedelta(hours=2)),
        (hours(9), hours(3), StandingKind.UNDECIDED, None),  # saved "after" seen: no evidence
    ],
)
def test_the_deadline_is_held_against_the_evidence(saved, seen, kind, late_by):
    standing = stand(UNIT, [version(seen, saved)], DUE, None)
    assert (standing.kind, standing.late_by) == (kind, late_by)


def test_a_named_persons_word_settles_it():
    word = hours(-0.5)
    standing = stand(UNIT, [version(hours(3), hours(-1))], DUE, word)
    assert standing.kind is StandingKind.ON_TIME
    late = stand(UNIT, [version(hours(3), hours(-1))], DUE, hours(1))
    assert (late.kind, late.late_by) == (StandingKind.LATE, timedelta(hours=1))


def test_nothing_is_missing_and_nothing_usable_is_invalid():
    assert stand(UNIT, [], DUE, None).kind is StandingKind.MISSING
    standing = stand(UNIT, [version(hours(-1), valid=False)], DUE, None)
    assert standing.kind is StandingKind.INVALID
    assert standing.in_force is None


def test_the_last_valid_version_is_in_force_and_the_first_valid_one_is_punctual():
    first = version(hours(-5), file="1.xlsx")
    second = version(hours(4), hours(3), file="2.xlsx")
    broken = version(hours(5), hours(4), file="3.xlsx", valid=False)
    standing = stand(UNIT, [broken, second, first], DUE, None)
    assert standing.in_force.file == "2.xlsx"
    assert standing.kind is StandingKind.ON_TIME
    assert [s.file for s in standing.versions] == ["1.xlsx", "2.xlsx", "3.xlsx"]


def test_an_invalid_first_version_does_not_make_a_late_second_one_punctual():
    versions = [version(hours(-5), valid=False), version(hours(4), hours(3), file="2.xlsx")]
    assert stand(UNIT, versions, DUE, None).kind is StandingKind.LATE


def test_the_same_bytes_under_two_names_are_one_version_first_seen_first():
    early, late = version(hours(-5)), version(hours(5))
    assert in_order([late, early]) == (early,)


def run_of(number, seen, saved=None, **more):
    return replace(version(seen, saved, **more), run=number)


def codes(standing):
    return [finding.code for finding in standing.doubts]


def test_a_copy_or_a_moved_file_is_no_new_version():
    old = run_of(1, hours(-5), file="a.xlsx")
    new = run_of(2, hours(-4), file="b.xlsx")
    moved = replace(old, first_seen=hours(5), run=3)
    standing = stand(UNIT, [old, new, moved], DUE, None)
    assert standing.in_force.file == "b.xlsx" and standing.kind is StandingKind.ON_TIME


def test_a_clock_set_back_does_not_make_a_later_version_the_earlier():
    first = run_of(1, hours(-1), file="a.xlsx")
    second = run_of(2, hours(-9), file="b.xlsx")
    assert stand(UNIT, [second, first], DUE, None).in_force.file == "b.xlsx"


def test_two_versions_of_one_run_are_asked_about():
    pair = [
        run_of(1, hours(-2), hours(-4), file="a.xlsx"),
        run_of(1, hours(-2), hours(-3), file="b.xlsx"),
    ]
    standing = stand(UNIT, pair, DUE, None)
    assert standing.in_force.file == "b.xlsx" and codes(standing) == ["V01"]


def test_an_older_save_that_came_later_is_asked_about():
    standing = stand(
        UNIT,
        [
            run_of(1, hours(-5), hours(-6), file="a.xlsx"),
            run_of(2, hours(-2), hours(-9), file="b.xlsx"),
        ],
        DUE,
        None,
    )
    assert standing.in_force.file == "b.xlsx" and codes(standing) == ["V02"]


def test_figures_replaced_after_the_deadline_are_asked_about():
    standing = stand(
        UNIT, [run_of(1, hours(-5), file="a.xlsx"), run_of(2, hours(50), file="b.xlsx")], DUE, None
    )
    assert standing.kind is StandingKind.ON_TIME and codes(standing) == ["V04"]


def test_figures_replaced_by_a_mail_in_time_are_not():
    again = replace(run_of(2, hours(50), file="b.xlsx"), mailed_at=hours(-2))
    standing = stand(UNIT, [run_of(1, hours(-5), file="a.xlsx"), again], DUE, None)
    assert standing.in_force.file == "b.xlsx" and codes(standing) == []


@pytest.mark.parametrize(
    ("saved", "mailed", "kind", "asked"),
    [
        (None, hours(-1), StandingKind.ON_TIME, []),
        (hours(-2), hours(-1), StandingKind.ON_TIME, []),
        (hours(2), hours(-1), StandingKind.LATE, ["V03"]),  # saved after it was mailed
        (None, hours(-24 * 400), StandingKind.UNDECIDED, ["V03"]),  # before the window
        (None, hours(9), StandingKind.UNDECIDED, []),  # after it was seen: a wrong clock
    ],
)
def test_a_mails_time_is_evidence_only_where_it_can_be(saved, mailed, kind, asked):
    one = replace(version(hours(5), saved), mailed_at=mailed)
    standing = stand(UNIT, [one], DUE, None, opens=hours(-24 * 8))
    assert standing.kind is kind and codes(standing) == asked
