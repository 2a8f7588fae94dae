"""Draws the pictures of README.md and HUONG-DAN.md from the sample office.

Usage: python docs/draw_pictures.py   (from the top of the repository, in its environment)

LibreOffice, pdftoppm, Chromium and ImageMagick must be there.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

TOP = Path(__file__).resolve().parents[1]
PICTURES = Path(__file__).parent / "pictures"
WEEK = "2023-W13"
NOW = "2023-04-04T14:00"
DOTS = 110  # an inch
COLOURS = "96"  # of a picture: drawings need no more, and are small so
BOARD = "1100,1140"  # of the board, from its top, in points of a screen
FIGURES, MENDING = "Số liệu", "Cần sửa"
PAGE = """<html><head><meta charset="utf-8"><style>
@page {{ size: 21cm {height}cm; margin: 0.4cm }}
pre {{ font-family: "Liberation Mono"; font-size: 10pt; line-height: 1.2 }}
</style></head><body><pre>{words}</pre></body></html>"""
LINE = 0.45  # cm


def main() -> None:
    """Play the sample and draw each picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        office = scratch / "demo"
        typed(["demo", str(office), "--short"])
        played = ["--office", str(office), "--now", NOW]
        output = office / "output" / WEEK
        form = office / "input_templates" / "weekly" / WEEK / f"{WEEK}-tu-phap.xlsx"
        (marked,) = sorted((output / "tra-lai").glob("*dien-luc*.xlsx"))
        keep("form", draw(on_screen(form, scratch), scratch))
        sheets = [draw(marked, scratch), draw(on_screen(marked, scratch), scratch)]
        keep("marked", *sheets)
        keep("workbook", draw(output / f"tong-hop-{WEEK}.xlsx", scratch))
        keep("report", draw(output / f"bao-cao-{WEEK}.docx", scratch))
        keep("brief", draw(output / f"tom-tat-{WEEK}.docx", scratch))
        typed(["board", WEEK, *played])
        keep("board", photograph(office / "output" / f"bang-theo-doi-{WEEK}.html", scratch))
        said = typed(["status", WEEK, *played])
        page = scratch / "screen.html"
        height = LINE * (said.count("\n") + 6)
        page.write_text(PAGE.format(words=html.escape(said), height=height), encoding="utf-8")
        keep("screen", draw(page, scratch))


def typed(words: Sequence[str]) -> str:
    """Type a command; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *words],
        cwd=TOP,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


def on_screen(form: Path, scratch: Path) -> Path:
    """Return a form whose page is its table as the screen shows it, with what is checked beside."""
    workbook = openpyxl.load_workbook(form)
    for sheet in workbook.worksheets:
        sheet.sheet_state = "visible" if sheet.title == FIGURES else "hidden"
    sheet = workbook[FIGURES]
    workbook.active = workbook.index(sheet)
    last = next(cell.row for cell in sheet["A"] if cell.value == "#total")
    checks = next(
        cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "check"
    )
    sheet.print_area = f"B1:{checks}{last}"
    sheet.col_breaks.brk, sheet.row_breaks.brk = [], []
    sheet.print_title_cols = sheet.print_title_rows = None
    sheet.oddFooter.center.text = None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    shown = scratch / f"{form.stem}-screen.xlsx"
    workbook.save(shown)
    return shown


def draw(source: Path, scratch: Path) -> Path:
    """Draw a file's first page, without the white around."""
    profile = f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}"
    to = "pdf:writer_web_pdf_Export" if source.suffix == ".html" else "pdf"
    office = ["soffice", "--headless", profile, "--convert-to", to, "--outdir"]
    subprocess.run([*office, scratch, source], check=True, capture_output=True)
    drawn = scratch / source.stem
    page = ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-l", "1"]
    subprocess.run([*page, f"{drawn}.pdf", drawn], check=True)
    picture = drawn.with_suffix(".png")
    trim = ["mogrify", "-trim", "+repage", "-bordercolor", "white", "-border", "12"]
    subprocess.run([*trim, picture], check=True)
    return picture


def photograph(page: Path, scratch: Path) -> Path:
    """Photograph the top of a page as a browser shows it."""
    shown = scratch / "board.png"
    browser = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars"]
    profile = f"--user-data-dir={scratch / 'browser'}"
    asked = [f"--window-size={BOARD}", f"--screenshot={shown}", page.as_uri()]
    subprocess.run([*browser, profile, *asked], check=True, capture_output=True)
    return shown


def keep(name: str, *drawn: Path) -> None:
    """Keep what was drawn as a picture, one under the other."""
    small = ["-append", "-dither", "None", "-colors", COLOURS, "-strip"]
    subprocess.run(["convert", *drawn, *small, PICTURES / f"{name}.png"], check=True)
    print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
