"""What was forgotten of a file, and what could not be."""

from __future__ import annotations

from pathlib import Path

from pipeline import texts
from pipeline.domain.office import Office
from pipeline.recipes.purge import Purged
from pipeline.screen.lines import below, paragraph, say


def show_purged(done: Purged, office: Office, root: Path) -> None:
    """Print what was deleted, what is to be made again, and what remains."""
    say(texts.purge.DONE.format(deleted=done.deleted))
    for decision in done.decisions:
        paragraph(f"{texts.sentences.decision_words(decision, office)}.", "  ")
    if done.drawn_from:
        paragraph(texts.purge.MAKE_AGAIN, texts.screen.ARROW)
    for folder in done.drawn_from:
        say(f"  {below(folder, root)}")
    if done.issued:
        periods = ", ".join(map(str, done.issued))
        paragraph(texts.purge.SEALED.format(periods=periods), texts.screen.ARROW)
    if done.remains:
        paragraph(texts.purge.REMAINS, texts.screen.ARROW)
    for path in done.remains:
        say(f"  {below(path, root)}")
    paragraph(texts.purge.ELSEWHERE, "")
