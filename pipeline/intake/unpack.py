"""Files that hold files: a .zip of forms and a saved mail are opened, each form an arrival.

Only what could be a workbook is taken out; pictures and signatures stay where they are.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from pipeline.intake.inbox import MAX_BYTES, Arrival

MAX_INSIDE = 200  # files taken out of one
MAX_NESTING = 2  # a mail may hold a .zip; a .zip in that is not opened

_MAIL = re.compile(
    rb"(?:(?:return-path|received|from|to|date|subject|mime-version|delivered-to|message-id"
    rb"|dkim-signature|authentication-results|x-[\w-]+):[^\n]*\n)",
    re.IGNORECASE,
)
_WORKBOOK = re.compile(r"\.(?:xlsx|xlsm|xls|xlsb|ods|zip)$", re.IGNORECASE)


def unpack(arrival: Arrival, nesting: int = MAX_NESTING) -> tuple[Arrival, ...]:
    """Return what a file holds, or the file itself when it is to be read as it is."""
    inside = tuple(_inside(arrival)) if nesting else ()
    if not inside:
        return (arrival,)
    return tuple(taken for one in inside for taken in unpack(one, nesting - 1))


def _inside(arrival: Arrival) -> Iterator[Arrival]:
    if arrival.content.startswith(b"PK"):
        yield from _zipped(arrival)
    elif _MAIL.match(arrival.content.lstrip(b"\xef\xbb\xbf\r\n")):
        yield from _mailed(arrival)


def _zipped(arrival: Arrival) -> Iterator[Arrival]:
    """Take workbooks out of a .zip that is none itself; a damaged one is left to be refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(arrival.content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.casefold() for entry in entries}
            if "[content_types].xml" in names or "mimetype" in names:
                return  # an office document, not a bag of them
            wanted = [e for e in entries if _WORKBOOK.search(e.filename) and not e.is_dir()]
            sizes = [entry.file_size for entry in wanted]
            if len(wanted) > MAX_INSIDE or sum(sizes) > 4 * MAX_BYTES:
                return
            taken = []
            for entry in wanted:
                with archive.open(entry) as stream:
                    content = stream.read(entry.file_size + 1)
                if len(content) != entry.file_size:
                    return
                taken.append(_arrival(arrival, entry.filename, content))
    except Exception:  # zipfile meets damage with errors of many kinds
        return
    yield from sorted(taken, key=lambda one: one.file)


def _mailed(arrival: Arrival) -> Iterator[Arrival]:
    """Take attachments out of a saved mail; its newest Received header bounds the arrival."""
    try:
        mail = BytesParser(policy=policy.default).parsebytes(arrival.content)
        received = _received(mail.get_all("received") or [])
        for number, part in enumerate(mail.walk()):
            name = part.get_filename()
            if not name or not _WORKBOOK.search(name) or number > 20 * MAX_INSIDE:
                continue
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield replace(_arrival(arrival, name, content), mailed_at=received)
    except Exception:  # a mail nobody can read is refused by the reader as what it is
        return


def _received(headers: list[object]) -> datetime | None:
    """Return when the last server, ours, took the mail: the first header, after its last `;`."""
    for header in headers[:1]:
        try:
            at = parsedate_to_datetime(str(header).rpartition(";")[2].strip())
        except ValueError:
            return None
        return at if at.tzinfo else None
    return None


def _arrival(outer: Arrival, name: str, content: bytes) -> Arrival:
    safe = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")[-1]
    return replace(
        outer,
        file=f"{outer.file}/{safe}",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
