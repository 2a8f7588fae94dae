"""No command prints a line that a terminal of 80 columns would break."""

import unicodedata

import pytest
from made import filled
from test_init import ASKED, UNITS, listed

WEEK, NOW = "2023-W12", ("--now", "2023-03-28T14:00")
WHO = ("--by", "Cán bộ mẫu", "--why", "Theo biên bản mẫu của phòng, đã đối chiếu sổ theo dõi")
LONG = (
    "Báo cáo tuần 12 của Phòng Tư pháp huyện Hương Khê gửi lần hai, đã sửa số liệu theo ý kiến.xlsx"
)


def width(line):
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return len(line) + wide - sum(unicodedata.combining(letter) > 0 for letter in line)


def asked(form):
    form.fill(next(iter(form.rows)), pending_in_time=99, rejected="ba ca")
    form.table.cell(form.table.max_row + 3, 4).value = 7


@pytest.fixture(scope="module")
def office(new_office, tmp_path_factory):
    office, made = new_office(), tmp_path_factory.mktemp("made")
    for name, unit, change in (
        (LONG, "tu-phap", None),
        ("thue.xlsx", "thue", asked),
        ("报告第十二周" * 5 + ".xlsx", "bhxh", asked),
    ):
        content = filled(unit, made / unit, tamper=change)
        (office.collected / name).write_bytes(content)
    (office.collected / "bản in.pdf").write_bytes(b"%PDF-1.4")
    listed(office.root.parent / "đơn vị.xlsx", UNITS)
    return office


COMMANDS = (
    ("templates", WEEK, "--now", "2023-03-24T09:00"),
    ("status", WEEK),
    ("merge", WEEK),
    ("status",),
    ("status", "--all"),
    ("status", "--unit", "Chi cục Thuế"),
    ("check", f"collected/{LONG}", "collected/thue.xlsx"),
    ("check-code", "tu-phap", WEEK, "KT-0123"),
    ("set-aside", "bản in.pdf", *WHO),
    ("excuse", "tu-phap", WEEK, *WHO),
    ("decisions",),
    ("withdraw", "1", *WHO),
    ("verify", WEEK),
    ("trace", WEEK, "55"),
    ("decree30", "check", f"output/{WEEK}/bao-cao-{WEEK}.docx"),
    ("decree30", "check", f"output/{WEEK}/tom-tat-{WEEK}.docx"),
    ("issue", WEEK, "--number", "7", "--date", "28/3/2023", "--by", "Văn thư mẫu"),
    ("rebuild", WEEK),
    ("reopen", WEEK, *WHO),
    ("correct", WEEK, "--number", "8", "--date", "28/3/2023", *WHO),
    ("schema",),
    ("plan",),
    ("doctor",),
    ("migrate", "--yes"),
    ("remind", WEEK),
    ("remind", "2023-W13", "--now", "2023-04-03T16:00"),
    ("board",),
    ("amend", "tu-phap", WEEK, "E10", "9", "--was", "8", *WHO),
    ("amend", "thue", "2023-W13", "E10", "9", "--was", "8", *WHO),
    ("watch", "--every", "0.05", "--for", "0.002"),
    ("backup", "../văn phòng.zip"),
    ("restore", "../văn phòng.zip", "../máy mới"),
    ("pack", "../bộ cài", "--python", "3.12", "--wheels", "output"),
    ("init", "../theo mẫu", "--office-of", "ha-tinh-2026"),
    ("init", "../của mình", *ASKED, "--months", "--units", "../đơn vị.xlsx"),
)
TIMELESS = {"decree30", "rebuild", "schema", "plan", "migrate", "decisions"}
TIMELESS |= {"backup", "restore", "pack", "init"}


def too_long(screen):
    """The lines that a terminal would break, but those of one word: a path stays whole."""
    return [line for line in screen.splitlines() if width(line) > 80 and len(line.split()) > 1]


def test_no_line_is_longer_than_a_terminal(office):
    """Typed one after another in one office, as a period goes."""
    found = {}
    for words in COMMANDS:
        now = () if words[0] in TIMELESS or "--now" in words else NOW
        done = office.run(*words, *now)
        assert done.returncode in (0, 1, 2) and (done.stdout or done.stderr), words
        if long := too_long(done.stdout):
            found[words] = long
    assert not found


def test_no_line_of_a_played_office_is_longer(short_demo):
    assert not too_long((short_demo.parent / "screen.txt").read_text(encoding="utf-8"))


def test_a_period_never_merged_is_not_traced(office_folder):
    done = office_folder.run("trace", "2023-W10", "55", *NOW)
    assert done.returncode == 2 and "baocao06 merge 2023-W10" in done.stderr


def test_the_leaders_page_is_no_document_of_the_decree(office_folder):
    page = office_folder.root / "tom-tat-2023-W12.docx"
    page.write_bytes(b"PK")
    done = office_folder.run("decree30", "check", page.name)
    assert done.returncode == 0 and "nội bộ" in done.stdout
