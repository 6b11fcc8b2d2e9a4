"""Is it text, and in which encoding? Decided once per item, from samples of its bytes.

A byte order mark decides; else the parity of NUL bytes shows UTF-16; else what is valid UTF-8 is UTF-8; else the
single-byte encoding under which the bytes above 127 make the most French letters.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from functools import cache

# What this reader leaves to others, by its first bytes (offset, bytes, kind).
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "pdf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"Rar!\x1a\x07", "rar"),
    (257, b"ustar", "tar"),
    (0, b"\x89PNG\r\n\x1a\n", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"GIF87a", "image"),
    (0, b"GIF89a", "image"),
    (0, b"II*\x00", "image"),
    (0, b"MM\x00*", "image"),
    (128, b"DICM", "dicom"),
    (4, b"ftyp", "media"),
    (0, b"OggS", "media"),
    (0, b"ID3", "media"),
    (0, b"\x7fELF", "program"),
    (0, b"PAR1", "parquet"),
    (0, b"{\\rtf", "rtf"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b\x08\x00\x1a\x1c\x1d\x1e\x1f"
_CONTROLS = bytes(b for b in range(32) if b not in _TEXT_CONTROLS)
_MAX_CONTROL_SHARE = 0.01
_MAX_NUL_SHARE = 0.1
_ASCII = bytes(range(128))
_FREQUENT = "éèêàçùûîôâëïœÉÀÈÊÇ«»°’…–—€\u00a0"
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an item's bytes are: text in `encoding`, or something else, of which `kind` is the name."""

    encoding: str | None = None
    kind: str | None = None


def content_of(samples: list[bytes]) -> Content:
    """Judges an item from samples of its bytes, the first of them its beginning."""
    head = samples[0]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return Content(encoding=encoding)
    if b"\0" in head:
        wide = _wide_encoding(head)
        if wide:
            return Content(encoding=wide)
    kind = _kind(head)
    if kind:
        return Content(kind=kind)
    if all(sample.isascii() for sample in samples) or all(map(_is_utf8, samples)):
        return Content(encoding="utf-8")
    return Content(encoding=_single_byte_encoding(samples))


def _kind(head: bytes) -> str | None:
    for offset, magic, kind in _SIGNATURES:
        if head.startswith(magic, offset):
            return kind
    if b"\0" in head and head.count(b"\0") > len(head) * _MAX_NUL_SHARE:
        return "binary"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary" if controls > len(head) * _MAX_CONTROL_SHARE else None


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly all high bytes of Latin text are NUL, hardly any low byte is."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs >= 4 and odd > 0.8 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs >= 4 and even > 0.8 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        # A sample may begin and end inside a character.
        if error.reason == "unexpected end of data" and error.end >= len(sample):
            return True
        return error.start < 3 and _is_continuation(sample[: error.end]) and _is_utf8(sample[error.end :])
    return True


def _is_continuation(data: bytes) -> bool:
    return bool(data) and all(0x80 <= byte < 0xC0 for byte in data)


def _single_byte_encoding(samples: list[bytes]) -> str:
    counts = Counter(b"".join(sample.translate(None, _ASCII) for sample in samples))
    scores = {
        name: sum(count * _weights(name)[byte] for byte, count in counts.items()) for name in _SINGLE_BYTE
    }
    return max(_SINGLE_BYTE, key=lambda name: scores[name])


@cache
def _weights(encoding: str) -> tuple[int, ...]:
    """How well a byte reads in French text under an encoding."""
    return tuple(_weight(bytes([byte]).decode(encoding, "replace")) for byte in range(256))


def _weight(character: str) -> int:
    if character in _FREQUENT:
        return 3
    if character == "\ufffd":
        return -10
    return 0 if character.isalpha() else -3


def decode_stray(error: UnicodeError) -> tuple[str, int]:
    """An error handler for `bytes.decode`: a byte that is not valid UTF-8 is read as cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("dlpscan-stray", decode_stray)
