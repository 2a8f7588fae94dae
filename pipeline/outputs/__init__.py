"""Forms, the workbook and the Word report: values become files."""
