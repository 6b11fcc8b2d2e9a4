"""How the text around a phone number is read: as marks, each a word or phrase of a known kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..language.folding import folded
from .families import FAMILIES, PHRASES, Kind

_TOKEN = re.compile(r"[a-z0-9]+")
# A civility and what may be a name behind it.
_CIVILITY = re.compile(
    r"\b(?:(?:Mrs?|MR?|[Mm]me|MME|Mlle|MLLE|Melle)\.?|[Mm]onsieur|[Mm]adame|MONSIEUR|MADAME) (?=[A-ZÀ-Ý])"
    r"|\bM\. ?(?=[A-ZÀ-Ý])"
)
_SURNAME = r"(?:[A-ZÀ-Ý]{2,3}[ '’])?[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,}"
_FIRST_NAME = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_NAME = re.compile(
    rf"\b{_SURNAME}(?: {_FIRST_NAME}\b| [A-ZÀ-Ý]\.)|\b{_FIRST_NAME} {_SURNAME}\b|\b{_SURNAME}[~^]{_SURNAME}\b"
)
# An entry of a list or diary that is a surname alone: `14h40 DERRIENNIC-POL, 02 …`.
_ENTRY = re.compile(rf"(?:^|\d|[;|,(:]|\s[-–])[ \t]*({_SURNAME}(?: {_SURNAME})?)(?=[ \t]*(?:[,;:(=|–-]|\t|  |$))")
_DATED = re.compile(rf"\b({_SURNAME} {_SURNAME})(?= {{1,4}}\d\d[/.-]\d\d[/.-]\d{{4}})")
_LEAST_OF_SURNAMES = 4
_OF_TABLES = re.compile(r"[;|\t]|  ")
# What may stand between a noun and the one that it governs: `pharmacie de la patiente`.
_LINK = re.compile(r"(?:[ '’]|\b(?:d|de|du|des|l|la|le|les)\b)*")
_LOOSE_LINK = re.compile(r"(?:[ '’]|\b(?:d|de|du|des|l|la|le|les|a|au|aux|en|et|pour|aupres|chez|pres)\b)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or phrase at [start, end) of a text; `named` where it is a person's name or civility."""

    start: int
    end: int
    kind: Kind
    named: bool = False


@cache
def _kinds() -> dict[str, Kind]:
    """The kind of each word; the families are in order of precedence."""
    return {word: kind for kind in reversed(FAMILIES) for word in FAMILIES[kind].split()}


@cache
def _phrases() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(phrases))) for kind, phrases in PHRASES.items())


@lru_cache(maxsize=4096)
def kind_of(token: str) -> Kind | None:
    """What a word in lower case says, in the singular or plural, masculine or feminine, misread or not."""
    kinds = _kinds()
    for form in (token, token.removesuffix("s"), token.removesuffix("es"), token.removesuffix("e")):
        if form in kinds:
            return kinds[form]
    if token.endswith(("logie", "logique", "iatrie", "therapie")):
        return Kind.COMPANY
    if token.endswith(("logue", "logues")):
        return Kind.TRADE
    letters = token.translate(_MISREAD)
    if letters != token and not token.isdigit() and not token[:1].isdigit():
        return kinds.get(letters)
    return None


_MISREAD = str.maketrans("10", "lo")


def marks(text: str) -> list[Mark]:
    """The marks of a text in its order."""
    text = text.replace("œ", "oe").replace("Œ", "OE")
    plain = folded(text)
    found = [
        Mark(match.start(), match.end(), kind)
        for match in _TOKEN.finditer(plain)
        if (kind := kind_of(match[0])) is not None
    ]
    for kind, phrase in _phrases():
        found += [Mark(match.start(), match.end(), kind) for match in phrase.finditer(plain)]
    found += [Mark(match.start(), match.end(), Kind.PERSON, named=True) for match in _CIVILITY.finditer(text)]
    found += _names(text, plain)
    return _outermost(found)


def _outermost(found: list[Mark]) -> list[Mark]:
    """The marks in order without those inside of others."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.end > kept[-1].end:
            kept.append(mark)
    return kept


def _names(text: str, plain: str) -> list[Mark]:
    spans = [match.span() for match in _NAME.finditer(text)] + [match.span(1) for match in _DATED.finditer(text)]
    # In a text of capitals any word may stand alone.
    if not text.isupper() or _OF_TABLES.search(text):
        found = _ENTRY.finditer(text)
        spans += [match.span(1) for match in found if match.end(1) - match.start(1) >= _LEAST_OF_SURNAMES]
    return [Mark(a, b, Kind.PERSON, named=True) for a, b in spans if not any(map(kind_of, _TOKEN.findall(plain[a:b])))]


def governor(found: list[Mark], index: int, text: str) -> int:
    """The mark that governs a mark: `pharmacie` of `pharmacie de la patiente`, `fille` of `fille de M. X`."""
    plain = folded(text)
    while index:
        before, mark = found[index - 1], found[index]
        gap = plain[before.end : mark.start]
        strict, loose = bool(_LINK.fullmatch(gap)), bool(_LOOSE_LINK.fullmatch(gap))
        person = before.kind is Kind.PERSON
        if before.end > mark.start or before.kind in _ATTRIBUTES:
            governs = False
        elif person:
            governs = strict and gap.strip(" '") != "" and not before.named
        else:
            governs = loose and (not mark.named or gap.strip(" '") != "")
        if not governs:
            return index
        index -= 1
    return index


_ATTRIBUTES = (Kind.CALL, Kind.TIME, Kind.PHONE, Kind.LINE, Kind.READER)
