"""E-mail addresses of natural persons (RFC 5321, RFC 5322): whose name stands before the @.

Addresses of offices, machines and lists are nobody's, and so are placeholders and what only looks like an address: the
remote of a repository, a package with its version, an image for screens of double density.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Pattern, Person, Severity, Verdicts

from ..base import FunctionDetector
from ..language.folding import plain
from .words import (
    ENDINGS,
    FILES,
    MAILBOXES,
    OFFICES,
    PLACEHOLDER_DOMAINS,
    PLACEHOLDER_NAMES,
    RESERVED_ENDINGS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

_BEFORE, _BEHIND = 120, 30
# What stands before or behind something that is no address, or none of a person.
_REMOTE = re.compile(
    r"(?:://[^\s/@]*|\bssh +(?:-\S+ +)*|\bscp +\S* *|\bgit clone +|\bremote\W+\S*|\brsync .*)$", re.IGNORECASE
)
_ID = re.compile(r"(?:message-id|in-reply-to|references|content-id|cid)\W{0,3}$", re.IGNORECASE)
_PATH = re.compile(r":(?:[\w~/.-]+/|[\w.-]+\.git\b)")
_KEY_BEFORE = re.compile(r"mailto:$|[a-zà-ÿ]\w* ?[:=]$", re.IGNORECASE)
_LONG_ID = re.compile(r"[0-9a-f]{12,}|\d{8,}|[A-Z0-9]{16,}", re.IGNORECASE)
# First name and name, or an initial and a name, the way people are called.
_NAMES = re.compile(r"[a-zà-ÿ-]{1,24}[._][a-zà-ÿ-]{2,24}(?:[._][a-zà-ÿ-]{2,24})?\d{0,4}|[a-zà-ÿ]{2,24}[._][a-zà-ÿ]")
_WITH_YEAR = re.compile(r"[a-zà-ÿ._-]{3,24}\d{1,4}")
_LISTS = re.compile(r"@(?:[\w-]+\.)?(?:lists?|listes?|groupes?|googlegroups|diffusion|lserv|sympa)\.")
_MISREAD = str.maketrans("015", "ols")
_FICTITIOUS = 0


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    strings = hits.strings()
    parts = _Parts(strings)
    reserved = parts.ends_in(RESERVED_ENDINGS) | parts.has_domain(PLACEHOLDER_DOMAINS)
    possible = (parts.ends_in(ENDINGS) | reserved) & ~parts.ends_in(FILES)
    in_column = hits.labelled() & hits.whole_cell() & _is_of_people(hits)
    sure = in_column & ~parts.begins_with(OFFICES)
    confidence = np.where(possible & sure, np.float32(0.9), np.float32(0))
    for i in np.flatnonzero(possible & ~sure & ~reserved & ~parts.begins_with(PLACEHOLDER_NAMES)).tolist():
        confidence[i] = _read(hits, i)
    return Verdicts(
        confidence=confidence.astype(np.float32),
        tag=np.where(reserved, np.int8(_FICTITIOUS), np.int8(-1)),
        key=strings.folded().hashes(),
    )


def _is_of_people(hits: Hits) -> Mask:
    """bool[n]: the table is not one of sites or companies."""
    import numpy as np

    cells = hits.chunk.cells()
    names = " ".join(plain(name) for name in (cells.labels() if cells is not None else ()) if name)
    is_of_places = _OF_PLACES.search(names) is not None and _OF_PERSONS.search(names) is None
    return np.full(len(hits), not is_of_places)


_OF_PLACES = re.compile(r"\bsites?\b|raison|societe|etablissement|structure|libelle|service|fournisseur|mail_site")
_OF_PERSONS = re.compile(r"\bnom\b|prenom|patient|agent|login|salarie|naissance|utilisateur|name")


class _Parts:
    """The first word of each address, its domain's first name and its ending, as hashes."""

    def __init__(self, strings: Strings) -> None:
        import numpy as np

        from dlpscan.arrays import Strings

        folded = _lower(strings)
        data, begins, ends = folded.data, folded.offsets[:-1], folded.offsets[1:]
        at = _next(data == ord("@"), begins, ends)
        letter = ((data >= ord("a")) & (data <= ord("z"))) | (data >= 0x80)
        word_end = np.minimum(_next(~letter, begins, ends), at)
        name_end = _next(data == ord("."), np.minimum(at + 1, ends), ends)
        dots = np.append(np.flatnonzero(data == ord(".")), np.iinfo(np.int64).max)
        last = dots[np.maximum(np.searchsorted(dots, ends) - 1, 0)]
        text = data.tobytes()
        self._word = Strings.cut(text, begins, word_end).hashes()
        self._domain = Strings.cut(text, np.minimum(at + 1, ends), name_end).hashes()
        self._ending = Strings.cut(text, np.minimum(np.where(last < ends, last + 1, ends), ends), ends).hashes()

    def begins_with(self, words: Iterable[str]) -> Mask:
        """bool[n]: whose first word is one of these."""
        return _among(self._word, words)

    def has_domain(self, words: Iterable[str]) -> Mask:
        """bool[n]: what stands behind the @ up to a point is one of these."""
        return _among(self._domain, words)

    def ends_in(self, words: Iterable[str]) -> Mask:
        """bool[n]: whose last part is one of these."""
        return _among(self._ending, words)


def _lower(strings: Strings) -> Strings:
    import numpy as np

    from dlpscan.arrays import Strings

    small = np.arange(256, dtype=np.uint8)
    small[ord("A") : ord("Z") + 1] += 32
    return Strings(small[strings.data], strings.offsets)


def _next(where: Mask, begins: Numbers, ends: Numbers) -> Numbers:
    """int64[n]: the first place in each span that is meant, its end where there is none."""
    import numpy as np

    places = np.append(np.flatnonzero(where), np.iinfo(np.int64).max)
    found: Numbers = np.minimum(places[np.searchsorted(places, begins)], ends)
    return found


def _among(hashes: NDArray[np.uint64], words: Iterable[str]) -> Mask:
    import numpy as np

    from dlpscan.arrays import Strings

    encoded = [word.encode() for word in words]
    offsets = np.cumsum([0, *map(len, encoded)])
    known = np.sort(Strings(np.frombuffer(b"".join(encoded), np.uint8), offsets).hashes())
    found: Mask = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    return found


def _read(hits: Hits, index: int) -> float:
    """The confidence of an address by what it says and what stands around it."""
    text, start, end = hits.chunk.text, int(hits.start[index]), int(hits.end[index])
    line = text.rfind(b"\n", 0, start) + 1
    before = text[max(line, start - _BEFORE) : start].decode("utf-8", "replace")
    behind = text[end : end + _BEHIND].decode("utf-8", "replace").partition("\n")[0]
    address = plain(text[start:end].decode("utf-8", "replace").replace("%40", "@"))
    local, _, domain = address.partition("@")
    if _REMOTE.search(before) or _ID.search(before.rstrip("<[( ")) or _PATH.match(behind) or _LONG_ID.search(local):
        return 0
    if before.endswith((":", "/", "@", "#", "$", "%", "=")) and not _KEY_BEFORE.search(before):
        return 0
    if _LISTS.search(address):
        return 0
    return _of_a_person(local, domain, before + " " + behind)


def _of_a_person(local: str, domain: str, around: str) -> float:
    """The confidence that the name before the @ is one of a person."""
    if any(word in _OFFICES or word.translate(_MISREAD) in _OFFICES for word in re.split(r"[._+-]", local)):
        return 0
    words = re.findall(r"[a-zà-ÿ]+", local)
    if (_NAMES.fullmatch(local) and len(words) > 1) or _shares(local, domain, around):
        return 0.9
    at_home = any(name in domain for name in MAILBOXES)
    return 0.7 if at_home or _WITH_YEAR.fullmatch(local) else 0.4


def _shares(local: str, domain: str, around: str) -> bool:
    """Whether a name around is part of the address: `AUFFRETEC` beside `jauffretec`, or the domain's own.

    What is the whole of the address may as well be what it is called: `Admissions : admissions@…`.
    """
    joined = re.sub(r"[^a-z]", "", local)
    names = {plain(name) for name in re.findall(r"\b[A-ZÀ-Ü][\wà-ÿ]{3,}", re.sub(r"\S+@\S+", " ", around))}
    own = domain.rpartition(".")[0]
    return any((name in joined and name != joined) or name == own for name in names - _OFFICES)


_OFFICES = frozenset(OFFICES)


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="email",
        title="E-mail address of a person",
        category=Category.CONTACT,
        severity=Severity.LOW,
        identification=0.5,
        labels=(
            "email", "e mail", "mail", "mél", "mel", "courriel", "adresse mail", "adresse email",
            "adresse électronique",
            "adresse e mail", "email address", "messagerie",
        ),
        refuting_labels=("date", "service", "type"),
        tags=("fictitious",),
        person=Person.EMAIL,
        matches=("camille.exemple@labo-kerbihan.fr", "Mail : c.exemple@boite-fictive.fr"),
        rejects=(
            "contact@labo-kerbihan.fr", "git@forge-fictive.fr:labo/code.git", "logo@2x.png", "prenom.nom@example.org",
        ),
        reference="RFC 5321, RFC 5322; reserved names: RFC 2606",
    ),
    patterns=(Pattern(text=r"[A-Z0-9_][\w.+-]{0,63}(?:@|%40)(?:[A-Z0-9]{1,24}[.-]){1,6}[A-Z]{2,18}"),),
    judged=_judged,
)  # fmt: skip
