"""An office of one's own: begun in a new folder, looked over, brought up to date."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.words import (
    FILE,
    FOLDER,
    agreed,
    help_option,
    now_option,
    office_option,
    read_instant,
)
from pipeline.domain.finding import BaocaoError
from pipeline.screen.lines import say

if TYPE_CHECKING:
    from pipeline.recipes.init import NewService, NewUnit


@click.command(help=texts.help.INIT)
@help_option
@click.argument("folder", type=FOLDER)
@click.option("--name", metavar="NAME", help=texts.help.INIT_NAME)
@click.option("--parent", metavar="NAME", help=texts.help.INIT_PARENT)
@click.option("--place", metavar="PLACE", help=texts.help.INIT_PLACE)
@click.option("--units", "unit_list", metavar="FILE", type=FILE, help=texts.help.INIT_UNITS)
@click.option(
    "--services", "service_list", metavar="FILE", type=FILE, help=texts.help.INIT_SERVICES
)
@click.option("--months", is_flag=True, help=texts.help.INIT_MONTHS)
@click.option("--office-of", "like", metavar="NAME", help=texts.help.INIT_LIKE)
def init(
    folder: Path,
    name: str | None,
    parent: str | None,
    place: str | None,
    unit_list: Path | None,
    service_list: Path | None,
    months: bool,
    like: str | None,
) -> None:
    """Begin an office."""
    from pipeline.recipes import init as recipe

    if like is not None:
        if name or parent or place or unit_list or service_list or months:
            raise BaocaoError(texts.setup.LIKE_ALONE)
        files = recipe.begin_like(folder, like)
        _tell_next(texts.setup.DONE_LIKE.format(folder=folder), files)
        return
    try:
        new = recipe.Beginning(
            name=_needed(name, texts.setup.ASK_NAME),
            parent=_needed(parent, texts.setup.ASK_PARENT),
            place=_needed(place, texts.setup.ASK_PLACE),
            units=(units := recipe.units_in(unit_list) if unit_list else _asked_units()),
            services=(
                recipe.services_in(service_list, units)
                if service_list
                else ()
                if unit_list
                else _asked_services(units)
            ),
            months=months or (not unit_list and agreed(texts.setup.ASK_MONTHS)),
            since=date.today(),
        )
    except click.Abort as error:
        raise BaocaoError(texts.setup.NOT_ASKED) from error
    files = recipe.begin(folder, new)
    services = new.services or recipe.catalogue(new.units)
    done = texts.setup.DONE.format(folder=folder, units=len(new.units), services=len(services))
    _tell_next(done, files)
    if nobodys := sum(not one.unit for one in services):
        say(texts.setup.UNASSIGNED.format(count=nobodys, file=files[1]), fg="yellow")


def _tell_next(done: str, files: Sequence[Path]) -> None:
    """Say what was begun, which files to look through, and what to type next."""
    shown = "\n".join(f"  {path}" for path in files)
    say(done + texts.setup.DONE_NEXT.format(files=shown, go_in=texts.setup.GO_IN))


def _needed(said: str | None, question: str) -> str:
    """Return what an option says, or else what is answered; spaces alone say nothing."""
    answer = (said or "").strip()
    while not answer:
        answer = str(click.prompt(question)).strip()
    return answer


def _asked_units() -> tuple[NewUnit, ...]:
    from pipeline.recipes.init import named_units

    names: list[str] = []
    while said := _asked(texts.setup.ASK_UNIT.format(number=len(names) + 1)):
        names.append(said)
    if not names:
        raise BaocaoError(texts.setup.NOT_ASKED)
    return named_units(names)


def _asked_services(units: tuple[NewUnit, ...]) -> tuple[NewService, ...]:
    from pipeline.recipes.init import counted_by

    services: list[NewService] = []
    while said := _asked(texts.setup.ASK_SERVICE.format(number=len(services) + 1)):
        try:
            services.append(counted_by(said, _asked(texts.setup.ASK_COUNTER), units))
        except BaocaoError as error:  # asked once more
            say(str(error), fg="yellow", err=True)
    return tuple(services)


def _asked(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


@click.command(help=texts.help.DOCTOR)
@help_option
@office_option
@now_option
def doctor(office: Path | None, now_text: str | None) -> None:
    """Look an office over."""
    from pipeline.recipes.doctor import Grade, examine

    now = read_instant(now_text, None) if now_text else datetime.now().astimezone()
    found = examine((office or Path.cwd()).resolve(), now)
    for one in found:
        sign, area = texts.doctor.SIGNS[one.grade], texts.doctor.AREAS[one.area]
        colour = {"act": "red", "note": "yellow"}.get(one.grade)
        said = one.said.replace("\n", "\n    ")
        say(f"{sign} {area}: {said}", fg=colour, after="    ")
        if one.do:
            say("    " + texts.doctor.TO_DO.format(what=one.do), after="      ")
    to_do = sum(one.grade is Grade.ACT for one in found)
    say(texts.doctor.SOMETHING.format(count=to_do) if to_do else texts.doctor.ALL_WELL)
    sys.exit(HAS_PROBLEMS if to_do else ALL_WELL)


@click.command(help=texts.help.MIGRATE)
@help_option
@click.option("--yes", is_flag=True, help=texts.help.YES)
@office_option
def migrate(yes: bool, office: Path | None) -> None:
    """Bring an older office's declarations to how they lie today."""
    from pipeline.recipes.migrate import add_starters, plan_of_moving, put, starters_of

    root, moved = plan_of_moving((office or Path.cwd()).resolve())
    starters = starters_of(root)
    if not (moved or starters):
        say(texts.setup.NOTHING_TO_MOVE)
        return
    if moved:
        say(texts.setup.MOVING.format(folder=root))
    for one in moved:
        lines = one.after.splitlines()
        said = texts.setup.ADDED if one.before is None else texts.setup.CHANGED
        words = {"file": one.name, "after": len(lines), "kept": texts.setup.KEPT, "rows": one.rows}
        say(said.format(before=len((one.before or "").splitlines()), **words))
        for line in one.untrue:
            after = texts.setup.COMMENTS_OF_0_1_0[line]
            say(texts.setup.TOLD_ANEW.format(before=line, after=after))
    if starters:
        say(texts.setup.STARTERS.format(folder=root, files=", ".join(starters)))
    try:
        moves = yes or agreed(texts.setup.ASK_MOVE if moved else texts.setup.ASK_ADD)
    except click.Abort:
        moves = False
    if not moves:
        say("\n" + texts.setup.NOT_MOVED)
        return
    put(root, moved)
    add_starters(root)
    say(texts.setup.MOVED if moved else texts.setup.STARTERS_ADDED)


@click.command(help=texts.help.GUIDE)
@help_option
@click.argument("folder", type=FOLDER, required=False, default=".")
@now_option
def guide(folder: Path, now_text: str | None) -> None:
    """Write the guide as Word files."""
    from pipeline.recipes import guide as recipe

    now = read_instant(now_text, None) if now_text else datetime.now().astimezone()
    say(texts.setup.GUIDES_WRITTEN)
    for one in recipe.guide(folder, now):
        say(f"  {one.path}")


COMMANDS = (init, doctor, migrate, guide)
