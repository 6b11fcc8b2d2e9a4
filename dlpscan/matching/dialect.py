"""The pattern dialect: a subset of `regex` syntax, parsed once and written out as bytes for both engines.

Hyperscan and `regex` disagree on what `\\d`, `\\s`, `\\b` and case mean beyond ASCII, so the dialect has meanings
of its own and compiles to explicit classes of UTF-8 bytes, which every engine reads alike:

    a        the letter in both cases (only as written with `ignore_case=False`)
    é        the letter with or without its accent or with another one, `?` and U+FFFD (lost accents)
    space    one blank: space, tab, no-break, narrow, thin and figure spaces; also `\\s`
    - '      any dash; any apostrophe
    \\d \\w \\n .   0-9; letter, digit or _; a line end; anything but a line end
    [..] [^..] (..) (?:..) | ? {m} {m,n} ?? {m,n}?      as usual; groups do not capture
    (?=..) (?!..) (?<=..) (?<!..)                       confirmed by `regex`, ignored by the search

There is no `*` and no `+`: every pattern is bounded, at most 512 bytes wide. A pattern begins and ends where
no letter or digit stands outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from ..errors import PatternError
from . import syntax
from .syntax import DIGITS, LINE_ENDS, Chars, Choice, Look, Node, Repeat, Sequence

MAX_WIDTH = 512

# A multi-byte letter is any two-byte character of the Latin blocks: its lead byte is C3 to C9.
_BEFORE = rb"(?<![0-9A-Za-z]|[\xc3-\xc9][\x80-\xbf])"
_AFTER = rb"(?![0-9A-Za-z\xc3-\xc9])"
# What is searched stands between two line ends, so that no anchor is needed: with `$` in several expressions of one
# database Hyperscan 5.4 loses matches.
_SEARCH_BEFORE = rb"[^0-9A-Za-z]"
_SEARCH_AFTER = rb"[^0-9A-Za-z\xc3-\xc9]"
_ANY_MULTIBYTE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"


@dataclass(frozen=True)
class Expression:
    """A pattern or, with `label`, a label; parsed when it is first needed, which raises PatternError.

    In a label a space is any run of at most three of ` _.-°'`.
    """

    text: str
    ignore_case: bool = True
    label: bool = False

    @cached_property
    def node(self) -> Node:
        """The parsed pattern."""
        node = syntax.parse(self.text, ignore_case=self.ignore_case, label=self.label)
        width = _width(node)
        if width > MAX_WIDTH:
            raise PatternError(f"pattern {self.text!r} can be {width} bytes wide, at most {MAX_WIDTH} are allowed")
        return node

    @cached_property
    def width(self) -> int:
        """How wide a match can be, in bytes."""
        return _width(self.node)

    @cached_property
    def bare(self) -> bytes:
        """The expression for `regex`, without boundaries."""
        return b"(?:" + _write(self.node, exact=True) + b")"

    @cached_property
    def exact(self) -> bytes:
        """The expression for `regex`."""
        return _BEFORE + self.bare + _AFTER

    @cached_property
    def search(self) -> bytes:
        """The expression for Hyperscan: it matches wherever `exact` does, with one more byte on each side."""
        return _SEARCH_BEFORE + b"(?:" + _write(self.node, exact=False) + b")" + _SEARCH_AFTER

    @cached_property
    def whole(self) -> Node:
        """The parsed pattern without the lookarounds that always hold around a whole cell."""
        return _without_edges(self.node)

    @cached_property
    def least_digits(self) -> int:
        """How many digits every match has at least."""
        return _least_digits(self.node)

    @cached_property
    def crosses_lines(self) -> bool:
        """Whether a line end may stand inside."""
        return _crosses_lines(self.node)


def compile_pattern(text: str, *, ignore_case: bool = True) -> Expression:
    """A pattern, parsed at once. Raises PatternError, which says where and why."""
    expression = Expression(text, ignore_case=ignore_case)
    _ = expression.node
    return expression


def name_of(expressions: Iterable[Expression], *circumstances: str) -> str:
    """A name for what is compiled from expressions; it changes with them, the dialect and the circumstances."""
    asked = [(one.text, one.ignore_case, one.label) for one in expressions]
    return blake2b(f"{_version()} {circumstances} {asked}".encode(), digest_size=16).hexdigest()


@cache
def _version() -> str:
    return blake2b(Path(__file__).read_bytes() + Path(syntax.__file__).read_bytes()).hexdigest()


def _without_edges(node: Node) -> Node:
    """The node without the negative lookarounds at its outer edges, which always hold around a whole cell."""
    if not isinstance(node, Sequence):
        return node
    parts = list(node.parts)
    while parts and isinstance(parts[0], Look) and parts[0].opener == b"(?<!":
        parts.pop(0)
    while parts and isinstance(parts[-1], Look) and parts[-1].opener == b"(?!":
        parts.pop()
    return Sequence(tuple(parts))


def _crosses_lines(node: Node) -> bool:
    match node:
        case Chars(members, negated):
            return bool(members & LINE_ENDS) != negated
        case Sequence(parts) | Choice(parts):
            return any(map(_crosses_lines, parts))
        case Repeat(inner):
            return _crosses_lines(inner)
    return False


def _least_digits(node: Node) -> int:
    match node:
        case Chars(members, negated):
            return int(not negated and members <= DIGITS)
        case Sequence(parts):
            return sum(map(_least_digits, parts))
        case Choice(options):
            return min(map(_least_digits, options), default=0)
        case Repeat(inner, least):
            return _least_digits(inner) * least
    return 0


def _width(node: Node) -> int:
    match node:
        case Chars(members, negated):
            return 4 if negated else max((len(c.encode()) for c in members), default=0)
        case Sequence(parts):
            return sum(map(_width, parts))
        case Choice(options):
            return max(map(_width, options), default=0)
        case Repeat(inner, _, most):
            return _width(inner) * most
    return 0


@cache
def _write(node: Node, *, exact: bool) -> bytes:
    match node:
        case Chars():
            return _write_chars(node, exact=exact)
        case Sequence(parts):
            return b"".join(_write(part, exact=exact) for part in parts)
        case Choice(options):
            return b"(?:" + b"|".join(_write(option, exact=exact) for option in options) + b")"
        case Repeat():
            return _write_repeat(node, exact=exact)
        case Look(opener, inner):
            return opener + _write(inner, exact=True) + b")" if exact else b""


def _write_repeat(node: Repeat, *, exact: bool) -> bytes:
    inner = node.node
    if not exact and isinstance(inner, Chars) and inner.negated:
        # One class of bytes, three times as often, spares Hyperscan an alternation of sequences.
        return _negated_bytes(inner) + b"{%d,%d}" % (node.least, node.most * 3)
    written = _write(inner, exact=exact)
    body = written if _is_single(written) else b"(?:" + written + b")"
    return body + _count(node) + (b"?" if node.lazy and exact else b"")


def _is_single(written: bytes) -> bool:
    """Whether a quantifier behind it applies to all of it."""
    return len(written) == 1 or (written[:1] == b"[" and written.find(b"]") == len(written) - 1)


def _count(node: Repeat) -> bytes:
    if (node.least, node.most) == (0, 1):
        return b"?"
    if node.least == node.most:
        return b"{%d}" % node.least
    return b"{%d,%d}" % (node.least, node.most)


def _negated_bytes(node: Chars) -> bytes:
    kept = _class_of(ord(c) for c in node.members if ord(c) < 128)
    return b"[^" + kept + b"]" if kept else rb"[\x00-\xff]"


def _write_chars(node: Chars, *, exact: bool) -> bytes:
    ascii_members = _class_of(ord(c) for c in node.members if ord(c) < 128)
    others = _multibyte(node.members)
    if not node.negated:
        options = ([_as_class(ascii_members)] if ascii_members else []) + others
        return options[0] if len(options) == 1 else b"(?:" + b"|".join(options) + b")"
    refused = b"(?!" + b"|".join(others) + b")" if others and exact else b""
    return b"(?:[^" + ascii_members + b"\x80-\xff]|" + refused + b"(?:" + _ANY_MULTIBYTE + b"))"


def _multibyte(members: frozenset[str]) -> list[bytes]:
    """UTF-8 sequences that share all but their last byte become one class."""
    tails: dict[bytes, list[int]] = {}
    for encoded in sorted(c.encode() for c in members if ord(c) >= 128):
        tails.setdefault(encoded[:-1], []).append(encoded[-1])
    return [lead + _as_class(_class_of(last)) for lead, last in tails.items()]


def _as_class(inner: bytes) -> bytes:
    return inner if len(inner) == 1 else b"[" + inner + b"]"


def _class_of(members: Iterable[int]) -> bytes:
    """The inside of a class of bytes, with ranges: short expressions are compiled sooner."""
    ordered = sorted(members)
    pieces: list[bytes] = []
    at = 0
    while at < len(ordered):
        last = at
        while last + 1 < len(ordered) and ordered[last + 1] == ordered[last] + 1:
            last += 1
        joined = b"-" if last - at > 1 else b""
        pieces.append(_class_byte(ordered[at]) + (joined + _class_byte(ordered[last]) if last > at else b""))
        at = last + 1
    return b"".join(pieces)


def _class_byte(byte: int) -> bytes:
    """A byte as it stands in an expression: itself, unless it could mean something there."""
    plain = byte >= 0x80 or chr(byte).isalnum()
    return bytes((byte,)) if plain else b"\\x%02x" % byte
