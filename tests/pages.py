"""What stands on the pages of a document, as LibreOffice lays them out."""

import subprocess
from pathlib import Path

from office import convert_all

FEWEST = 60  # letters of a page that is worth its paper


def pages_of(paths: list[Path], folder: Path) -> dict[str, list[str]]:
    """Return the text of each page of each document, by the document's name."""
    return {
        path.stem: _texts(pdf)
        for path, pdf in zip(paths, convert_all(paths, "pdf", folder), strict=True)
    }


def _texts(pdf: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return said.stdout.decode("utf-8").split("\f")[:-1]


def letters(page: str) -> int:
    """Count the letters of a page."""
    return sum(map(str.isalpha, page))


def thin(pages: dict[str, list[str]]) -> list[tuple[str, int, int]]:
    """Name the pages that hold next to nothing: document, page, letters."""
    return [
        (name, number, letters(page))
        for name, texts in pages.items()
        for number, page in enumerate(texts, start=1)
        if letters(page) < FEWEST
    ]


def appendix_pages(texts: list[str]) -> tuple[int, int]:
    """Return how many pages the body takes, and how many its appendices."""
    first = next((at for at, page in enumerate(texts) if "(Kèm theo" in page), len(texts))
    return first, len(texts) - first
