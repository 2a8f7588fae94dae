"""What tests share: an office folder with the shipped declarations, and the typed command."""

import contextlib
import gc
import os
import queue
import shutil
import subprocess
import sys
import time

import net
import pytest
from typed import ROOT, OfficeFolder, surroundings

# A machine may be told to keep no compiled modules: each process typed would compile the program.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
gc.set_threshold(50_000)  # as the program does: workbooks are many objects that all are kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything is at hand (.ci/run), a test that skips itself has failed."""
    report = yield
    if report.skipped and os.environ.get("BAOCAO06_NOTHING_SKIPPED"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


# Their preparing takes a minute or more: begun last, one process would end long after the others.
LONGEST = ("test_seeded.py", "test_half_year.py", "test_crash.py", "test_hostile.py")


def pytest_collection_modifyitems(items):
    """The longest files come first."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(autouse=True)
def all_that_is_left_opens(request):
    """Whatever a test is about: every document its commands left can be opened."""
    yield
    faults = net.faults(request.node.funcargs.get("validator"))
    if faults:
        pytest.fail("left in output/, and nobody can open it:\n" + "\n".join(faults))


_RATES = {}


@pytest.fixture(scope="session")
def rates():
    """Rates that are printed when all tests have run: by name, how many of how many."""
    return _RATES


def pytest_sessionfinish(session):
    """Hand the rates to the process that prints, when tests run in several."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["rates"] = _RATES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Take the rates of one of several processes."""
    _RATES.update(getattr(node, "workeroutput", {}).get("rates", {}))


def pytest_terminal_summary(terminalreporter):
    """Print the rates of mistakes caught and of honest forms let through."""
    for name, (good, of) in sorted(_RATES.items()):
        terminalreporter.write_line(f"{name}: {good}/{of} ({good / of:.1%})")


@pytest.fixture(scope="session")
def validator():
    """Microsoft's Open XML validator; a test that asks for it lets it see what it leaves, too."""
    program = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not program:
        pytest.fail("the Open XML SDK validator is needed here; .ci/run installs it")
    return program


@pytest.fixture(scope="session")
def short_demo(tmp_path_factory):
    """Where the six weeks of `demo --short` were played, once for all processes; only to be read.

    What was said on the screen lies beside it.
    """

    def play(folder):
        done = OfficeFolder(folder).run("demo", "mẫu", "--short")
        assert done.returncode == 0, done.stderr
        (folder / "screen.txt").write_text(done.stdout, encoding="utf-8")

    return once_for_all(play, tmp_path_factory, "sáu tuần") / "mẫu"


def once_for_all(make, tmp_path_factory, name):
    """Make a folder in the first process that asks for it; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made, failed = folder / "made", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 900
        while not made.exists():
            assert not failed.exists() and time.monotonic() < until, f"not made: {folder}"
            time.sleep(0.1)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    made.touch()
    return folder


@pytest.fixture(scope="session")
def make_office():
    """Make office folders."""
    return OfficeFolder


@pytest.fixture
def office_folder(tmp_path):
    """An office folder with spaces and accents in its name."""
    return OfficeFolder(tmp_path / "văn phòng mẫu")


@pytest.fixture(scope="module")
def new_office(tmp_path_factory):
    """Office folders of a module, each prepared once and copied by the tests that go on in it."""
    return lambda: OfficeFolder(tmp_path_factory.mktemp("chuẩn bị") / "văn phòng mẫu")


@pytest.fixture
def killers():
    """Two processes that run commands and kill them at a step (killed_at.py)."""
    with contextlib.ExitStack() as stack:
        ours = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-P", ROOT / "tests" / "killed_at.py"],
                    env=surroundings(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        idle = queue.SimpleQueue()
        for one in ours:
            idle.put(one)
        yield idle
        for one in ours:
            one.stdin.close()
