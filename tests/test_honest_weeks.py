"""Honest random weeks, each with the weeks before it, are asked nothing."""

import random
from datetime import timedelta

from made import FORM, FORMS, OFFICE

from pipeline.consolidate.history import build_history
from pipeline.consolidate.standing import Version
from pipeline.demo.week import Stock, Week
from pipeline.domain.checks import check_rows
from pipeline.domain.decision import Decisions
from pipeline.domain.finding import Severity
from pipeline.domain.form import ColumnType
from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.domain.submission import Entry, Row, Submission

WEEKS = [Period.parse(f"2023-W{number:02}") for number in range(2, 27)]
UNITS = ("cong-an", "tu-phap", "tnmt", "gddt", "ldtbxh", "thue", "bhxh", "dien-luc")
SEEDS = 4
ENOUGH = 8  # weeks before it


def submission(unit, period, answers):
    """Return what would be read from a form with these answers."""
    columns = [column for column in FORM.table.columns if column.type is not ColumnType.RATE]
    rows = tuple(
        Row("services", key, {c.id: Entry(row.get(c.id), "A1") for c in columns}, False)
        for key, row in answers.items()
    )
    name = f"{period}-{unit}"
    read = Submission(
        file=name, sha256=name, form=FORM.id, version=FORM.version, unit=unit, period=period,
        sheets={}, rows=rows, none_declared=False, answers={}, fields={}, saved_at=None,
        findings=(),
    )  # fmt: skip
    return read, [*check_rows(rows, FORM.table, {}, looking_back=False, where=read.where)]


def test_an_honest_week_is_asked_nothing(rates):
    asked, forms = [], 0
    for seed in range(SEEDS):
        dice, stock, versions = random.Random(seed), Stock(), {}
        for period in WEEKS:
            came = OFFICE.schedule.deadline(period) - timedelta(hours=5)
            for code in UNITS:
                unit, day = OFFICE.unit(code), OFFICE.schedule.window(period)[1]
                week = Week(FORM, b"", unit, period, stock, dice)
                rows = OFFICE.items(FORM.table.rows, day, unit)
                answers = {item.code: week.service(item.code) for item in rows}
                read, said = submission(code, period, answers)
                versions[period, code] = [Version(read, came)]
                asked += said
        history = build_history(Register(OFFICE), FORMS, versions, Decisions(), WEEKS)
        for (period, code), standing in history.standings.items():
            forms += period >= WEEKS[ENOUGH] and code in UNITS
            asked += standing.in_force.findings if standing.in_force else ()
    asked = [one for one in asked if one.severity is not Severity.NOTE]
    rates["honest weeks asked nothing, of those with eight before"] = (forms - len(asked), forms)
    assert forms >= 300 and not asked
