"""Rows as Parquet, where pyarrow is installed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from ledger.exchange.tables.parquet_rows import NoParquetError
from ledger.exchange.tables.writing import pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.exchange.tables.writing import Column, Line, Of

TYPES: dict[Of, str] = {"text": "string", "number": "float64", "whole": "int64", "flag": "bool"}


def write_parquet(out: IO[bytes], columns: Sequence[Column], rows: Iterator[Line]) -> int:
    """Write rows of these columns; their number. Raises NoParquetError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise NoParquetError from None
    schema, count = pa.schema([(name, pa.type_for_alias(TYPES[of])) for name, of in columns]), 0
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for page in pages(rows):
            held = zip(*page, strict=True)
            arrays = [pa.array(cells, of) for cells, of in zip(held, schema.types, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(page)
    return count
