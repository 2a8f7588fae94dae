"""A workbook whose parts are kept as the bytes that are packed.

The library keeps each as text until all are written; with the sheets of a big office that takes
several times the room. What is packed is the same.
"""

from __future__ import annotations

from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.packager import Packager


class LeanWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook packed by parts of bytes, whose sheets go once they are packed."""

    def _store_workbook(self) -> None:
        super()._store_workbook()
        self.worksheets_objs.clear()  # they know the workbook, so nothing else would free them soon
        self.sheetnames.clear()

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):  # type: ignore[misc]
    def _filename(self, xml_filename: str) -> StringIO:
        part = _Part()
        self.filenames.append((part, xml_filename, True))  # True: what it holds is bytes
        return part


class _Part(StringIO):
    """What the library writes a part's text into."""

    def __init__(self) -> None:
        super().__init__()
        self._written = BytesIO()

    def write(self, said: str) -> int:
        return self._written.write(said.encode())

    def getvalue(self) -> bytes:  # type: ignore[override]
        """Hand over what was written: it is packed once, and takes no room any more."""
        written, self._written = self._written, BytesIO()
        return written.getvalue()
