"""Punctuality by evidence: a table of what is known and what follows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.consolidate.standing import Version, in_order, stand
from pipeline.domain.figure import StandingKind
from pipeline.domain.finding import Finding, Severity, Where
from pipeline.domain.office import Unit, Validity
from pipeline.domain.period import Period
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
    error = Finding("C01", Severity.ERROR, Where(file), "-", "-")
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
