"""A unit's own workbook, with what is to be mended marked in it."""
