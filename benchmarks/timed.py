"""One command, run as a user's PC runs it, and how long it took."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Modules once compiled are kept so there, whatever this shell says.
_ENVIRONMENT = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def timed(command: list[str]) -> tuple[float, str]:
    """Run a command; return the seconds it took and what it printed."""
    began = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True)
    took = time.perf_counter() - began
    if ended.returncode not in (0, 1):
        raise SystemExit(ended.stdout + ended.stderr)
    return took, ended.stdout
