"""The lines above a form's signature, as the report is signed (NĐ 30/2020, PL I, II.7)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.outputs.forms.layout import text_literal

SIGNED_AS = "signed_as"  # the field that says how


def lines_signed(authority: Sequence[str], signed_as: str) -> tuple[str, ...]:
    """Return the lines above a signature; the last of `authority` is the head's title."""
    mark = texts.form.sign_mark(signed_as)
    *body, title = authority
    if not mark or any(texts.form.sign_mark(line) in texts.form.SIGN_MARKS for line in authority):
        return tuple(authority)  # the head's own, or one that says how it is signed already
    under = f"{mark} {title}"
    if mark == texts.form.SIGN_FOR:
        return (*body, under, texts.form.deputy_title(title))
    if mark in texts.form.SIGN_BY_ORDER:  # in the head's name, no longer in the body's
        return under, texts.form.OWN_TITLE
    return (*body, under)


def signature_lines(
    authority: Sequence[str], hint: str, choices: Sequence[str], signed_as: str, cell: str
) -> list[tuple[str, str]]:
    """Return each line of the block, hint included, as its formula and what it shows now.

    A line that is the same however the report is signed has no formula.

    Args:
        authority: The lines where the head signs.
        hint: What stands below the last line.
        choices: How a report may be signed.
        signed_as: How it is signed as the form is sent out.
        cell: Where the clerk chooses it.
    """
    ways = {one: (*lines_signed(authority, one), hint) for one in ("", *choices)}
    now = ways.get(signed_as, ways[""])
    block = []
    for row in range(max(map(len, ways.values()))):
        said = {one: lines[row] if row < len(lines) else "" for one, lines in ways.items()}
        formula = text_literal(said[""])
        for choice in choices:
            if said[choice] != said[""]:
                chosen = f"{cell}={text_literal(choice)}"
                formula = f"IF({chosen},{text_literal(said[choice])},{formula})"
        shown = now[row] if row < len(now) else ""
        block.append((formula if len(set(said.values())) > 1 else "", shown))
    return block
