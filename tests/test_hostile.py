"""Everything that ever lies in such a folder, in one merge, beside eight good forms.

The good forms' figures must come out as if they were alone, and every other file gets its answer.
"""

import io
import json
import sys
import time
import zipfile

import pytest
from made import OFFICE, ROW, WEEK, filled
from test_container import REFUSED, in_sheet, repacked

from pipeline.domain.period import Period

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"
UNITS = [unit.code for unit in OFFICE.reporters(WEEK)]
SECONDS, KILOBYTES = 240, 1_600_000  # generous; measured in benchmarks/hostile.py


def spaced_rows(content):
    """A form whose sheet was formatted down to Excel's last row."""
    blank = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (r, r) for r in range(200, 1_048_577)
    )
    return repacked(content, in_sheet(b"</sheetData>", blank + b"</sheetData>"))


def hostile(folder):
    """Name → (bytes, codes any of which answers it; none: it is read and changes nothing)."""
    good = filled("thue", folder)
    files = {
        f"r{index:02} {name}.xlsx": (make(), {code})
        for index, (name, (code, make)) in enumerate(REFUSED.items())
        if name != "a zip of forms"
    }
    files |= {
        "empty.xlsx": (b"", {"F02"}),
        "bản in.pdf": (b"%PDF-1.4", {"F10"}),
        "web.xls": (b"<!DOCTYPE html><table></table>", {"F09"}),
        "xlsx thật tên xls.xls": (good, set()),
        "CON.xlsx": (good, set()),
        "tên\ncó xuống dòng.xlsx": (good, set()),
        "-n --help.xlsx": (good, set()),
        "x" * 240 + ".xlsx": (good, set()),
        "\u202excod.xlsx": (good, set()),
        "macro.xlsm": (repacked(good, add=[("xl/vbaProject.bin", b"\0" * 99)]), set()),
        "liên kết.xlsx": (
            repacked(good, add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]),
            set(),
        ),
        "định dạng tới dòng cuối.xlsx": (spaced_rows(good), set()),
        "tuần trước.xlsx": (filled("thue", folder, Period.parse("2023-W11")), set()),
        "chữ rất dài.xlsx": (
            filled("tnmt", folder, overdue_reason="Chờ xác minh " + "a" * 32_000),
            set(),
        ),
        "ký tự lạ.xlsx": (
            filled("tnmt", folder, overdue_reason="Chờ xác minh_x0001__xFFFE_\u200b"),
            set(),
        ),
        "huyện khác.xlsx": (filled("thue", folder, tamper=set_identity("office", "?")), {"S02"}),
        "phiên bản cũ.xlsx": (filled("thue", folder, tamper=set_identity("version", 0)), {"S04"}),
        "không phải biểu.xlsx": (bare(), {"S01"}),
        "thư.msg": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"),
            {"F17"},
        ),
    }
    return files


def set_identity(key, value):
    def tamper(form):
        sheet = form.book["_baocao06"]
        next(row for row in sheet.iter_rows(max_row=6) if row[0].value == key)[1].value = value

    return tamper


def bare():
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def merged(make_office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    office = make_office(tmp_path_factory.mktemp("thư mục lạ"))
    for unit in UNITS:
        (office.collected / f"{unit}.xlsx").write_bytes(filled(unit, folder))
    alone = office.json("merge", PERIOD, "--now", NOW)
    files = hostile(folder)
    for name, (content, _) in files.items():
        (office.collected / name).write_bytes(content)
    (office.collected / "thư mục.xlsx").mkdir()
    (office.collected / "thư mục.xlsx" / "bên trong.xlsx").write_bytes(b"PK")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("lại.xlsx", filled("thue", folder))
        archive.writestr("hỏng.xlsx", b"PK\x03\x04")
    (office.collected / "gói.zip").write_bytes(packed.getvalue())
    began = time.monotonic()
    done = office.run("merge", PERIOD, "--now", NOW, "--json")
    assert done.returncode == 1, done.stderr
    return alone, json.loads(done.stdout), files, time.monotonic() - began


def test_the_good_figures_are_unchanged(merged):
    alone, beside, _, _ = merged
    services = sum(1 for s in OFFICE.services if s.unit)
    expected = services * (ROW["received_online"] + ROW["received_direct"] + ROW["carried_over"])
    for outcome in (alone, beside):
        (period,) = outcome["periods"]
        assert period["totals"]["received_total"] == expected
        assert period["coverage"] == "8/8"
        assert {unit["standing"] for unit in period["units"]} == {"on_time"}
    assert alone["periods"][0]["totals"] == beside["periods"][0]["totals"]


def test_every_file_has_its_answer(merged):
    _, beside, files, _ = merged
    (period,) = beside["periods"]
    findings = [*period["other_findings"], *(f for u in period["units"] for f in u["findings"])]
    said = {}
    for finding in findings:
        said.setdefault(finding["file"], set()).add(finding["code"])
    for name, (_, codes) in files.items():
        if codes:
            assert said.get(name, set()) & codes, (name, said.get(name))
        else:
            errors = {f["code"] for f in findings if f["file"] == name and f["severity"] == "error"}
            assert not errors, (name, errors)
    assert said["thư mục.xlsx/bên trong.xlsx"] == {"F12"}
    assert said["gói.zip/hỏng.xlsx"] == {"F12"}


def test_the_count_of_files_adds_up(merged):
    _, beside, files, _ = merged
    counted = beside["files"]
    assert counted["seen"] == sum(counted[k] for k in ("accepted", "warned", "refused", "ignored"))
    # Eight good ones, these, one in a folder, two in a .zip; the ledger is ours and not counted.
    assert counted["seen"] == 8 + len(files) + 1 + 2
    assert counted["refused"] == sum(bool(codes) for _, codes in files.values()) + 2


def test_time_and_memory_stay_bounded(merged):
    assert merged[3] < SECONDS
    if sys.platform != "win32":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < KILOBYTES
