"""Old encodings: read when certain, left alone and asked about when not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import filled, read

from pipeline.intake.legacy import decode

CERTAIN = [
    ("H\u00ad¬ng Khª", "Hương Khê", "TCVN3"),
    ("§iÒn Mü", "Điền Mỹ", "TCVN3"),
    ("C«ng an huyÖn H\u00ad¬ng Khª", "Công an huyện Hương Khê", "TCVN3"),
    ("B¶o hiÓm x· héi huyÖn", "Bảo hiểm xã hội huyện", "TCVN3"),
    ("B¸O C¸O C¤NG T¸C", "BÁO CÁO CÔNG TÁC", "TCVN3"),
    ("Höông Kheâ", "Hương Khê", "VNI"),
    ("Ñieàn Myõ", "Điền Mỹ", "VNI"),
    ("Coâng an huyeän", "Công an huyện", "VNI"),
    ("Baûo hieåm xaõ hoäi", "Bảo hiểm xã hội", "VNI"),
    ("BAÙO CAÙO", "BÁO CÁO", "VNI"),
]


@pytest.mark.parametrize(("typed", "shown", "table"), CERTAIN)
def test_read_when_certain(typed, shown, table):
    decoded = decode(typed)
    assert (decoded.text, decoded.table) == (shown, table)


@pytest.mark.parametrize(
    "text",
    [
        "Đường truyền phần mềm chuyên ngành gián đoạn trong hai ngày, đã xử lý xong.",
        "Thiếu bản chụp giấy tờ; công dân chưa bổ sung",
        "Hòa Hải, Hoà Hải, Ủy ban, Uỷ ban, quý II/2023",
        "khong dau",
        "",
        "Phòng LĐ-TB&XH phối hợp với VNPT, Viettel",
        "tô ô tô",  # also good VNI, but good Vietnamese first
        "85,71% – “đạt”",
    ],
)
def test_unicode_is_left_alone(text):
    assert decode(text).text == text and not decode(text).table and not decode(text).doubtful


def test_one_word_is_asked_about_and_kept():
    decoded = decode("huyÖn")
    assert (decoded.text, decoded.table, decoded.doubtful) == ("huyÖn", "", True)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệíìỉĩịốồổỗộ "))
def test_words_in_unicode_letters_never_grow_worse(text):
    decoded = decode(text)
    assert not decoded.table or decoded.text != text


@given(st.text())
def test_anything_is_read_without_a_fault(text):
    assert isinstance(decode(text).text, str)


def test_a_reason_in_an_old_font_is_read_and_said(tmp_path):
    said = "§\u00adêng truyÒn m¹ng gi¸n ®o¹n, ®· xö lý xong"
    submission = read(filled("tu-phap", tmp_path, overdue_reason=said))
    assert submission.valid
    assert submission.rows[0].text("overdue_reason") == (
        "Đường truyền mạng gián đoạn, đã xử lý xong"
    )
    assert submission.rows[0].entries["overdue_reason"].raw == said
    (finding, *_) = [f for f in submission.findings if f.code == "L01"]
    assert finding.where.cell == "S10" and "TCVN3" in finding.message


@pytest.mark.parametrize("text", ["\u00aeêng truyÒn lçi", "ph\u00acng ph\u00b8p xö lý hå s\u00ac"])
def test_a_text_whose_soft_hyphens_were_lost_is_asked_about(text):
    assert decode(text).doubtful and decode(text).text == text
