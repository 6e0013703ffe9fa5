"""What one forecast is worth: a rule a file, with what is common to their columns."""

from __future__ import annotations
