"""How a report cites what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.texts.numbers import day

if TYPE_CHECKING:
    from pipeline.domain.office import PlanDocument

PLAN = "Kế hoạch"
CITED = "{plan} số {number} ngày {day} của {issuer} {about}"


def cited(plan: PlanDocument) -> str:
    """Cite a plan as a report's legal basis does; by its title alone until it has a number."""
    if not plan.number or not plan.day:
        return plan.title
    about = plan.title.removeprefix(f"{PLAN} ")
    words = {"number": plan.number, "day": day(plan.day), "issuer": plan.issuer}
    return CITED.format(plan=PLAN, about=about, **words)
