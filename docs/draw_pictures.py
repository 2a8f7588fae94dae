"""Draws the pictures of README.md and HUONG-DAN.md from the sample office.

Usage: python docs/draw_pictures.py   (from the top of the repository, in its environment)

LibreOffice, pdftoppm and ImageMagick's mogrify must be there.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
PICTURES = Path(__file__).parent / "pictures"
WEEK = "2023-W13"
NOW = "2023-04-04T14:00"
DOTS = 96  # an inch
PAGE = """<html><head><meta charset="utf-8"><style>
@page {{ size: 21cm {height}cm; margin: 0.4cm }}
pre {{ font-family: "Liberation Mono"; font-size: 10pt; line-height: 1.2 }}
</style></head><body><pre>{words}</pre></body></html>"""
LINE = 0.45  # cm


def main() -> None:
    """Play the sample and draw each picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch, "demo")
        typed(["demo", str(office), "--short"])
        output = office / "output" / WEEK
        form = office / "input_templates" / "weekly" / WEEK / f"{WEEK}-tu-phap.xlsx"
        (marked,) = sorted((output / "tra-lai").glob("*dien-luc*.xlsx"))
        draw(form, "form", Path(scratch))
        draw(marked, "marked", Path(scratch))
        draw(output / f"tong-hop-{WEEK}.xlsx", "workbook", Path(scratch))
        draw(output / f"bao-cao-{WEEK}.docx", "report", Path(scratch))
        draw(output / f"tom-tat-{WEEK}.docx", "brief", Path(scratch))
        said = typed(["status", WEEK, "--office", str(office), "--now", NOW])
        page = Path(scratch, "screen.html")
        height = LINE * (said.count("\n") + 3)
        page.write_text(PAGE.format(words=html.escape(said), height=height), encoding="utf-8")
        draw(page, "screen", Path(scratch))


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


def draw(source: Path, name: str, scratch: Path) -> None:
    """Draw a file's first page, without the white around it."""
    profile = f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}"
    to = "pdf:writer_web_pdf_Export" if source.suffix == ".html" else "pdf"
    office = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", scratch, source]
    subprocess.run(office, check=True, capture_output=True)
    page = scratch / f"{source.stem}.pdf"
    drawn = ["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", "-l", "1", page, PICTURES / name]
    subprocess.run(drawn, check=True)
    trim = ["mogrify", "-trim", "-bordercolor", "white", "-border", "12", "-strip"]
    subprocess.run([*trim, PICTURES / f"{name}.png"], check=True)
    print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
