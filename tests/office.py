"""LibreOffice as a client of our files: it recalculates a form and draws it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def find_soffice():
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(path: Path, format: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format; skipped where it is not there."""
    program = find_soffice()
    if not program:
        pytest.skip("LibreOffice is not on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", format, "--outdir", str(folder), str(path)]
    subprocess.run(
        command,
        check=True,
        timeout=120,
        capture_output=True,
        env=os.environ | {"HOME": str(folder)},
    )
    result = folder / f"{path.stem}.{format.split(':')[0]}"
    assert result.exists(), f"LibreOffice did not write {result.name}"
    return result
