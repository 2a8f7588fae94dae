"""What is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from pipeline import texts
from pipeline.domain.finding import Finding, Severity
from pipeline.domain.office import Office
from pipeline.personal import masked
from pipeline.screen.lines import MOST, folded, paragraph, say, visible

_SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


def show_findings(findings: Sequence[Finding], office: Office) -> None:
    """Print what asks for something, unit by unit, and how much is only noted."""
    said = texts.findings.once(findings)
    asking = [f for f in said if f.severity is not Severity.NOTE]
    shown = sorted(asking, key=lambda f: f.severity is not Severity.ERROR)  # questions last
    notes = len(said) - len(shown)
    if shown or notes:
        click.echo()
        words = texts.screen.FINDINGS_NOTED if notes else texts.screen.FINDINGS
        say(words.format(count=len(shown), notes=notes), bold=True)
    unit: str | None = ""
    for finding in shown[:MOST]:
        if finding.unit != unit:
            unit = finding.unit
            body = office.unit(unit) if unit else None
            say(f"  {body.name if body else texts.screen.UNKNOWN_UNIT}")
        show_finding(finding)
    if len(shown) > MOST:
        say(texts.screen.MORE.format(count=len(shown) - MOST))


def show_finding(finding: Finding) -> None:
    """Print one finding: its code and place, then what is wrong and what to do."""
    place = texts.findings.place_words(finding)
    label = texts.screen.SEVERITY[finding.severity.value]
    head = f"[{finding.code}] {label}"
    first, *others = folded(visible(place), f"    {head} ", " " * 6, whole=False)
    colour = _SEVERITY_COLOURS[finding.severity]
    click.echo(first.replace(head, click.style(head, fg=colour), 1))
    for line in others:
        click.echo(line)
    said = texts.findings.said(finding)
    paragraph(f"{texts.numbers.sentence(said.message)} {said.action}", "      ")


def finding_objects(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Give findings, those of one cause once."""
    return [finding_object(finding) for finding in texts.findings.once(findings)]


def finding_object(finding: Finding) -> dict[str, object]:
    """Give one finding."""
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
