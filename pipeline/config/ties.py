"""What answers each clause of a plan's text: `[[ties]]` and `[plan.bodies]` of its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline import texts
from pipeline.config.files import read_declared
from pipeline.config.plan import read_plan
from pipeline.config.toml import TomlSection, nearest
from pipeline.domain.clauses import Tie
from pipeline.domain.office import Office, PlanDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A plan with its text and what answers it."""

    plan: PlanDocument
    text: Path | None  # None where its file names none
    ties: tuple[Tie, ...]
    rows: frozenset[str]  # codes of the tasks and indicators of its file


def load_tied(path: Path) -> tuple[Tied, ...]:
    """Read the plans that a `config.toml` without mistakes names, with their ties."""
    source = read_declared(path)
    top = TomlSection(source, "", source.data)
    tied = []
    for section in top.many("plans", needed=False):
        file = source.place(section.path)
        ties, tasks, indicators = (
            [one for one in top.many(key, needed=False) if source.place(one.path).file == file.file]
            for key in ("ties", "tasks", "indicators")
        )
        plan = read_plan(section)
        text = file.path.parent / plan.text if plan.text else None
        rows = frozenset(one.data["code"] for one in (*tasks, *indicators))
        tied.append(Tied(plan=plan, text=text, ties=tuple(map(_tie, ties)), rows=rows))
    return tuple(tied)


def check_ties(top: TomlSection, office: Office) -> None:
    """Say which ties name a row, unit or group that is not there."""
    rows = [*(task.code for task in office.tasks), *(one.code for one in office.indicators)]
    for section in top.many("ties", needed=False):
        tie = _tie(section)
        for code in tie.rows:
            if code not in rows:
                said = texts.config.UNKNOWN_ROW.format(code=code)
                section.say("rows", said + nearest(code, rows))
        if not (tie.rows or tie.by or tie.why):
            section.say("rows", texts.config.MISSING)


def _tie(section: TomlSection) -> Tie:
    tie = Tie(
        clause=section.get("clause", str, ""),
        quote=section.get("quote", str, ""),
        rows=section.words("rows"),
        by=section.words("by"),
        why=section.get("why", str, ""),
        bodies=section.lists("bodies"),
    )
    section.close()
    return tie
