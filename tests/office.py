"""LibreOffice as a client of our files: it recalculates a form and draws it."""

import shutil
import subprocess
from pathlib import Path

import pytest


def find_soffice():
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(path: Path, format: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format; skipped where it is not there."""
    return convert_all([path], format, folder)[0]


def convert_all(paths: list[Path], format: str, folder: Path) -> list[Path]:
    """Convert several files in one start of LibreOffice."""
    program = find_soffice()
    if not program:
        pytest.skip("LibreOffice is not on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", format, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    results = [folder / f"{path.stem}.{format.split(':')[0]}" for path in paths]
    for result in results:
        assert result.exists(), f"LibreOffice did not write {result.name}"
    return results
