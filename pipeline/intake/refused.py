"""A file that cannot be read is answered with a code, what it is and what to do."""

from __future__ import annotations

from pipeline import texts


class Refused(Exception):
    """A file that cannot be read: the code, what it is, what to do."""

    def __init__(self, code: str, message: str, action: str) -> None:
        super().__init__(message)
        self.code, self.message, self.action = code, message, action


def refuse(code: str) -> Refused:
    """Return the refusal of a code, in the sender's words."""
    return Refused(code, *texts.findings.FILE_SENTENCES[code])
