"""A small grammar of HIV statements: which result, if any, is said of the virus in a line of text.

A statement is an analyte, what separates, and a result (`VIH 1+2 (CMIA) ..... négatif`). Between the two may stand
other analytes that share the result (`VIH, VHB et VHC négatifs`), the method, a date; no request that nothing answers,
no end of a sentence, no other analyte with a word of its own (`VIH à faire, VHC négatif`). The two outcomes side by
side are what a test can say, not what it said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..language.folding import plain
from ..language.statements import NEGATIVE, POSITIVE, UNKNOWN
from .words import EXPRESSIONS

_MISREAD_I = re.compile(r"(?<=[a-z])[1!](?=[a-z])")
_GREY_INDEX = 0.9  # just below the threshold of 1 a test is repeated
_FAR = 4
_COUNT = re.compile(r"(?<![\d.,/:-])\b\d{1,4} $")  # `VIH : 12 positifs`
_TAGS = {"negative": NEGATIVE, "positive": POSITIVE, "unknown": UNKNOWN, "index": UNKNOWN, "amount": POSITIVE}


class Reading(NamedTuple):
    """A result: what it says, and where it begins and ends in the text behind the analyte."""

    tag: int
    start: int
    end: int
    kind: str


def legible(text: str) -> str:
    """Plain text in which an `i` that a scanner took for a `1` is one again."""
    return _MISREAD_I.sub("i", plain(text))


@dataclass(slots=True)
class _Walk:
    """What was passed on the way from the analyte to its result."""

    asked: bool = False
    listed: bool = True
    comma: int = -1


@lru_cache(maxsize=4096)
def reading(analyte: str, rest: str) -> Reading | None:
    """The result that `rest`, the plain text behind an analyte, says of it."""
    ticked = _ticked(rest)
    if ticked is not None:
        return ticked[0]
    walk, at = _Walk(), 0
    for token in EXPRESSIONS["tokens"].finditer(rest):
        kind, between = str(token.lastgroup), rest[at : token.start()]
        kind = "index" if token["index"] else kind
        at = token.end()
        walk.listed = walk.listed and not re.search(r"[a-z]{3}", between.replace("anti", ""))
        if kind in _TAGS or kind == "sign":
            found = _result(analyte, rest, token, kind)
            if kind == "amount" and found is None:
                continue
            return found if not walk.asked and _belongs(rest, token, walk) else None
        if not _goes_on(kind, token, rest, walk):
            return None
    return None


def _goes_on(kind: str, token: re.Match[str], rest: str, walk: _Walk) -> bool:
    """Whether a result may still follow behind a word that is none."""
    if kind == "asked":
        walk.asked, walk.listed = True, False
    elif kind == "told":
        walk.asked = False
    elif kind == "comma":
        walk.comma = token.end()
    elif kind == "other":
        walk.comma = token.end()
        return walk.listed and not walk.asked
    elif kind == "question":
        # A filled form: `Test VIH fait ? oui - résultat : négatif`
        return re.match(r"\s*(?:oui|:|resultat)", rest[token.end() :]) is not None
    elif kind == "stop":
        return (
            re.match(r"\s*(?:resultat|conclusion|interpretation|il est|elle est|elle revien)", rest[token.end() :])
            is not None
        )
    return kind != "rule"


def _belongs(rest: str, token: re.Match[str], walk: _Walk) -> bool:
    """Whether a result is said of the analyte: not of another noun, and not as one of two outcomes."""
    if token[0].endswith("s") and _COUNT.search(rest[: token.start()]):
        return False
    if EXPRESSIONS["foreign"].search(rest[: token.start()]) or EXPRESSIONS["of_other"].match(rest[token.end() :]):
        return False
    if EXPRESSIONS["either"].match(rest[token.end() :]) or EXPRESSIONS["either_before"].search(rest[: token.start()]):
        return token.lastgroup == "index" or bool(token["index"])
    if walk.comma < 0 or walk.listed:
        return True
    return EXPRESSIONS["neutral"].fullmatch(rest[walk.comma : token.start()]) is not None


def _result(analyte: str, rest: str, token: re.Match[str], kind: str) -> Reading | None:
    load = EXPRESSIONS["load"].search(analyte) is not None
    genome = load or EXPRESSIONS["genome"].search(analyte) is not None
    word = token[0]
    if kind == "index":
        return _indexed(rest, token)
    if kind == "amount":
        plainly = "cop" in word or "cp" in word or "log" in word or "ml" in word
        return Reading(POSITIVE, *token.span(), kind) if plainly or genome else None
    if kind == "sign":
        return Reading(POSITIVE if "+" in word else NEGATIVE, *token.span(), kind)
    tag = _TAGS[kind]
    if kind == "negative" and (load or (genome and "detect" in word and "non" not in word)):
        tag = POSITIVE  # a load is measured of people who have the virus; a PCR may also be a first test
    if load and word.startswith("indet"):
        tag = POSITIVE
    return Reading(tag, *token.span(), kind)


def _indexed(rest: str, token: re.Match[str]) -> Reading:
    """What an index says; the word behind it knows better."""
    word = re.match(r"[\s;:|,()*=>-]{0,20}", rest[token.end() :])
    behind = rest[token.end() + (word.end() if word else 0) :]
    said = EXPRESSIONS["tokens"].match(behind)
    if said and said.lastgroup in _TAGS and not EXPRESSIONS["either"].match(behind[said.end() :]):
        return Reading(_TAGS[str(said.lastgroup)], *token.span(), "index")
    value = float((token["i1"] or token["i2"]).replace(",", "."))
    tag = POSITIVE if value >= 1 else NEGATIVE if value < _GREY_INDEX else UNKNOWN
    return Reading(tag, *token.span(), "index")


def _ticked(rest: str) -> tuple[Reading | None] | None:
    """The answer of a form with boxes, or None in it where no outcome is ticked; None where there are no boxes."""
    boxes = [token for token in EXPRESSIONS["tokens"].finditer(rest) if token.lastgroup == "box"]
    if not boxes or re.search(r"[a-z]{4}", rest[: boxes[0].start()].replace("resultat", "").replace("positi", "")):
        near = bool(boxes) and len(rest[: boxes[0].start()]) < 40
        if not near:
            return None
    mark = EXPRESSIONS["ticked"].search(rest)
    said = EXPRESSIONS["tokens"].match(mark[1] or mark[2]) if mark else None
    if said is None or said.lastgroup not in _TAGS:
        return (None,)
    return (Reading(_TAGS[str(said.lastgroup)], *said.span(), "box"),)


def is_far(rest: str, found: Reading) -> bool:
    """Whether dots or columns lead to a result, however far away."""
    return re.search(rf"[.…_·]{{{_FAR}}}|[\s|]{{3}}|(?:[. ] ?){{{_FAR}}}", rest[: found.start]) is not None


def analyte_in(value: str) -> tuple[str, str]:
    """A value cut behind its first analyte."""
    named = EXPRESSIONS["analyte"].match(value) or EXPRESSIONS["weak_analyte"].match(value)
    return (value[: named.end()], value[named.end() :]) if named else (value, "")


def status_tag(value: str) -> int:
    """What a status or a result in front of its analyte says: `séronégatif pour le VIH`."""
    for token in EXPRESSIONS["tokens"].finditer(value):
        if token.lastgroup in ("negative", "positive", "unknown"):
            return _TAGS[str(token.lastgroup)]
    return POSITIVE


_YES, _NO = ("1", "o", "oui", "p", "vrai", "true", "y"), ("0", "n", "non", "faux", "false")
_LONGEST_CELL = 120
_WHOLE_NUMBER = re.compile(r"[<>]?=? ?\d{1,8}(?:[ .]\d{3})*")
_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,3}")


@lru_cache(maxsize=4096)
def cell_reading(label: str, cell: str) -> Reading | None:
    """The result in a cell below or beside a label."""
    value = cell.strip(" .'\"")
    if not value or len(value) > _LONGEST_CELL:
        return None
    if value in _YES or value in _NO:
        return Reading(POSITIVE if value in _YES else NEGATIVE, 0, len(value), "cell")
    is_load = EXPRESSIONS["load"].search(label) is not None or EXPRESSIONS["genome"].search(label) is not None
    if _WHOLE_NUMBER.fullmatch(value):
        return Reading(POSITIVE, 0, len(value), "amount") if is_load else None
    if _DECIMAL.fullmatch(value):
        return None if is_load else reading(label, f": index {value}")
    return reading(label, f": {analyte_in(value)[1] if EXPRESSIONS['analyte'].match(value) else value}")
