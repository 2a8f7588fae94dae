"""baocao06: from returned spreadsheets to a report ready to sign."""

__version__ = "0.1.0"
