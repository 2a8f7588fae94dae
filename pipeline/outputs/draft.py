"""A mail that is not sent yet: Outlook and others open it as a draft (.eml with X-Unsent: 1).

RFC 5322 and 2045; no clock and no chance in it, so that the same draft is the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pipeline.outputs.clean import clean_text

_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SUBJECT = "Subject"
_HOST = "baocao06.invalid"  # of no machine: RFC 2606


def build_draft(
    to: Sequence[str], subject: str, body: str, attached: Mapping[str, bytes], at: datetime
) -> bytes:
    """Return a draft with workbooks attached, by name; who sends it is left to whoever does.

    `to` may be empty: then the addressee is typed by hand.
    """
    draft = EmailMessage(policy=SMTP)
    if to:
        draft["To"] = ", ".join(to)
    draft["Date"] = format_datetime(at)
    draft["X-Unsent"] = "1"
    draft.set_content(clean_text(body), cte="base64")
    for name, content in attached.items():
        draft.add_attachment(content, maintype="application", subtype=_WORKBOOK, filename=name)
    says = hashlib.sha256(b"\0".join([*map(str.encode, (*to, subject, body)), *attached.values()]))
    says.update(at.isoformat().encode())
    mark = says.hexdigest()[:32]
    draft["Message-ID"] = f"<{mark}@{_HOST}>"
    if draft.is_multipart():
        draft.set_boundary(f"=_{mark}")
    return _subject_line(subject) + draft.as_bytes()


def _subject_line(subject: str) -> bytes:
    """Return the header whole: Python's newer way of folding loses blanks between encoded words."""
    words = Header(" ".join(clean_text(subject).split()), "utf-8", header_name=_SUBJECT)
    return f"{_SUBJECT}: {words.encode(linesep=SMTP.linesep)}{SMTP.linesep}".encode()
