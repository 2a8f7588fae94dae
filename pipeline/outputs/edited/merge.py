"""New figures come into a report that somebody edited: three ways, paragraph by paragraph.

The base is the report as it was drawn before the edit, theirs is what lies on disk, ours what
would be drawn now. All is written into theirs: wording, looks, comments and what was added stay.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pipeline import texts
from pipeline.outputs.edited import write
from pipeline.outputs.edited.compare import Edit, EditKind, Held, edits_of, hold
from pipeline.outputs.edited.left import Left, LeftKind
from pipeline.outputs.edited.notes import comment, forget_settled
from pipeline.outputs.edited.numbers import Renewed, numbers_in, renewed
from pipeline.outputs.edited.read import Block, Opened, blocks_of, is_written_in, read, said_in
from pipeline.outputs.edited.tables import renew_table
from pipeline.outputs.held import wrong
from pipeline.outputs.report.report_docx import steady


@dataclass(frozen=True, slots=True)
class Merged:
    """An edited report with its figures renewed."""

    content: bytes
    edits: tuple[Edit, ...]
    left: tuple[Left, ...]


def merge(base: bytes, theirs: bytes, ours: bytes, now: datetime) -> Merged:
    """Bring new figures into an edited report. Unreadable where it is no Word document."""
    work = _Work(read(base), read(theirs), read(ours), now)
    return work.done(theirs)


@dataclass(slots=True)
class _Work:
    """One merging, on the open document itself."""

    base: Opened
    theirs: Opened
    ours: Opened
    now: datetime
    left: list[Left] = field(default_factory=list)
    said: dict[int, tuple[Any, list[str]]] = field(default_factory=dict)  # comments, by paragraph
    untouched: dict[str, Block] = field(default_factory=dict)  # what must be ours, word for word

    def done(self, content: bytes) -> Merged:
        """Do all of it; what did not change at all stays the same bytes."""
        before = self._xml()
        held = hold(self.base, self.theirs)
        edits = edits_of(held, self.theirs)
        now = {block.id: block for block in self.ours.blocks if block.id}
        for block in held.again:
            write.mark_again(self.theirs, block)
        for block, ids in _by_block(held):
            was = [held.before[id] for id in ids]
            drawn = [now[id] for id in ids if id in now]
            if not drawn:
                self._leave_out(_joined(was), block)
            elif len(was) == 1:
                self._renew(was[0], block, drawn[0])
            else:  # somebody made one paragraph of several
                self._renew_figures(_joined(was), block, _joined(drawn))
        self._put_in(held, now)
        if not any(edit.kind is EditKind.MOVED and not edit.table for edit in edits):
            standing = [(block.id, block.element) for block in blocks_of(self.theirs.body)]
            write.arrange(standing, list(now))
        for paragraph, words in self.said.values():
            comment(self.theirs, paragraph, "\n".join(words), self.now)
        forget_settled(self.theirs, [paragraph for paragraph, _ in self.said.values()])
        write.rename(self.theirs, self.ours.drawn)
        if self._xml() == before:
            return Merged(content, edits, tuple(self.left))
        out = io.BytesIO()
        self.theirs.document.save(out)
        merged = steady(out.getvalue())
        self._prove(merged)
        return Merged(merged, edits, tuple(self.left))

    def _xml(self) -> bytes:
        charts = (one for one in self.theirs.document.part.package.iter_parts() if _is_chart(one))
        blobs = sorted(one.blob for one in charts)
        return b"".join([etree.tostring(self.theirs.document.element), *blobs])

    # --- what was drawn before ---

    def _renew(self, was: Block, block: Block, now: Block) -> None:
        """Bring a paragraph or table up to date."""
        if block.is_table:
            for cell, left in renew_table(self.theirs, was, block, now):
                self._tell(cell, left)
        elif (chart := write.chart_of(self.ours, now.element)) is not None:
            self._renew_chart(was, block, chart)
        elif is_written_in(was):
            return
        elif block.said == was.said:
            self._renew_all(was, block, now)
        else:
            self._renew_figures(was, block, now)

    def _renew_all(self, was: Block, block: Block, now: Block) -> None:
        """Let an untouched paragraph say what is drawn now, its look as it is where that can be."""
        self.untouched[now.id] = now
        if block.said == now.said:
            return
        if _bones(was) == _bones(now) == _bones(block):
            spans = {block.figures[name]: now.figure(name) for name in now.figures}
            write.overwrite(block.element, spans)
        else:
            write.refill(self.theirs, block.element, now.element)

    def _renew_figures(self, was: Block, block: Block, now: Block) -> None:
        """Renew the figures in wording that somebody changed."""
        drawn = {name: was.figure(name) for name in was.figures}
        counted = {name: now.figure(name) for name in now.figures}
        for other in self.theirs.blocks:
            for name in sorted(drawn.keys() & other.figures.keys()):
                if other is not block:
                    self._renew_elsewhere(other, name, drawn.pop(name), counted.pop(name, ""))
        block.text, block.figures = said_in(block.element)
        besides = _besides(was) | _besides(now)
        made = renewed(block.text, block.figures, drawn, counted, besides)
        write.overwrite(block.element, made.spans)
        self._tell_numbers(block, made)
        if _bones(was) != _bones(now):
            self._tell(block.element, Left(LeftKind.WORDING, block.said, wanted=now.said))

    def _renew_elsewhere(self, block: Block, name: str, old: str, new: str) -> None:
        """Renew a figure that somebody put into another paragraph."""
        block.text, block.figures = said_in(block.element)
        found = block.figure(name)
        if found == old and new:
            write.overwrite(block.element, {block.figures[name]: new})
        elif found not in (new, ""):
            self._tell(block.element, Left(LeftKind.DIFFERS, block.said, found, new or old))

    def _tell_numbers(self, block: Block, made: Renewed) -> None:
        for found, wanted in made.differing:
            self._tell(block.element, Left(LeftKind.DIFFERS, block.said, found, wanted))
        for old, new in made.lost:
            self._tell(block.element, Left(LeftKind.LOST, block.said, old, new))

    def _renew_chart(self, was: Block, block: Block, chart: Any) -> None:
        drawn = write.chart_of(self.base, was.element)
        shown = write.chart_of(self.theirs, block.element)
        if shown is not None and (drawn is None or drawn.blob != chart.blob):
            write.renew_chart(shown, chart.blob)

    def _leave_out(self, was: Block, block: Block) -> None:
        """Take away what is not drawn any more, unless somebody wrote in it."""
        touched = (
            [row.cells for row in was.rows] != [row.cells for row in block.rows]
            if block.is_table
            else block.said != was.said
        )
        if touched:
            self._tell(block.element, Left(LeftKind.GONE, block.said))
        elif next(block.element.iter(qn("w:sectPr")), None) is None:
            block.element.getparent().remove(block.element)

    # --- what is new ---

    def _put_in(self, held: Held, now: Mapping[str, Block]) -> None:
        """Put in what was not drawn before, after the neighbour it is drawn after."""
        stands = {id: block.element for id, block in held.found.items()}
        last, lead = None, list[Block]()
        for block in self.ours.blocks:
            if not block.id:
                lead.append(block)
                continue
            there = stands.get(block.id)
            if there is not None and there.getparent() is not None:
                last = there
            elif block.id not in held.before and now[block.id] is block:
                last = self._insert([*lead, block], last)
            lead = []

    def _insert(self, blocks: Iterable[Block], last: Any) -> Any:
        for block in blocks:
            new = write.adopted(self.theirs, block.element)
            if (chart := write.chart_of(self.ours, block.element)) is not None:
                write.bring_chart(self.theirs, new, chart)
            if last is None:
                self.theirs.body.insert(0, new)
            else:
                last.addnext(new)
            last = new
            if block.id and not block.is_table:
                self.untouched[block.id] = block
        return last

    # --- what is said of it ---

    def _tell(self, element: Any, left: Left) -> None:
        self.left.append(left)
        paragraph = element if element.tag == qn("w:p") else next(element.iter(qn("w:p")))
        words = texts.edited.LEFT[left.kind].format(found=left.found, wanted=left.wanted)
        self.said.setdefault(id(paragraph), (paragraph, []))[1].append(words)

    def _prove(self, content: bytes) -> None:
        """Read the merged report back: what nobody touched says what was drawn, word for word."""
        found = {name: block for block in read(content).blocks for name in block.names}
        for name, block in self.untouched.items():
            there = found.get(name)
            if there is None or there.said != block.said:
                said = texts.screen.PROOF_PARAGRAPH.format(
                    wanted=block.said, found=there.said if there else ""
                )
                raise wrong(texts.screen.PROOF_REPORT, said)


def _by_block(held: Held) -> list[tuple[Block, list[str]]]:
    """Return each block that is left with all that it was drawn as."""
    found: dict[int, tuple[Block, list[str]]] = {}
    for name, block in held.found.items():
        found.setdefault(id(block), (block, []))[1].append(name)
    return list(found.values())


def _joined(blocks: Sequence[Block]) -> Block:
    """Return several paragraphs as if they were one."""
    first, *others = blocks
    if not others:
        return first
    text, figures = "", dict[str, tuple[int, int]]()
    for block in blocks:
        at = len(text)
        figures |= {name: (at + a, at + b) for name, (a, b) in block.figures.items()}
        text += f"{block.text} "
    return Block(first.element, first.names, text, figures)


def _besides(block: Block) -> Counter[str]:
    """Count the numbers of a paragraph that are no figures."""
    return sum((numbers_in(words) for words, _ in _bones(block)), Counter[str]())


def _bones(block: Block) -> list[tuple[str, str]]:
    """Return what a paragraph says round its figures, and which they are."""
    places = sorted((begin, end, name) for name, (begin, end) in block.figures.items())
    begins = [end for _, end, _ in places]
    words = [
        block.text[since:until]
        for since, until in zip(
            [0, *begins], [*(begin for begin, _, _ in places), len(block.text)], strict=True
        )
    ]
    names = [name for _, _, name in places]
    return [(" ".join(w.split()), n) for w, n in zip_longest(words, names, fillvalue="")]


def _is_chart(part: Any) -> bool:
    return "/charts/" in part.partname
