"""Hyperscan databases, compiled or kept from an earlier start.

A database takes up to a second to compile and a tenth of a millisecond to load.
"""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from . import kept
from .dialect import Expression, name_of


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
    cached = kept.load(name)
    if cached is not None:
        # A database of another processor or version does not load, and is compiled anew.
        with contextlib.suppress(_hyperscan().error, _hyperscan().HyperscanError):
            return _unpacked(cached)
    compiled, refused = compile_database([form.write(expression) for expression in expressions], starts=form.starts)
    if compiled is not None:
        head = b"".join(n.to_bytes(4, "little") for n in [len(refused), *refused])
        kept.store(name, head + _hyperscan().dumpb(compiled))
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
    taken = [number for number in numbers if _compiles(expressions[number], starts=starts)]
    refused = sorted(set(numbers) - set(taken))
    if not taken:
        return None, refused
    return _compile_all([expressions[number] for number in taken], taken, starts=starts), refused


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
    return f"{name_of(expressions, platform.machine(), _hyperscan().__version__, form.name)}.hsdb"
