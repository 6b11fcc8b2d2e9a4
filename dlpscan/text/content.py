"""Is it text, and in which encoding? Decided once per item, from samples of its bytes.

A byte order mark decides; else the parity of NUL bytes shows UTF-16; else what is UTF-8 but for a few stray bytes is
UTF-8; else the single-byte encoding under which the bytes above 127 make the most French letters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

# What this reader leaves to others, by its first bytes.
_KINDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "sqlite": (b"SQLite format 3\x00",),
    "gzip": (b"\x1f\x8b\x08",),
    "bzip2": (b"BZh",),
    "xz": (b"\xfd7zXZ\x00",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "zstd": (b"\x28\xb5\x2f\xfd",),
    "rar": (b"Rar!\x1a\x07",),
    "image": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"),
    "media": (b"OggS", b"ID3"),
    "program": (b"\x7fELF",),
    "parquet": (b"PAR1",),
    "rtf": (b"{\\rtf",),
    "encrypted": (b"Salted__", b"age-encryption.org/v1", b"-----BEGIN PGP MESSAGE-----", b"-----BEGIN AGE ENCRYPTED"),
}
_AT_START = re.compile(
    b"|".join(b"(?P<k%s>%s)" % (kind.encode(), b"|".join(map(re.escape, magic))) for kind, magic in _KINDS.items())
)
_FURTHER_IN: tuple[tuple[int, bytes, str], ...] = (
    (257, b"ustar", "tar"),
    (128, b"DICM", "dicom"),
    (4, b"ftyp", "media"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BOM_STARTS = frozenset(bom[:1] for bom, _ in _BOMS)
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b\x08\x00\x1a\x1c\x1d\x1e\x1f"
_CONTROLS = bytes(b for b in range(32) if b not in _TEXT_CONTROLS)
_MAX_CONTROL_SHARE = 0.01
_MAX_NUL_SHARE = 0.1
_WIDE_NUL_SHARE = 0.3
_MIN_PAIRS = 4
_NUL_SAMPLE = 8 << 10
_CONTROL_SAMPLE = 2 << 10
_ASCII = bytes(range(128))
_FREQUENT = "éèêàçùûîôâëïœÉÀÈÊÇ«»°’…–—€\u00a0"
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an item's bytes are: text in `encoding`, or something else, of which `kind` is the name."""

    encoding: str | None = None
    kind: str | None = None

    @property
    def reason(self) -> str:
        """Why what is no text is not read."""
        return self.kind if self.kind in ("binary", "encrypted") else f"no reader for {self.kind}"


_UTF8 = Content(encoding="utf-8")


def content_of(samples: list[bytes]) -> Content:
    """Judges an item from samples of its bytes, the first of them its beginning."""
    head = samples[0]
    if head[:1] in _BOM_STARTS:
        for bom, encoding in _BOMS:
            if head.startswith(bom):
                return Content(encoding=encoding)
    if kind := kind_of(head):
        return kind
    if all(map(bytes.isascii, samples)) or all(map(_is_utf8, samples)) or _is_mostly_utf8(samples):
        return _UTF8
    return Content(encoding=_single_byte_encoding(samples))


def kind_of(head: bytes) -> Content | None:
    """What the beginning of an item shows of it, None for text of some single-byte encoding or UTF-8."""
    if found := _AT_START.match(head):
        return Content(kind=str(found.lastgroup)[1:])
    for offset, magic, kind in _FURTHER_IN:
        if head.startswith(magic, offset):
            return Content(kind=kind)
    beginning = head[:_CONTROL_SAMPLE]
    if b"\0" in head:
        share = head.count(b"\0", 0, _NUL_SAMPLE) / min(len(head), _NUL_SAMPLE)
        if wide := _wide_encoding(beginning) if share > _WIDE_NUL_SHARE else None:
            return Content(encoding=wide)
        if share > _MAX_NUL_SHARE or head.count(b"\0") > _MAX_NUL_SHARE * len(head):
            return Content(kind="binary")
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    return Content(kind="binary") if controls > len(beginning) * _MAX_CONTROL_SHARE else None


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly all high bytes of Latin text are NUL, hardly any low byte is."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs >= _MIN_PAIRS and odd > 0.8 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs >= _MIN_PAIRS and even > 0.8 * pairs and odd < 0.1 * pairs:
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


def _is_mostly_utf8(samples: list[bytes]) -> bool:
    """Whether more letters are UTF-8 than bytes are not; such letters hardly occur by chance in another encoding."""
    letters = strays = 0
    for sample in samples:
        high = len(sample.translate(None, _ASCII))
        valid = sample.decode("utf-8", "ignore")
        letters += len(valid) - (len(sample) - high)
        strays += len(sample) - len(valid.encode())
    return letters > strays


def _is_continuation(data: bytes) -> bool:
    return bool(data) and all(0x80 <= byte < 0xC0 for byte in data)


def _single_byte_encoding(samples: list[bytes]) -> str:
    high = b"".join(sample.translate(None, _ASCII) for sample in samples)
    counts = {byte: high.count(byte) for byte in set(high)}
    scores = {name: sum(count * _weights(name)[byte] for byte, count in counts.items()) for name in _SINGLE_BYTE}
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
