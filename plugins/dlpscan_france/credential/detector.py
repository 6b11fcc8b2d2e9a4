"""Passwords, access codes and their hashes, as they really are.

Lists of staff accounts and the access codes to patients' results were part of the leak of 2021. What is sought is the
value itself beside its label (`mdp : …`, `PASSWORD=…`), in a column, behind an e-mail address (`a@b.fr:…`), in a
connection string, or a hash in one of the forms of crypt(5). Rules about passwords, empty forms, masks, placeholders,
look-ups and code that handles passwords have labels, too; what tells them is the value and its line.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from ..language.folding import plain
from .patterns import BY_CODE, BY_LABEL, CRYPTED, IN_COLUMN, IN_PAIR, NEARBY, PATTERNS
from .words import PLACEHOLDERS, SEEN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan.arrays import Strings

_HIGH, _MEDIUM, _LOW = 0.9, 0.7, 0.5
_NEAR, _MOSTLY = 160, 0.5
_SIGNS = "!@#$%&?+€£^§*"
_SHORTEST, _SURE_CODE, _HASH, _LONGEST = 4, 6, 16, 200
_LOGIN_HEADER = (
    "login", "identifiant", "user", "utilisateur", "compte", "mail", "email", "courriel", "uid", "username",
    "matricule", "nom", "trigramme", "account", "acces", "access",
)  # fmt: skip


def _judged(hits: Hits) -> Verdicts:
    import numpy as np

    confidence = np.zeros(len(hits), np.float32)
    in_column = hits.pattern == IN_COLUMN
    _judge_cells(hits, np.flatnonzero(in_column), confidence)
    near = _Near(hits)
    for i in np.flatnonzero(~in_column).tolist():
        confidence[i] = near.confidence(i)
    return Verdicts(confidence=confidence)


def _judge_cells(hits: Hits, which: NDArray[np.int64], confidence: NDArray[np.float32]) -> None:
    """Columns of passwords: each distinct value by itself, and whether the table has logins, too."""
    from dlpscan.arrays import Strings

    cells = hits.chunk.cells()
    if len(which) == 0 or cells is None:
        return
    has_login = any(word in plain(name or "") for name in cells.labels() for word in _LOGIN_HEADER)
    # Codes of letters and digits, by far the most, need no look at each.
    strings = Strings.cut(hits.chunk.text, hits.start[which], hits.end[which])
    simple = _are_codes(strings)
    confidence[which[simple]] = _HIGH if has_login else _MEDIUM
    rest = which[~simple]
    # Among such codes are some of letters only, which elsewhere would be words or constants.
    coded = bool(simple.mean() > _MOSTLY)
    text = hits.chunk.text
    for i in rest.tolist():
        confidence[i] = _of_cell(text[hits.start[i] : hits.end[i]].decode(errors="replace"), has_login, coded)


def _are_codes(strings: Strings) -> NDArray[np.bool_]:
    """bool[n]: which are six to fifteen letters and digits, some of each; X may be a mask."""
    from dlpscan.arrays import byte_set

    digits = strings.kept(byte_set(b"0123456789")).lengths
    letters = strings.kept(byte_set(b"abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ")).lengths
    lengths = strings.lengths
    others = strings.kept(byte_set(b"xX")).lengths
    codes: NDArray[np.bool_] = (digits >= 1) & (letters >= 1) & (digits + letters + others == lengths)
    codes &= (lengths >= _SURE_CODE) & (lengths < _HASH)
    return codes


@lru_cache(maxsize=4096)
def _of_cell(value: str, has_login: bool, coded: bool) -> float:  # noqa: FBT001  # cached by position
    value, _, more = value.strip().partition(" ")
    aside = not more or value[-1:] in ".,;" or more[0] in "(-/"
    value = value.strip("\"'«»,;").rstrip(".")
    if SEEN["crypt"].search(value):
        return _HIGH
    if not aside or not _may_be(value) or (more and not _is_strong(value)):
        return 0.0
    if SEEN["hexadecimal"].fullmatch(value):
        return _HIGH if has_login else 0.0
    if _is_strong(value) or (value.isdigit() and has_login):
        return _HIGH if has_login else _MEDIUM
    return _MEDIUM if coded or (has_login and not SEEN["constant"].search(value)) else 0.0


def _may_be(value: str) -> bool:
    """Whether a value is no mask, placeholder, look-up or date."""
    if not _SHORTEST <= len(value) <= _LONGEST or len(set(value)) < 2:
        return False
    folded = plain(value).strip(".:!?*\"'")
    if folded in PLACEHOLDERS or (folded.rstrip("0123456789") in PLACEHOLDERS and not value.isdigit()):
        return False
    return not SEEN["specimen"].search(folded) and not any(
        SEEN[name].search(value) for name in ("masked", "looked_up", "date")
    )


def _is_strong(value: str) -> bool:
    """Whether no word looks like this: letters with digits or with signs among them."""
    letters, digits = sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    signs = sum(c in _SIGNS for c in value.rstrip("?"))
    return letters > 0 and (digits > 0 or signs > 0) and not SEEN["hexadecimal"].fullmatch(value)


def _is_code(value: str) -> bool:
    """Letters with digits or signs as in no word or name of a thing: told even where no colon announces it."""
    letters, digits = sum(c.isalpha() for c in value), sum(c.isdigit() for c in value)
    mixed = any(c.isupper() for c in value[1:]) and any(c.islower() for c in value)
    odd = digits >= 2 or mixed or any(c in "-_=" for c in value) or _has_sign(value)
    enough = value[0].isalnum() and len(value) >= _SURE_CODE and letters >= 2 and digits + _has_sign(value) >= 1
    return enough and odd and "/" not in value and not SEEN["thing"].search(value)


def _has_sign(value: str) -> bool:
    return any(c in _SIGNS for c in value.rstrip("?!"))


def _is_pin(value: str) -> bool:
    return value.isdigit() and _SHORTEST <= len(value) <= 2 * _SHORTEST


class _Near:
    """Reads what stands around the hits of one chunk."""

    def __init__(self, hits: Hits) -> None:
        self._hits, self._text = hits, hits.chunk.text

    def confidence(self, index: int) -> float:
        """How sure a value in running text is a password."""
        hits, pattern = self._hits, int(self._hits.pattern[index])
        start, end = int(hits.start[index]), int(hits.end[index])
        value = self._text[start:end].decode(errors="replace")
        if pattern == CRYPTED or SEEN["crypt"].search(value):
            return _HIGH if self._has_login(start, end) else _MEDIUM
        line, at = self._line(start, end)
        if not _may_be(value) or self._is_about_rules(line, at):
            return 0.0
        if pattern == IN_PAIR:
            return _MEDIUM if _is_code(value) and ("/" in line[:at][-3:] or _has_sign(value)) else 0.0
        if pattern not in (BY_LABEL, NEARBY, BY_CODE):
            return _HIGH if _is_strong(value) else 0.0
        return self._of_label(index, line, at, value)

    def _of_label(self, index: int, line: str, at: int, value: str) -> float:
        before, start, end = line[:at], int(self._hits.start[index]), int(self._hits.end[index])
        if int(self._hits.pattern[index]) != BY_LABEL:
            has_login = self._has_login(start, end)
            announced = has_login or SEEN["pin"].search(plain(before)) is not None
            return (_HIGH if has_login else _MEDIUM) if _is_code(value) or (announced and _is_pin(value)) else 0.0
        marked = before.rstrip(" \"'«")[-1:] in (":", "=", "|", "→", ">") or before.rstrip().endswith(
            (" est", " is", " sera")
        )
        quoted = before[-1:] in ("'", '"', "«")
        has_login = self._has_login(start, end)
        if SEEN["code"].search(line) and not quoted:
            return 0.0
        if _is_strong(value):
            return (_HIGH if has_login else _MEDIUM) if marked or len(value) >= 6 else _LOW
        if value.isdigit():
            return (
                (_HIGH if has_login else _MEDIUM)
                if "code" in plain(before) or "pin" in plain(before) or has_login
                else 0.0
            )
        alone = not line[at + len(value) :].strip() or line[at + len(value)] in ".,;)|/\"'»"
        plausible = (
            marked
            and has_login
            and alone
            and SEEN["french"].search(plain(before))
            and not SEEN["constant"].search(value)
        )
        return _MEDIUM if plausible else 0.0

    def _line(self, start: int, end: int) -> tuple[str, int]:
        """The line of a hit, and where the hit stands in it."""
        low = max(self._text.rfind(b"\n", max(0, start - 400), start) + 1, start - 400)
        high = self._text.find(b"\n", end, end + 200)
        before = self._text[low:start].decode(errors="replace")
        return before + self._text[start : high if high >= 0 else end + 200].decode(errors="replace"), len(before)

    def _has_login(self, start: int, end: int) -> bool:
        around = self._text[max(0, start - _NEAR) : start] + b" " + self._text[end : end + _NEAR // 2]
        return SEEN["login"].search(plain(around.decode(errors="replace"))) is not None

    def _is_about_rules(self, line: str, at: int) -> bool:
        before, after = plain(line[max(0, at - 80) : at]), plain(line[at : at + 60])
        return (
            any(SEEN[name].search(before) for name in ("rule", "door")) or "caracteres" in after or "chiffres" in after
        )


DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="credential",
        title="Password or access code",
        category=Category.SECRET,
        severity=Severity.HIGH,
        labels=(
            "mdp", "mots? de passe", "motdepasse", "mot passe", "password", "passwd", "pwd", "pass", "passe",
            "code d accès", "code accès", "codeacces", "code confidentiel", "code secret", "code pin", "pin",
            "password hash", "pwd hash", "hash mdp", "userpassword", "passwordhash", "code patient", "code internet",
            "code web", "code connexion", "passphrase", "mot de passe provisoire", "ntlm", "nt hash", "mdp hash",
        ),
        refuting_labels=(
            "date", "oubli", "oublié", "forgot", "expiration", "expire", "changed?", "change", "changement", "lien",
            "url", "longueur", "length", "min", "max", "policy", "politique", "question", "sanitaire", "vaccinal",
            "file", "fichier", "sha256", "md5", "commit", "git", "type", "field", "label", "hint", "reset",
            "required", "placeholder", "title", "message", "error", "porte", "immeuble", "postal", "integrity",
            "checksum", "algo", "statut", "confirm", "confirmation",
        ),
        matches=(
            "identifiant 123456, code d'accès XK42PQ",
            "login : jdupont / mdp : Bretagne29!",
            "DB_PASSWORD=k7Vx92qLmz",
        ),
        rejects=(
            "mot de passe : ********",
            "password = os.environ['PASSWORD']",
            "Le mot de passe doit contenir 12 caractères",
        ),
        reference="CNIL, SAN-2022-009; crypt(5) for the forms of hashes",
    ),
    patterns=PATTERNS,
    judged=_judged,
)  # fmt: skip
