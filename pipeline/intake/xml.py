"""XML of a package read strictly: what declares a document type or is damaged is refused."""

from __future__ import annotations

from collections.abc import Collection
from xml.parsers import expat

from pipeline.intake.refused import Refused


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small part in order; `Refused` when it is not strict XML."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = strict_parser()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition(":")[2], attributes)
    )
    parse(parser, data)
    return found


def must_be_shallow(data: bytes, most: int) -> None:
    """Read a part strictly; `Refused` when its elements lie deeper in each other than that."""
    depth = [0]
    parser = strict_parser()

    def start(tag: str, _: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] > most:
            raise Refused("F11", part=tag)

    def end(_: str) -> None:
        depth[0] -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(parser, data)


def said_in(data: bytes, element: str, lines: Collection[str]) -> str:
    """Return what the elements of one name say, on lines that end where those of others do."""
    said: list[str] = []
    inside = [False]
    parser = strict_parser()

    def start(tag: str, _: dict[str, str]) -> None:
        inside[0] = tag.rpartition(":")[2] == element

    def end(tag: str) -> None:
        inside[0] = False
        if tag.rpartition(":")[2] in lines:
            said.append("\n")

    def characters(text: str) -> None:
        if inside[0]:
            said.append(text)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parse(parser, data)
    return "".join(said)


def words(data: bytes) -> str:
    """Return the text of a small part, its pieces parted by spaces."""
    said: list[str] = []
    parser = strict_parser()
    parser.CharacterDataHandler = said.append
    parser.EndElementHandler = lambda _: None  # or the pieces come as one
    parse(parser, data)
    return " ".join(said)


def strict_parser() -> expat.XMLParserType:
    """Return a parser that refuses every document type, so no entity is ever declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse_doctype(*_: object) -> None:
        raise Refused("F12")

    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse a part to its end; `Refused` when it is damaged."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("F12")  # calamine reads a UTF-16 part as empty
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # encodings nobody knows, too
        raise Refused("F12") from error


def trimmed(text: str) -> str:
    """Return the text of an element that does not ask to keep its outer spaces."""
    return text.strip(" \t\r\n")
