"""Bytes of any encoding as valid UTF-8, block by block."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

WITH_STRAYS = "utf-8+cp1252"


class Decoder:
    """Reads bytes of one encoding. `encoding` becomes `WITH_STRAYS` where bytes were not valid UTF-8."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding

    def utf8(self, data: bytes) -> bytes:
        """Bytes of the encoding as valid UTF-8."""
        return b"".join(self.blocks([data]))

    def blocks(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Blocks of the encoding as blocks of valid UTF-8; a stray byte is read as cp1252."""
        if self.encoding in ("utf-8", WITH_STRAYS):
            yield from self._checked(blocks)
            return
        if self.encoding == "cp1252":
            yield from map(_of_cp1252, blocks)
            return
        errors = "replace" if self.encoding.startswith("utf") else "dlpscan-stray"
        decoder = codecs.getincrementaldecoder(self.encoding)(errors)
        for block in blocks:
            yield decoder.decode(block).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")

    def _checked(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        rest = b""
        for block in blocks:
            data = rest + block if rest else block
            if data.isascii():
                rest = b""
                yield data
                continue
            cut = character_border(data, len(data))
            rest = data[cut:]
            yield self._valid(data[:cut])
        if rest:
            yield self._valid(rest)

    def _valid(self, data: bytes) -> bytes:
        try:
            data.decode()
        except UnicodeDecodeError:
            self.encoding = WITH_STRAYS
            return data.decode("utf-8", "dlpscan-stray").encode()
        return data


def _of_cp1252(data: bytes) -> bytes:
    """Where cp1252 and Latin-1 are the same, decoding is a copy."""
    if data.isascii():
        return data
    import numpy as np

    # The bytes 80 to 9F are what they differ in.
    if not bool((np.frombuffer(data, np.uint8) - np.uint8(0x80) < 0x20).any()):
        return data.decode("latin-1").encode()
    return data.decode("cp1252", "dlpscan-stray").encode("utf-8", "replace")


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
