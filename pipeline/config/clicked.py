"""The files of an office that are double-clicked on Windows, for who types no commands.

Their text is ASCII, whatever code page a console has: Vietnamese is said by the program. No blocks:
a ")" in a folder's name ends one. Double-clicked on a share they stand in no folder at all, so each
goes to its own (`pushd` gives a share a letter for the time being).
"""

from __future__ import annotations

import os
from pathlib import Path

LAUNCHER, INSTALLER = "baocao06.cmd", "CAI-DAT.cmd"
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
_SOUGHT = r"""set "program={place}\baocao06.cmd"
if exist "%program%" goto found
"""
_RUN = r"""for %%I in (baocao06.cmd) do set "program=%%~$PATH:I"
if not "%program%"=="" goto found
for %%I in (baocao06.exe) do set "program=%%~$PATH:I"
if not "%program%"=="" goto found
"""
_NONE = r"""echo Khong tim thay chuong trinh. Hay chep thu muc baocao06 vao canh thu muc nay.
set "code=2"
goto end
"""
_DONE = r""":found
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


def installer(program: str) -> dict[str, bytes]:
    """Return the file that sets a program up, for beside the folder of this name."""
    lines = _FIRST.format(command="setup") + f'set "program=%~dp0{program}\\{LAUNCHER}"\n'
    lines += 'if exist "%program%" goto found\n' + _NONE
    return {INSTALLER: _as_batch(lines + _DONE.format(command="setup") + _LAST)}


def _as_batch(lines: str) -> bytes:
    return lines.replace("\n", "\r\n").encode("ascii")


def clicked(folder: Path, program: Path) -> dict[str, bytes]:
    """Return each file by its name, for an office's folder and the program's.

    The program is looked for in and above the office, beside it, where it lies now and on the PATH.
    """
    places = [r"%~dp0..", r"%~dp0.", r"%~dp0..\baocao06", *_place(folder, program)]
    files = {}
    for name, (command, made) in CLICKED.items():
        lines = _FIRST.format(command=command)
        lines += "".join(_SOUGHT.format(place=place) for place in places)
        lines += _RUN + _NONE + _DONE.format(command=command)
        lines += (_OPEN.format(folder=made) if made else "") + _LAST
        files[name] = _as_batch(lines)
    return files


def _place(folder: Path, program: Path) -> list[str]:
    """Name where the program lies now, from the office; nothing that a batch file may misread."""
    if not (program / LAUNCHER).is_file():
        return []
    try:
        way = rf"%~dp0{os.path.relpath(program.resolve(), folder.resolve())}".replace("/", "\\")
    except ValueError:  # on another drive
        way = str(program.resolve())
    plain = way.removeprefix("%~dp0")
    return [way] if plain.isascii() and not set(plain) & set('%"^!') else []


def write_clicked(folder: Path, program: Path, *, filled: Path | None = None) -> None:
    """Write them into an office's folder, or into the one that is `filled` to take its place."""
    for name, content in clicked(folder, program).items():
        ((filled or folder) / name).write_bytes(content)
