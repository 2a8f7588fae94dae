"""Each unit of the emulation ledger gets a slip: its points, given and missed, with evidence."""

import re

import pytest
from office import convert_all
from openpyxl import load_workbook
from test_mistakes import Commune

MONTH, UNIT = "2023-04", "xa-hoa-hai"
AFTER, SIGNED = "2023-04-20T08:00", "2023-04-21"
PAGES = re.compile(rb"/Type */Page[^s]")


@pytest.fixture(scope="module")
def merged(new_office):
    office = new_office()
    Commune(office).send(MONTH)
    done = office.run("merge", MONTH, "--now", AFTER)
    assert done.returncode == 1, done.stdout + done.stderr
    office.said = done.stdout
    return office


@pytest.fixture
def office(merged, tmp_path):
    return merged.copy_to(tmp_path / "văn phòng mẫu")


def slips(office):
    folder = office.output / MONTH / "phieu-diem"
    return {p.stem.removeprefix(f"{MONTH}-"): p for p in sorted(folder.glob("*.xlsx"))}


def rows(path, sheet="Phiếu điểm"):
    book = load_workbook(path)
    return [[c.value for c in row] for row in book[sheet].iter_rows()]


def ledger_of(office):
    """The emulation sheet of the workbook: rows by unit."""
    said = rows(office.output / MONTH / f"tong-hop-{MONTH}.xlsx", "Thi đua")
    (head,) = [at for at, row in enumerate(said) if row[0] == "Hạng"]
    found = {}
    for row in said[head + 1 :]:
        if row[1]:
            one = dict(zip(said[head], row, strict=True))
            found.setdefault(one["Đơn vị"], []).append(one)
    return found


def items(path):
    said = rows(path)
    (head,) = [at for at, row in enumerate(said) if row[0] == "Nội dung"]
    (end,) = [at for at, row in enumerate(said) if row[0] == "Tổng điểm"]
    named = [dict(zip(said[head], row, strict=True)) for row in said[head + 1 : end + 1]]
    return named[:-1], named[-1], said


def test_every_unit_has_a_slip_that_says_what_the_ledger_says(merged):
    ledger, found = ledger_of(merged), slips(merged)
    assert len(found) == len(ledger) > 3
    for path in found.values():
        listed, total, said = items(path)
        assert total["Căn cứ"] is None
        (unit,) = [u for u in ledger if said[2][0] == f"Đơn vị: {u}"]
        shared = [{id: one[id] for id in listed[0]} for one in ledger[unit]]
        assert listed == shared
        assert all(one["Căn cứ"] for one in listed)
        assert total["Điểm"] == sum(int(one["Điểm"].replace("\u2212", "-")) for one in listed)
        assert total["Điểm hụt"] == sum(one["Điểm hụt"] or 0 for one in listed)
        first = ledger[unit][0]
        result = f"{first['Điểm đạt/điểm tối đa']}; xếp hạng {first['Hạng']} trong {len(found)} "
        assert result in said[4][0]


def test_the_screen_names_the_folder_and_a_week_has_none(merged, office):
    count = len(slips(merged))
    assert f"phieu-diem ({count} phiếu điểm thi đua" in merged.said
    office.run("merge", "2023-W12", "--now", "2023-03-29T08:00")
    assert not (office.output / "2023-W12" / "phieu-diem").exists()


def test_issue_writes_them_with_the_signer_of_the_day(office):
    before = slips(office)[UNIT].read_bytes()
    words = ("--number", "05", "--date", SIGNED, "--by", "Văn thư mẫu", "--now", f"{SIGNED}T09:00")
    done = office.run("issue", MONTH, *words)
    assert "phiếu điểm thi đua" in done.stdout, done.stdout + done.stderr
    after = slips(office)[UNIT]
    assert after.read_bytes() != before and items(after)[0]


def test_the_slip_of_a_unit_that_left_goes_and_an_edited_one_stays(office):
    there = slips(office)
    edited = there["tu-phap"]
    book = load_workbook(edited)
    book["Phiếu điểm"]["A1"] = "sửa tay"
    book.save(edited)
    kept = edited.read_bytes()
    path = office.root / "units.toml"
    said = path.read_text("utf-8")
    ends = re.compile(rf'(code = "{UNIT}"\n(?:.+\n)*?until = )\S+')
    assert ends.search(said)
    path.write_text(ends.sub(r"\g<1>2023-01-31", said), "utf-8")
    done = office.run("merge", MONTH, "--now", AFTER)
    assert done.returncode == 1, done.stderr
    assert UNIT in there and UNIT not in slips(office)
    assert edited.read_bytes() == kept and "tu-phap-2" in slips(office)


@pytest.mark.office
def test_it_is_printed_on_one_a4(merged, tmp_path):
    some = [slips(merged)[code] for code in (UNIT, "tu-phap")]
    for pdf in convert_all(some, "pdf", tmp_path):
        assert len(PAGES.findall(pdf.read_bytes())) == 1, pdf.name
