"""How words and paragraphs look, as Word works it out: defaults, styles, then what is set there.

ECMA-376 part 1, 17.7.2: document defaults, table style, numbering, paragraph style, character
style, direct formatting. Sizes and distances are in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_TOGGLES = ("b", "i", "caps")
_OFF = ("0", "false", "off", "none")
_BLACK = ("auto", "000000")
_DARK = ("dark1", "text1", "tx1")
DEFAULT_TAB = 36.0
SINGLE = 240.0

Said = Mapping[str, Any]  # what one level says: names of properties and what they are


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    fonts: frozenset[str]
    size: float
    bold: bool
    italic: bool
    caps: bool
    colour: str  # "" is black


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set."""

    align: str
    left: float
    right: float
    first: float  # indent of its first line
    before: float
    after: float
    line: float  # of its size, where `exact` is none: 1.0 is single
    exact: float  # points of a line; 0 where it follows the letters
    rule: bool  # a line is drawn above or below it
    close: bool  # no distance to a neighbour of the same style
    style: str
    listed: tuple[str, str]  # the list and the level it is numbered by; ("", "") if it is not


@dataclass(frozen=True, slots=True)
class Styles:
    """All that styles, defaults, theme and numbering of a document say."""

    defaults: tuple[Said, Said]  # of runs, of paragraphs
    said: Mapping[str, tuple[str, str, Said, Said]]  # id → type, basedOn, of runs, of paragraphs
    usual: Mapping[str, str]  # type → id of its default style
    fonts: Mapping[str, str]  # of the theme
    levels: Mapping[tuple[str, str], Any] = field(default_factory=dict)  # of lists
    # What was worked out: a document sets thousands of runs and paragraphs in a dozen ways.
    _looks: dict[object, Look] = field(default_factory=dict)
    _settings: dict[object, Setting] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: Any, theme: Any, numbering: Any) -> Styles:
        """Read the parts of a document; each may be None."""
        said: dict[str, tuple[str, str, Said, Said]] = {}
        usual: dict[str, str] = {}
        defaults: tuple[Said, Said] = ({}, {})
        if styles is not None:
            run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            paragraph = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
            defaults = (run_says(run), paragraph_says(paragraph))
            for one in styles.iter(f"{W}style"):
                id, kind = one.get(f"{W}styleId", ""), one.get(f"{W}type", "")
                based = one.find(f"{W}basedOn")
                said[id] = (
                    kind,
                    "" if based is None else based.get(f"{W}val", ""),
                    run_says(one.find(f"{W}rPr")),
                    paragraph_says(one.find(f"{W}pPr")),
                )
                if one.get(f"{W}default") in ("1", "true", "on"):
                    usual[kind] = id
        return cls(defaults, said, usual, _theme_fonts(theme), _levels(numbering))

    def chain(self, id: str) -> list[tuple[str, str, Said, Said]]:
        """Return a style with all it is based on, the base first."""
        found: list[tuple[str, str, Said, Said]] = []
        seen = set[str]()
        while id in self.said and id not in seen:
            seen.add(id)
            found.insert(0, self.said[id])
            id = self.said[id][1]
        return found

    def look(self, run: Any, style: str, table_style: str) -> Look:
        """Work out how a run looks, in a paragraph of a style."""
        own = first(run, f"{W}rPr")
        key = _written(own), style, table_style
        if key not in self._looks:
            self._looks[key] = self._look(run_says(own), style, table_style)
        return self._looks[key]

    def _look(self, own: Said, style: str, table_style: str) -> Look:
        levels = [
            [one[2] for one in self.chain(table_style)],
            [one[2] for one in self.chain(style)],
            [one[2] for one in self.chain(own.get("rStyle", self.usual.get("character", "")))],
        ]
        merged: dict[str, Any] = dict(self.defaults[0])
        toggles = {name: bool(merged.get(name)) for name in _TOGGLES}
        for level in levels:
            together: dict[str, Any] = {}
            for said in level:
                together = _over(together, said)
            for name in _TOGGLES:
                toggles[name] ^= bool(together.pop(name, False))
            merged = _over(merged, together)
        for name in _TOGGLES:
            toggles[name] = bool(own.get(name, toggles[name]))
        merged = _over(merged, own)
        return Look(
            fonts=frozenset(self._fonts(merged)),
            size=merged.get("sz", 20) / 2,
            bold=toggles["b"],
            italic=toggles["i"],
            caps=toggles["caps"],
            colour=merged.get("color", ""),
        )

    def _fonts(self, merged: Mapping[str, Any]) -> Iterator[str]:
        for script in ("ascii", "hAnsi"):
            theme = merged.get(f"{script}Theme", "")
            yield self.fonts.get(theme, "") or merged.get(script, "") or "Times New Roman"

    def setting(self, paragraph: Any, table_style: str) -> Setting:
        """Work out how a paragraph of these properties is set."""
        key = _written(paragraph), table_style
        if key not in self._settings:
            self._settings[key] = self._setting(paragraph, table_style)
        return self._settings[key]

    def _setting(self, paragraph: Any, table_style: str) -> Setting:
        own, style = paragraph_says(paragraph), self._style_of(paragraph)
        levels = [one[3] for one in (*self.chain(table_style), *self.chain(style))]
        merged: dict[str, Any] = dict(self.defaults[1])
        for said in (*levels, own):
            if "numId" in said:
                merged = _over(merged, self._indent_of(said))
            merged = _over(merged, said)
        line, kind = merged.get("line", SINGLE), merged.get("lineRule", "auto")
        exact = 0.0 if kind == "auto" else line / 20
        return Setting(
            align=merged.get("jc", "left"),
            left=merged.get("left", 0.0),
            right=merged.get("right", 0.0),
            first=merged.get("firstLine", 0.0),
            before=merged.get("before", 0.0),
            after=merged.get("after", 0.0),
            line=line / SINGLE if kind == "auto" else 0.0,
            exact=exact,
            rule=merged.get("border", False),
            close=merged.get("contextualSpacing", False),
            style=style,
            listed=self._listed(own, style),
        )

    def _style_of(self, paragraph: Any) -> str:
        """Return the style of a paragraph of these properties."""
        said = None if paragraph is None else first(paragraph, f"{W}pStyle")
        usual = self.usual.get("paragraph", "")
        return usual if said is None else said.get(f"{W}val", usual)

    def _listed(self, own: Said, style: str) -> tuple[str, str]:
        merged: dict[str, Any] = {}
        for said in (*(one[3] for one in self.chain(style)), own):
            merged = _over(merged, said)
        number = merged.get("numId", "0")
        return ("", "") if number == "0" else (number, merged.get("ilvl", "0"))

    def _indent_of(self, said: Said) -> Said:
        level = self.levels.get((said["numId"], said.get("ilvl", "0")))
        found = None if level is None else level.find(f"{W}pPr")
        return {k: v for k, v in paragraph_says(found).items() if k in ("left", "firstLine")}


def first(holder: Any, tag: str) -> Any:
    """Return the first element of a kind right below another, or None."""
    return next(holder.iterchildren(tag), None)


def _written(properties: Any) -> tuple[object, ...]:
    """Return all that some properties say, as it stands in the file; of None nothing."""
    return tuple(
        [(one.tag, *one.items(), *(_written(one) if len(one) else ())) for one in properties]
        if properties is not None
        else ()
    )


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what one level says over what those below it do; a font takes a theme's away."""
    merged = {**below, **above}
    for script in ("ascii", "hAnsi"):
        if script in above and f"{script}Theme" not in above:
            merged.pop(f"{script}Theme", None)
    return merged


def run_says(holder: Any) -> dict[str, Any]:
    """Return what run properties say."""
    said: dict[str, Any] = {}
    if holder is None:
        return said
    for one in holder:
        name, value = one.tag.removeprefix(W), one.get(f"{W}val")
        if name in _TOGGLES:
            said[name] = value not in _OFF
        elif name == "sz":
            said[name] = float(value)
        elif name == "rFonts":
            said |= {k.removeprefix(W): v for k, v in one.attrib.items()}
        elif name == "color":
            dark = one.get(f"{W}themeColor") in _DARK
            said[name] = "" if dark or value in _BLACK else f"{value}"
        elif name == "rStyle":
            said[name] = value
    return said


def paragraph_says(holder: Any) -> dict[str, Any]:
    """Return what paragraph properties say, distances in points but lines in 240ths."""
    said: dict[str, Any] = {}
    if holder is None:
        return said
    for one in holder:
        name = one.tag.removeprefix(W)
        given = {key.removeprefix(W): value for key, value in one.attrib.items()}
        if name == "jc":
            said["jc"] = {"start": "left", "end": "right"}.get(given["val"], given["val"])
        elif name == "spacing":
            said |= {k: float(given[k]) / 20 for k in ("before", "after") if k in given}
            said |= {"line": float(given["line"])} if "line" in given else {}
            said |= {"lineRule": given["lineRule"]} if "lineRule" in given else {}
        elif name == "ind":
            left, right = (
                given.get("start", given.get("left")),
                given.get("end", given.get("right")),
            )
            said |= {"left": float(left) / 20} if left else {}
            said |= {"right": float(right) / 20} if right else {}
            said |= {"firstLine": float(given["firstLine"]) / 20} if "firstLine" in given else {}
            said |= {"firstLine": -float(given["hanging"]) / 20} if "hanging" in given else {}
        elif name == "pBdr":
            said["border"] = any(
                side.tag in (f"{W}top", f"{W}bottom") and side.get(f"{W}val") not in ("nil", "none")
                for side in one
            )
        elif name == "contextualSpacing":
            said[name] = given.get("val") not in _OFF
        elif name == "numPr":
            for part in one:
                said[part.tag.removeprefix(W)] = part.get(f"{W}val")
    return said


def _theme_fonts(theme: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("major", "minor") if theme is not None else ():
        latin = theme.find(f".//{_A}{name}Font/{_A}latin")
        if latin is not None:
            found |= {f"{name}{s}": latin.get("typeface", "") for s in ("HAnsi", "Ascii", "Bidi")}
    return found


def _levels(numbering: Any) -> dict[tuple[str, str], Any]:
    """Return by list and level what it says."""
    found: dict[tuple[str, str], Any] = {}
    if numbering is None:
        return found
    abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iterfind(f"{W}abstractNum")}
    for number in numbering.iterfind(f"{W}num"):
        id, of = number.get(f"{W}numId", ""), number.find(f"{W}abstractNumId")
        source = abstract.get(of.get(f"{W}val")) if of is not None else None
        for level in source.iterfind(f"{W}lvl") if source is not None else ():
            found[id, level.get(f"{W}ilvl", "0")] = level
    return found
