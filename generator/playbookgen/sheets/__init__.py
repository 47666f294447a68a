"""Sheets: an organisation as a workbook and back. The only room that knows openpyxl; bytes in, bytes out."""

from __future__ import annotations

from playbookgen.sheets.comparing import Comparison, compare
from playbookgen.sheets.opening import read_workbook
from playbookgen.sheets.writing import Source, write_workbook

__all__ = ["Comparison", "Source", "compare", "read_workbook", "write_workbook"]
