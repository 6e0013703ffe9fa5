"""The terminal app: screens and widgets over the record."""

from __future__ import annotations
