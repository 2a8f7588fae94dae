"""Old encodings: read when certain, left alone and asked about when not."""

import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import OFFICE, filled, read
from typed import OfficeFolder

from pipeline import texts
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
        "Báo – “”",
        "Báo QĐ",
    ],
)
def test_unicode_is_left_alone(text):
    assert decode(text).text == text and not decode(text).table and not decode(text).doubtful


def test_one_word_is_asked_about_and_kept():
    decoded = decode("huyÖn")
    assert (decoded.text, decoded.table, decoded.doubtful) == ("huyÖn", "", True)


def test_two_words_that_either_table_could_mean_are_asked_about():
    typed, _ = vni("Nghị NĐ")
    decoded = decode(typed)
    assert (decoded.text, decoded.table, decoded.doubtful) == (typed, "", True)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệíìỉĩịốồổỗộ "))
def test_words_in_unicode_letters_never_grow_worse(text):
    decoded = decode(text)
    assert not decoded.table or decoded.text != text


@given(st.text())
def test_anything_is_read_without_a_fault(text):
    assert isinstance(decode(text).text, str)


NAMES = [
    *(unit.name for unit in OFFICE.units),
    *(service.name for service in OFFICE.services),
    *(task.content for task in OFFICE.tasks),
    *(indicator.name for indicator in OFFICE.indicators),
]
WORDS = sorted({word for name in NAMES for word in re.findall(r"[^\W\d_]+", name)})
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join)
PAIRS = {
    name: dict(pair.split("=") for pair in said.split())
    for name, said in texts.spelling.OLD_ENCODINGS.items()
}


def tcvn3(text):
    """Type as in a .VnTime font: small letters, for the tones have no capitals there."""
    codes = {letter: chr(int(code, 16)) for code, letter in PAIRS["TCVN3"].items()}
    return "".join(codes.get(letter, letter) for letter in text.lower()), text.lower()


def vni(text):
    """Type as in a VNI font."""
    codes = {letter: code for code, letter in PAIRS["VNI"].items()}
    codes |= {letter.upper(): code.upper() for letter, code in codes.items()}
    return "".join(codes.get(letter, letter) for letter in text), text


@pytest.mark.parametrize("font", [tcvn3, vni])
def test_real_sentences_in_an_old_font_are_read_exactly(font, rates):
    """The names of the office's units, services, tasks and indicators; abbreviations left out.

    Where the typed words are spelt like Vietnamese too, or the other table reads as many, it stays.
    """
    sentences = {re.sub(r"\b\w*[A-ZĐ]{2}\w*\b", "", unicodedata.normalize("NFC", n)) for n in NAMES}
    long = [one for one in sorted(sentences) if sum(not w.isascii() for w in one.split()) >= 6]
    exact = 0
    for sentence in long:
        typed, meant = font(sentence)
        decoded = decode(typed)
        exact += (decoded.text, decoded.table) == (meant, font.__name__.upper())
        assert decoded.text in (meant, typed)
    rates[f"real sentences in {font.__name__} read"] = exact, len(long)
    assert len(long) > 100 and exact >= 0.98 * len(long)


@settings(deadline=None)
@given(text=SENTENCES, font=st.sampled_from([tcvn3, vni]))
def test_any_words_in_an_old_font_are_read_exactly_or_not_at_all(text, font):
    typed, meant = font(unicodedata.normalize("NFC", text))
    decoded = decode(typed)
    assert decoded.text in (meant, typed)


@settings(deadline=None)
@given(
    words=st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.sampled_from(["VNeID", "Windows", "hotline", "online", "email", "KPI", "Zalo"]),
            st.integers(0, 10**9).map(str),
            st.sampled_from(["–", "“", "”", "85,71%", "31/3/2023", "1.234.567", "356/KH-UBND"]),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_ordinary_sentences_are_left_alone(words):
    text = " ".join(words)
    decoded = decode(text)
    assert (decoded.text, decoded.table, decoded.doubtful) == (text, "", False)


def test_a_reason_in_an_old_font_is_read_and_said(tmp_path):
    said = "§\u00adêng truyÒn m¹ng gi¸n ®o¹n, ®· xö lý xong"
    submission = read(filled("tu-phap", tmp_path, overdue_reason=said))
    assert submission.valid
    assert submission.rows[0].text("overdue_reason") == (
        "Đường truyền mạng gián đoạn, đã xử lý xong"
    )
    assert submission.rows[0].entries["overdue_reason"].raw == said
    (finding, *_) = [f for f in submission.findings if f.code == "L01"]
    assert finding.where.cell == "U10" and finding.details["table"] == "TCVN3"


@pytest.mark.parametrize("text", ["\u00aeêng truyÒn lçi", "ph\u00acng ph\u00b8p xö lý hå s\u00ac"])
def test_a_text_whose_soft_hyphens_were_lost_is_asked_about(text):
    assert decode(text).doubtful and decode(text).text == text


@pytest.mark.parametrize("font", [tcvn3, vni])
@pytest.mark.parametrize("order", [1, -1])
def test_a_text_typed_in_two_encodings_is_read_or_asked_about(font, order, rates):
    """Never kept garbled in silence: three hundred pairs of the office's own names."""
    chosen, kept = random.Random(7), 0
    long = sorted({unicodedata.normalize("NFC", n) for n in NAMES if len(n.split()) >= 4})
    for _ in range(300):
        modern, old = chosen.sample(long, 2)
        old = re.sub(r"\b\w*[A-ZĐ]{2}\w*\b", "", old)
        typed, meant = font(old)
        decoded = decode("; ".join([modern, typed][::order]))
        right = decoded.text == "; ".join([modern, meant][::order])
        kept += not (right or decoded.doubtful)
    rates[f"pairs with {font.__name__} kept garbled in silence"] = kept, 300
    assert kept == 0


@pytest.mark.parametrize(
    "text",
    [
        "Hoà sô chôø xaùc minh",
        "Cha cã hå s¬",  # "Chưa có hồ sơ" without its soft hyphen
        "®a hå s¬ vÒ huyÖn",
        "Há»“ sÆ¡ chá» xÃ¡c minh",
        "H? so ch? xác minh vi?c xong",
        "Ho^` so+ cho+` xa'c minh",
        "H\ufffd s\ufffd",
        "V\uf0a8n b\uf0b6n",
    ],
)
def test_what_was_garbled_is_asked_about(text):
    assert decode(text).doubtful and decode(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "5 m² ½ ngày, 30°C, ±3, «đạt», café, Đắk Lắk, giảiquyết xong, Windows®",
        "xem trang a.vn/x?id=3 rồi",
        "Đã xong chưa? Đã báo chưa?",
        "\uf0b7 Chờ xác minh",
    ],
)
def test_what_only_looks_strange_is_left_alone(text):
    assert decode(text).text == text and not decode(text).doubtful


def test_two_encodings_in_one_cell_are_asked_about_by_the_command(tmp_path):
    office = OfficeFolder(tmp_path / "office")
    said = "Chờ văn bản số 40; V¨n b¶n mÉu sè 18"
    (office.collected / "a.xlsx").write_bytes(
        filled("tu-phap", tmp_path / "forms", overdue_reason=said)
    )
    (answer,) = office.json("check", "collected/a.xlsx")["files"]
    (asked,) = (f for f in answer["findings"] if f["code"] == "L02")
    assert {"U10", "U14"} <= {*asked["cells"]}, "one cause, at each of its cells"
