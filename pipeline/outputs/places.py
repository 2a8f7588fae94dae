"""Every number that both documents of a period print: what it is made of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline import texts
from pipeline.domain.grid import Bars, Chapter, Grid, Medium, Number, Phrase
from pipeline.domain.numeral import Piece
from pipeline.domain.report import Heading, Report
from pipeline.domain.trace import Place, Printed
from pipeline.outputs.around import header_rows
from pipeline.outputs.book.workbook import places_on
from pipeline.outputs.report.printed import printed as printed_blocks
