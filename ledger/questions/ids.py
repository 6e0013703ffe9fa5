"""What an id may be: a question's is its file's stem, for ever; a publication's is its table's name."""

from __future__ import annotations

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,119}$"
SPELLING = "use lower-case letters, digits and hyphens, at most 120, beginning with a letter or digit"
