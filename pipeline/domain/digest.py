"""One hash for frozen values, the same in every run and on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass


def digest(*values: object) -> str:
    """Return a hash that is another as soon as anything in the values is."""
    return hashlib.sha256(_spelt(values).encode()).hexdigest()


def _spelt(value: object) -> str:
    """Write a value out in full; the order of a set differs from run to run, so it is sorted."""
    said = repr(value)
    if "frozenset({" not in said:  # nearly all: only what holds a set is taken apart
        return said
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_spelt, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key!r}:{_spelt(one)}' for key, one in value.items())}}}"
    if is_dataclass(value):
        parts = (_spelt(getattr(value, field.name)) for field in fields(value))
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(_spelt, value))}]"
    return said
