"""A command whose values may be below nought: -20, -2..8 and -.5 are typed as they are, unquoted.

No option here begins with a digit, so what looks like a number is one.
"""

from __future__ import annotations

import re

from ledger.cli.dashed_words import DashedWords


class NegativeNumbers(DashedWords):
    """Takes what begins like a negative number for a value."""

    dashed = re.compile(r"-\.?[0-9]")
