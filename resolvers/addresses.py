"""Which addresses nobody is led to by a question file or by a publisher's redirect.

`ipaddress.is_global` alone is not enough: it calls multicast, the IPv4 addresses wrapped in IPv6 by NAT64 and 6to4,
and some reserved blocks global.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_NEVER = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network; 0 reaches the machine itself
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # measuring of networks
        "::/96",  # IPv4 as IPv6, the old way
        "64:ff9b::/96",  # IPv4 behind NAT64
        "64:ff9b:1::/48",  # the same, local
        "2001::/23",  # protocol assignments, Teredo among them
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local, the old way
    )
)


def why_refused(written: str) -> str | None:
    """Why an address must not be reached, or None for one of the public internet.

    `written` is an address as the resolver gives it, with or without a zone. What is no address is refused.

    >>> why_refused("::ffff:127.0.0.1")
    '127.0.0.1 is not a public address'
    >>> why_refused("93.184.215.14") is None
    True
    """
    try:
        address = _unwrapped(ip_address(written))
    except ValueError:
        return f"{written!r} is not an address"
    if _is_public(address):
        return None
    return f"{address} is not a public address"


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    if address.is_multicast or address.is_unspecified or not address.is_global:
        return False
    return not any(address in block for block in _NEVER)
