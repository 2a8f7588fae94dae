"""What a reading process may take on Windows: its job object, with the kernel imitated."""

import ctypes
import time

import pytest

from pipeline.intake.bounds import Job

# As winnt.h lays it out where pointers have eight bytes: offsets and the whole.
FLAGS, MEMORY, SIZE = 16, 112, 144


class Kernel:
    """Keeps what it is told, as kernel32 would be."""

    def __init__(self, works=True):
        self.works, self.told, self.inside = works, [], False

    def __getattr__(self, name):
        class Function:
            def __call__(_, *arguments):
                return getattr(self, f"_{name}")(*arguments)

        function = Function()
        setattr(self, name, function)
        return function

    def _CreateJobObjectW(self, security, name):
        assert security is None and name is None
        return 2**33 + 1  # a handle may be longer than an int

    def _GetCurrentProcess(self):
        return 2**64 - 1

    def _AssignProcessToJobObject(self, job, process):
        assert (job.value, process.value) == (2**33 + 1, 2**64 - 1)
        self.inside = True
        return self.works

    def _SetInformationJobObject(self, job, kind, limits, size):
        assert self.inside and job.value == 2**33 + 1 and kind == 9
        self.told.append(ctypes.string_at(limits, size))
        return self.works


def number(told, at, size=8):
    return int.from_bytes(told[at : at + size], "little")


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_size_t) != 8, reason="laid out for eight bytes")
def test_memory_and_time_are_told_as_windows_reads_them():
    kernel = Kernel()
    job = Job(kernel)
    job.bound_memory(2**30)
    (told,) = kernel.told
    assert (len(told), number(told, FLAGS, 4), number(told, MEMORY)) == (SIZE, 0x100, 2**30)
    before = time.process_time()
    job.bound_time(30)
    told = kernel.told[1]
    assert number(told, FLAGS, 4) == 0x102 and number(told, MEMORY) == 2**30, "both hold"
    assert before + 30 <= number(told, 0) / 1e7 <= time.process_time() + 30


def test_a_kernel_that_says_no_is_heard():
    with pytest.raises(OSError, match="AssignProcess"):
        Job(Kernel(works=False))
