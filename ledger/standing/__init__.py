"""Record and scoring together: claims, calibration, leaderboards, traces."""

from __future__ import annotations
