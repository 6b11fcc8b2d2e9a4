"""Names that nothing announces: a surname in capitals beside a listed first name, in text or in cells without header.

`LE GALL Maïwenn`, `Maïwenn LE GALL`. What tells it from headings, acronyms and products: that the first name is no
other word, or that the text speaks of somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language.folding import plain
from ..names.known import FAMOUS, NOT_NAMES, is_first_name, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..names.text import Place

_LIKELY, _UNLIKELY = 0.7, 0.0
_PARTICLES = frozenset(
    ["LE", "LA", "DE", "DU", "DES", "EL", "BEN", "AL", "DA", "DOS", "DI", "VAN", "VON", "D", "L", "N"]
)
# What speaks of a person of whom there are files, beside a first name that is another word, too.
_OF_SOMEBODY = re.compile(
    r"\b(?:patiente?s?|dossiers?|doublons?|ipp|nip|nir|identi\w+|objet|chez|prevenir|concerne|assuree?|adherente?"
    r"|beneficiaire|residente?|ayants? droit|chambre|lit \d|nee?\b|sœur|soeur|frere|mere|pere|epouse?|fille|fils|mari"
    r"|niece|neveu|personnel|agent|infirmi\w+|aide[- ]soignante?|ash|ide|rdv|entree|sortie|hospitalise\w*)\b"
    r"|\d{2}[./-]\d{2}[./-](?:19|20)\d{2}|\b(?:19|20)\d\d-\d\d-\d\d|\d{1,2} ?h ?\d{2}|\b\d{1,3} ans\b"
)
_PROFESSIONAL = re.compile(
    r"^[ ,(–-]{1,4}(?:ph|cca|pu-?ph|mcu\w*|interne|chirurg|medecine|urgences|cardio|radio|gyneco|pediatr|pneumo"
    r"|anesth|oncolog|neuro)\b"
)
_AUTHOR = re.compile(r"^ {0,2}(?:<[^>]*@|\([^)]*@|et al)|\b(?:by|author|copyright|traduit|traduction|translat)")
_FRENCH = re.compile(r"\b(?:les?|la|des|du|une?|pour|est|avec|dans|sur|par|chez|au|et|ce|de)\b|[éèêàçù]")
_ENGLISH = re.compile(r"\b(?:the|and|of|with|for|by|in|this|from|is)\b")
_CELL_LEFT, _CELL_RIGHT = re.compile(r"[;|\t=\"(:]\s*$"), re.compile(r"^[\"')]?\s*(?:[;|\t,)/]|$|[a-z(-])")


def bare(place: Place) -> float:
    """A surname in capitals beside a first name. Both in capitals only where they fill a cell or a field."""
    first, surname = _parts(place.name)
    if place.after[:1] in ("@", "'", "’") or not first or not surname or not _may_be_surname(surname):
        return _UNLIKELY
    if _PROFESSIONAL.search(place.right) or _AUTHOR.search(place.right) or _AUTHOR.search(place.left[-60:]):
        return _UNLIKELY
    if _is_continued(place):
        return _UNLIKELY
    around = place.lines()
    plain_around = plain(around)
    if _ENGLISH.search(plain_around) and not _FRENCH.search(plain_around):
        return _UNLIKELY
    strict = any(is_first_name(token, strict=True) for token in first)
    known = bool(_OF_SOMEBODY.search(place.left + " | " + place.right)) or bool(_OF_SOMEBODY.search(plain_around))
    if place.name.isupper():
        fills = bool(_CELL_LEFT.search(place.before)) and bool(_CELL_RIGHT.search(place.after))
        return _LIKELY if fills and known and (strict or _OF_SOMEBODY.search(place.left)) else _UNLIKELY
    return _LIKELY if strict or known else _UNLIKELY


def civil_cell(place: Place) -> float:
    """`MME;LE GALL;`: a civility's cell is before the surname's."""
    fills = re.match(r"[\"']?[;|\t]", place.after) is not None
    return _LIKELY if fills and NOT_NAMES.isdisjoint(tokens_of(place.name)) else _UNLIKELY


def _parts(name: str) -> tuple[list[str], list[str]]:
    """The folded words of the first name and of the surname: by letters where they differ, else by the list."""
    words = [word for word in re.split(r"[ ,]+", name) if word]
    upper = [word.isupper() for word in words]
    if all(upper):
        known = [at for at in (0, len(words) - 1) if is_first_name(tokens_of(words[at])[0])]
        if len(known) != 1:
            return [], []
        first = [words[known[0]]]
        surname = words[1:] if known[0] == 0 else words[:-1]
    else:
        first = [word for word, capitals in zip(words, upper, strict=True) if not capitals]
        surname = [word for word, capitals in zip(words, upper, strict=True) if capitals]
    tokens = [token for word in first for token in tokens_of(word)]
    if not tokens or not all(is_first_name(token) for token in tokens if token not in _PARTICLES):
        return [], []
    return tokens, [token for word in surname for token in tokens_of(word)]


def _may_be_surname(tokens: Sequence[str]) -> bool:
    """Whether capitals are no acronym and no word of headings: four letters with a vowel, or a particle before."""
    telling = [token for token in tokens if token not in _PARTICLES]
    if not telling or not NOT_NAMES.isdisjoint(tokens) or not FAMOUS.isdisjoint(tokens):
        return False
    return max(map(len, telling)) > 3 and all(re.search("[AEIOUY]", token) for token in telling)


def _is_continued(place: Place) -> bool:
    """Whether another word with a capital goes on before or behind it: a heading, a title, a longer name of a thing."""
    behind = re.match(r" ([A-ZÀ-Þ]{2,}|[A-ZÀ-Þ][a-zà-ÿ]+)", place.after)
    before = re.search(r"([A-ZÀ-Þ]{2,}) $", place.before)
    return bool(behind) or (bool(before) and place.name.isupper())


def are_names(values: Sequence[str]) -> bool:
    """Whether the values of a column without a header are first names, or surnames with first names."""
    tokens = [tokens_of(value) for value in values]
    if any(re.search(r"[0-9@_{}$/\\]", value) for value in values[:20]) or len(set(values)) < 3:
        return False
    first = sum(0 < len(words) < 4 and all(map(is_first_name, words)) for words in tokens)
    strict = any(is_first_name(word, strict=True) for words in tokens for word in words)
    full = sum(
        1 < len(words) < 6
        and any(map(is_first_name, words))
        and not all(map(is_first_name, words))
        and NOT_NAMES.isdisjoint(words)
        for words in tokens
    )
    return strict and max(first / len(values), (full + first) / len(values) if full else 0) >= _MOST


_MOST = 0.7
