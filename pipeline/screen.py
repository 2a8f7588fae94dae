"""One screen a person reads, and one object a program reads, for a result."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from pipeline import texts
from pipeline.domain.breach import Breach
from pipeline.domain.difference import Difference, Nature
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.issue import Correction, Issue
from pipeline.domain.office import Office
from pipeline.domain.owed import owed_by
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind
from pipeline.domain.standing import Standing, StandingKind
from pipeline.domain.submission import Submission
from pipeline.domain.summary import CellChange, Overview
from pipeline.personal import masked
from pipeline.recipes.edited import Kept
from pipeline.recipes.outcome import Outcome, Result
from pipeline.recipes.write import Written

if TYPE_CHECKING:
    from pipeline.recipes.check_code import HeldCode
    from pipeline.recipes.declare import PlanHeld
    from pipeline.recipes.verify import Held, Verified

_WIDTH = 80
_MOST = 20  # findings shown; the workbook holds all
_NAMED = 3  # periods named out of many
_COLOURS = {
    StandingKind.ON_TIME: "green",
    StandingKind.LATE: "yellow",
    StandingKind.UNDECIDED: "yellow",
    StandingKind.MISSING: "red",
    StandingKind.INVALID: "red",
}
_SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


# What moves the cursor, ends the line, turns the writing or takes no room.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def visible(text: str) -> str:
    """Return a text as a terminal may have it: nothing hidden works, no citizen is named."""
    return seen(masked(text))


def seen(text: str) -> str:
    """Return a text in which nothing hidden works."""
    return _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], text)


def show_result(result: Result, root: Path) -> None:
    """Print a period: who sent, who is late or missing, what is wrong, where the result is."""
    summary = result.summary
    first, last = summary.window
    click.secho(
        texts.screen.TITLE.format(
            period=summary.period, words=texts.numbers.period_words(summary.period)
        ),
        bold=True,
    )
    click.echo(texts.screen.WINDOW.format(window=texts.numbers.window_words(first, last)))
    day_off = summary.office.schedule.due_day_off(summary.period)
    deadline = texts.numbers.due_words(summary.deadline) + texts.numbers.day_off_words(day_off)
    click.echo(texts.screen.DEADLINE.format(deadline=deadline))
    click.echo(texts.screen.SENT.format(sent=summary.sent, owed=len(summary.standings)))
    if asked := _asked(result):
        _paragraph(asked, "")
    click.echo()
    for standing in summary.standings:
        _show_standing(standing, summary, _reminded(result, standing))
    _show_findings(summary.findings, summary.office)
    if summary.decisions:
        click.echo()
    for decision in summary.decisions:
        _paragraph(f"{texts.sentences.decision_words(decision, summary.office)}.", "  ")
    click.echo()
    for one in result.written:
        click.echo(f"  {visible(str(_below(one.path, root)))}")
        if one.beside:
            click.secho(texts.screen.WRITTEN_BESIDE, fg="yellow")
    if result.kept:
        show_kept(result.kept, root, texts.edited.KEPT)
    if result.returned:
        show_folder(texts.screen.SENT_BACK, tuple(result.returned.values()), root)
    if result.slips:
        show_folder(texts.screen.SLIPS, result.slips, root)
    if result.changed and not _is_collected(summary):
        said = texts.screen.REMADE.format(
            count=len(result.changed), example=_example(result.changed[0])
        )
        _paragraph(said, texts.screen.ARROW)
    for line in _what_next(summary, _read(result), result.issued):
        _paragraph(line, texts.screen.ARROW)
    click.echo()


def show_folder(words: str, written: Sequence[Written], root: Path) -> None:
    """Name a folder of files that were written, and say how many."""
    folder = _below(written[0].path.parent, root)
    click.echo(f"  {visible(words.format(folder=folder, count=len(written)))}")


def show_kept(kept: Kept, root: Path, heading: str) -> None:
    """Print what somebody changed in a report, and what of it must be looked at."""
    if kept.edits:
        _paragraph(heading.format(count=len(kept.edits)), "  ")
    for edit in kept.edits[:_MOST]:
        _paragraph(texts.edited.edit_words(edit.kind.value, edit.was, edit.now, edit.table), "    ")
    if len(kept.edits) > _MOST:
        _paragraph(texts.edited.MORE.format(count=len(kept.edits) - _MOST), "    ")
    if kept.left:
        click.secho(texts.edited.TO_LOOK_AT.format(count=len(kept.left)), fg="yellow")
    for one in kept.left[:_MOST]:
        words = texts.edited.LEFT[one.kind].format(found=one.found, wanted=one.wanted)
        where = texts.verify.quoted(one.where)
        _paragraph(texts.edited.LEFT_AT.format(where=where, words=words), "    ")
    if len(kept.left) > _MOST:
        _paragraph(texts.edited.MORE.format(count=len(kept.left) - _MOST), "    ")
    if kept.unheld:
        click.secho(texts.edited.TYPED.format(count=len(kept.unheld)), fg="yellow")
    for difference in kept.unheld[:_MOST]:
        _paragraph(texts.verify.difference_words(difference), "    ")
    if kept.broken:
        _paragraph(texts.edited.BREAKS.format(rules=", ".join(kept.broken)), texts.screen.ARROW)
    if kept.earlier:
        said = texts.edited.EARLIER.format(path=_below(kept.earlier, root))
        _paragraph(said, "  ")


def _is_collected(summary: Overview) -> bool:
    """Tell whether a period's reports are still coming: all its figures are others each time."""
    schedule, period = summary.office.schedule, summary.period
    return summary.now < summary.deadline or schedule.current(summary.now, period.kind) == period


def _below(path: Path, root: Path) -> Path:
    """Return a path as it is named from the office's folder."""
    return path.relative_to(root) if path.is_relative_to(root) else path


def show_files(outcome: Outcome, office: Office) -> None:
    """Print how many files lie in the folder, and what became of each."""
    if not outcome.results:
        _paragraph(texts.screen.NOBODY_OWES_NOW, "")
    counts = asdict(outcome.files)
    kinds = [w.format(count=counts[k]) for k, w in texts.screen.FILE_KINDS.items() if counts[k]]
    said = texts.screen.FILES.format(seen=outcome.files.seen)
    _paragraph(f"{said}, {', '.join(kinds)}." if kinds else f"{said}.", "")
    if replaced := outcome.files.replaced:
        _paragraph(texts.screen.SCREEN_REPLACED.format(count=replaced), "  ")
    _show_refused(outcome.refused)
    if outcome.ahead:
        _paragraph(
            texts.screen.CLOCK_BEHIND.format(at=texts.numbers.instant(outcome.ahead)),
            texts.screen.ARROW,
        )
    for file, count in outcome.lost_forms:
        _paragraph(texts.screen.FORM_LOST.format(file=file, count=count), texts.screen.ARROW)
    for issue, name, kept in outcome.unsealed:
        said = texts.screen.UNSEALED.format(file=name, period=issue.period, number=issue.number)
        _paragraph(said, texts.screen.ARROW)
        click.echo(f"  {visible(str(kept))}")  # whole, to be copied
    for issue, file in outcome.lost_inputs:
        said = texts.screen.INPUT_LOST.format(
            file=visible(file), period=issue.period, number=issue.number
        )
        _paragraph(said, texts.screen.ARROW)
    _show_repeated(outcome.repeated, office)
    for one in outcome.objections:
        _show_objection(one, office)
    if outcome.unrecorded:
        _paragraph(texts.screen.UNRECORDED.format(count=outcome.unrecorded), texts.screen.ARROW)
    if outcome.to_change:
        _paragraph(_to_change_words(outcome.to_change), texts.screen.ARROW)
    if outcome.outdated:
        _paragraph(_outdated_words(outcome.outdated), texts.screen.ARROW)
    for issue, since in outcome.touched:
        named = ", ".join(map(masked, since))
        number = f"{issue.number}{_corrected_on(issue)}"
        said = texts.screen.TOUCHED.format(period=issue.period, number=number, since=named)
        _paragraph(said, texts.screen.ARROW)
    for issue, changes in outcome.ripple:
        said = texts.screen.RIPPLE.format(
            period=issue.period,
            number=f"{issue.number}{_corrected_on(issue)}",
            count=len(changes),
            example=_example(changes[0]),
        )
        _paragraph(said, texts.screen.ARROW)


def _to_change_words(periods: Sequence[Period]) -> str:
    """Say which closed reports rest on something else by now."""
    return texts.screen.TO_CHANGE.format(count=len(periods), periods=_few(periods))


def _outdated_words(periods: Sequence[Period]) -> str:
    """Say which closed periods a changed configuration left as they were."""
    words = {"periods": _few(periods), "example": periods[-1]}
    return texts.screen.OUTDATED.format(count=len(periods), **words)


def _few(periods: Sequence[Period]) -> str:
    """Name a few periods, and say how many more there are."""
    names, more = ", ".join(map(str, periods[:_NAMED])), len(periods) - _NAMED
    return names + (texts.screen.PERIODS_MORE.format(count=more) if more > 0 else "")


def _show_objection(one: Submission, office: Office) -> None:
    """Say what a unit objects to its points, and what is typed once it is decided."""
    unit = office.unit(one.unit or "")
    words = {"unit": unit.name if unit else one.unit, "code": one.unit, "period": one.period}
    _paragraph(texts.screen.OBJECTION.format(words=one.objection, **words), texts.screen.ARROW)
    click.echo(texts.screen.OBJECTION_NEXT.format(**words))
    for finding in one.findings:
        _show_finding(finding)


def _show_repeated(repeated: Sequence[Submission], office: Office) -> None:
    """Name the files that came again to the last byte, under another name."""
    for one in repeated[:_MOST]:
        unit = office.unit(one.unit) if one.unit else None
        said = texts.screen.REPEATED_NOBODYS.format(file=one.file)
        if unit and one.period:
            period = texts.numbers.period_words(one.period)
            said = texts.screen.REPEATED.format(file=one.file, unit=unit.name, period=period)
        _paragraph(visible(said), texts.screen.ARROW)
    if len(repeated) > _MOST:
        _paragraph(
            texts.screen.REPEATED_MORE.format(count=len(repeated) - _MOST), texts.screen.ARROW
        )


def _show_refused(refused: Sequence[Finding]) -> None:
    """Answer the files that no period shown speaks of."""
    if refused:
        click.secho(texts.screen.REFUSED.format(count=len(refused)), bold=True)
    for finding in refused[:_MOST]:
        _show_finding(finding)
    if len(refused) > _MOST:
        click.echo(texts.screen.REFUSED_MORE.format(count=len(refused) - _MOST))


def _example(change: Correction) -> str:
    return texts.screen.RIPPLE_EXAMPLE.format(
        line=change.line or texts.plan.CORRECTION_TABLES[change.table],
        column=texts.plan.correction_label(change),
        old=_figure(change.old, reported=change.was_reported),
        new=_figure(change.new, reported=change.is_reported),
    )


def _corrected_on(issue: Issue) -> str:
    """Say after a report's number when it was corrected last."""
    if not issue.corrected:
        return ""
    day = texts.numbers.day(issue.corrected[-1].signed_on)
    return texts.screen.ISSUED_CORRECTED.format(day=day)


def _figure(value: int | None, *, reported: bool) -> str:
    return texts.numbers.figure_words(value) if reported else texts.document.STATES["not_reported"]


def outcome_object(outcome: Outcome, root: Path) -> dict[str, object]:
    """Give what a run found as documented in docs/maintaining.md."""
    return {
        "files": {"seen": outcome.files.seen, **asdict(outcome.files)},
        "refused": [_finding_object(finding) for finding in outcome.refused],
        "repeated": [
            {
                "file": masked(one.file),
                "unit": one.unit,
                "period": str(one.period) if one.period else None,
            }
            for one in outcome.repeated
        ],
        "periods": [_period_object(result, root) for result in outcome.results],
        "issued_changes": [
            {"period": str(issue.period), "number": issue.number, **_corrected(one)}
            for issue, changes in outcome.ripple
            for one in changes
        ],
        "objections": [
            {
                "file": masked(one.file),
                "unit": one.unit,
                "period": str(one.period),
                "words": one.objection,
            }
            for one in outcome.objections
        ],
        "to_change": [str(period) for period in outcome.to_change],
        "outdated": [str(period) for period in outcome.outdated],
    }


def _corrected(change: Correction) -> dict[str, object]:
    return {**asdict(change), "label": texts.plan.correction_label(change)}


def _notices(result: Result, kind: NoticeKind, standing: Standing) -> tuple[Notice, ...]:
    return result.notices.of(kind, result.summary.period, standing.unit.code)


def _reminded(result: Result, standing: Standing) -> str:
    """Say how often a unit was reminded that still owes something."""
    if owed_by(standing) is None:
        return ""
    return texts.reminding.reminded_words(_notices(result, NoticeKind.REMINDER, standing))


def _asked(result: Result) -> str:
    """Say on which days forms were sent out, and to how many units."""
    standings = result.summary.standings
    sent = [_notices(result, NoticeKind.FORM, standing) for standing in standings]
    return texts.reminding.asked_words([one[-1].at.date() for one in sent if one], len(standings))


def _show_standing(standing: Standing, summary: Overview, reminded: str) -> None:
    sign = texts.sentences.STANDING_SIGNS[standing.kind.value]
    name = visible(standing.unit.name)
    dots = "." * max(3, 45 - _cells(name))
    words = visible(texts.sentences.standing_words(standing, due=summary.now >= summary.deadline))
    colour = "white" if words == texts.sentences.STANDING_NOT_YET else _COLOURS[standing.kind]
    click.echo(f"  {click.style(sign, fg=colour)} {name} {dots} {click.style(words, fg=colour)}")
    changed = sum(
        standing.in_force is not None
        and change.unit == standing.unit
        and change.after == standing.in_force.file
        for change in summary.changes
    )
    replaced = ""
    if changed and standing.in_force:
        file = masked(standing.in_force.file)
        replaced = texts.sentences.STANDING_REPLACED.format(file=file, count=changed)
    copy = summary.signed.get(standing.unit.code, "")
    signed = texts.sentences.STANDING_SIGNED.format(file=masked(copy)) if copy else ""
    also = (reminded and f"({reminded})", replaced, signed, standing.decided_by, standing.excused)
    for words in filter(None, also):
        _paragraph(words, "      ")


def _show_findings(findings: Sequence[Finding], office: Office) -> None:
    said = texts.findings.once(findings)
    shown = [f for f in said if f.severity is not Severity.NOTE]
    notes = len(said) - len(shown)
    if shown or notes:
        click.echo()
        words = texts.screen.FINDINGS_NOTED if notes else texts.screen.FINDINGS
        click.secho(words.format(count=len(shown), notes=notes), bold=True)
    unit: str | None = ""
    for finding in shown[:_MOST]:
        if finding.unit != unit:
            unit = finding.unit
            body = office.unit(unit) if unit else None
            click.echo(f"  {visible(body.name) if body else texts.screen.UNKNOWN_UNIT}")
        _show_finding(finding)
    if len(shown) > _MOST:
        click.echo(texts.screen.MORE.format(count=len(shown) - _MOST))


def _show_finding(finding: Finding) -> None:
    place = texts.findings.placed(finding)
    label = texts.screen.SEVERITY[finding.severity.value]
    head = click.style(f"[{finding.code}] {label}", fg=_SEVERITY_COLOURS[finding.severity])
    click.echo(f"    {head} {visible(place)}")
    said = texts.findings.said(finding)
    _paragraph(f"{texts.numbers.sentence(said.message)} {said.action}", "      ")


def _cells(text: str) -> int:
    return sum(not unicodedata.combining(c) for c in text)


def folded(line: str) -> list[str]:
    """Return a line as a terminal has it, paths whole; what belongs to it stands further right."""
    indent = " " * (len(line) - len(line.lstrip(" -")))
    return wrap(
        line,
        _WIDTH,
        subsequent_indent=indent,
        drop_whitespace=True,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [line]


def _paragraph(text: str, indent: str) -> None:
    show_paragraph(text, indent)


def show_paragraph(text: str, indent: str, *, bold: bool = False, covered: bool = True) -> None:
    """Print a text in lines; `covered` no more where it names whom the office itself declares."""
    said = visible(text) if covered else seen(text)
    for index, line in enumerate(wrap(said, _WIDTH - len(indent), break_on_hyphens=False)):
        begins = indent if index == 0 or not indent.strip() else " " * len(indent)
        click.secho(begins + line, bold=bold)


def _read(result: Result) -> str:
    """Say how a report is read before it is signed; "" where none was written."""
    if result.kept is not None:
        return texts.screen.NEXT_READ_EDITED
    if any(one.beside and one.path.suffix == ".docx" for one in result.written):
        return texts.screen.NEXT_READ_BESIDE
    return texts.screen.NEXT_READ if result.written else ""


def _what_next(summary: Overview, written: str, issued: Issue | None) -> Iterator[str]:
    """Say what people do next; `written` how the report is read before it is signed."""
    period = summary.period
    late = summary.now >= summary.deadline
    if missing := summary.of_kind(StandingKind.MISSING):
        sentence = texts.screen.NEXT_MISSING if late else texts.screen.NEXT_WAITING
        yield sentence.format(units=texts.plan.named_in_sentence([s.unit for s in missing]))
    if invalid := summary.of_kind(StandingKind.INVALID):
        yield texts.screen.NEXT_INVALID.format(
            units=texts.plan.named_in_sentence([s.unit for s in invalid])
        )
    undecided = [standing.unit for standing in summary.of_kind(StandingKind.UNDECIDED)]
    if len(undecided) == 1:
        (unit,) = undecided
        yield texts.screen.NEXT_UNDECIDED.format(unit=unit.name, code=unit.code, period=period)
    elif undecided:
        yield texts.screen.NEXT_UNDECIDED_MANY.format(count=len(undecided), period=period)
    if summary.unsigned:
        units = texts.plan.named_in_sentence(summary.unsigned)
        yield texts.screen.NEXT_UNSIGNED.format(units=units)
    if issued:
        day, corrected = texts.numbers.day(issued.signed_on), _corrected_on(issued)
        yield texts.screen.NEXT_ISSUED.format(number=issued.number, day=day, corrected=corrected)
    elif written and late and any(s.in_force for s in summary.standings):
        yield written.format(period=period)
    elif written and all(s.reported for s in summary.standings):
        yield texts.screen.NEXT_COMPLETE
    elif written:
        yield texts.screen.NEXT_LATER
    elif any(s.in_force for s in summary.standings):
        yield texts.screen.NEXT_MERGE.format(period=period)


def show_code(held: HeldCode) -> None:
    """Print whether a code on paper is that of the file in force."""
    words = {"typed": held.typed, "code": held.code, "file": held.file}
    said = texts.screen.CODE_SAME if held.same else texts.screen.CODE_OTHER
    _paragraph(said.format(**words), "")
    for file in held.others:
        _paragraph(texts.screen.CODE_OF_OTHER.format(typed=held.typed, file=file), "  ")
    if not held.same:
        _paragraph(texts.screen.CODE_ASK, texts.screen.ARROW)


def show_checked(submission: Submission, office: Office, code: str) -> None:
    """Print what is wrong in one file, and its check code if it has one."""
    colour = "green" if submission.valid or submission.is_copy else "red"
    verdict = texts.screen.CHECK_VALID if submission.valid else texts.screen.CHECK_INVALID
    if submission.is_copy:
        verdict = texts.screen.CHECK_COPY
    if submission.is_slip and submission.valid:
        verdict = texts.screen.CHECK_OBJECTS if submission.objection else texts.screen.CHECK_SLIP
    click.echo(f"{visible(submission.file)}: {click.style(verdict, fg=colour)}")
    unit = office.unit(submission.unit) if submission.unit else None
    if unit and submission.period:
        click.echo(f"  {visible(unit.name)}, {texts.numbers.period_words(submission.period)}")
    if code:
        click.echo(texts.screen.CHECK_CODE.format(code=code))
    for finding in texts.findings.once(submission.findings):
        _show_finding(finding)


def checked_object(submission: Submission) -> dict[str, object]:
    """Give one checked file as documented in docs/maintaining.md."""
    return {
        "file": masked(submission.file),
        "unit": submission.unit,
        "period": str(submission.period) if submission.period else None,
        "form": submission.form,
        "verdict": "copy" if submission.is_copy else "valid" if submission.valid else "invalid",
        "findings": _finding_objects(submission.findings),
    }


def _period_object(result: Result, root: Path) -> dict[str, object]:
    summary = result.summary
    return {
        "period": str(summary.period),
        "window": [day.isoformat() for day in summary.window],
        "deadline": summary.deadline.isoformat(),
        "units": [_unit_object(standing, result, root) for standing in summary.standings],
        "totals": dict(summary.total.values),
        "coverage": summary.total.coverage,
        "other_findings": _finding_objects(f for f in summary.findings if f.unit is None),
        "outputs": [_below(one.path, root).as_posix() for one in result.written],
        "slips": [_below(one.path, root).as_posix() for one in result.slips],
        "changed": [_corrected(one) for one in result.changed],
        "edits": [asdict(one) for one in result.kept.edits] if result.kept else [],
        "left": [asdict(one) for one in result.kept.left] if result.kept else [],
    }


def _change_object(change: CellChange) -> dict[str, object]:
    return {
        "before": masked(change.before),
        "after": masked(change.after),
        "subject": change.subject,
        "column": change.column,
        "cell": change.cell,
        "old": change.old,
        "new": change.new,
    }


def _unit_object(standing: Standing, result: Result, root: Path) -> dict[str, object]:
    summary = result.summary
    returned = result.returned.get(standing.unit.code)
    newest = standing.in_force or (standing.versions[-1] if standing.versions else None)
    return {
        "code": standing.unit.code,
        "standing": standing.kind.value,
        "received": {
            name: at.astimezone(summary.office.schedule.zone).isoformat() if at else None
            for name, at in (("earliest", standing.earliest), ("latest", standing.latest))
        },
        "file": masked(newest.file) if newest else None,
        "signed_copy": masked(summary.signed.get(standing.unit.code, "")) or None,
        "findings": _finding_objects(f for f in summary.findings if f.unit == standing.unit.code),
        "changes": [_change_object(c) for c in summary.changes if c.unit == standing.unit],
        "returned": _below(returned.path, root).as_posix() if returned else None,
        "asked": _last(_notices(result, NoticeKind.FORM, standing)),
        "reminded": {
            "times": len(reminded := _notices(result, NoticeKind.REMINDER, standing)),
            "last": _last(reminded),
        },
    }


def _last(notices: Sequence[Notice]) -> str | None:
    return notices[-1].at.isoformat() if notices else None


def _finding_objects(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [_finding_object(finding) for finding in texts.findings.once(findings)]


def _finding_object(finding: Finding) -> dict[str, object]:
    said = texts.findings.said(finding)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": masked(finding.where.file),
        "sheet": masked(finding.where.sheet) if finding.where.sheet else None,
        "cell": finding.where.cell,
        "cells": list(finding.cells or filter(None, [finding.where.cell])),
        "message": masked(said.message),
        "action": said.action,
    }


def show_plan(one: PlanHeld) -> None:
    """Print what was found when a plan's text was held against what is declared."""
    if one.held is None:
        click.secho(texts.tied.NO_TEXT.format(title=one.plan.title), fg="yellow")
        return
    held, ordering = one.held, len(one.held.ordering)
    untied = sum(not held.is_tied(sentence) for sentence in held.ordering)
    click.secho(texts.plan.cited(one.plan), bold=True)
    counts = {"sentences": len(held.sentences), "ordering": ordering}
    click.echo(texts.tied.COUNTS.format(**counts, tied=ordering - untied, left=untied))
    rows = {"tasks": held.tied_tasks, "indicators": held.tied_indicators}
    click.echo(texts.tied.ROWS.format(**rows, reasons=len(held.explained)))
    for words in one.plan.without_unit:
        click.echo(texts.tied.WITHOUT_UNIT.format(words=words))
    for fault in one.faults:
        details = {"words": fault.words, "row": fault.row}
        details["day"] = texts.numbers.day(fault.day) if fault.day else ""
        what = texts.tied.FAULTS[fault.kind].format(**details)
        click.secho(texts.tied.FAULT.format(clause=fault.clause, what=what), fg="yellow")
    if not one.faults:
        click.echo(texts.tied.ALL_WELL)


# --- documents held against what was computed ---


def show_verified(found: Verified, root: Path) -> None:
    """Print of each document which figures are wrong, then what else a person should look at."""
    issued = found.issued
    against = texts.verify.SEALED.format(number=issued.number) if issued else texts.verify.COMPUTED
    title = texts.verify.TITLE.format(period=found.period, against=against)
    click.secho(title, bold=True)
    if found.outdated:
        _paragraph(texts.verify.OUTDATED.format(period=found.period), texts.screen.ARROW)
    for name in found.lost:
        _paragraph(texts.verify.LOST.format(name=name), texts.screen.ARROW)
    for held in found.held:
        _show_held(held, root)


def _show_held(held: Held, root: Path) -> None:
    natures = Counter(one.nature if one.asks else None for one in held.differences)
    wrong, unheld = natures.pop(Nature.WRONG, 0), natures.pop(Nature.UNHELD, 0)
    counted = (
        (wrong, texts.verify.WRONG_MANY),
        (unheld, texts.verify.UNHELD_MANY),
        (natures.total() - natures[None], texts.verify.TABLE_MANY),
        (natures[None], texts.verify.EDITED_MANY),
    )
    said = [words.format(count=count) for count, words in counted if count]
    if not held.there:
        said = [texts.verify.ABSENT]
    elif held.sealed is not None:
        said.insert(0, texts.verify.IS_SEALED if held.sealed else texts.verify.NOT_SEALED)
    if held.there and not wrong:
        said.append(texts.verify.ALL_RIGHT)
    colour = "red" if not held.right else "yellow" if unheld or held.sealed is False else "green"
    click.secho(f"  {visible(str(_below(held.path, root)))}", fg=colour)
    _paragraph("; ".join(said) + ".", "    ")
    asking = sorted(
        (one for one in held.differences if one.asks),
        key=lambda one: (one.nature is not Nature.WRONG, one.nature is not Nature.UNHELD),
    )
    for one in asking[:_MOST]:
        _paragraph(texts.verify.difference_words(one), "    ")
    if len(asking) > _MOST:
        _paragraph(texts.verify.MORE.format(count=len(asking) - _MOST), "    ")


def verified_object(found: Verified, root: Path) -> dict[str, object]:
    """Return what was found as an object for programs."""
    return {
        "period": str(found.period),
        "issued": found.issued.number if found.issued else None,
        "outdated": found.outdated,
        "lost": list(found.lost),
        "documents": [
            {
                "file": str(_below(held.path, root)),
                "there": held.there,
                "sealed": held.sealed,
                "right": held.right,
                "differences": [_difference_object(one) for one in held.differences],
            }
            for held in found.held
        ],
    }


def _difference_object(one: Difference) -> dict[str, object]:
    place = {name: text for name, text in asdict(one.spot).items() if name != "document"}
    return {"nature": one.nature.value, **place, "found": one.found, "wanted": one.wanted}


# --- documents held against the decree on their form ---


def show_breaches(path: Path, breaches: Sequence[Breach]) -> None:
    """Print which rules of form a document breaks, where, and what they ask for."""
    click.secho(visible(texts.decree.TITLE.format(name=path.name)), bold=True)
    rules = [one for one in breaches if not one.advice]
    if rules:
        click.secho(texts.decree.MANY.format(count=len(rules)), fg="red")
    else:
        click.secho(texts.decree.RIGHT, fg="green")
    for one in (*rules, *(one for one in breaches if one.advice)):
        sentence = texts.decree.ADVISED if one.advice else texts.decree.BREACH
        said = sentence.format(rule=one.rule, clause=one.clause, wanted=one.wanted)
        _paragraph(said, "  ")
        more = texts.decree.MORE.format(count=one.times - 1) if one.times > 1 else ""
        here = texts.decree.HERE if one.where else texts.decree.SOMEWHERE
        _paragraph(here.format(where=one.where, found=one.found, more=more), "    ")


def breaches_object(path: Path, breaches: Sequence[Breach]) -> dict[str, object]:
    """Return which rules of form a document breaks, as an object for programs."""
    return {
        "file": str(path),
        "keeps": all(one.advice for one in breaches),
        "breaches": [
            {
                "rule": one.rule,
                "clause": one.clause,
                "advice": one.advice,
                "where": one.where,
                "found": one.found,
                "wanted": one.wanted,
                "times": one.times,
            }
            for one in breaches
        ],
    }
