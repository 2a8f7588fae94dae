"""Supervised processes that read files: who crashes or hangs is replaced, its job tried again.

A time-out inside the process does not hold native code, and one aborting file takes a shared pool
down with it. So threads of a pool ask one process each, one job at a time: who does not answer is
known at once, and so is on which job. Whoever is suspected is read once more, alone: a machine that
is busy or asleep must not decide what a file says.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pipeline.intake.bounds import ran_out

if TYPE_CHECKING:
    from concurrent.futures import Future  # loaded where a file is read: most runs read none

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 60.0  # of work; a real file needs 0.11 s at the 99th percentile
PATIENCE = 600.0  # by the clock on the wall, for what neither works nor ends
_JOBS_EACH = 20
_AHEAD = 16  # jobs handed over for each process: it never waits, and few bytes are held
_SERVE = "from pipeline.intake.reader import serve; serve()"
# Ctrl+C is for who started it, and ends it: the keyboard's word must not reach it too.
_apart: dict[str, Any] = {}
if sys.platform == "win32":
    _apart["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _apart["process_group"] = 0
_LEAVES = 5.0  # seconds, who is asked nothing any more
_LOOK = 0.1  # seconds, how often who is waited for is looked at

_Begin = tuple[Callable[[Any], Any], float, str]  # what a process does, for how long, its trace
_ahead: list[_Process] = []  # that were started before they had anything to do


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that took its worker with it, alone too."""

    kind: str  # "timeout" or "crash"


def read_all(
    jobs: Iterable[T],
    function: Callable[[T], R],
    *,
    seconds: float = PATIENCE,
    work: float = SECONDS,
    workers: int = 1,
) -> Iterator[tuple[T, R | Failure]]:
    """Run a function over jobs in other processes, in order; nothing a job does stops the next.

    The function goes to each process once, so what it holds costs nothing per job. Jobs are asked
    for a few ahead of their answers, so that they need not all be held at once.

    A job that failed at first may have been caught in a busy moment, or have met a process others
    had filled. So whoever failed comes last, alone in a new process, and what it does there is its
    answer.

    A job may take `work` seconds of the processor, and `seconds` by the clock on the wall. What
    the processes say of errors goes to a file that is kept if it says anything.
    """
    coming, suspects = iter(jobs), list[T]()
    first = list(islice(coming, _AHEAD * workers))
    if not first:
        return
    with _trace() as trace:
        begin = (function, work, trace)
        with _Readers(begin, seconds, workers, _ahead) as readers:
            waiting = deque((job, readers.ask(job)) for job in first)
            while waiting:
                job, told = waiting.popleft()
                answer = readers.answer(told)
                waiting.extend((job, readers.ask(job)) for job in islice(coming, 1))
                if isinstance(answer, Failure):
                    suspects.append(job)
                else:
                    yield job, answer
        for job in suspects:
            with _Readers(begin, seconds, 1) as readers:
                yield job, readers.answer(readers.ask(job))


@contextmanager
def reader_ahead() -> Iterator[None]:
    """Start a process that will read while the office is still being opened, and load all it needs.

    Whoever reads first has it; it is stopped where nothing was read.
    """
    _ahead.append(_Process())
    try:
        yield
    finally:
        while _ahead:
            process = _ahead.pop()
            process.kill()
            process.end()


def workers_for(jobs: int) -> int:
    """Return how many processes pay: each takes a tenth of a second to start."""
    return min(os.cpu_count() or 1, 1 + jobs // _JOBS_EACH)


class _Readers:
    """A pool of threads with a process each; none is asked again that failed."""

    def __init__(
        self, begin: _Begin, seconds: float, workers: int, ahead: list[_Process] | None = None
    ) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._executor = ThreadPoolExecutor(workers)
        self._begin = begin
        self._seconds = seconds
        self._ahead = ahead or []  # started, and told nothing yet
        self._idle: list[_Process] = []
        self._there: list[_Process] = []
        self._over = False
        self._changing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._changing:
            self._over = True
            for process in self._there:
                process.kill()
        self._executor.shutdown(cancel_futures=True)
        for process in self._there:
            process.end()

    def ask(self, job: Any) -> Future[Any]:
        """Have a job done when its turn comes."""
        return self._executor.submit(self._done, job)

    def answer(self, told: Future[Any]) -> Any:
        """Wait for what a job says, a `Failure` where its process ended over it.

        RuntimeError when no process is to be had.
        """
        while True:
            try:
                return told.result(_LOOK)
            except TimeoutError:
                for process in tuple(self._there):
                    process.kill_if_late()

    def _done(self, job: Any) -> Any:
        process = self._free() or self._begun()
        answer = process.ask(job, self._seconds)
        with self._changing:
            if isinstance(answer, Failure):
                self._there.remove(process)
            else:
                self._idle.append(process)
        return answer

    def _free(self) -> _Process | None:
        with self._changing:
            return self._idle.pop() if self._idle else None

    def _begun(self) -> _Process:
        """Take the process that was started ahead, or another; a second where one died of it."""
        for _ in range(2):
            with self._changing:
                if self._over:
                    break
                process = self._ahead.pop() if self._ahead else _Process()
                self._there.append(process)
            if process.ask(self._begin, PATIENCE) is None:  # to start is no work of a job
                return process
            with self._changing:
                self._there.remove(process)
        raise RuntimeError("no process to read in")


class _Process:
    """Another Python that reads (`reader.serve`), asked by its pipes."""

    def __init__(self) -> None:
        # What it loads lies where this one's modules do, however this one was started.
        code = f"import sys; sys.path[:] = {sys.path!a}; {_SERVE}"
        command = [sys.executable, "-P", "-X", "utf8", "-c", code]
        self._python = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **_apart
        )
        self._until: float | None = None  # what is asked must be answered
        self._late = False

    def ask(self, job: Any, seconds: float) -> Any:
        """Return what it answers in time; a `Failure` where it ended over it, or was ended."""
        asked, answers = self._python.stdin, self._python.stdout
        assert asked and answers
        said, self._until = pickle.dumps(job), time.monotonic() + seconds
        try:
            asked.write(said)
            asked.flush()
            return pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            over = ran_out(self.end()) or self._late
            return Failure("timeout" if over else "crash")
        finally:
            self._until = None

    def kill_if_late(self) -> None:
        """Kill it when its time to answer is over."""
        until = self._until
        if until is not None and time.monotonic() > until:
            self._late = True
            self.kill()

    def kill(self) -> None:
        """Have it end at once: whoever waits for it hears."""
        self._python.kill()

    def end(self) -> int:
        """Return how it ended, or ends now; it may be asked nothing any more."""
        for pipe in (self._python.stdin, self._python.stdout):
            if pipe:
                with suppress(OSError):  # of what it did not take any more
                    pipe.close()
        try:
            return self._python.wait(_LEAVES)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._python.wait()


@contextmanager
def _trace() -> Iterator[str]:
    """Name the file in which readers leave what they say of errors."""
    name = f"baocao06-loi-doc-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    path = Path(tempfile.gettempdir()) / name
    try:
        yield str(path)
    finally:
        with suppress(OSError):
            if not path.stat().st_size:
                path.unlink()
