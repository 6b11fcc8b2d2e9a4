"""What may be shown of a value, and how: masked, escaped, or as a keyed fingerprint."""

from __future__ import annotations

import os
import secrets
import stat
import unicodedata
from hashlib import blake2b

KEY_BYTES = 32
_FINGERPRINT_BYTES = 16
_MASK_WIDTH = 60
_MASK_SHOWN = 5
# What gives a number, a date, a name or an address its shape; all else could be part of a password.
_SHAPE = frozenset(".,:;/_'’()@°")
_DASHES = frozenset("-–")


def mask(value: str) -> str:
    """The shape of a value: at most the first third of its letters and digits, never more than five.

    What is neither a letter, a digit nor a usual separator is hidden too, and so is what is a result on its
    own: a word of one letter (a blood group), a sign. At most 60 characters; newlines and other blanks become
    spaces.
    """
    left = min(_MASK_SHOWN, sum(map(str.isalnum, value)) // 3)
    masked = []
    for index, character in enumerate(value[:_MASK_WIDTH]):
        before, after = value[index - 1 : index], value[index + 1 : index + 2]
        if character.isspace():
            masked.append(" ")
        elif character in _SHAPE or _is_shape(character, before, after):
            masked.append(character)
        elif left and character.isalnum() and not _is_lone_letter(character, before, after):
            masked.append(character)
            left -= 1
        else:
            masked.append("*")
    if len(value) > _MASK_WIDTH:
        masked[-1] = "…"
    return "".join(masked)


def _is_shape(character: str, before: str, after: str) -> bool:
    """A dash between two words, or the plus in front of a country's number; any other sign may be a result."""
    if character == "+":
        return not before and after.isdigit()
    return character in _DASHES and before.isalnum() and after.isalnum()


def _is_lone_letter(character: str, before: str, after: str) -> bool:
    return character.isalpha() and not before.isalnum() and not after.isalnum()


def escape(text: str) -> str:
    r"""Text that is safe to show in a terminal: what cannot be seen, or moves other text, as \xNN or \uNNNN.

    That is control characters (escape, newlines, tabs), direction marks, zero-width and unassigned characters.
    """
    if text.isprintable():
        return text
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def normal(value: str) -> str:
    """A value without its spelling, for fingerprints: one number written in two ways is one value."""
    return "".join(character for character in value.casefold() if character.isalnum() or character in "+-<")


def fingerprint(key: bytes, detector: str, value: str) -> str:
    """What tells a value from others without telling the value: keyed BLAKE2b (RFC 7693), 32 hex digits.

    A plain hash of a NIR is the NIR, as all of them can be tried; without the key these cannot be.
    """
    data = f"{detector}\0{value}".encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=_FINGERPRINT_BYTES, key=key).hexdigest()


def new_secret() -> int:
    """A secret of 64 bits for one run."""
    return secrets.randbits(64)


def load_key() -> bytes:
    """This user's key for fingerprints, 32 bytes, made at the first call.

    It is kept in the user's state folder, for the user alone. Where it cannot be kept, or others can read
    what is there, the key is a new one, and fingerprints hold for this run only.
    """
    from platformdirs import user_state_path

    folder = os.fspath(user_state_path("dlpscan"))
    path = os.path.join(folder, "fingerprint.key")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        try:
            key = _read_key(path)
        except FileNotFoundError:
            _store_key(path, secrets.token_bytes(KEY_BYTES))
            key = _read_key(path)
    except OSError:
        key = None
    return key or secrets.token_bytes(KEY_BYTES)


def _read_key(path: str) -> bytes | None:
    """The stored key; None where it is not this user's alone, or not a key. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or not _is_private(found):
            return None
        key = os.read(descriptor, KEY_BYTES + 1)
    finally:
        os.close(descriptor)
    return key if len(key) == KEY_BYTES else None


def _is_private(found: os.stat_result) -> bool:
    """Only this user may read the file. Where there are no such modes, its folder's rights have to do."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _store_key(path: str, key: bytes) -> None:
    """Puts the key in its place, all of it or nothing; a key that another process put there first stays."""
    temporary = f"{path}.{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        try:
            os.write(descriptor, key)
        finally:
            os.close(descriptor)
        _publish(temporary, path)
    finally:
        os.unlink(temporary)


def _publish(temporary: str, path: str) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
