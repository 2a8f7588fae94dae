"""The files that are double-clicked on Windows, read line by line, as no Windows is at hand."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.commands import commands
from pipeline.config import clicked as module
from pipeline.config.clicked import (
    CLICKED,
    INSTALLER,
    LAUNCHER,
    SCRIPT,
    called,
    clicked,
    installer,
    write_clicked,
)
from pipeline.texts.launching import NOT_FOUND

ROOT = Path(__file__).parents[1]
FILES = clicked() | installer("baocao06")


@pytest.fixture(params=FILES)
def lines(request):
    """The lines of one of them."""
    content = FILES[request.param]
    assert content.count(b"\r\n") == content.count(b"\n") > 10
    return content.decode("ascii").split("\r\n")


def test_each_types_a_command_there_is(lines):
    typed = [line for line in lines if line.startswith("cmd /d /c ")]
    assert len(typed) == 1
    [words] = re.findall(r'^cmd /d /c ""%program%" (.+)"$', typed[0])
    if words == "setup":  # the launcher's own
        assert FILES[INSTALLER].count(b" setup") == 3 - 1
        return
    name, *options = words.split()
    known = {one for parameter in commands.get_command(None, name).params for one in parameter.opts}
    assert {*options} <= known


def test_no_path_is_unquoted(lines):
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line.replace('""%program%"', '"'))
        assert line.count('"') % 2 == 0, line
        assert not re.search(r"%~dp0|%program%(?!:)|%%~", outside), line


def test_no_blocks_no_code_page_and_every_label_is_there(lines):
    text = "\n".join(lines)
    assert "chcp" not in text and not re.search(r"[()]", re.sub(r"\(baocao06\.\w+\)", "", text))
    labels = re.findall(r"^:(\w+)$", text, re.M)
    gone_to = set(re.findall(r"goto (\w+)", text))
    assert len(set(labels)) == len(labels) and gone_to <= {*labels}
    assert all(len(line) < 8000 for line in lines)
    assert all(len(line) <= 80 + len("echo ") for line in lines if line.startswith("echo "))


def test_each_goes_to_its_own_folder_and_keeps_the_window(lines):
    assert lines[0] == "@echo off" and 'pushd "%~dp0"' in lines
    assert lines.index('pushd "%~dp0"') < next(i for i, one in enumerate(lines) if "exist" in one)
    assert lines[-6:] == [
        "popd",
        "echo.",
        "echo Nhan mot phim bat ky de dong cua so nay.",
        "pause >nul",
        "exit /b %code%",
        "",
    ]
    assert all('set "code=' in before for before in before_end(lines))


def before_end(lines):
    """What stands before each way to the end that does not look at the code itself."""
    return [
        lines[i - 1]
        for i, one in enumerate(lines)
        if one == "goto end" and lines[i - 1][:2] != "if"
    ]


def test_the_made_folder_is_opened_only_when_it_was_made():
    for name, (_, folder) in CLICKED.items():
        text = FILES[name].decode("ascii")
        assert ("explorer" in text) == bool(folder)
        if folder:
            assert f'if exist "%~dp0{folder}" start "" explorer "%~dp0{folder}"' in text
            assert text.index("geq 2 goto end") < text.index("explorer")


def test_every_folder_it_opens_is_an_offices(office_folder):
    assert all((office_folder.root / made).is_dir() for _, made in CLICKED.values())


def places(folder, program):
    """Where the typed batch file looks for the program, in order."""
    text = called(folder, program)[LAUNCHER].decode()
    found = re.findall(r'^set "program=(.*)\\baocao06\.cmd"', text, re.M)
    assert re.findall(r'^if exist "(.*)\\pipeline\\launch\.py" goto found', text, re.M) == found
    return found


@pytest.fixture
def program(tmp_path):
    """A program that says how it was called, in a folder with spaces, a bracket and accents."""
    folder = tmp_path / "chương trình (mới)"
    (folder / "pipeline").mkdir(parents=True)
    (folder / "pipeline" / "launch.py").touch()
    shutil.copy(ROOT / LAUNCHER, folder)
    (folder / SCRIPT).write_text('#!/bin/sh\nprintf "%s|" "$PWD" "$@"; exit 7\n', encoding="utf-8")
    (folder / SCRIPT).chmod(0o755)
    return folder


def test_the_batch_file_looks_where_the_program_lies_now(tmp_path, program):
    way, whole = r"%~dp0..\chương trình (mới)", str(program).replace("/", "\\")
    first = [r"%~dp0..", r"%~dp0..\baocao06"]
    assert places(tmp_path / "văn phòng", program) == [*first, way, whole]
    assert places(program / "văn phòng", program) == [*first, whole]
    far = r"%~dp0..\..\chương trình (mới)"
    assert places(tmp_path / "a" / "b", program) == [*first, far, whole]


def test_the_batch_file_can_be_misread_nowhere(tmp_path, program):
    content = called(tmp_path / "văn phòng", program)[LAUNCHER]
    assert content.count(b"\r\n") == content.count(b"\n")
    before, after = content.split(b"chcp 65001 >nul\r\n")
    assert before.isascii() and not after.isascii()
    for line in after.decode().split("\r\n"):
        outside = re.sub(r'"[^"]*"', "", line)
        assert line.count('"') % 2 == 0 and not re.search(r"%~dp0|%program%", outside), line
        if line.startswith("echo "):
            assert not set(line.removesuffix(" 1>&2")) & set("()&|<>^%!"), line
    assert after.endswith(b':found\r\n"%program%" %*\r\n')
    assert after.index(b"BAOCAO06_SOUGHT=1") < after.index(b"PATH:I"), "it never starts itself anew"


@pytest.mark.parametrize("name", ["100%", "a^b", "a!b"])
def test_a_place_a_batch_file_may_misread_is_not_written(tmp_path, name):
    (tmp_path / name).mkdir()
    shutil.copy(ROOT / LAUNCHER, tmp_path / name)
    assert places(tmp_path / "office", tmp_path / name) == [r"%~dp0..", r"%~dp0..\baocao06"]


def test_a_program_on_another_drive(tmp_path, program, monkeypatch):
    def no_way(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(module.os.path, "relpath", no_way)
    whole = str(program).replace("/", "\\")
    assert places(tmp_path / "văn phòng", program)[2:] == [whole]


def typed(office, *words, **environment):
    """Type ./baocao06 in an office's folder."""
    surroundings = {**os.environ, "PATH": "/usr/bin:/bin", **environment}
    return subprocess.run(
        ["./baocao06", *words],
        cwd=office,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_program_is_found_wherever_the_office_goes(tmp_path, program):
    office = tmp_path / "văn phòng"
    office.mkdir()
    write_clicked(office, program)
    there = tmp_path / "ổ khác" / "2026" / "văn phòng"
    there.parent.mkdir(parents=True)
    office.rename(there)  # the office alone
    done = typed(there, "status", "tuần 12")
    assert (done.stdout, done.returncode) == (f"{there}|status|tuần 12|", 7)
    both = tmp_path / "máy mới"
    both.mkdir()
    there.rename(both / "văn phòng")
    program.rename(both / program.name)  # both together, as they lay
    done = typed(both / "văn phòng", "merge")
    assert (done.stdout, done.returncode) == (f"{both / 'văn phòng'}|merge|", 7)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_program_that_is_nowhere_is_said_or_found_by_the_path(tmp_path, program):
    office = tmp_path / "văn phòng"
    office.mkdir()
    write_clicked(office, program)
    elsewhere = tmp_path / "nơi khác"
    program.rename(elsewhere)
    lost = typed(office, "status", PATH=f".:{office}:/usr/bin:/bin")  # it finds itself there
    assert (lost.stdout, lost.stderr, lost.returncode) == ("", NOT_FOUND + "\n", 2)
    assert max(map(len, NOT_FOUND.splitlines())) <= 80
    done = typed(office, "status", PATH=f"{elsewhere}:/usr/bin:/bin")
    assert (done.stdout, done.returncode) == (f"{office}|status|", 7)


def test_an_office_begins_with_them(tmp_path, office_folder):
    done = office_folder.run("init", tmp_path / "mới", "--office-of", "ha-tinh-2026")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "mới").glob("*.cmd")} == {*CLICKED, LAUNCHER}
    assert "có sẵn ở đó" in done.stdout and (tmp_path / "mới" / SCRIPT).is_file()


def test_the_launcher_is_what_they_look_for():
    assert (ROOT / LAUNCHER).is_file() and (ROOT / "pipeline" / "launch.py").is_file()
