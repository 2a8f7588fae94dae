"""What a clerk types is understood when certain, and asked about when not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.form import MOST
from pipeline.intake.book import Cell, CellKind
from pipeline.intake.cell import understand_count
from pipeline.intake.words import understand_text

TEXT, NUMBER = CellKind.TEXT, CellKind.NUMBER


@pytest.mark.parametrize(
    ("kind", "typed", "value", "code"),
    [
        (NUMBER, 0, 0, None),
        (NUMBER, 1234, 1234, None),
        (TEXT, "12", 12, "C10"),
        (TEXT, " 12 ", 12, "C10"),
        (TEXT, "12 hồ sơ", 12, "C10"),
        (TEXT, "12 HỒ SƠ", 12, "C10"),
        (TEXT, "12 ho\u0302\u0300 so\u031b", 12, "C10"),  # decomposed letters
        (TEXT, "1.234", 1234, "C11"),  # a thousand, or a decimal: noted loudly
        (TEXT, "1,234", 1234, "C11"),
        (TEXT, "1 234", 1234, "C10"),
        (TEXT, "1\u00a0234", 1234, "C10"),
        (TEXT, "1.234.567", 1234567, "C10"),
        (TEXT, "１２", 12, "C10"),
        (TEXT, "007", 7, "C10"),
        *((TEXT, f"4{chr(c)}", 4, "C10") for c in (0xAD, 0x200B, 0x200E, 0x2060, 0x2800, 0xFE0F)),
        (TEXT, "\u202d1 234\u202c", 1234, "C10"),
        (TEXT, "\u3164\u200b", None, None),
        (TEXT, "1\u200b2", None, "C27"),  # two numbers, or one
        (TEXT, "1\u00ad234", None, "C27"),
        (TEXT, "1\u0662", None, "C27"),  # digits of two scripts
        (TEXT, "\u0661\u0662", 12, "C10"),
        (TEXT, "4\u0301", None, "C03"),
        (TEXT, "", None, None),
        (TEXT, "\u00a0 ", None, None),
        (TEXT, "không", None, "C03"),
        (TEXT, "-", None, "C03"),
        (TEXT, "12 người", None, "C03"),
        (TEXT, "1.234.56", None, "C03"),
        (TEXT, "12/3", None, "C03"),
        (TEXT, "1e3", None, "C03"),
        (TEXT, "=1+1", None, "C03"),
        (TEXT, "½", None, "C03"),
        (TEXT, "²", None, "C03"),
        (TEXT, "０", 0, "C10"),
        (TEXT, "1\u202f234", 1234, "C10"),
        (TEXT, "12.345.678", None, "C08"),
        (TEXT, "0.123", None, "C09"),  # no group of thousands begins with 0
        (TEXT, "0,500", None, "C09"),
        (TEXT, "12.0", None, "C09"),
        (TEXT, "1234.567", None, "C09"),
        (TEXT, "'12", None, "C03"),
        (TEXT, "12/03/2023", None, "C03"),
        (TEXT, "1.234,567", None, "C03"),
        (TEXT, "hồ sơ", None, "C03"),
        (TEXT, "1_000", None, "C03"),
        (TEXT, "nan", None, "C03"),
        (TEXT, "9" * 5000, None, "C03"),
        (TEXT, "12,5", None, "C09"),
        (TEXT, "1.23", None, "C09"),
        (TEXT, "1.2345", None, "C09"),
        (TEXT, "-5", None, "C07"),
        (TEXT, "−5", None, "C07"),
        (TEXT, "0912345678", None, "C08"),  # a telephone number
        (NUMBER, -5, None, "C07"),
        (NUMBER, 12.5, None, "C09"),
        (NUMBER, 10**12, None, "C08"),
        (NUMBER, 1e300, None, "C08"),
        (NUMBER, 10_000_000, 10_000_000, None),
        (NUMBER, 10_000_001, None, "C08"),
        (NUMBER, float("nan"), None, "C09"),
        (NUMBER, float("inf"), None, "C08"),
        (CellKind.BOOLEAN, True, None, "C03"),
        (CellKind.ERROR, "#REF!", None, "C04"),
        (CellKind.UNCACHED, None, None, "C05"),
        (CellKind.DATE, date(2023, 3, 12), None, "C06"),
    ],
)
def test_a_count(kind, typed, value, code):
    understood = understand_count(Cell(typed, kind), "hồ sơ")
    assert understood.value == value
    assert (understood.doubt.code if understood.doubt else None) == code


def test_no_cell_is_no_answer():
    assert understand_count(None, "hồ sơ").value is None


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_anything_is_a_count_in_range_or_nothing(typed):
    kind = TEXT if isinstance(typed, str) else NUMBER
    value = understand_count(Cell(typed, kind), "hồ sơ").value
    assert value is None or (type(value) is int and 0 <= value <= MOST)


@given(st.integers(0, MOST), st.sampled_from([".", ",", " ", "\u00a0", ""]), st.booleans())
def test_every_way_of_writing_a_count_is_read_back(count, between, measured):
    written = f"{count:,}".replace(",", between) + (" hồ sơ" if measured else "")
    assert understand_count(Cell(written, TEXT), "hồ sơ").value == count


@given(st.text(alphabet="0123456789.,- ", max_size=12))
def test_a_number_understood_has_just_the_digits_typed(typed):
    value = understand_count(Cell(typed, TEXT), "").value
    if value is not None:
        assert str(value) == "".join(c for c in typed if c.isdigit()).lstrip("0").rjust(1, "0")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ho\u0300a Ha\u0309i", "Hòa Hải"),
        ("\u00d0iện", "Điện"),
        ("  hai   từ ", "hai từ"),
        ("dòng\r\nhai", "dòng\nhai"),
        ("\ufeffA\u200bB", "AB"),
    ],
)
def test_a_text(typed, read):
    assert understand_text(typed) == read


@given(st.text())
def test_understanding_a_text_twice_changes_nothing(text):
    once = understand_text(text)
    assert understand_text(once) == once
