"""What a task's words are worth, by themselves and beside those of the report before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from pipeline.domain.plain import is_one_of, one_of_formula, plain, plain_formula
from pipeline.domain.rules.rule import Counts, Past, Ref, WordRule, Words

_LONG = 80  # characters, from which words are no common phrase
_NUMBERS = 2  # told in words that are one row's alone: one may be told of two like tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Hollow(WordRule):
    """Words that only repeat what the choice beside them says, or nothing at all."""

    words: tuple[str, ...]

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        return is_one_of(words.get(self.told, "").replace(".", ""), self.words)

    def _condition(self, ref: Ref, past: Ref) -> str:
        return one_of_formula(f'SUBSTITUTE({ref(self.told)},".","")', self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced(WordRule):
    """Words are those the row above or below had in the report before: pasted one row off."""

    looks_back: ClassVar[bool] = True

    @property
    def above(self) -> str:
        """Under which key stands what the row above had."""
        return f"{self.told}.above"

    @property
    def below(self) -> str:
        """Under which key stands what the row below had."""
        return f"{self.told}.below"

    def telling(self, said: str) -> bool:
        """Tell whether words are a row's own, and no phrase that any row may have."""
        return len(re.findall(r"\d+", said)) >= _NUMBERS or len(said) >= _LONG

    def _violated(self, n: Counts, words: Words, past: Past) -> bool:
        said = plain(words.get(self.told, ""))
        return said != "" and is_one_of(said, (words.get(k, "") for k in (self.above, self.below)))

    def _condition(self, ref: Ref, past: Ref) -> str:
        said, before = plain_formula(ref(self.told)), [past(self.above), past(self.below)]
        if not all(before):
            return ""
        alike = ",".join(f"{said}={one}" for one in before)
        return f'IFERROR(AND({said}<>"",OR({alike})),FALSE)'
