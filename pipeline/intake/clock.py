"""What a file's own time of saving can mean, by the program that wrote it.

OOXML asks for UTC. Excel and openpyxl write it; LibreOffice writes the local time and marks it "Z"
all the same (measured with 7.4), and so did several libraries in their time. What nobody can tell
is an interval: a clerk is never late by a reading that only may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

NEVER = datetime(3000, 1, 1, tzinfo=UTC)  # no period is later
_YEARS = range(2000, 3000)  # as periods have them
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EXCEL = re.compile(r"1[2-9]\.\d{4}", re.ASCII)  # 2007 and later
_OPENPYXL = re.compile(r"[23]\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The earliest and the latest instant a file can have been saved, both in UTC."""

    earliest: datetime
    latest: datetime  # NEVER: nothing says that it was not saved again later


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file says of when it was saved, and by which program; evidence, never proof."""

    saved: str = ""
    created: str = ""
    edits: str = ""  # how often it was edited, as LibreOffice counts
    program: str = ""
    version: str = ""

    @classmethod
    def of(cls, core: bytes, app: bytes) -> Stamp:
        """Read the stamp from the two parts of a package that hold its properties."""
        return cls(
            saved=_said(core, b"modified"),
            created=_said(core, b"created"),
            edits=_said(core, b"revision"),
            program=_said(app, b"Application"),
            version=_said(app, b"AppVersion"),
        )

    def meant(self, zone: tzinfo) -> Span | None:
        """Return when the file can have been saved; `zone` is that of its sender's clock.

        None where it says nothing that can be understood, or a year that no period has.
        """
        match = _TIME.fullmatch(self.saved)
        if not match or int(match[1][:4]) not in _YEARS:
            return None
        try:
            at = datetime.fromisoformat(match[1])
            readings = [*self._readings(at, match[2], zone)]
        except ValueError:
            return None
        # Who saves a file notes it beside the time it was made: these are one where nobody did.
        latest = NEVER if self.saved == self.created else max(readings)
        return Span(min(readings), latest)

    def _readings(self, at: datetime, mark: str | None, zone: tzinfo) -> Iterable[datetime]:
        if mark and mark != "Z":
            return (datetime.fromisoformat(f"{at.isoformat()}{mark}").astimezone(UTC),)
        world = at.replace(tzinfo=UTC)
        # An hour that comes twice when summer time ends may be either.
        local = [at.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        if mark and self._writes_utc:
            return (world,)
        return local if self._writes_local_time else (world, *local)

    @property
    def _writes_utc(self) -> bool:
        """Whether it is a program known to write UTC.

        Libraries that draw new files pass themselves off as Excel; some wrote local time.
        """
        if "Openpyxl" in self.program:
            return True
        excel = self.program.startswith("Microsoft ") and "Excel" in self.program
        edited = bool(_EXCEL.fullmatch(self.version)) and self.saved != self.created
        return excel and (edited or bool(_OPENPYXL.fullmatch(self.version)))

    @property
    def _writes_local_time(self) -> bool:
        """Whether LibreOffice itself noted the time.

        What it saves unedited keeps the time that another program wrote, and counts no edit.
        """
        return self.program.startswith("LibreOffice/") and self.edits not in ("", "0")


def _said(part: bytes, name: bytes) -> str:
    match = re.search(rb"<(?:\w+:)?%b(?:\s[^<>]*)?>([^<]{1,200})</" % name, part)
    return match[1].decode("utf-8", "replace").strip() if match else ""
