"""By what documents are drawn: the program and its code, the libraries, Python."""

from __future__ import annotations

import hashlib
import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import __version__

_LIBRARIES = ("python-docx", "lxml", "xlsxwriter")  # those that draw
_ROOMS = ("outputs/report", "outputs/book", "outputs/clean.py", "outputs/around.py")


@cache
def made_by() -> dict[str, str]:
    """Return all that decides how a value becomes bytes, by name."""
    return {
        "baocao06": __version__,
        "code": _drawing_code(),
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _version(name) for name in _LIBRARIES},
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _drawing_code() -> str:
    """Hash the code that draws."""
    program = Path(__file__).parents[1]
    paths = [
        path
        for room in _ROOMS
        for path in ([program / room] if room.endswith(".py") else (program / room).glob("*.py"))
    ]
    whole = b"".join(path.read_bytes() for path in sorted(paths) if path.exists())
    return hashlib.sha256(whole.replace(b"\r\n", b"\n")).hexdigest()
