"""Run commands, and kill each with all it started just before its nth step, or move its folder.

Reads a line for each: ["folder", n, ["merge", "2023-W12"], "where the folder is moved to" or ""],
and answers with its exit status and, if it runs to its end, the number of its steps and what it
said on its error stream.

A step is what changes something outside the process: a file opened to be written, a rename, a
removal, a new folder, an fsync, a statement of SQL, the reader's start. Killed at an fsync, half of
the file is gone: it was not safe yet. The steps of a run are the same on every machine.
"""

import json
import os
import signal
import sqlite3
import stat
import sys
import tempfile
from functools import partial

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGING = {
    "subprocess.Popen",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.truncate",
}


class Steps:
    """Counts the steps of this process; at the last one it dies, or its folder is moved away."""

    def __init__(self, last, move=None):
        self.last, self.taken, self.move = last, 0, move

    def take(self, unsafe=None):
        self.taken += 1
        if self.taken == self.last:
            if self.move:
                self.move()
                return
            if unsafe is not None:
                os.ftruncate(unsafe, os.fstat(unsafe).st_size // 2)
            os.killpg(0, signal.SIGKILL)

    def audited(self, event, arguments):
        named = event == "open" and isinstance(arguments[0], str | bytes)  # not a pipe's number
        if event in CHANGING or (named and arguments[2] & WRITING):
            self.take()

    def watch(self):
        """Follow the audit events, and what has none."""
        connect, sync = sqlite3.connect, os.fsync

        def connected(path, **settings):
            self.take()
            connection = connect(path, **settings)
            connection.set_trace_callback(lambda statement: self.take())
            return connection

        def synced(handle):
            self.take(handle if stat.S_ISREG(os.fstat(handle).st_mode) else None)
            sync(handle)

        sqlite3.connect, os.fsync = connected, synced
        sys.addaudithook(self.audited)


def run(folder, last, words, target):
    """Be the process of a command, alone in its group; returns its exit status."""
    from pipeline.cli.commands import main

    os.setsid()
    os.chdir(folder)
    sys.argv[1:] = words
    nowhere, code = os.open(os.devnull, os.O_RDWR), 0
    with tempfile.TemporaryFile() as said:
        for stream, goes_to in enumerate((nowhere, nowhere, said.fileno())):
            os.dup2(goes_to, stream)
        steps = Steps(last, partial(os.rename, folder, target) if target else None)
        steps.watch()
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        sys.stderr.flush()
        said.seek(0)
        return code, steps.taken, said.read().decode()


def serve():
    """Fork a process for each command: what it loads is loaded once for all of them."""
    import pipeline.recipes.correct
    import pipeline.recipes.issue  # noqa: F401
    from pipeline.recipes.write import load_writers

    load_writers()
    for line in sys.stdin:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.write(writing, json.dumps(run(*json.loads(line))).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        print(said or json.dumps((os.waitstatus_to_exitcode(status), 0, "")), flush=True)


if __name__ == "__main__":  # the reading process imports this file too
    serve()
