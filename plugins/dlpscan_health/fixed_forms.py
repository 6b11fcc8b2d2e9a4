"""Where French billing and hospital files of fixed width keep the social security number (NIR).

All that this package knows of them is here, as data: the positions of three known formats, and how a NIR with its key
is recognised at one position of many lines. A position is believed only where the lines bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dlpscan.text.layouts.fixed.sample import Field, Form, Grid, Mask, Sample, around

NIR, BIRTH_DATE = "NIR", "DATE NAISSANCE"

_BLANK = 0x20
_NIR_WIDTH, _CORSICAN_AT = 15, 6
_LEAST_LINES, _LEAST_DIFFERENT, _SHARE = 5, 3, 0.5
_LONGEST_KEY, _MOST_TYPES = 3, 12
_LINES_SHARE = 0.95
_DATE_FORMS = ("JJMMAAAA", "AAAAMMJJ", "JJ/MM/AAAA", "JJ-MM-AAAA", "AAAA-MM-JJ")
_DATE_SHARE, _SAME_YEAR_SHARE = 0.9, 0.5
_OLDEST, _NEWEST = 1880, 2099


class Position(NamedTuple):
    """Where a value stands, as the formats' books count: from 1, the last character included."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFormat:
    """A format: what each of its lines looks like, and the positions in each type of line, by its first characters.

    The thirteen characters of a NIR and the two of its key, which follow, are one value.
    """

    name: str
    line: re.Pattern[str] = field(repr=False)
    records: dict[str, tuple[Position, ...]]


# Positions from the comments of the RSF tables of the ATIH: begin of an invoice, type 2; the others begin alike.
_B2_START = (
    Position(12, 26, NIR),
    Position(27, 29, "RANG"),
    Position(30, 38, "FACTURE"),
    Position(40, 48, "ENTREE"),
)
# Order of the fields of the RSF-ACE of 2023 (ATIH).
_RSF_START = (
    Position(2, 10, "FINESS"),
    Position(11, 19, "FINESS GEO"),
    Position(20, 34, NIR),
    Position(35, 37, "RANG"),
    Position(38, 46, "ENTREE"),
    Position(47, 61, "NIR INDIVIDUEL"),
)
# VID-IPP of psychiatry, format I00A (ATIH).
_VID_IPP = (
    Position(1, 15, NIR),
    Position(16, 23, BIRTH_DATE),
    Position(24, 24, "SEXE"),
    Position(49, 52, "FORMAT"),
    Position(53, 61, "FINESS"),
    Position(62, 76, "NIR INDIVIDUEL"),
    Position(77, 77, "RANG NAISSANCE"),
    Position(78, 80, "RANG"),
    Position(81, 93, "IPP"),
)

FORMATS = (
    KnownFormat(
        name="VID-IPP",
        line=re.compile(r".{48}I00A"),
        records={"": _VID_IPP},
    ),
    KnownFormat(
        name="B2",
        line=re.compile(r"\d.{127}$"),
        records={
            **dict.fromkeys("2345", _B2_START),
            "2S": (*_B2_START, Position(50, 64, "NIR INDIVIDUEL")),
        },
    ),
    KnownFormat(
        name="RSF-ACE",
        line=re.compile(r"[A-CHLMP](?:\d|2[AB]){9}"),
        records=dict.fromkeys("ABCHLMP", _RSF_START),
    ),
)


def forms_of(sample: Sample) -> tuple[Form, ...] | None:
    """How the lines are cut if they are of a known format or a NIR stands at one position in many; else None.

    One form for each type of line, by the characters it begins with; lines of other types are of no form.
    """
    valid = valid_nirs(sample.grid)
    if not valid.any():
        return None
    known = next(filter(None, (_known(one, sample, valid) for one in FORMATS)), None)
    return known or _voted(sample, valid)


def _known(known: KnownFormat, sample: Sample, valid: Mask) -> tuple[Form, ...] | None:
    alike = sum(known.line.match(line) is not None for line in sample.lines)
    if alike < _LINES_SHARE * len(sample.lines):
        return None
    keys = sorted(known.records, key=len, reverse=True)
    forms, voters = [], 0
    for key in keys:
        which = [i for i, line in enumerate(sample.lines) if _key_of(line, keys) == key]
        if which:
            fields = [
                Field(start=position.start - 1, end=position.end, name=position.name)
                for position in known.records[key]
                if not position.name.startswith(NIR) or _is_borne_out(position, sample.grid[which], valid[which])
            ]
            voters += sum(int(valid[which, one.start].sum()) for one in fields if one.name == NIR)
            forms.append(around(fields, sample.chosen(which), key.encode()))
    return tuple(forms) if voters > 1 else None


def _is_borne_out(position: Position, grid: Grid, valid: Mask) -> bool:
    """Whether most of the lines that have something at the position of a NIR have a valid one there."""
    at = position.start - 1
    if at >= valid.shape[1]:
        return False
    votes, filled = int(valid[:, at].sum()), int((grid[:, at] > _BLANK).sum())
    return votes > 0 and votes >= _SHARE * filled


def _key_of(line: str, keys: Sequence[str]) -> str | None:
    return next((key for key in keys if line.startswith(key)), None)


def _voted(sample: Sample, valid: Mask) -> tuple[Form, ...] | None:
    """The types of lines, by no to three characters, that have most NIR at fixed positions, in fewest lines."""
    most, best, groups = (0, 0), dict[str, list[int]](), dict[str, list[int]]()
    for length in range(_LONGEST_KEY + 1):
        by_key = sample.by_key(length)
        if len(by_key) > _MOST_TYPES:
            break
        found = {key: _elected(sample.grid[which], valid[which]) for key, which in by_key.items()}
        votes = sum(int(valid[by_key[key]][:, own].sum()) for key, own in found.items())
        score = votes, -sum(len(by_key[key]) for key, own in found.items() if own)
        if votes and score > most:
            most, best, groups = score, found, by_key
    forms = [
        around(_with_dates(offsets, sample.chosen(groups[key])), sample.chosen(groups[key]), key.encode())
        for key, offsets in best.items()
        if offsets
    ]
    return tuple(forms) or None


def _elected(grid: Grid, valid: Mask) -> list[int]:
    """Where at least five lines and half of all have a valid NIR, and not the same everywhere.

    Chance gives one line in two hundred a valid one at some position, five of ten lines one in 10^9.
    """
    votes = valid.sum(axis=0)
    elected: list[int] = []
    for offset in np.argsort(-votes, kind="stable").tolist():
        if votes[offset] < max(_LEAST_LINES, _SHARE * len(grid)):
            break
        values = grid[valid[:, offset], offset : offset + _NIR_WIDTH]
        apart = all(abs(offset - other) >= _NIR_WIDTH for other in elected)
        if apart and len(np.unique(values, axis=0)) >= _LEAST_DIFFERENT:
            elected.append(offset)
    return elected


def valid_nirs(grid: Grid) -> Mask:
    """bool[n, width - 14]: whether the fifteen characters from a position on are a NIR and its key.

    Structure: sex, year, month (or a pseudo-month), department (2A and 2B too) and commune, order (INSEE); the key is
    97 - N mod 97, for which 2A and 2B count as 19 and 18.
    """
    width = grid.shape[1] - _NIR_WIDTH + 1
    if width <= 0:
        return np.zeros((len(grid), 0), np.bool_)
    digits, is_digit = (grid - ord("0")).astype(np.int64), grid - ord("0") < 10
    letters = (grid | 0x20) - ord("a") < 2

    def number(at: int, count: int) -> NDArray[np.int64]:
        total = np.zeros((len(grid), width), np.int64)
        for i in range(at, at + count):
            total = total * 10 + digits[:, i : i + width]
        return total

    before = np.zeros((len(grid), grid.shape[1] + 1), np.int16)
    np.cumsum(is_digit, axis=1, out=before[:, 1:])
    all_digits = before[:, _NIR_WIDTH:] - before[:, :width]
    island = letters[:, _CORSICAN_AT : _CORSICAN_AT + width] & (digits[:, 5 : 5 + width] == 2)
    spelled: Mask = (all_digits == _NIR_WIDTH) | island & (all_digits == _NIR_WIDTH - 1)
    if not spelled.any():
        return spelled
    digits[letters] = 0
    # A counts as 0 less a million, B as 0 less two: the same as 19 and 18 for 2A and 2B.
    is_b = (grid | 0x20)[:, _CORSICAN_AT : _CORSICAN_AT + width] == ord("b")
    total = number(0, 13) - island * (1 + is_b) * 1_000_000
    right = 97 - total % 97 == number(13, 2)
    sex, month, department, commune = number(0, 1), number(3, 2), number(5, 2), number(7, 3)
    overseas = (department == 97) | (department == 98)
    placed = (island | (department > 0)) & (np.where(overseas, commune % 100, commune) > 0)
    dated = (month >= 1) & ~((month > 12) & (month < 20)) & ~((month > 42) & (month < 50))
    valid: Mask = spelled & right & placed & dated & (sex >= 1) & (sex <= 8) & (number(10, 3) > 0)
    return valid


def _with_dates(offsets: Sequence[int], sample: Sample) -> list[Field]:
    """The NIR, and the birth dates that stand right before or behind one, blanks aside."""
    fields = [Field(start=at, end=at + _NIR_WIDTH, name=NIR) for at in sorted(offsets)]
    blank: Mask = (sample.grid > _BLANK).sum(axis=0) == 0
    dates: list[Field] = []
    for one in fields:
        years = sample.grid[:, one.start + 1 : one.start + 3]
        end, start = one.end, one.start
        while end < sample.width and blank[end]:
            end += 1
        while start > 0 and blank[start - 1]:
            start -= 1
        near = [(end, end + len(form), form) for form in _DATE_FORMS]
        near += [(start - len(form), start, form) for form in _DATE_FORMS if start >= len(form)]
        for a, b, form in near:
            free = all(b <= other.start or a >= other.end for other in (*fields, *dates))
            if free and b <= sample.width and _are_births(sample.grid[:, a:b], form, years):
                dates.append(Field(start=a, end=b, name=BIRTH_DATE))
                break
    return [*fields, *dates]


def _are_births(grid: Grid, form: str, years: Grid) -> bool:
    """Whether nearly all values are dates of a form, most with the year of the NIR beside them."""
    shown = (grid > _BLANK).any(axis=1)
    right = shown.copy()
    numbers = dict.fromkeys("JMA", np.zeros(len(grid), np.int64))
    for i, letter in enumerate(form):
        digit = grid[:, i] - ord("0")
        if letter in numbers:
            right &= digit < 10
            numbers[letter] = numbers[letter] * 10 + digit
        else:
            right &= grid[:, i] == ord(letter)
    day, month, year = (numbers[letter] for letter in "JMA")
    right &= (day <= 31) & (month <= 12) & (year >= _OLDEST) & (year <= _NEWEST)
    written = (years - ord("0")).astype(np.int64)
    same = right & (year % 100 == written[:, 0] * 10 + written[:, 1])
    enough = int(shown.sum()) >= _LEAST_LINES and int(right.sum()) >= _DATE_SHARE * int(shown.sum())
    return enough and int(same.sum()) >= _SAME_YEAR_SHARE * int(right.sum())
