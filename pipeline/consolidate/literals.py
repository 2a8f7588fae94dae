"""Numbers typed into a wording are found: figures enter a report by name alone.

A number may stand in the citation of a document or of a day, as the mark of a list's item, in a
legal basis, and in words the wording declares: `{% set words_with_numbers = ["Đề án 06"] %}`.
A number in letters ("hai mươi hồ sơ", "một phần ba") is one, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes
from jinja2.lexer import TOKEN_DATA

from pipeline import texts
from pipeline.consolidate.placing import lexed, parse

_DECLARED = "words_with_numbers"
_TAG = "\0"  # stands where a {{ }}, {% %} or {# #} was
_BASIS, _ITEM = re.compile(rf"[\s{_TAG}]*>"), re.compile(rf"^[\s{_TAG}]*\d{{1,2}}[.)](?:\s|$)")
_ID = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)  # of a section, a column
_SPELLED = re.compile(rf"(?<!\w)(?:{texts.sentences.SPELLED})(?!\w)", re.I)
_WRITES = ("format", "replace", "join", "default", "d", "string")  # filters whose words are printed


@dataclass(frozen=True, slots=True)
class Literal:
    """A number typed into a wording."""

    line: int
    number: str


@lru_cache(maxsize=16)  # as many reports are made of one wording
def typed_in(source: str, known: tuple[str, ...] = ()) -> tuple[Literal, ...]:
    """Return the numbers a wording states that are no figures, in the order of its lines.

    `known` are words with a number in them that the office declares elsewhere.
    """
    tree = parse(source)
    words = (*texts.sentences.WORDS_WITH_NUMBERS, *known, *_declared(tree))
    found = (*_in_text(source, words), *_in_tags(tree, words))
    return tuple(sorted(found, key=lambda literal: literal.line))


def _declared(tree: nodes.Template) -> Iterator[str]:
    """Yield the words that may hold numbers, as the wording lists them; a bare number is none."""
    for one in tree.find_all(nodes.Assign):
        if isinstance(one.target, nodes.Name) and one.target.name == _DECLARED:
            for said in one.node.find_all(nodes.Const):
                if isinstance(said.value, str) and any(map(str.isalpha, said.value)):
                    yield _composed(said.value)


def _in_text(source: str, words: tuple[str, ...]) -> Iterator[Literal]:
    lines: dict[int, str] = {}
    for first, kind, said in lexed(source):
        shown = _composed(said).split("\n") if kind == TOKEN_DATA else [_TAG]
        for line, text in enumerate(shown, start=first):
            lines[line] = lines.get(line, "") + text
    for line, text in lines.items():
        if not _BASIS.match(text):
            yield from (Literal(line, number) for number in _numbers(_ITEM.sub("", text), words))


def _in_tags(tree: nodes.Template, words: tuple[str, ...]) -> Iterator[Literal]:
    for expression in _written(tree):
        for one in _constants(expression):
            if isinstance(one.value, str) and not _ID.fullmatch(one.value):
                numbers = _numbers(_composed(one.value), words)
                yield from (Literal(one.lineno, number) for number in numbers)
            elif type(one.value) in (int, float):
                yield Literal(one.lineno, f"{one.value}")


def _written(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield what is printed, and what may be once it has a name."""
    for output in tree.find_all(nodes.Output):
        yield from (one for one in output.nodes if not isinstance(one, nodes.TemplateData))
    for named in tree.find_all(nodes.Assign):
        declares = isinstance(named.target, nodes.Name) and named.target.name == _DECLARED
        if not declares and not _counts(named.node):
            yield named.node
    yield from (loop.iter for loop in tree.find_all(nodes.For) if not _counts(loop.iter))
    for macro in tree.find_all(nodes.Macro):
        yield from macro.defaults


def _counts(node: nodes.Node) -> bool:
    """Tell what holds no words: a number it makes is known when it is to be printed."""
    return not any(isinstance(one.value, str) for one in _constants(node))


def _constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """Yield what an expression prints of itself: not what it compares with or picks by."""
    match node:
        case nodes.Const():
            yield node
        case nodes.Compare() | nodes.Test() | nodes.Not():
            return
        case nodes.Getitem():
            yield from _constants(node.node)
        case nodes.CondExpr():
            yield from _constants(node.expr1)
            yield from _constants(node.expr2) if node.expr2 else ()
        case nodes.Filter() if node.name not in _WRITES:
            yield from _constants(node.node) if node.node else ()
        case _:
            for below in node.iter_child_nodes():
                yield from _constants(below)


def _numbers(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the numbers of a text outside citations and declared words."""
    for allowed in (*map(re.escape, words), texts.sentences.CITATION):
        text = re.sub(rf"(?<!\w){allowed}(?!\w)", _TAG, text)
    for spelled in _SPELLED.finditer(text):
        yield spelled[0].strip()
    for found in re.finditer(r"\S+", text):
        if any(unicodedata.category(c) in ("Nd", "No") for c in found[0]):
            yield found[0].strip(f'.,;:()“”"{_TAG}')


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")
