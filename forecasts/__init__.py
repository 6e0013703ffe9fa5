"""Where the shipped question files are; nothing else. They are data."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
