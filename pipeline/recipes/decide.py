"""A named person's decision is checked against what there is, and written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from pipeline import texts
from pipeline.domain.decision import Decision, DecisionKind, Decisions
from pipeline.domain.finding import BaocaoError, Finding, Severity
from pipeline.domain.period import Period
from pipeline.domain.settle import before_last, can_pass
from pipeline.domain.standing import StandingKind
from pipeline.ledger.ledger import Ledger, look_into, open_ledger
from pipeline.personal import COVER, masked
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Taken, take_in


def decide(desk: Desk, decision: Decision, now: datetime) -> Decision:
    """Write a named person's decision down; BaocaoError when it is about nothing there is."""
    with open_ledger(desk.collected, alone=True) as ledger:
        taken = take_in(desk, ledger, now, lambda done, whole: None)
        return ledger.decide(_checked(desk, ledger, taken, decision))


def decisions(desk: Desk) -> Decisions:
    """Return all that was ever decided, about whatever; nothing is written."""
    with look_into(desk.collected) as ledger:
        return ledger.decisions()


def _checked(desk: Desk, ledger: Ledger, taken: Taken, decision: Decision) -> Decision:
    """Return a decision with its subject found."""
    if not (decision.by.strip() and decision.why.strip()):
        raise BaocaoError(texts.screen.WHO_AND_WHY)
    match decision.kind:
        case DecisionKind.RECEIVED:
            _check_time(desk, taken, decision)
        case DecisionKind.WAIVED:
            _check_waiver(desk, taken, decision)
        case DecisionKind.EXCUSED | DecisionKind.CARRIED:
            _check_standing(desk, taken, decision)
        case DecisionKind.ANSWERED:
            return _answer(desk, taken, decision)
        case DecisionKind.REOPENED:
            there = ledger.issued().get(decision.period) if decision.period else None
            if there is None:
                raise BaocaoError(texts.screen.NOT_ISSUED.format(period=decision.period))
            return replace(decision, subject=str(there.id))
        case DecisionKind.WITHDRAWN:
            holding = [str(one.number) for one in taken.decisions.holding]
            if decision.subject not in holding:
                raise BaocaoError(texts.screen.NO_DECISION.format(number=decision.subject))
        case DecisionKind.SET_ASIDE:
            return _file_set_aside(taken, decision)
    return decision


def _check_waiver(desk: Desk, taken: Taken, decision: Decision) -> None:
    """Refuse to waive what asks for nothing in the unit's report, and what cannot be let pass."""
    assert decision.period
    words = {"unit": desk.unit(decision.unit).name, "period": decision.period}
    asked = list(_asked(desk, taken, decision.period, decision.unit))
    meant = [finding for finding in asked if finding.code == decision.subject]
    if not meant:
        codes = ", ".join(dict.fromkeys(f.code for f in asked if can_pass(f)))
        there = texts.screen.WAIVABLE.format(codes=codes) if codes else ""
        said = texts.screen.NOTHING_TO_WAIVE.format(code=decision.subject, **words)
        raise BaocaoError(said + there)
    if not any(map(can_pass, meant)):
        file = meant[-1].where.file
        raise BaocaoError(
            texts.screen.CANNOT_PASS.format(code=decision.subject, file=file, **words)
        )


def _asked(desk: Desk, taken: Taken, period: Period, unit: str) -> Iterator[Finding]:
    """Yield what a unit's report of a period is asked about, or about which file is in force."""
    standing = history_of(desk, taken, (period,)).standings.get((period, unit))
    if standing is None:
        return
    versions = standing.versions[len(before_last(standing)) :]
    every = chain(standing.doubts, *(version.findings for version in versions))
    yield from (finding for finding in every if finding.severity is not Severity.NOTE)


def _answer(desk: Desk, taken: Taken, decision: Decision) -> Decision:
    """Find the objection that is decided about; refuse more points than the unit lacks."""
    period, name = decision.period, desk.unit(decision.unit).name
    waiting = [one for one in taken.objections if (one.period, one.unit) == (period, decision.unit)]
    if period is None or not waiting:
        raise BaocaoError(texts.screen.NO_OBJECTION.format(unit=name, period=period))
    facts = facts_of(history_of(desk, taken, (period,)))
    plan = summary_of(desk, taken, facts, period, decision.decided_at).plan
    merits = plan.merits if plan else ()
    lacks = [one.attainable - one.total for one in merits if one.unit.code == decision.unit]
    most = max(0, *lacks, 0)
    if not 0 <= decision.points <= most:
        words = {"points": decision.points, "unit": name, "period": period, "most": most}
        raise BaocaoError(texts.screen.TOO_MANY_POINTS.format(**words))
    return replace(decision, subject=waiting[0].sha256)


def _check_standing(desk: Desk, taken: Taken, decision: Decision) -> None:
    """Refuse to excuse who is not late, and to stand in for who reported or never did."""
    assert decision.period
    history = history_of(desk, taken, (decision.period,))
    standing = history.standings.get((decision.period, decision.unit))
    name = desk.unit(decision.unit).name
    if decision.kind is DecisionKind.EXCUSED:
        kind = standing.kind if standing else None
        said = {
            StandingKind.UNDECIDED: texts.screen.UNDECIDED_YET,
            StandingKind.ON_TIME: texts.screen.NOT_LATE,
        }
        if kind is not StandingKind.LATE:
            words = (
                said.get(kind, texts.screen.NOT_REPORTED_YET)
                if kind
                else texts.screen.NOT_REPORTED_YET
            )
            raise BaocaoError(words.format(unit=name, period=decision.period))
        return
    before = [
        p
        for p, unit in history.standings
        if unit == decision.unit
        and p.kind is decision.period.kind
        and p < decision.period
        and history.in_force(p, unit)
    ]
    if standing is None or standing.in_force is not None or not before:
        raise BaocaoError(texts.screen.NOTHING_TO_CARRY.format(unit=name, period=decision.period))


def _check_time(desk: Desk, taken: Taken, decision: Decision) -> None:
    versions = taken.versions.get((decision.period, decision.unit), ()) if decision.period else ()
    if not versions or decision.at is None or decision.period is None:
        name = desk.unit(decision.unit).name
        raise BaocaoError(texts.screen.NOTHING_RECEIVED.format(unit=name, period=decision.period))
    usable = [v for v in versions if v.submission.valid] or list(versions)
    seen = min(version.first_seen for version in usable)
    saved = [v.submission.saved_at for v in usable if v.first_seen == seen]
    opens = desk.schedule.opens(decision.period)
    # Which of them was the first to come, nobody may know: not before any of them was saved.
    early = max(opens, min(at if at and at <= seen else opens for at in saved))
    if decision.at < early:
        raise BaocaoError(
            texts.screen.TIME_TOO_EARLY.format(
                at=texts.numbers.instant(decision.at),
                early=texts.numbers.instant(early.astimezone(decision.at.tzinfo)),
            )
        )
    if decision.at > seen:
        raise BaocaoError(
            texts.screen.TIME_AFTER_SEEN.format(
                at=texts.numbers.instant(decision.at),
                seen=texts.numbers.instant(seen.astimezone(decision.at.tzinfo)),
            )
        )


def _file_set_aside(taken: Taken, decision: Decision) -> Decision:
    """Find the newest file of that path below `collected/`; its copies are named beside it."""
    every = [v for versions in taken.versions.values() for v in versions] + [*taken.unplaced]
    wanted = decision.label.replace("\\", "/").removeprefix("collected/")
    named = " ".join(decision.label.split())  # a name may break lines, a message may not
    found = [v.submission for v in every if v.submission.file == masked(wanted)]
    if COVER in masked(wanted) and len({one.sha256 for one in found}) > 1:
        found = []  # a citizen's number is covered in several names: which is meant, nobody knows
    if not found:
        unread = any(finding.where.file == wanted for finding in taken.loose)
        said = texts.screen.NEVER_READ if unread else texts.screen.NO_SUCH_FILE
        raise BaocaoError(said.format(file=named))
    newest = found[-1]
    if taken.decisions.aside(newest.sha256):
        raise BaocaoError(texts.screen.ASIDE_ALREADY.format(file=named))
    alike = {v.submission.file for v in every if v.submission.sha256 == newest.sha256}
    return replace(
        decision,
        subject=newest.sha256,
        label=", ".join((newest.file, *sorted(alike - {newest.file}))),
        unit=newest.unit or "",
        period=newest.period,
    )
