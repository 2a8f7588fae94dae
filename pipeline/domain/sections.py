"""The checks of sections and fields: each in Python, and as the Excel condition the form shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.domain import marks
from pipeline.domain.answer import Broken, Choice, Typed, is_blank
from pipeline.domain.form import Field, Form, Section
from pipeline.domain.plain import (
    blank_formula,
    has_substance,
    is_one_of,
    literal,
    one_of_formula,
    substance_formula,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that can be wrong with a section's choice and text, or with a field's answer."""

    code: str
    there: Callable[[Typed, Typed], bool]
    condition: Callable[[str, str], str]
    blank: bool = False  # whether it is only not filled in yet


def _chosen(choice: Typed, *among: str) -> bool:
    return isinstance(choice, str) and is_one_of(choice, among)


def section_checks(form: Form, section: Section) -> tuple[Said, ...]:
    """Return what a section is held to, in this order; the first that is there is said.

    One that may be left as it is says by that that there is nothing new.
    """
    none, some, least = form.none_answer, form.some_answer, marks.SECTION_SUBSTANCE
    empty = form.empty_words
    return (
        Said(
            "C23",
            lambda choice, text: isinstance(choice, Broken) or isinstance(text, Broken),
            lambda choice, text: f"OR(ISERROR({choice}),ISERROR({text}))",
        ),
        _unanswered(section),
        Said(
            "C20",
            lambda choice, text: not (is_blank(choice) or _chosen(choice, none, some)),
            lambda choice, text: (
                f"NOT(OR({blank_formula(choice)},{one_of_formula(choice, (none, some))}))"
            ),
        ),
        Said(
            "C17",
            lambda choice, text: _chosen(choice, some) and is_blank(text),
            lambda choice, text: f"AND({one_of_formula(choice, (some,))},{blank_formula(text)})",
            blank=True,
        ),
        Said(
            "C17",
            lambda choice, text: (
                _chosen(choice, some) and not has_substance(_said(text), least, empty)
            ),
            lambda choice, text: (
                f"AND({one_of_formula(choice, (some,))},"
                f"NOT({substance_formula(text, least, empty)}))"
            ),
        ),
        Said(
            "C18",
            lambda choice, text: _chosen(choice, none) and not is_blank(text),
            lambda choice, text: (
                f"AND({one_of_formula(choice, (none,))},NOT({blank_formula(text)}))"
            ),
        ),
    )


def _unanswered(section: Section) -> Said:
    if not section.optional:
        return Said(
            "C16",
            lambda choice, text: is_blank(choice),
            lambda choice, text: blank_formula(choice),
        )
    return Said(
        "C16",
        lambda choice, text: is_blank(choice) and not is_blank(text),
        lambda choice, text: f"AND({blank_formula(choice)},NOT({blank_formula(text)}))",
    )


def field_checks(asked: Field) -> tuple[Said, ...]:
    """Return what a field's answer is held to; it has no text beside it."""
    among = asked.choices
    checks = [
        Said(
            "C23",
            lambda answer, _: isinstance(answer, Broken),
            lambda answer, _: f"ISERROR({answer})",
        )
    ]
    if asked.required:
        checks.append(
            Said("C19", lambda answer, _: is_blank(answer), lambda answer, _: blank_formula(answer))
        )
    if asked.required and not among:
        least, empty = marks.FIELD_SUBSTANCE, asked.empty_words
        checks.append(
            Said(
                "C50",
                lambda answer, _: not has_substance(_said(answer), least, empty),
                lambda answer, _: f"NOT({substance_formula(answer, least, empty)})",
            )
        )
    if among:
        listed = Choice(among)
        checks.append(
            Said(
                "C20",
                lambda answer, _: bool(listed.found(answer)),
                lambda answer, _: listed.formula(answer),
            )
        )
    return tuple(checks)


def first_wrong(checks: Sequence[Said], choice: Typed, text: Typed = None) -> Said | None:
    """Return the first thing that is wrong, None for none."""
    return next((check for check in checks if check.there(choice, text)), None)


def first_wrong_formula(
    checks: Sequence[Said], words: Sequence[str], fine: str, choice: str, text: str = ""
) -> str:
    """Return the Excel expression that says the first thing that is wrong.

    Args:
        checks: In the order in which they speak.
        words: The expression of what each says.
        fine: What is said where nothing is wrong.
        choice: The cell of the choice, or of a field's answer.
        text: The cell of the text.
    """
    pairs = zip(checks, words, strict=True)
    said = (f"IF({check.condition(choice, text)},{words}," for check, words in pairs)
    return f"{''.join(said)}{literal(fine)}{')' * len(checks)}"


def _said(text: Typed) -> str:
    return text if isinstance(text, str) else ""
