"""A supervised process that reads files: who crashes or hangs is replaced, its job tried again.

A time-out inside the process does not hold native code, and one aborting file takes a shared pool
down with it; pebble kills and replaces the worker. Whoever is suspected is read once more, alone: a
machine that is busy or asleep, or a neighbour that dies, must not decide what a file says.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.intake.bounds import bound_memory, bound_time, ran_out, silence

if TYPE_CHECKING:
    from pebble import ProcessPool  # loaded where a file is read: most runs read none

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 60.0  # of work; a real file needs 0.11 s at the 99th percentile
PATIENCE = 600.0  # by the clock on the wall, for what neither works nor ends
MEMORY = 1024**3
_JOBS_EACH = 20
_GARBAGE = 50_000  # objects: a file is many, that all go together
_AHEAD = 16  # jobs handed over for each process: it never waits, and few bytes are held

_ahead: list[ProcessPool] = []  # a process that was started before it had anything to do
_kept: list[Callable[[Any], Any]] = []  # in a process that works: what it does
_work_each: list[float] = []  # and for how long at most


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

    A job that failed at first may have been caught in a busy moment, have met a process others had
    filled, or be innocent: one that dies may take the answers of others with it. So whoever failed
    comes last, alone in a new process, and what it does there is its answer.

    A job may take `work` seconds of the processor, and `seconds` by the clock on the wall. What
    the processes say of errors goes to a file that is kept if it says anything.
    """
    coming = iter(jobs)
    waiting, suspects = deque(islice(coming, _AHEAD * workers)), list[T]()
    if not waiting:
        return
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessExpired

    with _trace() as trace:
        begin = (function, work, trace)
        ahead = _begun_ahead(begin) if workers == 1 else None
        while waiting:
            with ahead or _pool(begin, workers) as pool:
                ahead = None
                if not (futures := deque(_scheduled(pool, waiting, seconds))):
                    raise RuntimeError("no process to read in")
                while futures:
                    job, error = waiting.popleft(), (told := futures.popleft()).exception()
                    if isinstance(error, BrokenProcessPool | ProcessExpired | TimeoutError):
                        suspects.append(job)
                        pool.stop()  # type: ignore[no-untyped-call]
                        break
                    more = list(islice(coming, 1))
                    if len(futures) == len(waiting):  # else the pool broke: the next one has them
                        futures += _scheduled(pool, more, seconds)
                    waiting += more
                    if error is None:
                        yield job, told.result()
                    else:
                        suspects.append(job)
        for job in suspects:
            with _pool(begin, 1) as pool:
                (told,) = _scheduled(pool, [job], seconds)
                yield job, _failure(told) or told.result()


@contextmanager
def reader_ahead() -> Iterator[None]:
    """Start a process that will read while the office is still being opened, and load all it needs.

    Whoever reads first has it; it is stopped where nothing was read.
    """
    pool = _new_pool(1, initializer=_load)
    pool.schedule(_loaded)
    _ahead.append(pool)
    try:
        yield
    finally:
        while _ahead:
            _ended(_ahead.pop())


def _begun_ahead(begin: tuple[Callable[[Any], Any], float, str]) -> ProcessPool | None:
    """Give the process that was started ahead what it is to do; None where there is none."""
    if not _ahead:
        return None
    pool = _ahead.pop()
    if pool.schedule(_begin, args=begin, timeout=PATIENCE).exception() is None:
        return pool
    _ended(pool)  # it died of something: another is started, as ever
    return None


def _ended(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _load() -> None:
    """Load what reads a file."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    import pipeline.intake.record  # noqa: F401


def _loaded() -> None:
    """Do nothing, once all is loaded: a process is started for it."""


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


def workers_for(jobs: int) -> int:
    """Return how many processes pay: each takes a third of a second to start."""
    return min(os.cpu_count() or 1, 1 + jobs // _JOBS_EACH)


def _pool(begin: tuple[Callable[[Any], Any], float, str], workers: int) -> ProcessPool:
    return _new_pool(workers, initializer=_begin, initargs=begin)


def _new_pool(workers: int, **begin: Any) -> ProcessPool:
    from pebble import CONSTS, ProcessPool

    CONSTS.sleep_unit = 0.01  # pebble looks up ten times a second, and is waited for at every end
    context = multiprocessing.get_context("spawn")  # the same on every platform
    return ProcessPool(max_workers=workers, context=context, **begin)


def _begin(function: Callable[[Any], Any], work: float, trace: str) -> None:
    """Set a new process up: it keeps the function, has its bounds, and stops when told.

    pebble answers the signal to stop in Python, closes the pipe and then sends it: a worker that is
    just leaving by itself would print "Signal 15 ignored due to race condition" on the screen.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    silence(trace)
    gc.freeze()  # the office stays as long as the process does
    gc.set_threshold(_GARBAGE)
    _kept.append(function)
    _work_each.append(work)
    bound_memory(MEMORY)


def _work(job: Any) -> Any:
    """Do one job, in the process that was set up for it."""
    bound_time(_work_each[0])
    return _kept[0](job)


def _scheduled(pool: ProcessPool, jobs: Iterable[Any], seconds: float) -> list[Future[Any]]:
    """Hand jobs over, as many as the pool takes: it may break meanwhile, and another begins."""
    futures: list[Future[Any]] = []
    for job in jobs:
        try:
            futures.append(pool.schedule(_work, args=(job,), timeout=seconds))
        except RuntimeError:
            break
    return futures


def _failure(future: Future[Any]) -> Failure | None:
    """Wait for a job; None when it went well."""
    from pebble import ProcessExpired

    error = future.exception()
    if error is None:
        return None
    # It took too long, its process died, or it met what nobody foresaw.
    over = isinstance(error, TimeoutError) or (
        isinstance(error, ProcessExpired) and ran_out(error.exitcode)
    )
    return Failure("timeout" if over else "crash")
