"""The files that are double-clicked on Windows, read line by line, as no Windows is at hand."""

import re
import shutil
import sys
from pathlib import Path, PureWindowsPath

import pytest

from pipeline.cli.commands import commands
from pipeline.config import clicked as module
from pipeline.config.clicked import CLICKED, INSTALLER, clicked, installer, write_clicked

ROOT = Path(__file__).parents[1]
FILES = clicked(ROOT / "demo", ROOT) | installer("baocao06")


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


def places(content):
    return re.findall(r'^set "program=(.*)\\baocao06\.cmd"', content.decode("ascii"), re.M)


def test_the_program_is_found_where_it_lies_now(tmp_path):
    program = tmp_path / "chuong trinh (moi)"
    program.mkdir()
    shutil.copy(ROOT / "baocao06.cmd", program)
    for office, way in (
        (tmp_path / "van phong", r"%~dp0..\chuong trinh (moi)"),
        (program / "van phong", r"%~dp0.."),
        (tmp_path / "a" / "b", r"%~dp0..\..\chuong trinh (moi)"),
    ):
        office.mkdir(parents=True)
        write_clicked(office, program)
        for name in CLICKED:
            found = places((office / name).read_bytes())
            assert found[-1] == way and r"%~dp0." in found


@pytest.mark.parametrize("name", ["chương trình", "100%", "a^b", "a!b"])
def test_a_place_a_batch_file_may_misread_is_not_written(tmp_path, name):
    (tmp_path / name).mkdir()
    shutil.copy(ROOT / "baocao06.cmd", tmp_path / name)
    for content in clicked(tmp_path / "office", tmp_path / name).values():
        assert places(content) == [r"%~dp0..", r"%~dp0.", r"%~dp0..\baocao06"]


def test_a_program_on_another_drive(tmp_path, monkeypatch):
    shutil.copy(ROOT / "baocao06.cmd", tmp_path)

    def no_way(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(module.os.path, "relpath", no_way)
    content = clicked(tmp_path / "office", tmp_path)["2-Tong-hop.cmd"]
    assert PureWindowsPath(places(content)[-1]).is_absolute() or sys.platform != "win32"


def test_an_office_begins_with_them(tmp_path, office_folder):
    done = office_folder.run("init", tmp_path / "mới", "--office-of", "ha-tinh-2026")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "mới").glob("*.cmd")} == {*CLICKED}


def test_the_launcher_is_what_they_look_for():
    assert (ROOT / module.LAUNCHER).is_file()
