"""A process that reads: told once what it is to do, it answers one job after another.

It is no part of who started it: it loads what reads a file, and nothing else.
"""

from __future__ import annotations

import gc
import os
import pickle
from typing import BinaryIO

from pipeline.intake.bounds import bound_memory, bound_time, silence

MEMORY = 1024**3
_GARBAGE = 50_000  # objects: a file is many, that all go together
_FAILED = 1  # exit code


def serve() -> None:
    """Answer jobs until no more come, or who asks is gone.

    Whoever asks tells first what is done with each, how many seconds of work it may take, and
    where what is said of errors is written.
    """
    gc.set_threshold(_GARBAGE)
    asked, answers = _own_pipes()
    import pipeline.intake.record
    import pipeline.intake.submission  # noqa: F401  # meanwhile the office is opened

    try:
        function, work, trace = pickle.load(asked)
        silence(trace)
        os.dup2(2, 1)  # what a library prints, too
        gc.freeze()  # the office stays as long as the process does
        bound_memory(MEMORY)
        _answer(None, answers)
        while True:
            job = pickle.load(asked)
            bound_time(work)
            _answer(function(job), answers)
    except EOFError:
        os._exit(0)
    except BaseException:  # not to be told: it may quote what was read
        os._exit(_FAILED)


def _answer(answer: object, answers: BinaryIO) -> None:
    answers.write(pickle.dumps(answer))
    answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take what was the input and the output: nothing else is to read or write there."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return asked, answers
