"""Cells that a spreadsheet can open without obeying them, and the way back."""

from __future__ import annotations

import re

from ledger.questions.clean import clean

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; the last four are their full-width forms."""
A_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def safe_cell(said: str) -> str:
    """Text without what acts unseen; what a spreadsheet would take for a formula is marked as text, a number stays one.

    What looks marked already is marked once more, so that it comes back as it was.

    >>> safe_cell("=1+1"), safe_cell("-3.1"), safe_cell("few"), safe_cell("'=x")
    ("'=1+1", '-3.1', 'few', "''=x")
    """
    shown = clean(said)
    return f"'{shown}" if shown.lstrip("'").startswith(DANGEROUS) and not A_NUMBER.fullmatch(shown) else shown


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from taking it for a formula.

    >>> unguarded("'=1+1"), unguarded("''=x"), unguarded("'tis")
    ('=1+1', "'=x", "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell
