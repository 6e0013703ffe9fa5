"""A command that takes a query line: a term turned round is typed as it is in the app, -tag:imputed or -lead.

No option here but -h is written with one dash, so what else begins with one is a term.
"""

from __future__ import annotations

import re

from ledger.cli.dashed_words import DashedWords


class TurnedTerms(DashedWords):
    """Takes what begins with one dash for a term of the query line."""

    dashed = re.compile(r"-(?!-|h$).")
