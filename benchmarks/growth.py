"""How does the work grow with the forms? Seeded offices, and in turn what else could read them.

    python benchmarks/growth.py [UNITS …] [--keep FOLDER]

8, 42, 400, 1,000 and 10,000 units where none is said; a table comes after each. Each office
(`offices.py`) is read by bare python-calamine, merged by a plain script of pandas with each of its
engines and by one of polars, which check nothing and write no report, and by the program: cold,
with one new file, and with nothing new. Polars is left out, and that is said, where it is not
installed: `pip install polars fastexcel`; this installs nothing.

Seconds are of the processor, of a process and those it starts: on a busy machine they stay what
they are. Memory is the peak of the largest process. A run that fails, does not write what it
should or refuses a form, or a file that came last and leads to another workbook or report than
before, ends all with exit status 2. FOLDER gets what was measured (`growth.json`, to which a later
run adds its sizes) and the lines (`growth.svg`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from plot import Panel, svg
from timed import ROOT, Spent, need, spent, stop

from offices import NOW, PERIOD, make_office

SIZES = (8, 42, 400, 1000, 10_000)
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
POLARS = """
import sys, pathlib, polars as pl
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx"))
frames = [pl.read_excel(file, sheet_id=1, engine="calamine") for file in files]
pl.concat(frames, how="diagonal_relaxed").write_excel(sys.argv[2])
"""
BARE, PLAIN, FAST, POLARS_RUN = (
    *("bare calamine", "pandas"),
    *("pandas, calamine, xlsxwriter", "polars, fastexcel"),
)
OURS = COLD, NEW, SAME = "merge, cold", "merge, one new", "merge, nothing new"
Steps = Mapping[str, tuple[float, float]]  # step → seconds of the processor, MB


@dataclass(frozen=True)
class Measured:
    """What was measured in an office of one size; None is a run that was left out."""

    runs: Mapping[str, Spent | None]
    steps: Steps


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

    def merged(self, *program: str, cold: bool = False, of: int | None = None) -> Spent:
        """Merge the week, of which some forms are there; all of these are to be accepted."""
        words = [sys.executable, *(program or ("-m", "pipeline")), "merge", PERIOD]
        words += ["--office", str(self.root), "--now", NOW]
        done = spent(words, writes=self.outputs if cold else ())
        valid = self.units if of is None else of
        if f" {valid}/{self.units} " not in done.said:
            stop(f"not every form was accepted:\n{done.said}")
        return replace(done, said="")

    def by_step(self) -> Steps:
        """Merge all but one form, and see at what; that one comes then."""
        self.fresh()
        last = sorted((self.root / "collected").glob("*.xlsx"))[-1]
        kept, told = last.read_bytes(), self.root / "steps.json"
        last.unlink()
        watched = str(ROOT / "benchmarks" / "steps.py")
        self.merged(watched, str(told), cold=True, of=self.units - 1)
        last.write_bytes(kept)
        steps: Steps = json.loads(told.read_text(encoding="utf-8"))
        return steps

    def script(self, code: str, *words: str) -> Spent:
        """Run a script over the returned forms."""
        out = self.root / "plain.xlsx"
        out.unlink(missing_ok=True)
        command = [sys.executable, "-c", code, str(self.root / "returned"), str(out), *words]
        return spent(command, writes=[out] if code != CALAMINE else ())


def measure(office: Office) -> Measured:
    """Run all in turn."""
    office.fresh()
    runs: dict[str, Spent | None] = {
        BARE: office.script(CALAMINE),
        PLAIN: office.script(PANDAS, "openpyxl", "openpyxl"),
        FAST: office.script(PANDAS, "calamine", "xlsxwriter"),
        POLARS_RUN: office.script(POLARS) if has_polars() else None,
        COLD: office.merged(cold=True),
    }
    wanted = [path.read_bytes() for path in office.outputs]
    runs[SAME] = office.merged()
    steps = office.by_step()
    runs[NEW] = office.merged()
    if [path.read_bytes() for path in office.outputs] != wanted:
        stop("the form that came last leads to another workbook or report than all at once")
    return Measured(runs, steps)


def has_polars() -> bool:
    """Whether polars and what it reads Excel with are installed."""
    return bool(find_spec("polars") and find_spec("fastexcel"))


def tables(found: Mapping[int, Measured]) -> str:
    """Lay the figures out, a column for each size: ratios, runs, steps."""
    runs = dict.fromkeys(run for one in found.values() for run in one.runs)
    steps = dict.fromkeys(step for one in found.values() for step in one.steps)
    return "\n\n".join(
        (
            _table("", found, RATIOS),
            _table("", found, {run: lambda one, run=run: _told(one, run) for run in runs}),
            _table(
                "cold, by step", found, {s: lambda one, s=s: _step(one.steps.get(s)) for s in steps}
            ),
        )
    )


def _table(
    corner: str, found: Mapping[int, Measured], rows: Mapping[str, Callable[[Measured], str]]
) -> str:
    said = [[corner, *(f"{size:,} forms" for size in found)]]
    said.append(["---", *("---:" for _ in found)])
    said += [[name, *(cell(one) for one in found.values())] for name, cell in rows.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in said)


def _share(run: str, of: str) -> Callable[[Measured], str]:
    def told(one: Measured) -> str:
        mine, theirs = one.runs[run], one.runs[of]
        return f"**{mine.cpu / theirs.cpu:.2f}**" if mine and theirs else ""

    return told


def _on_the_wall(one: Measured) -> str:
    cold, same = one.runs[COLD], one.runs[SAME]
    return f"{cold.wall:.2f} s · {same.wall:.2f} s" if cold and same else ""


RATIOS: Mapping[str, Callable[[Measured], str]] = {
    "cold, of the pandas script": _share(COLD, PLAIN),
    "cold, of bare calamine": _share(COLD, BARE),
    "one new, of cold": _share(NEW, COLD),
    "nothing new, of cold": _share(SAME, COLD),
    "on the wall: cold · nothing new": _on_the_wall,
}


def _told(one: Measured, run: str) -> str:
    """Say a run as a share of the plain pandas script, then what it took."""
    done, plain = one.runs[run], one.runs[PLAIN]
    if not done or not plain:
        return "not installed"
    return f"**{done.cpu / plain.cpu:.2f}** · {done.cpu:.2f} s · {done.memory:.0f} MB"


def _step(step: tuple[float, float] | None) -> str:
    return f"{step[0]:.2f} s · {step[1]:.0f} MB" if step else ""


def drawn(found: Mapping[int, Measured]) -> str:
    """Draw what grows: the seconds of each run, and of each form."""
    runs = [run for run, done in next(iter(found.values())).runs.items() if done]
    lines = {r: {n: done.cpu for n, one in found.items() if (done := one.runs[r])} for r in runs}
    each = {r: {n: 1000 * cpu / n for n, cpu in line.items()} for r, line in lines.items()}
    return svg(
        "What a week takes, from few forms to many",
        (Panel("Seconds of the processor", lines), Panel("Milliseconds a form", each)),
    )


def kept_in(folder: Path) -> Iterator[tuple[int, Measured]]:
    """Yield what was measured before."""
    if (file := folder / "growth.json").exists():
        for size, one in json.loads(file.read_text(encoding="utf-8")).items():
            runs = {run: done and Spent(**done) for run, done in one["runs"].items()}
            yield int(size), Measured(runs, one["steps"])


def keep(folder: Path, found: Mapping[int, Measured]) -> None:
    """Write down what was measured, and draw it."""
    folder.mkdir(parents=True, exist_ok=True)
    said = json.dumps({size: asdict(one) for size, one in found.items()}, indent=1)
    (folder / "growth.json").write_text(said + "\n", encoding="utf-8")
    (folder / "growth.svg").write_text(drawn(found), encoding="utf-8")


def machine() -> str:
    """Name what all was measured on, and what."""
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    what = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
    return f"Python {platform.python_version()}, {what}; program {git.stdout.strip() or 'unknown'}"


def main() -> None:
    """Make each office, measure, print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("units", nargs="*", type=int, metavar="UNITS", default=SIZES)
    asked.add_argument("--keep", type=Path, metavar="FOLDER")
    words = asked.parse_args()
    need("pandas", "openpyxl", "python_calamine", "xlsxwriter")
    if not has_polars():
        print("polars is left out; `pip install polars fastexcel` brings it", file=sys.stderr)
    print(machine(), flush=True)
    found = dict(kept_in(words.keep)) if words.keep else {}
    for size in words.units:
        with tempfile.TemporaryDirectory() as temporary:
            office = Office(Path(temporary), size)
            make_office(office.root, size)
            found = dict(sorted({**found, size: measure(office)}.items()))
        if words.keep:
            keep(words.keep, found)
        print(f"\n{tables(found)}", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
