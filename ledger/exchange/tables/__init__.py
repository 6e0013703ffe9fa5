"""Whole tournaments as tables: questions, forecasts and outcomes as CSV, JSON Lines or Parquet."""

from __future__ import annotations
