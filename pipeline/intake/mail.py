"""A saved mail cut into what was attached to it, and when it reached our server.

The standard library's own parser takes minutes for a long header, empty lines or parts in parts, so
the mail is cut here, in one pass; the library reads short headers and decodes what they describe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from pipeline.intake.container import MAX_ENTRIES
from pipeline.intake.received import reached_at
from pipeline.intake.refused import Refused

MAX_MULTIPARTS = 100  # parts of a mail that hold parts
MAX_LEVELS = 10  # in each other: each level is one more search through the mail
MAX_LINES = 1_000_000  # 25 MB of attachments have a third of that
MAX_HEADER = 4_000  # characters of one that is read: the longest name, encoded, takes 2,700
MAX_HEADERS = 500_000  # of all in a mail, read or not: 200 attachments have a tenth of that

# What the standard library, too, takes for a part's headers; the first other line ends them.
_HEADERS = re.compile(rb"(?:(?:From |[!-9;-~]*:|[ \t])[^\r\n]*(?:\r\n?|\n|\Z))*")
_BLANK_LINE = re.compile(rb"\r\n?|\n|")
_FOLD = re.compile(rb"(?:\r\n?|\n)(?=[ \t])")
_READ = frozenset(
    {b"received", b"content-type", b"content-disposition", b"content-transfer-encoding"}
)
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})


class Mail:
    """Goes through a saved mail once; `Refused` when it is made of more than any real one."""

    def __init__(self) -> None:
        self.received_at: datetime | None = None  # by the last server, ours
        self._pieces = self._multiparts = self._headers = 0

    def attachments(self, content: bytes) -> Iterator[tuple[str, bytes]]:
        """Give the name, which may be empty, and the bytes of whatever is no text of the mail."""
        if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
            raise Refused("F06", why="mail")
        about, start = self._about(content, 0, len(content))
        self.received_at = reached_at(str(about.get("received", "")))
        yield from self._within(about, content, start, len(content), 0)

    def _part(
        self, content: bytes, start: int, end: int, level: int, otherwise: str
    ) -> Iterator[tuple[str, bytes]]:
        about, start = self._about(content, start, end)
        about.set_default_type(otherwise)
        yield from self._within(about, content, start, end, level)

    def _within(
        self, about: Message, content: bytes, start: int, end: int, level: int
    ) -> Iterator[tuple[str, bytes]]:
        """Give what a part is or, if it holds parts, what these are."""
        kind = about.get_content_maintype()
        pieces = self._between(about, content, start, end) if kind == "multipart" else []
        if level > MAX_LEVELS or self._multiparts > MAX_MULTIPARTS:
            raise Refused("F06", why="mail")
        if pieces:
            digest = about.get_content_subtype() == "digest"
            for piece in pieces:
                otherwise = "message/rfc822" if digest else "text/plain"
                yield from self._part(content, *piece, level + 1, otherwise)
        elif kind == "message":
            inner = _decoded(about, content[start:end])
            yield from self._part(inner, 0, len(inner), level + 1, "text/plain")
        elif (called := _called(about)) or kind != "text":
            yield called, _decoded(about, content[start:end])

    def _about(self, content: bytes, start: int, end: int) -> tuple[Message, int]:
        """Return those headers of a part that are read, and where what it holds begins."""
        match = _HEADERS.match(content, start, min(end, start + MAX_HEADERS))
        head = match[0] if match else b""
        self._headers += len(head)
        if self._headers >= MAX_HEADERS:
            raise Refused("F06", why="mail")
        about = Message()
        for line in _FOLD.sub(b"", head).splitlines():
            name, _, value = line.partition(b":")
            if name.lower() in _READ and name.decode() not in about:
                if len(value) > MAX_HEADER:
                    raise Refused("F06", why="mail")
                about[name.decode()] = value.decode("utf-8", "replace").strip()
        blank = _BLANK_LINE.match(content, start + len(head), end)
        return about, blank.end() if blank else end

    def _between(
        self, about: Message, content: bytes, start: int, end: int
    ) -> list[tuple[int, int]]:
        """Return where the parts of a multipart begin and end; none without its boundary."""
        self._multiparts += 1
        boundary = (about.get_boundary() or "").encode("utf-8", "replace")
        line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*+(?:\r\n?|\n|\Z)")
        pieces: list[tuple[int, int]] = []
        begun = 0
        for match in line.finditer(content, start, end) if boundary else ():
            if match.start() > start and content[match.start() - 1] not in b"\r\n":
                continue
            if begun:  # the line break before a boundary is the boundary's own
                breaks = 2 if content.endswith(b"\r\n", begun, match.start()) else 1
                pieces.append((begun, max(begun, match.start() - breaks)))
                self._pieces += 1
            if self._pieces > MAX_ENTRIES:
                raise Refused("F06", why="mail")
            begun = match.end()
            if match[1]:
                return pieces
        return [*pieces, (begun, end)] if begun else []


def _decoded(about: Message, content: bytes) -> bytes:
    """Return what a part holds, as its headers say it was written for the way."""
    if str(about.get("content-transfer-encoding", "")).lower() in _AS_IT_IS:
        return content
    about.set_payload(content.decode("ascii", "surrogateescape"))
    decoded = about.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _called(about: Message) -> str:
    """Return a part's name, as both ways of writing one beyond ASCII say it; empty without one."""
    said = about.get_filename() or ""
    try:
        pieces = [
            piece
            if isinstance(piece, str)
            else piece.decode(way or "raw-unicode-escape", "replace")
            for piece, way in decode_header(said)
        ]
    except (HeaderParseError, LookupError, ValueError):  # no such writing after all
        return said
    return "".join(pieces)
