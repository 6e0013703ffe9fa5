"""The shape of the tables that are read: which columns an older or newer program left in a file.

The tables follow from the log, so another shape is nothing wrong: whoever writes makes them again from the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import sqlite3

SHAPE = "f0340b82"
"""The shape this program reads. A test names the new one when a table changes."""

TABLES = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND (tbl_name GLOB 'now_*' OR tbl_name GLOB 'run_*') ORDER BY 1"


def shape_of(database: sqlite3.Connection) -> str:
    """The CRC-32, in hex, of what a file's schema says of these tables and their indexes, without white space.

    It tells the tables of one version from those of another, and is no proof of anything: that is the log's.
    """
    said = "\n".join("".join(str(sql).split()) for (sql,) in database.execute(TABLES).fetchall())
    return f"{crc32(said.encode(errors='replace')):08x}"
