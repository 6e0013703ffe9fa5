"""How chances compare with what happened, and how much a small record can say."""

from __future__ import annotations
