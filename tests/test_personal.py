"""Numbers that identify citizens are found and covered; honest numbers are left alone.

All numbers here are made up.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.personal import Kind, is_lost_zero, masked, traces


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("CCCD 042099000001 nộp thiếu", Kind.CITIZEN, "CCCD 042••••••••• nộp thiếu"),
        ("042 099 000 001", Kind.CITIZEN, "042 ••• ••• •••"),
        ("042.099.000.001", Kind.CITIZEN, "042.•••.•••.•••"),
        ("số 42099000001.", Kind.CITIZEN, "số 420••••••••."),
        ("CMND 184000001", Kind.OLD_CARD, "CMND 184••••••"),
        ("chứng minh nhân dân số: 184000001", Kind.OLD_CARD, None),
        ("DN4424200000001", Kind.HEALTH, "DN4••••••••••••"),
        ("HN 4 42 4200000001", Kind.HEALTH, None),
        ("mã số BHXH 4200000001", Kind.INSURANCE, None),
        ("gọi 0912000001", Kind.PHONE, "gọi 091•••••••"),
        ("gọi 0912 000 001 hoặc", Kind.PHONE, None),
        ("+84912000001", Kind.PHONE, None),
        ("hộ chiếu B1200001", Kind.PASSPORT, "hộ chiếu B12•••••"),
        ("xe 38A-120.01", Kind.PLATE, "xe 38A-•••.••"),
        ("xe 38A1-12001", Kind.PLATE, None),
    ],
)
def test_found_and_covered(text, kind, shown):
    assert [trace.kind for trace in traces(text)] == [kind]
    covered = masked(text)
    assert covered != text and traces(covered) == []
    if shown:
        assert covered == shown


@pytest.mark.parametrize(
    "text",
    [
        "356/KH-UBND ngày 17/3/2022",
        "thủ tục 1.003459",
        "tổng 1.234.567 hồ sơ",
        "đạt 1.234.567.890 đồng",
        "mã xã 18532",
        "40.000 tài khoản",
        "184000001",  # nine digits alone: a count or a sum of money
        "4200000001",
        "0239 3870 001",  # the office's own landline
        "02393870001",
        "H27.18.09-230326-0001",
        "từ 01/01/2023 đến 26/03/2023",
        "Văn bản số 513/CAT-PC06 ngày 21/3/2022",
        "98,75%",
    ],
)
def test_honest_numbers_are_left_alone(text):
    assert traces(text) == [] and masked(text) == text


def test_a_number_without_its_zero():
    assert is_lost_zero(42099000001)
    assert not is_lost_zero(99_000_000_001) and not is_lost_zero(1234567)


@given(st.text())
def test_covering_is_stable_and_keeps_the_length(text):
    covered = masked(text)
    assert len(covered) == len(text) and masked(covered) == covered


CITIZEN = "042099000001"


@pytest.fixture
def leaking(tmp_path):
    """A form with a citizen's number in a reason, a hidden sheet, a comment and the properties."""
    from made import filled
    from openpyxl.comments import Comment

    def leak(form):
        form.fill("dvc-09", overdue_reason=f"Hồ sơ của công dân CCCD {CITIZEN} chờ xác minh")
        form.cell("dvc-09", "rejected").comment = Comment(f"xem {CITIZEN}", "x")
        hidden = form.book.create_sheet("Tạm")
        hidden.sheet_state = "hidden"
        hidden["C7"] = int(CITIZEN)  # Excel took the zero
        form.book.properties.title = "Gọi 0912000001"
        form.narrative.cell(form.narrative_rows["filled_by_phone"], 3).value = "0912000002"

    return filled("tu-phap", tmp_path, tamper=leak)


def test_traces_are_warned_of_wherever_they_stand(leaking):
    from made import read

    submission = read(leaking)
    assert submission.valid, "a warning asks; it does not throw the figures away"
    places = [(f.where.sheet, f.where.cell) for f in submission.findings if f.code == "P01"]
    assert places == [("Số liệu", "S10"), ("Tạm", "C7"), (None, None), (None, None)]


def test_no_output_shows_them(office_folder, leaking):
    import zipfile

    (office_folder.collected / f"cccd {CITIZEN}.xlsx").write_bytes(leaking)
    done = office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert "[P01]" in done.stdout and CITIZEN not in done.stdout + done.stderr
    said = b""
    for path in (office_folder.output / "2023-W12").iterdir():
        with zipfile.ZipFile(path) as package:
            said += b"".join(package.read(name) for name in package.namelist())
    assert b"042\xe2\x80\xa2" in said, "the words are kept, the number covered"
    for secret in (CITIZEN, CITIZEN[1:], "0912000001"):
        assert secret.encode() not in said
    ledger = (office_folder.collected / "ledger.sqlite3").read_bytes()
    assert ledger.count(CITIZEN.encode()) == ledger.count(f"cccd {CITIZEN}".encode())
