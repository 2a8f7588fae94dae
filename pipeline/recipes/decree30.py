"""Hold any Word document against Nghị định 30/2020, whoever wrote it; no office is needed."""

from __future__ import annotations

from pathlib import Path

from pipeline import texts
from pipeline.domain.breach import Breach
from pipeline.domain.finding import BaocaoError
from pipeline.recipes.honest import must_be_honest


def check(path: Path) -> tuple[Breach, ...]:
    """Return every rule of form a document breaks; BaocaoError when it cannot be read."""
    from pipeline.outputs.decree import rules

    if path.suffix.lower() != ".docx":
        raise BaocaoError(texts.decree.NOT_WORD.format(path=path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BaocaoError(texts.screen.CANNOT_OPEN.format(path=path)) from error
    must_be_honest(path, content)
    return rules.check(content)
