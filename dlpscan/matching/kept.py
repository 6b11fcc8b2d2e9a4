"""What takes long to compile, kept for the next start, a file each.

What is loaded would be trusted blindly (native databases, pickles), so a file is loaded only if it belongs to this
user, nobody else may write it or its folder, and its keyed digest is right; in any other case it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

_KEY_BYTES = 32
_DIGEST_BYTES = 32


def load(name: str) -> bytes | None:
    """What is kept under a name; None if nothing is, or nothing to be trusted."""
    try:
        folder, key = _folder(), _key()
        data = _read_own(folder / name, folder)
    except OSError:
        return None
    if data is None or key is None:
        return None
    digest, body = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return body if hmac.compare_digest(digest, _keyed(key, name, body)) else None


def store(name: str, body: bytes) -> None:
    """Keeps something; where that fails it costs only time."""
    with contextlib.suppress(OSError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = _key()
        if key is None:
            key = secrets.token_bytes(_KEY_BYTES)
            _write(folder / "key", key)
            _key.cache_clear()
        _write(folder / name, _keyed(key, name, body) + body)


@cache
def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("dlpscan")


@cache
def _key() -> bytes | None:
    folder = _folder()
    key = _read_own(folder / "key", folder) if (folder / "key").exists() else None
    return key if key is not None and len(key) == _KEY_BYTES else None


def _keyed(key: bytes, name: str, body: bytes) -> bytes:
    return hashlib.blake2b(name.encode() + body, key=key, digest_size=_DIGEST_BYTES).digest()


def _read_own(path: Path, folder: Path) -> bytes | None:
    """The file's bytes, if it and its folder are this user's alone to write."""
    if hasattr(os, "getuid"):
        for status in (path.lstat(), folder.stat()):
            if status.st_uid != os.getuid() or status.st_mode & 0o022:
                return None
    return path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # created 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
