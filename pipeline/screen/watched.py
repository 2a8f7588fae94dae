"""One line for each file that arrives while it is watched for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.register import Register
from pipeline.domain.standing import StandingKind
from pipeline.domain.submission import Submission
from pipeline.recipes.watch import Came, Told, Waiting
from pipeline.screen.lines import paragraph

_PUNCTUAL = {StandingKind.ON_TIME, StandingKind.LATE}  # of these nothing is left to ask


def show_told(told: Told, register: Register, collected: Path, now: datetime) -> None:
    """Print what became of a file, or that something is waited for."""
    if isinstance(told, Waiting):
        _show_waiting(told, collected, now)
        return
    sign, said = _said(told, register)
    at = told.at.astimezone(register.schedule.zone)
    _line(at, sign, texts.watch.LINE.format(file=told.file, said=said))


def _line(at: datetime, sign: str, said: str) -> None:
    paragraph(said, texts.watch.HEAD.format(at=f"{at:%H:%M:%S}", sign=sign))


def needs_somebody(told: Told) -> bool:
    """Tell whether a person has to do something about a file."""
    if isinstance(told, Waiting) or told.again:
        return False
    read = told.submission
    if read is None or not (read.valid or read.is_copy):
        return True
    return told.standing is not None and told.standing.kind is StandingKind.UNDECIDED


def _show_waiting(told: Waiting, collected: Path, now: datetime) -> None:
    said = told.why or texts.watch.GONE.format(folder=collected)
    if told.file:
        said = texts.watch.LINE.format(file=told.file, said=texts.watch.HELD)
    _line(now, texts.watch.SIGN_WAITING, said)


def _said(told: Came, register: Register) -> tuple[str, str]:
    """Return the sign of a file's line, and what is said of it."""
    read = told.submission
    if read is None:
        assert told.finding
        return texts.watch.SIGN_WRONG, _wrong([told.finding])
    sign, said = _verdict(told, read)
    unit = register.latest.unit(read.unit) if read.unit else None
    if unit and read.period:
        period = texts.numbers.period_brief(read.period)
        said = texts.watch.OF_UNIT.format(unit=unit.name, period=period, said=said)
    return sign, said


def _verdict(told: Came, read: Submission) -> tuple[str, str]:
    if told.again:
        return texts.watch.SIGN_ASKED, texts.watch.AGAIN
    if read.is_copy:
        return texts.watch.SIGN_VALID, texts.watch.COPY
    if read.is_slip and read.valid:
        return texts.watch.SIGN_VALID, texts.watch.SLIP
    if read.is_scan:
        return texts.watch.SIGN_ASKED, texts.watch.SCAN
    errors = [one for one in read.findings if one.severity is Severity.ERROR]
    if not read.valid:
        return texts.watch.SIGN_WRONG, _wrong(errors or read.findings)
    standing = texts.sentences.standing_words(told.standing, due=True) if told.standing else ""
    asked = sum(one.severity is Severity.WARNING for one in texts.findings.once(read.findings))
    words = texts.watch.ASKED if asked else texts.watch.VALID
    settled = not asked and told.standing is not None and told.standing.kind in _PUNCTUAL
    sign = texts.watch.SIGN_VALID if settled else texts.watch.SIGN_ASKED
    return sign, words.format(standing=standing, count=asked)


def _wrong(findings: list[Finding] | tuple[Finding, ...]) -> str:
    first, *others = texts.findings.once(findings)
    said = texts.findings.said(first).message
    words = texts.watch.WRONG.format(code=first.code, message=said)
    return words + (texts.watch.MORE.format(count=len(others)) if others else "")
