"""What may be said of publications: claims, verdicts, the tally, scenarios. Never a score."""

from __future__ import annotations
