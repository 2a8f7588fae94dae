"""What a clerk wrote in the comments of cells."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from pipeline import texts
from pipeline.domain.marks import NOTES_AUTHOR
from pipeline.intake.sheet_xml import place_of
from pipeline.intake.xml import elements, parse, strict_parser

_THREADED = ("[Threaded comment]", "Comment:")  # how Excel tells one to older programs


def comments_of(parts: Mapping[str, bytes], sheet: str) -> dict[tuple[int, int], str]:
    """Return the comments of a sheet's part by cell, but those this program wrote itself.

    `Refused` when the part that holds them is no strict XML.
    """
    folder, name = posixpath.split(sheet)
    relations = parts.get(f"{folder}/_rels/{name}.rels", b"<none/>")
    found: dict[tuple[int, int], str] = {}
    for tag, attributes in elements(relations):
        if tag == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found |= _read(parts.get(posixpath.normpath(path).casefold(), b"<none/>"))
    return found


def written(author: str, text: str) -> str:
    """Return what a unit wrote in a comment, below this program's own words if they are there."""
    _, mark, added = " ".join(text.split()).partition(texts.spelling.NOTE_END)
    if mark or author == NOTES_AUTHOR:  # LibreOffice keeps no authors
        return added.strip()
    head, _, said = text.partition(_THREADED[1])
    words = said if head.startswith(_THREADED[0]) else text
    words = words.strip().removeprefix(f"{author}:") if author else words
    return " ".join(words.split())


def _read(data: bytes) -> dict[tuple[int, int], str]:
    authors: list[str] = []
    found: dict[tuple[int, int], str] = {}
    run: list[str] = []
    about = {"ref": "", "author": ""}
    inside = [False]  # LibreOffice says beside a comment's words where its box stands
    parser = strict_parser()

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in ("author", "comment"):
            run.clear()
        inside[0] = name in ("author", "t")
        if name == "comment":
            about.update(ref=attributes.get("ref", ""), author=attributes.get("authorId", ""))

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        inside[0] = False
        if name == "author":
            authors.append("".join(run).strip())
        elif name == "comment":
            at = int(about["author"]) if about["author"].isdecimal() else len(authors)
            author = authors[at] if at < len(authors) else ""
            if said := written(author, "".join(run)):
                found[place_of(about["ref"])] = said

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda said: run.append(said) if inside[0] else None
    parse(parser, data)
    return found
