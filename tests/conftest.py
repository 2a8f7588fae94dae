"""What tests share: an office folder with the shipped declarations, and the typed command."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything is at hand (.ci/run), a test that skips itself has failed."""
    report = yield
    if report.skipped and os.environ.get("BAOCAO06_NOTHING_SKIPPED"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


class OfficeFolder:
    """A compiler's folder, and the commands typed in it as a process of their own."""

    def __init__(self, root):
        self._at(root)
        shutil.copytree(
            ROOT / "input_templates",
            root / "input_templates",
            ignore=shutil.ignore_patterns("20*", "*.xlsx"),
        )
        shutil.copyfile(ROOT / "config.toml", root / "config.toml")
        self.collected.mkdir()
        self.output.mkdir()

    def _at(self, root):
        self.root = root
        self.collected, self.output = root / "collected", root / "output"

    def copy_to(self, root):
        """Copy the whole folder, ledger and all."""
        shutil.copytree(self.root, root)
        copy = OfficeFolder.__new__(OfficeFolder)
        copy._at(root)
        return copy

    def run(self, *words, path=None, **environment):
        """Type a command; returns the ended process with its text.

        Modules in `path` come before the program's own.
        """
        searched = os.pathsep.join(map(str, filter(None, (path, ROOT))))
        return subprocess.run(
            [sys.executable, "-P", "-m", "pipeline", *map(str, words)],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": searched, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,  # a guard against hanging, no measure of speed
        )

    def json(self, *words):
        """Type a command with --json; returns its object."""
        ended = self.run(*words, "--json")
        assert ended.returncode in (0, 1), ended.stderr
        return json.loads(ended.stdout)

    def templates(self, period, now):
        """Write the forms of a period; returns them by unit code."""
        ended = self.run("templates", period, "--now", now)
        assert ended.returncode == 0, ended.stderr
        folder = self.root / "input_templates" / "weekly" / period
        return {p.stem.removeprefix(f"{period}-"): p for p in sorted(folder.glob("*.xlsx"))}


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
    root = tmp_path / "văn phòng mẫu"
    root.mkdir()
    return OfficeFolder(root)
