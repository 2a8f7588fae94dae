"""Where an office's folder is."""

from __future__ import annotations

from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError


def find_office(start: Path) -> Path:
    """Return the folder that holds `config.toml`, here or above."""
    for folder in (start, *start.parents):
        if (folder / "config.toml").is_file():
            return folder
    raise BaocaoError(texts.config.NO_OFFICE.format(folder=start))
