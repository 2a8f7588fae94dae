"""What is said of a document that was held against what was computed."""

from __future__ import annotations

CHART = "biểu đồ “{title}”"
