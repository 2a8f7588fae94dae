"""A folder for a PC without network: tried with packages that lie at hand, on this system."""

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from test_launcher import start, wheel

from pipeline.config.clicked import INSTALLER
from pipeline.domain.finding import BaocaoError
from pipeline.recipes import pack as module
from pipeline.recipes.pack import PYTHONS, lock_for, pack_program

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SAYS = "import greeting, sys\nprint(greeting.WORD, *sys.argv[1:])\n"


@pytest.fixture
def program(tmp_path):
    """A program that needs one small package, and a folder with that."""
    root = tmp_path / "chương trình"
    shutil.copytree(ROOT / "pipeline", root / "pipeline")
    for name in ("baocao06", "baocao06.cmd", "config.toml"):
        shutil.copy(ROOT / name, root)
    (root / "pipeline" / "__main__.py").write_text(SAYS, encoding="utf-8")
    (root / "collected").mkdir()
    (root / "collected" / "của đơn vị.xlsx").write_text("nobody else's")
    (root / "requirements.lock").write_text(wheel(tmp_path / "gói", "1.0", "xin chào"))
    return root


def test_the_packed_folder_sets_itself_up_without_network(program, tmp_path):
    target = tmp_path / "đĩa rời" / "bộ cài"
    packed = pack_program(program, target, ["3.11", "3.13"], tmp_path / "gói")
    assert (packed.packages, packed.pythons) == (1, ("3.11", "3.13"))
    assert {path.name for path in target.iterdir()} == {"baocao06", INSTALLER}
    assert [path.name for path in target.parent.iterdir()] == ["bộ cài"]
    there = target / "baocao06"
    assert not (there / "collected").exists() and (there / "config.toml").is_file()
    assert [path.name for path in (there / "wheels").iterdir()] == ["greeting-1.0-py3-none-any.whl"]
    shutil.rmtree(tmp_path / "gói")
    moved = tmp_path / "máy kia"
    there.rename(moved)
    done = start(moved, "setup")
    assert done.returncode == 0 and "dùng được ngay" in done.stderr, done.stderr
    assert start(moved, "merge").stdout == "xin chào merge\n"


@pytest.mark.parametrize("spoil", ["hash", "none"])
def test_a_package_that_is_not_the_locked_one_is_refused(program, tmp_path, spoil):
    if spoil == "hash":
        lock = program / "requirements.lock"
        lock.write_text(re.sub("[0-9a-f]{64}", "0" * 64, lock.read_text()))
    else:
        next((tmp_path / "gói").iterdir()).unlink()
    with pytest.raises(BaocaoError, match=r"Chưa lập được bộ cài.*Python 3\.12") as refused:
        pack_program(program, tmp_path / "bộ cài", ["3.12"], tmp_path / "gói")
    assert ("mã băm" if spoil == "hash" else "không có gói dựng sẵn") in str(refused.value)
    assert not list(tmp_path.glob("*bộ cài*"))


def test_what_pip_fetched_is_held_against_the_lock_again(program, tmp_path, monkeypatch):
    def strange(command, **_):
        folder = Path(command[command.index("-d") + 1])
        (folder / "greeting-1.0-py3-none-any.whl").write_bytes(b"another")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(module.subprocess, "run", strange)
    with pytest.raises(BaocaoError, match=r"greeting-1\.0-py3-none-any\.whl, greeting"):
        pack_program(program, tmp_path / "bộ cài", ["3.12"], None)
    assert not list(tmp_path.glob("*bộ cài*"))


def test_pip_is_asked_for_windows_and_a_python(program, tmp_path, monkeypatch):
    asked = []

    def told(command, **_):
        asked.append(command)
        return subprocess.CompletedProcess(command, 1, "", "NewConnectionError")

    monkeypatch.setattr(module.subprocess, "run", told)
    with pytest.raises(BaocaoError, match="không ra được Internet"):
        pack_program(program, tmp_path / "bộ cài", ["3.13", "3.14"], None)
    [command] = asked
    pairs = dict(pairwise(command))
    assert pairs["--platform"] == "win_amd64" and pairs["--python-version"] == "3.13"
    assert "--require-hashes" in command and "--no-index" not in command


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_of_each_python_names_every_package_once(python):
    names = re.findall(r"^([\w.-]+)==", lock_for(LOCK, python), re.M)
    assert sorted(names) == sorted({*re.findall(r"^([\w.-]+)==", LOCK, re.M)})
    assert ";" not in lock_for(LOCK, python)


def test_conditions_are_judged_for_the_other_pc():
    lock = "a==1 ; sys_platform == 'win32' and python_version >= '3.12' \\\n    --hash=sha256:0\n"
    lock += "b==1 ; sys_platform != 'win32' \\\n    --hash=sha256:0\nc==1 \\\n    --hash=sha256:0"
    assert re.findall(r"^(\w)==1", lock_for(lock, "3.12"), re.M) == ["a", "c"]
    assert re.findall(r"^(\w)==1", lock_for(lock, "3.11"), re.M) == ["c"]
    with pytest.raises(ValueError, match="extra"):
        lock_for("a==1 ; extra == 'x'", "3.12")


def test_it_is_typed(office_folder, tmp_path):
    unknown = office_folder.run("pack", tmp_path / "bộ cài", "--python", "2.7")
    assert unknown.returncode == 2 and "3.11, 3.12" in unknown.stderr
    none = tmp_path / "không có gói"
    none.mkdir()
    refused = office_folder.run("pack", tmp_path / "b", "--python", "3.12", "--wheels", none)
    assert refused.returncode == 2 and "Chưa lập được bộ cài" in refused.stderr
    assert not (tmp_path / "b").exists()


def test_a_program_installed_as_a_package_cannot_pack(tmp_path):
    with pytest.raises(BaocaoError, match=r"baocao06\.cmd"):
        pack_program(tmp_path, tmp_path / "b", PYTHONS, None)
