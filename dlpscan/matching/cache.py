"""Compiled Hyperscan databases, kept for the next start.

A database takes up to a second to compile and a tenth of a millisecond to load. It is native data that would be
trusted blindly, so a file is loaded only if it belongs to this user, nobody else may write it or its folder, and
its keyed digest is right; in any other case it is compiled anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import platform
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_KEY_BYTES = 32
_DIGEST_BYTES = 32


def database(expressions: Sequence[bytes], numbers: Sequence[int], *, starts: bool = False) -> tuple[Any, list[int]]:
    """A block database of the expressions, and the numbers of those that Hyperscan refuses.

    With `starts` it reports where a match starts, too. The database is None if nothing is left to search.
    """
    if not expressions:
        return None, []
    name = _name(expressions, numbers, starts=starts)
    cached = _load(name)
    if cached is not None:
        # A database of another processor or version does not load, and is compiled anew.
        with contextlib.suppress(_hyperscan().error, _hyperscan().HyperscanError):
            return _unpacked(cached)
    compiled, refused_numbers = _compile(expressions, numbers, starts=starts)
    if compiled is not None:
        head = b"".join(n.to_bytes(4, "little") for n in [len(refused_numbers), *refused_numbers])
        _store(name, head + _hyperscan().dumpb(compiled))
    return compiled, refused_numbers


def _unpacked(body: bytes) -> tuple[Any, list[int]]:
    count = int.from_bytes(body[:4], "little")
    refused = [int.from_bytes(body[4 + 4 * i : 8 + 4 * i], "little") for i in range(count)]
    hs = _hyperscan()
    loaded = hs.loadb(body[4 + 4 * count :], hs.HS_MODE_BLOCK)
    loaded.scratch = hs.Scratch(loaded)
    return loaded, refused


def _compile(expressions: Sequence[bytes], numbers: Sequence[int], *, starts: bool) -> tuple[Any, list[int]]:
    try:
        return _compile_all(expressions, numbers, starts=starts), []
    except _hyperscan().error:
        pass
    kept = [i for i, expression in enumerate(expressions) if _compiles(expression, starts=starts)]
    refused = [number for i, number in enumerate(numbers) if i not in set(kept)]
    if not kept:
        return None, refused
    return _compile_all([expressions[i] for i in kept], [numbers[i] for i in kept], starts=starts), refused


def _compiles(expression: bytes, *, starts: bool) -> bool:
    try:
        _compile_all([expression], [0], starts=starts)
    except _hyperscan().error:
        return False
    return True


def _compile_all(expressions: Sequence[bytes], numbers: Sequence[int], *, starts: bool) -> Any:
    hs = _hyperscan()
    flags = hs.HS_FLAG_DOTALL | (hs.HS_FLAG_SOM_LEFTMOST if starts else 0)
    built = hs.Database(mode=hs.HS_MODE_BLOCK)
    built.compile(
        expressions=list(expressions), ids=list(numbers), elements=len(expressions), flags=[flags] * len(expressions)
    )
    return built


def _hyperscan() -> Any:
    import hyperscan

    return hyperscan


def _name(expressions: Sequence[bytes], numbers: Sequence[int], *, starts: bool) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{platform.machine()} {_hyperscan().__version__} {starts} {list(numbers)}".encode())
    for expression in expressions:
        digest.update(len(expression).to_bytes(4, "little") + expression)
    return digest.hexdigest()


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("dlpscan")


def _load(name: str) -> bytes | None:
    try:
        folder = _folder()
        data = _read_own(folder / f"{name}.hsdb", folder)
        if data is None:
            return None
        key = _read_own(folder / "key", folder)
    except OSError:
        return None
    digest, body = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    if key is None or len(key) != _KEY_BYTES or not hmac.compare_digest(digest, _keyed(key, name, body)):
        return None
    return body


def _store(name: str, body: bytes) -> None:
    # A cache that cannot be kept costs only time.
    with contextlib.suppress(OSError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = _read_own(folder / "key", folder) if (folder / "key").exists() else None
        if key is None or len(key) != _KEY_BYTES:
            key = secrets.token_bytes(_KEY_BYTES)
            _write(folder / "key", key)
        _write(folder / f"{name}.hsdb", _keyed(key, name, body) + body)


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
