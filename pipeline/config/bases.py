"""What reports rest on, as they cite it; what asks for the forms, and who receives them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import texts
from pipeline.config.rows import validity_of
from pipeline.config.toml import TomlSection
from pipeline.config.units import reports_of
from pipeline.domain.office import Abbreviation, Basis, PlanDocument
from pipeline.domain.period import PeriodKind

_PLAN = "{plan}"  # stands in a legal basis for the plan in whose file it stands, as it is cited


def read_bases(top: TomlSection, plans: Sequence[PlanDocument], plan: str) -> tuple[Basis, ...]:
    """Read all of `[[bases]]`; `plan` is what is cited where they stand in no plan's file."""
    source = top.source
    files = [source.place(f"plans[{number}]").file for number in range(1, len(plans) + 1)]
    cited = dict(zip(files, map(texts.bases.cited, plans), strict=True))
    return tuple(
        _basis(section, cited.get(source.place(section.path).file, plan))
        for section in top.many("bases", needed=False)
    )


def _basis(section: TomlSection, plan: str) -> Basis:
    basis = Basis(
        text=section.need("text", str, "").replace(_PLAN, plan),
        reports=reports_of(section, needed=False) or frozenset(PeriodKind),
        validity=validity_of(section),
    )
    section.close()
    return basis


def read_abbreviations(top: TomlSection) -> tuple[Abbreviation, ...]:
    """Read all of `[[abbreviations]]`."""
    found = []
    for section in top.many("abbreviations", needed=False):
        short, full = section.need("short", str, ""), section.need("full", str, "")
        section.close()
        found.append(Abbreviation(short, full))
    return tuple(found)


def read_by_kind(section: TomlSection) -> dict[PeriodKind, str]:
    """Read a table that says something for each kind of report, or for some."""
    said = {kind: section.get(kind.value, str, "") for kind in PeriodKind}
    section.close()
    return {kind: text for kind, text in said.items() if text}
