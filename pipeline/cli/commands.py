"""All commands together, and how the program is started."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from pipeline import __version__, texts
from pipeline.cli.ending import Commands
from pipeline.cli.words import help_option

ROOMS: Mapping[str, tuple[str, ...]] = {  # where each command is at home
    "collecting": ("templates", "watch", "merge", "status", "check", "check-code"),
    "board": ("board",),
    "reminding": ("remind",),
    "deciding": (
        *("received", "set-aside", "amend", "waive", "excuse", "carry", "answer", "reopen"),
        *("withdraw", "decisions"),
    ),
    "issuing": ("issue", "correct", "rebuild"),
    "proving": ("verify", "decree30"),
    "declaring": ("schema", "plan"),
    "tracing": ("trace",),
    "exporting": ("export",),
    "handing": ("hand-up",),
    "own": ("init", "doctor", "migrate", "guide"),
    "moving": ("backup", "restore", "pack"),
}


class _AllCommands(Commands):
    """All there are; a room is loaded when one of its commands is asked for."""

    def list_commands(self, ctx: click.Context | None = None) -> list[str]:
        """Return the names of all."""
        return sorted({*self.commands, *(name for names in ROOMS.values() for name in names)})

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in self.commands:
            for room in (room for room, names in ROOMS.items() if cmd_name in names):
                for command in import_module(f"pipeline.cli.{room}").COMMANDS:
                    self.add_command(command)
        return self.commands.get(cmd_name)


@click.group(
    cls=_AllCommands,
    help=texts.help.MAIN,
)
@click.version_option(__version__, prog_name="baocao06", help=texts.help.VERSION)
@help_option
def commands() -> None:
    """Hold them all."""


def main() -> None:
    """Run the command line."""
    # A run is short and keeps nearly all it makes: to look for garbage often is half its time.
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)  # what is left at the end goes with the process, unlooked at
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
