"""All that named people decided, those of files of nobody too."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.domain.decision import Decision, Decisions
from pipeline.domain.office import Office
from pipeline.domain.period import Period
from pipeline.personal import masked
from pipeline.screen.lines import paragraph, say


def show_decisions(taken: Decisions, periods: Sequence[Period], office: Office) -> None:
    """Print decisions in the order they were taken, with those that hold no longer."""
    chosen = _chosen(taken, periods)
    holding = {one.number for one in taken.holding}
    for one in chosen:
        paragraph(f"{texts.sentences.decision_words(one, office)}.", "")
        if one.number not in holding:
            paragraph(texts.screen.DECISION_GONE, "  ")
    if not chosen:
        named = ", ".join(map(str, periods))
        none = texts.screen.NO_DECISIONS_OF if periods else texts.screen.NO_DECISIONS
        say(none.format(periods=named))


def decisions_object(taken: Decisions, periods: Sequence[Period]) -> dict[str, object]:
    """Give decisions as an object for programs."""
    holding = {one.number for one in taken.holding}
    return {
        "decisions": [
            {
                "number": one.number,
                "kind": one.kind.value,
                "unit": one.unit or None,
                "period": str(one.period) if one.period else None,
                "subject": masked(one.label),
                "at": one.at.isoformat() if one.at else None,
                "by": one.by,
                "why": masked(one.why),
                "decided_at": one.decided_at.isoformat(),
                "holds": one.number in holding,
            }
            for one in _chosen(taken, periods)
        ]
    }


def _chosen(taken: Decisions, periods: Sequence[Period]) -> tuple[Decision, ...]:
    if not periods:
        return taken.every
    numbers = {one.number for period in periods for one in taken.of(period)}
    return tuple(one for one in taken.every if one.number in numbers)
