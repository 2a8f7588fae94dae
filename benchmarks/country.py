"""From every commune to the ministry: one week of the country, by the commands an office types.

    python benchmarks/country.py [--provinces N] [--communes N] [--keep FOLDER]

Names and codes of the 34 provinces and 3,321 communes are those of the package vietnam-provinces;
it is not of the program's own, and where it is missing this says how to install it. Each province
is an office of its own, made by its declarations: it sends its communes their form, takes the
filled ones in, merges, and hands its sums up in the form the ministry's office sent it. The
ministry merges these. Then one commune corrects a count, and all goes up once more.

All sums at the top are held against the cells of all communes' files, added up by openpyxl and
calamine alone. A sum that differs, a command that fails, a correction that does not arrive ends
all with exit status 2. Seconds are of the processor, memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from timed import ROOT, Spent, furnish, need, patched, spent, stop

WEEK, NOW = "2023-W10", "2023-03-14T08:00"  # an hour before it is due
LATER, ABOVE = "2023-03-14T08:20", "2023-03-14T08:40"
SERVICES = {
    "dvc-09": (9, "Đăng ký khai sinh"),
    "dvc-10": (10, "Đăng ký khai tử"),
    "dvc-11": (11, "Đăng ký kết hôn"),
}
_CORRECTED, _COLUMN, _MORE = "dvc-09", "received_online", 7
_LABELS = {  # of the columns a correction changes, as `status` tells them
    "Trực tuyến": "received_online",
    "Đúng hạn": "resolved_on_time",
    "Đã trả kết quả": "results_returned",
}
_COUNTS = ("received_online", "received_direct", "resolved_on_time", "results_returned")
_LETTERS = re.compile(r"[^a-z0-9]+")
_UNIT = """
[[units]]
code = "{code}"
name = "{name}"
short_name = "{name}"
group = "cap-duoi"
official_code = "{number}"
reports = ["weekly"]
"""
_SERVICE = """
[[services]]
code = "{code}"
number = {number}
name = "{name}"
sector = "Tư pháp"
units = ["@cap-duoi"]
"""
_GROUP = """
[[groups]]
code = "cap-duoi"
name = "các đơn vị cấp dưới"
"""
_HAND_UP = """
[hand_up]
unit = "{code}"
forms = "bieu-cap-tren"
filled_by = "Người lập mẫu"
"""


@dataclass(frozen=True)
class Body:
    """A commune, or a province with its communes."""

    code: str
    name: str
    number: str  # mã đơn vị hành chính
    below: tuple[Body, ...] = ()


@dataclass
class Level:
    """What one level's commands took."""

    cpu: float = 0
    wall: float = 0
    memory: float = 0
    commands: int = 0

    def add(self, one: Spent) -> None:
        """Add a command."""
        self.cpu, self.wall = self.cpu + one.cpu, self.wall + one.wall
        self.memory, self.commands = max(self.memory, one.memory), self.commands + 1


@dataclass
class Country:
    """The offices below a folder: one of each province, and the ministry's."""

    root: Path
    provinces: Sequence[Body]
    spent: dict[str, Level] = field(default_factory=dict)

    @property
    def ministry(self) -> Path:
        """The office at the top."""
        return self.root / "bo"

    def office(self, province: Body) -> Path:
        """A province's office."""
        return self.root / province.code

    def begin(self) -> None:
        """Declare all offices."""
        declare(self.ministry, "Bộ Công an", self.provinces)
        for province in self.provinces:
            declare(self.office(province), f"Công an {province.name}", province.below)
            config = self.office(province) / "config.toml"
            said = config.read_text(encoding="utf-8") + _HAND_UP.format(code=province.code)
            config.write_text(said, encoding="utf-8")

    def run(self, level: str, office: Path, *words: str, now: str) -> str:
        """Type a command in an office; what asks for a person is no failure."""
        command = [sys.executable, "-m", "pipeline", *words, "--office", str(office), "--now", now]
        one = spent(command, for_somebody=True)
        self.spent.setdefault(level, Level()).add(one)
        return one.said

    def send_forms_down(self) -> None:
        """Let the ministry send each province its form."""
        self.run("ministry", self.ministry, "templates", WEEK, now="2023-03-10T08:00")
        for province in self.provinces:
            form = f"{WEEK}-{province.code}.xlsx"
            into = self.office(province) / "bieu-cap-tren"
            into.mkdir()
            sent = self.ministry / "input_templates" / "weekly" / WEEK / form
            (into / form).write_bytes(sent.read_bytes())

    def collect(self, province: Body, now: str) -> None:
        """Merge a province and hand it up: its form lies in the ministry's folder then."""
        office = self.office(province)
        self.run("provinces: merge", office, "merge", WEEK, now=now)
        self.run("provinces: hand-up", office, "hand-up", WEEK, now=now)
        (made,) = (office / "output" / WEEK / "nop-len").glob(f"{WEEK}-*.xlsx")
        (self.ministry / "collected" / f"{made.stem}-{now[-5:-3]}{now[-2:]}.xlsx").write_bytes(
            made.read_bytes()
        )


def declare(office: Path, name: str, below: Iterable[Body]) -> None:
    """Make an office that collects a week's counts of three services from the bodies below it."""
    office.mkdir(parents=True)
    furnish(office)
    config = (office / "config.toml").read_text(encoding="utf-8")
    config = re.sub(r"(?m)^plans = .*$", "", config)
    config = re.sub(r'(?m)^name = "Tổ công tác.*$', f'name = "{name}"', config)
    config = re.sub(r'(?m)^short_name = ".*$', f'short_name = "{name}"', config)
    config = re.sub(r'(?m)^name = ""$', 'name = "Người ký mẫu"', config, count=1)
    (office / "config.toml").write_text(config, encoding="utf-8")
    units = (_UNIT.format(code=one.code, name=one.name, number=one.number) for one in below)
    services = (_SERVICE.format(code=c, number=n, name=said) for c, (n, said) in SERVICES.items())
    (office / "units.toml").write_text(_GROUP + "".join(units), encoding="utf-8")
    (office / "services.toml").write_text("".join(services), encoding="utf-8")
    for folder in ("collected", "output"):
        (office / folder).mkdir()


def fill(office: Path, seed: int) -> None:
    """Draw one commune's form, give it each commune's name, and let each fill its own."""
    from pipeline.demo.week import Stock, Week
    from pipeline.domain.period import Period
    from pipeline.outputs.forms.form import build_form
    from pipeline.recipes.desk import open_desk

    desk, period = open_desk(office), Period.parse(WEEK)
    form, whole, due = desk.form(period), desk.office(period), desk.schedule.deadline(period)
    stock, dice = Stock(), random.Random(seed)
    first, *_ = units = whole.reporters(period)
    blank = build_form(form, whole, period, first, {}, due)
    for number, unit in enumerate(units, start=1):
        own = patched(blank, (first.code, first.name), (unit.code, unit.name))
        week = Week(form, own, unit, period, stock, dice)
        content = week.filled(week.answers(), due - timedelta(hours=20, seconds=number))
        (office / "collected" / f"{unit.code}.xlsx").write_bytes(content)


def correct(office: Path, commune: Body) -> None:
    """Let a commune send its form again, with some more received and resolved of one service."""
    from pipeline.demo.typing import columns_of, rows_of, sheet_of, type_into
    from pipeline.domain.period import Period
    from pipeline.intake.workbook import read
    from pipeline.recipes.desk import open_desk

    desk = open_desk(office)
    form = desk.form(Period.parse(WEEK))
    content = (office / "collected" / f"{commune.code}.xlsx").read_bytes()
    book = read(content)
    sheet = sheet_of(book, form.table.sheet)
    row, columns = rows_of(sheet)[_CORRECTED], columns_of(sheet, "services")
    ids = (_COLUMN, "received_new", "received_total")
    ids += ("resolved_on_time", "resolved_total", "results_returned")
    typed = {(row, columns[id]): int(sheet.cells[row, columns[id]].value) + _MORE for id in ids}
    saved = desk.schedule.deadline(Period.parse(WEEK)) - timedelta(minutes=50)
    again = type_into(content, book, {sheet.name: typed}, saved)
    (office / "collected" / f"{commune.code}-sua.xlsx").write_bytes(again)


def cells(files: Iterable[Path], reader: str) -> Counter[tuple[str, str]]:
    """Add up the counts of filled forms, by service and column, by a library alone."""
    added: Counter[tuple[str, str]] = Counter()
    for file in files:
        rows = [list(row) for row in _rows(file, reader)]
        mark = next(row for row in rows if row and row[0] == "#columns.services")
        at = {id: mark.index(id) for id in _COUNTS}
        for row in rows:
            if row and row[0] in SERVICES:
                for id, column in at.items():
                    added[row[0], id] += _count(row[column])
    return added


def _rows(file: Path, reader: str) -> Iterator[Sequence[object]]:
    if reader == "openpyxl":
        import openpyxl

        with closing(openpyxl.load_workbook(file, read_only=True)) as book:
            yield from book.worksheets[0].values
    else:
        from python_calamine import CalamineWorkbook

        yield from (
            CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )


def _count(value: object) -> int:
    return int(float(str(value).split()[0]))


def stated(ministry: Path) -> Counter[tuple[str, str]]:
    """Return what the ministry's workbook says the provinces' cells are, added up."""
    import openpyxl

    path = ministry / "output" / WEEK / f"tong-hop-{WEEK}.xlsx"
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        header, *rows = book["Dữ liệu"].values
    at = {name: header.index(name) for name in ("Mã DVC", "Mã cột", "Giá trị")}
    added: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row[at["Mã cột"]] in _COUNTS:
            added[row[at["Mã DVC"]], row[at["Mã cột"]]] += int(row[at["Giá trị"]])
    return added


def provinces_of(most: int | None, communes: int | None) -> list[Body]:
    """Return the provinces and their communes, by the package's names and codes."""
    from vietnam_provinces import Province, Ward

    below: dict[int, list[Body]] = {}
    for ward in Ward.iter_all():
        body = Body(f"xa-{int(ward.code):05}", ward.name, f"{int(ward.code):05}")
        below.setdefault(int(ward.province_code), []).append(body)
    every = [
        Body(
            _code(one.name),
            one.name,
            f"{int(one.code):02}",
            tuple(_told_apart(below[int(one.code)])),
        )
        for one in Province.iter_all()
    ]
    return [Body(one.code, one.name, one.number, one.below[:communes]) for one in every[:most]]


def _told_apart(bodies: Sequence[Body]) -> Iterator[Body]:
    """Yield communes, each with its code where two of a province have one name."""
    times = Counter(one.name for one in bodies)
    for one in bodies:
        name = one.name if times[one.name] == 1 else f"{one.name} ({one.number})"
        yield Body(one.code, name, one.number)


def _code(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _LETTERS.sub("-", letters).strip("-")


def play(country: Country) -> None:
    """Let one week go up, then a correction; what does not arrive as it should ends all."""
    country.begin()
    country.send_forms_down()
    for number, province in enumerate(country.provinces):
        fill(country.office(province), number)
        country.collect(province, LATER)
    country.run("ministry", country.ministry, "merge", WEEK, now=LATER)
    files = [
        country.office(one) / "collected" / f"{commune.code}.xlsx"
        for one in country.provinces
        for commune in one.below
    ]
    by_openpyxl, by_calamine = (cells(files, reader) for reader in ("openpyxl", "calamine"))
    hold("both libraries", by_openpyxl, by_calamine)
    hold("the ministry's sums", by_openpyxl, stated(country.ministry))
    first = country.provinces[0]
    correct(country.office(first), first.below[0])
    country.collect(first, ABOVE)
    country.run("ministry, a correction", country.ministry, "merge", WEEK, now=ABOVE)
    by_openpyxl.update(moved())
    hold("the ministry's sums after a correction", by_openpyxl, stated(country.ministry))
    looked = country.run("ministry, status", country.ministry, "status", WEEK, "--json", now=ABOVE)
    hold("the changes listed at the ministry", moved(), listed(looked, first.code))


def moved() -> Counter[tuple[str, str]]:
    """Return what a correction adds, of the columns that are held."""
    return Counter({(_CORRECTED, id): _MORE for id in _LABELS.values()})


def listed(status: str, unit: str) -> Counter[tuple[str, str]]:
    """Return what a unit's newest report says otherwise than the one before, as `status` tells."""
    (period,) = json.loads(status)["periods"]
    (told,) = (one for one in period["units"] if one["code"] == unit)
    code = {said: code for code, (_, said) in SERVICES.items()}
    added: Counter[tuple[str, str]] = Counter()
    for one in told["changes"]:
        if (id := _LABELS.get(one["column"])) is not None:
            added[code[one["subject"]], id] += one["new"] - one["old"]
    return added


def hold(what: str, wanted: Counter[tuple[str, str]], found: Counter[tuple[str, str]]) -> None:
    """End the benchmark unless two sums are the same, or where nothing was added up."""
    if not wanted or wanted != found:
        stop(f"{what}: {dict(found)} instead of {dict(wanted)}")


def main() -> None:
    """Play the country, or as much of it as is asked for, and print what each level took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--provinces", type=int, default=None)
    parser.add_argument("--communes", type=int, default=None)
    parser.add_argument("--keep", type=Path, default=None)
    asked = parser.parse_args()
    need("openpyxl", "python_calamine")
    try:
        provinces = provinces_of(asked.provinces, asked.communes)
    except ImportError:
        stop("not installed: vietnam-provinces (pip install vietnam-provinces)")
    with tempfile.TemporaryDirectory() as temporary:
        country = Country(asked.keep or Path(temporary) / "nuoc", provinces)
        play(country)
    communes = sum(len(one.below) for one in provinces)
    print(f"{len(provinces)} provinces, {communes} communes: sums agree\n")
    print("| | commands | CPU s | wall s | MB, at most |\n| --- | ---: | ---: | ---: | ---: |")
    for level, one in country.spent.items():
        print(f"| {level} | {one.commands} | {one.cpu:.1f} | {one.wall:.1f} | {one.memory:.0f} |")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
