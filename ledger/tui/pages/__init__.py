"""Views as blocks of text: what each screen says, and in which words. Knows nothing of Textual."""

from __future__ import annotations
