"""An office packed into one file, and unpacked again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import HAS_PROBLEMS
from pipeline.cli.words import FILE, FOLDER, help_option, office_option
from pipeline.screen.lines import say

_MEGABYTE = 1_000_000


@click.command(help=texts.help.BACKUP)
@help_option
@click.argument("file", type=FILE)
@office_option
def backup(file: Path, office: Path | None) -> None:
    """Pack an office into a file."""
    from pipeline.recipes.backup import back_up_office

    done = back_up_office((office or Path.cwd()).resolve(), file)
    size = f"{done.size / _MEGABYTE:.1f}".replace(".", ",")
    say(texts.moving.BACKED_UP.format(file=done.path, files=done.files, size=size))


@click.command(help=texts.help.RESTORE)
@help_option
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
def restore(file: Path, folder: Path) -> None:
    """Unpack an office into a new folder."""
    from pipeline.recipes.restore import restore_office

    done = restore_office(file, folder)
    words = {"files": done.files, "issued": done.issued, "sealed": done.sealed}
    say(texts.moving.RESTORED.format(folder=done.folder, **words))
    said = {
        texts.moving.RETURNED: done.returned,
        texts.moving.SET_BESIDE: done.beside,
        texts.moving.LOST: done.lost,
    }
    for sentence, names in said.items():
        for name in names:
            say(sentence.format(file=name), fg="yellow")
    say(texts.moving.RESTORED_NEXT)
    if done.lost:
        sys.exit(HAS_PROBLEMS)


COMMANDS = (backup, restore)
