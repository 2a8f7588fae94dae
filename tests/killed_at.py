"""Run a command, and kill it with all it started just before its nth step.

    python killed_at.py N merge 2023-W12    killed; with more steps than it has it runs to its end,
                                            and its last line on the error channel is their number

A step is what changes something outside the process: a file opened to be written, a rename, a
removal, a new folder, an fsync, a statement of SQL, the reader's start. Killed at an fsync, half of
the file is gone: it was not safe yet. The steps of a run are the same on every machine.
"""

import os
import signal
import sqlite3
import stat
import sys
from multiprocessing.process import BaseProcess

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGING = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}


class Steps:
    """Counts the steps of this process, and dies at the last one allowed."""

    def __init__(self, last):
        self.last, self.taken = last, 0

    def take(self, unsafe=None):
        self.taken += 1
        if self.taken == self.last:
            if unsafe is not None:
                os.ftruncate(unsafe, os.fstat(unsafe).st_size // 2)
            os.killpg(0, signal.SIGKILL)

    def audited(self, event, arguments):
        named = event == "open" and isinstance(arguments[0], str | bytes)  # not a pipe's number
        if event in CHANGING or (named and arguments[2] & WRITING):
            self.take()

    def watch(self):
        """Follow the audit events, and what has none."""
        connect, sync, start = sqlite3.connect, os.fsync, BaseProcess.start

        def connected(path, **settings):
            self.take()
            connection = connect(path, **settings)
            connection.set_trace_callback(lambda statement: self.take())
            return connection

        def synced(handle):
            self.take(handle if stat.S_ISREG(os.fstat(handle).st_mode) else None)
            sync(handle)

        def started(process):
            start(process)
            self.take()

        sqlite3.connect, os.fsync, BaseProcess.start = connected, synced, started
        sys.addaudithook(self.audited)


if __name__ == "__main__":  # the reading process imports this file too
    from pipeline.cli import main

    steps = Steps(int(sys.argv.pop(1)))
    steps.watch()
    try:
        main()
    finally:
        print(steps.taken, file=sys.stderr)
