"""Remind units of what they owe: texts, drafts and a letter are written; nothing is sent.

What is one reminder: drafts made again within some hours, of the same thing, are the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline import texts
from pipeline.consolidate.habit import LAST, LEAST, Habit, habits
from pipeline.consolidate.history import History
from pipeline.domain.finding import BaocaoError
from pipeline.domain.office import Office, Unit
from pipeline.domain.owed import Owed, Owing, owed_by
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind, Notices, is_another
from pipeline.ledger.ledger import open_ledger
from pipeline.outputs.clean import clean_text
from pipeline.recipes.desk import Desk
from pipeline.recipes.folders import Wanted, forms_to_mend, put_only
from pipeline.recipes.forms import form_for
from pipeline.recipes.judge import being_collected, coming, history_of, overview_of
from pipeline.recipes.receive import Progress, Taken, take_in
from pipeline.recipes.write import (
    Written,
    as_text,
    must_keep_the_decree,
    signer_on,
)

FOLDER = "don-doc"  # beside a period's outputs
GROUP, CALLS = "nhom-chat.txt", "goi-dien.txt"
_AHEAD = timedelta(days=7)  # what is due later is not in hand yet


@dataclass(frozen=True, slots=True)
class Reminded:
    """A unit that is reminded now."""

    owed: Owed
    times: int  # this one counted
    another: bool  # else it is the last one, made again

    @property
    def unit(self) -> Unit:
        """Who it is."""
        return self.owed.unit


@dataclass(frozen=True, slots=True)
class Call:
    """A unit to ring up: it has usually sent by now."""

    unit: Unit
    habit: Habit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """What came of reminding the units of a period."""

    office: Office
    period: Period
    now: datetime
    late: bool
    reminded: tuple[Reminded, ...]
    calls: tuple[Call, ...]  # before the deadline
    unknown: int  # units that have not sent, and whose habit is not known
    written: tuple[Written, ...]
    letter: tuple[Unit, ...]  # to whom one was drawn
    others: tuple[Period, ...]  # in hand too, with something owed

    @property
    def must_act(self) -> bool:
        """Whether somebody is late, or sent what cannot be used."""
        return any(self.late or one.owed.owing is Owing.MENDED for one in self.reminded)


def remind(desk: Desk, period: Period | None, now: datetime, progress: Progress) -> Reminding:
    """Write what reminds the units of a period, or of the one in hand, and note who was reminded.

    BaocaoError where units cannot have their reports yet.
    """
    if period:
        desk.must_owe((period,))
        _must_be_time(desk, period, now)
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, progress, note=False)
        candidates = (period,) if period else tuple(_in_hand(desk, now))
        if not candidates:
            raise BaocaoError(texts.next_steps.nobody_owes_now(desk.schedule, coming(desk, now)))
        history = history_of(desk, taken, candidates)
        owing = {one: _owed(desk, history, one) for one in candidates}
        chosen = _nearest(desk, owing, now)
        notices = ledger.notices()
        found = _found(desk, taken, history, notices, chosen, owing[chosen], now)
        overview = overview_of(desk, taken, history, chosen, now)
        marked = forms_to_mend(ledger, overview, history, now) if found.reminded else {}
        files = _drawn(desk, marked, history, found)
        others = [p for p in candidates if owing[p] and p != chosen]
        written = put_only(desk, ledger, f"{chosen}/{FOLDER}", files, now)
        ledger.note(_notes(found))
        return replace(found, written=written, others=tuple(others))


def _must_be_time(desk: Desk, period: Period, now: datetime) -> None:
    ready = desk.schedule.can_be_filled(period)
    if now < ready:
        day = texts.numbers.day(ready.date())
        raise BaocaoError(texts.reminding.TOO_EARLY.format(period=period, day=day))


def _in_hand(desk: Desk, now: datetime) -> Iterator[Period]:
    """Yield what is being collected, and what units can already report on and is due soon."""
    yield from being_collected(desk, now)
    schedule = desk.schedule
    for kind in desk.forms:
        if kind not in desk.register.kinds:
            continue
        following = schedule.current(now, kind).next
        soon = schedule.deadline(following) <= now + _AHEAD
        ready = schedule.can_be_filled(following) <= now
        if soon and ready and desk.office(following).reporters(following):
            yield following


def _owed(desk: Desk, history: History, period: Period) -> tuple[Owed, ...]:
    standings = (history.standings[period, u.code] for u in desk.office(period).reporters(period))
    return tuple(owed for owed in map(owed_by, standings) if owed)


def _nearest(desk: Desk, owing: Mapping[Period, Sequence[Owed]], now: datetime) -> Period:
    """Return the period due soonest, or last due, with something owed; any where nothing is."""

    def apart(period: Period) -> tuple[timedelta, Period]:
        return abs(desk.schedule.deadline(period) - now), period

    return min([p for p in owing if owing[p]] or owing, key=apart)


def _found(
    desk: Desk,
    taken: Taken,
    history: History,
    notices: Notices,
    period: Period,
    owing: Sequence[Owed],
    now: datetime,
) -> Reminding:
    """Say who is reminded for which time, who gets a letter, and whom to ring up."""
    office, late = desk.office(period), now >= desk.schedule.deadline(period)
    reminded = tuple(_reminded(office, notices, period, one, now, late=late) for one in owing)
    rules, unknown = office.reminders, 0
    calls: tuple[Call, ...] = ()
    letter = [
        one.unit for one in reminded if one.owed.lacks_report and one.times >= rules.letter_from
    ]
    if not late:
        mailed = {v.submission.sha256 for vs in taken.versions.values() for v in vs if v.mailed_at}
        habit = habits(history, mailed, period, now)
        awaited = [one.unit for one in owing if one.owing is Owing.REPORT]
        calls = tuple(Call(u, habit[u.code]) for u in awaited if habit[u.code].usual)
        unknown = sum(not habit[unit.code].known for unit in awaited)
    return Reminding(
        office=office,
        period=period,
        now=now.astimezone(desk.schedule.zone),
        late=late,
        reminded=reminded,
        calls=calls,
        unknown=unknown,
        written=(),
        letter=tuple(letter) if late and period.kind in rules.letter_kinds else (),
        others=(),
    )


def _reminded(
    office: Office, notices: Notices, period: Period, owed: Owed, now: datetime, *, late: bool
) -> Reminded:
    before = notices.of(NoticeKind.REMINDER, period, owed.unit.code)
    another = is_another(before, _about(owed, late=late), now, office.reminders.apart)
    alike = [one for one in before if _is_to_explain(one.about) == _is_to_explain(owed.owing)]
    return Reminded(owed, len(alike) + another, another)


def _is_to_explain(about: str) -> bool:
    """Tell whether a report is there and asked about: that is counted apart from a missing one."""
    return about.partition(":")[0] == Owing.EXPLAINED


def _about(owed: Owed, *, late: bool) -> str:
    """Name what is wanted: a deadline that passed, and a file that came, make it another."""
    return f"{owed.owing}:{'late' if late else 'ahead'}:{owed.newest}"


def _notes(found: Reminding) -> Iterator[Notice]:
    for one in found.reminded:
        if one.another:
            yield Notice(
                kind=NoticeKind.REMINDER,
                period=found.period,
                unit=one.unit.code,
                at=found.now,
                about=_about(one.owed, late=found.late),
            )


def _drawn(
    desk: Desk, marked: Mapping[str, Wanted], history: History, found: Reminding
) -> dict[str, bytes]:
    """Draw all that is written for a period, by name."""
    if not found.reminded:
        return {}
    files = {GROUP: as_text(_group_text(found))}
    if not found.late:
        files[CALLS] = as_text("\n".join(call_lines(found)))
    for one in found.reminded:
        form = marked.get(one.unit.code)
        files |= _of_unit(desk, found, one, form.make() if form else None, history)
    if found.letter:
        files[f"cong-van-don-doc-{found.period}.docx"] = _letter(desk, found)
    return files


def _group_text(found: Reminding) -> str:
    owed = {
        owing.value: [one.unit for one in found.reminded if one.owed.owing is owing]
        for owing in Owing
    }
    said = texts.reminding.group_text(found.office, found.period, owed, late=found.late)
    return clean_text(said)


def call_lines(found: Reminding) -> list[str]:
    """Say whom to ring up, how that is reckoned, and of whom nothing is known yet."""
    lines = [
        texts.reminding.CALL.format(
            unit=call.unit.name,
            telephone=call.unit.telephones or texts.reminding.NO_TELEPHONE,
            sent=call.habit.sent,
            of=call.habit.of,
        )
        for call in found.calls
    ]
    head = texts.reminding.CALLS_TITLE.format(
        period=texts.numbers.period_words(found.period), at=texts.numbers.instant(found.now)
    )
    few = (
        [texts.reminding.CALLS_TOO_FEW.format(least=LEAST, count=found.unknown)]
        if found.unknown
        else []
    )
    return [
        head,
        *(lines or [texts.reminding.CALLS_NONE]),
        *few,
        texts.reminding.CALLS_HOW.format(last=LAST),
    ]


def _of_unit(
    desk: Desk, found: Reminding, one: Reminded, marked: bytes | None, history: History
) -> dict[str, bytes]:
    """Draw a unit's text, and the same as a draft with its form attached."""
    from pipeline.outputs.draft import build_draft

    office, period, unit, now = found.office, found.period, one.unit, found.now
    form = marked or form_for(desk, history, period, unit, now)
    name, owed = f"{period}-{unit.code}", one.owed
    how = {"late": found.late, "marked": marked is not None}
    text = clean_text(texts.reminding.unit_text(office, period, owed, one.times, **how))
    subject = texts.reminding.unit_subject(owed, period)
    draft = build_draft(unit.mails, subject, text, {f"{name}.xlsx": form}, now)
    return {f"{name}.txt": as_text(text), f"{name}.eml": draft}


def _letter(desk: Desk, found: Reminding) -> bytes:
    """Draw the letter; BaocaoError unless it keeps the decree."""
    from pipeline.outputs.report.report_docx import build_report
    from pipeline.outputs.said import reminder_of

    office, now = found.office, found.now
    office = replace(office, signer=signer_on(desk, office, now.date()))
    to = [one for one in found.reminded if one.unit in found.letter]
    missing = [one.unit for one in to if one.owed.owing is Owing.REPORT]
    invalid = [one.unit for one in to if one.owed.owing is Owing.MENDED]
    before = [one.times - 1 for one in to]
    lines = texts.reminding.letter_lines(office, found.period, missing, invalid, before, now)
    document = build_report(reminder_of(office, found.period, found.letter, lines, now))
    must_keep_the_decree(document)
    return document
