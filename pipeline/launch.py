"""First use: make this folder's own Python environment from the lock, then run the program.

Run by path and with the standard library alone; `baocao06` and `baocao06.cmd` call it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.texts import screen  # noqa: E402

_CANNOT_RUN = 2


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing and run a command; `test` runs the tests."""
    testing = arguments[:1] == ["test"]
    locks = ["requirements.lock", *(["requirements-test.lock"] if testing else [])]
    environment = ROOT / ".venv"
    if not all(_is_stamped(environment, lock) for lock in locks):
        try:
            with _alone():
                _set_up(environment, locks)
        except (OSError, subprocess.CalledProcessError) as error:
            _keep_log(error)
            print(screen.SETUP_FAILED.format(log=_log()), file=sys.stderr)
            return _CANNOT_RUN
    if testing:
        os.chdir(ROOT)
        return _run(environment, ["-m", "pytest", *arguments[1:]])
    return _run(environment, ["-m", "pipeline", *arguments])


def _set_up(environment: Path, locks: Sequence[str]) -> None:
    import venv

    print(screen.SETTING_UP, file=sys.stderr)
    if not _is_stamped(environment, locks[0]):
        venv.EnvBuilder(clear=True, with_pip=True).create(environment)
    for lock in locks:
        if not _is_stamped(environment, lock):
            _install(environment, lock)
            # Last of all, so that an install cut short is done again.
            _stamp(environment, lock).write_bytes(_wanted(lock))


def _install(environment: Path, lock: str) -> None:
    command = [str(_python(environment)), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "-r", str(ROOT / lock)]
    wheels = ROOT / "wheels"
    if wheels.is_dir():  # a PC without internet is given its packages in this folder
        command += ["--no-index", "--find-links", str(wheels)]
    subprocess.run(command, check=True, capture_output=True, text=True, errors="replace")


def _stamp(environment: Path, lock: str) -> Path:
    return environment / f"{lock}.installed"


def _is_stamped(environment: Path, lock: str) -> bool:
    """Tell whether exactly this lock is installed, here, for this Python."""
    try:
        return _stamp(environment, lock).read_bytes() == _wanted(lock)
    except OSError:
        return False


def _wanted(lock: str) -> bytes:
    place = f"{ROOT}\n{sys.version_info.major}.{sys.version_info.minor}\n"
    return place.encode() + (ROOT / lock).read_bytes()


def _python(environment: Path) -> Path:
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return environment.joinpath(*inside)


def _run(environment: Path, arguments: Sequence[str]) -> int:
    command = [str(_python(environment)), "-P", "-X", "utf8", *arguments]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if sys.platform != "win32":
        os.execve(command[0], command, settings)
    return subprocess.call(command, env=settings)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other start is setting up here."""
    with (ROOT / ".setup.lock").open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _log() -> Path:
    return ROOT / ".venv" / "install.log"


def _keep_log(error: Exception) -> None:
    said = getattr(error, "stderr", None) or str(error)
    try:
        _log().parent.mkdir(exist_ok=True)
        _log().write_text(said, encoding="utf-8")
    except OSError:
        print(said, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
