"""Questions decided by one measurement: which they are, what each says of its number, and what follows from that.

Nothing here is written by an author: the constraints follow from the rules.
"""

from __future__ import annotations
