"""Why counts are what they are: what units say of them, joined where they say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline import texts
from pipeline.consolidate.plan_names import grouped
from pipeline.domain.form import Table
from pipeline.domain.numeral import Numeral, Sum
from pipeline.domain.office import Unit
from pipeline.domain.rules.counts import Reason
from pipeline.domain.summary import Line, Stated, Summary

_LONGEST = 300  # letters of a reason of several sentences; the workbook holds them all


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that one unit gives, with all it is given for."""

    said: tuple[Stated, ...]
    count: Numeral  # for how many files

    @property
    def unit(self) -> Unit:
        """Who gives it."""
        return self.said[0].unit

    @property
    def subject(self) -> str:
        """The service it is given for, or of how many."""
        many = texts.plan.SUBJECTS_MANY.format(count=texts.numbers.counted(len(self.said)))
        return self.said[0].subject if len(self.said) == 1 else many

    @property
    def text(self) -> str:
        """The reason, no longer than a paragraph."""
        return texts.plan.whole_sentences(self.said[0].text, _LONGEST)


def grounds_of(summary: Summary, lines: Sequence[Line]) -> dict[str, list[Ground]]:
    """Return the reasons by the column they stand in; the lines know which figures they state."""
    explained = _explained(summary.table, lines)
    return {id: _grounds(said, explained) for id, said in grouped(summary.reasons).items()}


def _grounds(
    stated: Iterable[Stated], explained: Mapping[tuple[str, str, str], Numeral]
) -> list[Ground]:
    """Join what a unit says in the same words of several services, and add up what it explains."""
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        key = one.unit.code, " ".join(one.text.split()).casefold()
        groups.setdefault(key, []).append(one)
    return [
        Ground(
            tuple(found),
            _sum(
                explained.get((one.about, one.subject, one.unit.code), Numeral(one.count))
                for one in found
            ),
        )
        for found in groups.values()
    ]


def _explained(table: Table, lines: Iterable[Line]) -> dict[tuple[str, str, str], Numeral]:
    """Count what each reason is owed for, by its column, its service and its unit."""
    services = [one for line in lines if line.service for one in line.own]
    return {
        (rule.explained_by, line.label, line.unit.code if line.unit else ""): _sum(
            count for column in rule.counts if isinstance(count := line.values.get(column), Numeral)
        )
        for rule in table.rules
        if isinstance(rule, Reason)
        for line in services
    }


def _sum(counts: Iterable[Numeral]) -> Numeral:
    whole = Numeral(0, Sum(()))
    for count in counts:
        whole = whole.plus(count)
    return whole
