"""Write one form per unit, with what earlier reports carry forward."""

from __future__ import annotations

from datetime import datetime

from pipeline.domain.period import Period
from pipeline.ledger.ledger import open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.judge import history_of
from pipeline.recipes.masters import MASTER, master_of, untouched
from pipeline.recipes.receive import take_in
from pipeline.recipes.starts import recent_of, starts_of
from pipeline.recipes.write import Written, put


def distribute(desk: Desk, period: Period, now: datetime) -> tuple[Written, ...]:
    """Write one form per unit, and the blank master, with what earlier reports carry forward."""
    from pipeline.outputs.forms.form import build_form

    form, office = desk.form(period), desk.office(period)
    desk.must_owe((period,))
    with open_ledger(desk.collected, alone=True) as ledger:
        # What lies there is read, and kept as read; only a merge notes when it came.
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
        history = history_of(desk, taken, (period,))
        files = {
            f"{period}-{unit.code}.xlsx": build_form(
                history.form(period, unit),
                *(office, period, unit, history.past(period, unit), now),
                starts=starts_of(history, form, period, unit),
                recent=recent_of(history, form, period, unit),
            )
            for unit in office.reporters(period)
        }
        folder = desk.templates / period.kind.value
        written = put(ledger, folder / str(period), f"forms/{period}", files, now)
        master, over = {MASTER: master_of(desk, period.kind)}, untouched(folder / MASTER)
        return written + put(ledger, folder, f"forms/{form.id}", master, now, over)
