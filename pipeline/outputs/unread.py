"""What to do about a file that cannot be used at all: a page for the unit that sent it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.domain.finding import Finding
from pipeline.outputs.paper import heading, page, paragraph, table


def as_page(file: str, found: Sequence[Finding], office: str, receiver: str) -> bytes:
    """Write why a file cannot be used, and what to do about each reason.

    Args:
        file: The file as it was named where it was put.
        found: What is wrong with it.
        office: The office that asks.
        receiver: Where the unit sends to.
    """
    parts = [table([(texts.unread.FILE, file)])]
    for finding in texts.findings.once(found):
        wrong, action = texts.findings.said(finding)
        parts.append(heading(texts.numbers.sentence(wrong)))
        parts.append(paragraph(action))
        if finding.code in texts.findings.CATALOGUE:
            parts.append(paragraph(texts.findings.CATALOGUE[finding.code].cure))
    parts.append(paragraph(texts.unread.SEND.format(receiver=receiver)))
    return page(texts.unread.TITLE, office, parts)
