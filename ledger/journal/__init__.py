"""Writing: entries, canonical bytes, the Merkle tree, tables, append, verify."""

from __future__ import annotations
