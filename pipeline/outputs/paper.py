"""A page for whoever has a browser and nothing else: no network, no script, printed on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pipeline.outputs.clean import clean_text

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 20mm }}
:root {{ color-scheme: light }}
body {{ font: 13pt/1.4 "Times New Roman", serif; color: #000; background: #fff;
  max-width: 170mm; margin: 10mm auto; padding: 0 4mm }}
h1 {{ font-size: 16pt; text-align: center; margin: 8mm 0 }}
h2 {{ font-size: 13pt; margin: 6mm 0 2mm }}
table {{ width: 100%; border-collapse: collapse }}
th, td {{ border: 1px solid #555; padding: 1.5mm 2.5mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }}
th {{ font-weight: normal; min-width: 30mm }}
tr {{ break-inside: avoid }}
</style>
</head>
<body>
<p>{office}</p>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def page(title: str, office: str, parts: Iterable[str]) -> bytes:
    """Put a page together of what `heading`, `table` and `paragraph` give."""
    return _PAGE.format(title=_safe(title), office=_safe(office), body="\n".join(parts)).encode()


def heading(text: str) -> str:
    """Return what stands over a part."""
    return f"<h2>{_safe(text)}</h2>"


def paragraph(text: str) -> str:
    """Return a line of its own."""
    return f"<p>{_safe(text)}</p>"


def table(lines: Iterable[Sequence[str]]) -> str:
    """Return lines, each of a name and what is said of it."""
    rows = "".join(_row(*line) for line in lines)
    return f"<table>{rows}</table>"


def _row(name: str, *said: str) -> str:
    cells = "".join(f"<td>{_safe(one)}</td>" for one in said)
    return f'<tr><th scope="row">{_safe(name)}</th>{cells}</tr>'


def _safe(text: str) -> str:
    return escape(clean_text(text))
