"""A file that cannot be read is answered with a code; the catalogue words it."""

from __future__ import annotations


class Refused(Exception):
    """A file that cannot be read."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details
