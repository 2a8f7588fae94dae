"""A small district of three units over some months, its forms filled as a clerk fills them."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.consolidate.facts import Facts
from pipeline.consolidate.history import build_history
from pipeline.consolidate.merge import summarise
from pipeline.consolidate.standing import Version
from pipeline.domain.decision import Decisions
from pipeline.domain.form import ColumnType, Rows
from pipeline.domain.office import Indicator, Task, Timing, Unit, Validity
from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission
from pipeline.outputs.forms.form import build_form

ROOT = Path(__file__).parents[1]
REGISTER = load_register(ROOT / "config.toml")
SHIPPED = REGISTER.office
FORMS = load_forms(ROOT / "input_templates", REGISTER.begins)
ALL = frozenset({PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.YEAR})
MERGED_ON = date(2023, 3, 20)  # between the windows of March and April


def month(text):
    return Period.parse(text)


def unit(code, name, group="xa", until=None, successor="", weekly=False):
    return Unit(
        code=code,
        name=name,
        short_name=name,
        aliases=(),
        contact="",
        validity=Validity(until=until),
        group=group,
        reports=ALL | ({PeriodKind.WEEK} if weekly else set()),
        successor=successor,
    )


def indicator(code, number, whole="", adds_up=True, **more):
    values = {
        "group": "Nhóm mẫu",
        "title": f"Chỉ tiêu mẫu {number}",
        "measure": "hồ sơ",
        "units": ("@tat-ca",),
        "target": None,
        "target_by": None,
        "basis": "",
        "task": "",
        "weekly": (),
        "weekly_whole": (),
    }
    shape = {"code": code, "number": number, "whole": whole, "adds_up": adds_up}
    return Indicator(**{**values, **shape, **more})


def task(code, number, due=None, **more):
    values = {
        "part": "",
        "group": "Nhóm mẫu",
        "content": f"Nhiệm vụ mẫu số {number}",
        "lead": ("@tat-ca",),
        "performers": (),
        "supporters": (),
        "supporters_said": "",
        "deadline_said": "trong tháng 3/2023" if due else "thường xuyên",
        "timing": Timing.BY if due else Timing.ONGOING,
        "starts": None,
        "due": due,
        "then_ongoing": False,
        "quantity": "",
        "indicator": "",
    }
    return Task(**{**values, "code": code, "number": number, **more})


BIG, SMALL, GONE = (
    unit("cong-an", "Công an huyện Hương Khê", "cap-huyen", weekly=True),
    unit("xa-mau", "UBND xã Mẫu"),
    unit("xa-cu", "UBND xã Cũ", until=MERGED_ON, successor="xa-mau"),
)
COUNT, RATE, STATE = (
    indicator("ct-dem", "1.1", target=1000, target_by=date(2023, 6, 30)),
    indicator(
        "ct-ty-le",
        "1.2",
        whole="hồ sơ tiếp nhận",
        target=80,
        weekly=("received_online",),
        weekly_whole=("received_new",),
    ),
    indicator("ct-hien-trang", "1.3", whole="cơ sở", adds_up=False, target=100),
)
DUE, ONGOING, NOBODYS = (
    task("nv-han", "1.1", date(2023, 3, 31)),
    task("nv-thuong-xuyen", "2"),
    task("nv-bo-trong", "3", lead=()),
)
OFFICE = replace(
    SHIPPED,
    units=(BIG, SMALL, GONE),
    tasks=(DUE, ONGOING, NOBODYS),
    indicators=(COUNT, RATE, STATE),
)


class Filled:
    """A form of several tables that a test fills by row key and column id."""

    def __init__(self, content, form):
        self.form = form
        self.book = load_workbook(BytesIO(content))
        self.sheets = {t.id: self.book[t.sheet] for t in form.tables if t.sheet in self.book}
        self.narrative = self.book[form.narrative_sheet]

    def cell(self, table, key, column):
        sheet = self.sheets[table]
        keys = {cell.value: cell.row for cell in sheet["A"] if cell.value is not None}
        columns = {cell.value: cell.column for cell in sheet[keys[f"#columns.{table}"]]}
        return sheet.cell(keys[key], columns[column])

    def keys(self, table):
        return {cell.value for cell in self.sheets[table]["A"]} if table in self.sheets else set()

    def fill(self, table, key, **values):
        for column, value in values.items():
            self.cell(table, key, column).value = value

    def answer_all(self):
        rows = {c.value: c.row for c in self.narrative["A"] if c.value is not None}
        for section in self.form.sections:
            self.narrative.cell(rows[section.id], 3).value = self.form.none_answer
        for field in self.form.fields:
            answer = field.choices[0] if field.choices else "Cán bộ Mẫu"
            self.narrative.cell(rows[field.id], 3).value = answer

    def content(self):
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


TASK_ANSWER = {
    "person": "Cán bộ Mẫu",
    "status": "Đang thực hiện",
    "result": "Đang triển khai theo kế hoạch",
}


def figures(opening, flow, opening_of=None, flow_of=None, **more):
    """Give a flow indicator's cells, totals as Excel would compute them."""
    values = {"opening": opening, "flow": flow, "closing": opening + flow, **more}
    if flow_of is not None:
        values |= {"opening_of": opening_of, "flow_of": flow_of, "closing_of": opening_of + flow_of}
    return values


class District:
    """What was sent, in the order it was sent; every form is made from what came before."""

    def __init__(self, office=OFFICE, forms=FORMS):
        self.office, self.forms, self.versions = office, forms, {}
        self.contents = {}  # of what was sent, by file

    def history(self, *periods):
        known = {p for p, _ in self.versions} | set(periods)
        whole = set(known)
        for period in known:
            whole |= set(period.months)
        return build_history(
            Register(self.office), self.forms, self.versions, Decisions(), sorted(whole, key=str)
        )

    def blank(self, unit, period):
        history = self.history(period)
        now = self.office.schedule.deadline(period) - timedelta(days=3)
        asked = history.form(period, unit), self.office, period, unit, history.past(period, unit)
        return build_form(*asked, now)

    def send(self, unit, period, tables, tamper=lambda form: None, late=False):
        """Fill and send a unit's form; `tables` is by table, then row, then column."""
        form = Filled(self.blank(unit, period), self.forms[period.kind])
        past = self.history(period).past(period, unit)
        for table in self.forms[period.kind].tables:  # as Excel would have computed them
            for column in table.columns:
                for key, known in past.items() if column.carried_from else ():
                    if column.id in known and key in form.keys(table.id):
                        form.fill(table.id, key, **{column.id: known[column.id]})
        for item in self.office.items(Rows.TASKS, self.office.schedule.window(period)[1], unit):
            form.fill("tasks", item.code, **TASK_ANSWER)
        for table, rows in tables.items():
            for key, values in rows.items():
                form.fill(table, key, **values)
        form.answer_all()
        tamper(form)
        name = f"{period}-{unit.code}-{len(self.versions)}.xlsx"
        content = self.contents[name] = form.content()
        submission = read_submission(
            content, name, f"sha of {name}", self.forms, Register(self.office)
        )
        due = self.office.schedule.deadline(period)
        seen = due + timedelta(hours=2) if late else due - timedelta(hours=2)
        if late:
            submission = replace(submission, saved_at=due + timedelta(hours=1))
        self.versions.setdefault((period, unit.code), []).append(Version(submission, seen))
        return submission

    def month(self, unit, period, count, rate, state, **more):
        """Send a month: `count` (opening, flow), `rate` adds denominators, `state` (n, of)."""
        flows = {
            COUNT.code: figures(*count),
            RATE.code: figures(rate[0], rate[1], rate[2], rate[3]),
        }
        stocks = {STATE.code: {"closing": state[0], "closing_of": state[1]}}
        return self.send(unit, period, {"flows": flows, "stocks": stocks}, **more)

    def summary(self, period, now=None):
        now = now or self.office.schedule.deadline(period) + timedelta(hours=3)
        history = self.history(period, *weeks_of(self.office, period))
        return summarise(period, Facts(history), [], [], now)


def weeks_of(office, period):
    return office.schedule.weeks_ending(*office.schedule.window(period))


def typed_columns(table):
    """Ids of the counts a clerk must answer."""
    return [c.id for c in table.columns if c.type is ColumnType.COUNT and c.required]
