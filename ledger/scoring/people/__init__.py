"""Forecasters beside each other at every moment: peers, crowds, and other platforms' comparisons."""

from __future__ import annotations
