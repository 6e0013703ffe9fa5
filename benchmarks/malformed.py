"""Sends every source 2,000 spoilt versions of its saved bodies and counts what it makes of them.

    python benchmarks/malformed.py [--times 2000] [--seed 1]

Every answer must be a Reading, NotYet or Unusable; an exception is a fault of the source, is printed with what sets
it off, and makes this program end with 1. Readings are expected among them: a changed note in a row that does not
count changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from resolvers import registry  # noqa: E402 - the project is found first
from resolvers.saved import Case, cases  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDERS = (ROOT / "tests/resolvers/saved", ROOT / "tests/resolvers/saved_generic")
ODD: tuple[Any, ...] = (
    None,
    True,
    "",
    " ",
    "x",
    -1,
    1.5,
    [],
    {},
    [[]],
    "9999-12-31",
    "0001-01-01",
    "\x1b[2J",
    10**40,
)
HOPELESS = (
    b"",
    b"\n",
    b"<!DOCTYPE html><html><body>Try again later</body></html>",
    b"null",
    b"[]",
    b"{}",
    b"\x00" * 64,
    b'{"error": {"code": 429, "message": "slow down"}}',
    b"[" * 5_000,
    b'{"a":' * 5_000,
    b"1" * 5_000,
    b'"' + b'\\"' * 5_000,
)
NUMBERS = (b"1e400", b"-1e-400", b"9" * 300, b"NaN", b"Infinity", b"1_000", b"0x10", b"-0", b"1,5")


def cut(body: bytes, rng: Random) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def flip(body: bytes, rng: Random) -> bytes:
    changed = bytearray(body)
    for _ in range(rng.randint(1, 4)):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def insert(body: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(body) + 1)
    return body[:at] + rng.randbytes(rng.randint(1, 6)) + body[at:]


def remove(body: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + body[at + rng.randint(1, 30) :]


def repeat(body: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(body))
    piece = body[at : at + rng.randint(1, 200)]
    return body[:at] + piece + body[at:]


def hopeless(body: bytes, rng: Random) -> bytes:
    del body
    return rng.choice(HOPELESS)


def other_coding(body: bytes, rng: Random) -> bytes:
    text = body.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-32", "utf-7")), "replace")


def other_number(body: bytes, rng: Random) -> bytes:
    digits = [at for at, byte in enumerate(body) if byte in b"0123456789"]
    if not digits:
        return body
    at = rng.choice(digits)
    return body[:at] + rng.choice(NUMBERS) + body[at + 1 :]


def swap_lines(body: bytes, rng: Random) -> bytes:
    lines = body.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def other_cell(body: bytes, rng: Random) -> bytes:
    lines = body.split(b"\n")
    at = rng.randrange(len(lines))
    cells = lines[at].split(b",")
    cells[rng.randrange(len(cells))] = rng.choice((b"", b'"', b"n/a", b"2026-13-45", b"-1", b"Infinity"))
    lines[at] = b",".join(cells)
    return b"\n".join(lines)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON document, as the container and the key or index in it."""
    items = (
        list(node.items())
        if isinstance(node, dict)
        else list(enumerate(node))
        if isinstance(node, list)
        else []
    )
    for key, inner in items:
        yield node, key
        yield from places(inner)


def other_type(body: bytes, rng: Random) -> bytes:
    return in_json(body, rng, lambda node, key: node.__setitem__(key, rng.choice(ODD)))


def drop_key(body: bytes, rng: Random) -> bytes:
    return in_json(body, rng, lambda node, key: node.__delitem__(key))


def nest(body: bytes, rng: Random) -> bytes:
    return in_json(body, rng, lambda node, key: node.__setitem__(key, [node[key]]))


def in_json(body: bytes, rng: Random, change: Callable[[Any, Any], object]) -> bytes:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return other_cell(body, rng)
    there = list(places(document))
    if there:
        change(*rng.choice(there))
    return json.dumps(document).encode()


SPOILS = (
    cut,
    flip,
    insert,
    remove,
    repeat,
    hopeless,
    other_coding,
    other_number,
    swap_lines,
    other_cell,
    other_type,
    drop_key,
    nest,
)


def spoilt(case: Case, rng: Random) -> tuple[str, Case]:
    """A case with one of its bodies spoilt in one way, sometimes two."""
    place = rng.randrange(len(case.evidence))
    body, ways = case.evidence[place].body, rng.sample(SPOILS, rng.choice((1, 1, 2)))
    for way in ways:
        body = way(body, rng) if body else body
    return "+".join(way.__name__ for way in ways), case.with_body(place, body)


def tried(source: str, known: list[Case], times: int, rng: Random) -> Counter[str]:
    """How often each kind of answer came; a fault is counted under its error's name."""
    counts: Counter[str] = Counter()
    for _ in range(times):
        ways, case = spoilt(rng.choice(known), rng)
        try:
            counts[type(case.answer(registry.make(source, case.params))).__name__] += 1
        except Exception as error:  # noqa: BLE001 - finding any exception at all is the point
            counts[f"FAULT {type(error).__name__}"] += 1
            print(f"  {source}/{case.name} after {ways}: {error!r}", file=sys.stderr)
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description="Spoilt bodies through every source.")
    parser.add_argument("--times", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    known = [case for folder in FOLDERS for case in cases(folder) if case.evidence]
    faults = 0
    print(f"{'source':28}{'Reading':>9}{'NotYet':>9}{'Unusable':>9}{'faults':>8}{'seconds':>9}")
    for source in registry.names():
        mine = [case for case in known if case.source == source]
        if not mine:
            print(f"{source:28}  no saved bodies")
            continue
        began = time.perf_counter()
        counts = tried(source, mine, told.times, Random(f"{told.seed} {source}"))
        bad = sum(count for kind, count in counts.items() if kind.startswith("FAULT"))
        faults += bad
        answers = "".join(f"{counts[kind]:9}" for kind in ("Reading", "NotYet", "Unusable"))
        print(f"{source:28}{answers}{bad:8}{time.perf_counter() - began:9.1f}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
