"""The guide as a Word file."""
