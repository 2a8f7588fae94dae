"""What kind of file bytes are, told by what they hold and never by a name."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.domain.submission import SCAN
from pipeline.intake.container import MAX_ENTRIES, too_dense

_LISTED = b"PK\x01\x02"  # begins each entry of a .zip's directory
_MULTITUDE = 10 * MAX_ENTRIES
_LARGE, _LARGE_EXPANDED = 5_000_000, 50_000_000  # bytes; a real form has 0.1 and 1 MB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")  # .rar, .7z, .gz
_TNEF = b"\x78\x9f\x3e\x22"  # winmail.dat: how Outlook wraps what is attached
_MAIL = re.compile(
    rb"(?:(?:return-path|received|from|to|date|subject|mime-version|delivered-to|message-id"
    rb"|dkim-signature|authentication-results|x-[\w-]+):[^\n]*\n)",
    re.IGNORECASE,
)


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
    return SCAN if head.startswith(b"%pdf") or is_scan(content) else "F07"


def is_mail(head: bytes) -> bool:
    """Tell whether a file begins as a saved mail does."""
    return _MAIL.match(head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


def could_hold_figures(head: bytes) -> bool:
    """Tell by its first bytes whether a file may be a workbook, or may hold one."""
    return head.startswith((b"PK", _OLE, _TNEF, *_PACKED)) or is_mail(head)


_SCANS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")


def is_scan(content: bytes) -> bool:
    """Tell whether a file is a picture or a PDF: what is signed, sealed and scanned."""
    bitmap = content[:2] == b"BM" and content[6:10] == b"\0\0\0\0"
    return bitmap or content.startswith(_SCANS) or content[4:12] in (b"ftypheic", b"ftypmif1")


def is_text(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a text that a person can read."""
    said = head.decode("utf-8", "ignore")
    return b"\0" not in head and len(said.encode()) > len(head) - 4


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a whole workbook, whatever it is called."""
    return "xl/workbook.xml" in (entry_names(content) or ())


def is_letter(content: bytes) -> bool:
    """Tell whether a file is a text or slides, which go along with a report and are none."""
    if content.startswith(_OLE):
        streams = ("WordDocument", "PowerPoint Document")
        return any(stream.encode("utf-16-le") in content for stream in streams)
    names = entry_names(content) or frozenset()
    return bool(names & {"word/document.xml", "ppt/presentation.xml"})


def is_heavy(content: bytes) -> bool:
    """Tell whether reading a file may take much memory: such ones are not read side by side."""
    if len(content) > _LARGE or content.count(_LISTED) > _MULTITUDE:
        return True
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except Exception:  # zipfile meets damage with errors of many kinds, as the reader will
        return False
    expanded = sum(part.file_size for part in parts)
    return expanded > _LARGE_EXPANDED or any(
        too_dense(part.file_size, part.compress_size) for part in parts
    )


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
