"""Put this folder on PYTHONPATH, and a Python process can reach this machine only."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_HERE = {"localhost", "localhost.localdomain", socket.gethostname(), "", None}


class NetworkBlockedError(OSError):
    """Raised for an attempt to leave this machine."""


def _is_here(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in _HERE:
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _check(address: Any) -> None:
    # Unix sockets have no host.
    if isinstance(address, tuple) and not _is_here(address[0]):
        raise NetworkBlockedError(f"the network is blocked in tests: {address[0]}")


class _LocalSocket(socket.socket):
    def connect(self, address: Any) -> None:
        _check(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _check(address)
        return super().connect_ex(address)

    def sendto(self, *arguments: Any) -> int:
        _check(arguments[-1])
        return super().sendto(*arguments)


_getaddrinfo = socket.getaddrinfo


def _local_getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
    _check((host,))
    return _getaddrinfo(host, *arguments, **options)


socket.socket = _LocalSocket  # type: ignore[misc]
socket.getaddrinfo = _local_getaddrinfo
