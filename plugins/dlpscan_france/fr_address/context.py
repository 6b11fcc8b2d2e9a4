"""Whose a postal address is: what stands around it, added up.

Streets and towns of laboratories, makers of drugs and public offices fill every letterhead and leaflet. An address is
a person's where the nearest actor is one: in its line, in the block of lines above it, or, below a label of its own,
in the record that it belongs to.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..language.folding import folded
from ..language.near_person import (
    Actor,
    Around,
    Who,
    actors,
    is_name_line,
    is_neutral_field,
    is_plain_name,
    tells_birth,
)

_FAR, _NEAR_BEHIND, _LINES_OF_BLOCK, _LINES_OF_RECORD = 90, 30, 5, 12
_LABEL = re.compile(
    r"\b(?:(?:adresses?|adr)\b\.?(?: ?(?:\d|actuelle|complete|postale|principale|personnelle|perso|du domicile"
    r"|de residence|fiscale"
    r"|du patient|de la patiente|patiente?|de l['’]assuree?|connue|declaree))?|domicile|domiciliee?(?:\(e\))?"
    r"|demeurant"
    r"|residence principale|logement|hebergement|n° et (?:rue|voie)|ville et cp|cp (?:et )?ville"
    r"|lieu de (?:residence|vie)|rue|voie|cp|code postal|ville|commune|address|addr)"
    r"[\s\"']{0,3}(?:[:=>]|\.{2,}|c['’]est\b|a\b|au\b|,|\s-\s|est|\s)?[\s.:\"'>=-]{0,12}$"
)
_OF_PERSON = re.compile(
    r"\b(?:domicil\w+|demeurant|habit(?:e|ant|ait)|resid(?:e|ant)|demeure|vit|loge\w*|heberge\w*|demenag\w+"
    r"|retour(?:ne)? a(?:u)? (?:domicile|son domicile)|adresse (?:personnelle|perso|du patient|de la patiente"
    r"|de l['’]assure\w*))"
    r"[\s\"']{0,3}[^.;\n]{0,70}$"
)
_OF_COMPANY_LABEL = re.compile(
    r"(?:siege(?: social)?|adresse (?:de (?:livraison|facturation|correspondance|retour|depot|l['’]etablissement)"
    r"|du (?:labo\w*|site"
    r"|centre|cabinet|service|siege)|ip|mac|mail|postale du)|livraison|facturation|ecrire a|courrier a|envoyer a"
    r"|retourner a"
    r"|rendez-vous (?:au|a|sur place)|se rendre|lieu)\b[^.;]{0,30}$"
)
_OF_BIRTH = re.compile(
    r"\b(?:nee?(?:\(e\))?\b[^;:]{0,34}\b(?:a|au)|(?:lieu de |commune de "
    r"|ville de )?naissance[ :]*|natif de|native de) ?$"
)
_OFFICE = re.compile(r"\bcedex\b|\b(?:bp|b\.p\.|cs|tsa) ?\d{1,6}\b")
_TOWN_ALONE = re.compile(r"^(?:f-)?\d{5}\b|\(?\d{5}\)?$")
_COMPLEMENT = re.compile(
    r"^\s*(?:apt|bat|batiment|esc|escalier|appt?|appartement|res|residence|etage|porte|lieu-dit|lot|chez|c/o|rdc"
    r"|\d{1,4}[ ,a-z]|\.$"
    r"|[a-z' -]{3,30}$|\d{5} )"
)


_NO_VALUE = re.compile(
    r"^(?:inconnue?|idem|npai|oui|non|voir|cf|sans|aucune?|neant|nc|n/a|xx+|a (?:completer|verifier|preciser"
    r"|demander)|changee?|ok|verifiee?"
    r"|de |ip|mac|mail|e-mail|http|www|\d{1,3}\.\d|str|string|none|null|self|request|req|data|varchar|text|charfield"
    r"|votre|vos|ci-dessus)"
    r"(?![a-z])|@|://|\(\)|\.\w+\(|\.{4}|__|_ _|…{2}|[$<>={}]|\w\.\w+\.\w"
)


def is_value(value: str) -> bool:
    """Whether what stands behind a label of an address may be one."""
    return not _NO_VALUE.search(folded(value)) and (value[0].isupper() or value[0].isdigit())


@lru_cache(maxsize=2048)
def points(value: str, around: Around) -> int:
    """How much speaks for a private person's address; `LEAST` counts, `SURE` is certain."""
    before, text = folded(around.before), folded(value)
    if _OF_COMPANY_LABEL.search(before) or _OF_BIRTH.search(before):
        return -5
    label = _LABEL.search(before)
    labelled = bool(label) or (not before.strip() and _labelled_above(around))
    person_label = bool(_OF_PERSON.search(before))
    total = 2 * labelled + 3 * person_label - 4 * bool(_OFFICE.search(text + folded(around.after)[:25]))
    own, behind = _last(around.before, _FAR), _behind(around)
    if person_label and (own is None or own.who is not Who.COMPANY):
        return total + max(behind, 0)
    if own is not None:
        return total + (3 + max(behind, 0) if own.who is Who.PERSON else -6)
    if behind < 0 or (behind > 0 and not labelled):
        return total + behind
    return total + behind + _above(around, labelled=labelled)


def _last(text: str, reach: int) -> Actor | None:
    """The last actor of a text, if it stands within reach of its end."""
    found = [one for one in actors(text) if len(text) - one.end <= reach and one.who is not Who.READER]
    if not found:
        return None
    last = found[-1]
    first = found[0]
    # `Pharmacie du Port, Mme X, 12 rue …`: whoever stands behind an organisation that opens the line works there.
    if first.who is Who.COMPANY and not text[: first.start].strip() and text[first.end : last.start].count(",") == 1:
        return first
    return last


def _behind(around: Around) -> int:
    """What stands behind the value in its line."""
    found = [one for one in actors(around.after) if one.who is not Who.READER]
    if not found:
        return 0
    first = found[0]
    if first.who is Who.PERSON:
        return 2
    if first.who is Who.COMPANY:
        return -4 if first.start < _NEAR_BEHIND else 0
    return -1 if first.start < _NEAR_BEHIND else 0


def _labelled_above(around: Around) -> bool:
    """Whether the line above is a label alone: `Adresse :`."""
    return bool(around.above) and bool(_LABEL.search(folded(around.above[0]))) and len(around.above[0]) < 40


def _above(around: Around, *, labelled: bool) -> int:
    """What the nearest line above with an actor says: in the block, or for a labelled address in the record."""
    gaps, is_address = 0, True
    for number, line in enumerate(around.above[:_LINES_OF_RECORD]):
        if not line.strip():
            gaps += 1
            if not labelled or gaps > 1:
                break
            continue
        if number >= _LINES_OF_BLOCK and not labelled:
            break
        if is_name_line(line):
            return 3
        if is_address and is_plain_name(line):
            return 2
        is_address = is_address and bool(_COMPLEMENT.match(folded(line)))
        if is_neutral_field(line) and labelled:
            continue
        found = actors(line)
        if found:
            return _weight(found)
    return _below(around)


def _weight(found: tuple[Actor, ...]) -> int:
    """What a line above says by its actors: a doctor before a person is a sender or a signature."""
    kinds = [one.who for one in found]
    if Who.COMPANY in kinds and not any(one.who is Who.PERSON and one.named for one in found):
        return -6
    if kinds[-1] is Who.PERSON or (Who.PERSON in kinds and any(one.named for one in found if one.who is Who.PERSON)):
        return 3 if Who.TRADE not in kinds[:1] else -3
    return -5


def _below(around: Around) -> int:
    """A birth date, a social security number or a field of a person just below the address."""
    for line in around.below[:4]:
        if not line.strip():
            break
        if tells_birth(line):
            return 3
        found = actors(line)
        if found:
            return 3 if found[0].who is Who.PERSON and found[0].named else -2
    return 0
