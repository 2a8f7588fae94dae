"""What words beside counts are worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pipeline.domain.plain import has_substance, literal, plain, plain_formula, substance_formula
from pipeline.domain.rules.rule import Counts, Past, Ref, WordRule, Words, plus


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle(WordRule):
    """A reason stands beside counts that are all 0, and does not say that there was nothing."""

    counts: tuple[str, ...]
    unless: tuple[str, ...]  # how words begin that say so, in small letters

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        told = words.get(self.told, "")
        return (
            not any(n.values())
            and has_substance(told, self.explanation_length, self.empty_words)
            and not plain(told).lower().startswith(self.unless)
        )

    def _condition(self, ref: Ref, past: Ref) -> str:
        cell = ref(self.told)
        told = substance_formula(cell, self.explanation_length, self.empty_words)
        begins = ",".join(
            f"LEFT({plain_formula(cell)},{len(word)})={literal(word)}" for word in self.unless
        )
        said = f",NOT(OR({begins}))" if begins else ""
        return f"AND({plus(self.counts, ref)}=0,{told}{said})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied(WordRule):
    """A reason is word for word that of the report before."""

    looks_back: ClassVar[bool] = True
    recalls: ClassVar[bool] = True
    counts: tuple[str, ...]  # one of which is above 0; without any it always speaks
    when_late: bool = False  # of tasks: of those that were late in the report before already

    @property
    def past_key(self) -> str:  # noqa: D102
        return f"{self.told}.said"

    def kept(self, answer: int | str, day: date) -> int | str | None:  # noqa: D102
        return plain(str(answer)) or None

    @property
    def columns(self) -> tuple[str, ...]:  # noqa: D102
        return self.counts

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        told, before = plain(words.get(self.told, "")), words.get(self.past_key, "")
        counted = any(n.values()) or not self.counts
        return counted and told != "" and told.casefold() == before.casefold()

    def _condition(self, ref: Ref, past: Ref) -> str:
        before, told = past(self.past_key), plain_formula(ref(self.told))
        counted = f"{plus(self.counts, ref)}>0" if self.counts else "TRUE"
        return f'AND({counted},{told}<>"",{told}={before})' if before else ""
