"""The shape of the tables that are read: which columns an older or newer program left in a file.

The tables follow from the log, so another shape is nothing wrong: whoever writes makes them again from the log.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

SHAPE = "63d405981972fecb57a0c2abb455456567acde0616fbc4d2ebafa65a3200018e"
"""The shape this program reads. A test names the new one when a table changes."""

TABLES = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND (tbl_name GLOB 'now_*' OR tbl_name GLOB 'run_*') ORDER BY 1"


def shape_of(database: sqlite3.Connection) -> str:
    """The SHA-256, in hex, of what a file's schema says of these tables and their indexes, without white space."""
    said = ("".join(str(sql).split()) for (sql,) in database.execute(TABLES).fetchall())
    return hashlib.sha256("\n".join(said).encode(errors="replace")).hexdigest()
