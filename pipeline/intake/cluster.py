"""Reading on a Dask cluster that is there already; nobody who did not ask for one loads any of it.

A worker of the cluster reads a batch of files as this machine would: in a supervised process of its
own, within the same bounds, and whoever broke that is read once more, alone. So the same files are
read, refused and blamed, whoever reads them. A batch that does not come back, because its worker,
the scheduler or the network went, is read here.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import unicodedata
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, TimeoutError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pipeline import texts
from pipeline.domain.engine import scheduler
from pipeline.domain.finding import BaocaoError
from pipeline.intake.worker import PATIENCE, Failure, read_all

T = TypeVar("T")
R = TypeVar("R")

BATCH = 64  # files: to start their process costs a tenth of reading them
_AHEAD = 2  # batches for each thread of the cluster; no more bytes are held
_ANSWERS_IN = 10  # seconds, a scheduler that is there
_PROGRAM = Path(__file__).parents[1]
_CODE = ("intake", "domain", "texts", "personal.py")


@dataclass(frozen=True, slots=True)
class Cluster:
    """What takes batches, what its workers hold of the office, and how many they read at once."""

    executor: Executor
    held: Any
    threads: int


def read_on(
    executor: str, jobs: Iterable[T], function: Callable[[T], R]
) -> Iterator[tuple[T, R | Failure]]:
    """Run a function over jobs on the cluster of "dask://HOST:PORT", in order, as `read_all` does.

    BaocaoError when it is not there, has no workers or another program: before anything is read.
    """
    with _connected(executor, function) as cluster:
        yield from read_in(cluster, jobs, function)


def read_in(
    cluster: Cluster, jobs: Iterable[T], function: Callable[[T], R], *, patience: float = PATIENCE
) -> Iterator[tuple[T, R | Failure]]:
    """Hand batches to an executor, a few ahead; one that is lost is read here, file by file.

    When none came back for `patience` seconds, nothing more is handed over.
    """
    coming, waiting = iter(jobs), deque[tuple[list[T], Future[list[R | Failure]]]]()
    gone = False
    while True:
        while not gone and len(waiting) < _AHEAD * cluster.threads:
            if not (batch := list(islice(coming, BATCH))):
                break
            told = cluster.executor.submit(read_batch, cluster.held, program(), batch)
            waiting.append((batch, told))
        if not waiting:
            break
        batch, told = waiting.popleft()
        try:
            yield from zip(batch, told.result(0 if gone else patience), strict=True)
        except TimeoutError:
            gone = True
            yield from read_all(batch, function)
        except (Exception, CancelledError):  # whatever became of it, its files lie here
            yield from read_all(batch, function)
    yield from read_all(coming, function)


def read_batch(function: Callable[[T], R], asked_by: str, batch: Sequence[T]) -> list[R | Failure]:
    """Read a batch, on a worker of the cluster; RuntimeError where its program is another."""
    if asked_by != program():
        raise RuntimeError(program())
    said = {id(job): answer for job, answer in read_all(batch, function)}
    return [said[id(job)] for job in batch]


@cache
def program() -> str:
    """Hash all that decides what is read of a file: program, libraries, Python."""
    said = hashlib.sha256()
    for room in _CODE:
        place = _PROGRAM / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            said.update(path.read_bytes().replace(b"\r\n", b"\n"))
    rest = *sys.version_info[:2], unicodedata.unidata_version, *map(version, _LIBRARIES)
    said.update(repr(rest).encode())
    return said.hexdigest()


_LIBRARIES = ("python-calamine", "xlrd")


@contextmanager
def _connected(executor: str, function: Callable[[Any], Any]) -> Iterator[Cluster]:
    try:
        from distributed import Client
    except ImportError as error:
        raise BaocaoError(texts.screen.NO_DISTRIBUTED) from error
    address = scheduler(executor)
    with _silent():
        try:
            client = Client(f"tcp://{address}", timeout=_ANSWERS_IN, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BaocaoError(texts.screen.NO_CLUSTER.format(address=address)) from error
        try:
            yield Cluster(
                client.get_executor(pure=False), *_prepared(client, function, str(address))
            )
        finally:
            client.close()


def _prepared(client: Any, function: Callable[[Any], Any], address: str) -> tuple[Any, int]:
    """Bring the office to each worker, once; returns it as they hold it, and how many may read."""
    threads = client.nthreads()
    if not threads:
        raise BaocaoError(texts.screen.NO_WORKERS.format(address=address))
    try:
        alike = {*client.run(program).values()} == {program()}
        held = client.scatter(function, broadcast=True, hash=False) if alike else None
    except Exception as error:
        # ModuleNotFoundError where the program is not installed, an error of Dask where a worker
        # speaks another version of it.
        raise BaocaoError(texts.screen.OTHER_PROGRAM.format(address=address)) from error
    if held is None:
        raise BaocaoError(texts.screen.OTHER_PROGRAM.format(address=address))
    return held, sum(threads.values())


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask's own words off the screen: what became of a batch is told by what is read."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
