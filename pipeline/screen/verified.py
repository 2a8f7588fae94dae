"""Documents held against what was computed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import texts
from pipeline.domain.difference import Difference, Nature
from pipeline.screen.lines import MOST, below, paragraph, say, visible

if TYPE_CHECKING:
    from pipeline.recipes.verify import Held, Verified


def show_verified(found: Verified, root: Path) -> None:
    """Print of each document which figures are wrong, then what else a person should look at."""
    issued = found.issued
    against = texts.verify.SEALED.format(number=issued.number) if issued else texts.verify.COMPUTED
    title = texts.verify.TITLE.format(period=found.period, against=against)
    say(title, bold=True)
    if found.outdated:
        paragraph(texts.verify.OUTDATED.format(period=found.period), texts.screen.ARROW)
    for name in found.lost:
        paragraph(texts.verify.LOST.format(name=name), texts.screen.ARROW)
    for held in found.held:
        _show_held(held, root)


def _show_held(held: Held, root: Path) -> None:
    natures = Counter(one.nature if one.asks else None for one in held.differences)
    wrong, unheld = natures.pop(Nature.WRONG, 0), natures.pop(Nature.UNHELD, 0)
    counted = (
        (wrong, texts.verify.WRONG_MANY),
        (unheld, texts.verify.UNHELD_MANY),
        (natures.total() - natures[None], texts.verify.TABLE_MANY),
        (natures[None], texts.verify.EDITED_MANY),
    )
    said = [words.format(count=count) for count, words in counted if count]
    if not held.there:
        said = [texts.verify.ABSENT]
    elif held.sealed is not None:
        said.insert(0, texts.verify.IS_SEALED if held.sealed else texts.verify.NOT_SEALED)
    if held.another:
        said.append(texts.verify.ANOTHER.format(name=held.another))
    elif held.there and not wrong:
        said.append(texts.verify.ALL_RIGHT)
    colour = "red" if not held.right else "yellow" if unheld or held.sealed is False else "green"
    say(f"  {visible(str(below(held.path, root)))}", fg=colour)
    paragraph("; ".join(said) + ".", "    ")
    asking = sorted(
        (one for one in held.differences if one.asks),
        key=lambda one: (one.nature is not Nature.WRONG, one.nature is not Nature.UNHELD),
    )
    for one in asking[:MOST]:
        paragraph(texts.verify.difference_words(one), "    ")
    if len(asking) > MOST:
        paragraph(texts.verify.MORE.format(count=len(asking) - MOST), "    ")


def verified_object(found: Verified, root: Path) -> dict[str, object]:
    """Return what was found as an object for programs."""
    return {
        "period": str(found.period),
        "issued": found.issued.number if found.issued else None,
        "outdated": found.outdated,
        "lost": list(found.lost),
        "documents": [
            {
                "file": str(below(held.path, root)),
                "there": held.there,
                "sealed": held.sealed,
                "another": bool(held.another),
                "right": held.right,
                "differences": [_difference_object(one) for one in held.differences],
            }
            for held in found.held
        ],
    }


def _difference_object(one: Difference) -> dict[str, object]:
    place = {name: text for name, text in asdict(one.spot).items() if name != "document"}
    return {"nature": one.nature.value, **place, "found": one.found, "wanted": one.wanted}
