"""What a question of another project is called here: its own id where that is one, else an id made from it, always alike."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from ledger.questions.ids import ID_PATTERN

LONGEST = 120
MARK = 9
"""A hyphen and eight digits of a hash, which keep ids apart that only differ in case or signs."""


@lru_cache(maxsize=65_536)
def question_id(called: str) -> str:
    """The id of a question that is called so elsewhere; spaces around the name are none of it.

    >>> question_id("gdp-2027 "), question_id("VLb_wL2")
    ('gdp-2027', 'vlb-wl2-50acc18a')
    """
    called = called.strip()
    if re.fullmatch(ID_PATTERN[1:-1], called):
        return called
    mark = hashlib.sha256(called.encode(errors="surrogatepass")).hexdigest()[: MARK - 1]
    return f"{plain_id(called)[: LONGEST - MARK].rstrip('-')}-{mark}".lstrip("-")


def plain_id(called: str) -> str:
    """The letters and digits of a name, as an id would spell them: what was meant where only case or signs differ.

    >>> plain_id(" Snow_2027")
    'snow-2027'
    """
    return re.sub(r"[^a-z0-9]+", "-", called.lower()).strip("-")
