"""baocao06: from returned spreadsheets to a report ready to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.notebook import open_office as open_office

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load what a notebook asks for when it does: a command has no need of it."""
    if name == "open_office":
        from pipeline.notebook import open_office

        return open_office
    raise AttributeError(name)
