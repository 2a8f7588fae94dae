"""The package, built and installed, works from any folder: what is declared travels in it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("pipeline", "input_templates", "plans", "schemas", "offices")
TOP = ("config.toml", "units.toml", "services.toml", "pyproject.toml", "setup.py", "README.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package, built offline from a copy of the source in which an office is at work."""
    pytest.importorskip("setuptools", minversion="77")
    source, built = tmp_path_factory.mktemp("nguồn"), tmp_path_factory.mktemp("gói")
    for name in filter(lambda name: (ROOT / name).is_dir(), PARTS):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in TOP:
        shutil.copyfile(ROOT / name, source / name)
    for unit in ("input_templates/weekly/2023-W12/2023-W12-thue.xlsx", "collected/thue.xlsx"):
        path = source / unit
        path.parent.mkdir(parents=True)
        path.write_bytes(b"what a unit reports")
    pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "-w", built, source)
    (made,) = built.glob("*.whl")
    return made


def pip(python, *words):
    command = [sys.executable, "-m", "pip", "--python", python, *words]
    command += ["--quiet", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A new environment with the package; of its dependencies those that are here."""
    environment = tmp_path_factory.mktemp("môi trường")
    venv.create(environment, with_pip=False)
    inside = environment / ("Scripts" if os.name == "nt" else "bin")
    pip(inside / "python", "install", "--no-deps", wheel)
    packages = next(environment.rglob("site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return inside / "baocao06"


def type_in(program, folder, *words):
    folder.mkdir(exist_ok=True)
    environment = {key: said for key, said in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [program, *words],
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_the_package_holds_what_is_declared_and_nothing_units_sent(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    declared = {name for name in names if name.startswith("pipeline/shipped/")}
    there = [path for part in PARTS for path in (ROOT / part).rglob("*.*")]
    kept = (".toml", ".md", ".json", ".txt")
    shipped = {path.relative_to(ROOT) for path in there if path.suffix in kept}
    shipped |= {Path(name) for name in TOP[:3]}
    assert declared == {f"pipeline/shipped/{path.as_posix()}" for path in shipped}
    assert "pipeline/py.typed" in names and not [name for name in names if "thue" in name]


def test_the_sample_is_played_from_any_folder(installed, tmp_path):
    done = type_in(installed, tmp_path / "đâu đó", "demo", "mẫu", "--short")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "đâu đó/mẫu/output/2023-W13/bao-cao-2023-W13.docx").is_file()


def test_an_office_is_begun_and_used_from_any_folder(installed, tmp_path):
    words = ("--name", "Tổ công tác xã Mẫu", "--parent", "UBND xã Mẫu", "--place", "Mẫu")
    program = [installed, "init", "văn phòng", *words]
    begun = subprocess.run(
        program, cwd=tmp_path, input="Phòng Một\n\n\nn\n", text=True, encoding="utf-8"
    )
    assert begun.returncode == 0
    made = type_in(installed, tmp_path / "văn phòng", "templates", "2027-W02")
    assert made.returncode == 0 and "2027-W02-phong-mot.xlsx" in made.stdout, made.stderr
