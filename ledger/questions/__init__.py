"""What may be asked, and what the files say: pure values, TOML in, Catalogue and Problems out."""

from __future__ import annotations
