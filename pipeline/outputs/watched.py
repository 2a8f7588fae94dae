"""What is watched becomes all that the board says, in the words of screen and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline import texts
from pipeline.domain.board import (
    Asked,
    Board,
    Card,
    Group,
    Heat,
    Link,
    Listing,
    Mark,
    Question,
    RatePoint,
    Rates,
    Section,
    TaskRow,
    Tile,
    UnitLine,
)
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.grid import Tone
from pipeline.domain.office import Office, Task
from pipeline.domain.period import Period
from pipeline.domain.plan import TaskLine
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.summary import Overview
from pipeline.domain.watched import Seen, Watched

_TONES = {
    "on_time": Tone.GOOD,
    "late": Tone.DOUBT,
    "undecided": Tone.DOUBT,
    "missing": Tone.BAD,
    "invalid": Tone.BAD,
    "carried": Tone.DOUBT,
    "waiting": Tone.PLAIN,
}
_ORDER = ("invalid", "missing", "carried", "undecided", "late", "waiting", "on_time")
_UNFOLDED = 6  # periods whose files stand unfolded
_HOURS_NEAR = 24 * 60 * 60  # seconds before a deadline in which the clock presses


def board_of(watched: Watched, soon: int) -> Board:
    """Return what a board says; `soon` is how many days ahead tasks are looked for."""
    today = watched.now.date()
    asked = tuple(_asked(watched))
    tasks = [(task, list(lines)) for task, lines in groupby(watched.tasks, lambda one: one.task)]
    tasks.sort(key=lambda one: (one[0].due or today, one[0].number))
    over = tuple(_task(watched, *one) for one in tasks if one[0].due and one[0].due < today)
    near = tuple(_task(watched, *one) for one in tasks if one[0].due and one[0].due >= today)
    return Board(
        language=texts.board.LANGUAGE,
        office=watched.office.name,
        title=texts.board.TITLE,
        drawn=texts.board.drawn_words(watched.now),
        skip=texts.board.SKIP,
        contents=texts.board.CONTENTS,
        steps=texts.board.STEPS,
        outputs=texts.board.OUTPUTS,
        filter=texts.board.FILTER,
        nothing_found=texts.board.NOTHING_FOUND,
        tiles=tuple(_tiles(watched, asked, len(over))),
        sections={
            id: Section(id=id, title=title, short=short, empty=empty.format(days=soon))
            for id, (title, short, empty) in texts.board.SECTIONS.items()
        },
        cards=tuple(_card(watched, one) for one in reversed(watched.awaited)),
        asked=asked,
        heats=tuple(_heats(watched)),
        rates=_rates(watched),
        tasks_about=_tasks_about(watched),
        overdue=over,
        soon=near,
        overdue_title=texts.board.OVERDUE_TITLE,
        soon_title=texts.board.SOON_TITLE.format(days=soon),
        open=tuple(_open(watched)) or (texts.board.OPEN_NONE,),
        open_title=texts.board.OPEN_TITLE,
        listings=tuple(_listings(watched)),
        files=tuple(
            (_begun(texts.numbers.period_words(period)), _links(paths))
            for period, paths in reversed(tuple(watched.files.items()))
        ),
        newest_files=_UNFOLDED,
        earlier_files=texts.board.EARLIER_FILES,
        footer=texts.board.FOOTER,
    )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _links(paths: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(words=texts.board.file_words(path), path=path) for path in paths)


# --- how units stand ---


def _sign(standing: Standing, *, due: bool) -> str:
    """Return by which sign a standing is shown."""
    if standing.carried:
        return "carried"
    waiting = standing.kind is StandingKind.MISSING and not due
    return "waiting" if waiting else standing.kind.value


def _mark(sign: str, asks: int = 0, words: str = "") -> Mark:
    said = words or texts.board.WORDS[sign]
    if asks:
        said = f"{said}; {texts.board.ASKS.format(count=asks)}"
    return Mark(sign=texts.board.SIGNS[sign], words=said, tone=_TONES[sign], asks=asks)


def _card(watched: Watched, overview: Overview) -> Card:
    period, now = overview.period, watched.now
    due = overview.now >= overview.deadline
    groups = []
    for sign in _ORDER:
        if found := [one for one in overview.standings if _sign(one, due=due) == sign]:
            groups.append(_group(overview, sign, found, due=due))
    words = texts.numbers
    deadline = words.due_words(overview.deadline) + words.day_off_words(
        overview.office.schedule.due_day_off(period)
    )
    complete = overview.sent == len(overview.standings)
    near = (overview.deadline - now).total_seconds() < _HOURS_NEAR
    waits = Tone.BAD if due else Tone.DOUBT if near else Tone.PLAIN
    steps = texts.next_steps
    made = steps.NEXT_READ_MADE_EDITED if period in watched.edited else steps.NEXT_READ_MADE
    read = made if period in watched.made else ""
    return Card(
        id=f"ky-{period}",
        title=texts.board.PERIOD.format(period=words.period_words(period)),
        clock=texts.board.clock_words(overview.deadline, now),
        tone=Tone.GOOD if complete else waits,
        facts=(
            texts.board.WINDOW.format(window=words.window_words(*overview.window)),
            texts.board.DUE.format(deadline=deadline),
        ),
        sent=overview.sent,
        owed=len(overview.standings),
        sent_words=texts.board.SENT.format(sent=overview.sent, owed=len(overview.standings)),
        groups=tuple(groups),
        steps=tuple(steps.what_next(overview, read, watched.issued.get(period))),
        links=_links(watched.files.get(period, ())),
    )


def _group(overview: Overview, sign: str, found: Sequence[Standing], *, due: bool) -> Group:
    mark = _mark(sign)
    called = sign in ("missing", "invalid", "undecided")
    lines = []
    for standing in found:
        words = texts.sentences.standing_words(standing, due=due)
        unit = standing.unit
        whom = ", ".join(filter(None, (unit.head_title, unit.contact))) if called else ""
        told = texts.sentences.told_words(standing)
        notes = tuple(filter(None, (*told, standing.decided_by, standing.excused, whom)))
        alike = words in (mark.words, texts.sentences.STANDING_NOT_YET)
        lines.append(UnitLine(name=unit.name, words="" if alike else words, notes=notes))
    return Group(
        mark=mark,
        count=texts.board.UNITS.format(count=len(found)),
        units=tuple(lines),
        folded=sign in ("on_time", "waiting"),
    )


def _heats(watched: Watched) -> Iterator[Heat]:
    for id, title, longer in (
        ("tuan", texts.board.MAP_WEEKS, False),
        ("thang", texts.board.MAP_LONGER, True),
    ):
        seen = [one for one in watched.seen if one.period.kind.follows_plan is longer]
        if seen:
            yield _heat(watched.office, id, title, seen)


def _heat(office: Office, id: str, title: str, seen: Sequence[Seen]) -> Heat:
    standing = {
        (one.period, each.unit.code): (each, one.due) for one in seen for each in one.standings
    }
    asks: dict[tuple[Period, str], int] = {}
    for one in seen:
        for finding in one.asking:
            key = one.period, finding.unit or ""
            asks[key] = asks.get(key, 0) + 1
    names = {each.unit.code: each.unit.short_name for one in seen for each in one.standings}
    order = [unit.code for unit in office.units if unit.code in names]
    used: set[str] = set()

    def mark(period: Period, unit: str) -> Mark | None:
        if (period, unit) not in standing:
            return None
        found, due = standing[period, unit]
        sign = _sign(found, due=due)
        used.add(sign)
        words = texts.sentences.standing_words(found, due=due)
        return _mark(sign, asks.get((period, unit), 0), words)

    rows = tuple(
        (names[code], tuple(mark(one.period, code) for one in seen))
        for code in (*order, *(code for code in names if code not in order))
    )
    years = [one.period.year for one in seen]
    return Heat(
        id=id,
        title=title,
        about=texts.board.MAP_ABOUT,
        corner=texts.board.UNIT,
        years=tuple((str(year), years.count(year)) for year in dict.fromkeys(years)),
        periods=tuple(
            (texts.board.short_period(one.period), texts.numbers.period_words(one.period))
            for one in seen
        ),
        rows=rows,
        legend=(
            *(_mark(sign) for sign in texts.board.SIGNS if sign in used),
            *([Mark(sign="", words=texts.board.ASKS_LEGEND, tone=Tone.PLAIN, asks=2)] * bool(asks)),
        ),
    )


# --- what still asks ---


def _asked(watched: Watched) -> Iterator[Asked]:
    """Yield the findings of the periods in hand, then those of earlier ones, the newest first."""
    hand = {one.period for one in watched.awaited}
    found = [(one.period, texts.findings.once(one.findings)) for one in reversed(watched.awaited)]
    found += [
        (one.period, one.asking)
        for one in reversed(watched.seen)
        if one.period not in hand and one.period not in watched.issued
    ]
    for period, findings in found:
        asking = [one for one in findings if one.severity is not Severity.NOTE]
        if asking:
            yield Asked(
                title=_begun(texts.numbers.period_words(period)),
                units=tuple(_by_unit(asking, watched.office)),
                folded=period not in hand,
            )


def _by_unit(
    findings: Sequence[Finding], office: Office
) -> Iterator[tuple[str, tuple[Question, ...]]]:
    for code, found in groupby(findings, lambda one: one.unit):
        unit = office.unit(code) if code else None
        errors_first = sorted(found, key=lambda one: one.severity is not Severity.ERROR)
        yield (
            unit.name if unit else texts.screen.UNKNOWN_UNIT,
            tuple(map(_question, errors_first)),
        )


def _question(finding: Finding) -> Question:
    said = texts.findings.said(finding)
    return Question(
        code=finding.code,
        severity=texts.screen.SEVERITY[finding.severity.value].rstrip(":"),
        tone=Tone.BAD if finding.severity is Severity.ERROR else Tone.DOUBT,
        place=texts.findings.place_words(finding),
        message=texts.numbers.sentence(said.message),
        action=said.action,
    )


# --- figures ---


def _tiles(watched: Watched, asked: Sequence[Asked], overdue: int) -> Iterator[Tile]:
    for one in reversed(watched.awaited):
        card = _card(watched, one)
        period = texts.numbers.period_brief(one.period)
        yield Tile(
            value=f"{card.sent}/{card.owed}",
            words=texts.board.TILE_SENT.format(period=period, clock=card.clock),
            tone=card.tone,
            section=card.id,
        )
    asks = sum(len(questions) for one in asked if not one.folded for _, questions in one.units)
    yield Tile(
        value=str(asks),
        words=texts.board.TILE_ASKS,
        tone=Tone.BAD if asks else Tone.GOOD,
        section="hoi",
    )
    known = [one for one in watched.rates if one.rate is not None]
    if known and known[-1].rate is not None:
        rate, target = known[-1].rate, watched.target
        period = texts.numbers.period_brief(known[-1].period)
        words = texts.board.TILE_RATE_ALONE.format(period=period)
        tone = Tone.PLAIN
        if target is not None:
            goal = texts.numbers.fraction_percent(target)
            words = texts.board.TILE_RATE.format(period=period, target=goal)
            tone = Tone.GOOD if rate >= target else Tone.DOUBT
        yield Tile(
            value=texts.numbers.fraction_percent(rate), words=words, tone=tone, section="truc-tuyen"
        )
    if watched.tasks_of:
        tone = Tone.BAD if overdue else Tone.GOOD
        yield Tile(
            value=str(overdue), words=texts.board.TILE_OVERDUE, tone=tone, section="nhiem-vu"
        )


def _rates(watched: Watched) -> Rates | None:
    known = [one for one in watched.rates if one.rate is not None]
    if not known:
        return None
    words = texts.numbers
    rates = [one.rate for one in known if one.rate is not None]
    summary = texts.board.RATE_SUMMARY.format(
        first=words.period_brief(watched.rates[0].period),
        last=words.period_brief(watched.rates[-1].period),
        low=words.fraction_percent(min(rates)),
        high=words.fraction_percent(max(rates)),
    )
    goal = words.fraction_percent(watched.target) if watched.target is not None else ""
    if watched.target is not None:
        met = sum(rate >= watched.target for rate in rates)
        summary = texts.board.RATE_SUMMARY_TARGET.format(
            said=summary, target=goal, met=met, weeks=len(rates)
        )
    return Rates(
        title=texts.board.RATE_TITLE,
        about=texts.board.RATE_ABOUT,
        summary=f"{summary}.",
        target=watched.target,
        target_words=texts.board.RATE_TARGET.format(target=goal) if goal else "",
        points=tuple(
            RatePoint(
                label=texts.board.short_period(one.period),
                period=_begun(words.period_brief(one.period)),
                rate=one.rate,
                words=words.UNKNOWN if one.rate is None else words.fraction_percent(one.rate),
                counts=f"{words.figure_words(one.online)}/{words.figure_words(one.new)}",
                coverage=one.coverage,
                complete=one.complete,
            )
            for one in watched.rates
        ),
        hollow="" if all(one.complete for one in known) else texts.board.RATE_HOLLOW,
        table=texts.board.RATE_TABLE,
        headers=texts.board.RATE_HEADERS,
    )


def _tasks_about(watched: Watched) -> str:
    if not watched.tasks_of:
        return texts.board.TASKS_NONE_YET
    last = watched.office.schedule.window(watched.tasks_of)[1]
    return texts.board.TASKS_ABOUT.format(
        period=texts.numbers.period_words(watched.tasks_of), until=texts.numbers.day(last)
    )


def _task(watched: Watched, task: Task, lines: Sequence[TaskLine]) -> TaskRow:
    today, due = watched.now.date(), task.due or watched.now.date()
    return TaskRow(
        number=task.number,
        title=task.title,
        due=texts.numbers.day(due),
        days=texts.board.days_words(due, today),
        tone=Tone.BAD if due < today else Tone.DOUBT,
        count=texts.board.UNITS.format(count=len(lines)),
        units=texts.board.behind_words(lines),
    )


# --- handing over ---


def _open(watched: Watched) -> Iterator[str]:
    for finding in watched.refused:
        worded = texts.findings.said(finding)
        yield texts.board.OPEN_REFUSED.format(
            file=finding.where.file,
            message=texts.numbers.sentence(worded.message),
            action=worded.action,
        )
    for one in watched.objections:
        unit = watched.office.unit(one.unit or "")
        name = unit.name if unit else one.unit
        yield texts.board.OPEN_OBJECTION.format(unit=name, period=one.period, words=one.objection)
    for issue, file in watched.unsealed:
        yield texts.board.OPEN_UNSEALED.format(file=file, period=issue.period, number=issue.number)
    for issue, file in watched.lost_inputs:
        words = {"period": issue.period, "number": issue.number}
        yield texts.screen.INPUT_LOST.format(file=file, **words)
    if watched.unrecorded:
        yield texts.screen.UNRECORDED.format(count=watched.unrecorded)
    if watched.to_change:
        periods = ", ".join(map(str, watched.to_change))
        yield texts.screen.TO_CHANGE.format(count=len(watched.to_change), periods=periods)


def _listings(watched: Watched) -> Iterator[Listing]:
    words = texts.numbers
    yield Listing(
        id="han",
        title=texts.board.DEADLINES_TITLE,
        headers=texts.board.DEADLINES_HEADERS,
        rows=tuple(
            (
                _begun(words.period_words(period)),
                words.due_words(deadline),
                texts.board.clock_words(deadline, watched.now),
            )
            for period, deadline in watched.deadlines
        ),
        empty=texts.board.DEADLINES_NONE,
    )
    yield Listing(
        id="lenh",
        title=texts.board.COMMANDS_TITLE,
        headers=texts.board.COMMANDS_HEADERS,
        rows=tuple(_commands(watched)),
        empty="",
        commands=True,
    )
    yield Listing(
        id="quyet-dinh",
        title=texts.board.DECIDED_TITLE,
        headers=texts.board.DECIDED_HEADERS,
        rows=tuple(
            (
                str(one.number),
                texts.sentences.decided_what(one, watched.office),
                one.by,
                one.why,
                words.moment(one.decided_at.astimezone(watched.now.tzinfo)),
            )
            for one in watched.decisions
        ),
        empty=texts.board.DECIDED_NONE,
    )
    yield Listing(
        id="ban-hanh",
        title=texts.board.ISSUED_TITLE,
        headers=texts.board.ISSUED_HEADERS,
        rows=tuple(
            (
                _begun(words.period_words(period)),
                issue.number,
                words.day(issue.signed_on) + texts.next_steps.corrected_on(issue),
                issue.by,
            )
            for period, issue in watched.issued.items()
        ),
        empty=texts.board.ISSUED_NONE,
    )


def _commands(watched: Watched) -> Iterator[tuple[str, str]]:
    """Yield what is typed next: forms are made for the period that is due next."""
    for command, why in texts.board.COMMANDS.items():
        if "{period}" not in command:
            yield command, why
        elif watched.deadlines:
            period, _ = watched.deadlines[0]
            said = texts.numbers.period_words(period)
            yield command.format(period=period), why.format(words=said)
