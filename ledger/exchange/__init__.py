"""What leaves a ledger and what comes into one."""

from __future__ import annotations
