"""A small district that lives through a change of year, by its files and the typed commands."""

from datetime import date
from io import BytesIO

import docx
from monthly import TASK_ANSWER, Filled, figures
from net import spaced

from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.domain.form import Rows
from pipeline.domain.office import Timing
from pipeline.domain.period import Period

OFFICE = """
[schedule]
time_zone = "Asia/Ho_Chi_Minh"
week_starts = 1
due_weekday = 2
due_time = "09:00"
month_ends = 10
month_due_day = 13
half_year_due_day = 14
half_years = [1]
year_due_day = 14

[targets]
online_essential = 80

[emulation]
report_on_time = 10
report_late = 5
report_missing = -10
report_returned = -2
report_corrected = -1
task_on_time = 5
task_overdue = -5
target_met = 5

[office]
name = "Tổ công tác huyện Mẫu"
short_name = "Tổ công tác huyện"
plan = "Kế hoạch mẫu"
receiver = "Tổ công tác huyện Mẫu"
addressees = ["Ủy ban nhân dân huyện Mẫu"]
recipients = ["Như trên", "Lưu: VT"]

[letterhead]
parent = ["ỦY BAN NHÂN DÂN", "HUYỆN MẪU"]
issuer = ["TỔ CÔNG TÁC"]
symbol = "BC-TCT"
place = "Mẫu"

[signer]
authority = ["TỔ TRƯỞNG"]
name = "Người Ký Một"
"""

UNITS = """
[[units]]
code = "van-hoa"
name = "Phòng Văn hóa mẫu"
group = "cap-huyen"
reports = ["weekly", "monthly", "half-year", "year"]

[[units]]
code = "xa-mau"
name = "UBND xã Mẫu"
group = "xa"
reports = ["monthly", "half-year", "year"]

[[units]]
code = "xa-cu"
name = "UBND xã Cũ"
group = "xa"
reports = ["monthly", "half-year", "year"]

[[services]]
code = "dvc-01"
number = 1
name = "Dịch vụ mẫu"
sector = "Văn hóa"
unit = "van-hoa"
"""


def task(code, number, **more):
    """Write a task of all units down."""
    said = {"group": "Nhóm mẫu", "content": f"Nhiệm vụ mẫu số {number}", "timing": "ongoing"}
    return _table("tasks", {"code": code, "number": number, **said, "lead": ["@tat-ca"], **more})


def indicator(code, number, **more):
    """Write an indicator down, which all units report."""
    said = {"group": "Nhóm mẫu", "name": f"Chỉ tiêu mẫu {number}", "measure": "hồ sơ"}
    rest = {"units": ["@tat-ca"], "time": "flow"}
    return _table("indicators", {"code": code, "number": number, **said, **rest, **more})


def _table(name, values):
    return "\n".join([f"\n[[{name}]]", *(f"{key} = {_said(v)}" for key, v in values.items()), ""])


def _said(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return value.isoformat() if isinstance(value, date) else str(value).replace("'", '"')


class District:
    """The district's folder, and what its clerks and its compiler type there."""

    def __init__(self, folder, declared):
        self.folder = folder
        for name in ("units.toml", "services.toml"):
            (folder.root / name).unlink(missing_ok=True)
        self.declare(declared)

    def declare(self, text):
        """Write the office's declarations anew."""
        (self.folder.root / "config.toml").write_text(text, encoding="utf-8")

    def regrade(self, rule, since, severity):
        """Let a rule of the monthly form be another severity from a day on."""
        path = self.folder.root / "input_templates" / "monthly" / "form.toml"
        words = path.read_text(encoding="utf-8")
        grades = f'grades = [{{ since = {since}, severity = "{severity}" }}]'
        assert f'id = "{rule}"' in words
        regraded = words.replace(f'id = "{rule}"', f'id = "{rule}"\n{grades}')
        path.write_text(regraded, encoding="utf-8")

    @property
    def register(self):
        return load_register(self.folder.root / "config.toml")

    def blanks(self, name):
        """Write a period's forms; returns them by unit code."""
        period = Period.parse(name)
        last = self.register.schedule.window(period)[1]
        done = self.folder.run("templates", name, "--now", f"{last}T14:00")
        assert done.returncode == 0, done.stderr
        folder = self.folder.root / "input_templates" / period.kind.value
        form = load_forms(folder.parent)[period.kind]
        return {
            path.stem.removeprefix(f"{name}-"): Filled(path.read_bytes(), form)
            for path in sorted((folder / name).glob("*.xlsx"))
        }

    def send(self, name, stands, flow=5):
        """Let all units fill and send a period's forms; `stands` is what each indicator opens with.

        Returns what each unit's indicators close with.
        """
        office, period = self.register.as_of(Period.parse(name)), Period.parse(name)
        day, closes = office.schedule.window(period)[1], {}
        for code, form in self.blanks(name).items():
            unit = office.unit(code)
            for item in office.items(Rows.TASKS, day, unit):
                by_day = item.timing is Timing.BY
                done = {"status": "Hoàn thành", "done_on": day, "progress": 100} if by_day else {}
                form.fill("tasks", item.code, **TASK_ANSWER | done)
            for item in office.items(Rows.FLOWS, day, unit):
                opening = stands.get((code, item.code), 0)
                form.fill("flows", item.code, **figures(opening, flow))
                closes[code, item.code] = opening + flow
            form.answer_all()
            path = self.folder.collected / f"{name}-{code}.xlsx"
            path.write_bytes(form.content())
        return closes

    def merge(self, *periods, now):
        """Merge; returns what is told, by period."""
        told = self.folder.json("merge", *periods, "--now", now)
        return {one["period"]: one for one in told["periods"]}, told

    def outputs(self, *years):
        """Return every output of some years, by path."""
        root = self.folder.output
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and path.relative_to(root).parts[0].startswith(years)
        }


def standing(told, code):
    """Return how a unit stands, and what is found in its file beside notes."""
    (unit,) = [one for one in told["units"] if one["code"] == code]
    return unit["standing"], {f["code"] for f in unit["findings"] if f["severity"] != "note"}


def said(content):
    """Return all that stands in a report, without its looks."""
    elements = docx.Document(BytesIO(content)).element.iter()
    return spaced("\n".join(element.text or "" for element in elements))


def told_by(form, code):
    """Return what the plan asks of a row, as its form shows it."""
    return form.cell("flows", code, "told").value


def opening(form, code):
    """Return what a row opens with, as it stands on the hidden sheet."""
    rows = list(form.book["_baocao06"].values)
    start = next(at for at, row in enumerate(rows) if row[0] == "#past")
    column = rows[start].index("opening")
    return next(row[column] for row in rows[start:] if row[0] == code)
