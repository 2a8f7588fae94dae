"""Which grids stand on which sheet of a workbook, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import texts
from pipeline.consolidate.grids.cover import cover_of
from pipeline.consolidate.grids.data import in_parts
from pipeline.domain.grid import Chapter, Grid
from pipeline.domain.summary import Summary

_SHARED = {
    texts.tables.SHEET_NARRATIVES: ("narratives",),
    texts.tables.SHEET_STANDINGS: ("standings",),
    texts.tables.SHEET_FINDINGS: ("findings",),
    texts.tables.SHEET_VERSIONS: ("versions",),
    texts.tables.SHEET_DECISIONS: ("decisions",),
}
_WEEK = {
    texts.tables.SHEET_COVER: ("key_services", "cover_standings"),
    texts.tables.SHEET_APPENDIX: ("appendix",),
    texts.tables.SHEET_UNITS: ("by_unit",),
    texts.tables.SHEET_REASONS: ("reasons",),
    **_SHARED,
    texts.tables.SHEET_COMPARISON: ("comparison", "cumulative"),
    texts.tables.SHEET_CHARTS: ("chart_services",),
    texts.tables.SHEET_DATA: ("data",),
}
_PLAN = {
    texts.tables.SHEET_COVER: ("key_figures", "cover_standings"),
    texts.tables.SHEET_TASKS: ("tasks",),
    texts.tables.SHEET_TASK_UNITS: ("task_units",),
    texts.tables.SHEET_REGISTERS: ("registers",),
    texts.tables.SHEET_INDICATORS: ("indicators",),
    texts.tables.SHEET_INDICATOR_UNITS: ("indicator_units",),
    texts.tables.SHEET_APPENDIX: ("appendix",),
    texts.tables.SHEET_DIFFERENCES: ("differences",),
    texts.tables.SHEET_MERITS: ("merits",),
    texts.tables.SHEET_REASONS: ("explanations",),
    **_SHARED,
    texts.tables.SHEET_CHARTS: ("chart_states", "chart_targets", "chart_punctuality"),
    texts.tables.SHEET_DATA: ("data",),
}


def workbook_sheets(summary: Summary, grids: Mapping[str, Grid]) -> tuple[Chapter, ...]:
    """Return a period's sheets in their order, each with its grids."""
    layout = _PLAN if summary.plan else _WEEK
    held = {name: tuple(grids[id] for id in ids if id in grids) for name, ids in layout.items()}
    sheets = {name: there for name, there in held.items() if there}
    if "data" in grids:
        del sheets[texts.tables.SHEET_DATA]
        for number, part in enumerate(in_parts(grids["data"]), start=1):
            sheets[texts.tables.sheet_part(texts.tables.SHEET_DATA, number)] = (part,)
    cover, *others = sheets
    return tuple(
        Chapter(name, there, cover_of(summary, others) if name == cover else None)
        for name, there in sheets.items()
    )
