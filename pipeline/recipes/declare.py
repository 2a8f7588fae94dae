"""What an office declares is looked at by itself, whatever was collected."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.config.office import find_office

_FOLDER = "schemas"  # of an office


def write_schemas(folder: Path | None, start: Path) -> tuple[Path, ...]:
    """Write the schema of each kind of declared file, into the office around `start` or a folder.

    BaocaoError where no folder is named and there is no office. What is declared may be wrong.
    """
    from pipeline.config.schema import schemas

    folder = folder or find_office(start) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    return tuple(written)
