"""The simulated world: bundled replies, a loopback server, forecasters."""

from __future__ import annotations
