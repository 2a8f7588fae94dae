"""All commands together, and how the program is started."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline import __version__, texts
from pipeline.cli import (
    board,
    collecting,
    deciding,
    declaring,
    exporting,
    handing,
    issuing,
    moving,
    own,
    proving,
    reminding,
    tracing,
)
from pipeline.cli.ending import Commands
from pipeline.cli.words import help_option


@click.group(
    cls=Commands,
    help=texts.help.MAIN,
)
@click.version_option(__version__, prog_name="baocao06", help=texts.help.VERSION)
@help_option
def commands() -> None:
    """Hold them all."""


for room in (
    collecting,
    board,
    reminding,
    deciding,
    issuing,
    proving,
    declaring,
    tracing,
    exporting,
    handing,
    own,
    moving,
):
    for command in room.COMMANDS:
        commands.add_command(command)


def main() -> None:
    """Run the command line."""
    # A run is short and keeps nearly all it makes: to look for garbage often is half its time.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        # A redirected console on Windows would otherwise break on the first accent.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    commands.main()


@commands.command(help=texts.help.DEMO)
@help_option
@click.argument("folder", required=False, default="demo", type=click.Path(path_type=Path))
@click.option("--short", "length", flag_value="weeks", help=texts.help.SHORT)
@click.option("--half-year", "length", flag_value="half-year", help=texts.help.HALF_YEAR)
@click.option("--office-of", "office", metavar="NAME", default="", help=texts.help.OFFICE_OF)
def demo(folder: Path, length: str | None, office: str) -> None:
    """Play a sample office."""
    from pipeline.demo.story import Length, play

    play(folder, _run_command, length=Length(length or Length.MONTH), office=office)


def _run_command(arguments: Sequence[str]) -> int:
    """Run a command as if it had been typed, and return its exit code."""
    try:
        code = commands.main(list(arguments), standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    return code if isinstance(code, int) else 0
