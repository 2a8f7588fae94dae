"""Look an office over before a report is due: what somebody must do, and what is worth knowing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from pipeline import texts
from pipeline.config.files import declared_files
from pipeline.domain.finding import BaocaoError
from pipeline.domain.numeral import Numeral
from pipeline.domain.period import Period, PeriodKind
from pipeline.ledger.ledger import look_into
from pipeline.ledger.safety import newest_good
from pipeline.recipes.desk import Desk, open_desk

_LEAST_DAYS_OFF = 11  # Bộ luật Lao động 2019, Điều 112
_NEXT_YEARS_MONTH = 12  # from when on the days off of the next year are known and needed
_AHEAD = timedelta(days=60)
_LEAST_FREE = 500  # megabytes
_YEARS = 5  # before and after now in which some report is owed
_FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes")
_FONT_FILES = ("times.ttf", "Times New Roman.ttf")
_CORRECTING: Mapping[str, object] = {  # what a correction's wording may name besides
    **dict.fromkeys(("issued_number", "issued_on", "last_word", "why"), texts.setup.SAMPLE),
    "corrected": Numeral(1),
}
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)  # of a wording
_TRIED = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR)  # the others share their wording


class Grade(StrEnum):
    """Whether somebody must act."""

    WELL = "well"
    NOTE = "note"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Advice:
    """What was found in one area, and what to do about it."""

    area: str
    grade: Grade
    said: str
    do: str = ""


Found = Iterator[tuple[Grade, str, str]]


def examine(start: Path, now: datetime) -> tuple[Advice, ...]:
    """Look over the office at a folder, area by area; one without faults is said to be well."""
    try:
        desk = open_desk(start)
    except BaocaoError as error:
        wrong = Advice("declared", Grade.ACT, str(error), texts.doctor.DO_AS_SAID)
        return (wrong, *_of("packages", _packages()))
    checks: dict[str, Callable[[Desk, datetime], Found]] = {
        "declared": _declared,
        "wordings": _wordings,
        "days_off": _days_off,
        "deadlines": _deadlines,
        "fonts": lambda desk, now: _fonts(),
        "clock": _clock,
        "disk": _disk,
        "share": _share,
        "ledger": _ledger,
        "backup": _backup,
        "packages": lambda desk, now: _packages(),
    }
    return tuple(one for area, check in checks.items() for one in _of(area, check(desk, now)))


def _of(area: str, found: Found) -> Iterator[Advice]:
    try:
        faults = [Advice(area, *fault) for fault in found]
    except BaocaoError as error:
        faults = [Advice(area, Grade.ACT, str(error), texts.doctor.DO_AS_SAID)]
    yield from faults or [Advice(area, Grade.WELL, texts.doctor.WELL[area])]


def _declared(desk: Desk, now: datetime) -> Found:
    yield from _lost_texts(desk)
    yield from _asks_nothing(desk, now)


def _lost_texts(desk: Desk) -> Found:
    """Find the texts of plans that are not there: all else that is named was read already."""
    for path in declared_files(desk.root / "config.toml"):
        if not path.is_file():
            yield Grade.ACT, texts.config.UNREADABLE.format(file=path), texts.doctor.DO_AS_SAID


def _asks_nothing(desk: Desk, now: datetime) -> Found:
    """Find the kinds of report that ask units for words alone, as a plan does that is empty."""
    kinds = (kind for kind in desk.forms if kind in desk.register.kinds)
    coming = [desk.schedule.current(now, kind).next for kind in kinds]
    empty = [
        one.kind.value
        for one in coming
        if desk.office(one).reporters(one) and not desk.asks_figures(one)
    ]
    if empty:
        said = ", ".join(texts.numbers.PERIOD_KINDS[kind] for kind in empty)
        yield Grade.NOTE, texts.doctor.ASKS_NOTHING.format(kinds=said), texts.doctor.DO_PLAN


def _wordings(desk: Desk, now: datetime) -> Found:
    """Word made-up reports of every kind that is owed, in all branches."""
    from pipeline.consolidate.brief import ROOMS, brief_names
    from pipeline.consolidate.made_up import made_up
    from pipeline.consolidate.wording import try_wording

    kinds = [kind for kind in desk.forms if kind in desk.register.kinds]
    own = [kind for kind in kinds if kind in _TRIED or _has_own(desk, kind)]
    for kind in own:
        period = _owed(desk, now, kind)
        if period is None:
            yield Grade.NOTE, texts.doctor.NOTHING_TO_TRY, texts.doctor.DO_UNITS
            continue
        summaries = list(made_up(desk.register, desk.forms, period))
        briefly = brief_names(summaries[0], ROOMS[0])
        tried: tuple[tuple[str, Mapping[str, object]], ...]
        tried = (("report.md", {}), ("summary.md", briefly), ("correction.md", _CORRECTING))
        for name, more in tried:
            path = desk.wording(kind, name)
            try:
                try_wording(path, summaries, more)
            except BaocaoError as error:
                yield Grade.ACT, str(error), texts.doctor.DO_AS_SAID
                continue
            if name == "correction.md" and _is_of_form(path):
                yield Grade.NOTE, texts.doctor.OF_FORM.format(path=path), texts.doctor.DO_ADJUST


def _is_of_form(path: Path) -> bool:
    """Whether a wording takes wrong figures for a fault of form, as those of 0.1.0 did."""
    printed = _COMMENT.sub("", path.read_text(encoding="utf-8-sig")).lower()
    return texts.doctor.ERRATUM in unicodedata.normalize("NFC", printed)


def _has_own(desk: Desk, kind: PeriodKind) -> bool:
    return (desk.templates / kind.value / "report.md").is_file()


def _owed(desk: Desk, now: datetime, kind: PeriodKind) -> Period | None:
    """Find a period that somebody reports on: the newest, or of a new office the first."""
    current = desk.schedule.current(now, kind)
    step = 30 * kind.months or 7
    far = (*range(0, _YEARS * 365, step), *range(0, -_YEARS * 365, -step))
    days = (now.date() - timedelta(days=distance) for distance in far)
    periods = (current, *(Period.holding(day, kind) for day in days))
    return next((p for p in periods if desk.office(p).reporters(p)), None)


def _days_off(desk: Desk, now: datetime) -> Found:
    for year in (now.year, now.year + 1):
        count = sum(day.year == year for day in desk.schedule.holidays)
        grade = Grade.ACT if year == now.year or now.month >= _NEXT_YEARS_MONTH else Grade.NOTE
        words = {"year": year, "count": count, "least": _LEAST_DAYS_OFF}
        if count < _LEAST_DAYS_OFF:
            said = texts.doctor.FEW_DAYS if count else texts.doctor.NO_DAYS
            yield grade, said.format(**words), texts.doctor.DO_DAYS.format(year=year)


def _deadlines(desk: Desk, now: datetime) -> Found:
    """Name the deadlines ahead that fall on days off."""
    for kind in desk.forms:
        if kind not in desk.register.kinds:
            continue
        period = desk.schedule.current(now, kind)
        while (due := desk.schedule.deadline(period)) < now + _AHEAD:
            off = desk.schedule.due_day_off(period)
            if due > now and off and desk.office(period).reporters(period):
                said = texts.numbers.period_words(period), texts.numbers.day(off)
                words = dict(zip(("period", "day"), said, strict=True))
                yield Grade.NOTE, texts.doctor.DAY_OFF.format(**words), texts.doctor.DO_DAY_OFF
            period = period.next


def _fonts() -> Found:
    if not _has_font():
        said = texts.doctor.NO_FONT.format(fonts=", ".join(_FONTS[1:]))
        yield Grade.NOTE, said, texts.doctor.DO_FONT


def _has_font() -> bool:
    windows = Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"
    folders = (windows, Path("/Library/Fonts"), Path("/System/Library/Fonts/Supplemental"))
    if any((folder / name).is_file() for folder in folders for name in _FONT_FILES):
        return True
    lister = shutil.which("fc-list")
    if not lister:
        return False
    listed = subprocess.run(
        [lister, ":", "family"], capture_output=True, text=True, errors="replace", check=False
    )
    return any(font in listed.stdout for font in _FONTS)


def _clock(desk: Desk, now: datetime) -> Found:
    zone = desk.schedule.zone
    last = _last_written(desk)
    if last and last > now + timedelta(minutes=5):
        words = {"now": texts.numbers.instant(now), "last": texts.numbers.instant(last)}
        yield Grade.ACT, texts.doctor.CLOCK_BACK.format(**words), texts.doctor.DO_CLOCK
    here = now.replace(tzinfo=None).astimezone().utcoffset()
    there = now.astimezone(zone).utcoffset()
    if here is not None and there is not None and here != there:
        hours = f"{(here - there).total_seconds() / 3600:+g}".replace(".", ",")
        said = texts.doctor.ZONE.format(hours=hours, zone=zone.key)
        yield Grade.NOTE, said, texts.doctor.DO_ZONE


def _last_written(desk: Desk) -> datetime | None:
    """Return when a run last wrote its ledger, by the run's own clock."""
    with look_into(desk.collected) as ledger:
        seen = [one.first_seen for one in ledger.sightings()]
    return max(seen, default=None)


def _disk(desk: Desk, now: datetime) -> Found:
    free = shutil.disk_usage(desk.root).free // 1_000_000
    if free < _LEAST_FREE:
        said = texts.doctor.LITTLE_DISK.format(free=free)
        yield Grade.ACT, said, texts.doctor.DO_DISK.format(least=_LEAST_FREE)


def _share(desk: Desk, now: datetime) -> Found:
    """Write and take away a file where a run will write; one folder it makes itself."""
    output = desk.output if desk.output.is_dir() else desk.root
    for folder in (desk.collected, output):
        try:
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".baocao06-"):
                pass
        except OSError as error:
            words = {"folder": folder, "error": error.strerror or error}
            yield Grade.ACT, texts.doctor.NOT_WRITABLE.format(**words), texts.doctor.DO_WRITE


def _ledger(desk: Desk, now: datetime) -> Found:
    """Open what is kept; a ledger that cannot be opened says so itself."""
    with look_into(desk.collected) as ledger:
        ledger.sightings()
    yield from ()


def _backup(desk: Desk, now: datetime) -> Found:
    """Hold the newest good backup against the ledger it is one of."""
    ledger, archive = desk.collected / "ledger.sqlite3", desk.collected / ".archive"
    if not ledger.is_file():
        return
    newest = newest_good(archive)
    if newest is None:
        yield Grade.ACT, texts.doctor.NO_BACKUP, texts.doctor.DO_BACKUP
    elif newest.stat().st_mtime < ledger.stat().st_mtime - timedelta(days=7).total_seconds():
        made = datetime.fromtimestamp(newest.stat().st_mtime, desk.schedule.zone)
        said = texts.doctor.OLD_BACKUP.format(day=texts.numbers.day(made.date()))
        yield Grade.ACT, said, texts.doctor.DO_BACKUP


def _packages() -> Found:
    """Hold the libraries that are installed against the lock, where there is one."""
    lock = Path(__file__).resolve().parents[2] / "requirements.lock"
    pinned = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    for name, wanted, condition in re.findall(r"^([\w.-]+)==([\w.]+)([^\n]*)", pinned, re.M):
        if ";" in condition:  # of other systems or Pythons
            continue
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "–"
        if found != wanted:
            words = {"name": name, "found": found, "wanted": wanted}
            yield Grade.ACT, texts.doctor.OTHER_VERSION.format(**words), texts.doctor.DO_PACKAGES
