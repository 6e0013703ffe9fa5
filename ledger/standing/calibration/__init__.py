"""Calibration reports of a ledger: what is taken from it, and what each of them shows."""

from __future__ import annotations
