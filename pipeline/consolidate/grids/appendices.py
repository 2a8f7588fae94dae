"""Which grids make which appendix of a report."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import texts
from pipeline.domain.grid import Chapter, Grid
from pipeline.domain.plan import Plan


def report_appendices(grids: Mapping[str, Grid]) -> tuple[Chapter, ...]:
    """Return a report's appendices: what it says of the plan, the public services last.

    `grids` are all of the period's, by id; a week has none on the plan.
    """
    services = _under_its_title(grids["appendix"])
    if "units" not in grids:
        return (services,)
    chapters = []
    if "tasks" in grids:
        chapters.append(_under_its_title(grids["tasks"]))
    if "indicators" in grids:
        others = [grids[id] for id in ("halves", "chart_reached") if id in grids]
        chapters.append(_under_its_title(grids["indicators"], *others))
    if "by_unit" in grids:
        chapters.append(_under_its_title(grids["by_unit"]))
    return (*chapters, _under_its_title(grids["units"]), services)


def appendix_names(plan: Plan | None) -> dict[str, str]:
    """Return how a report calls its appendices, by what each is about; "" for one it has not."""
    about = ["services"]
    if plan:
        tasks = ["tasks"] if plan.tasks else []
        indicators = ["indicators"] if plan.indicators else []
        by_unit = ["by_unit"] if plan.shared else []
        about = [*tasks, *indicators, *by_unit, "units", *about]
    absent = dict.fromkeys(("tasks", "indicators", "by_unit", "units"), "")
    return absent | {
        one: texts.document.appendix_name(number, len(about))
        for number, one in enumerate(about, start=1)
    }


def correction_appendices(grid: Grid) -> tuple[Chapter, ...]:
    """Return the appendix of a correction: its grid of old and new figures."""
    return (_under_its_title(grid),)


def _under_its_title(first: Grid, *others: Grid) -> Chapter:
    return Chapter(first.title, (first, *others))
