"""Number and date are written into a report that somebody edited, where they were drawn."""

from __future__ import annotations

import io
from typing import Any

from docx.oxml.ns import qn

from pipeline.outputs.edited import write
from pipeline.outputs.edited.read import Opened, names_of, read, said_in
from pipeline.outputs.report import marks
from pipeline.outputs.report.report_docx import steady


def sign(content: bytes, signed: bytes) -> bytes | None:
    """Write what a signed drawing says of number and date; None where there is no place for it."""
    opened, source = read(content), read(signed)
    for name in _places(source):
        there, drawn = opened.paragraph(name), source.paragraph(name)
        if there is not None:
            _say(opened, there, drawn)
        elif name in (marks.NUMBER, marks.DATED):
            return None  # an appendix may have been left out, the head of a letter never
    out = io.BytesIO()
    opened.document.save(out)
    return steady(out.getvalue())


def dated_as(content: bytes, base: bytes, drawn: bytes) -> bytes:
    """Let what is to be signed say what was drawn, where nobody changed it since `base`.

    The room left for the day names a year: that of the day it was drawn, no figure.
    """
    opened, before, source = read(content), read(base), read(drawn)
    stale = False
    for name in _places(source):
        there, was, wanted = (one.paragraph(name) for one in (opened, before, source))
        if there is None or was is None:
            continue
        said = said_in(there)[0]
        if said == said_in(was)[0] != said_in(wanted)[0]:
            _say(opened, there, wanted)
            stale = True
    if not stale:
        return content
    out = io.BytesIO()
    opened.document.save(out)
    return steady(out.getvalue())


def _places(source: Opened) -> list[str]:
    return [name for name in names_of(source.body) if marks.is_signed(name)]


def _say(opened: Opened, there: Any, drawn: Any) -> None:
    """Let a paragraph say what was drawn, in the look it has."""
    text, wanted = said_in(there)[0], said_in(drawn)[0]
    if next(there.iter(qn("w:t")), None) is None:
        write.refill(opened, there, drawn)
    else:
        write.overwrite(there, {(0, len(text)): wanted})
