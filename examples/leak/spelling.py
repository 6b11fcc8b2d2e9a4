"""The ways one value is written in a laboratory's file."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

T = TypeVar("T")


def weighted(shares: dict[T, int]) -> tuple[T, ...]:
    """Every key as often as its share says, so that an even draw is a weighted one."""
    return tuple(chain.from_iterable([key] * share for key, share in shares.items()))


def nir_key(nir13: str) -> int:
    """The key of a NIR of 13 characters, 2A and 2B in capitals."""
    return 97 - int(nir13.replace("2A", "19", 1).replace("2B", "18", 1) if nir13[6] in "AB" else nir13) % 97


def _card(nir: str, key: str) -> str:
    cut = 7 if nir[6] in "AB" else 8  # overseas the department has three digits
    return f"{nir[0]} {nir[1:3]} {nir[3:5]} {nir[5:cut]} {nir[cut:10]} {nir[10:]} {key}"


NIR_FORMS: tuple[Callable[[str, str], str], ...] = weighted(
    {
        lambda nir, key: nir + key: 70,
        lambda nir, key: f"{nir} {key}": 15,
        _card: 7,
        lambda nir, key: f"{nir[0]} {nir[1:3]} {nir[3:5]} {nir[5:7]} {nir[7:10]} {nir[10:]} {key}": 3,
        lambda nir, key: f"{nir[0]}.{nir[1:3]}.{nir[3:5]}.{nir[5:7]}.{nir[7:10]}.{nir[10:]}.{key}": 2,
        lambda nir, key: f"{nir}-{key}": 2,
        lambda nir, key: f"'{nir}{key}": 1,  # how a spreadsheet keeps digits as text
    }
)


def _pairs(number: str, separator: str) -> str:
    return separator.join((number[:2], number[2:4], number[4:6], number[6:8], number[8:]))


PHONE_FORMS: tuple[Callable[[str], str], ...] = weighted(
    {
        lambda number: number: 58,
        lambda number: _pairs(number, " "): 22,
        lambda number: _pairs(number, "."): 12,
        lambda number: f"+33{number[1:]}": 5,
        lambda number: f"+33 {_pairs(number, ' ')[1:]}": 3,
    }
)
LANDLINES = ("019900", "026191", "035301", "046571", "053649")
MOBILE = "063998"

BLOOD_GROUPS = weighted({"A+": 38, "O+": 36, "B+": 8, "A-": 7, "O-": 6, "AB+": 3, "B-": 1, "AB-": 1})
BLOOD_UNKNOWN = ("NC", "ND", "en attente", "2e détermination à faire")
BLOOD_SPELLINGS = (("+", "-"), (" RH POS", " RH NEG"), (" POS", " NEG"), (" Rh+", " Rh-"), (" positif", " négatif"))
"""What stands behind A, B, AB or O for Rh positive and negative; a laboratory keeps to one spelling."""


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Capitals without accents, as old laboratory software writes; ß stands for a beta there."""
    return "".join(c for c in normalize("NFKD", text.replace("ß", "b")) if not "\u0300" <= c <= "\u036f").upper()


@cache
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, in bare capitals."""
    return tuple(re.findall("[A-Z]+", bare(name)))


@cache
def slug(name: str) -> str:
    """A name as it stands in a mail address."""
    return "".join(tokens(name)).lower()


NAME_STYLES: tuple[Callable[[str], str], ...] = (bare, bare, str.upper, str)


@cache
def day(when: date) -> str:
    """The only way dates are written here."""
    return f"{when:%d/%m/%Y}"
