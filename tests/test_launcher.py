"""The launcher sets itself up once, from its lock alone, and passes everything through."""

import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import launch

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
    assert "hash" in (house / "setup.log").read_text(encoding="utf-8").lower()
    assert start(house).returncode == 2, "a failed install must not count as done"


def test_the_windows_launcher_is_fit_for_windows():
    content = (ROOT / "baocao06.cmd").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 5
    text = content.decode("utf-8")
    assert text.index("chcp 65001") < next(i for i, c in enumerate(text) if ord(c) > 127)
    assert '"%~dp0pipeline\\launch.py" %*' in text
    # What Windows calls python without one being installed only opens its shop.
    assert "Microsoft Store" in text[text.index(":none") :]


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


# From here on the launcher is called in this process, with a Python that is quickly made and a pip
# that is told what happens to it: no network is asked, and none is missed.


class PipFails(launch.subprocess.CalledProcessError):
    """What pip says when it fails."""

    def __init__(self, said):
        super().__init__(1, "pip", "", said)


@pytest.fixture
def quick(tmp_path, monkeypatch, capfd):
    """A program's folder whose environments are made without pip, and what is said in it."""
    return Quick(tmp_path / "máy của huyện", monkeypatch, capfd)


class Quick:
    def __init__(self, root, monkeypatch, capfd):
        self.monkeypatch, self.capfd = monkeypatch, capfd
        self.made, self.fails, self.during = 0, None, None
        root.mkdir()
        (root / "requirements.lock").write_text("greeting==1.0\n")
        self.at(root)
        monkeypatch.setattr(launch, "_make", self.make)
        monkeypatch.setattr(launch, "_run_pip", self.pip)
        monkeypatch.setattr(launch, "_run", self.run)
        monkeypatch.setattr(launch.platform, "node", lambda: "MAY-1")

    def at(self, root):
        self.root = root
        self.monkeypatch.setattr(launch, "ROOT", root)

    @property
    def environment(self):
        return self.root / ".venv"

    def make(self, environment):
        venv.EnvBuilder(with_pip=False).create(environment)

    def pip(self, environment, lock):
        if self.during:
            self.during()
        if self.fails:
            raise self.fails
        self.made += 1
        word = re.search("==(.*)", lock.read_text())[1]
        place = self.packages(environment)
        (place / "greeting").mkdir()
        (place / "greeting" / "__init__.py").write_text(f"WORD = {word!r}")

    def packages(self, environment):
        return launch._packages(environment, launch._here())

    def run(self, environment, arguments):
        python = launch._python(environment)
        program = "import greeting; print(greeting.WORD)"
        try:
            done = subprocess.run([python, "-c", program], capture_output=True, text=True)
        except OSError:
            return None
        self.word = done.stdout.strip()
        return done.returncode

    def start(self, *words):
        """Start it; returns its exit code and what it said."""
        self.word = None
        code = launch.main(words)
        said = self.capfd.readouterr().err
        assert "Traceback" not in said
        return code, said

    def left(self):
        return {path.name for path in self.root.iterdir()} - {".setup.lock", "setup.log"}


WHOLE = {".venv", "requirements.lock"}
OFFLINE = PipFails("ERROR: NewConnectionError: Failed to establish a new connection")


def python_is_gone(environment):
    launch._python(environment).unlink()
    launch._python(environment).symlink_to("/nowhere/python3")


def python_is_half(environment):
    launch._python(environment).unlink()
    launch._python(environment).write_text("half a file")
    launch._python(environment).chmod(0o700)


def no_settings(environment):
    (environment / "pyvenv.cfg").unlink()


def a_package_is_gone(environment):
    shutil.rmtree(launch._packages(environment, launch._here()) / "greeting")


def the_stamp_is_gone(environment):
    launch._stamp(environment, "requirements.lock").unlink()


def it_is_a_file(environment):
    shutil.rmtree(environment)
    environment.write_text("")


BREAKS = (
    *(python_is_gone, python_is_half, no_settings),
    *(a_package_is_gone, the_stamp_is_gone, it_is_a_file),
)


@pytest.mark.parametrize("breaks", BREAKS)
def test_an_environment_broken_in_six_ways_is_made_anew(quick, breaks):
    assert quick.start()[0] == 0
    breaks(quick.environment)
    code, said = quick.start()
    assert (code, quick.word, quick.made) == (0, "1.0", 2)
    assert "đang cài đặt" in said and quick.left() == WHOLE
    assert quick.start() == (0, "")


@pytest.mark.parametrize("breaks", BREAKS)
def test_and_without_a_network_the_cause_is_said(quick, breaks):
    assert quick.start()[0] == 0
    breaks(quick.environment)
    quick.fails = OFFLINE
    code, said = quick.start()
    assert code == 2 and "không ra được Internet" in said and "setup.log" in said
    quick.fails = None
    assert quick.start()[0] == 0 and quick.left() == WHOLE


def test_a_moved_folder_works_on_at_once(quick):
    assert quick.start()[0] == 0
    quick.root.rename(moved := quick.root.with_name("nơi mới"))
    quick.at(moved)
    quick.fails = OFFLINE
    assert quick.start() == (0, "") and quick.word == "1.0"


def test_an_environment_stamped_by_an_older_program_works_on(quick):
    assert quick.start()[0] == 0
    stamp = launch._stamp(quick.environment, "requirements.lock")
    lock = (quick.root / "requirements.lock").read_bytes()
    stamp.write_bytes(f"/where/it/lay\n{launch._here()}\n".encode() + lock)
    quick.fails = OFFLINE
    assert quick.start() == (0, "")


def test_a_newer_program_without_network_goes_on_with_what_there_is(quick):
    assert quick.start()[0] == 0
    (quick.root / "requirements.lock").write_text("greeting==2.0\n")
    quick.fails = OFFLINE
    code, said = quick.start()
    assert (code, quick.word) == (0, "1.0") and "Tạm dùng các gói" in said
    assert quick.start("setup")[0] == 2, "nothing new was set up"
    quick.fails = None
    code, said = quick.start()
    assert (code, quick.word) == (0, "2.0") and quick.left() == WHOLE


def test_another_machines_environment_is_left_to_it(quick):
    """The program lies on a share: each machine makes its own, and neither spoils the other's."""
    assert quick.start()[0] == 0
    python_is_gone(quick.environment)
    quick.monkeypatch.setattr(launch.platform, "node", lambda: "MAY-2")
    assert quick.start()[0] == 0
    assert quick.left() == {*WHOLE, ".venv-MAY-2"}
    assert quick.start() == (0, "")


def test_a_renewed_python_gets_its_own_packages(quick):
    assert quick.start()[0] == 0
    quick.monkeypatch.setattr(launch, "_here", lambda: "3.99")
    assert launch._fit(["requirements.lock"]) == quick.environment, "of another Python than ours"
    quick.monkeypatch.setattr(launch.sys, "prefix", str(quick.environment))
    assert launch._fit(["requirements.lock"]) is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PipFails("Temporary failure in name resolution"), "không ra được Internet"),
        (PipFails("[Errno 11001] getaddrinfo failed"), "không ra được Internet"),
        (PipFails("ProxyError('Cannot connect to proxy.', NewConnectionError(…))"), "proxy"),
        (PipFails("Tunnel connection failed: 407 Proxy Authentication Required"), "proxy"),
        (PipFails("SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED"), "chứng thực"),
        (PipFails("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE"), "mã băm"),
        (PipFails("ERROR: No matching distribution found for numpy==2.5.5"), "Python 3."),
        (PipFails("OSError: [Errno 28] No space left on device"), "ổ đĩa đầy"),
        (PipFails("OSError: [WinError 112] There is not enough space on the disk"), "ổ đĩa đầy"),
        (PipFails("PermissionError: [WinError 5] Access is denied: 'numpy.pyd'"), "không được ghi"),
        (OSError(28, "No space left on device"), "ổ đĩa đầy"),
        (PermissionError(13, "Permission denied"), "không được ghi"),
        (OSError(30, "Read-only file system"), "chỉ cho đọc"),
        (OSError(36, "File name too long"), "quá dài"),
        (ModuleNotFoundError("No module named 'ensurepip'"), "apt install python3-venv"),
        (PipFails("something nobody has seen"), "ngoài dự kiến"),
    ],
)
def test_the_cause_is_said_in_one_sentence(quick, error, said):
    quick.fails = error
    code, answer = quick.start()
    assert code == 2 and said in answer
    assert answer.count("Chưa cài đặt được") == 1
    assert len(answer.splitlines()) == 3, "what begins, the cause, where the rest is"
    assert str(error) in (quick.root / "setup.log").read_text(encoding="utf-8")


def test_a_folder_that_may_not_be_written(quick, monkeypatch):
    opened = Path.open

    def refused(self, mode="r", *words, **settings):
        if mode[0] in "wxa":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, mode, *words, **settings)

    monkeypatch.setattr(Path, "open", refused)
    code, said = quick.start()
    assert code == 2 and "không được ghi" in said


def test_a_folder_moved_while_it_is_set_up(quick):
    moved = quick.root.with_name("nơi mới")
    quick.during = lambda: quick.root.rename(moved)
    code, said = quick.start()
    assert code == 2 and "Chưa cài đặt được" in said
    quick.at(moved)
    quick.during = None
    assert quick.start()[0] == 0 and quick.left() == WHOLE


def test_ctrl_c_while_it_is_set_up(quick):
    assert quick.start()[0] == 0
    (quick.root / "requirements.lock").write_text("greeting==2.0\n")
    quick.fails = KeyboardInterrupt()
    code, said = quick.start()
    assert code == 2 and said.splitlines()[-1].startswith("Đã dừng cài đặt")
    assert launch._installed_lock(quick.environment, "requirements.lock") == b"greeting==1.0\n"


class Killed(BaseException):
    """The process is gone: nothing after this is done."""


@pytest.mark.parametrize("step", range(1, 12))
def test_killed_anywhere_a_set_up_is_ended_or_begun_again(quick, step):
    """Before each step that renames or removes, or while pip runs."""
    assert quick.start()[0] == 0
    (quick.root / "requirements.lock").write_text("greeting==2.0\n")
    taken = 0

    def counted(act):
        def does(*words, **settings):
            nonlocal taken
            taken += 1
            if taken == step:
                raise Killed
            return act(*words, **settings)

        return does

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", counted(Path.replace))
        patch.setattr(Path, "write_bytes", counted(Path.write_bytes))
        patch.setattr(launch.shutil, "rmtree", counted(shutil.rmtree))
        patch.setattr(launch, "_make", counted(quick.make))
        patch.setattr(launch, "_run_pip", counted(quick.pip))
        try:
            ended = launch.main([]) == 0
        except Killed:
            ended = False
    assert ended == (taken < step)
    quick.fails = OFFLINE
    code, _ = quick.start()
    assert (code, quick.word) in ((0, "1.0"), (0, "2.0")), "what worked is kept"
    quick.fails = None
    assert quick.start()[0] == 0 and quick.word == "2.0"
    assert quick.start()[0] == 0 and quick.left() == WHOLE


def test_two_set_ups_at_once_one_waits(quick):
    """In two threads: each has the lock's file open by itself, as two processes have."""
    begun, go_on = threading.Event(), threading.Event()

    def during():
        begun.set()
        assert go_on.wait(30)

    quick.during = during
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(launch.main, [])
        assert begun.wait(30)
        second = pool.submit(launch.main, [])
        until = time.monotonic() + 30
        said = ""
        while "đang chờ" not in said and time.monotonic() < until:
            said += quick.capfd.readouterr().err
            time.sleep(0.05)
        go_on.set()
        assert (first.result(60), second.result(60)) == (0, 0)
    assert said.count("đang chờ") == 1 and quick.made == 1


def test_a_lock_that_cannot_be_taken_at_all_is_no_waiting(quick, monkeypatch):
    import fcntl

    def no_locks(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    code, said = quick.start()
    assert code == 2 and "Chưa cài đặt được" in said


PATIENT = """
import time
try:
    print("on", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("stopped")
    raise SystemExit(7)
"""


def heeds_ctrl_c():
    """Tests that run in the background were told to ignore it, and so would all they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to a group")
def test_ctrl_c_is_answered_by_the_program_alone(tmp_path):
    """As on Windows, where the launcher stays and waits."""
    waiting = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    waiting += "from pipeline.launch import _waited_for\n"
    waiting += f"sys.exit(_waited_for([sys.executable, '-c', {PATIENT!r}], {{}}))"
    with subprocess.Popen(
        [sys.executable, "-c", waiting],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeds_ctrl_c,
    ) as process:
        assert process.stdout.readline() == "on\n"
        os.killpg(process.pid, signal.SIGINT)
        said, complained = process.communicate(timeout=60)
    assert (process.returncode, said, complained) == (7, "stopped\n", "")
