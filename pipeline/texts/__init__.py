"""Every Vietnamese sentence the program itself says, by who hears it.

Wording of forms and reports is data and lives in `input_templates/`; names of units and services
live in `config.toml`. All else a person reads stands here.

A room is loaded when it is first asked for: most runs say little of all there is.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.texts import (  # noqa: F401
        amend,
        bases,
        board,
        config,
        decree,
        demo,
        doctor,
        document,
        edited,
        findings,
        form,
        headers,
        help,
        launching,
        ledger,
        moving,
        next_steps,
        numbers,
        phrase,
        plan,
        purge,
        receipt,
        reference,
        reminding,
        screen,
        sentences,
        setup,
        spelling,
        tables,
        tied,
        trace,
        unread,
        verify,
        watch,
    )


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_") or find_spec(f"{__name__}.{name}") is None:
        raise AttributeError(f"{__name__} has no {name}")
    return import_module(f"{__name__}.{name}")
