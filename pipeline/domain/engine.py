"""Where files are read: here, unless a cluster of other machines is named."""

from __future__ import annotations

import re

EXECUTOR = r"dask://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}"


def scheduler(executor: str) -> str | None:
    """Return where "dask://HOST:PORT" says that a cluster's scheduler listens; None if nowhere."""
    return executor.removeprefix("dask://") if re.fullmatch(EXECUTOR, executor) else None
