"""Every way a run can end: one sentence and an exit code."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from pipeline import __version__, texts
from pipeline.domain.finding import BaocaoError
from pipeline.screen.lines import is_plain, say

ALL_WELL, HAS_PROBLEMS, CANNOT_RUN, BUG = 0, 1, 2, 3
_WHOLE = 1000  # letters of a command's first sentence: all of them


class _Formatter(click.HelpFormatter):
    """Help in Vietnamese: its headings, and what stands for what is typed."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _named(args), prefix or texts.help.USAGE)

    def write_heading(self, heading: str) -> None:
        super().write_heading(texts.help.SECTIONS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [(_named(name), _said(words)) for name, words in rows]
        super().write_dl(said, col_max, col_spacing)


_WORD = re.compile(r"[A-Z_]{2,}\b")


def _named(words: str) -> str:
    """Name what is typed in the user's language."""
    return _WORD.sub(lambda found: texts.help.METAVARS.get(found[0].lower(), found[0]), words)


def _said(words: str) -> str:
    return words.replace("[required]", texts.help.REQUIRED)


click.Context.formatter_class = _Formatter


class Commands(click.Group):
    """Turns every way a run can end into one sentence and an exit code."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: D102
        if self.get_command(ctx, args[0]) is None:
            said = texts.help.USAGE_NO_COMMAND.format(name=args[0])
            raise click.UsageError(said + _nearest(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its whole first sentence."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(_WHOLE)) for name, one in commands if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(  # type: ignore[override]  # noqa: D102
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True
    ) -> Any:
        try:
            code: object = super().main(
                args, "baocao06", standalone_mode=False, color=False if is_plain() else None
            )
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message)
            code = CANNOT_RUN
        except click.ClickException as error:
            _complain(_usage_sentence(error, sys.argv[1:] if args is None else args))
            code = CANNOT_RUN
        except click.Abort:
            _complain(texts.help.STOPPED)
            code = CANNOT_RUN
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else ALL_WELL)
        return code

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102
        try:
            return super().invoke(ctx)
        except BaocaoError as error:
            _complain(_moved_away(ctx) or str(error))
            ctx.exit(CANNOT_RUN)
        except BrokenPipeError:  # whoever was reading has seen enough
            _forget_output()
            ctx.exit(ALL_WELL)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            if said := _moved_away(ctx):
                _complain(said)
                ctx.exit(CANNOT_RUN)
            trace = _keep_trace()
            say(texts.screen.BUG.format(path=trace), fg="red", err=True)
            ctx.exit(BUG)


def _moved_away(ctx: click.Context) -> str:
    """Say that the office's folder lies no more where this run opened it; "" while it does."""
    root: Path | None = ctx.obj
    if root is None or (root / "config.toml").is_file():
        return ""
    return texts.screen.MOVED_AWAY.format(folder=root)


def _complain(said: str) -> None:
    say(said, fg="red", err=True)


def _usage_sentence(error: click.ClickException, typed: Sequence[str]) -> str:
    match error:
        case click.NoSuchOption():
            said = texts.help.USAGE_NO_OPTION.format(name=error.option_name)
            said += _nearest(error.option_name, _options(error.ctx))
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            said = texts.help.USAGE_MISSING.format(
                name=texts.help.USAGE_NAMES.get(name.lower(), name)
            )
        case click.BadOptionUsage():
            given = any(word.startswith(f"{error.option_name}=") for word in typed)
            sentence = texts.help.USAGE_A_FLAG if given else texts.help.USAGE_NO_VALUE
            said = sentence.format(name=error.option_name)
        case click.BadParameter():
            said = texts.help.USAGE_BAD.format(message=_wanted(error))
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


def _options(context: click.Context | None) -> list[str]:
    """Name the options of the command that was typed."""
    params = context.command.get_params(context) if context else ()
    return [name for one in params for name in one.opts if name.startswith("-")]


def _nearest(typed: str, known: Iterable[str]) -> str:
    near = get_close_matches(typed.lower(), list(known), n=1)
    return texts.help.USAGE_NEAREST.format(near=near[0]) if near else ""


def _wanted(error: click.BadParameter) -> str:
    """Say what a value must be; what the program's own kinds of value say is said so already."""
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return texts.help.USAGE_ONE_OF.format(choices=", ".join(map(str, choices)))
        case click.types.IntParamType():
            return texts.help.USAGE_A_NUMBER.format(name=error.param.opts[0] if error.param else "")
    return error.message


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
