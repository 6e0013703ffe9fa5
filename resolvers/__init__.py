"""How the world is looked at: one module per data source.

A source reads; it knows no threshold, no deadline, no question and no database.
"""

from __future__ import annotations
