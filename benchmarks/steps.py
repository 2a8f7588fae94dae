"""Which step of a command takes the time, and at which does it hold the most?

    python benchmarks/steps.py FILE WORDS…       FILE gets {step: [seconds, MB]} as JSON

The command runs in this process, and a second thread looks every few milliseconds where the first
one is, by the rooms of the house; the program knows nothing of it. Seconds are of the processor, MB
the most that this process held in a step. What other threads did (they load modules meanwhile), and
other processes (they read), stands apart. Only Linux tells.
"""

from __future__ import annotations

import json
import resource
import runpy
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from timed import ROOT

_EVERY = 0.004  # seconds
_PAGE = resource.getpagesize() / 2**20  # MB
_LOADING, _REST, _THREADS, _OTHERS = (
    "loading modules",
    "all else",
    "other threads",
    "other processes",
)
# A room, a module or a function in one, and what its work is called. The outermost counts, so that
# what proof asks of the tables is proof; but for what stands first, wherever it is asked for.
_ANYWHERE = {"ledger/": "ledger"}
_STEPS = {
    "config/": "office",
    "recipes/desk.py": "office",
    "recipes/receive.py": "reading",
    "recipes/judge.py:history_of": "history",
    "recipes/judge.py": "figures",
    "recipes/remake.py": "history",
    "consolidate/history.py": "history",
    "recipes/write.py:laid_out": "words and tables",
    "recipes/brief.py": "words and tables",
    "outputs/said.py": "words and tables",
    "outputs/book/": "workbook",
    "outputs/report/": "document",
    "outputs/proof.py": "proof",
    "outputs/decree/": "decree",
    "outputs/publish.py": "publishing",
    "recipes/folders.py": "publishing",
    "recipes/edited.py": "publishing",
    "recipes/write.py:put": "publishing",
    "recipes/manifest.py": "publishing",
    "consolidate/": "figures",
    "screen/": "screen",
}


class Watch(threading.Thread):
    """Looks where another thread is until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.most: defaultdict[str, float] = defaultdict(float)
        self._watched = threading.get_ident()
        self._over = threading.Event()

    def run(self) -> None:
        """Give each bit of time to the step it is seen in."""
        clock = time.pthread_getcpuclockid(self._watched)
        began = time.clock_gettime(clock)
        while not self._over.wait(_EVERY):
            frame, now = sys._current_frames().get(self._watched), time.clock_gettime(clock)
            step = _step_of(frame)
            self.seconds[step] += now - began
            self.most[step] = max(self.most[step], _held())
            began = now

    def end(self) -> dict[str, tuple[float, float]]:
        """Stop; return seconds and MB of each step."""
        self._over.set()
        self.join()
        order = dict.fromkeys((_LOADING, *_STEPS.values(), *_ANYWHERE.values(), _REST))
        found = {s: (self.seconds[s], self.most[s]) for s in order if s in self.seconds}
        beside = time.process_time() - sum(self.seconds.values())  # of which a little is this one
        found[_THREADS] = beside, max(self.most.values(), default=0.0)
        others = resource.getrusage(resource.RUSAGE_CHILDREN)
        found[_OTHERS] = others.ru_utime + others.ru_stime, others.ru_maxrss / 1024
        return found


def _step_of(frame: FrameType | None) -> str:
    places = list(_places(frame))  # the innermost first
    if any("importlib" in place for place in places):
        return _LOADING
    for steps, way in ((_ANYWHERE, places), (_STEPS, reversed(places))):
        for place in way:
            for room, step in steps.items():
                if place.startswith(room):
                    return step
    return _REST


def _places(frame: FrameType | None) -> Iterator[str]:
    house = str(ROOT / "pipeline") + "/"
    while frame:
        yield f"{frame.f_code.co_filename.removeprefix(house)}:{frame.f_code.co_name}"
        frame = frame.f_back


def _held() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def main() -> None:
    """Run the command, write down what was seen, end as it ended."""
    told, sys.argv = Path(sys.argv[1]), sys.argv[1:]
    watch = Watch()
    watch.start()
    try:
        runpy.run_module("pipeline", run_name="__main__", alter_sys=True)
    finally:
        told.write_text(json.dumps(watch.end()), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
