"""Which version of the arithmetic computed a number: it stands in every export, beside the journal's root."""

from __future__ import annotations

ENGINE_VERSION = "1"
"""Goes up whenever any score of the same journal could come out differently."""
