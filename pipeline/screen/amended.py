"""What was written down of a telephone call."""

from __future__ import annotations

from pipeline import texts
from pipeline.domain.office import Office
from pipeline.recipes.amend import Amended
from pipeline.screen.findings import show_finding
from pipeline.screen.lines import paragraph, say


def show_amended(done: Amended, office: Office) -> None:
    """Print what was written down, and what is left to do."""
    words = texts.sentences.decision_words(done.decision, office)
    say(texts.screen.DECIDED.format(words=words))
    if done.asked:
        paragraph(texts.amend.ASKED, texts.screen.ARROW)
    for finding in done.asked:
        show_finding(finding)
    if done.issued:
        said = {"period": done.issued.period, "number": done.issued.number}
        paragraph(texts.amend.CORRECTION_NEEDED.format(**said), texts.screen.ARROW)
    paragraph(texts.amend.AWAITED.format(number=done.decision.number), texts.screen.ARROW)
    say(texts.screen.DECIDED_NEXT)
