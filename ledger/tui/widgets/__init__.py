"""The app's own widgets, drawn line by line so that no list is too long; one a file."""

from __future__ import annotations
