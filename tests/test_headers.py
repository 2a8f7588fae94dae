"""The headers of every form as sent out are the columns' own, whoever saved it."""

import io
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pytest
import xlwt
from monthly import FORMS, SHIPPED

from pipeline.domain.period import Period, PeriodKind
from pipeline.domain.register import Register
from pipeline.intake.submission import read_submission
from pipeline.outputs.forms.form import build_form

PERIODS = {
    PeriodKind.WEEK: "2023-W12",
    PeriodKind.MONTH: "2023-03",
    PeriodKind.HALF_YEAR: "2023-H1",
    PeriodKind.YEAR: "2023",
}


def sent_out(kind):
    period = Period.parse(PERIODS[kind])
    unit = SHIPPED.reporters(period)[0]
    now = datetime(2023, 3, 20, tzinfo=SHIPPED.schedule.zone)
    return build_form(FORMS[kind], SHIPPED, period, unit, {}, now)


def as_xls(content):
    """Write the cells again as an old workbook, which knows no merged ones."""
    old = xlwt.Workbook()
    for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True):
        copy = old.add_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.write(cell.row - 1, cell.column - 1, cell.value)
    out = io.BytesIO()
    old.save(out)
    return out.getvalue()


def said_of_headers(content, name="a.xlsx"):
    submission = read_submission(content, name, "x", FORMS, Register(SHIPPED))
    assert submission.form and submission.rows
    return [f for f in submission.findings if f.code in ("H01", "H03", "H04", "H08", "H09", "H10")]


@pytest.mark.parametrize("kind", PERIODS)
@pytest.mark.parametrize("shape", [bytes, as_xls], ids=["xlsx", "xls"])
def test_no_false_alarm(kind, shape):
    assert said_of_headers(shape(sent_out(kind))) == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
@pytest.mark.parametrize("shape", ["xlsx:Calc MS Excel 2007 XML", "xls:MS Excel 97"])
def test_no_false_alarm_when_libreoffice_saved_it(tmp_path, shape):
    for kind in PERIODS:
        (tmp_path / f"{kind.value}.xlsx").write_bytes(sent_out(kind))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", shape, "--outdir", tmp_path / "out"),
            *tmp_path.glob("*.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    saved = sorted((tmp_path / "out").iterdir())
    assert len(saved) == len(PERIODS)
    for path in saved:
        assert said_of_headers(path.read_bytes()) == [], path.name
