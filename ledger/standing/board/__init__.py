"""Leaderboards: kept in parts, refreshed by what was touched, ranked no surer than the record allows."""

from __future__ import annotations
