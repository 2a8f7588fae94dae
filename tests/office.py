"""LibreOffice as a client of our files: it recalculates forms, draws them, and types into them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLERK = Path(__file__).with_name("clerk_in_office.py")


def find_soffice():
    """Find the program; tests that need it are marked `office` and fail where it is not."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.fail("LibreOffice is needed here; `-m 'not office'` leaves such tests out")
    return program


def convert(path: Path, format: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another format."""
    return convert_all([path], format, folder)[0]


def convert_all(paths: list[Path], format: str, folder: Path) -> list[Path]:
    """Convert several files in one start of LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [find_soffice(), "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", format, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    results = [folder / f"{path.stem}.{format.split(':')[0]}" for path in paths]
    for result in results:
        assert result.exists(), f"LibreOffice did not write {result.name}"
    return results


def type_in_office(jobs: list[dict], zone: str = "UTC", clerk: Path = CLERK) -> list[list]:
    """Let a clerk type into forms and save them; see clerk_in_office.py for a job.

    `zone` is that of the clerk's own clock, `clerk` another who knows more.
    """
    pythons = ["/usr/bin/python3", shutil.which("python3"), sys.executable]
    for python in filter(None, pythons):
        if subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            break
    else:
        pytest.fail("a Python with LibreOffice's UNO is needed here (package python3-uno)")
    done = subprocess.run(
        [python, str(clerk), find_soffice()],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=900,  # a guard against hanging
        env={"PATH": "/usr/bin:/bin", "HOME": str(Path.home()), "PYTHONUTF8": "1", "TZ": zone},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])
