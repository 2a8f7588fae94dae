"""How much memory and how much of the processor a process that reads may take.

Time is counted as the process itself works, not by the clock on the wall: what a file is answered
must not depend on how busy the machine is. Unix sets limits of its own; on Windows the process puts
itself into a job object, which holds it to both.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from typing import Any

_PROCESS_TIME, _PROCESS_MEMORY = 0x2, 0x100  # JOB_OBJECT_LIMIT_…
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_TICKS = 10_000_000  # of 100 ns in a second, as Windows counts
_OUT_OF_QUOTA = 1816  # ERROR_NOT_ENOUGH_QUOTA: how a job object ends who took too much time


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _Basic),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Job:
    """A job object of Windows that holds this process."""

    def __init__(self, kernel: Any) -> None:
        """Make one with the functions of kernel32, and go into it; OSError when it cannot be."""
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        self._kernel = kernel
        self._handle = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        self._limits = _Extended()
        here = ctypes.c_void_p(kernel.GetCurrentProcess())
        if not self._handle.value or not kernel.AssignProcessToJobObject(self._handle, here):
            raise OSError("AssignProcessToJobObject")

    def bound_memory(self, most: int) -> None:
        """Let the process have that many bytes, and no more."""
        self._limits.process_memory = most
        self._set(_PROCESS_MEMORY)

    def bound_time(self, seconds: float) -> None:
        """End the process after that many seconds of work from now."""
        self._limits.basic.per_process_user_time = int((time.process_time() + seconds) * _TICKS)
        self._set(_PROCESS_TIME)

    def _set(self, flag: int) -> None:
        self._limits.basic.flags |= flag
        size = ctypes.sizeof(self._limits)
        limits = ctypes.byref(self._limits)
        if not self._kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, limits, size):
            raise OSError("SetInformationJobObject")


if sys.platform == "win32":
    _job: list[Job] = []  # of this process, once it has one

    def _own_job() -> Job:
        if not _job:
            _job.append(Job(ctypes.WinDLL("kernel32", use_last_error=True)))
        return _job[0]

    def bound_memory(most: int) -> None:
        """Let this process have that many bytes, and no more."""
        _own_job().bound_memory(most)

    def bound_time(seconds: float) -> None:
        """End this process after that many seconds of work from now."""
        _own_job().bound_time(seconds)

    def ran_out(exit_code: int | None) -> bool:
        """Tell by how a process ended whether its time was over."""
        return exit_code == _OUT_OF_QUOTA

else:
    import math
    import resource
    import signal

    def bound_memory(most: int) -> None:
        """Let this process have that many bytes, and no more."""
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    def bound_time(seconds: float) -> None:
        """End this process after that many seconds of work from now."""
        end = math.ceil(time.process_time() + seconds)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # or the signal writes all it held
        resource.setrlimit(resource.RLIMIT_CPU, (end, most))

    def ran_out(exit_code: int | None) -> bool:
        """Tell by how a process ended whether its time was over."""
        return exit_code == -signal.SIGXCPU


def silence(path: str) -> None:
    """Write what this process says of errors, in whatever language, to a file."""
    kept = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(kept, 2)
    os.close(kept)
