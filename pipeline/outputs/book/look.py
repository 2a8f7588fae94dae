"""How our Excel files look: one font, few colours, the same in forms and workbooks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

FONT = "Times New Roman"
BASE = {"font_name": FONT, "font_size": 11, "font_family": 1, "font_scheme": "none"}

WHITE, GREY, HEAD, LINE = "#FFFFFF", "#EDEFF2", "#DCE6F1", "#8C96A3"
GOOD = {"bg_color": "#D5EBD8", "font_color": "#14532D"}
BAD = {"bg_color": "#F8D3D0", "font_color": "#8E1B12"}
DOUBT = {"bg_color": "#FDE7C0", "font_color": "#7A4B00"}
BOX = {"border": 1, "border_color": LINE}
HEADER = BOX | {
    "bold": True,
    "align": "center",
    "text_wrap": True,
    "bg_color": HEAD,
    "font_size": 10,
}
COUNT = {"num_format": 3, "align": "right", "indent": 1}
LINE_HEIGHT = 15  # points
TALLEST = 409  # points; Excel refuses more

# Nothing written is ever taken for a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": BASE,
}


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas hold functions of Excel 2007 only.

    The library looks in every formula for some thirty newer ones; with the long ones of a form's
    checks that takes longer than all the rest of its making.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Any = None, value: float | str = 0
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float) -> int:
    """Estimate the lines a text takes in a column when it is wrapped at words."""
    count = 0
    for paragraph in text.splitlines() or [""]:
        count, room = count + 1, width
        for word in paragraph.split():
            if len(word) > room and room < width:
                count, room = count + 1, width
            room -= len(word) + 1
    return count
