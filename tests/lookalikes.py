"""Files of organisations in which no patient is: companies, catalogues, marks, results, lists of numbers, legal texts.

What they hold looks like what detectors look for. Everything is invented, and the same for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

_FIRST = (
    "Camille Lou Maël Anaïs Yann Inès Noé Jade Hugo Léa Adam Zoé Malo Rose Gabin Alma Sacha Nina Jules Eden".split()
)
_LAST = "KERVADEC LE GOFF MOREL DUBREUIL PERRIN VASSEUR LEMOINE BARBIER ROUSSEL GUÉRIN HAMON JÉGOU TANGUY RIOU".split()
_WORDS = (
    "contrat décision article alinéa ministre arrêté service public délai demande agrément autorité établissement régime"
    " groupe classe notation critère annexe décret application disposition conformité registre commission séance procédure"
).split()
_TRADES = (
    "Boulangerie Menuiserie Garage Transports Imprimerie Papeterie Maçonnerie Électricité Nettoyage Conseil".split()
)
_TOWNS = ("56000 VANNES", "29200 BREST", "35000 RENNES", "44000 NANTES", "22000 SAINT-BRIEUC", "49100 ANGERS")
_STREETS = (
    "rue de la Gare",
    "avenue des Sports",
    "boulevard de l'Europe",
    "place du Marché",
    "ZA du Moulin",
    "quai Neuf",
)
_FORMS = ("SARL", "SAS", "SA", "EURL", "SCOP")
_GRADES = ("A+", "A", "A-", "B+", "B", "B-", "C+", "C", "AB", "O", "O+", "0")


def _luhn(digits: str) -> str:
    total = sum(sum(divmod(int(digit) * (1 + (i % 2 == 0)), 10)) for i, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _number(chance: random.Random, length: int, beginning: str = "") -> str:
    return beginning + "".join(chance.choice("0123456789") for _ in range(length - len(beginning)))


def _siret(chance: random.Random) -> str:
    siren = _number(chance, 8)
    siren += _luhn(siren)
    rest = siren + _number(chance, 4, "000")
    return rest + _luhn(rest)


def _phone(chance: random.Random, separator: str = " ") -> str:
    pairs = [chance.choice(("01", "02", "03", "04", "05"))] + [f"{chance.randrange(100):02d}" for _ in range(4)]
    return separator.join(pairs)


def _day(chance: random.Random, first: int = 1990) -> date:
    return date(first, 1, 1) + timedelta(days=chance.randrange(11_000))


def companies(chance: random.Random) -> Iterator[str]:
    """An export of customers that are companies."""
    yield "RAISON SOCIALE;FORME;SIRET;NAF;ADRESSE;CP VILLE;TEL;FAX;EMAIL;CA"
    while True:
        trade = chance.choice(_TRADES)
        yield (
            f"{trade} {chance.choice(_LAST).title()};{chance.choice(_FORMS)};{_siret(chance)};{chance.randrange(9999):04d}Z;"
            f"{chance.randrange(1, 200)} {chance.choice(_STREETS)};{chance.choice(_TOWNS)};{_phone(chance)};{_phone(chance)};"
            f"contact@{trade.lower()}-{chance.randrange(999)}.fr;{chance.randrange(10**7)}"
        )


def letterheads(chance: random.Random) -> Iterator[str]:
    """What stands at the foot of letters and on web pages."""
    while True:
        trade = chance.choice(_TRADES)
        yield f"{trade} du Port - {chance.choice(_FORMS)} au capital de {chance.randrange(5, 90) * 1000} euros"
        yield f"{chance.randrange(1, 200)} {chance.choice(_STREETS)} - {chance.choice(_TOWNS)} - Standard : {_phone(chance, '.')}"
        yield f"SIRET {_siret(chance)} - RCS {chance.choice(_TOWNS)[6:].title()} - info@{trade.lower()}.fr"
        yield "Ouvert du lundi au vendredi de 9 h à 12 h et de 14 h à 18 h."
        yield ""


def catalogue(chance: random.Random) -> Iterator[str]:
    """Goods with codes, prices and energy labels."""
    yield "Référence\tEAN\tDésignation\tClasse énergie\tPrix HT\tStock"
    while True:
        ean = _number(chance, 12, "376")
        yield (
            f"{_number(chance, 11)}\t{ean}{chance.randrange(10)}\t{chance.choice(_WORDS)} {chance.choice(_WORDS)}\t"
            f"{chance.choice(('A+++', 'A++', 'A+', 'B', 'C'))}\t{chance.randrange(1, 900)},{chance.randrange(100):02d}\t{chance.randrange(500)}"
        )


def marks(chance: random.Random) -> Iterator[str]:
    """Marks of a school class."""
    yield "Nom;Prénom;Classe;Maths;Français;Histoire;Anglais;Groupe"
    while True:
        grades = ";".join(chance.choice(_GRADES) for _ in range(4))
        yield f"{chance.choice(_LAST)};{chance.choice(_FIRST)};{chance.randrange(3, 7)}e{chance.choice('ABC')};{grades};{chance.choice('ABO')}"


def sports(chance: random.Random) -> Iterator[str]:
    """Results of races."""
    yield "Place | Dossard | Nom | Club | Né en | Temps | Écart"
    place = 0
    while True:
        place += 1
        yield (
            f"{place} | {chance.randrange(9999)} | {chance.choice(_LAST)} {chance.choice(_FIRST)} | US {chance.choice(_TOWNS)[6:].title()}"
            f" | {chance.randrange(1950, 2008)} | 0{chance.randrange(1, 5)}:{chance.randrange(60):02d}:{chance.randrange(60):02d} | +{chance.randrange(900)}"
        )


def devices(chance: random.Random) -> Iterator[str]:
    """IMEIs of phones, which look like social security numbers."""
    yield "imei,modele,iccid,date"
    while True:
        imei = _number(chance, 14, "35")
        yield f"{imei}{_luhn(imei)},M{chance.randrange(99)},{_number(chance, 19, '8933')},{_day(chance, 2015)}"


def medicines(chance: random.Random) -> Iterator[str]:
    """A stock of medicines by CIP13."""
    yield "CIP13;LIBELLE;LOT;PEREMPTION;QTE;PRIX"
    while True:
        yield (
            f"{_number(chance, 13, '34009')};{chance.choice(('DOLIPRANE 1000 MG', 'KARDEGIC 75 MG', 'LEVOTHYROX 75 MCG', 'TRUVADA'))} CPR;"
            f"{_number(chance, 8)};{_day(chance, 2021)};{chance.randrange(200)};{chance.randrange(90)},{chance.randrange(100):02d}"
        )


def legal(chance: random.Random) -> Iterator[str]:
    """Articles of a code."""
    number = 0
    while True:
        number += 1
        words = " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(20, 60)))
        yield f"Article R. {number}-{chance.randrange(1, 40)} (Décret n° {_day(chance).year}-{chance.randrange(2000)} du {_day(chance):%d/%m/%Y})"
        yield f"{words.capitalize()}, sous le numéro {_number(chance, 9)}, groupe {chance.choice('ABO')}, mention A+."
        yield ""


def logs(chance: random.Random) -> Iterator[str]:
    """A service's log, with times in milliseconds, hashes and versions."""
    while True:
        yield (
            f"{_day(chance, 2018)}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00Z INFO [{_number(chance, 13, '16')}] "
            f"req={chance.getrandbits(128):032x} user=svc-{chance.choice(_WORDS)} v{chance.randrange(9)}.{chance.randrange(20)}.{chance.randrange(20)} {_number(chance, 15)}"
        )


FILES: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "societes.csv": companies,
    "entetes.txt": letterheads,
    "catalogue.tsv": catalogue,
    "notes.csv": marks,
    "resultats.txt": sports,
    "imei.csv": devices,
    "stock_cip13.csv": medicines,
    "code.txt": legal,
    "service.log": logs,
}


def write(folder: Path, size: int, seed: int = 1) -> int:
    """Writes every file, of `size` bytes each, and returns the bytes in all."""
    total = 0
    for name, lines in FILES.items():
        written = 0
        with (folder / name).open("w", encoding="utf-8") as file:
            for line in lines(random.Random(f"{seed} {name}")):
                written += file.write(line + "\n")
                if written >= size:
                    break
        total += written
    return total
