"""The files that an office is worked with: four to double-click on Windows, two that are typed.

`baocao06` typed in an office's folder hands over to the program, wherever that lies: a batch file
and a shell script, each of which looks for it. What is double-clicked is ASCII, whatever code page
a console has, and its Vietnamese is said by the program. No blocks in a batch file: a ")" in a
folder's name ends one. Double-clicked on a share it stands in no folder at all, so each goes to its
own (`pushd` gives a share a letter for the time being).
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from pipeline import texts

LAUNCHER, INSTALLER, SCRIPT = "baocao06.cmd", "CAI-DAT.cmd", "baocao06"
# What is typed, and which folder of the office is opened when it has been done.
CLICKED = {
    "0-Kiem-tra-may.cmd": ("doctor", ""),
    "1-Phat-bieu.cmd": ("templates", "input_templates"),
    "2-Tong-hop.cmd": ("merge", "output"),
    "3-Don-doc.cmd": ("remind", "output"),
}
_FIRST = r"""@echo off
rem Bam dup de chay: baocao06 {command}. Tep nay do chuong trinh ghi.
setlocal DisableDelayedExpansion
pushd "%~dp0"
if errorlevel 1 goto lost
"""
_RUN = r"""set "program=%~dp0{launcher}"
if exist "%program%" goto found
echo Khong thay {launcher} canh tep nay. Hay chep lai cho du.
set "code=2"
goto end
:found
cmd /d /c ""%program%" {command}"
set "code=%errorlevel%"
"""
_OPEN = r"""if %code% geq 2 goto end
if exist "%~dp0{folder}" start "" explorer "%~dp0{folder}"
"""
_LAST = r"""goto end
:lost
echo Khong mo duoc thu muc cua tep nay. Neu la o mang, hay kiem tra ket noi.
set "code=2"
:end
popd
echo.
echo Nhan mot phim bat ky de dong cua so nay.
pause >nul
exit /b %code%
"""


# Without `call` a batch file ends where it starts another: what that ends with is how both end.
_BATCH = r"""@echo off
rem Tep nay do chuong trinh ghi: go baocao06 o day thi chay chuong trinh, du no nam noi khac.
setlocal DisableDelayedExpansion
chcp 65001 >nul
if defined BAOCAO06_SOUGHT goto none
set "BAOCAO06_SOUGHT=1"
{sought}for %%I in (baocao06.exe) do set "program=%%~$PATH:I"
if not "%program%"=="" goto found
for %%I in (baocao06.cmd) do set "program=%%~$PATH:I"
if not "%program%"=="" goto found
:none
{said}exit /b 2
:found
"%program%" %*
"""
_SOUGHT = r"""set "program={place}\baocao06.cmd"
if exist "{place}\pipeline\launch.py" goto found
"""
_SHELL = r"""#!/bin/sh
# Written by the program: typed in this folder, it runs the program wherever that lies.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 2
for program in {places}; do
    [ -f "$program/pipeline/launch.py" ] && exec "$program/baocao06" "$@"
done
if [ -z "$BAOCAO06_SOUGHT" ] && found=$(command -v baocao06); then
    export BAOCAO06_SOUGHT=1
    exec "$found" "$@"
fi
cat >&2 <<'.'
{said}.
exit 2
"""


def installer(program: str) -> dict[str, bytes]:
    """Return the file that sets a program up, for beside the folder of this name."""
    launcher = rf"{program}\{LAUNCHER}"
    lines = _FIRST.format(command="setup") + _RUN.format(launcher=launcher, command="setup")
    return {INSTALLER: _as_batch(lines + _LAST)}


def _as_batch(lines: str) -> bytes:
    return lines.replace("\n", "\r\n").encode()


def clicked() -> dict[str, bytes]:
    """Return what is double-clicked, by its name: each types a command as one would there."""
    files = {}
    for name, (command, made) in CLICKED.items():
        lines = _FIRST.format(command=command) + _RUN.format(launcher=LAUNCHER, command=command)
        files[name] = _as_batch(lines + (_OPEN.format(folder=made) if made else "") + _LAST)
    return files


def called(folder: Path, program: Path) -> dict[str, bytes]:
    """Return what is typed in an office's folder, by its name.

    The program is looked for above the office and beside it, where it lies now (on the way from the
    office, which may be moved with it, and by its whole path, where only the office is moved), and
    on the PATH.
    """
    said = texts.launching.NOT_FOUND
    sought = "".join(_SOUGHT.format(place=place) for place in _windows_places(folder, program))
    errors = "".join(f"echo {line} 1>&2\n" for line in said.splitlines())
    places = " ".join(_shell_places(folder, program))
    return {
        LAUNCHER: _as_batch(_BATCH.format(sought=sought, said=errors)),
        SCRIPT: _SHELL.format(places=places, said=said + "\n").encode(),
    }


def _windows_places(folder: Path, program: Path) -> list[str]:
    """Name where the program may lie; nothing that a batch file may misread."""
    there = [str(place).replace("/", "\\") for place in _places(folder, program)]
    plain = [place for place in there if not set(place) & set('%"^!')]
    ways = [place if _is_whole(place) else rf"%~dp0{place}" for place in plain]
    return [*dict.fromkeys((r"%~dp0..", r"%~dp0..\baocao06", *ways))]


def _is_whole(place: str) -> bool:
    return place.startswith("\\") or place[1:2] == ":"


def _shell_places(folder: Path, program: Path) -> list[str]:
    there = [
        quoted if place.is_absolute() else f'"$here"/{quoted}'
        for place in _places(folder, program)
        for quoted in [shlex.quote(place.as_posix())]
    ]
    return [*dict.fromkeys(('"$here"/..', '"$here"/../baocao06', *there))]


def _places(folder: Path, program: Path) -> list[Path]:
    """Return the way from an office to the program, unless it is on another drive, and its path."""
    if not (program / LAUNCHER).is_file():  # an installed package: it is on the PATH
        return []
    whole = program.resolve()
    try:
        return [Path(os.path.relpath(whole, folder.resolve())), whole]
    except ValueError:
        return [whole]


def write_clicked(folder: Path, program: Path, *, filled: Path | None = None) -> None:
    """Write them into an office's folder, or into the one that is `filled` to take its place."""
    write_starters(filled or folder, clicked() | called(folder, program))


def lacking(folder: Path, program: Path) -> dict[str, bytes]:
    """Return those that an office made by an older program has not, by name."""
    files = clicked() | called(folder, program)
    return {name: content for name, content in files.items() if not (folder / name).exists()}


def write_starters(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by which an office is started."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
        if name == SCRIPT:
            (folder / name).chmod(0o755)
