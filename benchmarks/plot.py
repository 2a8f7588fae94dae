"""Lines that grow, drawn as an SVG that can be read by day and by night; needs no library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

Line = Mapping[int, float]  # forms → what it took; none may be 0

# One colour a line, told apart by whoever sees few colours too; by night a lighter one.
_COLOURS = (
    ("#8a8f98", "#9aa0aa"),
    ("#c2570c", "#f59a4a"),
    ("#b8860b", "#e3b341"),
    ("#0f766e", "#4fc9bb"),
    ("#1d4ed8", "#7aa2ff"),
    ("#7e22ce", "#c58af9"),
    ("#be185d", "#f77fb3"),
)
_WIDTH, _HEIGHT = 960, 470
_TOP, _BOTTOM, _LEFT, _GAP, _RIGHT = 132, 48, 56, 76, 24
_LEGEND_COLUMNS = 4


@dataclass(frozen=True)
class Panel:
    """One of the drawings that stand side by side: both axes are logarithmic."""

    title: str
    lines: Mapping[str, Line]

    @property
    def forms(self) -> list[int]:
        """All sizes that were measured."""
        return sorted({size for line in self.lines.values() for size in line})

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten between which all lines lie."""
        values = [value for line in self.lines.values() for value in line.values()]
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return low, max(high, low + 1)


def svg(title: str, panels: Sequence[Panel]) -> str:
    """Draw panels of the same lines side by side, each line in its own colour."""
    names = list(panels[0].lines)
    width = (_WIDTH - _LEFT - _RIGHT - _GAP * (len(panels) - 1)) / len(panels)
    drawn = [
        _panel(panel, _LEFT + number * (width + _GAP), width, names)
        for number, panel in enumerate(panels)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'role="img" aria-label="{escape(title)}">',
            _style(len(names)),
            f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>',
            f'<text class="title" x="{_LEFT}" y="34">{escape(title)}</text>',
            *_legend(names),
            *drawn,
            "</svg>\n",
        ]
    )


def _style(lines: int) -> str:
    def colours(which: int) -> str:
        return "".join(
            f".l{n}{{stroke:{_COLOURS[n][which]}}}.d{n}{{fill:{_COLOURS[n][which]}}}"
            for n in range(lines)
        )

    return (
        "<style>text{font:12px system-ui,'Segoe UI',sans-serif;fill:#3f4650}"
        ".title{font-size:17px;font-weight:600;fill:#15181d}.panel{font-weight:600}"
        ".paper{fill:#fff}.grid{stroke:#e4e7eb}.line{fill:none;stroke-width:2;"
        "stroke-linejoin:round}" + colours(0) + "@media (prefers-color-scheme:dark){"
        "text{fill:#b4bcc8}.title{fill:#eef1f5}.paper{fill:#14181f}.grid{stroke:#2b323d}"
        + colours(1)
        + "}</style>"
    )


def _legend(names: Sequence[str]) -> list[str]:
    step = (_WIDTH - _LEFT - _RIGHT) / _LEGEND_COLUMNS
    said = []
    for number, name in enumerate(names):
        x, y = _LEFT + number % _LEGEND_COLUMNS * step, 60 + number // _LEGEND_COLUMNS * 20
        said.append(
            f'<path class="line l{number}" d="M{x:.0f} {y - 4}h20"/>'
            f'<text x="{x + 27:.0f}" y="{y}">{escape(name)}</text>'
        )
    return said


def _panel(panel: Panel, left: float, width: float, names: Sequence[str]) -> str:
    low, high = panel.decades
    least, most = math.log10(panel.forms[0]), math.log10(panel.forms[-1])
    height = _HEIGHT - _TOP - _BOTTOM

    def across(forms: int) -> float:
        return left + width * (math.log10(forms) - least) / ((most - least) or 1)

    def down(value: float) -> float:
        return _TOP + height * (high - math.log10(value)) / (high - low)

    said = [f'<text class="panel" x="{left:.1f}" y="{_TOP - 14}">{escape(panel.title)}</text>']
    for power in range(low, high + 1):
        y = down(10.0**power)
        said.append(f'<path class="grid" d="M{left:.1f} {y:.1f}h{width:.1f}"/>')
        said.append(
            f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>'
        )
    for forms in panel.forms:
        x, foot = across(forms), _HEIGHT - _BOTTOM
        said.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{foot}"/>')
        said.append(f'<text x="{x:.1f}" y="{foot + 20}" text-anchor="middle">{forms:,}</text>')
    said.append(
        f'<text x="{left + width / 2:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">forms</text>'
    )
    for number, name in enumerate(names):
        points = [(across(f), down(v)) for f, v in sorted(panel.lines[name].items())]
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        said.append(f'<path class="line l{number}" d="M{way}"/>')
        said += [f'<circle class="d{number}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
    return "\n".join(said)
