"""Figures and words are written into an edited report, whatever it looks like by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.outputs.edited.read import Block, Opened, names_of, said_in, spoken, walked
from pipeline.outputs.report import marks

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_COMMENTED = tuple(map(qn, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")))


def overwrite(element: Any, spans: Mapping[tuple[int, int], str]) -> None:
    """Write new words where others stand; what is round them looks as it did."""
    for (begin, end), words in sorted(spans.items(), reverse=True):
        at, left = 0, words
        for one in list(walked(element)):
            said = spoken(one)
            first, last = max(begin - at, 0), min(end - at, len(said))
            at += len(said)
            if one.tag != qn("w:t") or first >= last:
                continue
            one.text, left = said[:first] + left + said[last:], ""
            one.set(qn("xml:space"), "preserve")


def refill(opened: Opened, paragraph: Any, source: Any) -> None:
    """Let a paragraph say what another does; its own look and its comments stay."""
    said = [one for one in paragraph if one.tag != qn("w:pPr")]
    begun = [one for one in said if one.tag == qn("w:commentRangeStart")]
    ended = [one for one in said if one not in begun and _is_comment(one)]
    for one in said:
        paragraph.remove(one)
    new = [one for one in adopted(opened, source) if one.tag != qn("w:pPr")]
    paragraph.extend([*begun, *new, *ended])


def _is_comment(one: Any) -> bool:
    return one.tag in _COMMENTED or next(one.iter(qn("w:commentReference")), None) is not None


def set_words(opened: Opened, cell: Any, source: Any) -> None:
    """Let a cell of a table say what another does."""
    ours, theirs = (one.find(qn("w:p")) for one in (source, cell))
    said, wanted = said_in(theirs)[0], said_in(ours)[0]
    if said.strip():
        overwrite(theirs, {(0, len(said)): wanted})
    else:
        refill(opened, theirs, ours)


def adopted(opened: Opened, source: Any) -> Any:
    """Return a copy of an element that can stand in another document."""
    copy = deepcopy(source)
    there = set(names_of(opened.body))
    first = _next_id(opened)
    dropped = set()
    for one in list(copy.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        id = one.get(qn("w:id"))
        if one.get(qn("w:name")) in there or id in dropped:
            dropped.add(id)
            one.getparent().remove(one)
        one.set(qn("w:id"), str(first + int(id)))
    for reference in list(copy.iter(qn("w:headerReference"), qn("w:footerReference"))):
        reference.getparent().remove(reference)  # a section without one has that before it
    return copy


def rename(opened: Opened, drawn: str) -> None:
    """Say from which drawing a report has its figures."""
    name = f"{marks.KEPT}{drawn}"
    if opened.drawing is not None:
        opened.drawing.set(qn("w:name"), name)
    else:
        _bookmark(opened, opened.body, name)


def mark_again(opened: Opened, block: Block) -> None:
    """Put the bookmark back that an edited paragraph or table lost."""
    _bookmark(opened, block.element, block.id)


def _bookmark(opened: Opened, element: Any, name: str) -> None:
    paragraph = element if element.tag == qn("w:p") else next(element.iter(qn("w:p")))
    id = str(_next_id(opened))
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:name"), name)
    for one in (begin, end):
        one.set(qn("w:id"), id)
    paragraph.insert(0 if paragraph.find(qn("w:pPr")) is None else 1, begin)
    paragraph.append(end)


def _next_id(opened: Opened) -> int:
    ids = (int(one.get(qn("w:id"))) for one in opened.body.iter(qn("w:bookmarkStart")))
    return max(ids, default=0) + 1


def arrange(standing: Sequence[tuple[str, Any]], wanted: Sequence[str]) -> None:
    """Put elements, each with what it is, into another order.

    What somebody added, and is nothing that is wanted, goes along with what it stands behind.
    """
    place = {name: at for at, name in enumerate(wanted)}
    groups: list[tuple[int, list[Any]]] = []
    for name, element in standing:
        if name in place:
            groups.append((place[name], [element]))
        elif groups:
            groups[-1][1].append(element)
    ordered = sorted(groups, key=lambda group: group[0])
    holders = {element.getparent() for _, group in groups for element in group}
    if ordered == groups or len(holders) != 1:
        return
    (holder,) = holders
    at = holder.index(groups[0][1][0])
    for _, group in ordered:
        for element in group:
            holder.remove(element)
    for element in (element for _, group in ordered for element in group):
        holder.insert(at, element)
        at += 1


def chart_of(opened: Opened, element: Any) -> Any:
    """Return the part of the chart that a paragraph shows; None where it shows none."""
    shown = next(element.iter(_CHART), None)
    return None if shown is None else opened.document.part.related_parts.get(shown.get(qn("r:id")))


def renew_chart(part: Any, blob: bytes) -> None:
    """Let a chart show other bars."""
    part._blob = blob


def bring_chart(opened: Opened, copy: Any, part: Any) -> None:
    """Take along the chart that a copied paragraph shows."""
    package = opened.document.part.package
    taken = {str(one.partname) for one in package.iter_parts()}
    number = next(n for n in range(1, 1000) if f"/word/charts/chart{n}.xml" not in taken)
    name = PackURI(f"/word/charts/chart{number}.xml")
    added = Part(name, CONTENT_TYPE.DML_CHART, part.blob, package)
    relation = opened.document.part.relate_to(added, RELATIONSHIP_TYPE.CHART)
    next(copy.iter(_CHART)).set(qn("r:id"), relation)
