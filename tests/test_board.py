"""The board: what screen and workbook say, on one page that needs nothing and hinders nobody."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from lxml import html
from monthly import BIG, DUE, SMALL, District, month
from typed import ROOT, OfficeFolder

from pipeline import texts
from pipeline.consolidate.watched import tasks_near
from pipeline.domain.board import Board, RatePoint, Rates
from pipeline.outputs.board.chart import draw
from pipeline.outputs.board.page import build_board

NOW = "2023-04-12T10:00"  # after the month's window, before its day
PAGE = "bang-theo-doi.html"


@pytest.fixture(scope="module")
def office(short_demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bảng") / "văn phòng mẫu"
    return OfficeFolder.at(shutil.copytree(short_demo, folder))


@pytest.fixture(scope="module")
def ended(office):
    """The board, drawn; what lay in the folder before lies there as it was."""
    before = contents(office.root)
    ended = office.run("board", "--now", NOW)
    after = contents(office.root)
    assert after.keys() - before.keys() == {office.output / PAGE}
    assert before.items() <= after.items()
    return ended


@pytest.fixture(scope="module")
def status(office):
    return office.json("status", "--now", NOW)


@pytest.fixture(scope="module")
def page(office, ended):
    return html.fromstring((office.output / PAGE).read_bytes())


def contents(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def words(element):
    return " ".join(element.text_content().split())


def at(page, path):
    (found,) = page.xpath(path)
    return found


def test_it_ends_as_status_does_and_says_where_it_lies(office, ended):
    assert ended.returncode == office.run("status", "--now", NOW).returncode == 1
    assert str(Path("output") / PAGE) in ended.stdout


def test_who_sent_stands_there_as_on_the_screen(page, status):
    assert status["periods"]
    for period in status["periods"]:
        card = at(page, f"//article[@id='ky-{period['period']}']")
        good = sum(one["standing"] in ("on_time", "late", "undecided") for one in period["units"])
        assert f"{good}/{len(period['units'])} đơn vị" in words(card)
        for unit in period["units"]:
            assert len(card.xpath(f".//li[@data-unit='{NAMES[unit['code']]}']")) == 1


def names(office):
    return {unit.code: unit.name for unit in office.units}


@pytest.fixture(autouse=True)
def known_names(office):
    from pipeline.recipes.desk import open_desk

    NAMES.update(names(open_desk(office.root).register.latest))


NAMES = {}


def test_the_clock_is_the_one_given(page):
    assert "10 giờ 00 ngày 12/4/2023" in words(at(page, "//header"))
    month = at(page, "//article[@id='ky-2023-04']")
    assert "còn 14 giờ đến hạn" in words(month)


def test_what_still_asks_stands_there_in_the_very_words(page, status):
    section = words(at(page, "//section[@id='hoi']"))
    asking = [
        finding
        for period in status["periods"]
        for one in (*period["units"], {"findings": period["other_findings"]})
        for finding in one["findings"]
        if finding["severity"] != "note"
    ]
    for one in asking:
        assert texts.numbers.sentence(one["message"]) in section
        assert one["action"] in section
        assert one["file"] in section


def test_the_map_is_what_status_says_of_each_week(office, page):
    said = {"on_time": "✓", "late": "!", "undecided": "?", "missing": "✗", "invalid": "L"}
    table = at(page, "//table[caption='Báo cáo tuần']")
    weeks = [one.get("title") for one in table.xpath(".//thead//abbr")]
    assert len(weeks) > 4
    for column, week in enumerate(weeks, start=1):
        number, year = re.fullmatch(r"tuần (\d+) năm (\d+)", week).groups()
        (period,) = office.json("status", f"{year}-W{int(number):02}", "--now", NOW)["periods"]
        shown = [
            (row.xpath("string(td[$at]/span[1]/text())", at=column))
            for row in table.xpath("./tbody/tr")
        ]
        if period["deadline"] <= datetime.fromisoformat(NOW + ":00+07:00").isoformat():
            assert shown == [said[one["standing"]] for one in period["units"]], week


def test_no_mark_speaks_by_its_colour_alone(page):
    cells = page.xpath("//table[contains(@class,'heat')]/tbody//td[span]")
    assert len(cells) > 50
    for cell in cells:
        sign, said = cell.xpath("span")
        assert sign.get("aria-hidden") == "true" and words(sign) and words(said)
    assert len({words(cell.xpath("span")[0])[0] for cell in cells}) > 1


def test_the_online_rate_is_that_of_each_weeks_workbook(office, page):
    rows = page.xpath("//section[@id='truc-tuyen']//tbody/tr")
    assert len(rows) > 4
    for row in rows:
        number, year = re.fullmatch(r"Tuần (\d+)/(\d+)", words(row.xpath("th")[0])).groups()
        period = f"{year}-W{int(number):02}"
        book = openpyxl.load_workbook(
            office.output / period / f"tong-hop-{period}.xlsx", data_only=True
        )
        printed = {line[0]: line[1:3] for line in book["Bìa"].values if line and line[0]}
        rate, coverage = printed["Tỷ lệ trực tuyến"]
        online, new = (int(part.replace(".", "")) for part in words(row.xpath("td")[0]).split("/"))
        assert rate == pytest.approx(online / new, abs=1e-12)
        assert words(row.xpath("td")[1]) == texts.numbers.percent(online, new)
        assert words(row.xpath("td")[2]) in coverage


def test_work_past_its_day_is_what_the_report_calls_overdue():
    district, march = District(), month("2023-03")
    april = march.next
    for unit in (BIG, SMALL):
        district.month(unit, march, (0, 1), (0, 1, 0, 2), (1, 2))
        district.month(unit, april, (1, 1), (1, 1, 2, 2), (1, 2))
    summary = district.summary(april)
    history = district.history(april)
    last = datetime.combine(summary.window[1], time(12), summary.office.schedule.zone)
    late = tasks_near(april, history, last)
    assert [(one.task.code, one.unit.code, one.days) for one in late] == [
        (one.task.code, one.unit.code, one.days) for one in summary.plan.overdue
    ]
    assert {one.task.code for one in late} == {DUE.code}
    assert texts.board.days_words(DUE.due, last.date()) == f"quá hạn {late[0].days} ngày"
    eve = datetime(2023, 3, 15, 8, tzinfo=last.tzinfo)
    assert {one.task.due for one in tasks_near(march, district.history(march), eve)} == {DUE.due}
    assert not tasks_near(march, district.history(march), eve - timedelta(days=30))


def test_a_task_that_is_done_is_none_of_these():
    district, march = District(), month("2023-03")

    def done(form):
        form.fill("tasks", DUE.code, status="Hoàn thành", done_on="05/03/2023")

    district.month(SMALL, march, (0, 1), (0, 1, 0, 2), (1, 2), tamper=done)
    district.month(BIG, march, (0, 1), (0, 1, 0, 2), (1, 2))
    at = datetime(2023, 4, 12, 8, tzinfo=district.office.schedule.zone)
    late = tasks_near(march, district.history(march), at)
    assert SMALL not in {one.unit for one in late} and BIG in {one.unit for one in late}


def test_every_link_leads_to_a_file_that_is_there(office, page):
    links = [href for href in page.xpath("//a/@href") if not href.startswith("#")]
    assert len(links) > 10
    for href in links:
        assert ":" not in href and not href.startswith("/")
        assert (office.output / unquote(href)).exists(), href
    for href in page.xpath("//a/@href[starts-with(., '#')]"):
        at(page, f"//*[@id='{href[1:]}']")


def test_the_page_may_fetch_nothing(office, ended):
    text = (office.output / PAGE).read_text(encoding="utf-8")
    page = html.fromstring(text.encode())
    policy = at(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        written = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(written.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//@src | //link | //@style | //iframe | //object | //img")
    assert not re.search(r"https?:|url\(|@import|//[a-z]", text.replace("http-equiv", ""))


def test_the_same_inputs_and_clock_give_the_same_bytes(office, ended):
    before = (office.output / PAGE).read_bytes()
    office.run("board", "--now", NOW)
    assert (office.output / PAGE).read_bytes() == before
    office.run("board", "--now", "2023-04-12T11:00")
    assert (office.output / PAGE).read_bytes() != before
    office.run("board", "--now", NOW)
    assert (office.output / PAGE).read_bytes() == before
    assert not [*office.output.glob("bang-theo-doi-*")]


def test_a_page_somebody_wrote_in_stays(office, ended, tmp_path):
    copy = office.copy_to(tmp_path / "văn phòng")
    page = copy.output / PAGE
    edited = page.read_bytes().replace(b"</h1>", b" (trao tay)</h1>")
    page.write_bytes(edited)
    told = copy.run("board", "--now", NOW)
    assert page.read_bytes() == edited
    assert (copy.output / "bang-theo-doi-2.html").is_file() and "bang-theo-doi-2" in told.stdout


def test_one_period_has_a_page_of_its_own(office, ended):
    assert office.run("board", "2023-W12", "--now", NOW).returncode in (0, 1)
    page = html.fromstring((office.output / "bang-theo-doi-2023-W12.html").read_bytes())
    assert page.xpath("//article/@id") == ["ky-2023-W12"]
    assert page.xpath("//table[caption='Báo cáo tuần']//abbr/@title")[-1] == "tuần 12 năm 2023"
    (office.output / "bang-theo-doi-2023-W12.html").unlink()
    assert office.run("board", "2023-W99", "--now", NOW).returncode == 2


def test_it_hands_over_what_was_decided_and_what_is_typed_next(office, ended, tmp_path):
    copy = office.copy_to(tmp_path / "văn phòng")
    (file, *_) = sorted(copy.collected.glob("*.xlsx"))
    who = ("--by", "Người quyết định mẫu", "--why", "</script><b>x", "--now", NOW)
    assert copy.run("set-aside", file.name, *who).returncode == 0
    copy.run("board", "--now", NOW)
    page = html.fromstring((copy.output / PAGE).read_bytes())
    row = at(page, "//h3[@id='quyet-dinh']/following::table[1]/tbody/tr[1]")
    assert [words(cell) for cell in row.xpath("td")][1:3] == [
        "Người quyết định mẫu",
        "</script><b>x",
    ]
    commands = [words(one) for one in page.xpath("//h3[@id='lenh']/following::table[1]//code")]
    assert "baocao06 merge" in commands and "baocao06 board" in commands
    assert page.xpath("//h3[@id='han']/following::table[1]/tbody/tr")


# --- whatever stands in it ---

HOSTILE = "</script></style><img src=x onerror=alert(1)><b>\"'&{{7*7}} 036201004567\x00"
CITIZEN = "036201004567"


def hostile(value):
    """The same value with each text in it a hostile one."""
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(map(hostile, value))
    if isinstance(value, dict):
        return {key: hostile(one) for key, one in value.items()}
    if is_dataclass(value):
        return replace(
            value,
            **{
                field.name: hostile(getattr(value, field.name))
                for field in fields(value)
                if field.name not in ("id", "section")
            },
        )
    return value


def test_no_text_becomes_anything_but_text(office, ended, monkeypatch):
    drawn = []
    from pipeline.outputs.board import page as drawer

    monkeypatch.setattr(drawer, "build_board", lambda board: drawn.append(board) or b"")
    office.run("board", "2023-W12", "--now", NOW)
    (office.output / "bang-theo-doi-2023-W12.html").unlink()
    (board,) = drawn
    assert isinstance(board, Board)
    plain, bad = (html.fromstring(build_board(one)) for one in (board, hostile(board)))
    # A file called so is not linked, and there is no command in such words: all else is as it was.
    shapes = [
        [
            one.tag
            for one in page.iter()
            if isinstance(one.tag, str) and one.tag not in ("a", "code")
        ]
        for page in (plain, bad)
    ]
    assert shapes[0] == shapes[1]
    text = build_board(hostile(board)).decode()
    assert CITIZEN not in text and words(at(bad, "//h1")).startswith("</script>")
    assert "{{7*7}}" in words(at(bad, "//h1"))
    assert "onerror=alert(1)>" not in text and "\x00" not in text
    assert not bad.xpath("//img | //@onerror")


# --- the chart ---


def point(rate, complete=True):
    return RatePoint(
        label="1",
        period="Tuần 1",
        rate=rate,
        words="",
        counts="",
        coverage="",
        complete=complete,
    )


def rates(*values, target=Fraction(4, 5)):
    told = {"title": "", "about": "", "summary": "", "target_words": "", "hollow": "", "table": ""}
    return Rates(points=tuple(map(point, values)), target=target, headers=(), **told)


def test_a_week_nobody_knows_breaks_the_line_and_has_no_point():
    chart = draw(rates(Fraction(9, 10), Fraction(8, 10), None, Fraction(7, 10), Fraction(1)))
    assert len(chart.lines) == 2 and len(chart.dots) == 4
    assert [dot.met for dot in chart.dots] == [True, True, False, True]


@pytest.mark.parametrize(
    "values", [(Fraction(1),), (Fraction(0), Fraction(1)), (Fraction(1, 3),) * 40]
)
def test_all_points_lie_inside_the_picture(values):
    chart = draw(rates(*values))
    for dot in chart.dots:
        assert chart.left <= dot.x <= chart.right and 0 <= dot.y <= chart.bottom
    assert 0 < chart.target <= chart.bottom and len(chart.labels) <= 14


def test_the_higher_rate_stands_higher_and_the_target_between():
    chart = draw(rates(Fraction(9, 10), Fraction(7, 10)))
    high, low = (dot.y for dot in chart.dots)
    assert high < chart.target < low
    assert abs((low - chart.target) - (chart.target - high)) <= 1


# --- as people meet it ---


def luminance(colour):
    """Of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


TONES = ("good", "doubt", "bad", "plain")
WRITTEN = ("ink", "soft", "link", *TONES)  # each on the page and on what lies on it


def test_every_colour_written_in_can_be_read_on_every_one_below_it():
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text, by day, by night and in print."""
    css = (ROOT / "pipeline/outputs/board/board.css").read_text(encoding="utf-8")
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    written = {*re.findall(r"(?<!-)(?:color|fill): var\(--([\w-]+)\)", css)} - {"tone"}
    below = {*re.findall(r"background: var\(--([\w-]+)\)", css)} - {"tone-bg"}
    assert written - {"plain-bg", "sheet"} <= {*WRITTEN}  # bars and dots are no text
    assert below == {"paper", "sheet", "plain-bg"}
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w+)", one))
        for one in re.findall(r":root \{([^}]*)\}", css)
    ]
    assert len(schemes) == 3
    for colours in schemes:
        pairs = [(one, ground) for one in WRITTEN for ground in ("paper", "sheet")]
        pairs += [*((tone, f"{tone}-bg") for tone in TONES), ("ink", "plain-bg")]
        for one, ground in pairs:
            assert contrast(colours[one], colours[ground]) >= 4.5, (one, ground)


@pytest.fixture(scope="module")
def looked(office, ended):
    """The page in Chromium: narrow and wide, light and dark, with and without its script."""
    modules, chromium = os.environ.get("BAOCAO06_BROWSER"), shutil.which("chromium")
    if not modules or not chromium:
        pytest.fail("Chromium and tests/browser are needed here; .ci/run installs them")
    done = subprocess.run(
        ["node", ROOT / "tests/browser/look.mjs", chromium, modules, office.output / PAGE],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_is_fetched(looked):
    ways = {(one["width"], one["colorScheme"], one["scripts"]) for one in looked}
    assert len(ways) == len(looked) == 8
    for one in looked:
        assert one["violations"] == [], one
        assert one["passes"] > 30 and one["fetched"] == []
        assert one["wide"] <= one["width"], "it scrolls sideways"


@pytest.mark.browser
def test_the_keyboard_goes_all_the_way(looked):
    for one in looked:
        assert one["keys"]["first"] == "skip" and 20 < one["keys"]["count"] < 600


@pytest.mark.browser
def test_typing_a_unit_shows_it_alone(looked):
    shown = {name for one in looked if one["scripts"] for name in one["filtered"]}
    assert shown and all("thuế" in name.lower() for name in shown)
