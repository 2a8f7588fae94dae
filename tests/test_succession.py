"""What goes on when things change: a form gets a column, a unit is taken over."""

import re
from io import BytesIO

import pytest
from made import filled
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from shipped import declared_in
from weekly import FORM, Filled

from pipeline.domain.period import Period

W12, W13 = "2023-W12", "2023-W13"
KEPT = f"form-{FORM.version}.toml"
LATER = tuple(f"version = {version}" for version in (FORM.version, FORM.version + 1))
COLUMN = """
[[tables.columns]]
id = "by_post"
label = "Qua bưu chính"
type = "count"
time = "flow"
measure = "hồ sơ"
optional = true
help = "Trong đó qua bưu chính."
width = 8

# Quy tắc. severity"""


@pytest.fixture(scope="module")
def first(new_office, tmp_path_factory):
    """An office whose first week is merged, and the week's totals."""
    office, made = new_office(), tmp_path_factory.mktemp("made")
    for unit in ("thue", "tu-phap"):
        (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, made))
    period = office.json("merge", W12, "--now", "2023-03-28T08:00")["periods"][0]
    assert period["coverage"] == "2/8"
    return office, period["totals"]


@pytest.fixture
def office(first, tmp_path):
    copy = first[0].copy_to(tmp_path / "văn phòng mẫu")
    copy.totals = first[1]
    return copy


def test_what_was_sent_on_an_earlier_version_is_still_read(office):
    """The steps of docs/maintaining.md: keep form.toml under its version, then change it."""
    folder = office.root / "input_templates" / "weekly"
    words = (folder / "form.toml").read_text(encoding="utf-8")
    (folder / KEPT).write_text(words, encoding="utf-8")
    changed = words.replace("\n# Quy tắc. severity", COLUMN, 1).replace(*LATER)
    assert "by_post" in changed
    (folder / "form.toml").write_text(changed, encoding="utf-8")
    again = office.json("merge", W12, "--now", "2023-03-29T08:00")["periods"][0]
    assert again["coverage"] == "2/8"
    assert {k: v for k, v in again["totals"].items() if k != "by_post"} == office.totals
    assert again["totals"]["by_post"] is None, "what was never asked is not 0"
    content = (office.output / W12 / f"tong-hop-{W12}.xlsx").read_bytes()
    for sheet in ("Tổng hợp", "Theo đơn vị"):
        rows = list(load_workbook(BytesIO(content), data_only=True)[sheet].values)
        at = next(row for row in rows if "Qua bưu chính" in row).index("Qua bưu chính")
        last = max(at for at, row in enumerate(rows) if str(row[0] or row[1])[:4] == "TỔNG")
        assert rows[last][at] == "–", "nor is it in the workbook, whoever reads that"
        reader = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet)
        assert reader.to_python(skip_empty_area=False)[last][at] == "–"
    office.run("templates", W13, "--now", "2023-03-31T08:00")
    new = Filled((folder / W13 / f"{W13}-thue.xlsx").read_bytes())
    assert "by_post" in new.columns


def test_without_the_earlier_version_the_compiler_is_told_which_file_is_missing(office):
    path = office.root / "input_templates" / "weekly" / "form.toml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace(*LATER), encoding="utf-8")
    done = office.run("merge", W12, "--now", "2023-03-29T08:00")
    assert " ".join(done.stdout.split()).count(f"Thiếu input_templates/weekly/{KEPT}: 2 tệp") == 1
    asked = office.json("status", W12, "--now", "2023-03-29T08:00")["periods"][0]["units"]
    assert {f["code"] for u in asked for f in u["findings"]} == {"H50"}
    assert not (office.output / W12 / "tra-lai").exists(), "no unit has anything to send again"
    path.with_name(KEPT).write_text(words, encoding="utf-8")
    told = office.json("merge", W12, "--now", "2023-03-29T09:00")["periods"][0]
    assert told["coverage"] == "2/8"


def test_a_unit_that_took_over_counts_the_services_and_opens_with_what_was_closed(office, tmp_path):
    config = declared_in(office.root, 'code = "thue"')
    words = config.read_text(encoding="utf-8")
    start = words.index('code = "thue"')
    end = words.index("\n\n", start)
    old = (
        re.sub(r"\nuntil = \S+", "", words[start:end])
        + '\nuntil = 2023-03-27\nsuccessor = "thue-moi"'
    )
    new = (
        '[[units]]\ncode = "thue-moi"\nname = "Thuế cơ sở mẫu"\ngroup = "cap-huyen"\n'
        'reports = ["weekly"]\nsince = 2023-03-28\n'
    )
    config.write_text(f"{words[:start]}{old}\n\n{new}{words[end:]}", encoding="utf-8")
    before = office.json("status", W12, "--now", "2023-03-29T08:00")["periods"][0]
    assert before["totals"] == office.totals, "the past stays as it was"
    assert office.run("templates", W13, "--now", "2023-03-31T08:00").returncode == 0
    folder = office.root / "input_templates" / "weekly" / W13
    assert not (folder / f"{W13}-thue.xlsx").exists()
    form = Filled.read(folder / f"{W13}-thue-moi.xlsx")
    assert form.cell("dvc-18", "carried_over").value == 1, "what thue left pending"
    after = office.json("status", W13, "--now", "2023-04-05T08:00")["periods"][0]
    assert "thue-moi" in {u["code"] for u in after["units"]}
    assert Period.parse(W13).previous == Period.parse(W12)
