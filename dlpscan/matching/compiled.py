"""Patterns as `regex` runs them and as automata over arrays, kept for the next start: compiling takes a second."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import regex

from . import automaton, kept
from .automaton import PADDING_WIDTH, Automaton
from .dialect import Expression, name_of

_Made = TypeVar("_Made")

_PADDED = b"[ \\t']{0,%d}" % PADDING_WIDTH
# Up to which width of a pattern its automaton stays small.
_NARROW = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A pattern for `regex`: `inside` of a text, and as a `whole` cell, padding aside.

    `width` is in bytes; every match has `least_digits`; a narrow pattern has an automaton.
    """

    inside: Any
    whole: Any
    width: int
    crosses_lines: bool
    least_digits: int
    is_narrow: bool


@cache
def compiled(expression: Expression) -> Compiled:
    """A pattern, compiled or kept from an earlier start. Raises PatternError."""
    return _kept("regex", (expression,), lambda: _compile(expression))


def _compile(expression: Expression) -> Compiled:
    return Compiled(
        inside=regex.compile(expression.exact),
        whole=regex.compile(_PADDED + expression.bare + _PADDED),
        width=expression.width,
        crosses_lines=expression.crosses_lines,
        least_digits=expression.least_digits,
        is_narrow=expression.width <= _NARROW and automaton.build([expression.whole]) is not None,
    )


@cache
def automata(expressions: tuple[Expression, ...]) -> tuple[tuple[Automaton, int], ...]:
    """Automata that together tell narrow patterns apart, each with the number of the first pattern that it knows."""
    return _kept("automata", expressions, lambda: tuple(_build(expressions, 0)))


def _build(expressions: tuple[Expression, ...], first: int) -> list[tuple[Automaton, int]]:
    if len(expressions) <= automaton.MOST_PATTERNS:
        built = automaton.build([expression.whole for expression in expressions])
        if built is not None:
            return [(built, first)]
    middle = len(expressions) // 2
    return _build(expressions[:middle], first) + _build(expressions[middle:], first + middle)


def _kept(kind: str, expressions: tuple[Expression, ...], make: Callable[[], _Made]) -> _Made:
    name = f"{name_of(expressions, _version())}.{kind}"
    data = kept.load(name)
    if data is not None:
        made: _Made = pickle.loads(data)  # noqa: S301  # its keyed digest shows that this user wrote it
        return made
    made = make()
    kept.store(name, pickle.dumps(made))
    return made


@cache
def _version() -> str:
    """What tells this way to compile, and those it relies on, from others."""
    sources = Path(__file__).read_bytes() + Path(automaton.__file__).read_bytes()
    return f"{sys.version} {regex.__version__} {np.__version__} {blake2b(sources).hexdigest()}"
