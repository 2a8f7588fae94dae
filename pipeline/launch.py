"""First use: make this folder's own Python environment from the lock, then run the program.

Run by path and with the standard library alone; `baocao06` and `baocao06.cmd` call it. What works
is kept: a new environment is built beside, and takes the old one's place when it is whole.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.texts import launching  # noqa: E402

_DONE, _CANNOT_RUN = 0, 2
_LOCK, _TEST_LOCK = "requirements.lock", "requirements-test.lock"
# What a start of a venv's python.exe answers when the Python it was made with is gone.
_PYTHON_GONE = (101, 103)


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing and run a command; `setup` only sets up, `test` runs the tests."""
    word = arguments[0] if arguments else ""
    locks = [_LOCK, _TEST_LOCK] if word == "test" else [_LOCK]
    try:
        environment = None if word == "setup" else _fit(locks)
        for again in (False, True):
            environment = environment or _set_up(locks, anew=again or word == "setup")
            if environment is None:
                return _CANNOT_RUN
            if word == "setup":
                _say(launching.READY)
                return _DONE
            if (code := _run(environment, arguments)) is not None:
                return code
            environment = None  # its Python does not start
    except OSError as error:
        _tell(error)
    except KeyboardInterrupt:
        _say(launching.STOPPED)
    return _CANNOT_RUN


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _environments() -> tuple[Path, Path]:
    """Return where an environment may lie: the folder's own, and one of this machine alone."""
    machine = re.sub(r"\W", "-", platform.node())
    return ROOT / ".venv", ROOT / f".venv-{machine}"


def _fit(locks: Sequence[str]) -> Path | None:
    """Find an environment in which all locks are installed and whose Python starts here."""
    for environment in _environments():
        if all(_has(environment, lock) for lock in locks):
            _remove(_beside(environment, "old"))  # of a set-up that was killed at its end
            return environment
    return None


def _has(environment: Path, lock: str) -> bool:
    """Tell whether exactly a lock is installed, wherever the folder lay then, and still there."""
    return _installed_lock(environment, lock) == (ROOT / lock).read_bytes()


def _installed_lock(environment: Path, lock: str) -> bytes | None:
    """Return a lock as it was installed; None where what it brought or its Python is not there."""
    try:
        said = _stamp(environment, lock).read_bytes()
        _, python, rest = said.decode().split("\n", 2)
        packages, rest = rest.split("\n", 1) if rest.startswith("/") else ("", rest)
        there = {"", *(one.name for one in _packages(environment, python).iterdir())}
        whole = _starts(environment) and {*packages.split("/")} <= there
    except (OSError, ValueError):
        return None
    is_this = Path(sys.prefix) != environment or python == _here()  # its Python was renewed
    return rest.encode() if whole and is_this else None


def _starts(environment: Path) -> bool:
    """Tell whether the Python an environment was made with is on this machine."""
    said = (environment / "pyvenv.cfg").read_text(encoding="utf-8")
    home = re.search(r"^home\s*=\s*(.+)$", said, re.MULTILINE)
    python = _python(environment)
    if sys.platform == "win32":
        return python.is_file() and home is not None and Path(home[1], "python.exe").is_file()
    return home is not None and os.access(python, os.X_OK)


def _here() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _stamp(environment: Path, lock: str) -> Path:
    return environment / f"{lock}.installed"


def _python(environment: Path) -> Path:
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return environment.joinpath(*inside)


def _packages(environment: Path, python: str) -> Path:
    inside = ("Lib",) if sys.platform == "win32" else ("lib", f"python{python}")
    return environment.joinpath(*inside, "site-packages")


def _set_up(locks: Sequence[str], *, anew: bool) -> Path | None:
    """Make what is missing; None, the cause said, where it cannot be made and nothing else runs."""
    try:
        with _alone():
            for environment in _environments():
                _end_a_swap(environment)
            if not anew and (found := _fit(locks)):  # another start was quicker
                return found
            _say(launching.SETTING_UP)
            return _installed(locks, anew=anew)
    except (OSError, ImportError, subprocess.CalledProcessError) as error:
        _tell(error)
    older = next((one for one in _environments() if _installed_lock(one, _LOCK)), None)
    if older and locks == [_LOCK] and not anew:
        _say(launching.KEPT)
        return older
    return None


def _installed(locks: Sequence[str], *, anew: bool) -> Path:
    """Install locks: into an environment that has the first of them, or into a new one."""
    environment = None if anew else _fit(locks[:1])
    if environment:
        for lock in locks[1:]:
            _install(environment, lock)
        return environment
    own, of_this_machine = _environments()
    place = of_this_machine if own.is_dir() and not _is_ours(own) else own
    fresh = _beside(place, "new")
    shutil.rmtree(fresh, ignore_errors=True)  # of a set-up that was cut short
    _make(fresh)
    for lock in locks:
        _install(fresh, lock)
    if os.path.lexists(place):
        _remove(_beside(place, "old"))
        place.replace(_beside(place, "old"))
    fresh.replace(place)
    _remove(_beside(place, "old"))
    return place


def _is_ours(environment: Path) -> bool:
    """Tell whether an environment was made on this machine, or nobody knows where."""
    try:
        first = _stamp(environment, _LOCK).read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return True
    return first in (platform.node(), str(ROOT)) or bool(_installed_lock(environment, _LOCK))


def _beside(environment: Path, name: str) -> Path:
    return environment.with_name(f"{environment.name}.{name}")


def _remove(path: Path) -> None:
    """Take away a folder or whatever has its name; what is held by others stays until later."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif os.path.lexists(path):
            path.unlink()


def _end_a_swap(environment: Path) -> None:
    """Put in place what a start that was killed had ready, or put back what it had moved away."""
    fresh, old = _beside(environment, "new"), _beside(environment, "old")
    if not environment.exists():
        if fresh.is_dir() and _has(fresh, _LOCK):
            fresh.replace(environment)
        elif old.is_dir():
            old.replace(environment)


def _make(environment: Path) -> None:
    import ensurepip  # noqa: F401  (Debian may have the one without the other)
    import venv

    venv.EnvBuilder(with_pip=True).create(environment)


def _install(environment: Path, lock: str) -> None:
    _run_pip(environment, ROOT / lock)
    python = _here_in(environment)
    names = "/".join(("", *sorted(one.name for one in _packages(environment, python).iterdir())))
    said = f"{platform.node()}\n{python}\n{names}\n"
    # Last of all, so that an install cut short is done again.
    _stamp(environment, lock).write_bytes(said.encode() + (ROOT / lock).read_bytes())


def _here_in(environment: Path) -> str:
    """Return the version of Python an environment was made with."""
    said = (environment / "pyvenv.cfg").read_text(encoding="utf-8")
    found = re.search(r"^version\w*\s*=\s*(\d+\.\d+)", said, re.MULTILINE)
    return found[1] if found else _here()


def _run_pip(environment: Path, lock: Path) -> None:
    command = [str(_python(environment)), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--retries", "1", "--timeout", "15", "--only-binary", ":all:", "-r", str(lock)]
    wheels = ROOT / "wheels"
    if wheels.is_dir():  # a PC without internet is given its packages in this folder
        command += ["--no-index", "--find-links", str(wheels)]
    subprocess.run(command, check=True, capture_output=True, text=True, errors="replace")


def _tell(error: Exception) -> None:
    """Say in one sentence why the set-up failed, and where the rest is written."""
    outputs = (getattr(error, name, None) for name in ("stdout", "stderr"))
    said = "\n".join([*(str(one) for one in outputs if one), str(error)])
    number = error.errno if isinstance(error, OSError) else None
    words = {"python": _here(), "root": str(ROOT)}
    _say(launching.FAILED.format(cause=launching.cause(said, number).format(**words)))
    log = ROOT / "setup.log"
    try:
        log.write_text(said, encoding="utf-8")
    except OSError:
        print(said, file=sys.stderr)
    else:
        _say(launching.LOG.format(log=log))


def _run(environment: Path, arguments: Sequence[str]) -> int | None:
    """Run the program or its tests; None where the environment's Python does not start."""
    if testing := arguments[:1] == ["test"]:
        os.chdir(ROOT)
    words = ["-m", "pytest", *arguments[1:]] if testing else ["-m", "pipeline", *arguments]
    command = [str(_python(environment)), "-P", "-X", "utf8", *words]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    try:
        if sys.platform != "win32":
            os.execve(command[0], command, settings)
        code = _waited_for(command, settings)
    except OSError:
        return None
    return None if code in _PYTHON_GONE else code


def _waited_for(command: Sequence[str], settings: dict[str, str]) -> int:
    """Run a command to its end: Ctrl+C is heard by it too, and it is the one to answer."""
    with subprocess.Popen(command, env=settings) as process:
        while True:
            with suppress(KeyboardInterrupt):
                return process.wait()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other start is setting up here, and say so."""
    with (ROOT / ".setup.lock").open("a+b") as handle:
        said = False
        while not _is_locked(handle.fileno()):
            if not said:
                _say(launching.WAITING)
            said = True
            time.sleep(0.3)
        yield


def _is_locked(handle: int) -> bool:
    """Take the lock if nobody has it; the system lets go of it when a process dies."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
