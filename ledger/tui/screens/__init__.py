"""The screens: each reads a view in a worker, shows it, and turns keys into acts. No logic lives here."""

from __future__ import annotations
