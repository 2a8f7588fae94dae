"""A unit's slip: its points, given and missed, with evidence; returned with words, an objection."""

import re

import docx
import pytest
from net import spaced
from office import convert_all, type_in_office
from openpyxl import load_workbook
from test_mistakes import Commune

from pipeline.consolidate.called import name_of
from pipeline.consolidate.points import points_of
from pipeline.domain.period import Period

MONTH, UNIT = "2023-04", "xa-hoa-hai"
AFTER, SIGNED = "2023-04-20T08:00", "2023-04-21"
WHO = ("--by", "Lãnh đạo mẫu", "--why", "Đã đối chiếu sổ giao nhận")
SAID = "Đề nghị xem lại: đã gửi báo cáo tuần 10"
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
        assert total["Căn cứ"] is None and total.pop("Ý kiến của đơn vị") is None
        (unit,) = [u for u in ledger if said[2][0] == f"Đơn vị: {u}"]
        assert {one.pop("Ý kiến của đơn vị") for one in listed} == {None}
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
    config = office.root / "config.toml"
    roster = f'\n[[signers]]\nname = "Người ký mẫu"\ntitle = "Phó Tổ trưởng"\nsince = {SIGNED}\n'
    config.write_text(config.read_text("utf-8") + roster, "utf-8")
    words = ("--number", "05", "--date", SIGNED, "--by", "Văn thư mẫu", "--now", f"{SIGNED}T09:00")
    done = office.run("issue", MONTH, *words)
    assert "phiếu điểm thi đua" in done.stdout, done.stdout + done.stderr
    after = slips(office)[UNIT]
    assert after.read_bytes() != before and items(after)[0]
    assert [c for row in rows(after) for c in row if c == "Người ký mẫu"] == ["Người ký mẫu"]


def test_what_is_made_of_the_same_is_not_made_again(office):
    def stamps():
        return {code: path.stat().st_mtime_ns for code, path in slips(office).items()}

    before = stamps()
    slips(office)["tu-phap"].unlink()
    assert office.run("merge", MONTH, "--now", "2023-04-20T09:00").returncode == 1
    after = stamps()
    assert [code for code in before if after[code] != before[code]] == ["tu-phap"]


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


def object_to(path, to, words=SAID, row=0):
    """Write what a unit says into its slip's cell, as saved by its Excel."""
    book = load_workbook(path)
    sheet = book["Phiếu điểm"]
    (column,) = [c.column for c in sheet[7] if c.value == "Ý kiến của đơn vị"]
    cell = sheet.cell(8 + row, column)
    assert sheet.protection.sheet and not cell.protection.locked
    assert sheet.cell(8 + row, column - 1).protection.locked
    cell.value = words
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)


def waiting(office, now=AFTER):
    return office.json("status", MONTH, "--now", now)


def score_of(office, code):
    (said,) = [row[0] for row in items(slips(office)[code])[2] if "xếp hạng" in str(row[0])][:1]
    return int(re.search(r": (-?\d+)/", said.replace("\u2212", "-"))[1])


def test_words_on_a_slip_wait_for_a_named_person(office):
    before = waiting(office)
    object_to(slips(office)["tu-phap"], office.collected / "phản hồi" / "bất kỳ.xlsx")
    after = waiting(office)
    assert after["objections"] == [
        {"file": "phản hồi/bất kỳ.xlsx", "unit": "tu-phap", "period": MONTH, "words": SAID}
    ]
    assert after["files"]["accepted"] == before["files"]["accepted"] + 1
    assert after["files"]["refused"] == before["files"]["refused"] == 0
    assert after["refused"] == [] and after["repeated"] == []
    units = {one["code"]: one for one in after["periods"][0]["units"]}
    assert units["tu-phap"]["standing"] == "missing" and units["tu-phap"]["findings"] == []
    done = office.run("merge", MONTH, "--now", AFTER)
    said = " ".join(done.stdout.split())
    assert f"Ý kiến về điểm thi đua: Phòng Tư pháp, kỳ {MONTH}: “{SAID}”" in said
    assert f"baocao06 answer tu-phap {MONTH} --points 0" in said
    assert max(map(len, done.stdout.splitlines())) <= 80
    file = office.collected / "phản hồi" / "bất kỳ.xlsx"
    kept = [path for path in (office.collected / ".archive").rglob("*") if path.is_file()]
    assert file.read_bytes() in [path.read_bytes() for path in kept]
    checked = office.run("check", file, "--now", AFTER)
    assert checked.returncode == 0 and "có ý kiến" in checked.stdout
    file.unlink()
    assert waiting(office)["objections"], "it is kept when the file is gone"


@pytest.mark.office
def test_words_typed_in_libreoffice_are_read(office):
    path, to = slips(office)["tu-phap"], office.collected / "lo.xlsx"
    typed = [["Phiếu điểm", "G8", SAID]]
    (refused,) = type_in_office([{"open": str(path), "type": typed, "save": str(to)}])
    assert refused == []
    assert [one["words"] for one in waiting(office)["objections"]] == [SAID]


def test_a_slip_without_words_is_noted_and_nothing_more(office):
    path = office.collected / "phiếu.xlsx"
    path.write_bytes(slips(office)["tu-phap"].read_bytes())
    after = waiting(office)
    assert after["objections"] == [] and after["files"]["refused"] == 0
    assert "không có ý kiến" in office.run("check", path, "--now", AFTER).stdout


def test_an_accepted_objection_gives_points_with_their_evidence_until_withdrawn(office):
    object_to(slips(office)["tu-phap"], office.collected / "a.xlsx")
    answer = ("answer", "tu-phap", MONTH, "--now", AFTER)
    before, wrong = score_of(office, "tu-phap"), {"9999": "số điểm cộng từ 0", "-1": "từ 0 đến"}
    for points, said in wrong.items():
        done = office.run(*answer, "--points", points, *WHO)
        assert done.returncode == 2 and said in " ".join(done.stderr.split())
    done = office.run(*answer, "--points", "5", *WHO)
    assert done.returncode == 0 and "cộng 5 điểm" in done.stdout, done.stderr
    assert waiting(office)["objections"] == []
    merged = office.run("merge", MONTH, "--now", AFTER)
    assert merged.returncode == 1, merged.stderr
    assert score_of(office, "tu-phap") == before + 5
    listed, _, said = items(slips(office)["tu-phap"])
    (given,) = [one for one in listed if "xem xét ý kiến" in one["Nội dung"]]
    assert given["Điểm"] == "+5" and given["Căn cứ"].startswith("ý kiến xử lý số 1 (Lãnh đạo mẫu")
    assert any("Ý kiến xử lý số 1" in str(row[0]) and WHO[3] in row[0] for row in said)
    report = docx.Document(office.output / MONTH / f"bao-cao-{MONTH}.docx")
    notes = [spaced(one.text) for one in report.paragraphs]
    assert any("Ý kiến xử lý số 1" in one and "cộng 5 điểm" in one for one in notes)
    assert office.run("verify", MONTH, "--now", AFTER).returncode == 0
    name = name_of(points_of(Period.parse(MONTH), "tu-phap", "points", "objection"))
    traced = office.run("trace", MONTH, name, "--now", AFTER)
    assert "ý kiến xử lý số 1" in " ".join(traced.stdout.split())
    assert office.run("withdraw", "1", *WHO, "--now", AFTER).returncode == 0
    assert waiting(office)["objections"], "nobody has decided any more"
    office.run("merge", MONTH, "--now", AFTER)
    assert score_of(office, "tu-phap") == before


def test_a_rejected_objection_changes_no_point_and_is_told(office):
    object_to(slips(office)["tu-phap"], office.collected / "a.xlsx", row=1)
    before = score_of(office, "tu-phap")
    done = office.run("answer", "tu-phap", MONTH, "--points", "0", *WHO, "--now", AFTER)
    assert done.returncode == 0 and "không chấp nhận" in done.stdout, done.stderr
    office.run("merge", MONTH, "--now", AFTER)
    assert score_of(office, "tu-phap") == before
    told = items(slips(office)["tu-phap"])[2]
    assert any("không chấp nhận ý kiến" in str(row[0]) for row in told)
    again = office.run("answer", "tu-phap", MONTH, "--points", "0", *WHO, "--now", AFTER)
    assert again.returncode == 2 and "đang chờ quyết định" in " ".join(again.stderr.split())


def test_a_citizen_named_in_an_objection_is_covered(office):
    words = "Đề nghị xem lại hồ sơ của ông A, CCCD 001085012345"
    object_to(slips(office)["tu-phap"], office.collected / "a.xlsx", words)
    done = office.run("merge", MONTH, "--now", AFTER)
    assert "001085012345" not in done.stdout and "P01" in done.stdout
    (one,) = waiting(office)["objections"]
    assert "001085012345" not in one["words"] and "Đề nghị xem lại" in one["words"]


def test_a_slip_of_another_office_is_refused(office):
    object_to(slips(office)["tu-phap"], office.collected / "a.xlsx")
    book = load_workbook(office.collected / "a.xlsx")
    book["_baocao06"]["B5"] = "Văn phòng khác"
    book.save(office.collected / "a.xlsx")
    after = waiting(office)
    assert after["objections"] == [] and after["files"]["refused"] == 1
    assert [one["code"] for one in after["refused"]] == ["S02"]


@pytest.mark.office
def test_it_is_printed_on_one_a4(merged, tmp_path):
    some = [slips(merged)[code] for code in (UNIT, "tu-phap")]
    for pdf in convert_all(some, "pdf", tmp_path):
        assert len(PAGES.findall(pdf.read_bytes())) == 1, pdf.name
