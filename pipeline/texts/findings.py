"""The catalogue of findings, and the words in which a finding is said.

A finding holds no sentence: it is worded here, at the last moment, by whoever shows it. So a word
that is changed here or in a form's rule is said otherwise at once, and no file is read again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from pipeline.domain.finding import Finding, How, Severity, Where
from pipeline.domain.together import together
from pipeline.texts.catalogue import Entry
from pipeline.texts.catalogue.cells import CELLS
from pipeline.texts.catalogue.files import FILES
from pipeline.texts.catalogue.forms import FORMS
from pipeline.texts.catalogue.sheets import SHEETS
from pipeline.texts.numbers import number

CATALOGUE: Mapping[str, Entry] = {**FILES, **FORMS, **SHEETS, **CELLS}

PLACE_SHEET = "trang “{sheet}”"
PLACE_CELL = "ô {cell}"
PLACE_COLUMN = "cột “{column}”"
_SETTLED = {  # what stands in place of the action
    How.WAIVED: "Đã được {by} cho bỏ qua.",
    How.SET_ASIDE: "Không cần làm gì: tệp đã để riêng theo ý kiến của {by}.",
    How.AMENDED: (
        "Có số đã sửa theo điện thoại ({by}) nên báo cáo vẫn được dùng. Đề nghị sửa nốt ô liên "
        "quan, ký, gửi lại."
    ),
    How.OVERTAKEN: (
        "Báo cáo kỳ trước đã được sửa sau khi báo cáo này gửi đến; đề nghị đơn vị sửa, gửi lại "
        "báo cáo này hoặc xác nhận số kỳ trước."
    ),
    How.REPLACED: "Không cần làm gì: đơn vị đã gửi bản khác sau bản này.",
    How.SENT_AGAIN: "Không cần làm gì: tệp cùng tên đã được gửi lại, đọc được.",
}


class Said(NamedTuple):
    """A finding in words."""

    message: str  # what is wrong: part of a sentence, without capital and stop
    action: str  # what to do, in sentences


def found(code: str, where: Where, /, **details: int | str) -> Finding:
    """Return a finding of the catalogue; its severity is the catalogue's."""
    return Finding(code, CATALOGUE[code].severity, where, details)


def severities() -> dict[str, Severity]:
    """Return how grave each code is: all that the catalogue decides of a reading."""
    return {code: entry.severity for code, entry in sorted(CATALOGUE.items())}


def said(finding: Finding) -> Said:
    """Word a finding: what is wrong, and what to do or why there is nothing to do."""
    words = {"column": finding.where.column or ""}
    if finding.rule:
        message, action = finding.rule.message, finding.rule.action
        words |= {name: _word(value) for name, value in finding.details.items()}
    else:
        entry = CATALOGUE[finding.code]
        for name, value in finding.details.items():
            term = entry.terms.get(name)
            words[name] = term(str(value)) if term else _word(value)
        message = entry.together if finding.cells and entry.together else entry.sentence
        action = entry.action.format_map(words)
    if settled := finding.settled:
        action = _SETTLED[settled.how].format(by=settled.by)
    return Said(message.format_map(words), action)


def place_words(finding: Finding) -> str:
    """Say where: file, sheet, cell and the column the sender sees."""
    where = finding.where
    parts = [where.file]
    if where.sheet:
        parts.append(PLACE_SHEET.format(sheet=where.sheet))
    if where.cell:
        parts.append(PLACE_CELL.format(cell=finding.place))
    if where.column:
        parts.append(PLACE_COLUMN.format(column=where.column))
    return ", ".join(parts)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as they are said: one cause that strikes several cells once, with these."""
    return together(findings, _cause)


def _cause(finding: Finding) -> Hashable:
    """Return what findings of one cause share: their words, but what is worded of all of them."""
    entry = None if finding.rule else CATALOGUE[finding.code]
    return finding.code if entry and entry.together else said(finding)


def _word(detail: int | str) -> str:
    return number(detail) if isinstance(detail, int) else detail
