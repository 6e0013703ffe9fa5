"""What the tables are made of: one base class, and columns whose type and constraints stand on one line."""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, Integer, LargeBinary, MetaData, Text
from sqlmodel import Field, SQLModel

METADATA = MetaData()
STRICT = {"sqlite_strict": True}


def integer(*, null: bool = False, key: bool = False) -> Any:
    """A column of whole numbers."""
    return Field(sa_column=Column(Integer, primary_key=key, nullable=null, autoincrement=False))


def words(*, null: bool = False, key: bool = False) -> Any:
    """A column of text."""
    return Field(sa_column=Column(Text, primary_key=key, nullable=null))


def real() -> Any:
    """A column of numbers that may be missing."""
    return Field(sa_column=Column(REAL, nullable=True))


def blob(*, null: bool = False) -> Any:
    """A column of bytes."""
    return Field(sa_column=Column(LargeBinary, nullable=null))


class Table(SQLModel):
    """Keeps our tables out of SQLModel's global list, so that two programs can share a process."""

    metadata = METADATA
