"""Where a paragraph comes from: each line of a wording leaves a mark in what it makes.

What a paragraph is must stay when figures, units or its neighbours change: it is the wording's own
line, and what the loops around it stand at, never what is printed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from pipeline.texts.phrase import Phrase

# Characters that no text may hold fence a mark in, as others do a figure.
_OPEN, _CLOSE = "\ufdd3", "\ufdd4"
MARK = re.compile(f"{_OPEN}(\\d*){_CLOSE}")
FENCES = _OPEN + _CLOSE
_BLOCK = re.compile(r"(?:[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])(?:[ \t]+|$))*")  # a block begins
_LETTER, _STOP = re.compile(r"[^\W_]"), re.compile(r"\s*[^\s*_`]")
_NAMING = ("unit", "task", "indicator", "service", "subject", "column", "text")
_DIGITS = 12  # of a hash: of a few hundred paragraphs no two are the same


def hashed(*parts: str) -> str:
    """Return a short hash of some words."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]


def follow(tree: nodes.Template, lines: Sequence[str]) -> None:
    """Let every line of a wording mark what it says, every loop say what it stands at."""
    for loop in tree.find_all(nodes.For):
        item = _loaded(loop.target)
        loop.body = [
            _calling("entered", item, loop.lineno),
            *loop.body,
            _calling("left", nodes.Const(None), loop.lineno),
        ]
    for output in tree.find_all(nodes.Output):
        last = len(output.nodes) - 1
        output.nodes = [
            part
            for at, node in enumerate(output.nodes)
            for part in (
                _marked(node, lines, first=at == 0, last=at == last)
                if isinstance(node, nodes.TemplateData)
                else (node,)
            )
        ]


@dataclass(slots=True)
class Origins:
    """The lines that one wording has said while it is filled in, and the loops it stands in."""

    _made: list[str] = field(default_factory=list)
    _loops: list[str] = field(default_factory=list)

    @property
    def filters(self) -> dict[str, object]:
        """The filters that the marked wording calls."""
        return {"here": self._here, "entered": self._entered, "left": self._left}

    def of(self, text: str) -> str:
        """Return what the first mark in a text says; "" where there is none."""
        found = MARK.search(text)
        return self._made[int(found[1])] if found else ""

    @pass_context  # or Jinja would mark the line before the wording is filled in
    def _here(self, _: Context, line: str) -> Markup:
        self._made.append("\n".join((line, *filter(None, self._loops))))
        return Markup(f"{_OPEN}{len(self._made) - 1}{_CLOSE}")

    @pass_context
    def _entered(self, _: Context, item: object) -> Markup:
        self._loops.append(_named(item))
        return Markup()

    @pass_context
    def _left(self, _: Context, __: None) -> Markup:
        self._loops.pop()
        return Markup()


@dataclass(slots=True)
class Identities:
    """The identities given in one report; headings count with all that stands below them."""

    _above: list[tuple[int, str]] = field(default_factory=list)  # levels, and what they are
    _given: Counter[str] = field(default_factory=Counter)

    def heading(self, level: int, origin: str) -> str:
        """Return what a heading is; what comes next stands below it."""
        self._above = [one for one in self._above if one[0] < level]
        self._above.append((level, origin))
        return self.paragraph("")

    def paragraph(self, origin: str) -> str:
        """Return what a paragraph is: the same again is told apart by its order alone."""
        id = hashed(*(said for _, said in self._above), origin)
        self._given[id] += 1
        return id if self._given[id] == 1 else f"{id}_{self._given[id]}"


def _marked(
    node: nodes.TemplateData, lines: Sequence[str], *, first: bool, last: bool
) -> Iterator[nodes.Expr]:
    """Take words apart where a line's mark goes: after what makes it a list or a heading."""
    rows = node.data.split("\n")
    for row, words in enumerate(rows):
        end = "\n" if row < len(rows) - 1 else ""
        before, after = row == len(rows) - 1 and not last, row == 0 and not first
        at = _place(words, before=before, after=after)
        if at is None:
            yield nodes.TemplateData(words + end, lineno=node.lineno + row)
            continue
        line = lines[node.lineno + row - 1].strip()
        yield nodes.TemplateData(words[:at], lineno=node.lineno + row)
        yield _filter("here", nodes.Const(line), node.lineno + row)
        yield nodes.TemplateData(words[at:] + end, lineno=node.lineno + row)


def _place(words: str, *, before: bool, after: bool) -> int | None:
    """Return where a mark goes in a line's words; None where they are none of its own.

    Before or after a name they may be no more than a dash or a stop. Nothing is put before what
    makes words bold: it would be read as it stands.
    """
    block = _BLOCK.match(words)
    begun = block.end() if block else 0
    if found := _LETTER.search(words, begun):
        return found.start()
    if before and words.strip():
        return len(words)
    found = _STOP.match(words) if after else None
    return found.end() - 1 if found else None


def _named(item: object) -> str:
    """Name what a loop stands at by its code, or by words of it that no figure stands in."""
    if isinstance(item, Phrase):
        return "".join(piece.text for piece in item.pieces if not piece.made)
    if isinstance(item, str):
        return item
    if type(item) is tuple:
        return " ".join(filter(None, map(_named, item)))
    if isinstance(code := getattr(item, "code", None), str):
        return code
    held = [getattr(item, name) for name in _NAMING if hasattr(item, name)]
    return " ".join(filter(None, map(_named, held)))


def _loaded(target: nodes.Node) -> nodes.Expr:
    """Return what a loop stands at, as it is read in its body."""
    if isinstance(target, nodes.Tuple):
        return nodes.Tuple([_loaded(one) for one in target.items], "load", lineno=target.lineno)
    assert isinstance(target, nodes.Name)
    return nodes.Name(target.name, "load", lineno=target.lineno)


def _calling(name: str, value: nodes.Expr, line: int) -> nodes.Output:
    return nodes.Output([_filter(name, value, line)], lineno=line)


def _filter(name: str, value: nodes.Expr, line: int) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=line)
