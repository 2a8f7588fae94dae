"""Time and peak memory of one merge over everything hostile beside eight good forms.

Run: PYTHONPATH=.:tests .venv/bin/python benchmarks/hostile.py
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from timed import ROOT, need, timed

sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def main() -> None:
    """Make the files of tests/test_hostile.py, merge them, print what it took."""
    need("pytest", "hypothesis", "openpyxl", "xlwt")
    from made import filled
    from test_hostile import NOW, PERIOD, UNITS, read_all_the_same, refused
    from typed import OfficeFolder

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        root = folder / "office"
        root.mkdir()
        office = OfficeFolder(root)
        for unit in UNITS:
            (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, folder / "made"))
        made = folder / "made"
        for name, (content, _) in (refused(made) | read_all_the_same(made)).items():
            if content is not None:  # what is in a .zip
                (office.collected / name).write_bytes(content)
        count = sum(1 for path in office.collected.rglob("*") if path.is_file())
        size = sum(path.stat().st_size for path in office.collected.rglob("*") if path.is_file())
        words = ("-m", "pipeline", "merge", PERIOD, "--now", NOW, "--office", str(root))
        written = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
        took, _ = timed([sys.executable, *words], writes=[written], for_somebody=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{count} files, {size / 1e6:.0f} MB")
    print(f"merge                    {took:.2f} s")
    print(f"largest process          {peak:.0f} MB")


if __name__ == "__main__":
    main()
