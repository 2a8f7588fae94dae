"""The declarations themselves: their schemas."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.words import help_option, office_option


@click.command(help=texts.help.SCHEMA)
@help_option
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@office_option
def schema(folder: Path | None, office: Path | None) -> None:
    """Write the schemas of the declared files."""
    from pipeline.recipes import declare as recipe

    written = recipe.write_schemas(folder, (office or Path.cwd()).resolve())
    place = written[0].parent
    click.echo(texts.screen.SCHEMAS_WRITTEN.format(count=len(written), folder=place))


COMMANDS = (schema,)
