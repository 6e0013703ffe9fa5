"""Who did better over many questions: effects, pairs, ranks, and how sure they are."""

from __future__ import annotations
