"""Birth dates in running text: how they are written, and what around them says whose they are.

The forms are those of French paperwork: figures with any separator, months by name, years in words as in civil acts, a
digit a box on forms. The INS writes 00 for an unknown day or month (ANS, référentiel identifiant national de santé).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ..language.folding import plain
from ..names.known import has_capitals, is_first_name, tokens_of

OLDEST = 1900
"""Whoever was born before this is history."""

_MONTHS = (
    "janv(?:ier)?", "f[ée]v(?:r(?:ier)?)?", "mars", "avr(?:il)?", "mai", "juin", "juil(?:let)?", "ao[ûu]t",
    "sept(?:embre)?", "oct(?:obre)?", "nov(?:embre)?", "d[ée]c(?:embre)?",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_SLASHED = r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})"
_BY_NAME = rf"\d{{1,2}}(?:er)?[ -]{_MONTH}\.?[ -](?:\d{{4}}|\d{{2}})"
DATE = (
    rf"(?:{_BY_NAME}|{_SLASHED}|\d{{2}}[ |]\d{{2}}[ |]\d{{4}}|\d{{4}}[/.-]\d{{2}}[/.-]\d{{2}}|\d{{8}}|\d{{6}}"
    r"|\d(?:[ |]{1,3}\d){7})"
)
_MISREAD = r"[\dlIOo]{2}[/.-][\dlIOo]{2}[/.-][\dlIOo]{4}"
# What announces a date and is rare in other texts; one run of what is no figure keeps the search for it cheap.
_ANCHOR = r"(?:né|nee?(?: 1e)?|(?:date?|dte?|d)?nais|d\.? ?d\.? ?n|birth|dob|born|anniv)"
_BEHIND_ANCHOR = rf"(?:{_ANCHOR}[^\d\n;]{{0,40}})"
_DICOM = r"0030\)? ?(?:DA )?[\[='\"]?"
_NUMERIC = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
# The blanks are ASCII, and the letters may be none (the end of an accented one is no letter to the search): it is fast.
_BEHIND_NAME = r"(?:[A-Z]{0,24}\)?[\ \t,:(\-]{1,12}|\(\d{2,5}\)[ ,]{1,2}le )"
_DAY_IN_WORDS = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze"
    r"|quinze|seize|vingt(?:[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[ -]et[ -]un)?)"
)
_YEAR_IN_WORDS = r"(?:mill?e? neuf[ -]cents?|deux[ -]mille?)(?:[ -](?:et|[a-z]{2,8})){0,4}"

LABELLED = rf"(?<=(?<![0-9A-Z]){_BEHIND_ANCHOR})(?:{DATE}|{_MISREAD})|(?<=(?<![0-9A-Z]){_DICOM})\d{{8}}"
LABELLED_SOUGHT = rf"{_BEHIND_ANCHOR}(?:{DATE}|{_MISREAD})|{_DICOM}\d{{8}}"
NAMED = rf"(?<=(?<![0-9A-Z]){_BEHIND_NAME}){_NUMERIC}|(?<=(?<![0-9A-Z])\(){_BY_NAME}"
NAMED_SOUGHT = rf"{_BEHIND_NAME}{_NUMERIC}|\({_BY_NAME}"
IN_WORDS = rf"{_DAY_IN_WORDS} {_MONTH} {_YEAR_IN_WORDS}"

_UNITS = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split())} | {
    "premier": 1,
    "une": 1,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_FOURSCORE = 80

_LABEL = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<born>n[ée?\ufffd]{1,2}(?P<many>s)?(?:\(e\)|[.·/-]e)?)"
    r"|(?P<label>d ?\.? ?d ?\.? ?n\b ?\.?(?:aiss\w*)?|dn(?= ?[:=])|dob|date of birth|birth[ _]?(?:date|day)?|born"
    r"|(?:(?:date|dte?|d)[ ._-]{0,2}(?:et lieu )?(?:de[ ._]?)?)?nais(?:s(?:ance)?)?s?|datnais?|0010,0030)"
    r"|(?P<feast>anniv(?:ersaire)?)"
    r")(?![^\W_])",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
# Between `né` and the date: an article, a place, a maiden name, how it went.
_AFTER_BORN = re.compile(
    r"[\s:.(,*_-]{0,6}(?:sous x |vers |[àa] terme |pr[ée]matur[ée]{1,2}ment |en urgence "
    r"|par (?:c[ée]sarienne|voie basse) )?"
    r"(?:(?:(?i:[àa]|au|aux|en) [^\d:;,]{2,34}?|(?:[A-ZÀ-Þ][\w'’-]*[ ,]{1,2}){1,4})[ ,]*(?:\([^()]{1,14}\) ?)?)?"
    rf"\b(?i:[l1i][ea]|un|en)\b[\s:.]{{0,4}}(?i:(?:{_WEEKDAY}) )?"
    r"|[\s:.(\"'*_=-]{0,10}"
)
# Between a noun and the date: what it is of, and signs.
_AFTER_LABEL = re.compile(
    r"(?:\W|_|\b(?:le|la|l|est|c|du|de|un|en|pt|pte|patiente?|m[èe]re|p[èe]re|fils|fille|enfant|mari|femme|mon|ma"
    r"|votre|notre|son|sa|sexe|[fmh]|age|[âa]ge|ans|assur[ée]{1,2}|b[ée]n[ée]ficiaire|r[ée]sidente?|transmise|lue|saisie"
    r"|connue|correcte?|exacte?|on|da|value|date|jj|mm|aaaa|yyyy|td|span|div|strong|b|"
    rf"{_WEEKDAY})\b)*",
    re.IGNORECASE,
)
_AFTER_FEAST = re.compile(r"\W{0,4}|.*\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s.*")
_NO_BIRTH = re.compile(
    r"(?:actes?|cong[ée]s?|d[ée]clarations?|certificats?|extraits?|primes?|taux|registres?|avis|lieux?|rang"
    r"|allocations?|date)(?: d[e'’] ?| du | a la | [àa] la |[ _])$",
    re.IGNORECASE,
)
_ANIMALS = re.compile(
    r"\b(?:chien|chat|chienne|chatte|chiot|chaton|cheval|jument|poulain|vache|veau|race|tatouage|puce|lapin"
    r"|souris|rats?)\b"
)
_NOBODY = re.compile(
    r"\b(?:societe|entreprise|association|logiciel|projet|revue|journal|maire|ecrivain|roi|reine|exemples?|ex ?:"
    r"|format|modele|specimen|personnes|assures|femmes|hommes|patients)\b"
)
_LIFE = re.compile(
    r"^[^.\n]{0,60}\b(?:mort[e]? (?:le|en|a)\b|et morte?|est une? (?:medecin|chirurgien|ecrivain|homme"
    r"|femme (?:de|politique)|scientifique|biologiste|physicien|chercheu|act(?:eur|rice)|chanteu|philosophe|poete"
    r"|peintre|historien|compositeur|joueu|realisat))|^ ?(?:ou|et) (?:avant|apres|posterieur)"
)
_OF_THINGS = re.compile(
    r"\b(?:la|le|l['’]|cette|cet|ce|notre) ?(?!patient|enfant|bebe|dame|fille|garcon|petite?|nouveau|jeune|nourrisson)"
    r"[a-z]+ (?:est|fut|etait) $"
)
_SEX_OR_AGE = r"(?:(?:[Ss]exe ?:? ?)?[FMHfmh]|\d{1,3} ?(?:ans|mois)|masculin|f[ée]minin)"
_TOKEN = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+"  # noqa: S105  # a word of a name
_NAME_BEFORE = re.compile(
    rf"\b(?P<name>(?:D[EU] |LE |LA |L'|de |du )?{_TOKEN}(?: (?:{_TOKEN}|[A-Z]\.)){{1,4}})"
    rf"(?: ?\((?i:n[ée]e?) [^()]{{2,30}}\))?(?P<more>(?:[ ,(/-]{{1,4}}{_SEX_OR_AGE}\b\)?)*)[ ,:(-]{{1,12}}$"
)
_ONE_NAME = re.compile(
    rf"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle) (?P<name>{_TOKEN})"
    rf"(?P<more>(?:[ ,(/-]{{1,4}}{_SEX_OR_AGE}\)?)*)"
    r"[ ,:(-]{1,12}$"
)
_CIVILITY = re.compile(
    r"(?:M\.?|Mr|Mme|Mlle|Melle|Monsieur|Madame|Mademoiselle|[Ee]nfant|[Bb][ée]b[ée]|[Jj]eune) $", re.IGNORECASE
)
_TITLE = re.compile(r"(?:Drs?|Docteur|Pr|Professeur|rue|avenue|place)\.? $", re.IGNORECASE)
_MORE_BEHIND = re.compile(rf"[ ,/-]{{0,3}}\(?(?:{_SEX_OR_AGE})\b")
_TIME_BEHIND = re.compile(r",? ?(?:[àa] )?\d{1,2} ?[:h] ?\d\d")


@lru_cache(maxsize=4096)
def parsed(text: str) -> int:
    """The date as yyyymmdd, 0 where it is none of somebody who may live."""
    folded = plain(text)
    month = next((n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{_unaccented(name)}", folded)), 0)
    if month and not re.search(r"\d", folded):
        return _checked(*_from_words(folded, month))
    numbers = re.findall(r"\d+", folded if month else re.sub(r"[li]", "1", folded).replace("o", "0"))
    glued = "".join(numbers)
    if month and len(numbers) == 2:
        return _checked(int(numbers[0]), month, _year(numbers[1]))
    if len(numbers) >= 3 and max(map(len, numbers)) > 1:
        first, second, third = numbers[:3]
        return (
            _checked(int(third), int(second), int(first))
            if len(first) == 4
            else _checked(int(first), int(second), _year(third))
        )
    if len(glued) == 8:
        day_first = _checked(int(glued[:2]), int(glued[2:4]), int(glued[4:]))
        return _checked(int(glued[6:]), int(glued[4:6]), int(glued[:4])) or day_first
    return _checked(int(glued[:2]), int(glued[2:4]), _year(glued[4:])) if len(glued) == 6 else 0


def _unaccented(pattern: str) -> str:
    return pattern.replace("[ée]", "e").replace("[ûu]", "u")


def _year(text: str) -> int:
    """Two figures are the last hundred years'."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year > date.today().year % 100 else 2000)


def _checked(day: int, month: int, year: int) -> int:
    """yyyymmdd; day and month may be 0, unknown, and the month 13, as the INS allows for."""
    is_possible = day <= 31 and month <= 13 and OLDEST <= year <= date.today().year
    return year * 10_000 + month * 100 + day if is_possible else 0


def _from_words(folded: str, month: int) -> tuple[int, int, int]:
    before, _, after = re.sub(r"[-\s]+", " ", folded).partition(" ")
    words = [before, *after.split()]
    at = next(i for i, word in enumerate(words) if re.match(_unaccented(_MONTHS[month - 1]), word))
    return _number(words[:at]), month, _number(words[at + 1 :])


def _number(words: list[str]) -> int:
    """The number that words are: `mille neuf cent soixante dix huit`, `quatre vingt treize`."""
    total = current = 0
    for word in words:
        if word in ("mil", "mille"):
            total, current = (current or 1) * 1000, 0
        elif word in ("cent", "cents"):
            total, current = total + (current or 1) * 100, 0
        elif word.startswith("vingt") and current == 4:
            current = _FOURSCORE
        else:
            current += _NUMBERS.get(word, 0)
    return total + current


def is_labelled(before: str, after: str) -> bool:
    """Whether the text before a date says that it is somebody's birth."""
    labels = list(_LABEL.finditer(before))
    if not labels:
        return False
    label, line = labels[-1], before[: labels[-1].start()].rpartition("\n")[2]
    between = before[label.end() :]
    around = plain(line[-60:] + label[0] + between + after)
    if _ANIMALS.search(around) or _NOBODY.search(plain(line + between)) or _LIFE.search(plain(after)):
        return False
    if label["born"]:
        if _OF_THINGS.search(plain(line)):
            return False
        return _AFTER_BORN.fullmatch(between) is not None and not (label["many"] and _is_general(line))
    if label["feast"]:
        return _AFTER_FEAST.fullmatch(between) is not None
    return _AFTER_LABEL.fullmatch(between) is not None and not _NO_BIRTH.search(line)


def _is_general(line: str) -> bool:
    return re.search(r"\b(?:les|des|enfants|tou(?:te)?s|ceux|celles)\b", plain(line)) is not None


def of_name(before: str, after: str, born: int) -> float:
    """The confidence that a date behind a name is the birth of who is so called."""
    line = before.rpartition("\n")[2]
    one = _ONE_NAME.search(line)
    found = _NAME_BEFORE.search(line) or one
    if found is None:
        return 0
    openings = (line[: found.start("name")], found["name"].split()[0] + " ")
    if any(map(_TITLE.search, openings)) or _ANIMALS.search(plain(line)):
        return 0
    tokens = tokens_of(found["name"])
    first_name = any(is_first_name(token) for token in tokens)
    civility = one is not None or any(map(_CIVILITY.search, openings))
    if not (civility or (first_name and has_capitals(found["name"]))):
        return 0
    said = bool(found["more"]) or _MORE_BEHIND.match(after) is not None
    bracketed = before.endswith("(") and after.startswith(")")
    long_ago = born // 10_000 <= date.today().year - 3
    if _TIME_BEHIND.match(after) and not said:
        return 0
    return 0.7 if said or (long_ago and (civility or first_name)) or (bracketed and first_name) else 0
