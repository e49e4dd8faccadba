"""Which network addresses may be contacted. Pure.

An address in a feed is written by a stranger: it must not reach what only this computer can reach.
"""

from __future__ import annotations

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Public by their number, but answered by the cloud's own services from inside.
_METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192")))
#: IPv6 addresses that carry an IPv4 address inside: NAT64 and 6to4.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_SITE_LOCAL = ipaddress.IPv6Network("fec0::/10")


def forbidden(address: str) -> str:
    """Why `address`, a numeric IP address, must not be contacted: a few words, "" where it may be."""
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return "not a numeric address"
    return next((reason for each in _meant(found) if (reason := _reason(each))), "")


def _meant(address: _Address) -> list[_Address]:
    """The address and any IPv4 address inside it."""
    found: list[_Address] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _NAT64 or int(address) >> 32 == 0:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            # A mapped address is what it maps to; the others must be harmless on both counts.
            found = [inside] if address.ipv4_mapped else [address, inside]
    return found


def _reason(address: _Address) -> str:
    if address in _METADATA:
        return "a cloud's metadata service"
    if address.is_loopback:
        return "this computer itself"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return "a reserved address"
    if isinstance(address, ipaddress.IPv6Address) and (address in _SITE_LOCAL or address in _LOCAL_NAT64):
        return "a private address"
    return "" if address.is_global else "a private address"
