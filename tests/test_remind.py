"""Units are reminded: whom, of what, how often, and what lies ready to be sent."""

import email
import io
import re
import tomllib
import unicodedata
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from email import policy

import pytest
from made import OFFICE, WEEK, filled, read
from test_schema import SCHEMAS, faults
from typed import OfficeFolder
from weekly import ZONE, Filled, saved_at

from pipeline import texts
from pipeline.consolidate.habit import Habit
from pipeline.consolidate.standing import Version, stand
from pipeline.domain.finding import Severity
from pipeline.domain.owed import Owing, owed_by
from pipeline.domain.period import Period
from pipeline.domain.reminders import Notice, NoticeKind, Notices, is_another
from pipeline.outputs.decree.rules import check
from pipeline.recipes.remind import _reminded

PERIOD = str(WEEK)
MONDAY, AGAIN, TUESDAY = "2023-03-27T16:00", "2023-03-27T16:04", "2023-03-28T09:10"
CONTACT = "0239 3871 234, chicucthue@mau.vn"


def with_contacts(office):
    """Give one unit a telephone and an address; the others have none."""
    path = office.root / "units.toml"
    text = path.read_text(encoding="utf-8")
    at = text.index("contact", text.index('code = "thue"'))
    path.write_text(
        text[:at] + text[at:].replace('contact = ""', f'contact = "{CONTACT}"', 1),
        encoding="utf-8",
    )
    return office


def opened(path):
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def folder_of(office, name="don-doc"):
    return office.output / PERIOD / name


def text_of(office, name):
    return (folder_of(office) / name).read_bytes().decode("utf-8").replace("\r\n", "\n")


@pytest.fixture(scope="module")
def before(new_office, tmp_path_factory):
    """Monday afternoon: one sent well, one wrongly, the others not at all."""
    office, made = with_contacts(new_office()), tmp_path_factory.mktemp("made")
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", made))
    (office.collected / "thue.xlsx").write_bytes(filled("thue", made, pending_in_time=5))
    office.said = office.run("remind", "--now", MONDAY)
    return office


@pytest.fixture
def office(before, tmp_path):
    return before.copy_to(tmp_path / "văn phòng")


def test_the_period_in_hand_is_told_and_who_owes_what(before):
    done = before.said
    assert (done.returncode, done.stderr) == (1, "")
    out = " ".join(done.stdout.split())
    assert "2023-W12 (tuần 12 năm 2023), hạn trước 09 giờ 00 Thứ Ba ngày 28/3/2023" in out
    assert "Chưa gửi, nhắc lần 1 (6): Công an huyện Hương Khê" in out
    assert "Phải sửa, gửi lại, nhắc lần 1 (1): Chi cục Thuế" in out
    assert "Phòng Tư pháp" not in out
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_group_is_told_in_one_short_text_who_is_waited_for(before):
    text = text_of(before, "nhom-chat.txt")
    assert len(text) <= 500 and unicodedata.is_normalized("NFC", text)
    assert "Chưa gửi (6): Công an, " in text and "Phải sửa, gửi lại (1): Thuế." in text
    assert "Tư pháp" not in text and "trước 09 giờ 00 Thứ Ba ngày 28/3/2023" in text
    assert not [*folder_of(before).glob("*tu-phap*")]


def test_a_unit_is_told_what_is_wrong_in_the_words_used_everywhere(before):
    (checked,) = before.json("check", before.collected / "thue.xlsx", "--now", MONDAY)["files"]
    text = text_of(before, f"{PERIOD}-thue.txt")
    assert checked["findings"]
    for finding in checked["findings"]:
        assert finding["message"][1:] in text and finding["action"] in text
    assert "chưa nhận được" not in text and "(Nhắc lần thứ 1.)" in text
    assert "chưa nhận được báo cáo tuần 12" in text_of(before, f"{PERIOD}-bhxh.txt")


def test_a_draft_opens_as_one_with_the_right_form_attached(before):
    draft = opened(folder_of(before) / f"{PERIOD}-thue.eml")
    assert draft["To"] == "chicucthue@mau.vn" and draft["X-Unsent"] == "1"
    name = "Chi cục Thuế khu vực Hương Khê - Vũ Quang"
    assert draft["Subject"] == f"Đề nghị sửa, gửi lại báo cáo tuần 12 năm 2023 - {name}"
    assert draft["Date"].datetime == datetime(2023, 3, 27, 16, tzinfo=ZONE)
    assert draft["From"] is None and not draft.defects
    body = draft.get_body().get_content().replace("\r\n", "\n")
    assert body.strip() == text_of(before, f"{PERIOD}-thue.txt").strip()
    (attached,) = draft.iter_attachments()
    assert attached.get_filename() == f"{PERIOD}-thue.xlsx"
    form = Filled(attached.get_content())  # her own figures, to be mended
    assert form.cell("dvc-18", "pending_in_time").value == 5


def test_a_unit_without_an_address_has_a_draft_all_the_same(before):
    draft = opened(folder_of(before) / f"{PERIOD}-bhxh.eml")
    assert draft["To"] is None and draft["X-Unsent"] == "1" and not draft.defects
    (attached,) = draft.iter_attachments()
    assert Filled(attached.get_content()).rows  # its blank form


def test_run_again_it_is_the_same_reminder_and_the_same_bytes(office):
    first = {p.name: p.read_bytes() for p in folder_of(office).iterdir()}
    office.run("remind", "--now", MONDAY)
    assert {p.name: p.read_bytes() for p in folder_of(office).iterdir()} == first
    done = office.run("remind", PERIOD, "--now", AGAIN)
    assert "Chưa gửi, vẫn lần nhắc 1 (6)" in done.stdout
    units = {u["code"]: u for u in office.json("status", "--now", AGAIN)["periods"][-1]["units"]}
    assert units["bhxh"]["reminded"] == {"times": 1, "last": "2023-03-27T16:00:00+07:00"}
    assert units["tu-phap"]["reminded"] == {"times": 0, "last": None}


def test_past_the_deadline_a_letter_is_drawn_that_keeps_the_decree(office, tmp_path):
    (office.collected / "thue.xlsx").write_bytes(filled("thue", tmp_path / "good"))
    done = office.run("remind", "--now", TUESDAY)
    out = " ".join(done.stdout.split())
    assert done.returncode == 1 and "Chưa gửi, nhắc lần 2 (6)" in out
    assert not [p for p in folder_of(office).iterdir() if "thue" in p.name]  # it has sent
    assert not (folder_of(office) / "goi-dien.txt").exists()
    assert "ĐÔN ĐỐC" in text_of(office, "nhom-chat.txt")
    letter = folder_of(office) / f"cong-van-don-doc-{PERIOD}.docx"
    assert check(letter.read_bytes()) == ()
    said = office.run("decree30", "check", letter)
    assert said.returncode == 0, said.stdout
    words = zipfile.ZipFile(letter).read("word/document.xml").decode("utf-8")
    words = re.sub(r"<[^>]+>", "", words.replace("\u00a0", " "))
    for part in (
        "/TCT-CA",
        "V/v đôn đốc gửi báo cáo tuần 12 năm 2023",
        "trước 09 giờ 00 thứ Ba ngày 28/3/2023",
        "Đến 09 giờ 10 ngày 28/3/2023, 06 đơn vị chưa gửi báo cáo",
        "Các đơn vị nêu trên đã được nhắc 01 lần.",
        "- Bảo hiểm xã hội huyện Hương Khê;",
    ):
        assert part in words, part
    assert "Thuế" not in words and "Tư pháp" not in words
    status = office.run("status", PERIOD, "--now", TUESDAY).stdout
    assert status.count("(đã nhắc 2 lần, gần nhất 09:10 28/3)") == 6


@pytest.mark.parametrize(
    "declared", ["letter_from = 3", 'letter_kinds = ["monthly"]', "letter_kinds = []"]
)
def test_an_office_says_when_a_letter_is_due(office, declared):
    config = office.root / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}\n[reminders]\n{declared}\n", encoding="utf-8")
    office.run("remind", "--now", TUESDAY)
    assert (
        not [*folder_of(office).glob("*.docx")] and (folder_of(office) / "nhom-chat.txt").exists()
    )


EVERY_KEY = """
[reminders]
apart_hours = 6
letter_from = 3
letter_kinds = ["weekly", "monthly"]
letter_symbol = "CAH-QLHC"
letter_recipients = ["Như trên", "Lưu: VT"]
"""


def test_all_that_may_be_declared_is_taken_by_doctor_and_the_schema(office):
    config = office.root / "config.toml"
    text = config.read_text(encoding="utf-8") + EVERY_KEY
    config.write_text(text, encoding="utf-8")
    said = office.run("doctor", "--now", TUESDAY)
    assert f"✗ {texts.doctor.AREAS['declared']}" not in said.stdout, said.stdout
    assert not faults("config", tomllib.loads(text))
    assert {*SCHEMAS["config"]["properties"]["reminders"]["properties"]} == {
        *tomllib.loads(EVERY_KEY)["reminders"]
    }
    config.write_text(text.replace("apart_hours = 6", "apart_hours = 0"), encoding="utf-8")
    said = office.run("doctor", "--now", TUESDAY)
    assert said.returncode == 1 and f"✗ {texts.doctor.AREAS['declared']}" in said.stdout


def test_a_merge_and_the_status_name_the_command(office):
    for word in ("merge", "status"):
        said = " ".join(office.run(word, PERIOD, "--now", TUESDAY).stdout.split())
        assert f"công văn đôn đốc: baocao06 remind {PERIOD}" in said


def stood(*reports):
    """How the tax office stands on Tuesday, having sent some reports one after the other."""
    at = OFFICE.schedule.deadline(WEEK) - timedelta(hours=5)
    sent = [Version(one, at + timedelta(minutes=n)) for n, one in enumerate(reports)]
    return stand(OFFICE.unit("thue"), sent, OFFICE.schedule.deadline(WEEK), None)


def test_what_is_wanted_of_a_unit_follows_what_it_sent_last(tmp_path):
    good = read(filled("thue", tmp_path), "a.xlsx")
    wrong = read(filled("thue", tmp_path, pending_in_time=5), "b.xlsx")
    asked = next(iter(wrong.findings))
    doubted = replace(good, findings=(replace(asked, severity=Severity.WARNING),))
    noted = replace(good, findings=(replace(asked, severity=Severity.NOTE),))
    assert owed_by(stood()).owing is Owing.REPORT
    assert owed_by(stood(good)) is owed_by(stood(noted)) is owed_by(stood(wrong, good)) is None
    assert owed_by(stood(wrong)).owing is Owing.MENDED and owed_by(stood(wrong)).lacks_report
    explained = owed_by(stood(doubted))
    assert explained.owing is Owing.EXPLAINED and not explained.lacks_report  # so no letter
    later = owed_by(stood(good, wrong))  # its first report stands in, its mended one cannot
    assert later.owing is Owing.MENDED and not later.lacks_report
    at = OFFICE.schedule.deadline(WEEK)
    once = Notice(kind=NoticeKind.REMINDER, period=WEEK, unit="thue", at=at, about="report:ahead:")
    for owed, times in ((owed_by(stood(wrong)), 2), (explained, 1)):  # that is another matter
        again = _reminded(OFFICE, Notices((once,)), WEEK, owed, at + timedelta(hours=5), late=True)
        assert again.another and again.times == times
    assert owed_by(replace(stood(), carried=WEEK.previous)) is None


def test_nobody_is_reminded_before_units_can_report(office_folder):
    done = office_folder.run("remind", "2023-W14", "--now", "2023-04-05T08:00")
    assert done.returncode == 2
    assert "đơn vị lập được báo cáo từ ngày 07/4/2023" in " ".join(done.stderr.split())


WEEKS = [Period.parse(f"2023-W{number:02}") for number in (8, 9, 10, 11)]


@pytest.fixture(scope="module")
def with_habits(new_office, tmp_path_factory):
    """Four weeks in which one unit always finished on Monday, another early on Tuesday once."""
    office, made = with_contacts(new_office()), tmp_path_factory.mktemp("made")
    for week in WEEKS:
        due = OFFICE.schedule.deadline(week)
        for unit, hours in (("thue", 20), ("dien-luc", 20 if week is WEEKS[0] else 1)):
            content = saved_at(filled(unit, made, week), due - timedelta(hours=hours))
            (office.collected / f"{week} {unit}.xlsx").write_bytes(content)
        ended = office.run("merge", str(week), "--now", f"{due - timedelta(minutes=30):%FT%H:%M}")
        assert ended.returncode in (0, 1), ended.stderr
    return office


def test_who_has_usually_sent_by_now_is_rung_up(with_habits):
    done = with_habits.run("remind", PERIOD, "--now", MONDAY)
    calls = text_of(with_habits, "goi-dien.txt")
    assert "Vũ Quang: 0239 3871 234 (đến giờ này đã gửi 4/4 kỳ gần nhất)" in calls
    assert "Điện lực" not in calls  # once of four times
    assert "0239 3871 234" in done.stdout and "Cách tính" in calls
    assert "lúc 16 giờ 00 ngày 27/3/2023" in calls


def test_little_history_is_no_habit():
    assert not Habit(3, 3).known and not Habit(3, 3).usual
    assert Habit(3, 4).usual and not Habit(2, 4).usual


def test_whose_earlier_figures_stand_in_is_not_reminded(with_habits, tmp_path):
    office = with_habits.copy_to(tmp_path / "tạm lấy")
    by = ("--by", "Người mẫu", "--why", "Mẫu")
    assert office.run("carry", "thue", PERIOD, *by, "--now", TUESDAY).returncode == 0
    out = office.run("remind", PERIOD, "--now", TUESDAY).stdout
    assert "Thuế" not in out and "Điện lực" in out
    assert not [*folder_of(office).glob("*thue*")]


def test_the_nearest_deadline_with_something_owed_is_in_hand(office_folder, tmp_path):
    """On the Friday after, the week that was due last; once all of it is there, the next."""
    friday = "2023-03-31T10:00"
    said = " ".join(office_folder.run("remind", "--now", friday).stdout.split())
    assert f"kỳ {PERIOD} " in said and "baocao06 remind 2023-W13" in said
    for unit in OFFICE.reporters(WEEK):
        content = filled(unit.code, tmp_path / "made")
        (office_folder.collected / f"{unit.code}.xlsx").write_bytes(content)
    done = office_folder.run("remind", "--now", friday)
    assert "kỳ 2023-W13 " in done.stdout and "Chưa gửi, nhắc lần 1 (8)" in done.stdout
    done = office_folder.run("remind", PERIOD, "--now", friday)
    assert done.returncode == 0 and "Không có đơn vị nào phải nhắc." in done.stdout
    assert not folder_of(office_folder).exists()  # what reminded them is gone


def _standings(office, now):
    return office.json("status", PERIOD, "--now", now)["periods"][0]["units"]


def test_the_groups_text_never_grows_too_long():
    long = OFFICE.units
    for owed in ({"report": long}, {one.value: long for one in Owing}):
        text = texts.reminding.group_text(OFFICE, Period.parse("2023-H1"), owed, late=True)
        assert len(text) <= texts.reminding.MOST_LETTERS
        assert f"({len(long)})" in text and "đơn vị khác" in text


def test_a_reminder_counts_once_until_there_is_something_new():
    at, apart = datetime(2023, 3, 27, 16, tzinfo=ZONE), timedelta(hours=4)
    last = [Notice(kind=NoticeKind.REMINDER, period=WEEK, unit="thue", at=at, about="a")]
    assert is_another([], "a", at, apart)
    assert not is_another(last, "a", at + timedelta(hours=3, minutes=59), apart)
    assert not is_another(last, "a", at - timedelta(days=1), apart)  # a clock that was set back
    assert is_another(last, "a", at + apart, apart) and is_another(last, "b", at, apart)


def test_forms_go_out_with_all_that_sends_them(office_folder):
    office, now = with_contacts(office_folder), "2023-03-24T15:00"
    done = office.run("templates", PERIOD, "--send", "--now", now)
    assert done.returncode == 0 and "gui-bieu" in done.stdout
    assert "7 đơn vị chưa khai e-mail" in done.stdout
    folder = folder_of(office, "gui-bieu")
    notice = (folder / "thong-bao.txt").read_text(encoding="utf-8")
    assert "trước 09 giờ 00 Thứ Ba ngày 28/3/2023" in notice
    packed = zipfile.ZipFile(io.BytesIO((folder / f"bieu-mau-{PERIOD}.zip").read_bytes()))
    forms = office.root / "input_templates" / "weekly" / PERIOD
    assert {name: packed.read(name) for name in packed.namelist()} == {
        path.name: path.read_bytes() for path in forms.iterdir()
    }
    draft = opened(folder / f"{PERIOD}-thue.eml")
    (attached,) = draft.iter_attachments()
    assert attached.get_content() == (forms / f"{PERIOD}-thue.xlsx").read_bytes()
    assert draft["To"] == "chicucthue@mau.vn" and draft["X-Unsent"] == "1" and not draft.defects
    assert draft["Subject"].startswith("Biểu báo cáo tuần 12 năm 2023 - Chi cục Thuế")
    first = {p.name: p.read_bytes() for p in folder.iterdir()}
    office.run("templates", PERIOD, "--send", "--now", now)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == first
    status = office.run("status", PERIOD, "--now", now)
    assert "Đã gửi biểu: 8/8 đơn vị, ngày 24/3/2023." in status.stdout
    assert {u["asked"] for u in _standings(office, now)} == {"2023-03-24T15:00:00+07:00"}


def test_a_month_is_due_by_the_end_of_a_day():
    deadline = OFFICE.schedule.deadline(Period.parse("2023-04"))
    assert texts.reminding.due(deadline) == "chậm nhất hết Thứ Tư ngày 12/4/2023"


def test_an_office_that_owes_no_half_years_is_reminded_and_looked_at(tmp_path):
    around = OfficeFolder.at(tmp_path)
    assert around.run("init", "văn phòng", "--office-of", "ha-tinh-2026").returncode == 0
    for word in ("remind", "board", "status"):
        done = around.run(word, "--office", "văn phòng", "--now", "2026-11-28T08:00")
        assert done.returncode in (0, 1) and done.stdout, done.stderr
