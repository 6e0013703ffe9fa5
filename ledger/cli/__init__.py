"""The command line: one module per family of commands."""

from __future__ import annotations
