"""Where the declarations, forms and wordings that come with the program lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.config.files import declared_files

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped() -> Path:
    """Return the folder of the shipped office: in the package once installed, or around it."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def wordings(*folders: str) -> Iterator[Path]:
    """Yield what is declared of forms and reports, not the forms made from it; of some kinds."""
    root = shipped() / "input_templates"
    for path in sorted(root.rglob("*")):
        if path.suffix in (".toml", ".md") and (not folders or path.parent.name in folders):
            yield path


def declarations() -> Iterator[Path]:
    """Yield the shipped office's declared files."""
    yield from declared_files(shipped() / "config.toml")
