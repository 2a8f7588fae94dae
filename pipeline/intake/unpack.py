"""Files that hold files: a .zip of forms and a saved mail are opened, each form or scan an arrival.

Whatever could be a report is taken out or answered, by its name or its content; letters and
signatures stay where they are and are counted. One budget holds for all that one file holds,
however deep: who exceeds it is refused as a whole, so that nothing is left out in silence.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from pipeline import texts
from pipeline.domain.finding import Finding
from pipeline.intake.container import MAX_ENTRIES, expands_gently, too_dense
from pipeline.intake.inbox import (
    MAX_BYTES,
    Arrival,
    Found,
    Inbox,
    Known,
    is_noise,
    turned_away,
)
from pipeline.intake.kinds import (
    could_hold_figures,
    entry_names,
    is_letter,
    is_mail,
    is_scan,
    is_text,
    is_workbook,
)
from pipeline.intake.refused import Refused

MAX_INSIDE = 200  # files taken out of one
MAX_INSIDE_BYTES = 4 * MAX_BYTES  # of all that is taken out of one
MAX_NESTING = 2  # a mail may hold a .zip; a .zip in that is not opened

_HEAD = 2048  # bytes that tell what a member is
_NAMED = re.compile(
    r"\.(?:xlsx?|xls[mb]|xlt[xm]?|ods|et|numbers|csv|zip|rar|7z|gz|eml|msg)$", re.IGNORECASE
)

_COMPANY = re.compile(  # goes along with a report: signatures, letters, films, programs' own
    r"\.(?:p7[sm]|asc|sig|docx?|rtf|odt|pptx?|pdf|jpe?g|png|gif|heic|svg|tiff?|bmp|emf|wmf|txt|html?"
    r"|ics|vcf|xml|json|mp[34]|m4a|mov|avi|wav|ttf|otf|lnk|url)$",
    re.IGNORECASE,
)
_OFFICE = frozenset({"[content_types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
_UTF8_NAME = 0x800  # of a .zip's flags: the name is marked as UTF-8

Held = Arrival | Finding | str  # taken, answered, or the name of what is passed over


def _as_it_is(arrival: Arrival) -> Arrival:
    """Leave an arrival its bytes."""
    return arrival


def unpack_all(
    found: Iterable[Found],
    forms: Collection[str] = (),
    set_down: Callable[[Arrival], Arrival] = _as_it_is,
) -> Inbox:
    """Return what was found, with the files opened that hold files.

    `forms` are hashes of files that were read as a form: no other lies in such a one. Each file is
    set down before the next is found, so that not all of their bytes need be held.
    """
    outside, within = list[Found](), list[Found]()
    for one in found:
        if isinstance(one, Finding | str):
            outside.append(one)
        elif isinstance(one, Known):
            within.append(one)
        else:
            opened = Inbox((one,), (), ()) if _is_form(one, forms) else unpack(one)
            within += (*map(set_down, opened.arrivals), *opened.findings, *opened.ignored)
    return Inbox.of((*outside, *within))


def unpack(arrival: Arrival) -> Inbox:
    """Return what a file holds, or the file itself when it is to be read as it is."""
    opening = _Opening()
    try:
        opening.open(arrival)
    except Refused as refused:
        return Inbox((), (turned_away(refused.code, arrival.file, **refused.details),), ())
    return Inbox(tuple(opening.arrivals), tuple(opening.findings), tuple(opening.ignored))


class _Opening:
    """Opens one file and what lies in it; spends one budget; `Refused` when that is exceeded."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.findings: list[Finding] = []
        self.ignored: list[str] = []
        self._seen = self._taken = self._bytes = 0
        self._names: set[str] = set()

    def open(self, arrival: Arrival, depth: int = 0, *, in_mail: bool = False) -> None:
        """Sort what a file holds; a file that holds nothing of use is itself to be read."""
        bag = _is_bag(arrival.content)
        mail = not bag and _is_mail(arrival)
        if depth == MAX_NESTING and (bag or mail):
            self.findings.append(turned_away("F06", arrival.file, why="depth"))
            return
        held = self._zipped(arrival) if bag else self._mailed(arrival, in_mail) if mail else []
        if all(isinstance(one, str) or _is_scan(one) for one in held):  # no form is in it
            self.arrivals.append(arrival)
            held = [one for one in held if isinstance(one, Arrival)]
        for one in held:
            if isinstance(one, Arrival):
                self.open(one, depth + 1, in_mail=in_mail or mail)
            elif isinstance(one, Finding):
                self.findings.append(one)
            else:
                self.ignored.append(one)

    def _zipped(self, arrival: Arrival) -> list[Held]:
        with zipfile.ZipFile(io.BytesIO(arrival.content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            self._see(len(entries))
            ordered = sorted(entries, key=lambda entry: entry.filename)
            return [self._entry(arrival, archive, entry) for entry in ordered]

    def _entry(self, outer: Arrival, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Held:
        """Take one file out of a .zip, looking at its first bytes before all of it is expanded.

        Never more is expanded than the directory says, and what it says is checked before.
        """
        name = self._name(outer, _called(entry))
        in_passing = _is_passed_over(name)
        named = _NAMED.search(name)
        shut = entry.flag_bits & 1 or not expands_gently(entry)
        if in_passing and (shut or _is_passed_over(name.rpartition("/")[0])):
            return name
        if entry.flag_bits & 1:
            return self._answer("F08", name)
        if not expands_gently(entry):
            return self._answer("F22", name)
        try:
            with archive.open(entry) as stream:
                head = b"" if named else stream.read(_HEAD)
                if in_passing and named:
                    head = stream.read(_HEAD)
                if not (named or could_hold_figures(head)):
                    if in_passing or not is_scan(head) or not self._has_room(entry):
                        return self._beside(name, head)
                    self._spend(entry.file_size)
                    return self._member(outer, name, head + stream.read(entry.file_size))
                if in_passing and not could_hold_figures(head):
                    return name
                if too_dense(entry.file_size, entry.compress_size):
                    raise Refused("F11", part=name.rpartition("/")[2])
                if entry.file_size > MAX_BYTES:
                    return self._answer("F03", name)
                self._spend(entry.file_size)
                content = head + stream.read(entry.file_size)
        except Refused:
            raise
        except Exception:  # zipfile meets damage with errors of many kinds
            return self._answer("F12", name)
        if in_passing:
            return self._answer("F23", name) if is_workbook(content) else name
        return self._member(outer, name, content)

    def _beside(self, name: str, head: bytes) -> Held:
        """Pass over what goes along with a form; what nobody can tell the kind of is named."""
        told = is_scan(head) or is_text(head) or _COMPANY.search(name) or _is_passed_over(name)
        return name if told or not head else self._answer("F07", name)

    def _mailed(self, arrival: Arrival, in_mail: bool) -> list[Held]:
        """Take attachments out of a saved mail; its newest Received header bounds the arrival.

        In a mail within a mail that header was not written by our server: the outer one's counts.
        """
        from pipeline.intake.mail import Mail  # most runs open none

        mail = Mail()
        try:
            parts = list(mail.attachments(arrival.content))
            received = arrival.mailed_at if in_mail else mail.received_at
        except Refused:
            raise
        except Exception:  # a mail nobody can read is refused by the reader as what it is
            return []
        self._see(len(parts))
        outer, held = replace(arrival, mailed_at=received), list[Held]()
        for number, (called, content) in enumerate(parts, start=1):
            name = self._name(
                outer, called or texts.spelling.NAMELESS_ATTACHMENT.format(number=number)
            )
            wanted = _NAMED.search(name) or could_hold_figures(content[:_HEAD])
            if _is_passed_over(name) and is_workbook(content):
                held.append(self._answer("F23", name))
                continue
            scan = is_scan(content[:_HEAD]) and self._fits(len(content))
            if _is_passed_over(name) or not (wanted or scan):
                held.append(self._beside(name, content[:_HEAD]))
                continue
            self._spend(len(content))
            held.append(self._member(outer, name, content))
        return held

    def _member(self, outer: Arrival, name: str, content: bytes) -> Held:
        """Return a member as an arrival, unless it is a letter or empty."""
        if is_letter(content) and not _NAMED.search(name):
            return name
        if not content:
            return self._answer("F02", name)
        self._take()
        sha256 = hashlib.sha256(content).hexdigest()
        return Arrival(name, outer.path, content, sha256, len(content), outer.mailed_at)

    def _answer(self, code: str, name: str) -> Finding:
        self._take()
        return turned_away(code, name)

    def _has_room(self, entry: zipfile.ZipInfo) -> bool:
        """Tell whether a scan may be taken: for one that is too much nobody refuses a form."""
        return not too_dense(entry.file_size, entry.compress_size) and self._fits(entry.file_size)

    def _fits(self, size: int) -> bool:
        whole = self._bytes + size <= MAX_INSIDE_BYTES // 2 and self._taken < MAX_INSIDE // 2
        return whole and size <= MAX_BYTES

    def _see(self, members: int) -> None:
        self._seen += members
        if self._seen > MAX_ENTRIES:
            raise Refused("F06", why="members")

    def _take(self) -> None:
        self._taken += 1
        if self._taken > MAX_INSIDE:
            raise Refused("F06", why="files")

    def _spend(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_INSIDE_BYTES:
            raise Refused("F06", why="bytes")

    def _name(self, outer: Arrival, name: str) -> str:
        """Return a member's path below `collected/`, which leads nowhere else and is its own."""
        pieces = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
        safe = "/".join(piece for piece in pieces if piece.strip(". ")) or "?"
        free, number = f"{outer.file}/{safe}", 1
        while free in self._names:
            number += 1
            free = f"{outer.file}/({number}) {safe}"
        self._names.add(free)
        return free


def _called(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is not marked as UTF-8 is in that, or in Windows' own."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_scan(held: Held) -> bool:
    return isinstance(held, Arrival) and is_scan(held.content)


def _is_bag(content: bytes) -> bool:
    """Tell whether a file is a .zip that is no office document itself; a damaged one is neither."""
    names = entry_names(content)
    return names is not None and not names & _OFFICE


def _is_mail(arrival: Arrival) -> bool:
    return is_mail(arrival.content[:_HEAD]) or is_called_mail(arrival)


def _is_form(arrival: Arrival, forms: Collection[str]) -> bool:
    return arrival.sha256 in forms and not is_called_mail(arrival)


def is_called_mail(arrival: Arrival) -> bool:
    """Tell whether a file is opened as a mail whatever it holds."""
    return arrival.file.casefold().endswith(".eml")


def _is_passed_over(name: str) -> bool:
    return any(is_noise(piece) for piece in name.split("/"))
