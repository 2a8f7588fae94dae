"""A receipt as a text for a chat and as a page to print: both say the same lines."""

from __future__ import annotations

from pipeline import texts
from pipeline.domain.receipt import Receipt
from pipeline.outputs.clean import clean_text
from pipeline.outputs.paper import heading, page, paragraph, table


def as_text(receipt: Receipt) -> bytes:
    """Write a receipt for a chat: any Notepad shows its letters and its line ends."""
    lines = [receipt.title, *map(_line, receipt.about)]
    lines += [f"{texts.receipt.READ}:", *(f"- {_line(one)}" for one in receipt.read)]
    said = "\r\n".join(clean_text(line) for line in (*lines, *receipt.notes))
    return f"{said}\r\n".encode("utf-8-sig")


def _line(line: tuple[str, str]) -> str:
    name, said = line
    return f"{name}: {said}"


def as_page(receipt: Receipt) -> bytes:
    """Write a receipt as a page to print."""
    read = (heading(texts.receipt.READ), table(receipt.read))
    parts = (table(receipt.about), *read, *map(paragraph, receipt.notes))
    return page(receipt.title, receipt.office, parts)
