"""One file, and one code on paper, held against what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.office import Office
from pipeline.personal import masked
from pipeline.screen.findings import finding_objects, show_finding
from pipeline.screen.lines import paragraph, say, visible

if TYPE_CHECKING:
    from pipeline.recipes.check import Checked
    from pipeline.recipes.check_code import HeldCode


def show_code(held: HeldCode) -> None:
    """Print whether a code on paper is that of the file in force."""
    words = {"typed": held.typed, "code": held.code, "file": held.file}
    said = texts.screen.CODE_SAME if held.same else texts.screen.CODE_OTHER
    paragraph(said.format(**words), "")
    for file in held.others:
        paragraph(texts.screen.CODE_OF_OTHER.format(typed=held.typed, file=file), "  ")
    if not held.same:
        paragraph(texts.screen.CODE_ASK, texts.screen.ARROW)


def show_checked(checked: Checked, office: Office, code: str) -> None:
    """Print what is wrong in one file, and its check code if it has one."""
    submission, aside = checked.submission, checked.aside
    colour = "red" if checked.asks else "yellow" if aside else "green"
    verdict = texts.screen.CHECK_VALID if submission.valid else texts.screen.CHECK_INVALID
    if submission.is_copy:
        verdict = texts.screen.CHECK_COPY
    if submission.is_slip and submission.valid:
        verdict = texts.screen.CHECK_OBJECTS if submission.objection else texts.screen.CHECK_SLIP
    if aside:
        verdict = texts.screen.CHECK_ASIDE
    say(texts.screen.CHECKED.format(file=visible(submission.file), verdict=verdict), fg=colour)
    if aside:
        paragraph(f"{texts.sentences.decision_words(aside, office)}.", "  ")
    unit = office.unit(submission.unit) if submission.unit else None
    if unit and submission.period:
        say(f"  {unit.name}, {texts.numbers.period_words(submission.period)}")
    if code:
        say(texts.screen.CHECK_CODE.format(code=code))
    for finding in texts.findings.once(submission.findings):
        show_finding(finding)


def checked_object(checked: Checked) -> dict[str, object]:
    """Give one checked file as documented in docs/maintaining.md."""
    submission = checked.submission
    return {
        "file": masked(submission.file),
        "unit": submission.unit,
        "period": str(submission.period) if submission.period else None,
        "form": submission.form,
        "verdict": "copy" if submission.is_copy else "valid" if submission.valid else "invalid",
        "aside": checked.aside is not None,
        "findings": finding_objects(submission.findings),
    }
