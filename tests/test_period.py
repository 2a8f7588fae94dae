from datetime import date, datetime, time, timedelta
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


MARCH, HALF, YEAR = (Period.parse(name) for name in ("2023-03", "2023-H1", "2023"))


def test_the_plans_long_reports_are_due_before_a_day():
    """Plan III.2: before the 13th of each month, before 14/06 and 14/12: the day itself is late."""
    plan = schedule()
    assert plan.deadline(MARCH) == datetime(2023, 3, 13, tzinfo=ZONE)
    assert plan.deadline(HALF) == datetime(2023, 6, 14, tzinfo=ZONE)
    assert plan.deadline(YEAR) == datetime(2023, 12, 14, tzinfo=ZONE)
    lenient = schedule(due_day_included=True)
    assert lenient.deadline(MARCH) == datetime(2023, 3, 14, tzinfo=ZONE)


def test_months_tile_halves_and_years():
    plan = schedule(month_ends=10)
    assert plan.window(MARCH) == (date(2023, 2, 11), date(2023, 3, 10))
    assert plan.window(HALF) == (date(2022, 12, 11), date(2023, 6, 10))
    assert plan.window(YEAR) == (date(2022, 12, 11), date(2023, 12, 10))
    for month in YEAR.months:
        assert plan.window(month.next)[0] == plan.window(month)[1] + timedelta(days=1)
    assert schedule(month_ends=31).window(Period.parse("2023-02"))[1] == date(2023, 2, 28)


def test_a_window_still_open_when_its_report_is_due_is_noticed():
    assert not schedule(month_ends=12).closes_late(MARCH)
    assert schedule(month_ends=14).closes_late(MARCH)


def test_a_day_off_moves_the_last_day_in_time_and_a_worked_weekend_does_not():
    sunday = date(2023, 3, 12)
    moving = schedule(move_off_holidays=True)
    assert moving.deadline(MARCH) == datetime(2023, 3, 14, tzinfo=ZONE), "Monday is in time"
    worked = schedule(move_off_holidays=True, working_days=frozenset({sunday}))
    assert worked.deadline(MARCH) == datetime(2023, 3, 13, tzinfo=ZONE)
    tet = frozenset(date(2023, 1, d) for d in range(20, 27))
    assert schedule(move_off_holidays=True, holidays=tet).deadline(
        Period.parse("2023-W03")
    ) == datetime(2023, 1, 27, 9, tzinfo=ZONE)


def test_the_current_month_is_the_newest_that_has_closed():
    plan = schedule(month_ends=10)
    for day, name in ((10, "2023-02"), (11, "2023-03"), (31, "2023-03")):
        now = datetime(2023, 3, day, 12, tzinfo=ZONE)
        assert str(plan.current(now, PeriodKind.MONTH)) == name
