"""Charts as lines of styled text: pure functions of numbers and a size, with an ASCII form of each."""

from __future__ import annotations
