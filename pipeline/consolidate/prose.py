"""A worded report is put as officials write: counts of one digit as "05", days alike, short forms.

All of it holds for whatever wording an office uses, and for the words of units placed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import texts
from pipeline.domain.numeral import Piece, Share
from pipeline.domain.office import Abbreviation
from pipeline.domain.report import Block, Heading, Paragraph

_RATIO = "/"  # between two counts: "7/8"
_BEGINS = re.compile(r"(?:^|[.:!?] |- )$")  # what stands before the first word of a sentence


def put(blocks: Iterable[Block], abbreviations: Sequence[Abbreviation]) -> Iterator[Block]:
    """Put a report's body as officials write, in its order: a short form is told once."""
    forms = _Forms({one.short: one.full for one in abbreviations})
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, pieces=tuple(_counted(block.pieces)))
            continue
        runs, before = [], ""
        for run in block.runs:
            pieces = tuple(forms.told(_counted(run.pieces), before))
            before += "".join(piece.text for piece in pieces)
            runs.append(replace(run, pieces=pieces))
        yield replace(block, runs=tuple(runs))


def days_alike(paragraph: Paragraph) -> Paragraph:
    """Write the days of a paragraph as all days are written."""
    runs = (replace(run, pieces=tuple(map(_days_alike, run.pieces))) for run in paragraph.runs)
    return replace(paragraph, runs=tuple(runs))


def _counted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Give counts of one digit their 0, but those of a ratio; write days alike."""
    for at, piece in enumerate(pieces):
        before = pieces[at - 1].text if at else ""
        after = pieces[at + 1].text if at + 1 < len(pieces) else ""
        counts = piece.text.isdigit() and not isinstance(piece.made, Share)
        if counts and not before.endswith(_RATIO) and not after.startswith(_RATIO):
            yield replace(piece, text=texts.phrase.in_prose(piece.text), in_prose=True)
        else:
            yield _days_alike(piece)


def _days_alike(piece: Piece) -> Piece:
    if piece.made:
        return piece
    return replace(piece, text=texts.numbers.days_written_alike(piece.text))


@dataclass(slots=True)
class _Forms:
    """Short forms, and which of them the document has told already."""

    full: Mapping[str, str]
    known: set[str] = field(default_factory=set)

    def told(self, pieces: Iterable[Piece], before: str) -> Iterator[Piece]:
        """Write each short form out where it comes first; `before` is what the line says so far."""
        for piece in pieces:
            said = piece if piece.made else replace(piece, text=self._told(piece.text, before))
            before += said.text
            yield said

    def _told(self, text: str, before: str) -> str:
        for short in self.full.keys() - self.known:
            found = re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text)
            if found:
                self.known.add(short)
                if self.full[short].casefold() + f" ({short.casefold()})" in text.casefold():
                    continue  # whoever wrote it has written it out
                full = self.full[short]
                if _BEGINS.search(before + text[: found.start()]):
                    full = full[:1].upper() + full[1:]
                said = texts.document.WRITTEN_OUT.format(full=full, short=short)
                text = text[: found.start()] + said + text[found.end() :]
        return text
