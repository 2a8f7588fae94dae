"""A reader is started before the office is opened: both take a tenth of a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reader_ahead() -> Iterator[None]:
    """Have a process ready that reads."""
    from pipeline.intake import worker

    with worker.reader_ahead():
        yield
