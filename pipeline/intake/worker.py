"""A supervised process that reads files: one that crashes or hangs is replaced, its job blamed.

A time-out inside the process does not hold native code, and one aborting file takes a shared pool
down with it; pebble kills and replaces the worker and blames only the file in hand.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError
from dataclasses import dataclass
from typing import TypeVar

from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 30.0  # a real file needs 0.11 s at the 99th percentile
MEMORY = 1024**3


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that took its worker with it."""

    kind: str  # "timeout" or "crash"


def read_all(
    jobs: Sequence[T],
    function: Callable[[T], R],
    *,
    seconds: float = SECONDS,
    workers: int = 1,
) -> Iterator[tuple[T, R | Failure]]:
    """Run a function over jobs in other processes, in order; nothing a job does stops the next."""
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")  # the same on every platform
    with ProcessPool(max_workers=workers, context=context, initializer=_bound_memory) as pool:
        futures = [pool.schedule(function, args=(job,), timeout=seconds) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            error = future.exception()
            if error is None:
                yield job, future.result()
            else:  # it took too long, its process died, or it met what nobody foresaw
                yield job, Failure("timeout" if isinstance(error, TimeoutError) else "crash")


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
