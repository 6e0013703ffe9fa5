"""Advice on how a question is worded: what a stranger who judges it years later would stumble over.

A file with advice is valid and is asked all the same. One module per rule or small family; docs/lint.md says why.
"""

from __future__ import annotations
