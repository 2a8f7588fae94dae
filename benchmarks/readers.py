"""The same files through one process, several, and a Dask cluster that loses a worker midway.

    python benchmarks/readers.py [UNITS]        1,000 where nothing is said

A seeded office (`offices.py`) is read in each way; the cluster is a scheduler and two workers, all
processes of their own, of which one is killed when a tenth of the files is read. Whoever reads
otherwise than one process does, or loses a file, ends all with exit status 2. Seconds are of the
clock; the processor's are of all processes together, the cluster's own start among them. Needs the
extra `dask`.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from timed import ROOT, need, stop

from offices import make_office

WORKERS = 2


@contextmanager
def part_of_a_cluster(role: str, folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", f"distributed.cli.dask_{role}", "--no-dashboard", *words]
    searched = {"PYTHONPATH": str(ROOT)}
    with (
        (folder / f"{role}.txt").open("ab") as said,
        subprocess.Popen(command, env=os.environ | searched, stdout=said, stderr=said) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()


def cluster(stack: ExitStack, folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """Start a cluster; returns how it is named, and the worker that will be killed."""
    from distributed import Client

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    stack.enter_context(
        part_of_a_cluster("scheduler", folder, "--host", "127.0.0.1", "--port", str(port))
    )
    address = f"127.0.0.1:{port}"
    for _ in range(WORKERS):
        words = (f"tcp://{address}", "--nthreads", "1", "--no-nanny")
        worker = stack.enter_context(part_of_a_cluster("worker", folder, *words))
    with Client(f"tcp://{address}", timeout=60) as client:
        client.wait_for_workers(WORKERS, timeout=60)
    return f"dask://{address}", worker


def main() -> None:
    """Read in each way, hold the answers against each other, print."""
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    need("distributed")
    from pipeline.intake.inbox import Inbox, scan
    from pipeline.recipes import receive
    from pipeline.recipes.desk import open_desk

    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "office"
        root.mkdir()
        make_office(root, units)
        desk, arrivals = open_desk(root), Inbox.of(scan(root / "returned")).arrivals
        found, rows = {}, []
        for way, processes in (("one process", 1), ("pool", os.cpu_count() or 1), ("cluster", 0)):
            began, used = time.perf_counter(), _processor()
            executor, steps = "", lambda done, whole: None
            with ExitStack() as running:
                if processes:
                    receive.workers_for = lambda jobs, processes=processes: processes
                else:
                    executor, worker = cluster(running, Path(temporary))
                    steps = _killing(worker)
                    began = time.perf_counter()
                found[way] = receive.read_arrivals(desk, arrivals, steps, executor)
                took = time.perf_counter() - began
            rows.append((way, took, _processor() - used))
            if found[way] != found["one process"] or len(found[way][0]) != units:
                stop(f"{way}: not what one process reads")
    print(f"{units:,} forms, {os.cpu_count()} cores; all three read the same\n")
    print("| | seconds | of the processor | ms a form |\n| --- | ---: | ---: | ---: |")
    for way, took, cpu in rows:
        print(f"| {way} | {took:.1f} | {cpu:.1f} | {1000 * cpu / units:.1f} |")


def _killing(worker: subprocess.Popen[bytes]) -> Callable[[int, int], None]:
    def steps(done: int, whole: int) -> None:
        if done >= whole // 10 and worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()

    return steps


def _processor() -> float:
    whole = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in whole)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
