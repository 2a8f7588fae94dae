"""What was written, and what somebody changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import texts
from pipeline.recipes.edited import Kept
from pipeline.recipes.write import Written
from pipeline.screen.lines import MOST, below, paragraph, say


def show_folder(words: str, written: Sequence[Written], root: Path) -> None:
    """Name a folder of files that were written, and say how many."""
    folder = below(written[0].path.parent, root)
    say(f"  {words.format(folder=folder, count=len(written))}")


def show_sent_back(written: Sequence[Written], root: Path) -> None:
    """Name what goes back to units: forms that are marked, and pages on files without one."""
    pages = sum(one.path.suffix == ".html" for one in written)
    counted = (
        (texts.screen.SENT_BACK_MARKED, len(written) - pages),
        (texts.screen.SENT_BACK_PAGES, pages),
    )
    what = ", ".join(words.format(count=count) for words, count in counted if count)
    folder = below(written[0].path.parent, root)
    paragraph(texts.screen.SENT_BACK.format(folder=folder, what=what), "  ")


def show_kept(kept: Kept, report: Path, root: Path, heading: str) -> None:
    """Print what somebody changed in a report, and what of it must be looked at."""
    if kept.edits:
        paragraph(heading.format(count=len(kept.edits)), "  ")
    for edit in kept.edits[:MOST]:
        paragraph(texts.edited.edit_words(edit.kind.value, edit.was, edit.now, edit.table), "    ")
    if len(kept.edits) > MOST:
        paragraph(texts.edited.MORE.format(count=len(kept.edits) - MOST), "    ")
    if kept.left:
        say(texts.edited.TO_LOOK_AT.format(count=len(kept.left)), fg="yellow")
    for one in kept.left[:MOST]:
        words = texts.edited.LEFT[one.kind].format(found=one.found, wanted=one.wanted)
        where = texts.verify.quoted(one.where)
        paragraph(texts.edited.LEFT_AT.format(where=where, words=words), "    ")
    if len(kept.left) > MOST:
        paragraph(texts.edited.MORE.format(count=len(kept.left) - MOST), "    ")
    if kept.unheld:
        say(texts.edited.TYPED.format(count=len(kept.unheld)), fg="yellow")
    for difference in kept.unheld[:MOST]:
        paragraph(texts.verify.difference_words(difference), "    ")
    if kept.broken:
        said = texts.edited.BREAKS.format(rules=", ".join(kept.broken), path=below(report, root))
        paragraph(said, texts.screen.ARROW)
    if kept.earlier:
        said = texts.edited.EARLIER.format(path=below(kept.earlier, root))
        paragraph(said, "  ")
