"""Run a command whose reader waits little for one file, of which it is known that it never ends.

    python impatient.py "đọc không xong.xlsx" merge 2023-W12
"""

import sys

from pebble import ProcessPool

from pipeline.intake import worker

SECONDS = 5


class Impatient(ProcessPool):
    hopeless = ""

    def schedule(self, function, args, timeout):
        seconds = SECONDS if args[0].file == self.hopeless else timeout
        return super().schedule(function, args=args, timeout=seconds)


if __name__ == "__main__":  # the reading process imports this file too
    from pipeline.cli import main

    Impatient.hopeless = sys.argv.pop(1)
    worker.ProcessPool = Impatient
    main()
