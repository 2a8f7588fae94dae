"""The paragraphs of a report as they are printed: with the decree's stops, dashes and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Paragraph, Report, Run
from pipeline.outputs.report import decree30 as law
from pipeline.outputs.report.unbroken import unbroken


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph ready to be drawn; one that is kept stands on the page of the next."""

    runs: tuple[Run, ...]
    keep: bool = False
    id: str = ""


def printed(report: Report) -> Iterator[Heading | Printed]:
    """Yield the legal bases and the body, in order."""
    for index, basis in enumerate(report.bases):
        end = "." if index == len(report.bases) - 1 else ";"
        pieces = (piece for run in basis.runs for piece in run.pieces)
        run = Run((*pieces, Piece(end)), italic=True)
        yield Printed(unbroken([run], report.unbroken), id=basis.id)
    last = max((i for i, b in enumerate(report.blocks) if isinstance(b, Paragraph)), default=-1)
    for index, block in enumerate(report.blocks):
        if isinstance(block, Heading):
            yield block
            continue
        runs = block.runs
        if block.bullet:
            runs = (Run((Piece("- "),)), *runs)
        if index == last:
            runs = (*_without_stop(runs), Run((Piece(law.END),)))
        # A signature never stands alone on a page, nor does a line that announces what follows.
        bold = all(run.bold or not run.text.strip() for run in block.runs)
        announces = bold or block.text.rstrip().endswith(":")
        runs = unbroken(runs, report.unbroken)
        yield Printed(runs, keep=index == last or announces, id=block.id)


def _without_stop(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Drop the stop of the last sentence: what ends a document stands in its place."""
    pieces = list(runs[-1].pieces)
    while pieces and pieces[-1].made is None:
        words = pieces[-1].text.rstrip(" ./")
        if words:
            pieces[-1] = Piece(words)
            break
        pieces.pop()
    return (*runs[:-1], replace(runs[-1], pieces=tuple(pieces)))
