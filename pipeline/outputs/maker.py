"""By what documents are drawn: the program and its code, the libraries, Python."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import __version__

_LIBRARIES = ("python-docx", "lxml", "xlsxwriter")  # those that draw
_ROOMS = ("outputs/report", "outputs/book", "outputs/clean.py", "outputs/around.py")
_OF_UNITS = ("outputs", "texts")  # what goes to units is not kept as it is drawn, words and all
_MARKS = "openpyxl"


@cache
def made_by() -> dict[str, str]:
    """Return all that decides how a value becomes bytes, by name."""
    return {
        "baocao06": __version__,
        "code": _code(_ROOMS),
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _version(name) for name in _LIBRARIES},
    }


@cache
def units_files_made_by() -> dict[str, str]:
    """Return all that decides how a file for a unit is drawn: the words of the program too."""
    return {**made_by(), "code": _code(_OF_UNITS), _MARKS: _version(_MARKS)}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _code(rooms: Iterable[str]) -> str:
    """Hash the code in some rooms of the program."""
    program = Path(__file__).parents[1]
    paths = [
        path
        for room in rooms
        for path in ([program / room] if room.endswith(".py") else (program / room).rglob("*.py"))
    ]
    whole = b"".join(path.read_bytes() for path in sorted(paths) if path.exists())
    return hashlib.sha256(whole.replace(b"\r\n", b"\n")).hexdigest()
