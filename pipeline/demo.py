"""A sample office: six weeks of forms, filled as eight different clerks would, and merged.

Everything goes through the commands a user types. Figures are made from a seed; delays, a missing
unit, an invalid file, a resubmission and a unit with nothing to report are played on purpose.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from lxml import etree

from pipeline import texts
from pipeline.config import find_office, load_form, load_office
from pipeline.domain.finding import BaocaoError
from pipeline.domain.form import Form
from pipeline.domain.office import Office, Unit
from pipeline.domain.period import Period
from pipeline.intake.workbook import Book, Sheet, read

_SEED = 6
_WEEKS = ("2023-W08", "2023-W09", "2023-W10", "2023-W11", "2023-W12", "2023-W13")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUSY = {"cong-an": 60, "tu-phap": 25, "tnmt": 14, "ldtbxh": 6, "thue": 18, "bhxh": 9}

Command = Callable[[Sequence[str]], int]
Cells = Mapping[tuple[int, int], int | str | None]  # 0-based row and column → what is typed


@dataclass
class Stock:
    """What the played units still have on their desks, by service code."""

    pending: dict[str, int] = field(default_factory=dict)


def play(folder: Path, command: Command) -> None:
    """Build the office in a new folder, live through six weeks, and say where to look."""
    if folder.exists() and any(folder.iterdir()):
        raise BaocaoError(texts.DEMO_FOLDER_TAKEN.format(folder=folder))
    root = find_office(Path(__file__).resolve().parent)
    _furnish(root, folder)
    office, form = load_office(folder / "config.toml"), load_form(_form_path(folder))
    stock, dice = Stock(), random.Random(_SEED)
    for name in _WEEKS:
        _live_a_week(folder, office, form, Period.parse(name), stock, dice, command)
    click.echo(texts.DEMO_DONE.format(folder=folder, period=_WEEKS[-1]))


def _form_path(folder: Path) -> Path:
    return folder / "input_templates" / "weekly" / "form.toml"


def _furnish(root: Path, folder: Path) -> None:
    (folder / "collected").mkdir(parents=True)
    (folder / "output").mkdir()
    shutil.copyfile(root / "config.toml", folder / "config.toml")
    weekly = folder / "input_templates" / "weekly"
    weekly.mkdir(parents=True)
    for name in ("form.toml", "report.md", "correction.md"):
        shutil.copyfile(root / "input_templates" / "weekly" / name, weekly / name)


def _live_a_week(
    folder: Path,
    office: Office,
    form: Form,
    period: Period,
    stock: Stock,
    dice: random.Random,
    command: Command,
) -> None:
    due = office.schedule.deadline(period)
    monday_evening = due - timedelta(hours=16)
    tuesday_noon = due + timedelta(hours=5)
    _type(command, folder, due - timedelta(days=4), "templates", str(period), show=False)
    forms = folder / "input_templates" / "weekly" / str(period)
    last = str(period) == _WEEKS[-1]
    after_deadline: list[tuple[Path, bytes]] = []
    for unit in office.units:
        for path, content, early in _returned(forms, office, form, unit, period, stock, dice):
            target = folder / "collected" / path
            if early:
                _drop(target, content)
            else:
                after_deadline.append((target, content))
    _type(command, folder, monday_evening, "merge", str(period), show=False)
    for target, content in after_deadline:
        _drop(target, content)
    _type(command, folder, tuesday_noon, "merge", str(period), show=last)


def _drop(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _type(command: Command, folder: Path, now: datetime, *words: str, show: bool) -> None:
    arguments = [*words, "--office", str(folder), "--now", now.isoformat()]
    click.secho("$ baocao06 " + " ".join(arguments), dim=True)
    if show:
        command(arguments)
        return
    with contextlib.redirect_stdout(io.StringIO()):
        command(arguments)


def _returned(
    forms: Path,
    office: Office,
    form: Form,
    unit: Unit,
    period: Period,
    stock: Stock,
    dice: random.Random,
) -> list[tuple[str, bytes, bool]]:
    """Return what a unit sends for a week: path below collected/, bytes, before the deadline?"""
    last, second = str(period) == _WEEKS[-1], str(period) == _WEEKS[1]
    blank = (forms / f"{period}-{unit.code}.xlsx").read_bytes()
    due = office.schedule.deadline(period)
    saved = due - timedelta(hours=dice.randint(17, 24), minutes=dice.randint(0, 59))
    week = Week(form, blank, unit, stock, dice)
    if last and unit.code == "thue":  # never sends
        return []
    if unit.code == "gddt":  # nothing to report, every week
        return [(_named(unit, period), week.nothing(saved), True)]
    answers = week.answers()
    if last and unit.code == "dien-luc":  # leaves cells blank
        return [(_named(unit, period), week.filled(answers, saved, spoil=True), True)]
    if last and unit.code == "tnmt":  # late by some hours
        return [(_named(unit, period), week.filled(answers, due + timedelta(hours=2)), False)]
    if last and unit.code == "bhxh":  # saved before, seen after: somebody must say
        return [(_named(unit, period), week.filled(answers, saved), False)]
    if second and unit.code == "tu-phap":  # first without answers, then put right
        wrong = week.filled(answers, saved, spoil=True)
        right = week.filled(answers, due + timedelta(hours=1))
        return [
            (_named(unit, period), wrong, True),
            (f"gui-lai/{_named(unit, period)}", right, False),
        ]
    return [(_named(unit, period), week.filled(answers, saved), True)]


def _named(unit: Unit, period: Period) -> str:
    """Return a file name as different clerks would choose it."""
    style = sum(map(ord, unit.code)) % 3
    week = f"{period.number:02}"
    return texts.DEMO_FILE_NAMES[style].format(
        code=unit.code, unit=unit.short_name.replace("/", " "), week=week, period=period
    )


@dataclass
class Week:
    """One unit's form of one week, and the clerk who fills it."""

    form: Form
    blank: bytes
    unit: Unit
    stock: Stock
    dice: random.Random

    def answers(self) -> dict[str, dict[str, int | str]]:
        """Make a consistent week's figures for each of the unit's services."""
        sheet = _sheet(read(self.blank), self.form.table.sheet)
        return {key: self._service(key) for key in _rows(sheet) if key.startswith("dvc-")}

    def _service(self, key: str) -> dict[str, int | str]:
        dice, busy = self.dice, _BUSY.get(self.unit.code, 5)
        online, direct = dice.randint(0, busy * 2), dice.randint(0, max(1, busy // 3))
        carried = self.stock.pending.get(key, dice.randint(0, 4))
        every = online + direct + carried
        pending = dice.randint(0, every // 5)
        late_pending = 1 if pending > 3 and dice.random() < 0.3 else 0
        resolved = every - pending
        overdue = 1 if resolved > 8 and dice.random() < 0.25 else 0
        early = dice.randint(0, resolved - overdue)
        rejected = dice.randint(1, 3) if dice.random() < 0.2 else 0
        back = dice.randint(1, 2) if pending > 2 and dice.random() < 0.4 else 0
        self.stock.pending[key] = pending
        row: dict[str, int | str] = {
            "received_online": online,
            "received_direct": direct,
            "carried_over": carried,
            "received_total": every,
            "received_new": online + direct,
            "resolved_early": early,
            "resolved_on_time": resolved - overdue - early,
            "resolved_overdue": overdue,
            "resolved_total": resolved,
            "pending_in_time": pending - late_pending,
            "pending_overdue": late_pending,
            "pending_total": pending,
            "results_returned": resolved,
            "rejected": rejected,
            "sent_back": back,
        }
        for column, count in (
            ("overdue_reason", overdue + late_pending),
            ("rejected_reason", rejected),
            ("sent_back_reason", back),
        ):
            if count:
                row[column] = dice.choice(texts.DEMO_REASONS[column])
        return row

    def filled(
        self, answers: Mapping[str, Mapping[str, int | str]], saved: datetime, spoil: bool = False
    ) -> bytes:
        """Fill the form; `spoil` leaves a count and the signer out."""
        book = read(self.blank)
        sheet = _sheet(book, self.form.table.sheet)
        columns, rows = _columns(sheet), _rows(sheet)
        typed: dict[tuple[int, int], int | str | None] = {}
        for key, row in answers.items():
            for column, value in row.items():
                typed[rows[key], columns[column]] = self._as_typed(column, value)
        first = next(iter(answers))
        if spoil:
            typed[rows[first], columns["received_online"]] = None
        return self._saved(book, typed, _activity(sheet, self.form, self.form.some_answer), saved)

    def nothing(self, saved: datetime) -> bytes:
        """Answer "không phát sinh" with one click; what is carried over computes to 0."""
        book = read(self.blank)
        sheet = _sheet(book, self.form.table.sheet)
        columns = _columns(sheet)
        carried = [columns[c.id] for c in self.form.table.columns if c.carried_from]
        rows = [row for key, row in _rows(sheet).items() if key.startswith("dvc-")]
        computed: Cells = {(row, column): 0 for row in rows for column in carried}
        return self._saved(
            book, computed, _activity(sheet, self.form, self.form.none_answer), saved
        )

    def _as_typed(self, column: str, value: int | str) -> int | str:
        """Type a number as this clerk does: most as numbers, one with the measure behind it."""
        declared = self.form.table.column(column)
        if self.unit.code == "ldtbxh" and declared.typed and isinstance(value, int) and value:
            return f"{value} {declared.measure}" if declared.measure else value
        return value

    def _saved(self, book: Book, typed: Cells, activity: Cells, saved: datetime) -> bytes:
        narrative = _sheet(book, self.form.narrative_sheet)
        said: dict[tuple[int, int], int | str | None] = {}
        rows = _rows(narrative)
        for section in self.form.sections:
            said[rows[section.id], 2] = self.form.none_answer
        if self.unit.code == "cong-an":
            said[rows[self.form.sections[0].id], 2] = self.form.some_answer
            said[rows[self.form.sections[0].id], 3] = texts.DEMO_NEWS
        for one in self.form.fields:
            said[rows[one.id], 2] = (
                one.choices[0] if one.choices else texts.DEMO_FIELDS.get(one.id, "")
            )
        sheets = {self.form.table.sheet: {**typed, **activity}, self.form.narrative_sheet: said}
        return type_into(self.blank, book, sheets, saved)


def _sheet(book: Book, name: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def _rows(sheet: Sheet) -> dict[str, int]:
    return {str(c.value): row for (row, column), c in sheet.cells.items() if column == 0}


def _columns(sheet: Sheet) -> dict[str, int]:
    header = _rows(sheet)["#columns.services"]
    return {str(c.value): col for (row, col), c in sheet.cells.items() if row == header and col}


def _activity(sheet: Sheet, form: Form, answer: str) -> Cells:
    row = _rows(sheet)["#activity"]
    answers = (form.some_answer, form.none_answer)
    column = next(
        col for (r, col), c in sorted(sheet.cells.items()) if r == row and c.value in answers
    )
    return {(row, column): answer}


def type_into(content: bytes, book: Book, sheets: Mapping[str, Cells], saved: datetime) -> bytes:
    """Return a workbook of ours with values typed into cells, as saved at a moment."""
    parts = {
        f"xl/worksheets/sheet{index}.xml": sheets[sheet.name]
        for index, sheet in enumerate(book.sheets, start=1)
        if sheet.name in sheets
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename in parts:
                data = _typed_part(data, parts[info.filename])
            if info.filename == "docProps/core.xml":
                data = _saved_part(data, saved)
            target.writestr(info.filename, data)
    return out.getvalue()


def _typed_part(data: bytes, cells: Cells) -> bytes:
    tree = etree.fromstring(data)
    found = {cell.get("r"): cell for cell in tree.iter(f"{_MAIN}c")}
    for cell in found.values():
        # What a formula said of the blank form is no longer so: whoever opens it computes anew.
        value = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None and value is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
    for (row, column), value in cells.items():
        cell = found[_address(row, column)]
        for child in list(cell):
            if not (child.tag == f"{_MAIN}f" and isinstance(value, int)):
                cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, int):
            etree.SubElement(cell, f"{_MAIN}v").text = str(value)
        elif value:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = value
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _saved_part(data: bytes, saved: datetime) -> bytes:
    tree = etree.fromstring(data)
    for element in tree:
        if etree.QName(element).localname == "modified":
            element.text = f"{saved.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _address(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
