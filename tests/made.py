"""A week's summary made through the program's own steps, without commands."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from weekly import FORM, ZONE, Filled

from pipeline.config.office import load_office
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.grids.appendices import report_appendices
from pipeline.consolidate.grids.gather import grids_of
from pipeline.consolidate.grids.sheets import workbook_sheets
from pipeline.consolidate.history import build_history
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.standing import Version
from pipeline.consolidate.wording import word_report
from pipeline.domain.decision import Decisions
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.domain.returned import Returned
from pipeline.intake.submission import read_submission
from pipeline.outputs.book.workbook import build_workbook
from pipeline.outputs.forms.form import build_form
from pipeline.outputs.proof import prove
from pipeline.outputs.report.report_docx import build_report
from pipeline.outputs.said import book_of, letter_of

ROOT = Path(__file__).parents[1]
OFFICE = load_office(ROOT / "config.toml")
FORMS = {FORM.kind: FORM}
WORDING = ROOT / "input_templates" / "weekly" / "report.md"
WEEK = Period.parse("2023-W12")
DUE = datetime(2023, 3, 28, 9, tzinfo=ZONE)
ROW = {
    "received_online": 8,
    "received_direct": 2,
    "carried_over": 1,
    "resolved_early": 3,
    "resolved_on_time": 6,
    "resolved_overdue": 1,
    "pending_in_time": 1,
    "pending_overdue": 0,
    "results_returned": 10,
    "rejected": 0,
    "sent_back": 0,
    "overdue_reason": "Chờ xác minh của cơ quan phối hợp",
}


_FILLED = {}


def filled(unit, folder, period=WEEK, tamper=None, **values):
    """Fill a unit's form alike for each service, change it, and return its bytes.

    The same form is the same bytes, filled once: to load and save it takes longer than to read it.
    """
    if tamper is None:
        key = unit, period, repr(values)  # 1, 1.0 and True are one key and not one form
        content = _FILLED[key] = _FILLED.get(key) or _form(unit, period, values).content()
    else:
        form = _form(unit, period, values)
        tamper(form)
        content = form.content()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{unit}.xlsx").write_bytes(content)
    return content


@cache
def _blank(unit, period):
    return build_form(FORM, OFFICE, period, OFFICE.unit(unit), {}, DUE - timedelta(days=4))


def _form(unit, period, values):
    return fill(Filled(_blank(unit, period)), values)


def fill(form, values):
    """Fill a blank form alike for each service, and return it."""
    form.activity.value = FORM.some_answer
    row = ROW | values
    for code in form.rows:
        form.fill(code, **{k: v for k, v in row.items() if v is not None})
        form.cell(code, "overdue_reason").data_type = "s"  # or openpyxl makes formulas of words
        form.fill(
            code,
            received_total=sum(
                row[c] for c in ("received_online", "received_direct", "carried_over")
            ),
            resolved_total=sum(
                row[c] for c in ("resolved_early", "resolved_on_time", "resolved_overdue")
            ),
            pending_total=row["pending_in_time"] + row["pending_overdue"],
            received_new=row["received_online"] + row["received_direct"],
        )
    form.answer_all()
    return form


def typed_again(typed):
    """What a form drawn anew holds of what was typed, nothing being said of it."""
    return Returned(
        typed=typed,
        none_declared=False,
        notes={},
        elsewhere=(),
        comments={},
        stood={},
        stands=False,
    )


def read(content, name="a.xlsx", office=OFFICE, form=FORM):
    return read_submission(content, name, f"sha of {name}", {form.kind: form}, Register(office))


def summary_of(
    submissions,
    now=DUE - timedelta(hours=1),
    seen=None,
    entered=None,
    office=OFFICE,
    form=FORM,
):
    """Summarise submissions: those of one unit in the order given."""
    versions = {}
    for index, one in enumerate(submissions):
        at = (seen or {}).get(one.unit, DUE - timedelta(hours=5)) + timedelta(seconds=index)
        versions.setdefault((one.period, one.unit), []).append(Version(one, at))
    periods = sorted({p for p, _ in versions} | {WEEK})
    history = build_history(
        Register(office), {PeriodKind.WEEK: form}, versions, entered or Decisions(), periods
    )
    return summarise(WEEK, Facts(history), [], [], now)


def worded(summary):
    return word_report(WORDING, summary)


def drawn_workbook(summary, report):
    """Draw the workbook with its sheets, as a merge does."""
    sheets = workbook_sheets(summary, grids_of(summary, report))
    return build_workbook(book_of(summary, report, sheets))


def drawn_report(summary, report, **signed):
    """Draw the Word report with its appendices, as a merge does."""
    appendices = report_appendices(grids_of(summary, report))
    return build_report(letter_of(summary, report, appendices, **signed))


def proved(summary, report, workbook, document):
    """Read both outputs back, as a merge does before it publishes them."""
    grids = grids_of(summary, report)
    prove(
        *(summary, report, workbook_sheets(summary, grids), report_appendices(grids)),
        *(workbook, document),
    )
