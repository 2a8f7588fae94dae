"""Documents held against what they must be: figures, and the form the decree asks for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS, Commands
from pipeline.cli.told import print_json, progress_bar
from pipeline.cli.words import (
    clock,
    help_option,
    json_option,
    now_option,
    office_option,
    open_office,
    read_period,
)


@click.command(help=texts.help.VERIFY)
@help_option
@click.argument("period")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@office_option
@now_option
@json_option
def verify(
    period: str, files: Sequence[Path], office: Path | None, now_text: str | None, as_json: bool
) -> None:
    """Hold a period's documents against what was computed."""
    from pipeline.recipes import verify as recipe
    from pipeline.screen.verified import show_verified, verified_object

    desk = open_office(office)
    chosen = read_period(period)
    with progress_bar(quiet=as_json) as progress:
        found = recipe.verify(desk, chosen, files, clock(desk, now_text), progress)
    if as_json:
        print_json(verified_object(found, desk.root))
    else:
        show_verified(found, desk.root)
    sys.exit(ALL_WELL if found.right else HAS_PROBLEMS)


@click.group(cls=Commands, help=texts.help.DECREE30)
@help_option
def decree30() -> None:
    """Hold what has to do with the decree on the form of documents."""


@decree30.command(help=texts.help.DECREE30_CHECK)
@help_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def check(files: Sequence[Path], as_json: bool) -> None:
    """Hold Word documents against Nghị định 30/2020."""
    from pipeline.recipes import decree30 as recipe
    from pipeline.screen.decree import breaches_object, show_breaches

    found = {path: recipe.check(path) for path in files}
    if as_json:
        print_json({"files": [breaches_object(path, one) for path, one in found.items()]})
    else:
        for path, breaches in found.items():
            show_breaches(path, breaches)
    broken = any(not one.advice for breaches in found.values() for one in breaches)
    sys.exit(HAS_PROBLEMS if broken else ALL_WELL)


COMMANDS = (verify, decree30)
