"""What passwords and codes look like, and what stands before them.

The hashes are those of crypt(5), Argon2 (RFC 9106), Django and Windows dumps.
"""

from __future__ import annotations

from dlpscan import Pattern, Where

# Where a label begins: as the search has it, no letter or digit stands before.
_EDGE = r"(?<![0-9a-zà-ÿā-įĳ-ňŋ-ž])"
_FRENCH = (
    r"(?:[a-z_]{0,12}mdp|m[o0]ts?[ _-]?(?:de[ _-]?)?passe|m\. ?de ?passe|m\.d\.p\.?"
    r"|codes?[ _-](?:d'|d)?acc[èe]s|cl[ée] d'acc[èe]s"
    r"|codes? (?:confidentiel|secret|personnel|pin|porteur|internet|provisoire|web|d'activation|de connexion))"
)
_LABEL = (
    rf"(?:{_FRENCH}|pin|[a-z_]{{0,12}}passw(?:or)?d|[a-z_]{{0,12}}passwd|[a-z_]{{0,12}}pwd"
    r"|pass(?:phrase|e)?|pw|[a-z_]{0,12}_pass)"
)
_QUALIFIED = (
    r"(?: (?:provisoire|temporaire|initial|actuel|unique|session|windows|messagerie|du compte|wifi|admin|patient"
    r"|par défaut|personnel|web))?(?:(?: |\()[^\n:=;|\"']{1,36}(?= ?[:=(]))?"
)
# Behind a label of French prose the value may follow at once.
_MARK = (
    r"(?: {0,3}(?:[:=|→]|=>|:=) {0,3}| {1,2}(?:est|is|sera|était|c'est)(?: le suivant)? ?:? {1,2}"
    r"|[\"'] {0,2}[:=]>? {0,2}| ?\()"
    r"[\"'«]? ?"
)
_SOLID = r"[^\s\n\"'<>,;|»]"
_VALUE = rf"[^\s\n\"'<>,;|»(]{_SOLID}{{1,49}}[^\s\n\"'<>,;|».):\]]"
_USER = r"[a-z0-9_.-]{1,25}@[a-z0-9.-]{3,30}\.(?:fr|com|net|org|eu)"

_ACCOUNT = (
    r"(?:session|compte|login|identifiants?|acc[èe]s|connexion|utilisateur|interface|admin|root|en ligne|sécurisée)"
)


# Before a value, and what a value has where a word could stand as well: both spare a look at most places.
_MARKED, _ODD = r"(?<=[ \t\n:=|→>(\"'«%,])", r"(?=[^\s\n]{0,40}[0-9!@#$%&?+*])"


_ANNOUNCED = r"(?<=(?:[:=|→>(\"'«]|est|is|sera|était|suivant) {0,3})"


def _behind(prefix: str, value: str = _VALUE, *, guard: str = _MARKED) -> Pattern:
    """A value, looked for with what stands before it."""
    return Pattern(text=rf"{guard}(?<={_EDGE}{prefix}){value}", search=f"{prefix}{value}")


_CRYPT = (
    r"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{45,60}|\$(?:1|5|6|y|apr1)\$[./A-Za-z0-9=,$]{2,40}\$[./A-Za-z0-9]{20,90}"
    r"|\{S?(?:SHA|MD5)\d{0,3}\}[A-Za-z0-9+/=]{20,120}"
    r"|\$argon2id?\$[A-Za-z0-9+/=,$]{30,150}|pbkdf2_sha\d{1,3}\$\d{3,7}\$[A-Za-z0-9+/=$]{30,100}"
    r"|\d{3,6}:[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::"
)
PATTERNS = (
    Pattern(text="", where=Where.COLUMN),
    _behind(rf"{_LABEL}{_QUALIFIED}{_MARK}", guard=_ANNOUNCED),
    _behind(rf"(?:{_FRENCH}(?:[^\n]{{0,44}}[ :=→(])?|passe|pw) {{0,3}}", guard=_MARKED + _ODD),
    _behind(r"(?:login|identifiants?|ident)[^\n]{0,30} code {1,2}"),
    _behind(rf"{_ACCOUNT}[^\n/]{{0,40}} (?:/|→|->|:) ", guard=_MARKED + _ODD),
    Pattern(text=rf"(?<=[:;|])(?<={_EDGE}{_USER}[:;|]){_VALUE}", search=rf"(?:fr|com|net|org|eu)[:;|]{_VALUE}"),
    _behind(r"[a-z][a-z0-9+]{1,14}://[\w.%-]{1,30}:", r"[^\s\n\"'<>@/]{3,60}(?=@[\w.-]{2,60})"),
    Pattern(text=_CRYPT, ignore_case=False),
    _behind(
        r"(?:identified by|sshpass -p|--password|/user:[\w.\\-]{2,30}|curl (?:-[a-z] ){0,2}-u [\w.-]{2,30}:"
        r"|smbclient [^\n%]{3,50}%|lftp -u [\w.@-]{2,30},|net use [^\n ]{0,30} [^\n ]{4,40}) ?[\"']?"
    ),
)
IN_COLUMN, BY_LABEL, NEARBY, BY_CODE, IN_PAIR, BY_ADDRESS, IN_URL, CRYPTED, IN_COMMAND = range(9)
