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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .dialect import Expression, grammar

_KEY_BYTES = 32
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How expressions are written for a database; `starts` if it is to report where a match starts, too."""

    name: str
    write: Callable[[Expression], bytes]
    starts: bool = False


def database(expressions: Sequence[Expression], form: Form) -> tuple[Any, list[int]]:
    """A block database of expressions, and the numbers of those that Hyperscan refuses.

    It is None if nothing is left to search. The expressions are parsed only if no database of theirs is kept.
    Raises PatternError.
    """
    if not expressions:
        return None, []
    name = _name(expressions, form)
    cached = _load(name)
    if cached is not None:
        # A database of another processor or version does not load, and is compiled anew.
        with contextlib.suppress(_hyperscan().error, _hyperscan().HyperscanError):
            return _unpacked(cached)
    compiled, refused = compile_database([form.write(expression) for expression in expressions], starts=form.starts)
    if compiled is not None:
        head = b"".join(n.to_bytes(4, "little") for n in [len(refused), *refused])
        _store(name, head + _hyperscan().dumpb(compiled))
    return compiled, refused


def _unpacked(body: bytes) -> tuple[Any, list[int]]:
    count = int.from_bytes(body[:4], "little")
    refused = [int.from_bytes(body[4 + 4 * i : 8 + 4 * i], "little") for i in range(count)]
    hs = _hyperscan()
    loaded = hs.loadb(body[4 + 4 * count :], hs.HS_MODE_BLOCK)
    loaded.scratch = hs.Scratch(loaded)
    return loaded, refused


def compile_database(expressions: Sequence[bytes], *, starts: bool = False) -> tuple[Any, list[int]]:
    """A database of those expressions that Hyperscan takes, and the numbers of the others."""
    numbers = list(range(len(expressions)))
    try:
        return _compile_all(expressions, numbers, starts=starts), []
    except _hyperscan().error:
        pass
    kept = [number for number in numbers if _compiles(expressions[number], starts=starts)]
    refused = sorted(set(numbers) - set(kept))
    if not kept:
        return None, refused
    return _compile_all([expressions[number] for number in kept], kept, starts=starts), refused


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


def _name(expressions: Sequence[Expression], form: Form) -> str:
    digest = hashlib.blake2b(grammar(), digest_size=16)
    asked = [(one.text, one.ignore_case, one.label) for one in expressions]
    digest.update(f"{platform.machine()} {_hyperscan().__version__} {form.name} {asked}".encode())
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
