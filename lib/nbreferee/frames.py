"""Messages between a worker and the keeper of its kernel: a length, JSON, a length, bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct("=II")
_PIECE = 1 << 20


def frame(value: dict[str, Any], data: bytes = b"") -> bytes:
    """Put a message into bytes.

    Examples
    --------
    >>> import io
    >>> read_frame(io.BytesIO(frame({"exit": 0}, b"left")).read)
    ({'exit': 0}, b'left')
    """
    head = json.dumps(value).encode()
    return _LENGTHS.pack(len(head), len(data)) + head + data


def read_frame(receive: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    """Read a message.

    Parameters
    ----------
    receive : callable
        Gives at most so many bytes, and none at the end.

    Raises
    ------
    EOFError
        If it ends before the message does.
    """

    def exactly(size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = receive(min(size - len(parts), _PIECE))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    head, data = _LENGTHS.unpack(exactly(_LENGTHS.size))
    return json.loads(exactly(head)), exactly(data)
