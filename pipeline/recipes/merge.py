"""Bring `output/` up to date with `collected/`, as the README's numbered list says.

Scan, read what is new, remember, stand each unit, merge, word, write, prove, publish.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import corrections, figures_of, to_correct
from pipeline.domain.period import Period
from pipeline.domain.summary import Summary
from pipeline.ledger.ledger import Ledger, Made, open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.edited import keep_edits
from pipeline.recipes.folders import send_back, write_receipts, write_slips, write_unread
from pipeline.recipes.issue import arrived_since, lost_inputs, unsealed
from pipeline.recipes.judge import being_collected, coming, facts_of, history_of, summary_of
from pipeline.recipes.manifest import MANIFEST, declarations_of, inputs_of, manifest
from pipeline.recipes.next_run import begin_to_look, next_run
from pipeline.recipes.outcome import Outcome, Result, lost_forms, of_no_period
from pipeline.recipes.receive import Progress, count_files, refused_still, take_in
from pipeline.recipes.remake import made_otherwise, making_of, rests_on_other, to_make_again
from pipeline.recipes.settled import keep_looked
from pipeline.recipes.write import draw, load_writers, put

if TYPE_CHECKING:
    from pipeline.consolidate.facts import Facts


def merge(
    desk: Desk,
    periods: Sequence[Period],
    now: datetime,
    progress: Progress,
    executor: str = "",
) -> Outcome:
    """Bring `output/` up to date with `collected/`, for these periods or for all that changed.

    `executor` is the cluster that reads what is new, if not the one the office declares or none.
    """
    executor = executor or desk.register.latest.executor
    # The reader's process takes its time to start; ours is used to load what adds up and draws.
    threading.Thread(target=load_writers, daemon=True).start()
    desk.must_owe(periods)
    with open_ledger(desk.collected, alone=True) as ledger:
        declared = declarations_of(desk)
        begun, issued = begin_to_look(desk, declared, periods, now), ledger.issued()
        for period in periods:
            if period in issued:
                number = issued[period].number
                raise BaocaoError(texts.screen.ALREADY_ISSUED.format(period=period, number=number))
        moment = begun.moment if begun else None
        taken = take_in(desk, ledger, now, progress, executor=executor, since=moment)
        merged, current = ledger.merged(), being_collected(desk, now)
        making = making_of(desk, taken, {*periods, *current, *merged, *issued})
        stale = [p for p in to_make_again(desk, taken, merged, making, now) if p not in current]
        chosen = periods or [p for p in (*stale, *current) if p not in issued]
        outdated = made_otherwise(merged, making, {*chosen, *current, *issued})
        history = history_of(desk, taken, [*chosen, *issued])
        keep_looked(ledger, history)
        facts = facts_of(history)

        @cache  # an issued period may be looked at and held against what it says by now
        def summed(period: Period) -> Summary:
            return summary_of(desk, taken, facts, period, now)

        results = tuple(
            _merge_one(desk, ledger, summed(p), facts, declared, making[p], now) for p in chosen
        )
        if not periods:  # what is being collected and was issued already is looked at
            results += tuple(
                Result(summed(p), (), issued=issued[p]) for p in current if p in issued
            )
        ripple = tuple(
            (one, found)
            for period, one in issued.items()
            if rests_on_other(period, merged, making)  # other points or words correct no report
            and (found := to_correct(one, summed(period)))
        )
        touched = tuple(
            (one, since) for one in issued.values() if (since := arrived_since(one, taken))
        )
        refused = of_no_period(taken.refused, results)
        ledger.remember_told({period: making[period].configuration for period in outdated})
        outcome = Outcome(
            results,
            count_files(taken, history),
            refused,
            ripple=ripple,
            touched=touched,
            outdated=outdated,
            unsealed=unsealed(desk, ledger, issued.values()),
            lost_inputs=lost_inputs(ledger, issued.values()),
            repeated=tuple(taken.repeated),
            lost_forms=lost_forms(taken.every),
            ahead=taken.ahead,
            coming=coming(desk, now),
            objections=taken.objections,
            still_refused=refused_still(taken, history),
            unread=write_unread(desk, ledger, taken, now),
        )
        shown = periods or current
        return replace(outcome, next=next_run(desk, ledger, begun, taken, outcome, shown))


def _merge_one(
    desk: Desk,
    ledger: Ledger,
    summary: Summary,
    facts: Facts,
    declared: Mapping[str, str],
    making: Made,
    now: datetime,
) -> Result:
    period, stated = summary.period, ledger.stated(summary.period)
    files, kept = keep_edits(desk, ledger, period, draw(desk, summary).files, now)
    folder, mark = desk.output / str(period), str(period)
    published = put(ledger, folder, mark, files, now, kept.over if kept else "")
    inputs = inputs_of(facts.history, period)
    said = manifest(desk, period, inputs, declared, published)
    put(ledger, folder, mark, {MANIFEST: said}, now)
    returned = send_back(desk, ledger, summary, facts.history, now)
    slips = write_slips(desk, ledger, summary, now)
    receipts = write_receipts(desk, ledger, summary, now)
    ledger.remember_merged(period, making, figures_of(summary), now)
    changed = corrections(stated, summary)
    return Result(
        summary, published, returned, slips, receipts=receipts, changed=changed, kept=kept
    )
