"""A console is asked to show colours; Windows is imitated, as none is at hand."""

import pytest

from pipeline.screen.console import asked_for_colours


class Kernel:
    """The three functions of kernel32 that are called, with two streams."""

    def __init__(self, consoles, takes):
        self.consoles, self.takes, self.set = consoles, takes, {}

    def GetStdHandle(self, stream):
        return stream

    def GetConsoleMode(self, handle, mode):
        mode._obj.value = 3
        return handle in self.consoles

    def SetConsoleMode(self, handle, mode):
        self.set[handle] = mode
        return self.takes


@pytest.mark.parametrize(
    ("consoles", "takes", "shown", "switched"),
    [
        ((-11, -12), True, True, {-11: 7, -12: 7}),
        ((-12,), True, True, {-12: 7}),
        ((), False, True, {}),
        ((-11, -12), False, False, {-11: 7}),
    ],
    ids=["a console of today", "written to a file", "both to files", "an old console"],
)
def test_colours_are_asked_for_where_there_is_a_console(consoles, takes, shown, switched):
    kernel = Kernel(consoles, takes)
    assert asked_for_colours(kernel) is shown
    assert kernel.set == switched
