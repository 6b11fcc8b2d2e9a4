"""The postal addresses of private persons.

An address by itself is found in every letterhead, so that its form only says that it is one; whose it is,
`address_context.py` adds up in prose and `person_tables.py` in tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlpscan import Category, DetectorInfo, Hits, Severity, Verdicts

from ..base import FunctionDetector
from .forms import PATTERNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..language.near_person import Reader

_AGAINST = -1
_CELL, _FULL, _TOWN, _COMPONENTS, _REVERSED, _PLACE, _FIELD, _STREET = range(8)
_SEGMENT = re.compile(rb"[ \t\x0b]*([A-Z][A-Z0-9]{0,2})[|]")
_OF_PATIENT = (b"PID", b"NK1", b"IN1", b"GT1", b"P", b"PAC")
_LOOSE = re.compile(
    r"^\d{1,4}\W{1,3}(?:place|r|pl|all|ch|cours|crs|sq|passage|pass|res|lot|ham|sente|villa|cite|clos|voie|mail|parc"
    r"|domaine"
    r"|rampe|placette|parvis|cour|cote|voies|allees|route|chemin)\b"
)
_SENTENCE = re.compile(r"\b(?:de|du|par|pour) (?:parking|garage|yoga|gym|natation|soins?|sport|la vie|retour|kine)\b")


def _judged(hits: Hits) -> Verdicts:
    from ..language.weighing import judged_by_points

    def points(index: int, value: str, reader: Reader) -> int:
        return _points(hits, index, value, reader)

    return judged_by_points(hits, hits.pattern == _CELL, _judge_cells, points)


def _judge_cells(hits: Hits, which: NDArray[np.int64], confidence: NDArray[np.float32]) -> None:
    from .columns import judge_columns

    judge_columns(hits, which, confidence)


def _points(hits: Hits, index: int, value: str, reader: Reader) -> int:
    """How much speaks for an address in running text."""
    from ..language.weighing import SURE
    from .context import is_value, points

    pattern = int(hits.pattern[index])
    segment = _is_of_patient(hits.chunk.text, int(hits.start[index]))
    if segment is not None or pattern == _COMPONENTS:
        return SURE if segment else _AGAINST
    around = reader.around(index)
    found = points(value, around)
    if pattern >= _STREET and found < SURE and _is_no_street(value, around.before):
        return _AGAINST
    if pattern == _FIELD and not is_value(value):
        return _AGAINST
    if pattern == _PLACE and around.before.strip() and not hits.labelled()[index]:
        return _AGAINST
    return found


def _is_of_patient(text: bytes, at: int) -> bool | None:
    """Whether the segment of HL7 or HPRIM in which an address stands is the patient's or a relative's; None outside."""
    low = max(text.rfind(b"\n", 0, at), text.rfind(b"\r", 0, at)) + 1
    segment = _SEGMENT.match(text, low, at)
    return segment[1] in _OF_PATIENT if segment else None


def _is_no_street(value: str, before: str) -> bool:
    """Whether what looks like a street is a count of places, lessons or tracks."""
    from ..language.folding import folded

    plain = folded(value)
    if _SENTENCE.search(plain):
        return True
    name = value.split(" ", 2)[-1]
    return (
        bool(_LOOSE.match(plain))
        and not any(word[:1].isupper() for word in name.split())
        and "adr" not in folded(before)
    )


LABELS = (
    "adresse", "adresses", r"adresse ?\d", "adr", r"adr ?\d", "rue", "voie", "num voie", r"ligne ?\d", "lignes?",
    "addr", "address",
    r"address ?line ?\d?", "street", "street address", "street address line", "complément adresse", "compl adr",
    "complement adr", "cp", "code postal", "cod postal", "codepostal", "code post", "codpost", "zip", "zip code",
    "postal code",
    "postalcode", "postcode", "ville", "commune", "localité", "city", "town", "libellé commune",
    "bureau distributeur",
    "domicile", "lieu de résidence", "lieu résidence", "lieu dit", "résidence", "adresse patient", "adr patient",
    "adrpat",
    "ville patient", "cp patient", "add patient", "cpville", "cp ville", "demeurant", "adresse postale",
    "adresse complète",
)  # fmt: skip
REFUTING = (
    "naissance", "naiss", "nais", "nee?", "birth", "birth ?place", "labo", "laboratoire", "établissement", "etab",
    "finess", "médecin", "med",
    "prescripteur", "dr", "docteur", "praticien", "mail", "email", "e mail", "courriel", "ip", "mac", "web", "url",
    "site", "mémoire",
    "société", "fournisseur", "livraison", "facturation", "siège", "clinique", "hôpital", "organisme", "caisse",
    "mutuelle", "employeur", "service", "insee", "pharmacie", "expéditeur", "correspondant", "agence", "dépôt",
    "centre",
    "structure", "ehpad", "école", "banque", "bancaire", "organization", "custodian", "représentation", "serveur",
    "server", "entreprise", "commercial", "mairie", "assurance", "amc", "officine", "code commune", "administration",
    "prélèvement", "élimination", "abord", "author", "represented", "managing organization", "service provider",
    "réseau", "virtuelle", "component", "family", "range", "space", "bus", "register", "memory", "type", "broadcast",
    "source", "destination", "host", "port", "bind", "listen", "remote", "base", "start", "wallet", "bit", "team",
    "codage", "électronique", "url", "http", "facture", "produit", "commande", "article", "élève", "accident",
    "lieu examen", "transport", "téléphone", "tel", "ligne commande", "decès", "déces", "place",
)  # fmt: skip

DETECTOR = FunctionDetector(
    info=DetectorInfo(
        id="fr-address",
        title="Postal address of a private person",
        category=Category.CONTACT,
        severity=Severity.LOW,
        labels=LABELS,
        refuting_labels=REFUTING,
        matches=(
            "Adresse : 12 rue Foch",
            "habite 4 bis rue Foch",
            "Mme LE GALL\n2 rue Foch",
            "domicile : 56000 VANNES",
        ),
        rejects=("Dr LE GALL\n2 rue Foch", "siège : 4 rue Foch", "labo 4 rue Foch", "12 rue Foch", "56000 VANNES"),
        reference="AFNOR XP Z10-011, postal addresses; La Poste, base officielle des codes postaux",
    ),
    patterns=PATTERNS,
    judged=_judged,
)
