"""Contrôle du numéro de sécurité sociale et des téléphones à la saisie."""

import re

NIR = re.compile(
    r"(?P<sexe>[1-478])[ .]?(?P<annee>\d{2})[ .]?(?P<mois>0[1-9]|1[0-2]|[2-9]\d)[ .]?"
    r"(?P<lieu>(?:\d{2}|2[AB])[ .]?\d{3}|\d{3}[ .]?\d{2})[ .]?(?P<ordre>\d{3})[ .]?(?P<cle>\d{2})",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"(?:0|\+33 ?)[1-9](?:[ .-]?\d{2}){4}")
FORMATS_TESTES = ("0X XX XX XX XX", "0X.XX.XX.XX.XX", "+33 X XX XX XX XX", "0XXXXXXXXX")
GROUPES_SANGUINS = ("A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-")


def cle(numero: str) -> int:
    """La clé des treize premiers caractères ; la Corse compte pour 19 (2A) et 18 (2B)."""
    return 97 - int(numero.upper().replace("2A", "19").replace("2B", "18")) % 97


def est_valide(saisie: str) -> bool:
    """Forme et clé d'un numéro saisi avec ou sans espaces."""
    compact = re.sub(r"[ .]", "", saisie)
    return NIR.fullmatch(saisie.strip()) is not None and cle(compact[:13]) == int(compact[13:])


def libelle_vih(index: float) -> str:
    """Le texte imprimé sur le compte rendu."""
    return "sérologie VIH : positif" if index >= 1.0 else "sérologie VIH : négatif"
