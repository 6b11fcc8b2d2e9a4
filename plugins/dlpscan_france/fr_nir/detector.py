"""The French social security number (NIR), and the NIA and INS that share its form.

Thirteen positions (sex, year, month, place of birth, order) and a key of two digits, 97 - N mod 97; the Corsican
departments 2A and 2B count as 19 and 18. The key lets one random number in a hundred pass, and most long numbers have
the structure, so what a number is worth without a label depends on how ordinary it is: a man or woman born in a
calendar month weighs more than the pseudo-months (20 and above) and the provisional numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import Category, Cue, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts, Where

from ..base import FunctionDetector
from .digits import CORSICAN_AT, WIDTH, numbers_of, rows_of, structure_of, takes_key_beside, two

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_GROUP_BORDERS = 5  # between six groups
_TAGS = ("fictitious", "provisional", "special")
_FICTITIOUS, _PROVISIONAL, _SPECIAL = range(3)

_SEPARATOR = "[ ._/-]?"
_MONTH = r"(?:0[1-9]|1[0-2]|[2-9]\d)"
_DEPARTMENT = r"(?:\d{2}|2[AB])"
_PLACE = rf"(?:{_DEPARTMENT}{_SEPARATOR}\d{{3}}|(?:\d{{3}}|2[AB]\d)[ ._/-]\d{{2}})"
_BODY = rf"[1-8]{_SEPARATOR}\d{{2}}{_SEPARATOR}{_MONTH}{_SEPARATOR}{_PLACE}{_SEPARATOR}\d{{3}}"
_BEFORE_KEY = r"(?: {0,3}[/|,;:.(_-]? {0,3}(?:cl(?:é|ef) {0,2}:? {0,2})?)"
_EDGE, _END = r"(?<!\d[.,])", r"(?![.,]\d)"

_COMPLETE = rf"{_EDGE}{_BODY}{_BEFORE_KEY}\d{{2}}{_END}"
# As a spreadsheet writes them; with fewer decimals digits are lost.
_FLOAT = r"[1-8](?:\d{14}[.,]0{1,2}|[.,]\d{14}E\+14)"
_SPACED = r"\|?[1-8](?:[\ |]\d){5}[\ |][\dAB](?:[\ |]\d){6} {0,3}(?:[\ |]\d){2}"
# Read by a machine: an O for a 0, an l or I for a 1. Looked for as a run of such characters with a letter in it.
_ANY, _LETTER = "[0-9OolI]", "[OolI]"
_TWO, _THREE = f"{_ANY}{{2}}", f"{_ANY}{{3}}"
_TWO_MISREAD = f"(?:{_LETTER}{_ANY}|{_ANY}{_LETTER})"
_THREE_MISREAD = f"(?:{_LETTER}{_TWO}|{_ANY}{_LETTER}{_ANY}|{_TWO}{_LETTER})"
_GROUPS = ("[1-8lI]", _TWO, _TWO, _TWO, _THREE, _THREE, _TWO)
_MISREAD_GROUPS = ("[lI]", _TWO_MISREAD, _TWO_MISREAD, _TWO_MISREAD, _THREE_MISREAD, _THREE_MISREAD, _TWO_MISREAD)


def _misread(groups: tuple[str, ...], misread: tuple[str, ...]) -> str:
    """One of the groups has a letter."""
    ways = [(*groups[:i], misread[i], *groups[i + 1 :]) for i in range(len(groups))]
    return "(?:" + "|".join(_SEPARATOR.join(way) for way in ways) + ")"


_MISREAD = _misread(_GROUPS, _MISREAD_GROUPS)
# Overseas the place is written with three digits first.
_MISREAD_OVERSEAS = _misread(
    (*_GROUPS[:3], _THREE, _TWO, *_GROUPS[5:]),
    (*_MISREAD_GROUPS[:3], _THREE_MISREAD, _TWO_MISREAD, *_MISREAD_GROUPS[5:]),
)
_MISREAD_RUN = r"(?:[lI]|[1-8][0-9OolI ._/-]{0,22}[OolI])[0-9OolI ._/-]{0,22}"
_KEY_BELOW = rf"{_EDGE}{_BODY} {{0,4}}[^\n\d]?\n {{0,8}}cl(?:é|ef?)[ .:=]{{1,6}}\d{{2}}{_END}"
_KEYLESS = rf"{_EDGE}[1278]\d{{2}}(?:0[1-9]|1[0-2])(?:\d{{5}}|2[AB]\d{{3}})\d{{3}}{_END}"
_KEYLESS_CARD = r"[1278] \d{2} (?:0[1-9]|1[0-2]) (?:(?:\d{2}|2[AB]) \d{3}|\d{3} \d{2}) \d{3}(?! \d)"
_KEYLESS_CELL = rf"[1278]{_SEPARATOR}\d{{2}}{_SEPARATOR}{_MONTH}{_SEPARATOR}{_PLACE}{_SEPARATOR}\d{{3}}(?:[.,]0)?"

_LABELS = (
    "nir", "nirpp", "nia", "ins", "nss", "n ss", "num ss", "no ss", "numéro ss", "ssn", "sécu", "num sécu", "no sécu",
    "nosécu", "sec soc", "sécurité sociale", "sécurité soc", "s[ée]c sociale", "social security", "insee", "immat",
    "immatriculation", "immatriculée?", "matricule", "numéro (?:d )?assuré", "n (?:d )?assuré", "num assuré",
    "assuré social", r"assurée?(?:\(e\))?", "ouvrant droits?", "ouvreur de droits?", "identifiant national",
    "(?:mat|matricule|immat|num|n) (?:d )?assuré", "assurée? ?:? num(?:éro)?",
    "immatricu[l1]ation", "carte vitale", "vitale", "ben nir", "insnir", "nss patient", "numéro national",
    r"n (?:de )?s\.?s\.?", "1\\.2\\.250\\.1\\.213\\.1\\.4\\.[89]", "numérosécuritésociale", "num sécurité",
)  # fmt: skip
# Who assigned the number: the OIDs of the INS, and what HL7 calls them (ANS, identifiant national de santé).
_AUTHORITIES = (
    r"1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)",
    *("ins nir", "ins nia", "asip sante ins nir", "ins-nir", "ins-nia"),
)
_OTHER_NUMBERS = (
    "imei", "siret", "siren", "iban", "rib", "cip", "cip13", "ean", "gtin", "série", "serial", "lot", "ticket",
    "commande", "facture", "carte bancaire", "cb", "tva", "isbn", "colis", "suivi",
)  # fmt: skip


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    rows, bare = rows_of(hits)
    bare &= ~takes_key_beside(hits, rows, bare)
    number, corsican = numbers_of(rows)
    keyed = ~bare
    shaped, plain = structure_of(rows)
    right = shaped & (97 - number % 97 == two(rows, 13))
    labelled = hits.labelled() | hits.cue("authority")
    valid = np.where(bare, shaped & _may_lack_key(rows, number, corsican), right)
    # "NIR 2850797901001, 12 rue …": what stands behind a comma need not be the key.
    spelled = (hits.end - hits.start) > WIDTH
    loose = _is_loose(hits, keyed & ~right & labelled)
    bare |= loose
    valid |= loose & shaped & _may_lack_key(rows, number, corsican)
    confidence = _confidence(hits, rows, bare=bare, plain=plain, spelled=spelled)
    confidence[~valid | (_is_punctuated(hits) & ~labelled)] = 0
    key = number.astype(np.uint64) + corsican.astype(np.uint64) * np.uint64(10**13)
    special = _is_for_bills(rows)
    key[~valid | special] = 0
    return Verdicts(confidence=confidence, failed=keyed & ~valid, tag=_tag(rows, special), key=key)


def _may_lack_key(rows: Rows, number: NDArray[np.int64], corsican: NDArray[np.int64]) -> Mask:
    """Thirteen characters may be a NIR; those that start with 3 or 4 are rather the codes of drugs."""
    sex = rows[:, 0] - ord("0")
    may: Mask = ((sex <= 2) | (sex == 7) | (sex == 8)) & ((corsican > 0) | (number > 0))
    return may


def _is_punctuated(hits: Hits) -> Mask:
    """A point, dash or slash at some borders of the groups but not at all of them: decimals, coordinates, dates.

    One before the key is usual, and five or more are a number written in groups.
    """
    import numpy as np

    from dlpscan.arrays import Strings, byte_set

    spelled = np.flatnonzero((hits.end - hits.start) > WIDTH)
    found = np.zeros(len(hits), np.bool_)
    marks = Strings.cut(hits.chunk.text, hits.start[spelled], hits.end[spelled]).kept(byte_set(b"._/-")).lengths
    text = np.frombuffer(hits.chunk.text, np.uint8)
    before_key = byte_set(b"._/-")[text[hits.end[spelled] - 3]]
    found[spelled] = (marks > before_key) & (marks < _GROUP_BORDERS)
    return found


def _is_loose(hits: Hits, asked: Mask) -> Mask:
    """Which of the hits asked about have a comma or semicolon inside."""
    import numpy as np

    loose = np.zeros(len(hits), np.bool_)
    for i in np.flatnonzero(asked & ((hits.end - hits.start) > WIDTH))[:1000].tolist():
        value = hits.chunk.text[hits.start[i] : hits.end[i]]
        loose[i] = b"," in value or b";" in value
    return loose


def _tag(rows: Rows, special: Mask) -> NDArray[np.int8]:
    """int8[n]: nobody's, of somebody who waits for a number, for bills without a name; -1 for an ordinary number.

    Communes above 990 were never assigned in Corsica, nor any place that begins with 979.
    """
    import numpy as np

    sex, place = rows[:, 0] - ord("0"), two(rows, 7)
    overseas = (rows[:, 5] == ord("9")) & (rows[:, CORSICAN_AT] == ord("7")) & (rows[:, 7] == ord("9"))
    corsican = (rows[:, CORSICAN_AT] >= ord("A")) & (place == 99) & (rows[:, 9] > ord("0"))
    tags = np.select([overseas | corsican, special, sex >= 7], [_FICTITIOUS, _SPECIAL, _PROVISIONAL], -1)
    return tags.astype(np.int8)


def _is_for_bills(rows: Rows) -> Mask:
    """The numbers under which acts are billed without a name: 2 55 55 55 … 030 and 042 (circular Cnam 49/2003)."""
    fives = (rows[:, 1:7] == ord("5")).all(axis=1)
    fictive: Mask = fives & (rows[:, 10] == ord("0")) & ((two(rows, 11) == 30) | (two(rows, 11) == 42))
    return fictive


def _confidence(hits: Hits, rows: Rows, *, bare: Mask, plain: Mask, spelled: Mask) -> NDArray[np.float32]:
    import numpy as np

    sex = rows[:, 0] - ord("0")
    rare = (sex == 5) | (sex == 6)
    alone = np.select(
        [bare | rare, _is_spaced(hits), plain, spelled | (sex >= 7) & (two(rows, 3) <= 12)], [0.0, 0.4, 0.7, 0.5], 0.4
    )
    # A box a digit is what forms have; other numbers are hardly ever written like this.
    boxed = np.frombuffer(hits.chunk.text, np.uint8)[hits.end - 2] == ord("|")
    alone[boxed & _is_spaced(hits)] = 0.6
    alone[hits.cue("other-number")] *= 0.5
    misread = (hits.pattern == _MISREAD_AT) | (hits.pattern == _MISREAD_AT + 1)
    alone[misread] = 0.3
    labelled = np.select([bare, misread], [0.5, 0.6], 0.95)
    return np.where(hits.labelled() | hits.cue("authority"), labelled, alone).astype(np.float32)


def _is_spaced(hits: Hits) -> Mask:
    spaced: Mask = hits.pattern == _PATTERNS.index(_SPACED)
    return spaced


_PATTERNS: tuple[Pattern | str, ...] = (
    _COMPLETE,
    _FLOAT,
    _SPACED,
    _KEYLESS,
    _KEYLESS_CARD,
    _KEY_BELOW,
    Pattern(text=_MISREAD, ignore_case=False, search=_MISREAD_RUN),
    Pattern(text=_MISREAD_OVERSEAS, ignore_case=False, search=_MISREAD_RUN),
    Pattern(text=_KEYLESS_CELL, where=Where.COLUMN),
)

_MISREAD_AT = len(_PATTERNS) - 3

DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-nir",
        title="French social security number (NIR, INS)",
        category=Category.IDENTITY,
        severity=Severity.HIGH,
        # It tells sex, year, month and place of birth.
        identification=0.75,
        context=2,
        labels=_LABELS,
        refuting_labels=("ano", "anonyme", "psa", "imei", "siret", "siren", "cip", "ean", "ret", "commune", "véhicule"),
        cues=(
            Cue(name="other-number", phrases=_OTHER_NUMBERS, before=20),
            Cue(name="authority", phrases=_AUTHORITIES, before=80, after=60),
        ),
        tags=_TAGS,
        votes=True,
        person=Person.NATIONAL_ID,
        matches=("285079790100150", "2 85 07 979 01 001 50", "N° SS : 2850797901001 50", "1 94 05 2A 994 018 90"),
        rejects=("285079790100151", "357409906980125", "3400930050651"),
        reference="INSEE, structure of the NIR; key as in the decree 82-103; INS: ANS, identifiant national de santé",
    ),
    patterns=_PATTERNS,
    judged=_judged,
)
