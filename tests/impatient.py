"""Run a command whose reader gives a file up sooner than `worker.SECONDS`.

python impatient.py SECONDS merge 2023-W12
"""

import sys

if __name__ == "__main__":  # the reading process imports this file too
    from pipeline.cli import main
    from pipeline.intake.worker import read_all

    read_all.__kwdefaults__["seconds"] = float(sys.argv.pop(1))
    main()
