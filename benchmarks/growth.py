"""How does the work grow with the forms? Seeded offices, and in turn what else could read them.

    python benchmarks/growth.py [UNITS …]        8, 42, 400 and 1,000 where none is said

Each office (`offices.py`) is read by bare python-calamine, merged by a plain script of pandas with
each of its engines, which checks nothing and writes no report, and by the program: cold, with one
new file, and with nothing new. Seconds are of the processor, of a process and those it starts: on a
busy machine they stay what they are. Memory is the peak of the largest process. A run that fails,
or does not write what it should, ends all with exit status 2.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timed import ROOT, Spent, need, spent

from offices import NOW, PERIOD, make_office

SIZES = (8, 42, 400, 1000)
CALAMINE = """
import sys, pathlib, python_calamine
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = python_calamine.CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
PANDAS = """
import sys, pathlib, pandas as pd
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx"))
frames = [pd.read_excel(file, sheet_name=0, engine=sys.argv[3]) for file in files]
pd.concat(frames).to_excel(sys.argv[2], engine=sys.argv[4])
"""


@dataclass(frozen=True)
class Office:
    """An office, and what is run in it."""

    root: Path
    units: int

    @property
    def outputs(self) -> list[Path]:
        """What a merge must write."""
        made = self.root / "output" / PERIOD
        return [made / f"tong-hop-{PERIOD}.xlsx", made / f"bao-cao-{PERIOD}.docx"]

    def fresh(self) -> None:
        """Let all forms lie there as on the first day."""
        for name in ("collected", "output"):
            shutil.rmtree(self.root / name)
        shutil.copytree(self.root / "returned", self.root / "collected")
        (self.root / "output").mkdir()

    def merged(self, *, cold: bool = False) -> Spent:
        """Merge the week."""
        words = [sys.executable, "-m", "pipeline", "merge", PERIOD]
        words += ["--office", str(self.root), "--now", NOW]
        return spent(words, writes=self.outputs if cold else ())

    def without_last(self) -> Spent:
        """Merge all but one form, then that one: what is measured is the second run."""
        self.fresh()
        last = sorted((self.root / "collected").glob("*.xlsx"))[-1]
        kept = last.read_bytes()
        last.unlink()
        command = [sys.executable, "-m", "pipeline", "merge", PERIOD, "--now", NOW]
        spent([*command, "--office", str(self.root)], writes=self.outputs)
        last.write_bytes(kept)
        return self.merged()

    def script(self, code: str, *words: str) -> Spent:
        """Run a script over the returned forms."""
        out = self.root / "plain.xlsx"
        out.unlink(missing_ok=True)
        command = [sys.executable, "-c", code, str(self.root / "returned"), str(out), *words]
        return spent(command, writes=[out] if words else ())


def measure(office: Office) -> dict[str, Spent]:
    """Run all in turn."""
    office.fresh()
    return {
        "bare calamine": office.script(CALAMINE),
        "pandas": office.script(PANDAS, "openpyxl", "openpyxl"),
        "pandas, calamine, xlsxwriter": office.script(PANDAS, "calamine", "xlsxwriter"),
        "merge, cold": office.merged(cold=True),
        "merge, nothing new": office.merged(),
        "merge, one new": office.without_last(),
    }


def table(sizes: Sequence[int], found: dict[int, dict[str, Spent]]) -> str:
    """Lay the figures out: a row for each run, a column for each size."""
    rows = [["", *(f"{size:,} forms" for size in sizes)]]
    rows.append(["---", *("---:" for _ in sizes)])
    for run in found[sizes[0]]:
        rows.append([run, *(_told(found[size], run) for size in sizes)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _told(runs: dict[str, Spent], run: str) -> str:
    """Say a run as a share of the plain pandas script, then what it took."""
    one, plain = runs[run], runs["pandas"].cpu
    return f"**{one.cpu / plain:.2f}** · {one.cpu:.2f} s · {one.memory:.0f} MB"


def main() -> None:
    """Make each office, measure, print."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    need("pandas", "openpyxl", "python_calamine", "xlsxwriter")
    found: dict[int, dict[str, Spent]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            office = Office(Path(temporary), size)
            make_office(office.root, size)
            found[size] = measure(office)
            print(f"{size} forms measured", file=sys.stderr)
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
    print(table(sizes, found))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
