"""The weekly form as shipped, and a small office made by hand to fill it."""

import re
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from pipeline.config.form import load_form
from pipeline.domain.office import (
    Letterhead,
    Office,
    Schedule,
    Scoring,
    Service,
    Signer,
    Unit,
    Validity,
)
from pipeline.domain.period import Period, PeriodKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2023, 3, 27, 7, tzinfo=ZONE)
PERIOD = Period.parse("2023-W12")
ALWAYS = Validity()
_SHIPPED = Path(__file__).parents[1] / "input_templates" / "weekly"
FORM, BEFORE = (load_form(_SHIPPED / name) for name in ("form.toml", "form-1.toml"))


def unit(code, name):
    return Unit(
        code=code,
        name=name,
        short_name=name,
        aliases=(),
        contact="",
        validity=ALWAYS,
    )


def service(number, code, validity=ALWAYS):
    return Service(
        code=f"dvc-{number:02}",
        number=number,
        name=f"Dịch vụ công số {number} có tên dài vừa phải để xuống dòng trong ô",
        sector="Công an",
        unit=code,
        note="",
        validity=validity,
    )


POLICE, JUSTICE, NONE = (
    unit("cong-an", "Công an huyện"),
    unit("tu-phap", "Phòng Tư pháp"),
    unit("giao-duc", "Phòng Giáo dục"),
)
NUMBERS = (1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14)
OFFICE = Office(
    name="Tổ công tác triển khai Đề án 06 huyện Hương Khê",
    short_name="Tổ công tác Đề án 06 huyện",
    plan="Kế hoạch",
    receiver="Tổ công tác Đề án 06 huyện (Công an huyện)",
    letterhead=Letterhead(
        parent=("UBND",), issuer=("TỔ CÔNG TÁC",), symbol="BC", place="Hương Khê"
    ),
    signer=Signer(authority=("TỔ TRƯỞNG",), position="", name=""),
    addressees=(),
    recipients=(),
    schedule=Schedule(
        zone=ZONE,
        week_starts=1,
        due_weekday=2,
        due_time=time(9),
        month_ends=12,
        due_days={PeriodKind.MONTH: 13, PeriodKind.HALF_YEAR: 14, PeriodKind.YEAR: 14},
        due_day_included=False,
        holidays=frozenset(),
        working_days=frozenset(),
        move_off_holidays=True,
    ),
    units=(POLICE, JUSTICE, NONE),
    services=(
        *(service(number, "cong-an") for number in NUMBERS),
        service(9, "tu-phap"),
        service(20, None),
        service(26, "cong-an", Validity(until=date(2023, 3, 25))),  # a day before the window ends
        service(27, "cong-an", Validity(since=date(2023, 3, 27))),
    ),
    tasks=(),
    indicators=(),
    scoring=Scoring(
        report_on_time=10,
        report_late=5,
        report_missing=-10,
        report_returned=-2,
        report_corrected=-1,
        task_on_time=5,
        task_overdue=-5,
        target_met=5,
    ),
    targets={},
    cumulative_since=None,
    asked_by={PeriodKind.WEEK: "Theo Văn bản số 1/VB-BCĐ"},
)


EXCEL = ("Microsoft Excel", "16.0300")  # as docProps/app.xml names its program


def saved_at(content, moment):
    """Return a workbook's bytes as its program would have saved them at another time."""
    return stamped(content, f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def stamped(content, said, program=None, created=None, edits=None):
    """Return a workbook's bytes with another stamp; `said` of "" is a file without a time."""
    put = [(b"modified", said), (b"created", created)]
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w") as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                for name, at in put:
                    old = rb"(<dcterms:%b[^>]*>)[^<]*" % name
                    part = part if at is None else re.sub(old, rb"\g<1>" + at.encode(), part)
                if edits is not None:
                    counted = b"<cp:revision>%d</cp:revision></cp:coreProperties>" % edits
                    part = part.replace(b"</cp:coreProperties>", counted)
            if item.filename == "docProps/app.xml" and program is not None:
                for name, value in zip((b"Application", b"AppVersion"), program, strict=True):
                    part = re.sub(rb"(<%b>)[^<]*" % name, rb"\g<1>" + value.encode(), part)
            target.writestr(item.filename, part)
    return out.getvalue()


class Filled:
    """A form a test fills, as a clerk or against her."""

    def __init__(self, content):
        self.book = load_workbook(BytesIO(content))
        self.table, self.narrative = (
            self.book[FORM.table.sheet],
            self.book[FORM.narrative_sheet],
        )
        self._find()

    def _find(self):
        keys = {cell.value: cell.row for cell in self.table["A"] if cell.value is not None}
        self.activity = self.table.cell(
            keys["#activity"],
            next(
                cell.column
                for cell in self.table[keys["#activity"]]
                if cell.value in (FORM.none_answer, FORM.some_answer)
            ),
        )
        self.columns = {cell.value: cell.column for cell in self.table[keys["#columns.services"]]}
        self.rows = {key: row for key, row in keys.items() if not key.startswith("#")}
        self.total_row = keys.get("#total")
        self.narrative_rows = {
            cell.value: cell.row for cell in self.narrative["A"] if cell.value is not None
        }

    @classmethod
    def read(cls, path):
        self = cls.__new__(cls)
        self.book = load_workbook(path, data_only=True)
        self.table, self.narrative = self.book[FORM.table.sheet], self.book[FORM.narrative_sheet]
        self._find()
        return self

    def cell(self, service, column):
        return self.table.cell(self.rows[service], self.columns[column])

    def fill(self, service, **values):
        for column, value in values.items():
            self.cell(service, column).value = value

    def zeros(self, service, **values):
        """Answer every open count with 0, then what is given."""
        for column in FORM.table.columns:
            if column.required and not self.cell(service, column.id).protection.locked:
                self.fill(service, **{column.id: 0})
        self.fill(service, **values)

    def answer_all(self):
        """Answer every section and field."""
        for section in FORM.sections:
            self.narrative.cell(self.narrative_rows[section.id], 3).value = FORM.none_answer
        for field in FORM.fields:
            value = field.choices[0] if field.choices else "Nguyễn Văn Mẫu"
            self.narrative.cell(self.narrative_rows[field.id], 3).value = value

    @property
    def status(self):
        return self.table["B5"].value

    def content(self):
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def save(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path
