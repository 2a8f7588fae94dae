"""Print what the seeded slips and honest forms came to: `python -m seeded` in tests/."""

import sys
import tempfile
from pathlib import Path

from seeded.run import run, told

with tempfile.TemporaryDirectory() as folder:
    print(told(run(Path(folder), *map(int, sys.argv[1:]))))
