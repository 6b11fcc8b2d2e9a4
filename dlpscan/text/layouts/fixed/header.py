"""Padded tables whose columns a header line names, with or without a rule of dashes below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from .line_lengths import MOST_WIDTH
from .sample import Field, Form, Grid, Mask, Sample, cut, runs

if TYPE_CHECKING:
    from ....layout import Labels

_BLANK = 0x20
_RULE = re.compile(r"[-=]+(?: +[-=]+)+\s*")
_RULE_WITHIN = 12
_BLANK_SHARE = 0.9
_WORDS = re.compile(r"\S+(?: \S+)*")
_NAME_WIDTH, _NAME_DIGITS = 40, 2
_MANY_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A form with its header: `furniture` are the lines, without blanks around them, that are no records."""

    form: Form
    furniture: tuple[str, ...]


def ruled(lines: Sequence[str], labels: Labels) -> Headed | None:
    """A table with a rule of dashes, which shows the columns as they are (`SELECT` in SQL*Plus, sqlcmd)."""
    for number in range(1, min(len(lines), _RULE_WITHIN)):
        if len(lines[number]) > MOST_WIDTH or not _RULE.fullmatch(lines[number]):
            continue
        header, rule = lines[number - 1].rstrip(), lines[number].rstrip()
        dashes = np.array([character != " " for character in rule])
        fields = [Field(start=a, end=b, name=header[a:b].strip() or None) for a, b in runs(dashes)]
        body = Sample.of([line[: len(rule)] for line in lines[number + 1 :]])
        sits = _is_blank_between(body.grid, dashes)
        if len(header) <= len(rule) and sits and _are_names(fields) and labels.is_label(_names(fields)):
            return Headed(form=cut(fields, body.grid[:0]), furniture=(header.strip(), rule.strip()))
        return None
    return None


def _is_blank_between(grid: Grid, dashes: Mask) -> bool:
    """Whether nearly all lines keep to the columns."""
    gaps = np.flatnonzero(~dashes[: grid.shape[1]])
    kept = (grid[:, gaps] <= _BLANK).all(axis=1)
    return int(kept.sum()) >= _BLANK_SHARE * len(grid)


def headed(lines: Sequence[str], labels: Labels) -> Headed | None:
    """A table whose first line has the names, each over its column, and whose numbers stand below."""
    header, body = lines[0].rstrip(), Sample.of(lines[1:])
    if len(header) > body.width or not any(map(str.isalpha, header)):
        return None
    fields = _columns(header.ljust(body.width), body)
    if len(fields) < 2 or not _are_names(fields) or not labels.is_label(_names(fields)):
        return None
    if not any(_has_digits(body.grid[:, one.start : one.end]) for one in fields):
        return None
    return Headed(form=cut(fields, body.grid), furniture=(header.strip(),))


def _columns(header: str, body: Sample) -> list[Field]:
    """What blanks part in the header and in nearly all lines below it."""
    shown = np.array([character != " " for character in header])
    filled = body.filled()
    pieces = [piece for run in runs(shown | filled) for piece in _split(run, header, body.grid)]
    pieces = _joined(pieces, shown, filled)
    return [Field(start=a, end=b, name=" ".join(header[a:b].split()) or None) for a, b in pieces]


def _split(run: tuple[int, int], header: str, grid: Grid) -> list[tuple[int, int]]:
    """Columns so full that no blank parts them: names several blanks apart are several columns."""
    start, end = run
    words = [match.span() for match in _WORDS.finditer(header, start, end)]
    pieces = []
    for (_, before), (after, _) in pairwise(words):
        blanks = (grid[:, before:after] <= _BLANK).sum(axis=0)
        # The last of the blankest positions: columns are mostly aligned at the left.
        border = after - int(np.argmax(blanks[::-1]))
        pieces.append((start, border))
        start = border
    return [*pieces, (start, end)]


def _joined(pieces: list[tuple[int, int]], shown: Mask, filled: Mask) -> list[tuple[int, int]]:
    """Pieces of one column put together: `06 39` under `TEL` (no name of its own), `GROUPE SANGUIN` over `A+`
    (nothing below the second word)."""
    joined: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(pieces):
        if joined:
            before = joined[-1]
            gap, following = start - before[1], pieces[number + 1][0] - end if number + 1 < len(pieces) else start
            nameless = not shown[start:end].any() and gap <= following
            headless = not shown[slice(*before)].any()
            empty = gap == 1 and not (filled[start:end].any() and filled[slice(*before)].any())
            if nameless or headless or empty:
                joined[-1] = (before[0], end)
                continue
        joined.append((start, end))
    return joined


def _are_names(fields: Sequence[Field]) -> bool:
    """Different words with hardly a digit."""
    names = [one.name for one in fields if one.name]
    if len(names) < max(2, len(fields) / 2) or len(set(names)) < len(names):
        return False
    return all(
        len(name) <= _NAME_WIDTH and sum(map(str.isdigit, name)) <= _NAME_DIGITS and any(map(str.isalpha, name))
        for name in names
    )


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(one.name or "" for one in fields)


def _has_digits(column: Grid) -> bool:
    """Whether half of the values have several digits."""
    digits = ((column - ord("0")) < 10).sum(axis=1)
    return bool((digits >= _MANY_DIGITS).mean() >= 0.5)
