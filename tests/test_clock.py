"""What a file's own time of saving means, by the program that wrote it, and what follows."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from made import FORMS, OFFICE, fill, filled
from office import type_in_office
from shipped import declared_in
from weekly import EXCEL, FORM, ZONE, Filled, stamped

from pipeline.domain.period import Period
from pipeline.domain.register import Register
from pipeline.intake.clock import NEVER, Stamp
from pipeline.intake.record import from_json, to_json
from pipeline.intake.submission import read_submission
from pipeline.intake.workbook import read

WEEK = "2023-W12"  # due on Tuesday 28 March, 09:00
LIBRE = ("LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2", "15.0000")
OPENPYXL = ("Microsoft Excel Compatible / Openpyxl 3.1.5", "3.1")
SOMEBODY = ("Một phần mềm khác", "1.0")
LIBRARY = ("Microsoft Excel", "12.0000")  # those that draw new files write both times alike
EIGHT = "2023-03-28T08:00:00Z"
HERE = datetime(2023, 3, 28, 8, tzinfo=ZONE)
LATER = HERE + timedelta(hours=7)  # 08:00 in UTC is 15:00 here


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    """A form filled by `thue`, whose one service received 8 online."""
    return filled("thue", tmp_path_factory.mktemp("clock"))


def span(content, zone=ZONE):
    meant = read(content).stamp.meant(zone)
    return (meant.earliest, meant.latest) if meant else None


@pytest.mark.parametrize(
    ("said", "program", "more", "expected"),
    [
        (EIGHT, EXCEL, {}, (LATER, LATER)),
        (EIGHT, ("Microsoft Macintosh Excel", "16.0300"), {}, (LATER, LATER)),
        (EIGHT, ("Microsoft Excel", "12.0000"), {}, (LATER, LATER)),
        (EIGHT, OPENPYXL, {}, (LATER, LATER)),
        (EIGHT, ("Microsoft Excel", "3.0"), {}, (LATER, LATER)),  # openpyxl before 3.1
        (EIGHT, LIBRE, {"edits": 1}, (HERE, HERE)),
        (EIGHT, LIBRE, {"edits": 12}, (HERE, HERE)),
        (EIGHT, LIBRE, {"edits": 0}, (HERE, LATER)),  # saved unedited: another program's time
        (EIGHT, LIBRE, {}, (HERE, LATER)),
        (EIGHT, SOMEBODY, {}, (HERE, LATER)),
        (EIGHT, ("", ""), {}, (HERE, LATER)),
        (EIGHT, ("Microsoft Excel", ""), {}, (HERE, LATER)),
        (EIGHT, ("Microsoft Excel", "16.0300.1"), {}, (HERE, LATER)),
        (EIGHT, ("Collabora_OfficeDev/6.4 LibreOffice_project/1", "15"), {}, (HERE, LATER)),
        (EIGHT, LIBRARY, {"created": EIGHT}, (HERE, NEVER)),
        (EIGHT, SOMEBODY, {"created": EIGHT}, (HERE, NEVER)),
        (EIGHT, OPENPYXL, {"created": EIGHT}, (LATER, NEVER)),
        ("2023-03-28T08:00:00.123Z", EXCEL, {}, (LATER, LATER)),
        ("2023-03-28T08:00Z", EXCEL, {}, (LATER, LATER)),
        ("2023-03-28T08:00:00+07:00", SOMEBODY, {}, (HERE, HERE)),
        ("2023-03-28T08:00:00+07:00", LIBRE, {"edits": 1}, (HERE, HERE)),
        ("2023-03-28T01:00:00+00:00", SOMEBODY, {}, (HERE, HERE)),
        ("2023-03-28T08:00:00", SOMEBODY, {}, (HERE, LATER)),
        ("2023-03-28T08:00:00", EXCEL, {}, (HERE, LATER)),  # not what Excel writes
        ("", EXCEL, {}, None),
        ("hôm qua", EXCEL, {}, None),
        ("2023-03-28", EXCEL, {}, None),
        ("2023-02-30T08:00:00Z", EXCEL, {}, None),
        ("2023-03-28T24:00:00Z", EXCEL, {}, None),
        ("2023-03-28T08:00:00+99:00", EXCEL, {}, None),
        ("0001-01-01T00:00:00+14:00", EXCEL, {}, None),
        ("0000-01-01T00:00:00Z", LIBRE, {"edits": 1}, None),
        ("9999-12-31T23:59:59Z", LIBRE, {"edits": 1}, None),
        ("2023-03-28T08:00:00Z" * 100, EXCEL, {}, None),
    ],
)
def test_a_time_means_what_its_writer_meant(form, said, program, more, expected):
    assert span(stamped(form, said, program, **more)) == expected


@pytest.mark.parametrize(
    ("zone", "said", "first", "last"),
    [
        ("America/Lima", "2023-03-28T08:00:00Z", "2023-03-28T13:00", "2023-03-28T13:00"),
        # The hour that summer time takes back comes twice; that it takes away, never.
        ("Europe/Berlin", "2023-10-29T02:30:00Z", "2023-10-29T00:30", "2023-10-29T01:30"),
        ("Europe/Berlin", "2023-03-26T02:30:00Z", "2023-03-26T00:30", "2023-03-26T01:30"),
        ("Pacific/Kiritimati", "2000-01-01T00:00:00Z", "1999-12-31T10:00", "1999-12-31T10:00"),
        ("Etc/GMT+12", "2999-12-31T23:59:00Z", "3000-01-01T11:59", "3000-01-01T11:59"),
    ],
)
def test_local_time_is_that_of_the_offices_zone(form, zone, said, first, last):
    content = stamped(form, said, LIBRE, edits=1)
    expected = tuple(datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (first, last))
    assert span(content, ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    "hostile", ["<modified " * 500_000, "<" + "a" * 5_000_000, "<modified>" + "1" * 5_000_000]
)
def test_a_part_made_to_be_slow_is_read_at_once(hostile):
    """Looking for the end of a mark goes no further than to where the next one begins."""
    began = time.process_time()
    assert Stamp.of(hostile.encode(), b"") == Stamp()
    assert time.process_time() - began < 5


def test_the_interval_is_kept_and_older_readings_have_none(form):
    def submission(content):
        return read_submission(content, "a.xlsx", "sha", FORMS, Register(OFFICE))

    wide = submission(stamped(form, EIGHT, SOMEBODY))
    assert wide.saved == (HERE, LATER) and wide.saved_until == LATER
    record = json.loads(json.dumps(to_json(wide)))
    assert from_json(record, FORMS) == wide
    del record["saved_until"]
    assert from_json(record, FORMS).saved == (HERE, HERE)
    exact = submission(stamped(form, EIGHT, EXCEL))
    assert exact.saved == (LATER, LATER) and exact.saved_until is None
    assert submission(stamped(form, "", EXCEL)).saved is None


def mail(content, received):
    message = EmailMessage()
    message["Received"] = f"from mx.example.invalid by mail.example.invalid; {received}"
    message.set_content("Gửi báo cáo.")
    message.add_attachment(
        content, maintype="application", subtype="octet-stream", filename="bc.xlsx"
    )
    return message.as_bytes()


def unit_of(office, now, period=WEEK, code="thue"):
    """Merge; return how a unit stands and what its files are asked."""
    outcome = office.json("merge", period, "--now", now)
    (unit,) = [u for one in outcome["periods"] for u in one["units"] if u["code"] == code]
    return unit, sorted(f["code"] for f in unit["findings"])


@pytest.mark.parametrize(
    ("said", "program", "more", "standing"),
    [
        (EIGHT, LIBRE, {"edits": 1}, "undecided"),
        (EIGHT, SOMEBODY, {}, "undecided"),
        (EIGHT, EXCEL, {}, "late"),  # 15:00 here
        ("2023-03-28T10:00:00Z", LIBRE, {"edits": 1}, "late"),
        ("2023-03-28T10:00:00Z", EXCEL, {}, "undecided"),  # 17:00: a clock that runs ahead
        ("2023-03-28T10:00:00Z", SOMEBODY, {}, "late"),  # 10:00 at the earliest
        ("2023-03-28T01:00:00Z", EXCEL, {}, "undecided"),
        ("", EXCEL, {}, "undecided"),
    ],
)
def test_late_is_only_what_no_reading_makes_punctual(
    office_folder, form, said, program, more, standing
):
    (office_folder.collected / "bc.xlsx").write_bytes(stamped(form, said, program, **more))
    unit, codes = unit_of(office_folder, "2023-03-28T16:00")
    assert (unit["standing"], codes) == (standing, [])


def test_a_mails_time_holds_unless_no_reading_lets_it(office_folder, form):
    at = "Tue, 28 Mar 2023 08:05:00 +0700"
    for said, program, more, standing, asked in (
        (EIGHT, LIBRE, {"edits": 1}, "on_time", []),
        (EIGHT, SOMEBODY, {}, "on_time", []),
        (EIGHT, EXCEL, {}, "late", ["V03"]),
        ("2023-03-28T08:06:00Z", LIBRE, {"edits": 1}, "undecided", ["V03"]),
    ):
        office = office_folder.copy_to(
            office_folder.root.parent / f"{standing} {program[1]} {more}"
        )
        content = stamped(form, said, program, **more)
        (office.collected / "thư.eml").write_bytes(mail(content, at))
        unit, codes = unit_of(office, "2023-03-28T16:00")
        assert (unit["standing"], codes) == (standing, asked), (said, program)


def test_the_mail_that_brought_the_same_bytes_is_found_later(office_folder, form):
    content = stamped(form, EIGHT, LIBRE, edits=1)
    (office_folder.collected / "bc.xlsx").write_bytes(content)
    assert unit_of(office_folder, "2023-03-28T16:00")[0]["standing"] == "undecided"
    mailed = mail(content, "Tue, 28 Mar 2023 08:05:00 +0700")
    (office_folder.collected / "thư.eml").write_bytes(mailed)
    unit, codes = unit_of(office_folder, "2023-03-28T17:00")
    assert (unit["standing"], codes) == ("on_time", [])
    assert unit["received"]["latest"] == "2023-03-28T08:05:00+07:00"


WHO = ("--by", "Cán bộ mẫu", "--why", "Theo sổ công văn đến")


def test_a_time_entered_may_be_any_the_file_allows(office_folder, form):
    content = stamped(form, EIGHT, LIBRE, edits=1)
    (office_folder.collected / "bc.xlsx").write_bytes(content)
    assert unit_of(office_folder, "2023-03-28T16:00")[0]["standing"] == "undecided"
    early = office_folder.run("received", "thue", WEEK, "2023-03-28T07:59", *WHO)
    assert early.returncode == 2 and "không thể đến trước 08 giờ 00" in early.stderr
    given = office_folder.run("received", "thue", WEEK, "2023-03-28T08:05", *WHO)
    assert given.returncode == 0, given.stderr
    assert unit_of(office_folder, "2023-03-28T17:00")[0]["standing"] == "on_time"


NINE, TWO = "2023-03-27T09:00:00Z", "2023-03-27T07:00:00Z"  # 14:00 here, by Excel


@pytest.mark.parametrize(
    ("draft", "final", "code"),
    [
        ((NINE, LIBRE, {"edits": 1}), (TWO, EXCEL, {}), "V01"),
        ((NINE, LIBRE, {"edits": 1}), ("2023-03-27T09:01:00Z", LIBRE, {"edits": 2}), "V01"),
        ((TWO, EXCEL, {}), ("2023-03-27T15:00:00Z", SOMEBODY, {}), "V01"),
    ],
)
@pytest.mark.parametrize("names", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
def test_of_two_found_together_the_one_saved_later_counts(
    office_folder, tmp_path, form, draft, final, code, names
):
    other = filled("thue", tmp_path, received_online=5, resolved_on_time=3, results_returned=7)
    (office_folder.collected / names[0]).write_bytes(stamped(other, draft[0], draft[1], **draft[2]))
    (office_folder.collected / names[1]).write_bytes(stamped(form, final[0], final[1], **final[2]))
    unit, codes = unit_of(office_folder, "2023-03-28T08:00")
    assert (unit["file"], codes) == (names[1], [code])
    screen = " ".join(office_folder.run("status", WEEK, "--now", "2023-03-28T08:00").stdout.split())
    assert f"dùng bản này (lưu sau), không dùng {names[0]}" in screen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("", EXCEL), ("", EXCEL)),
        (("", EXCEL), (TWO, EXCEL)),
        ((TWO, EXCEL), (TWO, EXCEL)),
        ((NINE, SOMEBODY), (TWO, EXCEL)),
        ((TWO, LIBRARY), (NINE, EXCEL)),  # made at that time; when it was filled, nobody knows
        (("2023-03-29T07:00:00Z", EXCEL), (TWO, EXCEL)),  # a clock that runs ahead
    ],
)
def test_of_two_found_together_nobody_may_know_which_is_later(
    office_folder, tmp_path, form, one, other
):
    changed = filled("thue", tmp_path, received_online=5, resolved_on_time=3, results_returned=7)
    made = {"created": TWO} if one[1] is LIBRARY else {}
    (office_folder.collected / "a.xlsx").write_bytes(stamped(changed, *one, **made))
    (office_folder.collected / "b.xlsx").write_bytes(stamped(form, *other))
    unit, codes = unit_of(office_folder, "2023-03-28T08:00")
    assert (unit["file"], codes) == ("b.xlsx", ["V05"])


def test_what_nobody_knows_is_said_and_a_person_decides(office_folder, tmp_path, form):
    changed = filled("thue", tmp_path, received_online=5, resolved_on_time=3, results_returned=7)
    for name, content in (("a.xlsx", changed), ("b.xlsx", form)):
        (office_folder.collected / name).write_bytes(stamped(content, "", EXCEL))
    screen = " ".join(office_folder.run("merge", WEEK, "--now", "2023-03-28T08:00").stdout.split())
    assert "không rõ bản nào lưu sau" in screen and "không dùng a.xlsx" in screen
    assert "(lưu sau)" not in screen
    aside = office_folder.run("set-aside", "b.xlsx", *WHO, "--now", "2023-03-28T08:10")
    assert aside.returncode == 0, aside.stderr
    unit, codes = unit_of(office_folder, "2023-03-28T08:20")
    assert unit["file"] == "a.xlsx" and "V05" not in codes


def test_which_of_one_run_came_first_is_not_guessed_late(office_folder, tmp_path, form):
    """One was saved after the deadline; of the other nobody knows: it may be the first."""
    other = filled("thue", tmp_path, received_online=5, resolved_on_time=3, results_returned=7)
    (office_folder.collected / "a.xlsx").write_bytes(stamped(other, EIGHT, EXCEL))
    (office_folder.collected / "b.xlsx").write_bytes(stamped(form, "", EXCEL))
    unit, codes = unit_of(office_folder, "2023-03-28T16:00")
    assert (unit["standing"], codes) == ("undecided", ["V05"])


@pytest.fixture(scope="module")
def typed_in_office(make_office, tmp_path_factory):
    """An office whose reports are due in an hour, and a form a clerk here saves now."""
    office = make_office(tmp_path_factory.mktemp("văn phòng"))
    now = datetime.now(ZONE).replace(second=0, microsecond=0)
    due = now + timedelta(hours=1)
    config = office.root / "config.toml"
    words = config.read_text(encoding="utf-8")
    words = re.sub(r"due_weekday = \d", f"due_weekday = {due.isoweekday()}", words)
    words = re.sub(r'due_time = "[\d:]+"', f'due_time = "{due:%H:%M}"', words)
    config.write_text(words, encoding="utf-8")
    # The sample's units ended in 2025.
    units = declared_in(office.root, 'code = "thue"')
    words = units.read_text(encoding="utf-8")
    words = re.sub(r'(code = "thue"\n(?:.+\n)*?until = )[\d-]+', r"\g<1>2999-12-31", words)
    units.write_text(words, encoding="utf-8")
    period = str(Period.week_of(due.date()).previous)
    path = office.templates(period, f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}")["thue"]
    form = Filled(path.read_bytes())
    answers = [[FORM.table.sheet, form.activity.coordinate, FORM.none_answer]]
    rows = form.narrative_rows
    for section in FORM.sections:
        answers.append([FORM.narrative_sheet, f"C{rows[section.id]}", FORM.none_answer])
    for field in FORM.fields:
        answer = field.choices[0] if field.choices else "Cán bộ mẫu"
        answers.append([FORM.narrative_sheet, f"C{rows[field.id]}", answer])
    saved = tmp_path_factory.mktemp("máy của cán bộ") / "bc.xlsx"
    jobs = [{"open": str(path), "type": answers, "save": str(saved)}]
    assert type_in_office(jobs, "Asia/Ho_Chi_Minh") == [[]]
    final = fill(Filled(path.read_bytes()), {}).save(saved.with_name("final.xlsx")).read_bytes()
    return office, period, now, saved.read_bytes(), final


@pytest.fixture
def clerk(typed_in_office, tmp_path):
    """A copy of that office, its period, now, a time after it as typed, and two forms."""
    office, period, now, *forms = typed_in_office

    def at(hours):
        return f"{now + timedelta(hours=hours):%Y-%m-%dT%H:%M}"

    return office.copy_to(tmp_path / "văn phòng"), period, now, at, *forms


@pytest.mark.office
def test_saved_in_libreoffice_before_the_deadline_is_not_late(clerk):
    office, period, _, at, content, _ = clerk
    (office.collected / "bc.xlsx").write_bytes(content)
    unit, codes = unit_of(office, at(8), period)
    assert (unit["standing"], codes) == ("undecided", [])


@pytest.mark.office
def test_saved_in_libreoffice_and_mailed_before_the_deadline_is_on_time(clerk):
    office, period, now, at, content, _ = clerk
    received = f"{(now + timedelta(minutes=9)).astimezone(UTC):%a, %d %b %Y %H:%M:%S +0000}"
    (office.collected / "thư.eml").write_bytes(mail(content, received))
    unit, codes = unit_of(office, at(8), period)
    assert (unit["standing"], codes) == ("on_time", [])


@pytest.mark.office
@pytest.mark.parametrize("names", [("z.xlsx", "a.xlsx"), ("a.xlsx", "z.xlsx")])
def test_an_excel_final_follows_a_libreoffice_draft(clerk, names):
    office, period, now, at, draft, filled_in = clerk
    saved = f"{(now + timedelta(hours=5)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for name, one in zip(names, (draft, stamped(filled_in, saved, EXCEL)), strict=True):
        (office.collected / name).write_bytes(one)
    outcome = office.json("merge", period, "--now", at(8))
    (one,) = outcome["periods"]
    (unit,) = [u for u in one["units"] if u["code"] == "thue"]
    assert (unit["file"], one["totals"]["received_online"]) == (names[1], 8)
    assert [f["code"] for f in unit["findings"]] == ["V01"]
