"""The recipes. Each reads like the numbered list in the README; `merge` first."""
