"""The shipped declarations: their files, one copied, one edited, all as one file of before."""

import re
import shutil
from pathlib import Path

from pipeline.config.files import declared_files, read_declared

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "config.toml"
TABLES = [file for file in declared_files(CONFIG) if file.suffix == ".toml"]
DECLARED = read_declared(CONFIG).data


def copy_declared(folder, office=ROOT):
    """Copy config.toml and the files it names into a folder."""
    for file in declared_files(office / "config.toml"):
        target = folder / file.relative_to(office)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def declared_in(folder, words):
    """Return which of an office's declared files holds some words."""
    files = declared_files(folder / "config.toml")
    return next(file for file in files if words in file.read_text(encoding="utf-8"))


def edit(folder, old, new, count=1):
    """Change some words of an office's declarations, in the file that holds them."""
    file = declared_in(folder, old)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, count), encoding="utf-8")


def as_one_file():
    """Return the shipped declarations as the one config.toml that offices had before."""
    office, *others = (file.read_text(encoding="utf-8") for file in TABLES)
    plan = DECLARED["plans"][0]["title"]
    office = re.sub(r"^(include|plans) = .*\n", "", office, flags=re.M)
    office = office.replace("[office]\n", f'[office]\nplan = "{plan}"\n')
    return "\n".join((office, *map(_rows_of, others)))


def _rows_of(text):
    """The rows of a file; those of a plan with the plan's days, where they say none."""
    plan = re.search(r"^\[plan\]\n(?:.+\n)*", text, flags=re.M)
    if not plan:
        return text
    days = re.findall(r"^(?:since|until) = .+\n", plan[0], flags=re.M)
    rows = text.replace(plan[0], "")

    def dated(row):
        said = [day for day in days if f"\n{day[:8]}" not in row[0]]
        return f"{row[0]}{''.join(said)}"

    return re.sub(
        r"^\[\[(?:bases|tasks|indicators)\]\]\n(?:[^\n\[#].*\n)+", dated, rows, flags=re.M
    )
