"""A statement as a value: SQL of our own words, and the values bound to its `?`."""

from __future__ import annotations

from typing import Any

Statement = tuple[str, tuple[Any, ...]]


def insert(table: str, *columns: str) -> str:
    """An INSERT of these columns.

    >>> insert("now_notes", "seq", "text")
    'INSERT INTO now_notes (seq, text) VALUES (?, ?)'
    """
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def update(table: str, key: str, *columns: str) -> str:
    """An UPDATE of these columns in the row with a key; the key is bound last.

    >>> update("now_forecasts", "forecast", "ended_at")
    'UPDATE now_forecasts SET ended_at = ? WHERE forecast = ?'
    """
    return f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE {key} = ?"
