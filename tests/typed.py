"""A compiler's folder, and the commands typed in it: in this process, or as one of their own."""

import contextlib
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import net
from shipped import copy_declared

import pipeline.__main__
from pipeline.cli import commands

ROOT = Path(__file__).parents[1]
_TICK = 0.15  # seconds, from when a file is known by its listing: a run takes the same steps then
COMMAND = [sys.executable, "-P", "-m", "pipeline"]


class OfficeFolder:
    """An office's folder with the shipped declarations, and what is typed in it."""

    def __init__(self, root):
        self._at(root)
        root.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            ROOT / "input_templates",
            root / "input_templates",
            ignore=shutil.ignore_patterns("20*", "*.xlsx"),
        )
        copy_declared(root)
        self.collected.mkdir()
        self.output.mkdir()

    @classmethod
    def at(cls, root):
        """The office that stands in a folder already."""
        office = cls.__new__(cls)
        office._at(root)
        return office

    def _at(self, root):
        self.root = root
        self.collected, self.output = root / "collected", root / "output"
        net.watch(root)

    def copy_to(self, root):
        """Copy the whole folder, ledger and all."""
        shutil.copytree(self.root, root)
        return self.at(root)

    def run(self, *words):
        """Type a command in this process; returns its exit code with all it printed."""
        words = [*map(str, words)]
        with net.over(self.root):
            return typed(words, self.root)

    def process(self, *words, path=None, program=COMMAND, **environment):
        """Type a command as a process of its own; returns the ended process with its text.

        Modules in `path` come before the program's own.
        """
        with net.over(self.root):
            return subprocess.run(
                [*map(str, (*program, *words))],
                cwd=self.root,
                env=surroundings(path) | environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # a test may kill it with all it started
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


def unfolded(screen):
    """What a screen says, wherever its lines end."""
    return " ".join(screen.split())


def surroundings(path=None):
    """The environment of a process that finds the program, and modules in `path` before it."""
    searched = os.pathsep.join(map(str, filter(None, (path, ROOT))))
    return {**os.environ, "PYTHONPATH": searched, "PYTHONUTF8": "1"}


@contextlib.contextmanager
def as_main(module):
    """Let a module be the main one: the reading process imports that, not pytest."""
    ours = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        sys.modules["__main__"] = ours


def typed(words, folder):
    """Run the command line as in a process that begins: words, folder, streams, main module."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
    garbage = gc.get_threshold()
    code = 0
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        mock.patch.object(sys, "argv", [pipeline.__main__.__file__, *words]),
        as_main(pipeline.__main__),
    ):
        try:
            commands.main()
        except SystemExit as ended:
            code = ended.code
        finally:
            gc.set_threshold(*garbage)
    said = []
    for stream in streams:
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8"))
    return subprocess.CompletedProcess([*COMMAND, *words], code or 0, *said)


def killed(killers, office, step, words):
    """Run a command that is killed at a step; returns its exit status and the steps it took."""
    with net.over(office.root):
        code, steps, _ = _watched(killers, office, step, words, "")
    return code, steps


def moved(killers, office, step, words, target):
    """Run a command whose folder is moved away at a step; returns its exit status and sentence."""
    code, _, said = _watched(killers, office, step, words, str(target))
    return code, said


def _watched(killers, office, step, words, target):
    time.sleep(_TICK)
    killer = killers.get()
    print(json.dumps((str(office.root), step, words, target)), file=killer.stdin, flush=True)
    answer = killer.stdout.readline()
    killers.put(killer)
    return json.loads(answer)
