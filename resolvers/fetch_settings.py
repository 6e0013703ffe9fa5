"""What the user decides about fetching; nothing here comes from a question file or from a publisher."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from resolvers.secrets import PLACES, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take: seconds, bytes, hops.

    `total` seconds are for all hops and chunks of one fetch, without the wait for its turn at a host.
    """

    total: float = 30.0
    connect: float = 5.0
    read: float = 10.0
    wire: int = 8 * MEGABYTE
    decoded: int = 32 * MEGABYTE
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Who asks, and what may be reached.

    `contact` stands in the User-Agent: publishers such as SEC refuse requests without one. `mirrors` maps a
    publisher's host to the base URL that is asked instead; a mirror may be private. `private_hosts` names hosts
    (`host`, for ports 80 and 443, or `host:port`) that may be asked although their address is private. `secrets`
    maps a key's name to what looks its value up, when it is needed (it may raise UnreadableKeyError); `key_hint` tells people where to set one; `{name}` in it is the key's name in capitals.
    `ca_file` names a PEM file to trust instead of the usual authorities. `spacing` is the pause in seconds between two
    requests to a publisher's host; mirrors and private hosts are the user's own, and are asked without one.
    """

    contact: str = ""
    version: str = ""
    mirrors: Mapping[str, str] = field(default_factory=dict)
    private_hosts: frozenset[str] = frozenset()
    secrets: Mapping[str, Callable[[], str | None]] = field(default_factory=dict, repr=False)
    places: Mapping[str, Place] = field(default_factory=lambda: PLACES)
    key_hint: str = "Set it under [secrets] in the settings."
    limits: Limits = Limits()
    spacing: float = 1.0
    ca_file: str | None = None

    def hint(self, secret: str) -> str:
        """Where to set this key."""
        return self.key_hint.format(name=secret.upper())


@dataclass(frozen=True, slots=True)
class Kept:
    """A body that was kept, and what the publisher said to ask again with. `sha256` is of `body`, in hex.

    `next_url` is the page after it, as in `Evidence`.
    """

    etag: str | None
    last_modified: str | None
    sha256: str
    body: bytes
    next_url: str | None = None


class KeptBodies(Protocol):
    """Where kept bodies are looked up."""

    def lookup(self, request_key: str) -> Kept | None:
        """The newest kept body for a request, by `request_key(request)`."""
        ...


class NothingKept:
    """For a fetch that is to bring everything anew."""

    def lookup(self, request_key: str) -> Kept | None:  # noqa: ARG002 - the protocol's name for it
        """None, always."""
        return None
