"""Whether the lines of a text are of fixed length, as far as a cheap look without arrays tells."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_LINES, LEAST_WIDTH, MOST_WIDTH = 5, 20, 4096
_FIRST_LINES, _FIRST_BYTES = 8, 2048
_RULES = (b"-- --", b"== ==")


def has_lines_alike(head: bytes) -> bool:
    """A cheap test that most text fails: the first lines are of one length, or those that begin alike, or a rule."""
    if _has_short_line(head) and not any(rule in head[:_FIRST_BYTES] for rule in _RULES):
        return False
    lines = head[: 2 * _FIRST_LINES * MOST_WIDTH].split(b"\n", _FIRST_LINES)[:-1][1:]
    if len(lines) < LEAST_LINES - 2:
        return False
    if any(rule in line for line in lines for rule in _RULES):
        return True
    lines = [line for line in lines if line.strip()]
    if _are_alike([(line[:1], len(line)) for line in lines]):
        return True
    if all(map(bytes.isascii, lines)):
        return False
    return _are_alike([(line[:1], len(line.decode("utf-8", "replace"))) for line in lines])


def _has_short_line(head: bytes) -> bool:
    """Whether the second line or the third is too short for a line of columns: nearly all text is told by it."""
    first = head.find(b"\n")
    second = head.find(b"\n", first + 1)
    third = head.find(b"\n", second + 1)
    return 1 < second - first < LEAST_WIDTH or 2 < third - second < LEAST_WIDTH


def _are_alike(lines: Sequence[tuple[bytes, int]]) -> bool:
    """Whether lines, by first byte and length, have a length for each first byte. One stray line may be among them."""
    if min((length for _, length in lines), default=0) < LEAST_WIDTH:
        return False
    if len({length for _, length in lines}) <= 2:
        return True
    kinds, types = len(set(lines)), len({first for first, _ in lines})
    return kinds - types <= 1 and len(lines) - kinds >= 2
