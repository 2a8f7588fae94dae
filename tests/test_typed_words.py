"""Periods, days, hours and names as people type them, and what is said of what is typed wrong."""

import io
import os
import subprocess
import sys
from datetime import date, datetime

import pytest
from made import filled
from typed import COMMAND, surroundings

from pipeline.cli.spelled import day_of, instant_of, period_of
from pipeline.cli.words import BY, read_number

TODAY = date(2023, 6, 19)
NOW = ("--now", "2023-03-28T14:00")


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        *((text, "2023-W24") for text in ("tuần 24", "Tuan 24", "w24", "TUẦN 24/2023", "2023w24")),
        *((text, "2023-W07") for text in ("tuần 7", "tuần 07 năm 2023", "2023-W07")),
        *((text, "2023-06") for text in ("T6/2023", "tháng 6", "6/2023", "06/2023", "2023-6")),
        *((text, "2023-Q2") for text in ("quý 2", "quý II", "Q2/2023", "quy 2 nam 2023")),
        *((text, "2023-H1") for text in ("6 tháng đầu năm", "6 tháng năm 2023", "h1", "6 tháng")),
        ("6 tháng cuối năm 2022", "2022-H2"),
        ("năm 2022", "2022"),
        ("cả năm 2022", "2022"),
        ("tuần 52", "2022-W52"),
        ("tháng 7", "2023-07"),
        ("tháng 9", "2023-09"),
    ],
)
def test_a_period_is_read_as_it_is_said(typed, period):
    assert str(period_of(typed, TODAY)) == period


@pytest.mark.parametrize("typed", ["tuần 54", "T13/2023", "quý 5", "tuần", "24", "20/6/2023", ""])
def test_what_names_no_period_is_none(typed):
    assert period_of(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed", ["20/6/2023", "20-6-2023", "20.06.2023", "ngày 20/6/2023", "20 tháng 6 năm 2023"]
)
def test_a_day_is_read_as_it_is_said(typed):
    assert day_of(typed) == date(2023, 6, 20)


@pytest.mark.parametrize("typed", ["31/2/2023", "20/6", "8h45 20/6/2023", "hôm nay"])
def test_what_is_no_day_is_none(typed):
    assert day_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *((text, 19) for text in ("8h45", "08 giờ 45", "08:45", "8 giờ 45 phút", "lúc 8h45")),
        *((text, 20) for text in ("8h45 20/6/2023", "20/6/2023 8h45", "2023-06-20 08:45")),
        *((text, 20) for text in ("08 giờ 45 ngày 20/6/2023", "2023-06-20T08:45")),
    ],
)
def test_an_instant_is_read_as_it_is_said(typed, day):
    assert instant_of(typed, TODAY) == (datetime(2023, 6, day, 8, 45), True)


def test_a_day_alone_names_no_hour():
    assert instant_of("20/6/2023", TODAY) == (datetime(2023, 6, 20), False)
    assert instant_of("25h00", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "number"), [("7", "07"), (" 7 ", "07"), ("07", "07"), ("123", "123"), ("0", "0")]
)
def test_a_number_has_two_digits(typed, number):
    assert read_number(typed) == number


@pytest.fixture
def office(office_folder, tmp_path, monkeypatch):
    monkeypatch.delenv(BY, raising=False)
    (office_folder.collected / "a.xlsx").write_bytes(filled("tu-phap", tmp_path))
    return office_folder


def test_a_report_is_received_and_issued_in_words(office):
    done = office.run("merge", "tuần", "12", *NOW)
    assert (office.output / "2023-W12").is_dir(), done.stderr
    who = ("--by", "Văn thư mẫu", "--why", "Sổ công văn đến")
    done = office.run("received", "Phòng Tư pháp", "tuan 12", "8h45", *who, *NOW)
    assert "08 giờ 45 ngày 28/3/2023" in done.stdout or "08:45" in done.stdout, done.stderr
    numbered = ("--number", "7", "--date", "28/3/2023", "--by", "Văn thư mẫu")
    assert "số 07" in office.run("issue", "tuần 12/2023", *numbered, *NOW).stdout


class Terminal(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self):
        return True


EXCUSED = ("excuse", "tu-phap", "2023-W12", "--why", "Mất điện", *NOW)


def test_who_decides_is_asked_at_a_terminal_only(office, monkeypatch):
    done = office.run(*EXCUSED)
    assert done.returncode == 2 and "họ tên (--by" in done.stderr
    monkeypatch.setattr(sys, "stdin", Terminal("Cán bộ mẫu\n"))
    done = office.run(*EXCUSED)
    assert "Họ tên người quyết định" in done.stderr
    assert "Missing" not in done.stderr and "--by" not in done.stderr


def test_who_decides_is_set_once(office, monkeypatch):
    monkeypatch.setenv(BY, "Cán bộ mẫu")
    done = office.run(*EXCUSED)
    assert "--by" not in done.stderr and "tu-phap" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stauts",), "Có phải “status” không?"),
        (("decree30", "chek"), "Có phải “check” không?"),
        (("status", "--jsno"), "Có phải “--json” không?"),
        (("status", "--json=1"), "Tùy chọn --json không nhận giá trị"),
        (("answer", "thue", "2023-04", "--points", "năm"), "--points phải là một số nguyên"),
        (("status", "--now"), "Sau --now còn thiếu giá trị"),
    ],
)
def test_what_is_typed_wrong_is_told_in_plain_words(office, words, said):
    done = office.run(*words)
    assert done.returncode == 2 and said in " ".join(done.stderr.split())


ENGLISH = ("Usage", "Options", "Commands", "Show ", "[OPTIONS]", "COMMAND", "ARGS", "required")


def every_command():
    from pipeline.cli.commands import commands

    yield ()
    for name in commands.list_commands():
        one = commands.get_command(None, name)
        yield (name,)
        yield from ((name, below) for below in getattr(one, "commands", ()))


@pytest.mark.parametrize("words", [*every_command()], ids=" ".join)
def test_help_is_in_vietnamese(office_folder, words):
    done = office_folder.run(*words, "--help")
    assert done.returncode == 0 and "Cách dùng" in done.stdout
    assert not [word for word in ENGLISH if word in done.stdout]
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80 and not [line for line in lines[1:] if line.endswith("...")]


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("variable", "coloured"), [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({}, True)]
)
def test_colours_are_left_out_where_they_are_not_wanted(variable, coloured):
    import pty

    ours, theirs = pty.openpty()
    environment = {**surroundings(), "TERM": "xterm", **variable}
    if not variable:
        environment.pop("NO_COLOR", None)
    done = subprocess.run([*COMMAND, "stauts"], env=environment, stderr=theirs, check=False)
    os.close(theirs)
    said = os.read(ours, 4096).decode("utf-8")
    os.close(ours)
    assert done.returncode == 2 and ("\x1b[" in said) is coloured, said
