from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.office import Schedule
from pipeline.domain.period import Period, PeriodKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def schedule(**changes):
    values = {
        "zone": ZONE,
        "week_starts": 1,
        "due_weekday": 2,
        "due_time": time(9),
        "month_ends": 12,
        "due_days": {PeriodKind.MONTH: 13, PeriodKind.HALF_YEAR: 14, PeriodKind.YEAR: 14},
        "due_day_included": False,
        "holidays": frozenset(),
        "working_days": frozenset(),
        "move_off_holidays": False,
    }
    return Schedule(**{**values, **changes})


@pytest.mark.parametrize("name", ["2023-W12", "2020-W53", "2023-03", "2023-H2", "2023"])
def test_a_period_is_read_and_written_the_same(name):
    assert str(Period.parse(name)) == name


@pytest.mark.parametrize(
    "name",
    ["", "2023-W00", "2023-W53", "2023-13", "2023-00", "2023-H3", "23-W1", "2023-W1", "１９"],
)
def test_what_is_no_period_is_refused(name):
    with pytest.raises(ValueError):
        Period.parse(name)


@given(
    st.dates(date(2001, 1, 1), date(2098, 1, 1)),
)
def test_next_and_previous_undo_each_other(day):
    for period in (
        Period.week_of(day),
        Period(day.year, day.month, PeriodKind.MONTH),
        Period(day.year, 1 + day.month // 7, PeriodKind.HALF_YEAR),
        Period(day.year, 1, PeriodKind.YEAR),
    ):
        assert period.next.previous == period == period.previous.next
        assert period.next.first_day > period.first_day


def test_the_week_of_the_plan_is_due_on_tuesday_at_nine():
    period = Period.parse("2023-W12")
    assert schedule().window(period) == (date(2023, 3, 20), date(2023, 3, 26))
    assert schedule().deadline(period) == datetime(2023, 3, 28, 9, tzinfo=ZONE)


def test_a_deadline_moves_off_holidays_only_when_declared():
    period = Period.parse("2023-W17")  # due 2 May 2023, a day off
    off = frozenset({date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 3)})
    assert schedule(holidays=off).deadline(period).date() == date(2023, 5, 2)
    moved = schedule(holidays=off, move_off_holidays=True).deadline(period)
    assert moved == datetime(2023, 5, 4, 9, tzinfo=ZONE)


def test_the_current_week_is_the_newest_that_has_closed():
    current = schedule().current
    assert str(current(datetime(2023, 3, 26, 23, 59, tzinfo=ZONE))) == "2023-W11"
    assert str(current(datetime(2023, 3, 27, 0, 0, tzinfo=ZONE))) == "2023-W12"


@given(st.integers(1, 7), st.integers(1, 7), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_whatever_the_settings_windows_tile_time_and_deadlines_follow(starts, due, day):
    plan = schedule(week_starts=starts, due_weekday=due)
    period = Period.week_of(day)
    first, last = plan.window(period)
    assert plan.window(period.next)[0].toordinal() == last.toordinal() + 1
    gap = plan.deadline(period).date().toordinal() - last.toordinal()
    assert 1 <= gap <= 7
    assert first.isoweekday() == starts
    assert plan.deadline(period).isoweekday() == due
