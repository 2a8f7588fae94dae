"""Time `merge` of 8 new forms as a whole process, beside what a user would write with pandas.

Run: .venv/bin/python benchmarks/merge.py [rounds]
Prints the median of each and their ratio. A run that fails ends all with exit status 2.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from timed import ROOT, need, timed

PANDAS_SCRIPT = """
import sys, pathlib, pandas as pd
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx"))
frames = [pd.read_excel(f, sheet_name=0) for f in files]
pd.concat(frames).to_excel(sys.argv[2])
"""
PERIOD = "2023-W10"
NOW = "2023-03-14T14:00"


def prepare(folder: Path) -> Path:
    """Play the demo once and keep one week's returned files in a fresh office."""
    subprocess.run(
        [sys.executable, "-m", "pipeline", "demo", str(folder / "demo"), "--short"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    office = folder / "office"
    shutil.copytree(
        folder / "demo", office, ignore=shutil.ignore_patterns("collected", "output", "20*")
    )
    (office / "output").mkdir()
    (office / "returned").mkdir()
    from pipeline.domain.period import Period
    from pipeline.recipes.check import check
    from pipeline.recipes.desk import open_desk

    desk = open_desk(office)
    files = sorted((folder / "demo" / "collected").rglob("*.xlsx"))
    read = check(desk, files, lambda done, whole: None)
    wanted = [f for f, s in zip(files, read, strict=True) if s.period == Period.parse(PERIOD)]
    for index, file in enumerate(wanted):
        shutil.copyfile(file, office / "returned" / f"{index}.xlsx")
    print(f"{len(wanted)} forms")
    return office


def medians(rounds: int, before: Callable[[], None], *runs: Callable[[], float]) -> list[float]:
    """Return each run's median; they take turns, so a busy machine slows all alike."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, took in zip(runs, times, strict=True):
            before()
            took.append(run())
    return [statistics.median(took) for took in times]


def main() -> None:
    """Measure both and print the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    need("pandas", "openpyxl")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        office = prepare(folder)

        def fresh() -> None:
            shutil.rmtree(office / "collected", ignore_errors=True)
            shutil.rmtree(office / "output", ignore_errors=True)
            shutil.copytree(office / "returned", office / "collected")
            (office / "output").mkdir()
            out.unlink(missing_ok=True)

        made = office / "output" / PERIOD
        written = [made / f"tong-hop-{PERIOD}.xlsx", made / f"bao-cao-{PERIOD}.docx"]
        ours = [sys.executable, "-m", "pipeline", "merge", PERIOD]
        ours += ["--office", str(office), "--now", NOW]
        script = folder / "plain.py"
        script.write_text(PANDAS_SCRIPT, encoding="utf-8")
        out = folder / "plain.xlsx"
        theirs = [sys.executable, str(script), str(office / "returned"), str(out)]
        merge, plain = medians(
            rounds,
            fresh,
            lambda: timed(ours, writes=written)[0],
            lambda: timed(theirs, writes=[out])[0],
        )
    print(f"merge, whole process     {merge:.2f} s")
    print(f"pandas script            {plain:.2f} s")
    print(f"ratio                    {merge / plain:.2f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
