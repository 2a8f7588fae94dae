"""The launcher sets itself up once, from its lock alone, and passes everything through."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
PROGRAM = """
import os, sys
import greeting
print("|".join(sys.argv[1:]), os.getcwd(), greeting.WORD, sep="\\n")
sys.exit(7)
"""


def wheel(folder, version, word):
    """Make a tiny package, so that nothing is fetched; returns its line of a lock."""
    folder.mkdir(exist_ok=True)
    name = f"greeting-{version}"
    files = {
        "greeting.py": f"WORD = {word!r}\n",
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: greeting\n"
        f"Version: {version}\n",
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}\n"
        for path, text in files.items()
    )
    path = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in files.items():
            archive.writestr(member, text)
        archive.writestr(f"{name}.dist-info/RECORD", record + f"{name}.dist-info/RECORD,,\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"greeting=={version} --hash=sha256:{digest}\n"


@pytest.fixture
def house(tmp_path):
    """The launcher in a folder with spaces and accents, before a program that says its words."""
    root = tmp_path / "máy của huyện"
    shutil.copytree(ROOT / "pipeline", root / "pipeline")
    shutil.copy(ROOT / "baocao06", root)
    (root / "pipeline" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    (root / "requirements.lock").write_text(wheel(root / "wheels", "1.0", "xin chào"))
    return root


def start(root, *words, cwd=None):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    return subprocess.run(
        [root / "baocao06", *words],
        cwd=cwd or root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_first_use_installs_and_passes_all_through(house, tmp_path):
    elsewhere = tmp_path / "nơi khác"
    elsewhere.mkdir()
    first = start(house, "merge", "hai từ", "--now=ngày", cwd=elsewhere)
    assert first.returncode == 7, first.stderr
    assert first.stdout.splitlines() == ["merge|hai từ|--now=ngày", str(elsewhere), "xin chào"]
    assert "Lần đầu chạy" in first.stderr
    second = start(house)
    assert (second.returncode, second.stderr) == (7, "")


def test_a_changed_lock_is_installed_anew(house):
    assert start(house).returncode == 7
    (house / "requirements.lock").write_text(wheel(house / "wheels", "2.0", "chào lại"))
    again = start(house)
    assert again.stdout.splitlines()[-1] == "chào lại"
    assert "Lần đầu chạy" in again.stderr


def test_an_install_cut_short_is_done_again(house):
    (house / ".venv" / "bin").mkdir(parents=True)
    (house / ".venv" / "bin" / "python").write_text("half a file")
    assert start(house).returncode == 7


def test_a_wrong_hash_is_refused_in_a_sentence(house):
    lock = house / "requirements.lock"
    lock.write_text(re.sub("[0-9a-f]{64}", "0" * 64, lock.read_text()))
    refused = start(house)
    assert refused.returncode == 2
    assert "Chưa cài đặt được" in refused.stderr and "Traceback" not in refused.stderr
    assert "hash" in (house / ".venv" / "install.log").read_text(encoding="utf-8").lower()
    assert start(house).returncode == 2, "a failed install must not count as done"


def test_the_windows_launcher_is_fit_for_windows():
    content = (ROOT / "baocao06.cmd").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 5
    text = content.decode("utf-8")
    assert text.index("chcp 65001") < next(i for i, c in enumerate(text) if ord(c) > 127)
    assert '"%~dp0pipeline\\launch.py" %*' in text


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_and_hashes_everything(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", ""))
    for entry in filter(None, map(str.strip, entries)):
        assert re.match(r"[\w.-]+==[\w.]+ ", entry), entry[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_locks_hold_all_that_is_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        declared["project"]["dependencies"],
        declared["project"]["dependencies"] + declared["dependency-groups"]["dev"],
    ]
    for name, dependencies in zip(LOCKS, wanted, strict=True):
        locked = re.findall(r"^([\w.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.M)
        assert {re.split(r"[><=;]", d)[0] for d in dependencies} <= set(locked)


def test_both_locks_agree():
    pins = [dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / n).read_text(), re.M)) for n in LOCKS]
    assert pins[0].items() <= pins[1].items()
