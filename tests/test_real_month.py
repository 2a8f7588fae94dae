"""A month lived by the typed commands alone: late files, the telephone, a new PC, a colleague.

Two weeks lie behind; the next two and their month are lived step by step, each with its screen.
"""

import random
import zipfile
from datetime import timedelta

import docx
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from typed import OfficeFolder

from pipeline.config.form import load_forms
from pipeline.config.office import load_register
from pipeline.config.shipped import furnish
from pipeline.demo import story as plot
from pipeline.demo.typing import type_into
from pipeline.domain.period import Period
from pipeline.intake import workbook

WEEK, MONTH = Period.parse("2023-W14"), Period.parse("2023-04")
BEFORE = tuple(Period.parse(f"2023-W{week}") for week in range(10, 14))
WHO = ("--by", "Cán bộ mẫu", "--why", "Trực ban đơn vị báo qua điện thoại")


class Lived:
    """The office, its clerks, and a clock by which each command is typed."""

    def __init__(self, root):
        furnish(root, "")
        self.office = OfficeFolder.at(root)
        register = load_register(root / "config.toml")
        forms = load_forms(root / "input_templates")
        run = lambda words: self.office.run(*words).returncode  # noqa: E731
        self.story = plot.Story(root, register, forms, run, random.Random(6))

    def due(self, period):
        return self.story.register.schedule.deadline(period)

    def type(self, at, *words):
        """Type a command at an hour, if it asks for one; its screen on one line, its exit code."""
        done = self.office.run(*words, *(("--now", at.isoformat()) if at else ()))
        assert not done.stderr and max(map(len, done.stdout.splitlines())) <= 80, done.stdout
        return " ".join(done.stdout.split()), done.returncode

    def drop(self, returned, *units):
        for path, content, _ in returned:
            if not units or any(unit in path for unit in units):
                plot._drop(self.office.collected / path, content)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    lived = Lived(tmp_path_factory.mktemp("tháng") / "văn phòng mẫu")
    for week in BEFORE:
        returned = plot._week(lived.story, week, second=False, eventful=False)
        lived.story.live(week, returned, show=False)
    return lived


def of(returned, code):
    """Which of the returned files is a unit's."""
    return next(one for one in returned if code in one[0])


def test_a_week_and_its_month(lived, tmp_path):
    due, office = lived.due(WEEK), lived.office
    folder = office.output / str(WEEK)

    # Friday: the forms go out, each in a draft of its own.
    said, code = lived.type(due - timedelta(days=4), "templates", WEEK, "--send")
    assert code == 0 and "gui-bieu" in said
    drafts = sorted((folder / "gui-bieu").glob("*.eml"))
    (package,) = (folder / "gui-bieu").glob("*.zip")
    assert len(drafts) == 8 and len(zipfile.ZipFile(package).namelist()) >= 8

    # Monday: two have sent.
    returned = plot._week(lived.story, WEEK, second=False, eventful=False)
    names = {unit.code: unit for unit in lived.story.register.as_of(WEEK).reporters(WEEK)}
    files = dict(zip(names, returned, strict=True))
    for code in ("cong-an", "tu-phap"):
        lived.drop([files[code]])
    monday = due - timedelta(hours=17)
    said, code = lived.type(monday, "status")
    assert code == 1 and "2 đơn vị đúng hạn" in said and "6 đơn vị chưa gửi" in said
    assert "2 tệp mới" in said, "whose time of arrival is not noted yet"

    # At four o'clock: whom to ring up, and a text for the group.
    said, code = lived.type(monday, "remind")
    group = (folder / "don-doc" / "nhom-chat.txt").read_text(encoding="utf-8")
    assert code == 0 and len(group) <= 500 and "Thuế" in group and "Tư pháp" not in group
    said, code = lived.type(monday, "status")
    assert "đã nhắc 6 đơn vị" in said

    # By the deadline all but one; the program is asked once before and once after.
    others = [code for code in files if code not in ("cong-an", "tu-phap", "thue")]
    for code in others:
        lived.drop([files[code]])
    lived.type(due - timedelta(minutes=30), "merge", WEEK)
    said, code = lived.type(due + timedelta(minutes=5), "status", WEEK)
    assert code == 1 and "Chi cục Thuế" in said and "chưa gửi" in said and "đúng hạn" in said
    said, code = lived.type(due + timedelta(minutes=10), "remind", WEEK)
    letters = [*(folder / "don-doc").glob("*.docx")]
    assert code == 1 and letters, "from the second time by letter"
    assert "Thuế" in " ".join(p.text for p in docx.Document(letters[0]).paragraphs)

    # "Have you got my report?"
    said, code = lived.type(due + timedelta(minutes=20), "status", "--unit", "Tư pháp", WEEK)
    assert code == 0 and "đúng hạn" in said
    receipt = (folder / "da-nhan" / "tu-phap.txt").read_text(encoding="utf-8-sig")
    assert files["tu-phap"][0].rpartition("/")[2] in receipt and "đúng hạn" in receipt.lower()

    # The late one comes; on the telephone it says when it was sent.
    lived.drop([files["thue"]])
    said, code = lived.type(due + timedelta(hours=3), "merge", WEEK)
    assert "8/8 đơn vị" in said and "chưa rõ thời điểm nhận" in said and code == 1
    sent = f"{due + timedelta(hours=1):%H giờ %M %d/%m/%Y}"
    said, code = lived.type(due + timedelta(hours=3), "received", "thue", WEEK, sent, *WHO)
    assert code == 0, said
    said, code = lived.type(due + timedelta(hours=3), "merge", WEEK)
    assert "trễ 01 giờ" in said or "trễ ít nhất 01 giờ" in said, said

    # The police corrects a count by telephone.
    told = due + timedelta(hours=4)
    cells = [
        count_of(lived, files["cong-an"][0], one) for one in ("received_online", "pending_in_time")
    ]
    for cell, was in cells:  # one more received, and in hand still
        amended = ("amend", "cong-an", WEEK, cell, was + 1, "--was", was, *WHO)
        said, code = lived.type(told, *amended)
        assert f"{was + 1}" in said and code in (0, 1), said
    refused = office.run(*amended, "--now", told.isoformat())
    assert refused.returncode == 2 and f"{was + 1}" in refused.stderr, "it is what it was no more"
    said, _ = lived.type(told, "merge", WEEK)
    assert "chờ bản ký" in said
    book = openpyxl.load_workbook(folder / f"tong-hop-{WEEK}.xlsx")
    formats = {c.number_format for sheet in book for row in sheet.iter_rows() for c in row}
    assert any("đt" in one for one in formats)

    # It is read, issued, and nothing asks for it any more.
    issue = ("--number", "7", "--date", f"{told:%Y-%m-%d}", "--by", "Văn thư mẫu")
    said, code = lived.type(told, "issue", WEEK, *issue)
    assert code == 0 and "07" in said, said
    said, code = lived.type(told, "verify", WEEK)
    assert code == 0, said

    # The month; one unit sends late, all are in by the next morning.
    due = lived.due(MONTH)
    lived.type(due - timedelta(days=4), "templates", MONTH)
    returned = plot._month(lived.story, MONTH, (*BEFORE, WEEK))
    late = of(returned, "xa-ha-linh")
    lived.drop([one for one in returned if one is not late])
    said, code = lived.type(due - timedelta(hours=2), "merge", MONTH)
    assert "36 đơn vị đúng hạn" in said and "Hà Linh" in said
    lived.drop([late])
    said, code = lived.type(due + timedelta(hours=9), "merge", MONTH)
    assert "37/37 đơn vị" in said, said
    issue = ("--number", "8", "--date", f"{due:%Y-%m-%d}", "--by", "Văn thư mẫu")
    said, code = lived.type(due + timedelta(hours=10), "issue", MONTH, *issue)
    assert code == 0, said

    # A new PC: packed, restored, and the colleague who takes over sees the same.
    at = due + timedelta(hours=11)
    before, _ = lived.type(at, "status")
    kept = tmp_path / "sao lưu.zip"
    said, code = lived.type(None, "backup", kept)
    assert code == 0 and kept.is_file(), said
    elsewhere = tmp_path / "máy mới"
    said, code = lived.type(None, "restore", kept, elsewhere)
    assert code == 0, said
    lived.office = OfficeFolder.at(elsewhere)
    after, _ = lived.type(at, "status")
    assert after == before
    for period in (WEEK, MONTH):
        said, code = lived.type(None, "rebuild", period)
        assert code == 0, said
    said, code = lived.type(at, "board")
    page = (elsewhere / "output" / "bang-theo-doi.html").read_text(encoding="utf-8")
    assert "điện thoại" in page and f"{WEEK}/bao-cao-{WEEK}.docx" in page
    said, code = lived.type(None, "decisions")
    assert "Cán bộ mẫu" in said

    # The signed file agrees with what was told: nothing is waited for any more.
    path = elsewhere / "collected" / files["cong-an"][0]
    read = workbook.read(path.read_bytes())
    places = [(coordinate_to_tuple(cell), was + 1) for cell, was in cells]
    typed = {(row - 1, column - 1): value for (row, column), value in places}
    signed = type_into(path.read_bytes(), read, {read.sheets[0].name: typed}, at)
    (elsewhere / "collected" / "bản ký.xlsx").write_bytes(signed)
    said, code = lived.type(at + timedelta(hours=1), "status", "--unit", "cong-an", WEEK)
    assert "chờ bản ký" not in said and "Không tìm" not in said, said


def count_of(lived, name, column):
    """The cell of a count of a returned file's first service, and what stands there."""
    target = lived.office.root / "so-lieu.csv"
    target.unlink(missing_ok=True)
    assert lived.office.run("export", WEEK, "--to", target).returncode == 0
    facts = pd.read_csv(target)
    one = facts[(facts.file == name) & (facts.column == column)].iloc[0]
    return one.cell, int(one.value)
