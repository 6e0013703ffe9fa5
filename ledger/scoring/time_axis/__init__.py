"""When a forecast counts: steps, what accrues and what is averaged over them, single moments, traces."""

from __future__ import annotations
