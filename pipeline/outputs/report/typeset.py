"""How long words are on paper, and where lines break, in Times New Roman."""

from __future__ import annotations

from collections.abc import Collection, Sequence

# Advance widths of Times New Roman, thousandths of the size, for the length of rule lines.
_WIDE = {
    " ": 250, "\u00a0": 250, "-": 333, ",": 250, ".": 250, "(": 333, ")": 333, "/": 278,
    "I": 389, "i": 278, "l": 278, "j": 333, "t": 333, "f": 333, "r": 444, "s": 389, "c": 444,
    "e": 444, "a": 500, "z": 444, "m": 833, "w": 722, "k": 556, "u": 556, "h": 556, "n": 556,
    "b": 556, "d": 556, "p": 556, "q": 556, "M": 944, "W": 1000, "O": 778, "Q": 778, "G": 778,
    "H": 778, "K": 778, "S": 556, "J": 500, "P": 611, "F": 611, "E": 667, "L": 667, "T": 667,
    "B": 667, "Z": 667,
}  # fmt: skip


def width(text: str, size: float, *, bold: bool) -> float:
    """Return about how long a line of text is, in points; bold is what all our rules follow."""
    import unicodedata

    bare = [
        c
        for c in unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
        if not unicodedata.combining(c)
    ]
    thousandths = sum(_WIDE.get(c, 722 if c.isupper() else 500) for c in bare)
    return thousandths * size / 1000 * (1 if bold else 0.94)


def lines(
    text: str, size: float, room: float, *, bold: bool, phrases: Collection[str]
) -> tuple[str, ...]:
    """Divide a title into as few lines as it needs, about equally long, rather where a phrase ends.

    The size and the room there is are in points; `phrases` are words with which one begins.
    """
    words, found = text.split(" "), []
    for left in range(int(width(text, size, bold=bold) // (room * 0.95)), 0, -1):
        rest = width(" ".join(words), size, bold=bold)
        short = rest / (left + 1)

        def cost(end: int, short: float = short, words: Sequence[str] = words) -> float:
            off = abs(width(" ".join(words[:end]), size, bold=bold) - short)
            return off * (0.25 if words[end] in phrases else 1)

        fits = [
            end
            for end in range(1, len(words))
            if width(" ".join(words[:end]), size, bold=bold) < room * 0.95
            and width(" ".join(words[end:]), size, bold=bold) < room * 0.95 * left
        ]
        end = min(fits, key=cost, default=0)
        if end:
            found.append(" ".join(words[:end]))
            words = words[end:]
    return (*found, " ".join(words))
