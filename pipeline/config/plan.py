"""The tasks and indicators of the plan an office follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline import texts
from pipeline.config.files import MOST_DAYS
from pipeline.config.rows import code_of, validity_of
from pipeline.config.toml import TomlSection, TomlSource, nearest
from pipeline.config.units import reports_of
from pipeline.domain.office import Indicator, Office, PlanDocument, Task, Timing
from pipeline.domain.shares import SharedBy

_NEW_YEAR = (1, 1)  # sums of a half-year or year begin with it, and with what counts anew


def read_plan(section: TomlSection) -> PlanDocument:
    """Read `[plan]` at the head of a plan's file."""
    plan = PlanDocument(
        title=section.need("title", str, ""),
        number=section.get("number", str, ""),
        day=section.day("date"),
        issuer=section.need("issuer", str, ""),
        validity=validity_of(section),
        text=section.get("text", str, ""),
        bodies=section.lists("bodies"),
        without_unit=section.words("without_unit"),
    )
    section.words("continues")  # which is done when the files are joined, and so is this:
    section.number("at_once_days", 0, MOST_DAYS, texts.config.AT_ONCE_DAYS, needed=False)
    section.close()
    return plan


def read_task(section: TomlSection) -> Task:
    """Read one row of `[[tasks]]`."""
    timing = Timing(section.one_of("timing", [timing.value for timing in Timing], "unstated"))
    task = Task(
        code=code_of(section),
        number=section.need("number", str, ""),
        part=section.get("part", str, ""),
        group=section.need("group", str, ""),
        content=section.need("content", str, ""),
        lead=section.words("lead", needed=True),
        performers=section.words("performers"),
        supporters=section.words("with"),
        supporters_said=section.get("with_words", str, ""),
        deadline_said=section.get("deadline_words", str, ""),
        timing=timing,
        starts=section.day("starts"),
        due=section.day("due"),
        then_ongoing=section.get("then_ongoing", bool, False),
        quantity=section.get("quantity", str, ""),
        indicator=section.get("indicator", str, ""),
        reports=reports_of(section, needed=False),
        short=section.get("short", str, ""),
        at_once=section.get("at_once", bool, False),
        register=section.get("register", str, ""),
        register_help=section.get("register_help", str, ""),
        validity=validity_of(section),
    )
    if (timing is Timing.BY) != (task.due is not None):
        section.say("due", texts.config.TASK_DUE)
    section.close()
    return task


def read_indicator(section: TomlSection) -> Indicator:
    """Read one row of `[[indicators]]`."""
    whole, task = section.get("of", str, ""), section.get("task", str, "")
    derived = section.get("derived", bool, False)
    target = section.get("target", int, -1)
    if whole and target > 100:
        section.say("target", texts.config.PERCENT)
    indicator = Indicator(
        code=code_of(section),
        number=section.need("number", str, ""),
        group=section.need("group", str, ""),
        title=section.need("name", str, ""),
        measure=section.need("measure", str, ""),
        units=section.words("units", needed=not derived),
        adds_up=section.one_of("time", ("flow", "stock"), "flow") == "flow",
        whole=whole,
        target=None if target < 0 else target,
        target_by=section.day("target_by"),
        target_since=section.day("target_since"),
        basis=section.get("basis", str, ""),
        task=task,
        weekly=section.words("weekly"),
        weekly_whole=section.words("weekly_of"),
        derived=derived,
        validity=validity_of(section),
        restarts=section.get("restarts", bool, False),
        whole_holds=section.get("of_holds", str, ""),
        short=section.get("short", str, ""),
        share_of=section.get("share_of", str, ""),
        shared_by=_shared_by(section),
    )
    if indicator.share_of and not (indicator.adds_up and not whole and indicator.target is None):
        section.say("share_of", texts.config.SHARE_OF)
    if derived and (indicator.units or indicator.adds_up or not (whole and task)):
        section.say("derived", texts.config.DERIVED)
    since = indicator.validity.since
    if indicator.restarts and (since is None or (since.month, since.day) != _NEW_YEAR):
        section.say("restarts", texts.config.RESTARTS)
    section.close()
    return indicator


def _shared_by(section: TomlSection) -> SharedBy | None:
    """Read by what a target is shared out, where a row has a share of one."""
    known = [one.value for one in SharedBy]
    by = section.one_of("shared_by", known, "", needed="share_of" in section.data)
    return SharedBy(by) if by else None


def check_plan(office: Office, source: TomlSource, codes: Sequence[str]) -> None:
    """Hold the plan's tasks and indicators against the units, and against each other."""
    marks = [*codes, *(group.mark for group in office.groups)]
    tasks = [task.code for task in office.tasks]
    indicators = [one.code for one in office.indicators]

    def known(key: str, names: Iterable[str], among: Sequence[str], sentence: str) -> None:
        for name in names:
            if name and name not in among:
                source.say(key, sentence.format(code=name) + nearest(name, among))

    for index, unit in enumerate(office.units, start=1):
        known(f"units[{index}].successor", (unit.successor,), codes, texts.config.UNKNOWN_UNIT)
        if unit.successor == unit.code:
            source.say(f"units[{index}].successor", texts.config.OWN_SUCCESSOR)
        elif unit.successor and unit.validity.until is None:
            source.say(f"units[{index}].successor", texts.config.SUCCESSOR_OF_NO_END)
    for index, task in enumerate(office.tasks, start=1):
        for key, names in (
            ("lead", task.lead),
            ("performers", task.performers),
            ("with", task.supporters),
        ):
            known(f"tasks[{index}].{key}", names, marks, texts.config.UNKNOWN_UNIT)
        measured = (task.indicator,)
        known(f"tasks[{index}].indicator", measured, indicators, texts.config.UNKNOWN_INDICATOR)
    for index, one in enumerate(office.indicators, start=1):
        known(f"indicators[{index}].units", one.units, marks, texts.config.UNKNOWN_UNIT)
        known(f"indicators[{index}].task", (one.task,), tasks, texts.config.UNKNOWN_TASK)
        held = (one.whole_holds,)
        known(f"indicators[{index}].of_holds", held, indicators, texts.config.UNKNOWN_INDICATOR)
        counts = [x.code for x in office.indicators if x.target is not None and not x.whole]
        shared = (one.share_of,)
        known(f"indicators[{index}].share_of", shared, counts, texts.config.UNKNOWN_SHARED)
