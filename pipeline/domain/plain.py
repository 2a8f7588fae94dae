"""What typed words say, told twice: by Python, and by the Excel expression beside it.

Excel's expressions take any cell, one with an error too; only `plain_formula` hands an error on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPACES = re.compile(r"[ \u00a0\n]+")


def literal(text: str) -> str:
    """Write a text as a literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


def plain(text: str) -> str:
    """Return words without the spaces, bound spaces and line ends that say nothing."""
    return _SPACES.sub(" ", text).strip(" ")


def plain_formula(cell: str) -> str:
    """Return the Excel expression of `plain`."""
    # The character itself: CHAR(160) is another one on a Mac and in LibreOffice under UTF-8.
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),"\u00a0"," "))'


SHOWN = 24  # characters of what was typed that a form repeats


def quoting(words: str, typed: str) -> str:
    """Return words with what was typed, shortened, in place of their "{said}"."""
    return words.replace("{said}", plain(typed)[:SHOWN])


def quoting_formula(words: str, cell: str) -> str:
    """Return the Excel expression of `quoting`."""
    before, there, after = words.partition("{said}")
    if not there:
        return literal(words)
    said = f"LEFT({plain_formula(cell)},{SHOWN})"
    return "&".join((literal(before), said, literal(after)))


def blank_formula(cell: str) -> str:
    """Return the Excel expression that is TRUE for a cell with nothing to read in it."""
    return f'IFERROR({plain_formula(cell)}="",FALSE)'


def is_one_of(text: str, answers: Iterable[str]) -> bool:
    """Tell whether words are one of some answers; capitals do not matter, as in Excel."""
    return plain(text).casefold() in {answer.casefold() for answer in answers}


def one_of_formula(cell: str, answers: Sequence[str]) -> str:
    """Return the Excel expression of `is_one_of`; no answer is taken for a pattern."""
    if len(answers) == 1:
        return f"IFERROR({plain_formula(cell)}={literal(answers[0])},FALSE)"
    listed = ",".join(map(literal, answers))
    return f"IFERROR(SUMPRODUCT(--({plain_formula(cell)}={{{listed}}}))>0,FALSE)"


def has_substance(text: str, at_least: int, empty: Sequence[str] = ()) -> bool:
    """Tell whether a reason says something.

    Long enough, more than one letter, no thing said twice ("asdasd"), no empty word.
    """
    trimmed = plain(text)
    said = trimmed.lower().replace(".", "")
    return (
        len(trimmed) >= at_least
        and trimmed.lower() != trimmed.upper()
        and said.replace(said[:1], "") != ""
        and said[: len(said) // 2] != said[len(said) - len(said) // 2 :]
        and said not in empty
    )


def substance_formula(cell: str, at_least: int, empty: Sequence[str] = ()) -> str:
    """Return the Excel expression of `has_substance`."""
    trimmed = plain_formula(cell)
    said = f'LOWER(SUBSTITUTE({trimmed},".",""))'
    more = f'SUBSTITUTE({said},LEFT({said},1),"")<>""'
    half = f"INT(LEN({said})/2)"
    once = f"LEFT({said},{half})<>RIGHT({said},{half})"
    # One list, not a comparison each: an .xls takes no more than thirty.
    listed = ",".join(map(literal, empty))
    empties = f",SUMPRODUCT(--({said}={{{listed}}}))=0" if empty else ""
    return (
        f"AND(LEN({trimmed})>={at_least},NOT(EXACT(LOWER({trimmed}),UPPER({trimmed}))),"
        f"{more},{once}{empties})"
    )
