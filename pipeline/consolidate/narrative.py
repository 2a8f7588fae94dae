"""The office's wording (`report.md`) and a Summary become a Report.

Figures enter the text only by name. Headings are numbered here, and a heading with nothing below
it is left out, so wording may be conditional without leaving holes.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline import texts
from pipeline.domain.figure import (
    IndicatorLine,
    Line,
    LineKind,
    LineState,
    Standing,
    StandingKind,
    Stated,
    Summary,
    TaskLine,
    TaskState,
)
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Task, Timing, Unit
from pipeline.domain.report import Block, Heading, Paragraph, Report, Run

_SOON = 30  # days ahead in which tasks are said to be due
_SHORTENED = 90  # letters of a task's content where it is only recalled
_LONGEST = 300  # letters of a reason; the workbook holds the whole
_MOST_CHANGED = 3  # rates said to have risen or fallen most
_TEMPLATE = "<template>"  # what jinja2 calls a wording in a traceback
# What wording can do wrong while it is filled in; an AssertionError is a fault of ours.
_MISTAKES = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError),
    *(AttributeError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A count against the one before it, ready for a sentence that depends on it."""

    now: int
    before: int

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.now == self.before

    @property
    def words(self) -> str:
        """What happened, with the number and, when it means something, the rate."""
        if self.same:
            return texts.UNCHANGED
        verb = texts.ROSE if self.now > self.before else texts.FELL
        size = abs(self.now - self.before)
        said = f"{verb} {texts.number(size)}"
        return f"{said} ({texts.percent(size, self.before)})" if self.before else said


def word_report(
    template: Path, summary: Summary, more: Mapping[str, object] | None = None
) -> Report:
    """Word a report with the names given. BaocaoError names the wording's line that is wrong."""
    source = _source(template)
    names = {**_names(summary), **(more or {})}
    environment = Environment(
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["md"] = _plain
    try:
        markdown = environment.from_string(source).render(names)
    except _MISTAKES as error:
        raise _wrong(template, _line(error), texts.wording_problem(error)) from error
    # Text that is only indented is no program listing: it must not be lost.
    tokens = MarkdownIt("commonmark").disable("code").parse(markdown)
    return _report(tokens, summary, template)


def _source(template: Path) -> str:
    """Read the wording; BaocaoError when it is not there or not saved as UTF-8."""
    try:
        content = template.read_bytes()
    except OSError as error:
        raise BaocaoError(texts.WORDING_UNREADABLE.format(path=template)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(template, line, texts.WORDING_NOT_UTF8) from error


def _wrong(template: Path, line: int, problem: str) -> BaocaoError:
    return BaocaoError(texts.WORDING_WRONG.format(path=template, line=line, problem=problem))


def _line(error: Exception) -> int:
    """Return the line of the wording an error arose in: its innermost frame, or as parsed."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == _TEMPLATE]
    return next((line for line in reversed(lines) if line), 1)


def _finalize(value: object) -> object:
    if isinstance(value, bool):
        return value
    return texts.number(value) if isinstance(value, int) else value


def _plain(text: str) -> str:
    """Return a unit's words with nothing in them that Markdown would understand."""
    one_line = " ".join(text.split())
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in one_line)


_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~&")


def _names(summary: Summary) -> dict[str, object]:
    """Give every figure and list the wording may name (docs/maintaining.md lists them)."""
    office, total = summary.office, summary.total
    by_kind = {kind.value: summary.of_kind(kind) for kind in StandingKind}
    comparison = summary.comparison
    return {
        "office": office,
        "period": texts.kept_together(texts.period_words(summary.period)),
        "previous_period": texts.kept_together(texts.period_words(summary.period.previous)),
        "window": texts.spoken_window(*summary.window),
        "window_end": texts.spoken_day(summary.window[1]),
        "deadline": texts.due_words(summary.deadline),
        "total": {name: value or 0 for name, value in total.values.items()},
        "coverage": total.coverage,
        "nothing": not any(total.values.values()),
        "owed": len(summary.standings),
        "sent": sum(s.reported for s in summary.standings),
        "standings": by_kind,
        "late_blamed": [s for s in summary.of_kind(StandingKind.LATE) if not s.excused],
        "blamed": [s for s in summary.standings if _blamed(s, summary)],
        "carried": [s for s in summary.standings if s.carried],
        "uncounted": [s for s in summary.of_kind(StandingKind.INVALID) if not s.carried],
        "due": summary.now >= summary.deadline,
        "late_words": texts.late_words,
        "sectors": [
            line
            for line in summary.lines
            if line.kind is LineKind.SECTOR and line.state is LineState.REPORTED
        ],
        "unreported": summary.nobodys,
        "rate": texts.percent,
        "named": lambda standings: texts.named_in_sentence([s.unit for s in standings]),
        "ended": texts.sentence,
        "online_target": texts.fraction_percent(office.targets["online_essential"]),
        "online_met": _met(total, office.targets["online_essential"]),
        "below_target": list(_below(summary.lines, office.targets["online_essential"])),
        "quiet": [s.unit for s in summary.standings if s.reported and s.nothing_arose],
        "total_carried": total.carried,
        "decisions": [texts.decision_words(d, office) for d in summary.decisions],
        "reasons": {id: _grounds(said) for id, said in _grouped(summary.reasons).items()},
        "narratives": _grouped(summary.narratives),
        "sections": summary.form.sections,
        "change": (
            {c: Change(comparison.now[c], comparison.before[c]) for c in comparison.now}
            if comparison
            else None
        ),
        "compared": f"{len(comparison.units)}/{len(summary.standings)}" if comparison else "",
        "plan": _plan_names(summary) if summary.plan else None,
        "cumulative": summary.cumulative,
        "cumulative_since": texts.spoken_day(summary.cumulative.since),
        "cumulative_weeks": len(summary.cumulative.periods),
    }


def _blamed(standing: Standing, summary: Summary) -> bool:
    """Tell whether a unit has no valid report after the deadline, or is late without a reason."""
    none = standing.kind in (StandingKind.MISSING, StandingKind.INVALID)
    late = standing.kind is StandingKind.LATE and not standing.excused
    return late or (none and summary.now >= summary.deadline)


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A task of the plan with the units it is said of."""

    task: Task
    lines: tuple[TaskLine, ...]

    @property
    def behind(self) -> str:
        """Who is overdue, by how much, and who has not reported."""
        return texts.task_behind(self.lines, in_full=True)

    @property
    def quoted(self) -> str:
        """The task by its number and its whole content."""
        return texts.task_quoted(self._tasks)

    @property
    def short(self) -> str:
        """The task by its number and how its content begins."""
        return texts.task_quoted(self._tasks, _SHORTENED)

    @property
    def _tasks(self) -> tuple[Task, ...]:
        return tuple(dict.fromkeys(line.task for line in self.lines))

    @property
    def due(self) -> str:
        """The last day, as said in a sentence."""
        return texts.spoken_day(self.task.due) if self.task.due else ""

    @property
    def units(self) -> str:
        """The units, named or counted."""
        return texts.named_in_sentence([line.unit for line in self.lines if line.unit])

    @property
    def days(self) -> int:
        """How long past its day at most."""
        return max(line.days for line in self.lines)


def _plan_names(summary: Summary) -> dict[str, object]:
    """Give what a monthly, half-year or annual report says of the plan."""
    plan, cut_off = summary.plan, summary.window[1]
    assert plan
    sums = plan.sums
    given = [line for line in plan.tasks if line.state is not TaskState.NOBODYS]
    dated = [line for line in given if line.task.timing is Timing.BY]
    undated = [line for line in given if line.task.timing is not Timing.BY]
    issued = [one for one in plan.tasks if one.said("documents") and one.as_of == summary.period]
    return {
        "tasks": _by_task(plan.tasks),
        "owed": len(given),
        "dated_count": len(dated),
        "dated": texts.states_words(dated, dated=True),
        "undated_count": len(undated),
        "undated": texts.states_words(undated, dated=False),
        "with_deadline": len([one for one in plan.tasks if one.task.timing is Timing.BY]),
        "done": len(plan.in_state(TaskState.DONE, TaskState.DONE_LATE)),
        "done_late": _by_task(plan.in_state(TaskState.DONE_LATE)),
        "silent": len(plan.in_state(TaskState.NOT_REPORTED)),
        "overdue": _by_task(plan.overdue),
        "nobodys": _by_number(plan.in_state(TaskState.NOBODYS)),
        "just_due": _by_task(plan.due_within(cut_off, (summary.time_to_come - cut_off).days)),
        "soon": _by_task(plan.due_within(summary.time_to_come, _SOON)),
        "soon_days": _SOON,
        "groups": [
            (group, list(lines))
            for group, lines in groupby(sums, key=lambda line: line.indicator.group)
        ],
        "met": [line for line in sums if line.met],
        "not_met": [line for line in sums if line.met is False],
        "under_way": [line for line in sums if line.under_way],
        "figures": texts.indicator_words,
        "documents": [line for line in issued if line.task.group == plan.tasks[0].task.group],
        "documents_count": len(issued),
        "voices": {id: _voices(said) for id, said in _grouped(summary.narratives).items()},
        "differences": plan.differences,
        "contradictions": plan.contradictions,
        "weeks": len(plan.weeks),
        "weeks_window": texts.spoken_window(*summary.lines_window),
        "weeks_partial": len(summary.total.partial),
        "weeks_missing": texts.missing_words(plan.weeks_missing),
        "months_missing": texts.missing_words(plan.months_missing),
        "half": texts.half_words,
        "halves": _halves(sums),
        "best": [merit for merit in plan.merits if merit.rank == 1 and merit.total > 0],
        "mark": texts.task_mark,
        "target": lambda one: texts.target_words(one, texts.spoken_day),
    }


def _halves(sums: Iterable[IndicatorLine]) -> dict[str, object] | None:
    """Give how the second six months of a year went beside the first; None where nothing can."""
    compared = [(line, line.halves) for line in sums if line.halves]
    if not compared:
        return None
    rates = sorted(
        (halves.points, texts.halves_change(line)) for line, halves in compared if halves.points
    )
    return {
        "count": len(compared),
        "more": sum(halves.change > 0 for _, halves in compared),
        "less": sum(halves.change < 0 for _, halves in compared),
        "rises": [said for points, said in rates[::-1] if points > 0][:_MOST_CHANGED],
        "falls": [said for points, said in rates if points < 0][:_MOST_CHANGED],
    }


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that one unit gives, with all it is given for."""

    said: tuple[Stated, ...]

    @property
    def unit(self) -> Unit:
        """Who gives it."""
        return self.said[0].unit

    @property
    def subject(self) -> str:
        """The service it is given for, or of how many."""
        many = texts.SUBJECTS_MANY.format(count=len(self.said))
        return self.said[0].subject if len(self.said) == 1 else many

    @property
    def count(self) -> int:
        """For how many files."""
        return sum(one.count or 0 for one in self.said)

    @property
    def text(self) -> str:
        """The reason, no longer than a paragraph."""
        return texts.cut_off(self.said[0].text, _LONGEST)


def _grounds(stated: Iterable[Stated]) -> list[Ground]:
    """Join what a unit says in the same words of several services."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        key = one.unit.code, " ".join(one.text.split()).casefold()
        groups.setdefault(key, []).append(one)
    return [Ground(tuple(found)) for found in groups.values()]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one or more units say in the same words."""

    text: str
    said: tuple[Stated, ...]

    @property
    def units(self) -> str:
        """Who says it: by name, or how many."""
        return texts.names_or_count([one.unit.name for one in self.said])


def _voices(stated: Iterable[Stated]) -> list[Voice]:
    """Join units that say the same."""
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(" ".join(one.text.split()).casefold(), []).append(one)
    return [Voice(found[0].text, tuple(found)) for found in groups.values()]


def _by_task(lines: Iterable[TaskLine]) -> list[TaskGroup]:
    groups: dict[str, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(line.task.code, []).append(line)
    return [TaskGroup(found[0].task, tuple(found)) for found in groups.values()]


def _by_number(lines: Iterable[TaskLine]) -> list[TaskGroup]:
    """Join the parts of a task that the plan counts as one."""
    groups = [tuple(found) for _, found in groupby(lines, key=lambda line: line.task.number)]
    return [TaskGroup(found[0].task, found) for found in groups]


def _met(line: Line, target: Fraction) -> bool:
    online, new = line.values.get("received_online"), line.values.get("received_new")
    return bool(new) and Fraction(online or 0, new or 1) >= target


def _below(lines: Sequence[Line], target: Fraction) -> Iterator[Line]:
    for line in lines:
        counted = line.kind is LineKind.SERVICE and line.values.get("received_new")
        if counted and not _met(line, target):
            yield line


def _grouped(stated: Iterable[Stated]) -> Mapping[str, list[Stated]]:
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(one.about, []).append(one)
    return groups


def _report(tokens: Sequence[Token], summary: Summary, template: Path) -> Report:
    titles: list[str] = []
    bases: list[str] = []
    blocks: list[Block] = []
    lists: list[int | None] = []  # open ones: the next number, or None where there are bullets
    quoted = level = 0
    mark: Run | None = None  # of the item that has just begun
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        match token.type:
            case "heading_open" | "heading_close":
                level = int(token.tag[1:]) if token.type == "heading_open" else 0
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open" if (number := lists[-1]) is not None:
                mark, lists[-1] = Run(f"{number}{token.markup} "), number + 1
            case "list_item_open" | "list_item_close":
                mark = None
        if token.type != "inline":
            continue
        runs = tuple(_runs(token.children or ()))
        words = "".join(run.text for run in runs)
        if level == 1:
            titles.append(words)
        elif level:
            blocks.append(Heading(level - 1, words))
        elif quoted:
            bases.append(words)
        elif words.strip():
            numbered = (mark, *runs) if mark else runs
            blocks.append(Paragraph(numbered, bullet=bool(lists) and lists[-1] is None))
            mark = None
    if len(titles) != 2:
        raise BaocaoError(texts.WORDING_NEEDS_TITLES.format(path=template))
    return Report(
        kind=titles[0],
        subject=titles[1],
        legal_bases=tuple(bases),
        blocks=tuple(_numbered(_without_empty(blocks))),
        appendix_title=summary.table.title,
    )


def _runs(children: Iterable[Token]) -> Iterator[Run]:
    bold = italic = False
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "em_open" | "em_close":
                italic = child.type == "em_open"
            case "softbreak" | "hardbreak":
                yield Run(" ", bold, italic)
            case _ if child.content:
                yield Run(child.content, bold, italic)


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    """Drop headings that nothing stands below."""
    kept: list[Block] = []
    deepest_filled = 0  # headings down to this level have something below them here
    for block in reversed(blocks):
        if isinstance(block, Paragraph):
            deepest_filled = 9
            kept.append(block)
        elif block.level <= deepest_filled:
            deepest_filled = block.level - 1
            kept.append(block)
    return kept[::-1]


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    counts = [0, 0]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            counts = [counts[0] + 1, 0]
            yield Heading(1, f"{texts.roman(counts[0])}. {block.text}")
        elif isinstance(block, Heading) and block.level == 2:
            counts[1] += 1
            yield Heading(2, f"{counts[1]}. {block.text}")
        else:
            yield block
