"""One command, run as a user's PC runs it, and how long it took: only what did its work counts."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
# Modules once compiled are kept so there, whatever this shell says.
_ENVIRONMENT = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_WELL, _FOR_SOMEBODY, _NOT_MEASURED = 0, 1, 2


def timed(
    command: Sequence[str], *, writes: Sequence[Path] = (), for_somebody: bool = False
) -> tuple[float, str]:
    """Run a command; return the seconds it took and what it printed.

    It has worked when its exit status is 0, or 1 `for_somebody`, where the program is expected to
    leave something for a person to deal with, and when what it `writes` is there; nothing of that
    may lie there before. Else the benchmark ends with status 2: there is nothing to compare.
    """
    if there := [str(path) for path in writes if path.exists()]:
        stop(f"before it ran, these were there: {', '.join(there)}")
    began = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True)
    took = time.perf_counter() - began
    missing = [str(path) for path in writes if not path.exists()]
    if ended.returncode not in ((_WELL, _FOR_SOMEBODY) if for_somebody else (_WELL,)) or missing:
        print(ended.stdout, ended.stderr, sep="\n", file=sys.stderr)
        wanting = f", not written: {', '.join(missing)}" if missing else ""
        stop(f"`{' '.join(command)}` did not work: exit status {ended.returncode}{wanting}")
    return took, ended.stdout


@dataclass(frozen=True)
class Spent:
    """What a command and the processes it started took."""

    cpu: float  # seconds of the processor
    wall: float  # seconds
    memory: float  # MB, at most, of the largest of its processes
    said: str = ""  # what it printed


_COUNTED = """
import pathlib, resource, subprocess, sys
ended = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
pathlib.Path(sys.argv[1]).write_text(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(ended)
"""


def spent(
    command: Sequence[str], *, writes: Sequence[Path] = (), for_somebody: bool = False
) -> Spent:
    """Run a command as `timed` does; return what it and those it starts take of the machine.

    Windows does not tell it.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "spent"
        counted = [sys.executable, "-c", _COUNTED, str(told), *command]
        wall, said = timed(counted, writes=writes, for_somebody=for_somebody)
        cpu, peak = told.read_text().split()
    return Spent(float(cpu), wall, int(peak) / 1024, said)


def furnish(office: Path) -> None:
    """Give a new office's folder the shipped declarations and forms."""
    from pipeline.config.files import declared_files

    shutil.copytree(
        ROOT / "input_templates", office / "input_templates", ignore=shutil.ignore_patterns("20*")
    )
    for declared in declared_files(ROOT / "config.toml"):
        target = office / declared.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(declared, target)


def patched(form: bytes, old: Sequence[str], new: Sequence[str]) -> bytes:
    """Return a form with words in its cells replaced: to draw each one anew takes longer."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            text = source.read(part)
            for here, there in zip(old, new, strict=True):
                text = text.replace(here.encode(), there.encode())
            target.writestr(part, text)
    return out.getvalue()


def need(*libraries: str) -> None:
    """End the benchmark unless what it compares with is installed."""
    if missing := [name for name in libraries if find_spec(name) is None]:
        stop(
            f"not installed: {', '.join(missing)}. `./baocao06 test` (README) installs what the "
            "tests and the comparisons use; then run this with .venv/bin/python"
        )


def stop(why: str) -> NoReturn:
    """End the benchmark: nothing was measured."""
    print(f"Nothing measured: {why}", file=sys.stderr)
    sys.exit(_NOT_MEASURED)
