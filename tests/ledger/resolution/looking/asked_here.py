"""Questions and sources for sweeps."""

from __future__ import annotations

from typing import Any


def any_day(**more: Any) -> dict[str, Any]:
    return {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}, **more}


ANY_DAY_TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def two_sources() -> list[dict[str, Any]]:
    params = {"select": "value", "as_of": "as_of", "max_age": 365}
    return [
        {
            "name": "http_json",
            "value": "value",
            "params": {**params, "url": "https://data.example.org/value"},
        },
        {
            "name": "http_json",
            "value": "value",
            "params": {**params, "url": "https://other.example.org/other"},
        },
    ]
