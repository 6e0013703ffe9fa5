"""What a plain yes/no question's file says, for ledgers that are about something else."""

from __future__ import annotations

from typing import Any

SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is so if it is.",
    "by": "this project",
    "opens_at": "2020-01-01",
    "closes_at": "2100-12-31",
    "resolves_at": "2101-01-01",
    "gives_up_at": "2101-02-15",
    "resolution": {
        "window": {"at": "2100-12-31"},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "manual", "value": "answer"}],
    },
}
