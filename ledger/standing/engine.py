"""Which version of the arithmetic computed a number: it stands in every export, beside the journal's root."""

from __future__ import annotations

ENGINE_VERSION = "2"
"""Goes up whenever any score of the same journal could come out differently, or one can come that there was not.

What each version changed stands in `rule_changes`.
"""
