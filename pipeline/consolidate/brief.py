"""What the wording of the leader's page may name besides: lists that are shortened by a rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from pipeline import texts
from pipeline.consolidate.plan_names import MoveTold, TaskGroup
from pipeline.domain.office import Unit
from pipeline.domain.plan import Difference, IndicatorLine, TaskLine
from pipeline.domain.standing import Standing
from pipeline.domain.summary import Line, Summary
from pipeline.texts.phrase import Phrase

ROOMS = (600, 400, 280, 200, 140, 90, 45)  # letters of a list, the most that leave one page

Named = (
    Standing
    | Unit
    | MoveTold
    | TaskGroup
    | IndicatorLine
    | Line
    | Difference
    | tuple[TaskLine, object]
    | str
)


def brief_names(summary: Summary, room: int) -> dict[str, object]:
    """Give what the leader's page may name besides what the report may; a list has `room`."""
    following = summary.period.next
    overdue = summary.plan.overdue if summary.plan else ()
    return {
        "few": partial(_few, room),
        "units_overdue": list(dict.fromkeys(one.unit for one in overdue if one.unit)),
        "next_period": texts.numbers.period_words(following),
        "next_deadline": texts.numbers.due_words(summary.office.schedule.deadline(following)),
    }


def _few(room: int, items: Iterable[Named], called: str, between: str = ", ") -> Phrase:
    """Name all of a list that there is room for, rather briefly than not, and count the others.

    "A, B và 12 đơn vị khác": a name is never cut, and the first always stands there.
    """
    listed = list(items)
    names = [_name(one) for one in listed]
    if len(between.join(names)) > room:
        names = [_briefly(one) for one in listed]
    some = names[:1]
    for name in names[1:]:
        if len(between.join((*some, name))) > room:
            break
        some.append(name)
    said = Phrase.joined(between, some)
    if not (others := len(names) - len(some)):
        return said
    count = texts.numbers.counted(others)
    return Phrase.of(texts.sentences.BRIEF_OTHERS, named=said, count=count, called=called)


def _briefly(one: Named) -> str:
    """Call a thing as short as it can be known by."""
    match one:
        case TaskGroup():
            return one.task.number
        case Difference():
            return one.unit.name
    return _name(one)


def _name(one: Named) -> str:
    """Call a thing as a sentence does."""
    match one:
        case Standing():
            return one.unit.name
        case Unit():
            return one.name
        case TaskGroup():
            return one.short
        case MoveTold():
            return one.briefly
        case IndicatorLine():
            return one.indicator.title
        case Line():
            return one.label
        case Difference():
            return texts.sentences.BRIEF_OF.format(
                unit=one.unit.name, subject=texts.plan.difference_subject(one)
            )
        case (TaskLine() as line, _):
            name = line.unit.name if line.unit else ""
            mark = texts.plan.task_mark(line.task)
            return texts.sentences.BRIEF_OF.format(unit=name, subject=mark)
    return str(one)
