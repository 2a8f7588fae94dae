"""The lists that units' answers on a task make: who does what, by which document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline import texts
from pipeline.domain.office import Task
from pipeline.domain.plan import Plan, TaskLine, TaskState


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as words cite it; what they do not say is empty."""

    name: str
    number: str = ""  # "12/KH-UBND"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """One list: a task, and how it stands with each unit that carries it out."""

    task: Task
    lines: tuple[TaskLine, ...]

    @property
    def title(self) -> str:
        """What it lists."""
        return self.task.register

    @property
    def filled(self) -> tuple[TaskLine, ...]:
        """The units that say something."""
        return tuple(line for line in self.lines if line.said("result") or line.said("documents"))

    @property
    def empty(self) -> tuple[TaskLine, ...]:
        """The units that report on it and say nothing."""
        silent = (TaskState.NOT_REPORTED, TaskState.NOT_ASKED, TaskState.ENDED)
        return tuple(x for x in self.lines if x not in self.filled and x.state not in silent)


def registers(plan: Plan) -> Iterator[Register]:
    """Yield the lists a plan asks for, in its order."""
    for task in dict.fromkeys(line.task for line in plan.tasks if line.task.register):
        yield Register(task, tuple(x for x in plan.tasks if x.task == task and x.unit))


def cited(said: str) -> tuple[Cited, ...]:
    """Read the documents that words cite, in their order."""
    parts = (" ".join(part.split()) for part in re.split(texts.spelling.DOCUMENTS_PART, said))
    return tuple(_cited(part) for part in parts if part.strip(" .,"))


def _cited(part: str) -> Cited:
    number = re.search(texts.spelling.DOCUMENT_NUMBER, part, re.IGNORECASE)
    day = re.search(texts.spelling.DOCUMENT_DAY, part, re.IGNORECASE)
    if not number and not day:
        return Cited(part)
    first = min(found.start() for found in (number, day) if found)
    symbol = (number["symbol"] or number["number"]).rstrip(".,-/") if number else ""
    return Cited(part[:first].strip(" ,"), symbol, _day(day) if day else None)


def _day(found: re.Match[str]) -> date | None:
    """Return the day that is written; None where there is no such day."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
