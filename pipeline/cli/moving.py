"""An office packed into one file, and unpacked again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline import texts
from pipeline.cli.ending import HAS_PROBLEMS
from pipeline.cli.words import FILE, FOLDER, help_option, office_option
from pipeline.domain.finding import BaocaoError
from pipeline.screen.lines import say

_MEGABYTE = 1_000_000
_PROGRAM = Path(__file__).resolve().parents[2]  # its folder


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
    say(texts.moving.RESTORED_NEXT.format(go_in=texts.setup.GO_IN))
    if done.lost:
        sys.exit(HAS_PROBLEMS)


@click.command(help=texts.help.PACK)
@help_option
@click.argument("folder", type=FOLDER)
@click.option("--python", "pythons", multiple=True, metavar="X.Y", help=texts.help.PACK_PYTHON)
@click.option("--wheels", type=FOLDER, metavar="DIR", help=texts.help.PACK_WHEELS)
def pack(folder: Path, pythons: Sequence[str], wheels: Path | None) -> None:
    """Make a folder for a PC without network."""
    from pipeline.recipes.pack import PYTHONS, pack_program

    known = ", ".join(PYTHONS)
    for python in pythons:
        if python not in PYTHONS:
            raise BaocaoError(texts.moving.BAD_PYTHON.format(python=python, known=known))
    done = pack_program(_PROGRAM, folder, pythons or PYTHONS, wheels)
    words = {"packages": done.packages, "pythons": ", ".join(done.pythons)}
    say(texts.moving.PACKED.format(folder=done.folder, **words))


COMMANDS = (backup, restore, pack)
