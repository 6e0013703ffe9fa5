"""When to look, look, decide, propose, confirm, replay."""

from __future__ import annotations
