"""What was received is nobody's business but the office's: its memory is closed to other users."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_SYSTEM, _ADMINISTRATORS = "*S-1-5-18", "*S-1-5-32-544"  # the same in a Windows of any language


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can look into, or make it one; never those above it."""
    path.mkdir(mode=0o700, exist_ok=True)
    _restrict(path, 0o700)


def private_file(path: Path) -> None:
    """Make a file that only its owner can read, or make it one, before anything is written."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    _restrict(path, 0o600)


def _restrict(path: Path, mode: int) -> None:
    """Take a path's rights from others; on a disk that knows no rights it stays as it is."""
    with suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(icacls(path, os.getlogin()), capture_output=True, check=False)
        else:
            path.chmod(mode)


def icacls(path: Path, user: str) -> list[str]:
    """Return the command that leaves a path to a user, the system and who administers it."""
    inherited = "(OI)(CI)F" if path.is_dir() else "F"
    granted = (f"{who}:{inherited}" for who in (user, _SYSTEM, _ADMINISTRATORS))
    return ["icacls", str(path), "/inheritance:r", "/grant:r", *granted]
