"""Where the declarations, forms and wordings that come with the program lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import texts
from pipeline.config.clicked import write_clicked
from pipeline.config.files import declared_files
from pipeline.domain.finding import BaocaoError

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped() -> Path:
    """Return the folder of the shipped office: in the package once installed, or around it."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def wordings(*folders: str) -> Iterator[Path]:
    """Yield what is declared of forms and reports, not the forms made from it; of some kinds."""
    root = shipped() / "input_templates"
    for path in sorted(root.rglob("*")):
        if path.suffix in (".toml", ".md") and (not folders or path.parent.name in folders):
            yield path


def office_of(name: str) -> Path:
    """Return the folder of a shipped office; "" is the one at the top. BaocaoError if none."""
    root = shipped() / "offices" / name if name else shipped()
    if not (root / "config.toml").is_file():
        there = sorted(path.parent.name for path in shipped().glob("offices/*/config.toml"))
        raise BaocaoError(texts.config.NO_SHIPPED.format(name=name, names=", ".join(there)))
    return root


def furnish(folder: Path, name: str) -> None:
    """Write a shipped office into a new folder: what it declares, the forms and wordings."""
    root, top = office_of(name), shipped()
    for made in ("collected", "output"):
        (folder / made).mkdir(parents=True)
    files = [(path, root) for path in declared_files(root / "config.toml")]
    files += [(path, top) for path in (*wordings(), *sorted((top / "schemas").glob("*.json")))]
    for path, above in files:
        target = folder / path.relative_to(above)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    write_clicked(folder, shipped())
