"""Whose names the columns of a table hold, by the words over them.

`NOM` alone may be a product's or a town's. Beside a first name, a birth date or a social security number it is a
person's; beside an RPPS number, a speciality or a title it is a professional's or an author's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language.folding import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlpscan import Hits

_INNER_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAPS = re.compile(r"[^a-z0-9]+")
_PATIENT = re.compile(
    r"\b(?:prenoms?|firstname|first name|given|ddn|dob|d d n|(?:date|dt|dat) (?:de )?nais\w*|datnais|datenais\w*"
    r"|naissance|naiss"
    r"|ne le|nee le|birth ?date|nir|nss|n?secu|num secu\w*|ins|sexe|sex|gender|genre|civilite|civ|patiente?s?"
    r"|ipp|assuree?s?|beneficiaires?|benef"
    r"|residents?|usagere?s?|adherente?s?|salarie\w*|matricule|nompat|nda|iep|jeune fille|nom marital|patronym\w*"
    r"|subscriber|lastname|last name"
    r"|insured|nom usuel|nom d usage|eleves?|employe\w*"
    r"|commentaires?|observations?|remarques?|portable|mobile|motif|rdv)\b"
)
_OF_PATIENTS = re.compile(
    r"\b(?:ddn|dob|naissance|naiss|nir|nss|n?secu|num secu\w*|ins|patiente?s?|ipp|assuree?s?|beneficiaires?|benef"
    r"|residents?|nompat|nda|iep|dossier|num dossier|birth ?date|date nais\w*|datnais|sejour|hospitalisation"
    r"|prelevement|chambre"
    r"|mutuelle|diagnostic|ordonnance|ald|subject|prenom|nom prenom)\b"
)
_PROFESSIONAL = re.compile(
    r"\b(?:rpps|adeli|finess|speciali\w+|praticien|mode d exercice|convention\w*|savoir faire|titre|isbn|doi|revue"
    r"|editeur|parution|auteurs?"
    r"|discipline|oeuvre|siecle|film|album|club|equipe|poste|parti|mandat|siret|siren|raison sociale|fournisseur"
    r"|statut juridique"
    r"|espece|race|dci|dosage|prix|tarif|stock|quantite|unite|version|extension|taille|insee|latitude|population"
    r"|astreinte|garde)\b"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the words over a column and those beside it say: `words`, and whose the table is."""

    words: str
    of_persons: bool
    of_patients: bool
    of_others: bool


def profiles(hits: Hits) -> list[Profile]:
    """The profile of each label of a chunk's cells."""
    cells = hits.chunk.cells()
    return list(_profiles(tuple(cells.labels()), tuple(cells.names))) if cells is not None else []


@lru_cache(maxsize=64)
def _profiles(labels: Sequence[str | None], names: Sequence[str | None]) -> list[Profile]:
    paths = [label or name or "" for label, name in zip(labels, names, strict=True)]
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(_stem(path), []).append(in_words(path))
    joined = {stem: " | ".join(group) for stem, group in groups.items()}
    found = {
        stem: (bool(_PATIENT.search(text)), bool(_OF_PATIENTS.search(text)), bool(_PROFESSIONAL.search(text)))
        for stem, text in joined.items()
    }
    return [Profile(in_words(path), *found[_stem(path)]) for path in paths]


def _stem(path: str) -> str:
    """What a column stands in; names within `name` or `identite` belong to what that stands in."""
    stem = path.rpartition(".")[0]
    return re.sub(r"\.?(?:name|noms|prenoms?|identite)$", "", stem)


@lru_cache(maxsize=4096)
def in_words(name: str) -> str:
    """A header in plain words: `dateNaissance` and `DATE_NAISSANCE` as `date naissance`."""
    return _GAPS.sub(" ", plain(_INNER_CAPITAL.sub(" ", name))).strip()
