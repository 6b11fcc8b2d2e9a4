"""Whom the text around a value speaks of: a person, somebody at work, or an organisation.

A value that is a person's by its form alone does not exist: addresses and insurances are printed on letterheads,
leaflets and price lists. What tells is the nearest actor: on the value's own line, then on the lines above, up to
where the block or the record ends, then just below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .folding import folded
from .near_words import (
    COMPANY_PHRASES,
    COMPANY_WORDS,
    NEUTRAL_FIELDS,
    PERSON_FIELDS,
    PERSON_PHRASES,
    READER_PHRASES,
    SURE_PERSON_PHRASES,
    TRADE_PHRASES,
    TRADE_WORDS,
)

if TYPE_CHECKING:
    from dlpscan import Hits

_BEFORE, _AFTER, _ABOVE, _BELOW = 300, 160, 900, 400
_LINES_ABOVE, _LINES_BELOW = 12, 5

_STREET = re.compile(
    r"\b\d{1,4} ?(?:bis|ter|quater|[a-d])?,? (?:rue|r\.|avenue|av\.?|boulevard|bd|place|pl\.?|quai|impasse|imp\.?"
    r"|allees?"
    r"|all\.?|chemin|ch\.?|route|rte|venelle|cours|square|lotissement|lot\.?|sentier|passage|ruelle|mail|esplanade"
    r"|voie"
    r"|promenade|residence|res\.?|hameau|cite|clos|parc|domaine)\b[^,;|/\n(]{0,40}"
    r"|\b(?:residence|res\.|batiment|bat\.?|escalier|appartement|appt?\.?|lotissement|hameau|lieu[- ]dit|immeuble"
    r"|etage"
    r"|rue|avenue|place|boulevard)\b[^,;|/\n(]{0,30}"
)
_CIVILITY = re.compile(
    r"\b(?:(?:Mrs?|MR|[Mm]me|MME|Mlle|MLLE|Melle|Mmes)\.?|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|MONSIEUR|MADAME"
    r"|[Ee]nfant|ENFANT|ENF|[Bb]ébé)\s+(?:et (?:Mme|Madame|M\.|Mr) )?(?=[A-ZÀ-Ý])|\bM\. ?(?=[A-ZÀ-Ý])"
    r"|\bM (?=[A-ZÀ-Ý]{2})"
)
_NOT_FIRST = (
    r"(?!(?:La|Le|Les|Un|Une|Des|Du|En|Au|Aux|Mon|Ma|Mes|Pour|Par|Sur|Avec|Sans|Et|Ce|Cet|Cette|Son|Sa"
    r"|Carte|Droits?|Code|Service|Nom|Type|Rue|Date|Votre|Notre)\b)"
)
_SURNAME = r"(?:(?:D[EU]|LE|LA|LES|DES|EL|BEN|VAN|AIT|SAINT|D|L)[ '’-])?[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,}(?: [A-ZÀ-Ý'’-]{3,})?"
_FIRST_NAME = _NOT_FIRST + r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+)?"
_NAME = re.compile(rf"\b{_SURNAME} {_FIRST_NAME}\b|\b{_FIRST_NAME} {_SURNAME}\b")
_NAME_LINE = re.compile(rf"\s*(?:{_SURNAME},? {_FIRST_NAME}|{_FIRST_NAME} {_SURNAME})\s*(?:\(.{{1,40}}\))?\s*")
_PLAIN_NAME = re.compile(
    r"\s*(?!(?:Bonjour|Cordialement|Le|La|Les|Merci|Page|Date|Objet|Ville|Bourg|Village|Hameau|Lieu|Quartier|Zone"
    r"|Rue|Route)\b)"
    r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? (?:(?:[Ll]e|[Ll]a|[Dd]e"
    r"|[Dd]u) )?[A-ZÀ-Ý][A-Za-zà-ÿ'’]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s*"
)
_DOCTOR = re.compile(r"\b(?:[Dd]r|DR|Drs|Pr|PR|[Dd]octeur|DOCTEUR|[Pp]rofesseur|Me|Ma[iî]tre)\b\.?\s*(?=[A-ZÀ-Ý])")
_BIRTH = re.compile(r"^\s*\d\d[/.-]\d\d[/.-](?:19|20)\d\d\s*$|(?<!\d)[12]\d\d(?:0[1-9]|1[0-2])\d{8}(?: ?\d\d)?(?!\d)")
_LABEL_OF_LINE = re.compile(r"^[\s\"'<*•-]*([a-z][a-z0-9'’°/(). _-]{1,34}?)[\"']?\s*[:=>]")
# `LE HENAFFEC;MARC;M;02021961` or `LE HENAFFEC ; ` in a list without header.
_ROW = re.compile(
    r"^\W*(?:[\w-]+[;|\t])?[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30} ?[;|\t] ?(?:[A-ZÀ-Ý][\w' -]{1,30}[;"
    r"|\t](?:[FMHfm12]|MME|M)?[;|\t]?\d{1,2}[/.-]?\d\d[/.-]?\d{4})?"
)
_BLANKS = re.compile(r"[_\t\u00a0\u202f]")
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


class Who(Enum):
    """Whom a word or line speaks of."""

    PERSON = auto()
    TRADE = auto()
    COMPANY = auto()
    READER = auto()


_EXPRESSIONS = ((Who.PERSON, _CIVILITY), (Who.TRADE, _DOCTOR), (Who.PERSON, _NAME), (Who.PERSON, _ROW))


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at [start, end) of a line; `named` where it is a name or civility and not a general word."""

    start: int
    end: int
    who: Who
    named: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A value's line before and behind it, and the lines above and below, the nearest first."""

    before: str
    after: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@cache
def _folded_expressions() -> tuple[tuple[Who, bool, re.Pattern[str]], ...]:
    def words(text: str) -> str:
        return r"\b(?:" + "|".join(sorted(text.split(), key=len, reverse=True)) + r")(?:e?s|x)?\b"

    return (
        (Who.COMPANY, False, re.compile(words(COMPANY_WORDS))),
        (Who.COMPANY, False, re.compile("|".join(COMPANY_PHRASES))),
        (Who.TRADE, False, re.compile(words(TRADE_WORDS))),
        (Who.TRADE, True, re.compile("|".join(TRADE_PHRASES))),
        (Who.READER, False, re.compile("|".join(READER_PHRASES))),
        (
            Who.PERSON,
            True,
            re.compile(
                r"(?:\b|(?<=_))(?:" + "|".join(PERSON_FIELDS) + r")(?=[\s\"'_>;|]{0,4}(?:[:=>."
                r"|;]|\s{2}))"
            ),
        ),
        (Who.PERSON, True, re.compile("|".join(SURE_PERSON_PHRASES))),
        (Who.PERSON, False, re.compile("|".join(PERSON_PHRASES))),
    )


@lru_cache(maxsize=4096)
def actors(line: str) -> tuple[Actor, ...]:
    """Whom a line speaks of, in its order; streets, which bear names of all kinds, say nothing."""
    line = _INNER_CAPITAL.sub("_", line) if '"' in line or "<" in line else line
    plain = _BLANKS.sub(" ", folded(line))
    plain = _STREET.sub(lambda match: "," * len(match[0]), plain)
    found = [
        Actor(m.start(), m.end(), who, named) for who, named, e in _folded_expressions() for m in e.finditer(plain)
    ]
    taken = [(one.start, one.end) for one in found]
    for who, expression in _EXPRESSIONS:
        for match in expression.finditer(line):
            free = plain[match.start()] != "," and not any(a < match.end() and match.start() < b for a, b in taken)
            if free and not (expression is _NAME and _is_other(plain[match.start() : match.end()])):
                found.append(Actor(match.start(), match.end(), who, named=True))
    # A doctor's name is no other person's.
    doctors = [one.end for one in found if one.who is Who.TRADE and one.named]
    kept = [one for one in found if not (one.who is Who.PERSON and any(0 <= one.start - end <= 3 for end in doctors))]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _is_other(text: str) -> bool:
    """Whether what looks like a name is a place or thing."""
    return bool(
        re.search(
            r"\d|\b(?:cedex|france|tel|fax|mail|adresse|rue|bp|objet|date|page|le \d|sante|assurances?"
            r"|mutuelle|groupe)\b",
            text,
        )
    )


def is_name_line(line: str) -> bool:
    """Whether a line is a person's name and nothing else."""
    return bool(_NAME_LINE.fullmatch(line)) and all(one.who is Who.PERSON for one in actors(line))


def is_plain_name(line: str) -> bool:
    """Whether a line is two or three capitalised words of which none speaks of anything else."""
    return bool(_PLAIN_NAME.fullmatch(line)) and not actors(line)


def tells_birth(line: str) -> bool:
    """Whether a line is a date alone or has a social security number."""
    return bool(_BIRTH.search(line))


def is_neutral_field(line: str) -> bool:
    """Whether a line is a field of somebody's record that names others: insurer, doctor, phone."""
    label = _LABEL_OF_LINE.match(_BLANKS.sub(" ", folded(line)))
    return bool(label and re.search(NEUTRAL_FIELDS, label[1]))


class Reader:
    """Reads what stands around the hits of one chunk."""

    def __init__(self, hits: Hits) -> None:
        self._text = hits.chunk.text
        self._start, self._end = hits.start.tolist(), hits.end.tolist()

    def around(self, index: int) -> Around:
        """The text around a hit, whatever the layout."""
        text, start, end = self._text, self._start[index], self._end[index]
        low = max(text.rfind(b"\n", 0, start), text.rfind(b"\r", max(0, start - _BEFORE), start)) + 1
        before = text[max(low, start - _BEFORE) : start].decode(errors="ignore")
        rest = text[end : end + _AFTER + _BELOW].decode(errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
        after, _, below = rest.partition("\n")
        above = text[max(0, low - _ABOVE) : low].decode(errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
        lines = above.splitlines()
        return Around(
            before, after[:_AFTER], tuple(lines[: -_LINES_ABOVE - 1 : -1]), tuple(below.splitlines()[:_LINES_BELOW])
        )
