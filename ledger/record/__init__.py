"""Reading: named queries over the DB-API. Imports no SQLModel, so that screens open at once."""

from __future__ import annotations
