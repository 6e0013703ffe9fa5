"""Rows of a Parquet file, where pyarrow is installed. Every value becomes the text a CSV would hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ledger.errors import UsageError
from ledger.exchange.tables.columns import NotATableError
from ledger.exchange.tables.json_rows import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ledger.exchange.tables.bad_row import CellError
    from ledger.exchange.tables.reading import Row

BATCH = 65_536


class NoParquetError(UsageError):
    """A Parquet file was named, and what reads it is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Parquet needs pyarrow, which is not installed: pip install 'forecast-ledger[parquet]'"
        )


class ParquetReader:
    """Reads Parquet."""

    def columns(self, path: Path) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(_file(path).schema_arrow.names)

    def rows(
        self,
        path: Path,
        wanted: Sequence[str],
        spoiled: Callable[[int, CellError], None],  # noqa: ARG002 rows are rows
    ) -> Iterator[Row]:
        """Every row, by its number from 1."""
        file, line = _file(path), 0
        held = [name for name in wanted if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=BATCH, columns=held):
            columns = {name: batch.column(name).to_pylist() for name in held}
            empty = [None] * batch.num_rows
            for cells in zip(*(columns.get(name, empty) for name in wanted), strict=True):
                line += 1
                yield line, tuple(map(_text, cells))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else cell_text(value)


def _file(path: Path) -> Any:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise NoParquetError from None
    try:
        return ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise NotATableError(path.name, f"it is no Parquet file: {error}.") from error
