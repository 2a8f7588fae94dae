"""A Summary becomes the consolidated workbook."""
