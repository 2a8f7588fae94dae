"""Hold the documents of a period, as they lie there, against what was computed or sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import texts
from pipeline.domain.difference import Difference, Nature
from pipeline.domain.finding import BaocaoError
from pipeline.domain.issue import Issue
from pipeline.domain.period import Period
from pipeline.ledger.ledger import Ledger, look_into
from pipeline.recipes.desk import Desk
from pipeline.recipes.honest import must_be_honest
from pipeline.recipes.judge import facts_of, history_of, summary_of
from pipeline.recipes.receive import Progress, take_in
from pipeline.recipes.remake import making_of
from pipeline.recipes.write import draw

_HELD = (".docx", ".xlsx")  # of what else is sealed only the hash is looked at


@dataclass(frozen=True, slots=True)
class Held:
    """One document, and all it says otherwise."""

    path: Path
    there: bool = True
    sealed: bool | None = None  # whether it is the sealed one to the byte; None: none was sealed
    differences: tuple[Difference, ...] = ()
    another: str = ""  # the document it was to be, and hardly a paragraph of it is in this one

    @property
    def right(self) -> bool:
        """Tell whether it is there and states no figure that is not the one computed."""
        wrong = any(one.nature is Nature.WRONG for one in self.differences)
        return self.there and not self.another and not wrong


@dataclass(frozen=True, slots=True)
class Verified:
    """A period's documents, held."""

    period: Period
    issued: Issue | None
    held: tuple[Held, ...]
    outdated: bool  # what was received or decided is no more what its outputs rest on
    lost: tuple[str, ...]  # sealed files that the archive no longer has

    @property
    def right(self) -> bool:
        """Tell whether every document is."""
        return all(one.right for one in self.held)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the documents must say: by name the bytes, and every figure."""

    documents: Mapping[str, bytes]
    known: frozenset[str]
    outdated: bool = False
    lost: tuple[str, ...] = ()


def verify(
    desk: Desk, period: Period, files: Sequence[Path], now: datetime, progress: Progress
) -> Verified:
    """Hold a period's documents, or these in their place; nothing is written.

    What was issued is held against the bytes that were sealed, all else against what the program
    would write of what was received, as it was when it last wrote it. BaocaoError when there is
    nothing to hold, or a file cannot be read.
    """
    with look_into(desk.collected) as ledger:
        issued = ledger.issued().get(period)
        wanted = (
            _sealed(ledger, issued) if issued else _computed(desk, ledger, period, now, progress)
        )
    paths = list(files) or list(_lying_there(desk.output / str(period), wanted.documents))
    if not any(path.is_file() for path in paths):
        said = texts.verify.SEALED_NOT_THERE if issued else texts.verify.NOTHING_THERE
        raise BaocaoError(said.format(period=period))
    held = tuple(_hold(path, wanted, issued) for path in paths)
    return Verified(period, issued, held, wanted.outdated, wanted.lost)


def _computed(
    desk: Desk, ledger: Ledger, period: Period, now: datetime, progress: Progress
) -> _Wanted:
    """Draw the period anew, as of when it was last merged."""
    from pipeline.outputs.verify.known import known_values

    desk.must_owe([period])
    made, at = ledger.merged().get(period), ledger.merged_at(period)
    if made is None or at is None:
        raise BaocaoError(texts.verify.NEVER_MERGED.format(period=period))
    taken = take_in(desk, ledger, now, progress, note=False)
    summary = summary_of(desk, taken, facts_of(history_of(desk, taken, (period,))), period, at)
    documents = draw(desk, summary).files
    figures = (figure.value for figure in summary.figures.values())
    outdated = making_of(desk, taken, {period})[period].basis != made.basis
    return _Wanted(documents, known_values(figures, documents), outdated)


def _sealed(ledger: Ledger, issued: Issue) -> _Wanted:
    """Take what was sealed out of the archive; BaocaoError when nothing of it is kept."""
    from pipeline.outputs.verify.known import known_values

    kept = {name: ledger.archived(sha256) for name, sha256 in issued.files.items()}
    documents = {name: content for name, content in kept.items() if content is not None}
    if not documents:
        raise BaocaoError(texts.verify.SEAL_LOST.format(period=issued.period))
    known = known_values(issued.figures.values(), documents)
    return _Wanted(documents, known, lost=tuple(name for name in kept if name not in documents))


def _lying_there(folder: Path, documents: Mapping[str, bytes]) -> Iterator[Path]:
    """Yield where each document should lie, and what the program wrote beside an edited one."""
    for name in documents:
        yield folder / name
        path = Path(name)
        beside = folder.glob(f"{path.stem}-*{path.suffix}")
        yield from sorted(one for one in beside if one.name not in documents)


def _hold(path: Path, wanted: _Wanted, issued: Issue | None) -> Held:
    from pipeline.outputs.verify import book, report

    if not path.is_file():
        return Held(path, there=False)
    content, name = path.read_bytes(), _meant(path, wanted.documents)
    seal = issued.files.get(name) if issued else None
    sealed = hashlib.sha256(content).hexdigest() == seal if issued else None
    if sealed or content == wanted.documents[name] or path.suffix not in _HELD:
        return Held(path, sealed=sealed)
    must_be_honest(path, content)
    is_workbook = path.suffix == ".xlsx"
    is_another = book.is_another if is_workbook else report.is_another
    if is_another(wanted.documents[name], content):
        return Held(path, sealed=sealed, another=name)
    hold = book.hold_workbook if is_workbook else report.hold_report
    return Held(path, True, sealed, hold(wanted.documents[name], content, path.name, wanted.known))


def _meant(path: Path, documents: Mapping[str, bytes]) -> str:
    """Return which document a file is: the one of its name, or the first of its kind."""
    of_kind = [name for name in documents if Path(name).suffix == path.suffix.lower()]
    if not of_kind:
        raise BaocaoError(texts.verify.OTHER_KIND.format(path=path))
    return next((name for name in of_kind if path.stem.startswith(Path(name).stem)), of_kind[0])
