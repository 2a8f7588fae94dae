"""What looking back found is kept: whatever changes, a run says what one says that kept nothing."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest
from shipped import edit
from typed import OfficeFolder
from weekly import Filled

from pipeline.consolidate.stood import in_brief
from pipeline.domain.period import PeriodKind
from pipeline.ledger.ledger import look_into
from pipeline.recipes.desk import open_desk
from pipeline.recipes.judge import being_collected, history_of
from pipeline.recipes.receive import take_in

NOW, LATER = "2023-04-12T10:00", "2023-04-12T11:00"  # runs of one instant are told as one
BY = ("--by", "Cán bộ mẫu", "--why", "Đã đối chiếu")


@pytest.fixture(scope="module")
def office(short_demo, tmp_path_factory):
    """The six weeks, merged by this program."""
    folder = tmp_path_factory.mktemp("sáu tuần đã lập") / "mẫu"
    office = OfficeFolder.at(shutil.copytree(short_demo, folder))
    office.run("merge", "--now", NOW)
    return office


@pytest.fixture
def going_on(office, tmp_path):
    return office.copy_to(tmp_path / "mẫu")


def judged(office, *, kept=True):
    """Judge all that was received; returns the standings, and the periods looked back at anew."""
    if not kept:
        drop(office)
    desk, now = open_desk(office.root), datetime.fromisoformat(f"{NOW}+07:00")
    with look_into(office.collected) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
    history = history_of(desk, taken, being_collected(desk, now))
    brief = {key: history.stood(*key) for key in history.standings}
    assert brief == {key: in_brief(one) for key, one in history.standings.items()}
    return dict(history.standings.items()), history.looked.new.keys()


def drop(office):
    with closing(sqlite3.connect(office.collected / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("DELETE FROM looked")


def weekly_reports(office):
    """The files in force of each unit's week, by period and unit, in order."""
    standings, _ = judged(office)
    return {
        key: office.collected / standing.in_force.file
        for key, standing in sorted(standings.items())
        if key[0].kind is PeriodKind.WEEK
        and standing.reported
        and (office.collected / standing.in_force.file).is_file()
    }


def test_nothing_is_looked_back_at_twice(office):
    standings, new = judged(office)
    assert standings and not new
    assert any(finding.rule and finding.rule.looks_back for finding in said_of(standings))


def said_of(standings):
    return [f for one in standings.values() for v in one.versions for f in v.findings]


def sent_again(office, dice):
    """A unit sends an old week again, with one more in its first row."""
    path = dice.choice([*weekly_reports(office).values()])
    form = Filled.read(path)
    column = dice.choice(["carried_over", "received_online", "pending_in_time"])
    cell = form.cell(next(iter(form.rows)), column)
    cell.value = int(cell.value or 0) + dice.randint(1, 9)
    form.save(path.with_name(f"gui lai {dice.randint(1, 999)}.xlsx"))


def set_aside(office, dice):
    path = dice.choice([*weekly_reports(office).values()])
    office.run("set-aside", path.relative_to(office.collected), *BY, "--now", NOW)


def waived(office, dice):
    standings, _ = judged(office)
    asked = [
        (unit, period, finding.code)
        for (period, unit), one in sorted(standings.items())
        for version in one.versions
        for finding in version.findings
        if finding.rule and finding.rule.looks_back
    ]
    office.run("waive", *dice.choice(asked), *BY, "--now", NOW)


def carried(office, dice):
    standings, _ = judged(office)
    missing = [key for key, one in sorted(standings.items()) if not one.in_force]
    if missing:
        period, unit = dice.choice(missing)
        office.run("carry", unit, period, *BY, "--now", NOW)


def withdrawn(office, dice):
    office.run("withdraw", dice.randint(1, 3), *BY, "--now", NOW)


def declared(office, dice):
    """A rule that looks back is no longer as grave, or a unit gets another name."""
    if dice.random() < 0.5:
        edit(office.root, 'aliases = ["Phòng Tư pháp huyện"', 'aliases = ["Tên khác"')
    else:
        form = office.root / "input_templates" / "weekly" / "form.toml"
        said = form.read_text(encoding="utf-8").replace("times = 5", "times = 3")
        form.write_text(said, encoding="utf-8")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_a_run_says_what_one_says_that_kept_nothing(going_on, seed):
    dice = random.Random(seed)
    for change in dice.sample([sent_again, set_aside, waived, carried, withdrawn, declared], 3):
        change(going_on, dice)
        found, _ = judged(going_on)
        bare = going_on.copy_to(going_on.root.with_name(f"mẫu không nhớ {change.__name__}"))
        assert judged(bare, kept=False)[0] == found
    drop(bare)
    said, bare_said = (one.run("merge", "--now", LATER) for one in (going_on, bare))
    assert said.stdout == bare_said.stdout.replace(str(bare.root), str(going_on.root))
    assert written(going_on) == written(bare)
    assert not judged(going_on)[1], "and that is kept"


def written(office):
    return {
        path.relative_to(office.output): path.read_bytes()
        for path in sorted(office.output.rglob("*"))
        if path.is_file()
    }
