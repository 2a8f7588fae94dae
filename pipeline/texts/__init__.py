"""Every Vietnamese sentence the program itself says, by who hears it.

Wording of forms and reports is data and lives in `input_templates/`; names of units and services
live in `config.toml`. All else a person reads stands here.
"""

from pipeline.texts import (
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
    ledger,
    numbers,
    phrase,
    plan,
    receipt,
    reference,
    screen,
    sentences,
    setup,
    spelling,
    tables,
    tied,
    trace,
    verify,
)

__all__ = [
    "config",
    "decree",
    "demo",
    "doctor",
    "document",
    "edited",
    "findings",
    "form",
    "headers",
    "help",
    "ledger",
    "numbers",
    "phrase",
    "plan",
    "receipt",
    "reference",
    "screen",
    "sentences",
    "setup",
    "spelling",
    "tables",
    "tied",
    "trace",
    "verify",
]
