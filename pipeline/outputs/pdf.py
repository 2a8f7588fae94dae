"""A Word report as PDF/A, its fonts embedded, made by LibreOffice where the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

_PROGRAMS = ("soffice", "libreoffice")
_PATIENCE = 180  # seconds, by the clock on the wall; a report takes a few
_PDF_A_2B = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
_PDF_A = b"pdfaid:part"  # stands in the metadata of each PDF/A, never packed


def find_office_suite() -> Path | None:
    """Return where LibreOffice is: on the path, or where it installs itself."""
    on_path = (shutil.which(name) for name in _PROGRAMS)
    places = (*map(Path, filter(None, on_path)), *_usual_places())
    return next((place for place in places if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        if folder := os.environ.get(name):
            yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def as_pdf(document: bytes, suite: Path) -> bytes | None:
    """Return a Word document as PDF/A-2b; None where LibreOffice could not make one."""
    with TemporaryDirectory(prefix="baocao06-") as folder:
        source, made = Path(folder, "a.docx"), Path(folder, "a.pdf")
        source.write_bytes(document)
        profile = Path(folder, "profile").as_uri()  # a window that is open has its own
        command = [str(suite), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", _PDF_A_2B, "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
            content = made.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
    return content if _PDF_A in content else None
