"""Where an item's bytes come from: a file of this machine, or a body that is kept elsewhere."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Protocol

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Body(Protocol):
    """The bytes of an item that is no file of this machine, such as a version in a repository. It can be pickled."""

    def read(self) -> bytes:
        """All of it. Raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A body that is in memory."""

    data: bytes = field(repr=False)

    def read(self) -> bytes:
        return self.data


class Opened(Protocol):
    """An item that is open for reading from any offset. Every method may raise OSError."""

    def size(self) -> int:
        """How many bytes it has now."""
        ...

    def modified(self) -> int:
        """When it was last changed, in nanoseconds since 1970; 0 for what cannot change."""
        ...

    def read_at(self, at: int, count: int) -> bytes:
        """So many bytes from an offset on, fewer only where it ends."""
        ...

    def close(self) -> None:
        """Nothing is read any more."""
        ...


def opened(path: str, body: Body | None) -> Opened:
    """The body, or else the file of that path, open for reading. Raises OSError."""
    return _Memory(body.read()) if body is not None else _File(path)


class _Memory:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def size(self) -> int:
        return len(self._data)

    def modified(self) -> int:
        return 0

    def read_at(self, at: int, count: int) -> bytes:
        return self._data[at : at + count]

    def close(self) -> None:
        self._data = b""


class _File:
    def __init__(self, path: str) -> None:
        self._descriptor = _open(path)

    def size(self) -> int:
        return os.fstat(self._descriptor).st_size

    def modified(self) -> int:
        return os.fstat(self._descriptor).st_mtime_ns

    def read_at(self, at: int, count: int) -> bytes:
        os.lseek(self._descriptor, at, os.SEEK_SET)
        first = os.read(self._descriptor, count)
        if len(first) == count or not first:
            return first
        pieces = [first]
        while piece := os.read(self._descriptor, count - sum(map(len, pieces))):
            pieces.append(piece)
        return b"".join(pieces)

    def close(self) -> None:
        os.close(self._descriptor)


def _open(path: str) -> int:
    """Opens for reading without touching the access time where that is allowed. Raises OSError."""
    if noatime := getattr(os, "O_NOATIME", 0):
        try:
            return os.open(path, _OPEN_FLAGS | noatime)
        except PermissionError:
            pass
    return os.open(path, _OPEN_FLAGS)
