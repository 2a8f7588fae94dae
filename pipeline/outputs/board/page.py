"""A board becomes one HTML page: its style and script stand in it, and it may fetch nothing."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.domain.board import Board
from pipeline.outputs.board.chart import draw
from pipeline.outputs.clean import clean_text

_ROOM = Path(__file__).parent
# What is typed, in a sentence: up to its comma or stop.
_COMMAND = re.compile(r"(baocao06 .+?)(?=, |\. |$)")
_ENDS = "<!-- baocao06 {sha256} -->\n"  # of all before it: a page somebody edited is known


def build_board(board: Board) -> bytes:
    """Draw a board: the same value gives the same bytes."""
    style, script = (_part(name) for name in ("board.css", "board.js"))
    page = _template().render(
        board=board,
        chart=draw(board.rates) if board.rates else None,
        style=Markup(style),
        script=Markup(script),
        policy=(
            f"default-src 'none'; style-src '{_allowed(style)}'; script-src '{_allowed(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    sealed = page.encode()
    return sealed + _ENDS.format(sha256=hashlib.sha256(sealed).hexdigest()).encode()


def is_ours(content: bytes) -> frozenset[str]:
    """Return the hash of a page that is as it was drawn, and may make way for another; else none.

    What git or an editor did to the ends of its lines counts as an edit.
    """
    length = len(_ENDS.format(sha256="0" * 64))
    page, end = content[:-length], content[-length:]
    as_drawn = end == _ENDS.format(sha256=hashlib.sha256(page).hexdigest()).encode()
    return frozenset({hashlib.sha256(content).hexdigest()} if as_drawn else ())


def _allowed(text: str) -> str:
    """Name a text by its hash, as a content security policy does."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@lru_cache
def _part(name: str) -> str:
    return (_ROOM / name).read_text(encoding="utf-8")


@lru_cache
def _template() -> Template:
    engine = Environment(
        loader=FileSystemLoader(_ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    engine.filters |= {"path": _path, "typed": _typed}
    return engine.get_template("board.html")


def _cleaned(value: object) -> object:
    """Let every text through the one door; what the page itself is made of passes."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean_text(value)
    return value


def _path(path: str) -> str:
    """Write the way to a file as a link has it; "" for one named after a citizen: it would show."""
    return quote(path) if clean_text(path) == path else ""


def _typed(sentence: str) -> Markup:
    """Set the commands in a sentence apart."""
    parts = enumerate(_COMMAND.split(clean_text(sentence)))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in parts
    )
