"""Nothing one file does to its reader stops the next one."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time

import pytest

from pipeline.intake.worker import Failure, read_all, reader_ahead


def play(job):
    """Behave as told; top level, so that another process finds it."""
    match job:
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "hang":
            time.sleep(60)
        case "raise":
            raise ValueError(job)
        case "leave":
            raise SystemExit(0)
        case "unsendable":
            return lambda: None
        case "work":
            while True:
                pass
        case "rest":
            time.sleep(2.5)
        case "complain":
            os.write(2, b"thread '<unnamed>' panicked at src/lib.rs")
        case "swallow":
            return len(bytearray(4 * 1024**3))
    return job.upper()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("begun", [contextlib.nullcontext, reader_ahead], ids=["then", "ahead"])
def test_good_files_are_read_beside_bad_ones(begun):
    jobs = ["a", "abort", "b", "hang", "c", "exit", "raise", "leave", "unsendable", "d"]
    with begun():
        answers = dict(read_all(jobs, play, seconds=2))
    assert {job: answers[job] for job in "abcd"} == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert {answers[job] for job in ("abort", "exit", "raise", "leave", "unsendable")} == {
        Failure("crash")
    }
    assert answers["hang"] == Failure("timeout")
    assert set(answers) == set(jobs)


@pytest.mark.skipif(os.name == "nt", reason="Windows sets no limit on memory")
def test_a_file_that_eats_memory_is_stopped():
    assert dict(read_all(["swallow", "a"], play)) == {"swallow": Failure("crash"), "a": "A"}


def play_once_ill(path):
    """Fail as told the first time a file is met, and never again: the machine was busy."""
    kind = path.read_text()
    path.write_text("well")
    match kind:
        case "hang":
            time.sleep(60)
        case "abort":
            os.abort()
        case "raise":
            raise MemoryError
    return "read"


@pytest.mark.parametrize("workers", [1, 2])
def test_what_failed_in_a_bad_moment_is_read_alone(tmp_path, workers):
    kinds = ["well", "hang", "well", "abort", "raise", "well"]
    jobs = [tmp_path / f"{number}" for number in range(len(kinds))]
    for job, kind in zip(jobs, kinds, strict=True):
        job.write_text(kind)
    answers = list(read_all(jobs, play_once_ill, seconds=3, workers=workers))
    assert dict(answers) == dict.fromkeys(jobs, "read") and len(answers) == len(jobs)


def test_a_file_that_always_hangs_ends_in_time():
    """Once beside the others, once alone."""
    begun = time.monotonic()
    answers = dict(read_all(["a", "hang", "b"], play, seconds=2))
    assert answers == {"a": "A", "b": "B", "hang": Failure("timeout")}
    assert time.monotonic() - begun < 15


@pytest.mark.skipif(os.name == "nt", reason="tried there with an imitated kernel only")
def test_work_is_counted_and_not_the_time_a_busy_machine_takes():
    """Who waits for the processor is read; who uses too much of it is stopped, each time alike."""
    answers = dict(read_all(["rest", "work", "a", "rest"], play, seconds=60, work=1))
    assert answers == {"rest": "REST", "a": "A", "work": Failure("timeout")}


def test_each_job_has_its_own_time():
    assert dict(read_all(["a", "b", "c"], busy_half_a_second, work=1)) == dict.fromkeys("abc", 1)


def busy_half_a_second(job):
    until = time.process_time() + 0.7
    while time.process_time() < until:
        pass
    return len(job)


@pytest.fixture
def traces(tmp_path, monkeypatch):
    """Where readers leave what they say of errors."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return lambda: [path.read_text() for path in tmp_path.glob("baocao06-loi-doc-*.txt")]


def test_what_a_reader_says_of_errors_is_kept_and_not_shown(traces, capfd):
    assert dict(read_all(["a", "complain"], play)) == {"a": "A", "complain": "COMPLAIN"}
    assert capfd.readouterr() == ("", "")
    assert traces() == ["thread '<unnamed>' panicked at src/lib.rs"]


def test_a_reader_that_says_nothing_leaves_no_file(traces):
    assert dict(read_all(["a"], play)) == {"a": "A"}
    assert traces() == []


class Trap:
    """A job that kills its reader before the reader can say which job it took."""

    def __reduce__(self):
        return os._exit, (3,)


def test_a_reader_that_dies_untold_takes_nobody_along():
    trap = Trap()
    jobs = ["a", "b", trap, "c", trap, "d"]
    answers = list(read_all(jobs, play))
    assert len(answers) == len(jobs)
    good = {job: answer for job, answer in answers if job != trap}
    assert good == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert [answer for job, answer in answers if job == trap] == [Failure("crash")] * 2


def test_a_file_is_never_blamed_for_its_neighbour():
    """Crashing at once, in a row, between good ones: the moment at which blame is easily lost."""
    jobs = ["a", "exit", "b", "exit", "abort", "c", "exit"] * 2
    answers = list(read_all(jobs, play))
    assert sorted(job for job, _ in answers) == sorted(jobs)
    for job, answer in answers:
        assert answer == (Failure("crash") if job in ("exit", "abort") else job.upper())


def test_several_readers_answer_every_job_once():
    jobs = ["a", "exit", "b", "abort", "c"]
    answers = list(read_all(jobs, play, workers=2, seconds=5))
    assert sorted(job for job, _ in answers) == sorted(jobs)
    assert {job: answer for job, answer in answers if job in "abc"} == {
        "a": "A",
        "b": "B",
        "c": "C",
    }
    assert all(isinstance(answer, Failure) for job, answer in answers if job not in "abc")


def answer_to_stop(_job):
    return signal.getsignal(signal.SIGTERM)


def test_a_reader_told_to_stop_leaves_at_once_without_a_word():
    """A handler in Python may be told while Python is taking itself down, and says so on screen."""
    assert list(read_all(["a"], answer_to_stop)) == [("a", signal.SIG_DFL)]


def test_no_files_start_no_process():
    assert list(read_all([], play)) == []


_STARTS = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where this suite hears none
from pipeline.intake.worker import reader_ahead
try:
    with reader_ahead():
        print("started", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_reader_goes_with_who_started_it_without_a_word(how):
    """It holds the same standard error: that is closed when both are gone."""
    command = [sys.executable, "-P", "-c", _STARTS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as one:
        assert one.stdout.readline() == b"started\n"
        os.killpg(one.pid, how)
        said, errors = one.communicate(timeout=30)
    assert errors == b"" and said == (b"stopped\n" if how == signal.SIGINT else b"")


def test_a_reader_that_was_started_ahead_in_vain_is_stopped(monkeypatch):
    started = list[subprocess.Popen]()

    class Python(subprocess.Popen):
        def __init__(self, *words, **how):
            super().__init__(*words, **how)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Python)
    with reader_ahead():
        (one,) = started
        assert one.poll() is None
    assert one.returncode is not None
