"""Write one form per unit, with what earlier reports carry forward, and what sends it out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline import texts
from pipeline.consolidate.history import History
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind, is_another
from pipeline.ledger.ledger import Ledger, open_ledger
from pipeline.recipes.desk import Desk
from pipeline.recipes.folders import put_only
from pipeline.recipes.judge import history_of
from pipeline.recipes.masters import MASTER, master_of, untouched
from pipeline.recipes.receive import take_in
from pipeline.recipes.starts import recent_of, starts_of
from pipeline.recipes.write import Written, as_text, put

SENT_OUT = "gui-bieu"  # beside a period's outputs
NOTICE = "thong-bao.txt"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # no clock in it: the same forms are the same bytes


@dataclass(frozen=True, slots=True)
class Distributed:
    """What came of making forms."""

    forms: tuple[Written, ...]
    master: tuple[Written, ...]
    sent: tuple[Written, ...] = ()  # what is sent out by hand: the notice, all forms, drafts
    without_mail: int = 0  # units whose draft is addressed by hand


def form_for(desk: Desk, history: History, period: Period, unit: Unit, now: datetime) -> bytes:
    """Draw a unit's form, with what earlier reports carry forward."""
    from pipeline.outputs.forms.form import build_form

    return build_form(
        history.form(period, unit),
        *(desk.office(period), period, unit, history.past(period, unit), now),
        starts=starts_of(history, desk.form(period), period, unit),
        recent=recent_of(history, desk.form(period), period, unit),
    )


def distribute(desk: Desk, period: Period, now: datetime, *, send: bool = False) -> Distributed:
    """Write one form per unit, and the blank master, with what earlier reports carry forward.

    With `send`, write too what sends them out, and note to whom; the program sends nothing.
    """
    form, office = desk.form(period), desk.office(period)
    desk.must_owe((period,))
    with open_ledger(desk.collected, alone=True) as ledger:
        # What lies there is read, and kept as read; only a merge notes when it came.
        taken = take_in(desk, ledger, now, lambda done, whole: None, note=False)
        history = history_of(desk, taken, (period,))
        files = {
            f"{period}-{unit.code}.xlsx": form_for(desk, history, period, unit, now)
            for unit in office.reporters(period)
        }
        folder = desk.templates / period.kind.value
        written = put(ledger, folder / str(period), f"forms/{period}", files, now)
        blank, over = {MASTER: master_of(desk, period.kind)}, untouched(folder / MASTER)
        master = put(ledger, folder, f"forms/{form.id}", blank, now, over)
        if not send:
            return Distributed(written, master)
        sent = _send_out(desk, ledger, office, period, files, now)
        without = sum(not unit.mails for unit in office.reporters(period))
        return Distributed(written, master, sent, without)


def _send_out(
    desk: Desk,
    ledger: Ledger,
    office: Office,
    period: Period,
    forms: Mapping[str, bytes],
    now: datetime,
) -> tuple[Written, ...]:
    """Write the notice, all forms in one .zip and a draft per unit; note who was asked."""
    from pipeline.outputs.clean import clean_text
    from pipeline.outputs.draft import build_draft

    now = now.astimezone(desk.schedule.zone)
    files = {
        NOTICE: as_text(
            clean_text(texts.reminding.form_words(texts.reminding.NOTICE, office, period))
        ),
        f"bieu-mau-{period}.zip": _zipped(forms),
    }
    body = texts.reminding.form_words(texts.reminding.SENT_BODY, office, period)
    for name, unit in zip(forms, office.reporters(period), strict=True):
        subject = texts.reminding.SENT_SUBJECT.format(
            period=texts.numbers.period_words(period), unit=unit.name
        )
        text = "\n".join((texts.reminding.TO_UNIT.format(unit=unit.name), body, office.name))
        draft = build_draft(unit.mails, subject, text, {name: forms[name]}, now)
        files[f"{period}-{unit.code}.eml"] = draft
    written = put_only(desk, ledger, f"{period}/{SENT_OUT}", files, now)
    notices, apart = ledger.notices(), office.reminders.apart
    ledger.note(
        Notice(kind=NoticeKind.FORM, period=period, unit=unit.code, at=now)
        for unit in office.reporters(period)
        if is_another(notices.of(NoticeKind.FORM, period, unit.code), "", now, apart)
    )
    return written


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return out.getvalue()
