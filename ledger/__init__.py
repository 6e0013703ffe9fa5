"""What was predicted, what happened, in order, and what it was worth."""

from __future__ import annotations

__version__ = "0.1.0"
