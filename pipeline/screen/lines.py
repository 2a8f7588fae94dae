"""What a line on the screen may hold, and how long it is."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path
from textwrap import wrap

import click

_WIDTH = 80
MOST = 20  # of a list that are shown; the workbook holds all

# What moves the cursor, ends the line, turns the writing or takes no room.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def visible(text: str) -> str:
    """Return a text as a terminal may have it: nothing hidden works, no citizen is named."""
    from pipeline.personal import masked  # its patterns take their time, and help needs none

    return unhidden(masked(text))


def unhidden(text: str) -> str:
    """Return a text with all that a terminal would obey or not show written out."""
    return _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], text)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes; letters of the East take two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


def folded(
    line: str, first: str = "", after: str | None = None, *, whole: bool = True
) -> list[str]:
    """Return a line as a terminal has it, a path `whole`.

    `first` stands before it, `after` before its further parts: they stand as far right as the
    line does, unless told otherwise.
    """
    line = first + line
    after = " " * (len(line) - len(line.lstrip(" -"))) if after is None else after
    parts = _wrapped(line, after, _WIDTH, whole=whole)
    over = max((columns(part) - len(part) for part in parts), default=0)
    return _wrapped(line, after, _WIDTH - over, whole=whole) if over > 0 else parts or [line]


def _wrapped(line: str, after: str, width: int, *, whole: bool) -> list[str]:
    return wrap(
        line,
        width,
        subsequent_indent=after,
        break_long_words=not whole,
        break_on_hyphens=False,
    )


def is_plain() -> bool:
    """Whether who types wants neither colours nor a moving cursor (no-color.org)."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def say(
    text: str,
    *,
    fg: str | None = None,
    bold: bool = False,
    err: bool = False,
    after: str | None = None,
) -> None:
    """Print what the program says, line by line, none longer than a terminal has room for.

    Names of files are made `visible` before: one may break lines. A program that reads what is
    complained of gets each sentence on one line.
    """
    for line in map(visible, text.split("\n")):
        for part in [line] if err and not sys.stderr.isatty() else folded(line, after=after):
            click.secho(part, fg=fg, bold=bold, err=err, color=False if is_plain() else None)


def paragraph(text: str, indent: str, *, covered: bool = True) -> None:
    """Print a text after an indent or a mark; its further lines stand below its first word.

    What the office itself declares, as a telephone to ring up, is not `covered`.
    """
    said = visible(text) if covered else unhidden(text)
    for part in folded(said, indent, " " * len(indent), whole=False):
        click.echo(part)


def below(path: Path, root: Path) -> Path:
    """Return a path as it is named from the office's folder."""
    return path.relative_to(root) if path.is_relative_to(root) else path
