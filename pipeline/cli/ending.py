"""Every way a run can end: one sentence and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipeline import __version__, texts
from pipeline.domain.finding import BaocaoError
from pipeline.screen.lines import say

ALL_WELL, HAS_PROBLEMS, CANNOT_RUN, BUG = 0, 1, 2, 3


class _Formatter(click.HelpFormatter):
    """Help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or texts.help.USAGE)

    def write_heading(self, heading: str) -> None:
        super().write_heading(texts.help.SECTIONS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        required = ("[required]", texts.help.REQUIRED)
        super().write_dl(
            [(name, said.replace(*required)) for name, said in rows], col_max, col_spacing
        )


click.Context.formatter_class = _Formatter


class Commands(click.Group):
    """Turns every way a run can end into one sentence and an exit code."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: D102
        if self.get_command(ctx, args[0]) is None:
            raise click.UsageError(texts.help.USAGE_NO_COMMAND.format(name=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]  # noqa: D102
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True
    ) -> Any:
        try:
            code: object = super().main(args, "baocao06", standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message)
            code = CANNOT_RUN
        except click.ClickException as error:
            _complain(_usage_sentence(error))
            code = CANNOT_RUN
        except click.Abort:
            code = CANNOT_RUN
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else ALL_WELL)
        return code

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102
        try:
            return super().invoke(ctx)
        except BaocaoError as error:
            _complain(str(error))
            ctx.exit(CANNOT_RUN)
        except BrokenPipeError:  # whoever was reading has seen enough
            _forget_output()
            ctx.exit(ALL_WELL)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            trace = _keep_trace()
            say(texts.screen.BUG.format(path=trace), fg="red", err=True)
            ctx.exit(BUG)


def _complain(said: str) -> None:
    say(said, fg="red", err=True)


def _usage_sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            said = texts.help.USAGE_NO_OPTION.format(name=error.option_name)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            said = texts.help.USAGE_MISSING.format(
                name=texts.help.USAGE_NAMES.get(name.lower(), name)
            )
        case click.BadOptionUsage():
            said = texts.help.USAGE_NO_VALUE.format(name=error.option_name)
        case click.BadParameter():
            said = texts.help.USAGE_BAD.format(message=error.message)
        case click.UsageError() if "unexpected extra argument" in error.message:
            said = texts.help.USAGE_EXTRA.format(
                words=error.message.rpartition("(")[2].rstrip(").")
            )
        case _:
            said = error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return said + texts.help.USAGE_HELP.format(
        command=context.command_path if context else "baocao06"
    )


def _forget_output() -> None:
    """Leave nothing to flush at exit into a pipe that is closed."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _keep_trace() -> Path:
    import tempfile

    name = f"baocao06-loi-{datetime.now():%Y%m%d-%H%M%S}.txt"
    path = Path(tempfile.gettempdir()) / name
    path.write_text(f"baocao06 {__version__}\n{traceback.format_exc()}", encoding="utf-8")
    return path
