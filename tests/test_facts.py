"""One rule for adding up, and every figure known by what it is made of.

Sums are held against the returned files themselves, opened with openpyxl.
"""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import DUE, OFFICE, ROW, WEEK, filled, read, summary_of
from monthly import BIG, COUNT, FORMS, RATE, SMALL, STATE, District, figures, month, weeks_of
from openpyxl import load_workbook
from weekly import FORM, Filled

from pipeline.consolidate.facts import Facts, stood_in
from pipeline.consolidate.history import History, build_history
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.names import names_of
from pipeline.consolidate.overview import look_over
from pipeline.consolidate.rollup import add_up, gather
from pipeline.consolidate.standing import Version, stand
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.figure import (
    APPENDIX,
    BEFORE,
    BY_UNIT,
    COMPARED,
    COMPARISON,
    CUMULATIVE,
    HALVES,
    INDICATORS,
    MERITS,
    POINTS,
    SECTORS,
    UNITS,
    FigureId,
)
from pipeline.domain.issue import figures_of
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.submission import Entry, Row, Submission
from pipeline.domain.sums import added
from pipeline.intake.worker import read_all

TABLE = FORM.table
COLUMNS = [c.id for c in TABLE.columns if c.type == "count" and not c.only_form]
W10, W11 = (Period.parse(f"2023-W{number}") for number in (10, 11))


# --- the rule ---


def test_a_part_that_is_not_known_makes_the_sum_unknown():
    assert added([1, 2, 3]) == 6 and added([0, 0]) == 0
    assert added([1, None, 3]) is None
    assert added([]) is None, "nothing to add up is not 0"


def a_submission(period, unit, rows):
    """A reading made by hand; `rows` are by service, then by column."""
    return Submission(
        file=f"{period}-{unit}.xlsx", sha256=f"{period} {unit}",
        form="weekly", version=FORM.version,
        unit=unit, period=period, sheets={TABLE.id: TABLE.sheet},
        rows=tuple(
            Row(TABLE.id, key, {c: Entry(n, f"{'DEFG'[i % 4]}{at}") for i, (c, n) in
                                enumerate(values.items())}, declared_none=False)
            for at, (key, values) in enumerate(rows.items(), start=10)
        ),
        none_declared=False, answers={}, fields={}, saved_at=None, findings=(),
    )  # fmt: skip


def a_history(submissions):
    """The history in which each of some readings is in force."""
    standings = {}
    for one in submissions:
        version = Version(one, DUE - timedelta(days=300))
        standings[one.period, one.unit] = stand(OFFICE.unit(one.unit), [version], DUE, None)
    return History(Register(OFFICE), {PeriodKind.WEEK: FORM}, standings)


SERVICES = [service.code for service in OFFICE.services[:4]]
COUNTS = st.one_of(st.none(), st.integers(0, 50))
ROWS = st.dictionaries(
    st.sampled_from(SERVICES), st.fixed_dictionaries(dict.fromkeys(COLUMNS, COUNTS)), max_size=4
)
READINGS = st.dictionaries(
    st.tuples(st.sampled_from((W10, W11, WEEK)), st.sampled_from(("cong-an", "thue", "bhxh"))),
    ROWS,
    max_size=9,
)


@settings(deadline=None, max_examples=60)
@given(READINGS)
def test_frames_and_plain_sums_agree(readings):
    history = a_history(a_submission(*key, rows) for key, rows in readings.items())
    answers = [
        (period, unit, key, values)
        for (period, unit), rows in readings.items()
        for key, values in rows.items()
    ]
    counts = Facts(history).counts(TABLE, (W10, W11))
    within = [one for one in answers if one[0] != WEEK]

    def plain(chosen):
        return {c: added(values[c] for *_, values in chosen) for c in COLUMNS}

    assert counts.total() == plain(within)
    for place, sums in ((1, counts.by_unit()), (2, counts.by_item())):
        keys = dict.fromkeys(one[place] for one in within)
        assert sums == {key: plain([o for o in within if o[place] == key]) for key in keys}
    groups = {SERVICES[0]: "a", SERVICES[1]: "a", SERVICES[2]: "b"}
    assert counts.by_group(groups) == {
        group: plain([one for one in within if groups.get(one[2]) == group])
        for group in dict.fromkeys(groups[one[2]] for one in within if one[2] in groups)
    }
    weeks, units = (W10, W11, WEEK), [OFFICE.unit(code) for code in ("cong-an", "thue", "bhxh")]
    spans = {unit.code: gather(Register(OFFICE), weeks, unit, history.in_force) for unit in units}
    assert Facts(history).rolled(TABLE, spans).cells() == {
        (unit, key): {column: values.get(column) for column in COLUMNS}
        for unit, span in spans.items()
        for key, values in add_up(TABLE, span).values.items()
    }


def test_what_has_no_rows_adds_up_to_nothing_known():
    facts = Facts(a_history([]))
    counts = facts.counts(TABLE, (WEEK,))
    assert counts.total() == dict.fromkeys(COLUMNS) and counts.by_unit() == counts.cells() == {}
    assert facts.rolled(TABLE, {}).cells() == {}


# --- a week, against the files themselves ---


def differing(form):
    """Give each service of a form other numbers, that keep the rules."""
    for index, code in enumerate(form.rows):
        form.fill(
            code,
            received_online=ROW["received_online"] + index,
            received_total=11 + index,
            received_new=10 + index,
            resolved_on_time=ROW["resolved_on_time"] + index,
            resolved_total=10 + index,
            results_returned=ROW["results_returned"] + index,
        )


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """Two weeks of some units, one of which declares that nothing arose; its files by name."""
    folder, files = tmp_path_factory.mktemp("week"), {}
    for period in (W11, WEEK):
        for unit in ("cong-an", "tu-phap", "thue"):
            if (period, unit) != (W11, "thue"):
                name = f"{period}-{unit}.xlsx"
                files[name] = filled(unit, folder, period, tamper=differing)
    quiet = Filled(filled("bhxh", folder))
    for code in quiet.rows:
        for column in TABLE.columns:
            if not quiet.cell(code, column.id).protection.locked:
                quiet.cell(code, column.id).value = None
        quiet.fill(code, carried_over=0, received_total=0, resolved_total=0, pending_total=0)
        quiet.fill(code, received_new=0)
    quiet.activity.value = FORM.none_answer
    files["nothing.xlsx"] = quiet.save(folder / "nothing.xlsx").read_bytes()
    submissions = [read(content, name) for name, content in files.items()]
    assert all(one.valid for one in submissions)
    return files, summary_of(submissions)


def by_hand(files, period):
    """Add up what stands in the files of a week, by unit and service; with openpyxl alone."""
    found = {}
    for name, content in files.items():
        if name.startswith(str(period)):
            form = Filled(content)
            unit = name.removeprefix(f"{period}-").removesuffix(".xlsx")
            for code in form.rows:
                found[unit, code] = Counter({c: form.cell(code, c).value for c in COLUMNS})
    return found


def test_lines_units_and_sectors_are_what_the_files_add_up_to(week):
    files, summary = week
    cells = by_hand(files, WEEK)
    total = sum(cells.values(), Counter())
    assert {c: summary.total.values[c] for c in COLUMNS} == {c: total[c] for c in COLUMNS}
    assert summary.total.coverage == "4/8" and total["received_online"] > 100
    for unit in ("cong-an", "tu-phap", "thue"):
        own = sum((counts for (u, _), counts in cells.items() if u == unit), Counter())
        assert summary.by_unit[unit] == {c: own[c] for c in COLUMNS}
    sectors = {service.code: service.sector for service in OFFICE.services}
    for line in summary.lines:
        if line.kind == "sector" and line.label in ("Công an", "Tư pháp"):
            within = [n for (_, code), n in cells.items() if sectors[code] == line.label]
            assert line.values == {c: sum(within, Counter())[c] for c in COLUMNS}


def test_nothing_arose_is_0_and_no_report_is_unknown(week):
    _, summary = week
    assert summary.by_unit["bhxh"] == dict.fromkeys(COLUMNS, 0)
    assert set(summary.by_unit) == {"cong-an", "tu-phap", "thue", "bhxh"}
    id = FigureId(WEEK, APPENDIX, "", "received_online")
    assert summary.figures[id].coverage == "4/8"
    line = next(one for one in summary.lines if one.expected and not one.present)
    assert set(line.values.values()) == {None}


def test_comparison_is_of_the_same_units_and_cumulative_of_all(week):
    files, summary = week
    now, before = (
        sum((n for (unit, _), n in by_hand(files, period).items() if unit != "thue"), Counter())
        for period in (WEEK, W11)
    )
    every = sum(by_hand(files, W11).values(), Counter()) + sum(
        by_hand(files, WEEK).values(), Counter()
    )
    assert summary.comparison.units == ("cong-an", "tu-phap")
    assert summary.comparison.now == {c: now[c] for c in COLUMNS}
    assert summary.comparison.before == {c: before[c] for c in COLUMNS}
    values = summary.cumulative.values
    assert values == {c: every[c] for c in values} and "pending_total" not in values
    figure = summary.figures[FigureId(WEEK, CUMULATIVE, "", "received_online")]
    assert figure.coverage == f"6/{summary.cumulative.owed}"


def test_every_answer_is_found_in_its_cell(week):
    files, summary = week
    books = {name: load_workbook(BytesIO(content)) for name, content in files.items()}
    submissions = [s for standing in summary.standings for s in standing.versions]
    facts = Facts(a_history(submissions))
    found = 0
    for figure in summary.figures.values():
        where = facts.where(figure.id)
        if figure.id.table == APPENDIX and figure.id.item and figure.value is not None:
            said = books[where.file][where.sheet][where.cell].value
            assert (said or 0) == figure.value, figure.id
            found += 1
        else:
            assert where is None, figure.id
    assert found > 200


# --- periods made of periods ---


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A year of one unit, with a half-year that restates it, and a month of weeks of another."""
    folder = tmp_path_factory.mktemp("year")
    district = District(replace(OFFICE_OF_TWO, services=OFFICE.services))
    weeks = weeks_of(district.office, month("2023-02"))
    for number, week in enumerate(weeks):
        name = f"{week}.xlsx"
        row = {"received_online": 8 + number, "resolved_on_time": 6 + number}
        row |= {"results_returned": 10 + number, "carried_over": 1, "pending_in_time": 1}
        content = district.contents[name] = filled("cong-an", folder, week, **row)
        one = read(content, name)
        assert one.valid
        seen = district.office.schedule.deadline(week) - timedelta(hours=3)
        district.versions[week, "cong-an"] = [Version(one, seen)]
    before = whole = 0
    for number in range(1, 13):
        flows = (before, number), (before, number, whole, 2 * number), (number, 20)
        district.month(SMALL, month(f"2023-{number:02}"), *flows)
        before, whole = before + number, whole + 2 * number
        if number == 6:
            tables = {
                "flows": {COUNT.code: figures(0, 21), RATE.code: figures(0, 21, 0, 42)},
                "stocks": {STATE.code: {"closing": 6, "closing_of": 20}},
            }
            district.send(SMALL, Period.parse("2023-H1"), tables)
    district.month(BIG, month("2023-01"), (0, 5), (0, 1, 0, 2), (3, 9))
    district.month(BIG, month("2023-02"), (5, 5), (1, 32, 2, 44), (3, 9))
    tables = {
        "flows": {COUNT.code: figures(0, before), RATE.code: figures(0, before, 0, whole)},
        "stocks": {STATE.code: {"closing": 12, "closing_of": 20}},
    }
    district.send(SMALL, Period.parse("2023"), tables)
    return district


OFFICE_OF_TWO = replace(District().office, units=(BIG, SMALL))
LEDGER = (MERITS, POINTS)
PLAYED = {
    "2023-W04": {COMPARED, COMPARISON, CUMULATIVE, SECTORS, UNITS, APPENDIX},
    "2023-02": {APPENDIX, BEFORE, CUMULATIVE, INDICATORS, SECTORS, *LEDGER},
    "2023-03": {BEFORE, CUMULATIVE, INDICATORS, *LEDGER},
    "2023-H1": {APPENDIX, CUMULATIVE, INDICATORS, SECTORS, *LEDGER},
    "2023": {APPENDIX, CUMULATIVE, HALVES, INDICATORS, SECTORS, *LEDGER},
}


@pytest.fixture(scope="module")
def told(year):
    """What any period of that year says, worked out once."""
    known = {}

    def of(period):
        if period not in known:
            known[period] = year.summary(period)
        return known[period]

    return of


@pytest.mark.parametrize("name", PLAYED)
def test_every_figure_is_the_sum_of_what_it_is_made_of(told, name):
    made = {
        id: figure
        for id, figure in told(Period.parse(name)).figures.items()
        if figure.made_of and figure.present
    }
    assert {id.table for id in made} == PLAYED[name]
    for id, figure in made.items():
        parts = [told(part.period).figures[part].value for part in figure.made_of]
        assert figure.value == added(parts), id


def test_the_parts_of_a_long_period_are_its_shorter_ones(told, year):
    february = told(month("2023-02"))
    service = next(line.service.code for line in february.lines if line.present and line.service)
    weeks = weeks_of(year.office, month("2023-02"))

    def made_of(column):
        id = FigureId(month("2023-02"), APPENDIX, service, column)
        return [(one.table, one.period) for one in february.figures[id].made_of]

    assert made_of("received_online") == [(APPENDIX, week) for week in weeks]
    assert made_of("carried_over") == [(APPENDIX, weeks[0])]
    assert made_of("pending_in_time") == [(APPENDIX, weeks[-1])]
    assert made_of("pending_total") == [(APPENDIX, month("2023-02"))] * 2
    whole = told(Period.parse("2023"))
    first, second = (
        whole.figures[FigureId(Period.parse("2023"), HALVES, COUNT.code, "flow", half)]
        for half in "12"
    )
    assert (first.value, second.value) == (21, 78 - 21)
    assert [one.period for one in first.made_of] == [Period.parse("2023-H1")]
    assert [one.period for one in second.made_of] == list(Period.parse("2023").months[6:])


def test_the_answer_of_a_unit_is_found_in_its_cell(told, year):
    period, found = month("2023-02"), 0
    facts = Facts(year.history(period))
    for id, figure in told(period).figures.items():
        if id.table == BY_UNIT and figure.value is not None:
            where = facts.where(id)
            book = load_workbook(BytesIO(year.contents[where.file]))
            assert book[where.sheet][where.cell].value == figure.value, id
            found += 1
        elif id.table != BY_UNIT:
            assert facts.where(id) is None
    assert found > 20


@pytest.mark.parametrize("name", PLAYED)
def test_who_only_looks_is_told_the_same_total(told, year, name):
    period = Period.parse(name)
    summary, history = told(period), year.history(period, *weeks_of(year.office, period))
    looked = look_over(period, history, [], [], summary.now)
    assert looked.total == summary.total
    assert {f.name for f in type(looked).__dataclass_fields__.values()} > {"standings", "total"}


def test_an_indicator_not_known_of_one_unit_is_not_known_of_all():
    """In one of two reports in force the count is missing: their sum would look like a fall."""
    district = District(OFFICE_OF_TWO)
    for unit in (SMALL, BIG):
        district.month(unit, month("2023-01"), (10, 4), (0, 1, 0, 2), (1, 2))
    period = month("2023-01")
    whole = next(one for one in district.summary(period).plan.sums if one.indicator == COUNT)
    assert (whole.values["opening"], whole.values["flow"], whole.coverage) == (20, 8, "2/2")
    (version,) = district.versions[period, SMALL.code]
    rows = tuple(
        replace(row, entries={id: e for id, e in row.entries.items() if id != "opening"})
        for row in version.submission.rows
    )
    older = replace(version, submission=replace(version.submission, rows=rows))
    district.versions[period, SMALL.code] = [older]
    short = next(one for one in district.summary(period).plan.sums if one.indicator == COUNT)
    assert short.values["opening"] is None, "10 would be one unit's and not two"
    assert (short.values["flow"], short.values["closing"], short.coverage) == (8, 28, "2/2")
    del district.versions[period, SMALL.code]
    one = next(one for one in district.summary(period).plan.sums if one.indicator == COUNT)
    assert (one.values["opening"], one.coverage) == (10, "1/2"), "of those who reported, and said"


# --- what stands in for a missing report ---


def carried(unit, period):
    """A named person's word that a unit's last figures stand in."""
    decision = Decision(
        number=1, kind=DecisionKind.CARRIED, unit=unit, period=period, subject="", label="",
        at=None, by="Tổ trưởng", why="Máy hỏng", decided_at=DUE,
    )  # fmt: skip
    return Decisions([decision])


def test_a_carried_week_is_counted_and_marked_outside_comparison_and_cumulative(tmp_path):
    sent = [read(filled("thue", tmp_path, W11), "a.xlsx"), read(filled("bhxh", tmp_path), "b.xlsx")]
    alone = summary_of(sent)
    summary = summary_of(sent, entered=carried("thue", WEEK))
    assert summary.total.values["received_online"] == 8 + alone.total.values["received_online"]
    assert summary.total.carried and summary.by_unit["thue"]["received_online"] == 8
    units = summary.figures[FigureId(WEEK, UNITS, "", "received_online", "thue")]
    assert (units.value, units.coverage) == (8, "0/1")
    assert summary.comparison is None and alone.cumulative == summary.cumulative
    id = FigureId(WEEK, APPENDIX, "dvc-18", "received_online")
    assert summary.figures[id].value == 8 and not summary.figures[id].present


def test_a_carried_month_opens_where_the_last_closed_and_brings_no_flow_of_its_own():
    district = District(OFFICE_OF_TWO)
    january, february = month("2023-01"), month("2023-02")
    for unit in (SMALL, BIG):
        district.month(unit, january, (10, 4), (0, 1, 0, 2), (1, 2))
    district.month(SMALL, february, (14, 3), (1, 1, 2, 1), (2, 2))
    periods = sorted({*january.months, february}, key=str)
    decisions = carried(BIG.code, february)
    history = build_history(Register(OFFICE_OF_TWO), FORMS, district.versions, decisions, periods)
    now = OFFICE_OF_TWO.schedule.deadline(february)
    summary = summarise(february, Facts(history), [], [], now)
    line = next(one for one in summary.plan.sums if one.indicator == COUNT)
    assert line.carried and line.coverage == "1/2"
    own = {one.unit: one.values for one in summary.plan.indicators if one.indicator == COUNT}
    assert (own[BIG]["opening"], own[BIG]["flow"], own[BIG]["closing"]) == (14, None, 14)
    assert (line.values["opening"], line.values["flow"], line.values["closing"]) == (28, 3, 31)
    made = summary.figures[FigureId(february, INDICATORS, COUNT.code, "flow")].made_of
    assert [id.scope for id in made] == [SMALL.code]
    made = summary.figures[FigureId(february, INDICATORS, COUNT.code, "closing")].made_of
    assert {id.scope for id in made} == {SMALL.code, BIG.code}
    opened = Facts(history).where(FigureId(february, BY_UNIT, COUNT.code, "opening", BIG.code))
    closed = Facts(history).where(FigureId(january, BY_UNIT, COUNT.code, "closing", BIG.code))
    assert opened == closed and opened.cell
    table = FORMS[PeriodKind.MONTH].table_of("flows")
    counts = stood_in(Facts(history).counts(table, (february,)), table)
    assert counts.cells()[BIG.code, COUNT.code]["opening"] == 14


# --- a column that was not always asked ---

COLUMN = replace(TABLE.column("received_direct"), id="by_post", label="Qua bưu chính")


def test_before_a_column_was_asked_it_is_unknown_and_not_0(tmp_path):
    """Sent on the form's first version, W11 knows nothing of the new column, and W12 does."""
    old = read(filled("thue", tmp_path, W11), "a.xlsx")
    new = read(filled("thue", tmp_path), "b.xlsx")
    rows = tuple(
        replace(row, entries={**row.entries, "by_post": Entry(9, "Z10")}) for row in new.rows
    )
    table = replace(TABLE, columns=(*TABLE.columns, COLUMN))
    form = replace(FORM, version=FORM.version + 1, tables=(table,), earlier=(FORM,))
    versions = {
        (old.period, "thue"): [Version(old, DUE - timedelta(days=7))],
        (new.period, "thue"): [Version(replace(new, rows=rows), DUE - timedelta(hours=5))],
    }
    history = build_history(Register(OFFICE), {form.kind: form}, versions, Decisions(), [W11, WEEK])
    summary = summarise(WEEK, Facts(history), [], [], DUE)
    assert summary.total.values["by_post"] == 9
    assert summary.comparison.before["by_post"] is None and summary.comparison.now["by_post"] == 9
    assert summary.comparison.before["received_online"] == 8
    assert summary.cumulative.values["by_post"] is None, "9 would be of one report of two"
    assert summary.cumulative.values["received_online"] == 16
    last = summarise(W11, Facts(history), [], [], DUE)
    assert last.total.values["by_post"] is None and last.by_unit["thue"]["by_post"] is None
    for table, value in ((COMPARISON, None), (COMPARED, 9), (CUMULATIVE, None)):
        assert summary.figures[FigureId(WEEK, table, "", "by_post")].value == value
    assert figures_of(summary)["comparison", "", "by_post"] is None


def test_a_rate_that_is_not_known_is_no_rate_below_its_target(tmp_path):
    sent = read(filled("thue", tmp_path))
    short = filled("thue", tmp_path, received_online=5, received_direct=5)
    assert [line.number for line in names_of(summary_of([read(short)]))["below_target"]] == [18]
    rows = tuple(
        replace(row, entries={id: e for id, e in row.entries.items() if id != "received_online"})
        for row in sent.rows
    )
    assert names_of(summary_of([replace(sent, rows=rows)]))["below_target"] == ()


# --- what is sealed ---


def test_a_sealed_figure_keeps_its_name(told):
    """The names are in every ledger there is; another would be a correction of nothing."""
    names = set(figures_of(told(month("2023-02"))))
    assert {
        ("appendix", "", "received_new"),
        ("appendix", "dvc-01", "received_new"),
        ("sectors", "Công an", "received_new"),
        ("cumulative", "", "received_new"),
        ("standings", "", "sent"),
        ("standings", "", "missing"),
        ("indicators", COUNT.code, "closing"),
        ("by_unit", f"{COUNT.code} {SMALL.code}", "closing_of"),
        ("tasks", "nv-han", "done_late"),
        ("merits", SMALL.code, "total"),
    } <= names
    assert {table for table, _, _ in names} == {
        *("appendix", "sectors", "cumulative", "standings"),
        *("indicators", "by_unit", "tasks", "merits"),
    }


# --- who waits for pandas ---


def loaded(folder, *words):
    """Type a command; tell which modules it and the processes it starts load."""
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "pipeline", *words],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "PYTHONUTF8": "1",
            "PYTHONPROFILEIMPORTTIME": "1",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ended.returncode in (0, 1), ended.stderr
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return Counter(line.rpartition("|")[2].strip() for line in lines)


def test_only_who_adds_up_loads_pandas(office_folder, tmp_path):
    (office_folder.collected / "thue.xlsx").write_bytes(filled("thue", tmp_path / "made"))
    for words in (
        ("--help",),
        ("status", str(WEEK), "--now", "2023-03-28T08:00"),
        ("status", str(WEEK), "--now", "2023-03-28T08:00", "--json"),
        ("check", "collected/thue.xlsx"),
        ("templates", str(WEEK), "--now", "2023-03-24T08:00"),
    ):
        modules = loaded(office_folder.root, *words)
        assert (
            modules["pipeline.cli.commands"] and not modules["pandas"] and not modules["numpy"]
        ), words
        assert words != ("--help",) or not modules["pipeline.domain.office"]
    merging = loaded(office_folder.root, "merge", str(WEEK), "--now", "2023-03-28T08:00")
    assert merging["pandas"] == 1


def test_no_reader_loads_pandas():
    asked = "(__import__('pipeline.intake.record'), {*__import__('sys').modules})[1]"
    ((_, modules),) = read_all([asked], eval)
    assert "pipeline.intake.interpret" in modules and not {"pandas", "numpy"} & modules
