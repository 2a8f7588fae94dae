"""Whether a console shows colours: on Windows it has to be asked to, and an old one cannot."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

_OUTPUT, _COMPLAINTS = -11, -12  # GetStdHandle
_COLOURS = 0x0004  # SetConsoleMode: ENABLE_VIRTUAL_TERMINAL_PROCESSING


@cache
def shows_colours() -> bool:
    """Ask the console to show colours; False where it cannot, and would print their codes."""
    if sys.platform != "win32":
        return True
    import ctypes

    return asked_for_colours(ctypes.windll.kernel32)


def asked_for_colours(kernel: Any) -> bool:
    """Switch colours on for both streams, through kernel32; a stream that is no console is well."""
    import ctypes

    for stream in (_OUTPUT, _COMPLAINTS):
        handle, mode = kernel.GetStdHandle(stream), ctypes.c_uint32()
        is_console = kernel.GetConsoleMode(handle, ctypes.byref(mode))
        if is_console and not kernel.SetConsoleMode(handle, mode.value | _COLOURS):
            return False
    return True
