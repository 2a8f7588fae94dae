"""Files are read on a real cluster of processes of their own: what is read is the same.

The cluster is Dask's: a scheduler and two workers, one of them watched over by a nanny as is usual.
"""

import itertools
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime

import pytest
from test_container import REFUSED, shared
from test_hostile import claiming
from test_worker import play
from typed import ROOT, surroundings, unfolded

from pipeline.domain.period import Period
from pipeline.intake import cluster
from pipeline.intake.inbox import Arrival
from pipeline.intake.worker import Failure
from pipeline.recipes import receive
from pipeline.recipes.desk import open_desk
from pipeline.recipes.merge import merge

distributed = pytest.importorskip("distributed")  # an extra; .ci/run lets nothing be skipped

WEEKS = [Period.parse("2023-W12")]
NOW = datetime.fromisoformat("2023-04-05T08:00+07:00")


@contextmanager
def running(role, log, *words):
    """Run a part of a cluster until the block ends."""
    command = [sys.executable, "-P", "-m", f"distributed.cli.dask_{role}", *words]
    with (
        log.open("w") as said,
        subprocess.Popen(
            [*command, "--no-dashboard"],
            env=surroundings(ROOT / "tests"),
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def scheduler_at(folder):
    """Run a scheduler alone; gives where it is."""
    address = f"127.0.0.1:{free_port()}"
    host, port = address.split(":")
    with running("scheduler", folder / "scheduler.txt", "--host", host, "--port", port):
        wait_for(address, 0)
        yield address


def wait_for(address, workers):
    with distributed.Client(f"tcp://{address}", timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60) if workers else None


class Machines:
    """A cluster, and the worker in it that may be killed."""

    def __init__(self, stack, folder):
        self.address = stack.enter_context(scheduler_at(folder))
        self.executor, self._stack, self._folder = f"dask://{self.address}", stack, folder
        self._worker("watched", "--nanny")
        self.new_one()

    def _worker(self, name, *words):
        words = (f"tcp://{self.address}", "--nthreads", "1", "--name", name, *words)
        return self._stack.enter_context(running("worker", self._folder / f"{name}.txt", *words))

    def new_one(self):
        """Have two workers, of which one can be killed."""
        self._mortal = self._worker(f"mortal-{time.monotonic_ns()}", "--no-nanny")
        wait_for(self.address, 2)

    def kill_one(self):
        os.kill(self._mortal.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with ExitStack() as stack:
        yield Machines(stack, tmp_path_factory.mktemp("cụm"))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(cluster, "BATCH", 4)


@pytest.fixture
def received(short_demo, make_office, tmp_path):
    """Offices in which all that came in six weeks lies, and nothing was merged."""
    source = make_office.at(short_demo)

    def office(name):
        ours = source.copy_to(tmp_path / name)
        for folder in (ours.output, ours.collected / ".archive"):
            shutil.rmtree(folder)
        ours.output.mkdir()
        (ours.collected / "ledger.sqlite3").unlink()
        return ours

    return office


def outcome_of(office, **how):
    """All that a merge left: what the ledger keeps of files, and every output."""
    steps = how.pop("steps", lambda done, whole: None)
    merge(open_desk(office.root), WEEKS, NOW, steps, **how)
    with closing(sqlite3.connect(office.collected / "ledger.sqlite3")) as ledger:
        kept = [
            ledger.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("sighting", "reading", "failure", "merged", "output")
        ]
    written = sorted(path for path in office.output.rglob("*") if path.is_file())
    assert len(kept[1]) > 30 and len(written) > 4
    return kept, [(str(path.relative_to(office.root)), path.read_bytes()) for path in written]


def test_one_process_several_and_a_cluster_that_loses_a_worker_leave_the_same(
    received, machines, monkeypatch
):
    asked, killed = [], []

    def submitted(self, *words, **others):
        asked.append(words)
        return submit(self, *words, **others)

    submit = distributed.cfexecutor.ClientExecutor.submit
    monkeypatch.setattr(distributed.cfexecutor.ClientExecutor, "submit", submitted)

    def steps(done, whole):
        if not killed:
            killed.append(machines.kill_one())

    monkeypatch.setattr(receive, "workers_for", lambda jobs: 1)
    one = outcome_of(received("một"))
    monkeypatch.setattr(receive, "workers_for", lambda jobs: 2)
    several = outcome_of(received("nhiều"))
    assert not asked
    elsewhere = outcome_of(received("cụm"), executor=machines.executor, steps=steps)
    assert len(asked) > 8 and killed
    machines.new_one()
    assert one == several == elsewhere


def arrivals():
    """Everything that a reader refuses, between copies of a book it takes."""
    contents = {name: make() for name, (_, make) in REFUSED.items()}
    contents |= {"nói dối số chữ": claiming(10**12), "tốt": shared()}
    return [
        Arrival(f"{name}.xlsx", ROOT, content, f"{number:064}", len(content))
        for number, (name, content) in enumerate(contents.items())
    ]


def test_what_is_refused_here_is_refused_there_with_the_same_words(office_folder, machines):
    desk, files = open_desk(office_folder.root), arrivals()
    here, there = (
        receive.read_arrivals(desk, files, lambda done, whole: None, executor)
        for executor in ("", machines.executor)
    )
    for one in files:
        assert here[0][one.sha256] == there[0][one.sha256], one.file
    assert here[1] == there[1] == {}
    said = {f["findings"][0][0] for f in here[0].values()}
    assert {"F07", "F08", "F09", "F10", "F11", "F12", "F40", "S01"} <= said


def test_a_file_that_breaks_its_reader_is_blamed_there_too_and_nobody_else(machines):
    jobs = ["a", "abort", "b", "exit", "c", "raise", "swallow", "d", "e"]
    answers = list(cluster.read_on(machines.executor, jobs, play))
    bad = {"abort", "exit", "raise", "swallow"}
    assert answers == [(job, Failure("crash") if job in bad else job.upper()) for job in jobs]
    assert list(cluster.read_on(machines.executor, ["a"], play)) == [("a", "A")]


class Lossy(ThreadPoolExecutor):
    """Takes batches, and loses every second one, as told."""

    def __init__(self, lost):
        super().__init__(1)
        self._lost, self._turns = lost, itertools.cycle((False, True))

    def submit(self, work, *words):
        if next(self._turns):
            return self._lost()
        return super().submit(work, *words)


def broken():
    told = Future()
    told.set_exception(OSError("the worker went"))
    return told


def cancelled():
    told = Future()
    told.cancel()
    told.set_running_or_notify_cancel()
    return told


@pytest.mark.parametrize("lost", [broken, cancelled, Future])
def test_a_batch_that_does_not_come_back_is_read_here(lost):
    """Future() is one that nobody ever answers: what is still to come is then read here too."""
    jobs = [*"abcdefghi", "exit", *"jkl"]
    with Lossy(lost) as executor:
        there = cluster.Cluster(executor, play, 1)
        answers = list(cluster.read_in(there, jobs, play, patience=3))
    assert sorted(job for job, _ in answers) == sorted(jobs)
    for job, answer in answers:
        assert answer == (Failure("crash") if job == "exit" else job.upper())


def test_few_files_are_held_at_once():
    """However many come: no more than the batches that were handed over."""
    taken = []

    def coming():
        for number in range(24):
            taken.append(number)
            yield f"{number}"

    with ThreadPoolExecutor(1) as executor:
        there = cluster.Cluster(executor, play, 1)
        answers = cluster.read_in(there, coming(), play)
        assert next(answers) == ("0", "0") and len(taken) <= 2 * cluster.BATCH
        assert [job for job, _ in answers] == [f"{number}" for number in range(1, 24)]


def refusal(office, *words):
    done = office.run("merge", "2023-W12", "--now", "2023-03-28T08:00", *words)
    assert done.returncode == 2 and not list(office.output.iterdir())
    return unfolded(done.stderr)


@pytest.fixture
def office(office_folder):
    """An office with one file to read."""
    (office_folder.collected / "a.xlsx").write_bytes(shared())
    return office_folder


def test_what_hinders_a_cluster_is_one_sentence(office, tmp_path, machines, monkeypatch):
    monkeypatch.setattr(cluster, "_ANSWERS_IN", 1)
    assert "dask://10.0.0.5:8786" in refusal(office, "--executor", "10.0.0.5")
    nobody = f"127.0.0.1:{free_port()}"
    assert f"Không thấy cụm Dask nào ở {nobody}." in refusal(
        office, "--executor", f"dask://{nobody}"
    )
    with scheduler_at(tmp_path) as alone:
        assert "chưa có máy nào làm việc" in refusal(office, "--executor", f"dask://{alone}")
    monkeypatch.setattr(cluster, "_LIBRARIES", ())
    cluster.program.cache_clear()
    assert "cài bản khác máy này" in refusal(office, "--executor", machines.executor)
    cluster.program.cache_clear()
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install distributed" in refusal(office, "--executor", machines.executor)


def test_an_office_may_declare_its_cluster(office, machines):
    config = office.root / "config.toml"
    declared = config.read_text(encoding="utf-8")
    for address in ("10.0.0.5", machines.executor):
        said = f'{declared}\n[engine]\nexecutor = "{address}"\n'
        config.write_text(said, encoding="utf-8")
        done = office.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
        if address == machines.executor:
            assert done.returncode == 1 and "a.xlsx" in done.stdout, done.stderr
        else:
            assert done.returncode == 2 and "engine.executor" in done.stderr
