"""What the program has to say of an edited report stands in it as a comment, at its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline import texts
from pipeline.outputs.clean import clean_text
from pipeline.outputs.edited.read import Opened, spaced

_ENDS = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"))


def comment(opened: Opened, paragraph: Any, words: str, now: datetime) -> None:
    """Say something of a paragraph, in place of what the program said of it before."""
    said = clean_text(words)
    for old in _ours(opened, paragraph):
        if spaced(old.text) == spaced(said):
            return
        _forget(paragraph, old)
    written = opened.document.comments.add_comment(
        text=said, author=texts.edited.AUTHOR, initials=texts.edited.INITIALS
    )
    written._comment_elm.date = now.astimezone(UTC).replace(microsecond=0)
    _enclose(paragraph, str(written.comment_id))


def forget_settled(opened: Opened, told: Collection[Any]) -> None:
    """Take away what was said of numbers, but for the paragraphs of which it is said again."""
    about_a_number = texts.edited.LEFT["differs"].partition("{")[0]
    holders = {next(one.iterancestors(qn("w:p"))) for one in _references(opened.body)}
    for paragraph in holders - {*told}:
        for one in _ours(opened, paragraph):
            if all(line.startswith(about_a_number) for line in one.text.splitlines()):
                _forget(paragraph, one)


def _references(element: Any) -> list[Any]:
    return list(element.iter(qn("w:commentReference")))


def _ours(opened: Opened, paragraph: Any) -> list[Any]:
    ids = {one.get(qn("w:id")) for one in _references(paragraph)}
    return [
        one
        for one in opened.document.comments
        if str(one.comment_id) in ids and one.author == texts.edited.AUTHOR
    ]


def _forget(paragraph: Any, comment: Any) -> None:
    id = str(comment.comment_id)
    for one in list(paragraph.iter(*_ENDS, qn("w:commentReference"))):
        if one.get(qn("w:id")) == id:
            run = one if one.tag in _ENDS else one.getparent()
            run.getparent().remove(run)
    comment._comment_elm.getparent().remove(comment._comment_elm)


def _enclose(paragraph: Any, id: str) -> None:
    """Put a comment's range round all that a paragraph says."""
    begin, end = (OxmlElement(name) for name in ("w:commentRangeStart", "w:commentRangeEnd"))
    reference = OxmlElement("w:commentReference")
    for one in (begin, end, reference):
        one.set(qn("w:id"), id)
    run = OxmlElement("w:r")
    run.append(reference)
    paragraph.insert(0 if paragraph.find(qn("w:pPr")) is None else 1, begin)
    paragraph.extend([end, run])
