"""What is to be mended in a form that goes back: what was sent, what is wanted, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.form import Form
from pipeline.domain.marks import NOTES_AUTHOR
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.domain.returned import CHOSEN, SAID, Place
from pipeline.outputs.clean import clean_text, fitting

Cell = tuple[str, str]  # a sheet's name, and the cell's

WIDTHS = (4, 9, 8, 28, 9, 36, 15, 36, 20)  # of the list's columns, in characters: 9 pt on A4
FIRST = 6  # row of the list's first line: above stands what no reader takes for a form's head
_MOST = 5  # values of several cells that are shown
_OURS = f'N("{NOTES_AUTHOR}")=0'  # always true: by it a condition of ours is known again


@dataclass(frozen=True, slots=True)
class ToMend:
    """A line of the list: one cause, at one cell or several."""

    sheet: str
    cell: str  # the first, to which the line leads; "" where it is about none
    place: str  # all of them, as Excel names them
    subject: str
    grave: bool
    severity: str
    wrong: str
    sent: str  # what stood there
    wanted: str
    clause: str

    @property
    def words(self) -> tuple[str, ...]:
        """All that is said of it, beside its number, in the order of the headers."""
        where = (self.sheet, self.place, self.subject, self.severity)
        return (*where, self.wrong, self.sent, self.wanted, self.clause)


def subjects_of(form: Form, office: Office, period: Period, unit: Unit) -> dict[Place, str]:
    """Return what each answer of a unit's form is about."""
    day = office.schedule.window(period)[1]
    found = {
        (item.code, column.id): texts.form.ABOUT.format(item=item.name, column=column.name)
        for table in form.tables
        for item in office.items(table.rows, day, unit)
        for column in table.columns
    }
    for section in form.sections:
        found |= {(section.id, part): section.title for part in (CHOSEN, SAID)}
    return found | {(asked.id, SAID): asked.label for asked in form.fields}


def to_mend(
    findings: Iterable[Finding],
    subjects: Mapping[Cell, str],
    sent: Mapping[Cell, int | str],
    clause: str,
) -> tuple[ToMend, ...]:
    """Word what is found as a list for the unit.

    Args:
        findings: What is wrong, each at its cell in the form that goes back.
        subjects: What each answer's cell is about.
        sent: What the unit typed there, by the same cells.
        clause: What the form as a whole rests on; a rule has its own.
    """
    return tuple(_line(one, subjects, sent, clause) for one in texts.findings.once(findings))


def _line(
    finding: Finding, subjects: Mapping[Cell, str], sent: Mapping[Cell, int | str], clause: str
) -> ToMend:
    sheet, cell = finding.where.sheet or "", finding.where.cell or ""
    wrong, action = texts.findings.said(finding)
    subject, more = subjects.get((sheet, cell), ""), len(finding.cells) - 1
    if more > 0:
        subject = texts.form.AND_MORE.format(about=subject, count=more)
    cells = [(sheet, one) for one in finding.cells or filter(None, [cell])]
    return ToMend(
        sheet=clean_text(sheet),
        cell=cell,
        place=finding.place,
        subject=clean_text(subject),
        grave=finding.severity is Severity.ERROR,
        severity=texts.form.SEVERITIES[finding.severity],
        wrong=clean_text(texts.numbers.sentence(wrong)),
        sent=clean_text(_sent([one for one in cells if one in subjects], sent)),
        wanted=clean_text(action),
        clause=finding.rule.basis if finding.rule else clause,
    )


def _sent(cells: Sequence[Cell], sent: Mapping[Cell, int | str]) -> str:
    """Name what was sent in some cells, each value once."""
    found = dict.fromkeys(_word(sent.get(cell, "")) for cell in cells)
    more = texts.form.SENT_MORE if len(found) > _MOST else ""
    return "; ".join(list(found)[:_MOST]) + more


def _word(value: int | str) -> str:
    if isinstance(value, int):
        return texts.numbers.number(value)
    return value.strip() or texts.form.SENT_BLANK


def note(found: Iterable[Finding], own: str, limit: int) -> str:
    """Word what is said beside a cell; below it stands what the unit wrote there itself."""
    said = (texts.findings.said(one) for one in found)
    ours = "\n".join(f"{texts.numbers.sentence(wrong)} {action}" for wrong, action in said)
    return "\n".join(
        filter(None, (fitting(clean_text(ours), limit), texts.spelling.NOTE_END, clean_text(own)))
    )


def still(cell: str, there: int | float | str | None) -> str:
    """Return the condition that a cell holds what it holds as the form goes back."""
    if there is None:
        unchanged = f"ISBLANK({cell})"
    else:
        unchanged = f"LEN({cell})={len(there)}" if isinstance(there, str) else f"{cell}={there}"
    return f"AND({_OURS},{unchanged})"


def is_ours(condition: str) -> bool:
    """Tell whether a condition is one of those, from an earlier time the form went back."""
    return _OURS in condition
