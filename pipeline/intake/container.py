"""The zip around a workbook, judged before anything in it is parsed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import texts
from pipeline.intake.clock import Stamp
from pipeline.intake.refused import Refused
from pipeline.intake.xml import (
    elements,
    must_be_shallow,
    parse,
    said_in,
    strict_parser,
    trimmed,
    words,
)

# Limits: several times what 2,348 real workbooks reached (docs/maintaining.md).
MAX_ENTRIES = 2_000
MAX_EXPANDED = 300 * 1024 * 1024
MAX_PART = 200 * 1024 * 1024
MAX_RATIO = 200  # of parts above 1 MB
MAX_DEPTH = 100  # of the XML of a document
# All that Excel, Windows, macOS and mail programs write; the other ways zipfile expands unasked,
# gigabytes of a kilobyte at the first byte that is read.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# What may hold words beside the cells: comments and their authors, diagrams, properties.
_ASIDE = re.compile(
    r"xl/(?:comments|threadedcomments)[^/]*|xl/(?:threadedcomments|persons|diagrams)/.*\.xml"
    r"|xl/(?:.*/)?comments/.*\.xml|(?:docprops|customxml)/.*\.xml"
)
# Text boxes, among the places of all shapes, and the titles of charts, among their values.
_DRAWING = re.compile(r"xl/(?:drawings|charts)/[^/]*\.xml")
_OLD_DRAWING = re.compile(r"xl/drawings/[^/]*\.vml")  # a web page's markup, often no strict XML
# What nobody reads here: pictures, previews, printers' settings, macros. It is not expanded.
_UNREAD = re.compile(
    r"(?:xl|docprops|customxml)/.*\.(?:png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|emz|wmz|svg|wdp|bin)"
    r"|docprops/thumbnail[^/]*|xl/(?:media|theme|embeddings|printersettings)/.*"
)
_STYLES = "xl/styles.xml"  # says one thing many thousand times, and honestly so
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP = re.compile(rb"<[^>]*>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's name and the part that holds it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A zip that passed, its sheets found through the workbook's relationships."""

    parts: dict[str, bytes]  # by folded name; empty where nobody reads them
    names: Mapping[str, str]  # as the zip spells them, by folded name
    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]  # shared by the cells of all sheets
    days_from_1904: bool
    stamp: Stamp
    has_macros: bool
    has_external_links: bool
    asides: tuple[str, ...]  # what comments and properties say

    def read(self, path: str) -> bytes:
        """Return a part's bytes."""
        return self.parts[path.casefold()]


def open_package(content: bytes) -> Package:
    """Check the container and find its sheets; `Refused` when anything about it is wrong."""
    names: dict[str, str] = {}
    parts = _parts(content, names)
    if "xl/workbook.xml" not in parts:
        raise Refused(_other_package(parts))
    workbook = elements(parts["xl/workbook.xml"])
    sheets = _sheets(parts, workbook)
    return Package(
        parts=parts,
        names=names,
        sheets=sheets,
        strings=_shared_strings(parts),
        days_from_1904=_days_from_1904(workbook),
        stamp=Stamp.of(parts.get("docprops/core.xml", b""), parts.get("docprops/app.xml", b"")),
        has_macros=any(name.endswith("vbaproject.bin") for name in parts),
        has_external_links=any(name.startswith("xl/externallinks/") for name in parts),
        asides=tuple(_asides(parts)),
    )


def open_document(content: bytes) -> None:
    """Check the container of a Word document and that each part is strict XML; or `Refused`."""
    parts = _parts(content, {})
    if "word/document.xml" not in parts:
        raise Refused("F12")
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            must_be_shallow(data, MAX_DEPTH)


def _other_package(parts: dict[str, bytes]) -> str:
    said = parts.get("mimetype", b"")
    if "xl/workbook.bin" in parts or said.startswith(_ODS):
        return "F09"  # .xlsb, .ods: a workbook, in a form without a trustworthy reader
    return "F07" if said or "[content_types].xml" in parts else "F40"


def _parts(content: bytes, names: dict[str, str]) -> dict[str, bytes]:
    """Expand all that is read; `names` is told how the zip spells each."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Refused("F11", part=texts.spelling.WHOLE_FILE)
            counted = 0
            for entry in entries:
                name = _folded(entry)
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise Refused("F08")
                if name in parts or ".." in name.split("/") or not expands_gently(entry):
                    raise Refused("F12")
                counted += 0 if _is_unread(name) else entry.file_size
                if counted > MAX_EXPANDED:
                    raise Refused("F11", part=name)
                parts[name] = b"" if _is_unread(name) else _part(archive, entry, name)
                names[name] = entry.filename
    except Refused:
        raise
    except Exception as error:  # zipfile meets damage with errors of many kinds
        raise Refused("F12") from error
    return parts


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return a package that passed with some parts changed, by folded name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, spelt in package.names.items():
            new.writestr(spelt, changed.get(name) or package.parts[name])
    return out.getvalue()


def _folded(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").casefold().lstrip("/")


def _is_unread(name: str) -> bool:
    return _UNREAD.fullmatch(name) is not None and name != "xl/workbook.bin"


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Expand one part, counting what really comes out: declared sizes lie."""
    dense = name != _STYLES and too_dense(entry.file_size, entry.compress_size)
    if entry.file_size > MAX_PART or dense:
        raise Refused("F11", part=name)
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise Refused("F12")
    return data


def expands_gently(entry: zipfile.ZipInfo) -> bool:
    """Tell whether a part is packed in a way that gives no more than is asked for."""
    return entry.compress_type in _METHODS


def too_dense(expanded: int, compressed: int) -> bool:
    """Tell whether a part grows more than any real one does."""
    return expanded > 1024 * 1024 and expanded > MAX_RATIO * max(compressed, 1)


Elements = Sequence[tuple[str, dict[str, str]]]


def _sheets(parts: dict[str, bytes], workbook: Elements) -> tuple[SheetPart, ...]:
    targets = {
        e.get("Id", ""): e.get("Target", "")
        for tag, e in elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if tag == "Relationship" and "worksheet" in e.get("Type", "")
    }
    found = []
    for tag, attributes in workbook:
        if tag != "sheet":
            continue
        relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        if relation not in targets:
            continue  # a chart sheet holds no cells
        target = targets[relation].replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        path = posixpath.normpath(path).casefold()
        if path not in parts:
            raise Refused("F12")
        hidden = attributes.get("state", "visible") != "visible"
        found.append(SheetPart(attributes.get("name", ""), path, hidden))
    if not found:
        raise Refused("F12")
    return tuple(found)


def _days_from_1904(workbook: Elements) -> bool:
    """Tell whether days are counted as old Macintosh workbooks count them."""
    return any(
        tag == "workbookPr" and attributes.get("date1904") in ("1", "true")
        for tag, attributes in workbook
    )


def _asides(parts: dict[str, bytes]) -> Iterator[str]:
    """Give what stands beside the cells; damaged markup of a drawing is read as it is."""
    for name, data in sorted(parts.items()):
        if data and _DRAWING.fullmatch(name):
            yield said_in(data, "t", {"p", "br"})
        elif data and _ASIDE.fullmatch(name):
            yield words(data)
        elif _OLD_DRAWING.fullmatch(name):
            yield _MARKUP.sub(b" ", data).decode("utf-8", "replace")
    yield said_in(parts["xl/workbook.xml"], "definedName", {"definedName"})


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
