"""Finished documents that somebody else may have written are read only when they are honest."""

from __future__ import annotations

from pathlib import Path

from pipeline import texts
from pipeline.domain.finding import BaocaoError
from pipeline.intake import container, kinds, workbook
from pipeline.intake.refused import Refused


def must_be_honest(path: Path, content: bytes) -> None:
    """Refuse a file that is damaged, locked or made to do harm; BaocaoError says which."""
    try:
        if (kind := kinds.kind_of(content)) != "zip":
            raise Refused(kind)
        if path.suffix.lower() == ".xlsx":
            workbook.read(content)
        else:
            container.open_document(content)
    except Refused as refused:
        said = texts.verify.REFUSED.get(refused.code, texts.verify.REFUSED_DAMAGED)
        raise BaocaoError(texts.verify.CANNOT_READ.format(path=path, why=said)) from refused
