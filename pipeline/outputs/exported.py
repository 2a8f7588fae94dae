"""Facts as a file that other programs read: .csv, .parquet or .xlsx, by what it is called."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import pandas as pd

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.outputs.clean import clean_text

SUFFIXES = (".csv", ".parquet", ".xlsx")
_MOST_ROWS = 1_048_575  # of an Excel sheet, below its headers
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d+(?:[.,]\d+)*$)")  # begins one, and is no number


def exported(suffix: str, facts: Any, pivots: dict[str, Any], made_at: datetime) -> bytes:
    """Return facts as a file of a kind; an .xlsx has what is set out across beside them.

    Raises:
        BaocaoError: Nothing here writes .parquet.
    """
    facts = _clean(facts)
    match suffix:
        case ".csv":  # with a mark by which Excel knows UTF-8
            said: str = facts.map(_no_formula).to_csv(index=False, lineterminator="\r\n")
            return said.encode("utf-8-sig")
        case ".parquet":
            return _parquet(facts)
    return _workbook(facts, {name: _clean(one) for name, one in pivots.items()}, made_at)


def _clean(frame: Any) -> Any:
    words = frame.select_dtypes("str").columns
    return frame.assign(**{name: frame[name].map(clean_text) for name in words})


def _no_formula(value: object) -> object:
    """Keep a spreadsheet that opens the file from carrying out what a unit wrote."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _parquet(facts: Any) -> bytes:
    try:
        content: bytes = facts.to_parquet(index=False)
    except ImportError as missing:
        raise BaocaoError(texts.screen.NO_PARQUET) from missing
    return content


def _workbook(facts: Any, pivots: dict[str, Any], made_at: datetime) -> bytes:
    """Write a sheet of facts, further ones where one is full, and a sheet a pivot."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        writer.book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheets = {}
        for first in range(0, max(1, len(facts)), _MOST_ROWS):
            number = f" {first // _MOST_ROWS + 1}" if first else ""
            sheets[texts.tables.SHEET_FACTS + number] = facts[first : first + _MOST_ROWS]
        sheets |= {texts.tables.SHEETS_ACROSS[name]: one for name, one in pivots.items()}
        for title, frame in sheets.items():
            if len(frame) > _MOST_ROWS:
                continue
            frame.to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            writer.sheets[title].autofilter(0, 0, len(frame), len(frame.columns) - 1)
            writer.sheets[title].autofit(300)
    return target.getvalue()
