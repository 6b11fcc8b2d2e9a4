"""Bytes of any encoding as valid UTF-8, block by block."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator


def utf8(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Blocks of any encoding as blocks of valid UTF-8; a stray byte is read as cp1252."""
    if encoding == "utf-8":
        yield from _checked(blocks)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding.startswith("utf") else "dlpscan-stray")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _checked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        data = rest + block if rest else block
        if data.isascii():
            rest = b""
            yield data
            continue
        cut = character_border(data, len(data))
        rest = data[cut:]
        yield _valid(data[:cut])
    if rest:
        yield _valid(rest)


def _valid(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "dlpscan-stray").encode()
    return data


def character_border(data: bytes, at: int) -> int:
    """The last place at or before `at` that is not inside a UTF-8 character."""
    for back in range(1, min(4, at) + 1):
        byte = data[at - back]
        if byte < 0x80:
            return at
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return at if length <= back else at - back
    return at
