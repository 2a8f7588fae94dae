"""What tests share: an office folder with the shipped declarations, and the typed command."""

import gc
import os
import sys

import net
import pytest
from typed import OfficeFolder

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


@pytest.fixture(autouse=True)
def all_that_is_left_opens():
    """Whatever a test is about: every document its commands left can be opened."""
    yield
    faults = net.faults()
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
        terminalreporter.write_line(f"{name}: {good}/{of} ({good / of:.0%})")


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
