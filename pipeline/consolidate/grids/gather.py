"""Every grid of a period, by id."""

from __future__ import annotations

from pipeline.consolidate.grids.plan import plan_grids
from pipeline.consolidate.grids.services import services_grid
from pipeline.domain.grid import Grid
from pipeline.domain.report import Report
from pipeline.domain.summary import Summary


def grids_of(summary: Summary, report: Report) -> dict[str, Grid]:
    """Return every table both documents of a period draw; the report names its appendix."""
    plan = {} if summary.plan is None else plan_grids(summary, summary.plan)
    services = services_grid(summary, report.appendix_title)
    return {**plan, services.id: services}
