"""The zip around a workbook, judged before anything in it is parsed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from pipeline import texts

# Limits: several times what 2,348 real workbooks reached (docs/maintaining.md).
MAX_ENTRIES = 2_000
MAX_EXPANDED = 300 * 1024 * 1024
MAX_PART = 200 * 1024 * 1024
MAX_RATIO = 200  # of parts above 1 MB
# All that Excel, Windows, macOS and mail programs write; the other ways zipfile expands unasked,
# gigabytes of a kilobyte at the first byte that is read.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_LISTED = b"PK\x01\x02"  # begins each entry of a .zip's directory
_MULTITUDE = 10 * MAX_ENTRIES

# What may hold words beside the cells: comments and their authors, diagrams, properties.
_ASIDE = re.compile(
    r"xl/(?:comments|threadedcomments)[^/]*|xl/(?:threadedcomments|persons|diagrams)/.*\.xml"
    r"|xl/(?:.*/)?comments/.*\.xml|(?:docprops|customxml)/.*\.xml"
)
_DRAWING = re.compile(r"xl/drawings/[^/]*\.xml")  # text boxes, among the places of all shapes
_OLD_DRAWING = re.compile(r"xl/drawings/[^/]*\.vml")  # a web page's markup, often no strict XML
_MARKUP = re.compile(rb"<[^>]*>")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")  # .rar, .7z, .gz
_TNEF = b"\x78\x9f\x3e\x22"  # winmail.dat: how Outlook wraps what is attached
_MAIL = re.compile(
    rb"(?:(?:return-path|received|from|to|date|subject|mime-version|delivered-to|message-id"
    rb"|dkim-signature|authentication-results|x-[\w-]+):[^\n]*\n)",
    re.IGNORECASE,
)


class Refused(Exception):
    """A file that cannot be read: the code, what it is, what to do."""

    def __init__(self, code: str, message: str, action: str) -> None:
        super().__init__(message)
        self.code, self.message, self.action = code, message, action


def refuse(code: str) -> Refused:
    """Return the refusal of a code, in the sender's words."""
    return Refused(code, *texts.FILE_SENTENCES[code])


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's name and the part that holds it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A zip that passed, its sheets found through the workbook's relationships."""

    parts: dict[str, bytes]
    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]  # shared by the cells of all sheets
    days_from_1904: bool
    saved_at: datetime | None
    has_macros: bool
    has_external_links: bool
    asides: tuple[str, ...]  # what comments and properties say

    def read(self, path: str) -> bytes:
        """Return a part's bytes."""
        return self.parts[path.casefold()]


def kind_of(content: bytes) -> str:
    """Return "zip", "xls", or the code of the refusal, by content and never by name."""
    if content.startswith(b"PK"):
        return "zip"
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "F08"
        return "F17" if "__substg1.0_".encode("utf-16-le") in content else "xls"
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"mime-version")):
        return "F09"
    if content.startswith(_PACKED):
        return "F19"
    if content.startswith(_TNEF) or is_mail(content[:2048]):
        return "F20"
    return "F10" if head.startswith(b"%pdf") else "F07"


def is_mail(head: bytes) -> bool:
    """Tell whether a file begins as a saved mail does."""
    return _MAIL.match(head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


def could_hold_figures(head: bytes) -> bool:
    """Tell by its first bytes whether a file may be a workbook, or may hold one."""
    return head.startswith((b"PK", _OLE, _TNEF, *_PACKED)) or is_mail(head)


def is_letter(content: bytes) -> bool:
    """Tell whether a file is a text or slides, which go along with a report and are none."""
    if content.startswith(_OLE):
        streams = ("WordDocument", "PowerPoint Document")
        return any(stream.encode("utf-16-le") in content for stream in streams)
    names = entry_names(content) or frozenset()
    return bool(names & {"word/document.xml", "ppt/presentation.xml"})


def entry_names(content: bytes) -> frozenset[str] | None:
    """Return what a .zip says it holds, in small letters; None for a damaged one or no .zip.

    One that lists a multitude is left to the reader's process: making the list alone takes seconds.
    """
    if not content.startswith(b"PK") or content.count(_LISTED) > _MULTITUDE:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(name.casefold() for name in archive.namelist())
    except Exception:  # zipfile meets damage with errors of many kinds
        return None


def open_package(content: bytes) -> Package:
    """Check the container and find its sheets; `Refused` when anything about it is wrong."""
    parts = _parts(content)
    if "xl/workbook.xml" not in parts:
        raise refuse(_other_package(parts))
    sheets = _sheets(parts)
    return Package(
        parts=parts,
        sheets=sheets,
        strings=_shared_strings(parts),
        days_from_1904=_days_from_1904(parts),
        saved_at=_saved_at(parts),
        has_macros=any(name.endswith("vbaproject.bin") for name in parts),
        has_external_links=any(name.startswith("xl/externallinks/") for name in parts),
        asides=tuple(_asides(parts)),
    )


def _other_package(parts: dict[str, bytes]) -> str:
    if "xl/workbook.bin" in parts or "mimetype" in parts:
        return "F09"  # .xlsb, .ods: a workbook, in a form without a trustworthy reader
    return "F06" if any(name.endswith((".xlsx", ".xls", ".xlsm")) for name in parts) else "F07"


def _parts(content: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_EXPANDED:
                raise refuse("F11")
            counted = 0
            for entry in entries:
                name = _folded(entry)
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise refuse("F08")
                if name in parts or ".." in name.split("/") or not expands_gently(entry):
                    raise refuse("F12")
                parts[name] = _part(archive, entry)
                counted += len(parts[name])
                if counted > MAX_EXPANDED:
                    raise refuse("F11")
    except Refused:
        raise
    except Exception as error:  # zipfile meets damage with errors of many kinds
        raise refuse("F12") from error
    return parts


def repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a package that passed with some parts changed, by folded name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if not entry.is_dir():
                new.writestr(entry.filename, changed.get(_folded(entry)) or old.read(entry))
    return out.getvalue()


def _folded(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").casefold().lstrip("/")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Expand one part, counting what really comes out: declared sizes lie."""
    if entry.file_size > MAX_PART or too_dense(entry.file_size, entry.compress_size):
        raise refuse("F11")
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise refuse("F12")
    return data


def expands_gently(entry: zipfile.ZipInfo) -> bool:
    """Tell whether a part is packed in a way that gives no more than is asked for."""
    return entry.compress_type in _METHODS


def too_dense(expanded: int, compressed: int) -> bool:
    """Tell whether a part grows more than any real one does."""
    return expanded > 1024 * 1024 and expanded > MAX_RATIO * max(compressed, 1)


def _sheets(parts: dict[str, bytes]) -> tuple[SheetPart, ...]:
    targets = {
        e.get("Id", ""): e.get("Target", "")
        for tag, e in elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if tag == "Relationship" and "worksheet" in e.get("Type", "")
    }
    found = []
    for tag, attributes in elements(parts["xl/workbook.xml"]):
        if tag != "sheet":
            continue
        relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        if relation not in targets:
            continue  # a chart sheet holds no cells
        target = targets[relation].replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        path = posixpath.normpath(path).casefold()
        if path not in parts:
            raise refuse("F12")
        hidden = attributes.get("state", "visible") != "visible"
        found.append(SheetPart(attributes.get("name", ""), path, hidden))
    if not found:
        raise refuse("F12")
    return tuple(found)


def _days_from_1904(parts: dict[str, bytes]) -> bool:
    """Tell whether days are counted as old Macintosh workbooks count them."""
    return any(
        tag == "workbookPr" and attributes.get("date1904") in ("1", "true")
        for tag, attributes in elements(parts["xl/workbook.xml"])
    )


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small part in order; `Refused` when it is not strict XML."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = strict_parser()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition(":")[2], attributes)
    )
    parse(parser, data)
    return found


def _asides(parts: dict[str, bytes]) -> Iterator[str]:
    """Give what stands beside the cells; damaged markup of a drawing is read as it is."""
    for name, data in sorted(parts.items()):
        if data and _DRAWING.fullmatch(name):
            yield _said(data, "t", {"p", "br"})
        elif data and _ASIDE.fullmatch(name):
            yield words(data)
        elif _OLD_DRAWING.fullmatch(name):
            yield _MARKUP.sub(b" ", data).decode("utf-8", "replace")
    yield _said(parts["xl/workbook.xml"], "definedName", {"definedName"})


def _said(data: bytes, element: str, lines: Collection[str]) -> str:
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
        raise refuse("F12")

    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse a part to its end; `Refused` when it is damaged."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse("F12")  # calamine reads a UTF-16 part as empty
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # encodings nobody knows, too
        raise refuse("F12") from error


def trimmed(text: str) -> str:
    """Return the text of an element that does not ask to keep its outer spaces."""
    return text.strip(" \t\r\n")


def _shared_strings(parts: dict[str, bytes]) -> tuple[str, ...]:
    """Return the shared strings: runs of rich text joined, phonetic hints left out."""
    data = parts.get("xl/sharedstrings.xml")
    if data is None:
        return ()
    strings: list[str] = []
    run: list[str] = []
    state = {"hints": 0, "open": False, "trim": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            strings.append("")
        elif name == "rPh":
            state["hints"] += 1
        elif name == "t" and strings and not state["hints"]:
            state["open"], state["trim"] = True, attributes.get("xml:space") != "preserve"

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "rPh":
            state["hints"] -= 1
        elif name == "t" and state["open"]:
            text = "".join(run)
            strings[-1] += trimmed(text) if state["trim"] else text
            state["open"] = False
            run.clear()

    def characters(text: str) -> None:
        if state["open"]:
            run.append(text)

    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parse(parser, data)
    return tuple(strings)


def _saved_at(parts: dict[str, bytes]) -> datetime | None:
    """Return when the file says it was last saved; evidence, never proof."""
    data = parts.get("docprops/core.xml", b"")
    match = re.search(rb"<dcterms:modified[^>]*>([^<]{1,40})</dcterms:modified>", data)
    if not match:
        return None
    try:
        at = datetime.fromisoformat(match[1].decode("ascii").strip())
    except ValueError:
        return None
    return at if at.tzinfo and 2000 <= at.year <= 2999 else None  # as periods are
