"""The office's wording (`report.md`) and a Summary become a Report.

Figures enter the text only by name. Headings are numbered here, and a heading with nothing below
it is left out, so wording may be conditional without leaving holes.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline import texts
from pipeline.consolidate.literals import typed_in
from pipeline.consolidate.names import catalogue_of, names_of
from pipeline.consolidate.origins import Identities
from pipeline.consolidate.placing import Placing
from pipeline.consolidate.prose import days_alike, put
from pipeline.domain.finding import BaocaoError
from pipeline.domain.numeral import NotAFigure, Piece
from pipeline.domain.report import Block, Heading, Paragraph, Report, Run, Unbroken
from pipeline.domain.summary import Summary

_UNCLOSED = "innermost block"  # what jinja2 says of one that is not closed
_TAG, _BLOCKS = re.compile(r"\{%[-+]?\s*(\w+)"), ("if", "for", "macro", "call", "filter")
_OF_NOTHING = "'None'"  # begins what jinja2 says of a name asked of nothing
_POINT = 3  # level of a heading that stands at a letter
_TEMPLATE = "<template>"  # what jinja2 calls a wording in a traceback
# What wording can do wrong while it is filled in; an AssertionError is a fault of ours.
_MISTAKES = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError),
    *(AttributeError, RecursionError),
)


def word_report(
    template: Path, summary: Summary, more: Mapping[str, object] | None = None
) -> Report:
    """Word a report with the names given. BaocaoError names the wording's line that is wrong."""
    source = _source(template)
    names = {**names_of(summary), **(more or {})}
    placing = Placing()
    try:
        markdown = placing.fill(source, names)
    except NotAFigure as error:
        raise _number(template, _line(error, source), error.number) from error
    except _MISTAKES as error:
        raise _fault(template, source, error, names) from error
    for literal in typed_in(source, (catalogue_of(summary),)):
        raise _number(template, literal.line, literal.number)
    return _report(_markdown().parse(markdown), placing, summary, template)


@cache
def _markdown() -> MarkdownIt:
    # Text that is only indented is no program listing: it must not be lost.
    return MarkdownIt("commonmark").disable("code")


def try_wording(
    template: Path, summaries: Sequence[Summary], more: Mapping[str, object] | None = None
) -> None:
    """Word made-up reports, then take every branch of the wording, whatever is the case.

    BaocaoError names the line of the first fault. In a branch that is taken against its condition
    only a name that there never is counts as one.
    """
    for summary in summaries:
        word_report(template, summary, more)
    source, faults = _source(template), []
    for summary in summaries:
        try:
            Placing().fill(source, {**names_of(summary), **(more or {})}, opened=True)
        except UndefinedError as error:
            faults.append((_line(error, source), error))
        except (NotAFigure, *_MISTAKES):  # the condition was there to prevent it
            continue
    lines = {line for line, fault in faults if not str(fault).startswith(_OF_NOTHING)}
    if len(faults) == len(summaries) and len(lines) == 1:
        _, fault = faults[0]
        raise _fault(template, source, fault, names_of(summaries[0])) from fault


def _source(template: Path) -> str:
    """Read the wording; BaocaoError when it is not there or not saved as UTF-8."""
    try:
        content = template.read_bytes()
    except OSError as error:
        raise BaocaoError(texts.sentences.WORDING_UNREADABLE.format(path=template)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(template, line, texts.sentences.WORDING_NOT_UTF8) from error


def _number(template: Path, line: int, number: str) -> BaocaoError:
    return _wrong(template, line, texts.sentences.WORDING_NUMBER.format(number=number))


def _fault(
    template: Path, source: str, error: Exception, names: Mapping[str, object]
) -> BaocaoError:
    """Say a fault of the wording at its own line, with the name that may be meant."""
    held = (value for value in names.values() if isinstance(value, Mapping))
    known = [*names, *(f"{key}" for value in held for key in value)]
    problem = texts.sentences.wording_problem(error, known)
    return _wrong(template, _line(error, source), problem)


def _wrong(template: Path, line: int, problem: str) -> BaocaoError:
    return BaocaoError(
        texts.sentences.WORDING_WRONG.format(path=template, line=line, problem=problem)
    )


def _line(error: Exception, source: str) -> int:
    """Return the line of the wording an error arose in: its innermost frame, or as parsed."""
    if isinstance(error, TemplateSyntaxError):
        return _unclosed(source) if _UNCLOSED in f"{error}" else error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == _TEMPLATE]
    return next((line for line in reversed(lines) if line), 1)


def _unclosed(source: str) -> int:
    """Return where the innermost block begins that nothing closes: it is noticed at the end."""
    open_blocks: list[int] = []
    for tag in _TAG.finditer(source):
        if tag[1] in _BLOCKS:
            open_blocks.append(source[: tag.start()].count("\n") + 1)
        elif tag[1].startswith("end") and open_blocks:
            open_blocks.pop()
    return open_blocks[-1] if open_blocks else 1


def _report(tokens: Sequence[Token], placing: Placing, summary: Summary, template: Path) -> Report:
    titles: list[Heading] = []
    bases: list[Paragraph] = []
    blocks: list[Block] = []
    lists: list[int | None] = []  # open ones: the next number, or None where there are bullets
    identities, quoted, level = Identities(), 0, 0
    mark: Run | None = None  # of the item that has just begun
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        match token.type:
            case "heading_open" | "heading_close":
                level = int(token.tag[1:]) if token.type == "heading_open" else 0
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open" if (number := lists[-1]) is not None:
                mark, lists[-1] = Run((Piece(f"{number}{token.markup} "),)), number + 1
            case "list_item_open" | "list_item_close":
                mark = None
        if token.type != "inline":
            continue
        runs = tuple(_runs(token.children or (), placing))
        heading = Heading(max(level - 1, 0), tuple(piece for run in runs for piece in run.pieces))
        origin = placing.origins.of(token.content)
        if level == 1:
            titles.append(heading)
        elif level:
            blocks.append(replace(heading, id=identities.heading(level, origin)))
        elif quoted:
            bases.append(Paragraph(runs, id=identities.paragraph(origin)))
        elif heading.text.strip():
            numbered = (mark, *runs) if mark else runs
            bullet, id = bool(lists) and lists[-1] is None, identities.paragraph(origin)
            blocks.append(Paragraph(numbered, bullet=bullet, id=id))
            mark = None
    if len(titles) != 2:
        raise BaocaoError(texts.sentences.WORDING_NEEDS_TITLES.format(path=template))
    return Report(
        titles=(titles[0], titles[1]),
        bases=tuple(map(days_alike, bases)),
        blocks=tuple(put(_numbered(_without_empty(blocks)), summary.office.abbreviations)),
        appendix_title=summary.table.title,
        unbroken=Unbroken(
            tuple(unit.name for unit in summary.office.units),
            texts.numbers.BEFORE_A_NUMBER,
            texts.numbers.AFTER_A_NUMBER,
        ),
    )


def _runs(children: Iterable[Token], placing: Placing) -> Iterator[Run]:
    bold = italic = False
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "em_open" | "em_close":
                italic = child.type == "em_open"
            case "softbreak" | "hardbreak":
                yield Run((Piece(" "),), bold, italic)
            case _ if pieces := placing.pieces(child.content):
                yield Run(pieces, bold, italic)


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    """Drop headings that nothing stands below."""
    kept: list[Block] = []
    deepest_filled = 0  # headings down to this level have something below them here
    for block in reversed(blocks):
        if isinstance(block, Paragraph):
            deepest_filled = 9
            kept.append(block)
        elif block.level <= deepest_filled:
            deepest_filled = block.level - 1
            kept.append(block)
    return kept[::-1]


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    counts = [0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            counts = [counts[0] + 1, 0, 0]
            yield _with_number(block, f"{texts.numbers.roman(counts[0])}. ")
        elif isinstance(block, Heading) and block.level == 2:
            counts[1:] = [counts[1] + 1, 0]
            yield _with_number(block, f"{counts[1]}. ")
        elif isinstance(block, Heading) and block.level == _POINT:
            counts[2] += 1
            yield _with_number(block, f"{texts.numbers.letter(counts[2])}) ")
        else:
            yield block


def _with_number(heading: Heading, number: str) -> Heading:
    return replace(heading, pieces=(Piece(number), *heading.pieces))
