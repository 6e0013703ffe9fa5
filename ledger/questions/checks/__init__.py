"""What a question file must mean, beyond its shape: one module per part of the file, one finding per fault."""

from __future__ import annotations
