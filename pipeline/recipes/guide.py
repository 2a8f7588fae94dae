"""The guide as Word files: the whole of it, and the clerk's page to send out with the forms."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.config.shipped import shipped
from pipeline.domain.drawn import Guide
from pipeline.outputs.publish import Published, publish

_GUIDE = "HUONG-DAN.md"
_CLERKS = 1  # which part of it is the clerk's
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_SIZES = 12.0, 11.5  # points


def guide(folder: Path, made_at: datetime) -> tuple[Published, ...]:
    """Write both into a folder; a file there that is another stays, ours stands beside it."""
    from pipeline.outputs.guide.guide_docx import build_guide

    text = (shipped() / _GUIDE).read_text(encoding="utf-8")
    files = {}
    for name, part, size in zip(texts.setup.GUIDES, (text, clerks_part(text)), _SIZES, strict=True):
        title = re.sub(r"^#+ ", "", part.partition("\n")[0])
        files[name] = build_guide(
            Guide(
                author=texts.setup.GUIDE_AUTHOR,
                title=title,
                made_at=made_at,
                markdown=part,
                pictures={name: (shipped() / name).read_bytes() for name in _PICTURE.findall(part)},
                size=size,
            )
        )
    return publish(folder, files, {})


def clerks_part(text: str) -> str:
    """Return the part of the guide that is the clerk's, which stands alone on a page."""
    return re.split(r"(?m)^(?=## )", text)[_CLERKS].rstrip() + "\n"
