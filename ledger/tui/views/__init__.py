"""What a screen shows, read from the record into one value: no widgets here, and nothing is written."""

from __future__ import annotations
