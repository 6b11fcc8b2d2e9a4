"""The patients and their laboratories. Nobody stands behind them, see make_leak.py."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .names import FAMILIES, LABS, MAIL_HOSTS, MEN, MUTUELLES, STREETS, TOWNS, WOMEN
from .spelling import BLOOD_GROUPS, BLOOD_SPELLINGS, LANDLINES, MOBILE, NAME_STYLES, bare, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

CHILD = 0.011
"""Share of the new patients that are insured under the number of somebody seen before."""
REMEMBERED = 20_000
"""How many people are kept to come back, an even sample of all seen so far."""


def days(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last."""
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


ADULT_BIRTHS = days(date(1928, 1, 1), date(2003, 12, 31))
CHILD_BIRTHS = days(date(2004, 1, 1), date(2020, 8, 31))
PSEUDO_MONTHS = (*range(20, 43), *range(50, 100))  # civil-status documents without a month


class Lab(NamedTuple):
    """A laboratory and its habits of writing."""

    name: str
    blood: tuple[str, str]
    name_style: Callable[[str], str]
    comment_style: Callable[[str], str]
    landline: str
    towns: tuple[tuple[str, str, str], ...]
    physicians: tuple[str, ...]


class Person(NamedTuple):
    """A patient, as every visit tells it again."""

    woman: bool
    family: str
    birth_family: str
    given: str
    born: date
    nir: str
    child: bool
    address: str
    town: tuple[str, str, str]
    landline: str
    mobile: str
    email: str
    blood: str
    insurer: str
    login: str
    lab: Lab


class Dice(Random):
    """The one source of chance."""

    def pick(self, values: Sequence[T]) -> T:
        """Like choice, at half the cost."""
        return values[int(self.random() * len(values))]

    def number(self, prefix: str) -> str:
        """A phone number of a range of ten thousand."""
        return f"{prefix}{int(self.random() * 10_000):04}"


class People:
    """Whoever comes to the laboratories."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._pick = dice.pick
        self._chance = dice.random
        self.labs = tuple(self._lab(name) for name in LABS)
        self._past: list[Person] = []
        self._seen = 0

    def returning(self) -> Person | None:
        """Somebody seen before; nobody yet at the first row."""
        return self._pick(self._past) if self._past else None

    def newcomer(self) -> Person:
        """Somebody never seen before, now and then a child of somebody who was."""
        parent = self.returning() if self._chance() < CHILD else None
        person = self._child(parent) if parent else self._adult()
        self._remember(person)
        return person

    def _remember(self, person: Person) -> None:
        """Reservoir sampling: whoever was seen is as likely to come back, early or late in the file."""
        self._seen += 1
        if len(self._past) < REMEMBERED:
            self._past.append(person)
        elif (place := int(self._chance() * self._seen)) < REMEMBERED:
            self._past[place] = person

    def _adult(self) -> Person:
        chance = self._chance
        woman = chance() < 0.54
        birth_family = self._pick(FAMILIES)
        family = self._pick(FAMILIES) if woman and chance() < 0.5 else birth_family
        given = self._pick(WOMEN if woman else MEN)
        born = self._pick(ADULT_BIRTHS)
        lab = self._pick(self.labs)
        return Person(
            woman=woman,
            family=family,
            birth_family=birth_family,
            given=given,
            born=born,
            nir=self._nir(born, woman=woman),
            child=False,
            address=self._address(),
            town=self._pick(lab.towns),
            landline=self._landline(lab) if chance() < 0.65 else "",
            mobile=self._dice.number(MOBILE) if chance() < 0.66 else "",
            email=self._email(given, family) if chance() < 0.4 else "",
            blood=self._pick(BLOOD_GROUPS) if chance() < 0.7 else "",
            insurer=self._pick(MUTUELLES) if chance() < 0.65 else "",
            login=f"{slug(given)[0]}{slug(family)[:8]}{int(chance() * 9000) + 1000}" if chance() < 0.45 else "",
            lab=lab,
        )

    def _child(self, parent: Person) -> Person:
        """A child insured under the number of a parent."""
        woman = self._chance() < 0.5
        given = self._pick(WOMEN if woman else MEN)
        born = self._pick(CHILD_BIRTHS)
        return parent._replace(
            woman=woman, given=given, born=born, child=True, birth_family=parent.family, mobile="", email="", login="",
            blood=self._pick(BLOOD_GROUPS) if self._chance() < 0.4 else "",
        )  # fmt: skip

    def _nir(self, born: date, *, woman: bool) -> str:
        chance = self._chance
        sex = int(woman) + (7 if chance() < 0.01 else 1)
        month = self._pick(PSEUDO_MONTHS) if chance() < 0.01 else born.month
        if chance() < 0.02:
            place = f"2{'AB'[int(chance() * 2)]}{991 + int(chance() * 9)}"
        else:
            place = f"979{1 + int(chance() * 90):02}"
        return f"{sex}{born.year % 100:02}{month:02}{place}{1 + int(chance() * 999):03}"

    def _address(self) -> str:
        flat = f" APT {1 + int(self._chance() * 60)}" if self._chance() < 0.15 else ""
        return f"{1 + int(self._chance() * 140)} {self._pick(STREETS)}{flat}"

    def _landline(self, lab: Lab) -> str:
        return self._dice.number(lab.landline if self._chance() < 0.85 else self._pick(LANDLINES))

    def _email(self, given: str, family: str) -> str:
        return f"{slug(given)}.{slug(family)}{int(self._chance() * 99) or ''}@{self._pick(MAIL_HOSTS)}"

    def _lab(self, name: str) -> Lab:
        return Lab(
            name=name,
            blood=self._pick(BLOOD_SPELLINGS),
            name_style=self._pick(NAME_STYLES),
            comment_style=bare if self._chance() < 0.25 else str,
            landline=LANDLINES[1] if self._chance() < 0.6 else self._pick(LANDLINES),
            towns=tuple(self._dice.sample(TOWNS, 6)),
            physicians=tuple(f"DR {bare(self._pick(FAMILIES))} {self._pick('ABCDEFGJLMNPRSTY')}" for _ in range(30)),
        )
