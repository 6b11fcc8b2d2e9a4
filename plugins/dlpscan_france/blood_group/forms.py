"""How blood groups are written: the patterns, each with the kind of statement that it is.

The letters count as capitals only, the words in any case and as OCR reads them. Sources: the ISBT notation (`RH:1,-2`),
the wording of the French arrêté of 15 May 2018 on immunohaematology (`ABO-RH1`, `RH-KEL1`), and laboratory usage.
"""

from __future__ import annotations

from enum import IntEnum

from dlpscan import Pattern, Where


class Kind(IntEnum):
    """What a match says of itself, from the most telling to what needs a label."""

    EXPLICIT = 0  # A Rh positif
    PHENOTYPE = 1  # C+ E- c+ e+
    LETTER = 2  # Groupe sanguin : A
    CODED = 3  # 883-9^ABO||A
    SPOKEN = 4  # A positif
    SIGNED = 5  # A+
    SMALL = 6  # gs : o-
    RHESUS = 7  # Rh négatif
    HAPLOTYPE = 8  # CCDee
    TICKED = 9  # [x] A
    CELL = 10  # A, below a label
    RHESUS_CELL = 11  # +, below a label


_READ_AS = {"i": "Iil1", "o": "Oo0", "é": "Éé", " ": " "}


def _any(words: str) -> str:
    """The words in either case, with what OCR makes of their letters."""
    return "".join(
        f"[{_READ_AS.get(c, c.upper() + c.lower())}]" if c.isalpha() else f"{c}{{1,3}}" if c == " " else c
        for c in words
    )


def _one_of(*words: str) -> str:
    return "(?:" + "|".join(map(_any, words)) + ")"


_GROUP = "(?:A[12x]?B|A[12x]?|B|O|0)"
_LETTERS = "(?:A[12x]?B|A[12x]?|B|O)"
_SIGN = r"(?:[+-]|\([+-]\))"
_ENDING = rf"(?:{_any('f')}|{_any('ve')})"
_SAID = rf"(?:{_any('pos')}(?:{_any('iti')}{_ENDING})?|{_any('nég')}(?:{_any('ati')}{_ENDING})?)"
_WEAK_D = _one_of("faible", "partiel", "weak")
_RHESUS = rf"(?:(?:{_any('facteur')}|{_any('fact')}\.?) {{1,2}})?{_any('rh')}(?:{_any('ésus')})?(?: {_any('factor')})?"
_ANTIGEN = r"(?:[ ._-]{0,3}(?:\((?:RH ?|anti-)?[D1]\)|D|1|(?:RH|Rh) ?[D1]))?(?: {0,2}\((?:RH|Rh)? ?[D1]\))?"
_RESULT = rf"(?:{_SIGN}|{_SAID}|{_WEAK_D}|{_any('plus')}|{_any('moins')})"
_LEADER = "[ .:=_…]{0,40}"
_LINK = rf"[ ,;/.(_-]{{0,30}}(?:{_one_of('de', 'du', 'à', 'et')} {{1,2}})?"
_RH = rf"{_RHESUS}{_ANTIGEN}{_LEADER}"
_NUMBERED = r"(?:RH|Rh) ?(?::|-) {0,2}-?1(?:D)?"
_EXPLICIT = rf"{_GROUP}{_LINK}(?:{_RH}{_RESULT}|{_NUMBERED})"
_TWO_LINES = rf"{_GROUP}[ .;,|*]{{0,30}}\n[ |>*-]{{0,20}}(?:{_RH}|D {{0,30}}[ :.=]{{1,30}}){_RESULT}"

_SANG = rf"(?:{_any('sang')}(?:{_any('uin')})?\.?|[Ss][Gg]\.?)"
_GROUPE = (
    rf"(?:{_any('groupe')}|{_any('group')}|{_any('gpe')}|{_any('grpe')}|{_any('grp')}|{_any('gp')}|{_any('gr')})\.?"
)
_TITLE = (
    rf"(?:{_GROUPE}[ _.-]?(?:{_SANG}|[Aa][Bb][Oo])(?:[ _/-]?(?:ABO|{_any('érythrocytaire')}))?"
    rf"|{_any('groupage')}(?: ABO)?|[Aa][Bb][Oo]|[Gg]\.?[Ss]\.?"
    rf"|{_any('blood')}[ _-](?:{_any('group')}|{_any('type')}))"
)
_REMARK = r"(?: {0,3}\([^\n()]{1,40}\))?"
_SEPARATOR = r"(?: {0,24}[:=.|>]{1,40} {0,30}| {1,30})(?:\[[xX]\] ?)?"
_MORE = (
    rf"{_LINK}(?:(?:{_RHESUS}{_ANTIGEN}|D){_LEADER})?(?:{_RESULT}|: ?-?1)|[+(/|0-9-]"
    rf"| {{0,3}},? ?(?:ou|OU|et|ET|or|A|B|AB|O|0)(?!\w)"
)
_LETTER = rf"{_TITLE}{_REMARK}{_SEPARATOR}{_GROUP}(?!{_MORE})"
_CODED = (
    rf"(?:882-1|883-9|10331-7|{_TITLE}|{_RHESUS}{_ANTIGEN})[^\n|]{{0,60}}\|\d{{0,2}}\|"
    rf"(?:{_GROUP}|{_SAID}|{_SIGN})(?! ?[\w+(-])"
)
_SPOKEN = rf"{_GROUP}(?: {{1,20}}| ?[_,/:-] ?)(?:D[ :]{{1,3}})?(?:{_SAID}|{_any('plus')}|{_any('moins')})"
_WEAK = rf"{_GROUP} {{1,3}}D[ :.-]{{0,3}}(?:{_WEAK_D}|[+-])"
_SIGNED = rf"{_LETTERS}(?:[+-]| {{1,3}}[+-](?! ?[\w\\$({{])|[ ]?\([+-]\))(?![+-])"
_SMALL = (
    rf"(?:(?:{_TITLE}|{_GROUPE}) ?[:=]? ?(?:ab|a|b|o|0) ?{_SIGN}(?! ?[\w+-])"
    rf"|{_TITLE} ?[:=]? ?(?:ab|a|b|o|0) {{1,3}}{_SAID}|{_GROUPE} ?[:=]? ?(?:ab|b|o|0) {{1,3}}{_SAID})"
)
_RHESUS_ALONE = rf"(?:{_RH}{_RESULT}|{_NUMBERED})(?!\+|,-?\d)"
_ANTIGEN_SIGN = r"(?:D|C[wW]?|c|E|e|K|k|S|s|M|N|Kell|KELL|KEL1?) ?[+-]"
_PHENOTYPES = (
    rf"(?:{_ANTIGEN_SIGN}[ ,;/.]{{0,4}}){{3,11}}(?:(?:Fy|Jk|FY|JK) ?\([ab][+-][ab][+-]\))?",
    r"(?:(?:Fy|FY|Jk|JK|Lu|Kp|Le) ?\( ?a ?[+-],? ?b ?[+-] ?\)[ ,;]{0,3}){1,3}(?:(?:M|N|S|s)[+-][ ,;]{0,3}){0,4}",
    r"(?:RH|Rh) ?: {0,2}-?[1-5](?:, {0,2}-?[1-5]){2,5}(?:[ ,;/]{0,4}(?:KEL|K) ?: ?-?1(?:,-?2)?)?",
    r"[CcD][Dd]?[CcEe]e?/[CcD][Dd]?[CcEe]e?",
)
_HAPLOTYPE = (
    r"(?:D[+-]? ?)?(?:CC|Cc|cC|cc)[ .]?(?:DD|Dd|dd|D|d)?[ .]?(?:EE|Ee|eE|ee)"
    r"(?:[ ,/]{0,3}(?:K|k|Kell|KELL|KEL1?)[ :]?[+-]){0,2}"
)
_TICKED = rf"(?:\[ ?[xXvV✓✔] ?\]|\( ?[xXvV] ?\)|[☒☑■✓✔]) {{0,3}}{_LETTERS}{_SIGN}?"
_CELL = rf"{_GROUP} ?[,/;_-]? ?(?:{_RHESUS}{_ANTIGEN} ?[:=]? ?)?(?:{_SIGN}|{_SAID}|{_WEAK_D}|[pnPN])?"
_RHESUS_CELL = rf"(?:{_RHESUS}{_ANTIGEN} ?[:=]? ?)?(?:{_SIGN}|{_SAID}|{_WEAK_D}|[PN])"

FORMS: tuple[tuple[Kind, str], ...] = (
    # The narrow ones of columns first: a cell that one of them takes is not tried by the wide ones.
    (Kind.CELL, _CELL),
    (Kind.RHESUS_CELL, _RHESUS_CELL),
    (Kind.EXPLICIT, _EXPLICIT),
    (Kind.EXPLICIT, _TWO_LINES),
    *((Kind.PHENOTYPE, one) for one in _PHENOTYPES[:3]),
    (Kind.LETTER, _LETTER),
    (Kind.CODED, _CODED),
    (Kind.HAPLOTYPE, _HAPLOTYPE),
    (Kind.HAPLOTYPE, _PHENOTYPES[3]),
    (Kind.SPOKEN, _SPOKEN),
    (Kind.SPOKEN, _WEAK),
    (Kind.SIGNED, _SIGNED),
    (Kind.SMALL, _SMALL),
    (Kind.RHESUS, _RHESUS_ALONE),
    (Kind.TICKED, _TICKED),
)
PATTERNS = tuple(
    Pattern(
        text=text,
        ignore_case=kind is Kind.CELL,
        where=Where.COLUMN if kind in (Kind.CELL, Kind.RHESUS_CELL) else Where.ANYWHERE,
    )
    for kind, text in FORMS
)
