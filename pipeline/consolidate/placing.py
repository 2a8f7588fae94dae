"""Names are placed into the office's wording: every figure marked, every word only a word.

Wording is a Jinja template of Markdown. What a unit or a declaration says is escaped, so that none
of it is read as Markdown; what macros and `md` return is escaped already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    Template,
    Undefined,
    nodes,
    pass_context,
    pass_environment,
)
from jinja2.filters import do_format, make_attrgetter
from jinja2.runtime import Context
from jinja2.utils import Namespace
from markupsafe import Markup

from pipeline import texts
from pipeline.consolidate.origins import FENCES, MARK, Origins, follow
from pipeline.domain.numeral import Made, NotAFigure, Numeral, Piece
from pipeline.domain.words import lowered
from pipeline.texts.phrase import pieces_of

# Characters that no text may hold (Unicode keeps them for a program's inner use) fence a figure in.
_OPEN, _SAYS, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_FENCED = re.compile(f"{_OPEN}(\\d+){_SAYS}([^{_CLOSE}]*){_CLOSE}?")
_FENCES = re.compile(f"{MARK.pattern}|[{_OPEN}{_SAYS}{_CLOSE}{FENCES}]")
_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~&")
_OF_THE_WORDING = (dict, list, tuple, str, Namespace)  # what a wording may make itself


@dataclass(slots=True)
class Placing:
    """One wording being filled in, and the figures it has placed so far."""

    origins: Origins = field(default_factory=Origins)
    made: list[Made | None] = field(default_factory=list)

    def fill(self, source: str, names: Mapping[str, object], *, opened: bool = False) -> str:
        """Return the Markdown, with the figures in it fenced; `opened`, of every branch.

        TemplateSyntaxError where the wording cannot be read.
        """
        code, environment = _compiled(source, opened), self._environment()
        globals = environment.make_globals(None)
        return Template.from_code(environment, code, globals).render(names)

    def _environment(self) -> Environment:
        """Return the rules of a wording whose figures are placed here."""
        environment = _Environment()
        environment.finalize = _finalizing(self.place)
        environment.filters["md"] = environment.filters["placed"] = self.place
        environment.filters["lower"] = _lowered
        environment.filters["join"] = self._join
        environment.filters["format"] = self._format
        for name in ("int", "float", "round", "string"):
            environment.filters[name] = _leaving_unknown(environment.filters[name])
        environment.filters["length"] = environment.filters["count"] = _length
        environment.filters.update(self.origins.filters)
        return environment

    def place(self, value: object) -> Markup:
        """Write a value so that it is read as it stands. NotAFigure for a number nobody counted."""
        if isinstance(value, Undefined):
            return Markup(str(value))  # which says that there is no such name
        if isinstance(value, Markup):
            return value
        if type(value) in (int, float):
            raise NotAFigure(value)
        if type(value) is str:
            return Markup(_escaped(" ".join(value.split())))
        counts = isinstance(value, Numeral)
        return Markup("".join(self._fenced(one, counts) for one in pieces_of(value)))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Take a text of the Markdown apart where figures stand in it."""
        found, since = [], 0
        for fenced in _FENCED.finditer(text):
            found.append(Piece(_FENCES.sub("", text[since : fenced.start()])))
            found.append(Piece(fenced[2], self.made[int(fenced[1])]))
            since = fenced.end()
        found.append(Piece(_FENCES.sub("", text[since:])))
        return tuple(piece for piece in found if piece.text)

    def _fenced(self, piece: Piece, counts: bool) -> str:
        """Fence a figure in, and any count, so that it is known from the words around it."""
        words = _escaped(re.sub(r"[ \t\r\n]+", " ", piece.text))
        if piece.made is None and not counts:
            return words
        self.made.append(piece.made)
        return f"{_OPEN}{len(self.made) - 1}{_SAYS}{words}{_CLOSE}"

    @pass_environment
    def _join(
        self,
        environment: Environment,
        values: Iterable[object],
        between: str = "",
        attribute: str | int | None = None,
    ) -> Markup:
        if attribute is not None:
            values = map(make_attrgetter(environment, attribute), values)
        return Markup(between).join(self.place(value) for value in values)

    def _format(self, words: str, *values: object, **named: object) -> str:
        for value in (*values, *named.values()):
            self.place(value)
        shown = {name: _shown(value) for name, value in named.items()}
        return do_format(words, *map(_shown, values), **shown)


@lru_cache(maxsize=16)  # an office has two wordings of each kind of period
def _compiled(source: str, opened: bool) -> CodeType:
    """Return a wording's code: to compile it takes longer than to fill it in a dozen times."""
    tree = _opened(parse(source)) if opened else parse(source)
    follow(tree, source.splitlines())
    _know_own_words(tree)
    return Placing()._environment().compile(tree)


def _opened(tree: nodes.Template) -> nodes.Template:
    """Return a wording of which every branch is taken, one after the other."""
    for test in [*tree.find_all(nodes.If)]:
        test.test = nodes.Or(test.test, nodes.Const(True))
        test.body, test.elif_, test.else_ = [*test.body, *test.elif_, *test.else_], [], []
    for output in [*tree.find_all(nodes.Output)]:
        choices = [*output.find_all(nodes.CondExpr)]
        output.nodes += [one for each in choices for one in (each.expr1, each.expr2) if one]
    return tree


class _Environment(Environment):
    """Wording's rules: no unknown name, and a count of the program's is known as one."""

    def __init__(self) -> None:
        super().__init__(
            # Only so that Jinja tells what is written already from what is still to be.
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def getattr(self, obj: Any, attribute: str) -> Any:
        return _counted(obj, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return _counted(obj, super().getitem(obj, argument))


def parse(source: str) -> nodes.Template:
    """Read a wording. TemplateSyntaxError where it cannot be read."""
    return _Environment().parse(source)


def lexed(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield the wording's tokens: line, kind, text. TemplateSyntaxError as `parse`."""
    return _Environment().lex(source)


def _know_own_words(tree: nodes.Template) -> None:
    """Let what the wording says itself be Markdown, and all else be placed before it is joined."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [_own(node) for node in output.nodes]
    for choice in tree.find_all(nodes.CondExpr):
        choice.expr1 = _own(choice.expr1)
        choice.expr2 = _own(choice.expr2) if choice.expr2 else None
    for joined in tree.find_all(nodes.Concat):
        placed = [nodes.Filter(_own(one), "placed", [], [], None, None) for one in joined.nodes]
        joined.nodes = list(placed)


def _own(node: nodes.Expr) -> nodes.Expr:
    words = isinstance(node, nodes.Const) and isinstance(node.value, str)
    return nodes.MarkSafe(node) if words else node


def _finalizing(place: Callable[[object], object]) -> Callable[..., Any]:
    @pass_context  # or Jinja would place what never changes before the wording is filled in
    def finalize(_: Context, value: object) -> object:
        return place(value)

    return finalize


def _counted(holder: object, value: object) -> object:
    """Tell a number the program holds from one that a wording made."""
    ours = type(value) is int and not isinstance(holder, _OF_THE_WORDING)
    return Numeral(value) if ours and isinstance(value, int) else value


def _lowered(text: str) -> str:
    marks = "".join(one[0] for one in MARK.finditer(text)) if isinstance(text, Markup) else ""
    said = lowered(MARK.sub("", text))
    return Markup(marks + said) if isinstance(text, Markup) else said


def _length(items: Any) -> Numeral:
    return Numeral(len(items), getattr(items, "made", None))


def _escaped(text: str) -> str:
    """Return words with nothing in them that Markdown would understand."""
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in _FENCES.sub("\ufffd", text))


def _leaving_unknown(filter: Callable[..., object]) -> Callable[..., object]:
    """Let a filter that makes a number a plain one leave an unknown one as it is."""

    def filtered(value: object, *given: object, **named: object) -> object:
        return value if _is_unknown(value) else filter(value, *given, **named)

    return filtered


def _shown(value: object) -> object:
    return texts.numbers.UNKNOWN if _is_unknown(value) else value


def _is_unknown(value: object) -> bool:
    return isinstance(value, Numeral) and not value.known
