"""The declarations themselves: their schemas, and the plans they carry out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import ALL_WELL, HAS_PROBLEMS
from pipeline.cli.words import FOLDER, help_option, office_option, open_office
from pipeline.domain.finding import BaocaoError
from pipeline.screen.lines import say


@click.command(help=texts.help.SCHEMA)
@help_option
@click.argument("folder", required=False, type=FOLDER)
@office_option
def schema(folder: Path | None, office: Path | None) -> None:
    """Write the schemas of the declared files."""
    from pipeline.recipes import declare as recipe

    written = recipe.write_schemas(folder, (office or Path.cwd()).resolve())
    place = written[0].parent
    say(texts.screen.SCHEMAS_WRITTEN.format(count=len(written), folder=place))


@click.command(help=texts.help.PLAN)
@help_option
@office_option
def plan(office: Path | None) -> None:
    """Hold the plans' own texts against what is declared."""
    from pipeline.recipes import declare as recipe
    from pipeline.screen.plan import show_plan

    held = recipe.hold_plans(open_office(office))
    if not held:
        raise BaocaoError(texts.tied.NO_PLAN)
    for one in held:
        show_plan(one)
    sys.exit(HAS_PROBLEMS if any(one.faults for one in held) else ALL_WELL)


COMMANDS = (schema, plan)
