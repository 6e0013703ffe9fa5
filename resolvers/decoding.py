"""Takes one coding off a body as it comes in, and stops before it can fill the memory.

A megabyte of gzip can hold a gigabyte, and gzip within gzip a thousand; so the output is asked for in bounded pieces
and anything but one layer of gzip is refused.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from resolvers.source import Unusable

_GZIP = 16 + zlib.MAX_WBITS
_PLAIN = frozenset({"", "identity"})
_ZIPPED = frozenset({"gzip", "x-gzip"})
_GOES_ON = Unusable("shape_changed", "the answer goes on after the end of its gzip")


@dataclass(slots=True)
class Body:
    """A body being received: `add` every chunk, then `finish`. Sizes are in bytes.

    `most_wire` bounds what comes over the line and `most_decoded` what it becomes.
    """

    coding: str
    most_wire: int
    most_decoded: int
    _wire: int = 0
    _pieces: list[bytes] = field(default_factory=list)
    _decoded: int = 0
    _unzip: zlib._Decompress | None = None

    def start(self) -> Unusable | None:
        """What is wrong with the coding the publisher named, if anything."""
        named = self.coding.strip().lower()
        if named in _PLAIN:
            return None
        if named not in _ZIPPED:
            return Unusable(
                "shape_changed", f"the answer is coded as {self.coding[:60]!r}; only gzip is read"
            )
        self._unzip = zlib.decompressobj(_GZIP)
        return None

    def add(self, chunk: bytes) -> Unusable | None:
        """Take the next chunk; what is wrong with it, if anything."""
        self._wire += len(chunk)
        if self._wire > self.most_wire:
            return Unusable("shape_changed", f"the answer is larger than {self.most_wire} bytes as sent")
        if self._unzip is None:
            return self._keep(chunk)
        try:
            return self._inflate(self._unzip, chunk)
        except zlib.error:
            return Unusable("shape_changed", "the answer says gzip and is not")

    def finish(self) -> bytes | Unusable:
        """The whole body, or what is wrong with its end."""
        if self._unzip is not None and self._wire and not self._unzip.eof:
            return Unusable("down", "the answer was cut short")
        return b"".join(self._pieces)

    def _inflate(self, unzip: zlib._Decompress, chunk: bytes) -> Unusable | None:
        if unzip.eof:
            return _GOES_ON
        problem = self._keep(unzip.decompress(chunk, self._room))
        return _GOES_ON if problem is None and unzip.unused_data else problem

    def _keep(self, piece: bytes) -> Unusable | None:
        self._decoded += len(piece)
        if self._decoded > self.most_decoded:
            return Unusable("shape_changed", f"the answer is larger than {self.most_decoded} bytes")
        self._pieces.append(piece)
        return None

    @property
    def _room(self) -> int:
        return self.most_decoded - self._decoded + 1
