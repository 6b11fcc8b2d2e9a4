"""The rows of the leak: what is written down at each visit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .comments import HARMLESS, HIV, HIV_AND_PREGNANCY, PHONE, PREGNANCY
from .people import Dice, Lab, People, Person, days
from .spelling import BLOOD_SPELLINGS, BLOOD_UNKNOWN, LANDLINES, MOBILE, NIR_FORMS, PHONE_FORMS, day, nir_key, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    "NUM_DOSSIER;CIVILITE;NOM;NOM_NAISSANCE;PRENOM;DDN;SEXE;NUM_SECU;ADRESSE;CP;VILLE;TEL;PORTABLE;EMAIL;"
    "GROUPE_SANGUIN;MEDECIN;CAISSE;MUTUELLE;NUM_ADHERENT;DATE_DERNIER_DOSSIER;LABO;COMMENTAIRE;LOGIN;CODE_ACCES"
)

RETURNING = 0.08
"""Share of the rows that are another visit of somebody seen before."""
NIR_MISSING_NEW, NIR_MISSING_RETURNING = 0.0196, 0.15  # together 3 % of the rows
NIR_WRONG_KEY = 0.005
BIRTH_MISSING_NEW, BIRTH_MISSING_RETURNING = 0.001, 0.03

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
VISITS = days(date(2015, 1, 2), date(2020, 10, 20))


class Row(NamedTuple):
    """One line of the file, with what it says."""

    cells: tuple[str, ...]
    nir: str  # the valid NIR without its key, else empty
    wrong_nir: bool
    who: str
    born: str
    phones: int
    blood: bool
    hiv: bool
    pregnancy: bool


class Comment(NamedTuple):
    """The free text of a row, with what it states."""

    text: str
    phones: int = 0
    hiv: bool = False
    pregnancy: bool = False


NO_COMMENT = Comment("")


class Leak:
    """The rows, drawn one after the other from one seeded source of chance."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed)
        self._pick = self._dice.pick
        self._chance = self._dice.random
        self._people = People(self._dice)

    def rows(self, count: int) -> Iterator[Row]:
        """The next rows."""
        for number in range(1, count + 1):
            back = self._people.returning() if self._chance() < RETURNING else None
            yield self._row(number, back or self._people.newcomer(), back=back is not None)

    def _row(self, number: int, person: Person, *, back: bool) -> Row:
        chance = self._chance
        lab = self._pick(self._people.labs) if back and chance() < 0.2 else person.lab
        visit = self._pick(VISITS)
        born = "" if chance() < (BIRTH_MISSING_RETURNING if back else BIRTH_MISSING_NEW) else day(person.born)
        nir_text, nir, wrong_nir = self._written_nir(person.nir, NIR_MISSING_RETURNING if back else NIR_MISSING_NEW)
        blood, blood_known = self._written_blood(person.blood, lab)
        comment = self._comment(person, lab)
        cells = (
            f"{number:07}",
            self._title(person),
            lab.name_style(person.family),
            lab.name_style(person.birth_family) if person.birth_family != person.family else "",
            lab.name_style(person.given),
            born,
            "F" if person.woman else "M",
            nir_text,
            person.address,
            *person.town[:2],
            self._pick(PHONE_FORMS)(person.landline) if person.landline else "",
            self._pick(PHONE_FORMS)(person.mobile) if person.mobile else "",
            person.email,
            blood,
            self._pick(lab.physicians),
            person.town[2],
            person.insurer,
            f"{int(chance() * 1e8):08}" if person.insurer else "",
            day(visit),
            lab.name,
            comment.text,
            person.login,
            "".join([self._pick(CODE_LETTERS) for _ in "123456"]) if person.login else "",
        )
        return Row(
            cells=cells,
            nir=nir,
            wrong_nir=wrong_nir,
            who=" ".join(sorted(tokens(person.family) + tokens(person.given))),
            born=born,
            phones=bool(person.landline) + bool(person.mobile) + comment.phones,
            blood=blood_known,
            hiv=comment.hiv,
            pregnancy=comment.pregnancy,
        )

    def _title(self, person: Person) -> str:
        if person.child:
            return "Enf"
        if not person.woman:
            return "M"
        return "Mlle" if person.born.year > 1985 and person.family == person.birth_family else "Mme"

    def _written_nir(self, nir: str, missing: float) -> tuple[str, str, bool]:
        """The cell, the NIR in it if it is valid, and whether it has a wrong key."""
        chance = self._chance()
        if chance < missing:
            return "", "", False
        wrong = chance > 1 - NIR_WRONG_KEY
        key = nir_key(nir)
        if wrong:
            key = (key + int(self._chance() * 96)) % 97 + 1
        written = nir.lower() if nir[6] in "AB" and self._chance() < 0.3 else nir
        return self._pick(NIR_FORMS)(written, f"{key:02}"), "" if wrong else nir, wrong

    def _written_blood(self, group: str, lab: Lab) -> tuple[str, bool]:
        if not group:
            return (self._pick(BLOOD_UNKNOWN) if self._chance() < 0.05 else ""), False
        positive, negative = BLOOD_SPELLINGS[0] if self._chance() < 0.05 else lab.blood
        return group[:-1] + (positive if group[-1] == "+" else negative), True

    def _comment(self, person: Person, lab: Lab) -> Comment:
        chance = self._chance()
        may_be_pregnant = person.woman and 1975 <= person.born.year <= 2003
        if chance < 0.60:
            return NO_COMMENT
        if chance < 0.61:
            comment = Comment(self._pick(PHONE), phones=1)
        elif chance < (0.90 if may_be_pregnant else 0.9625):  # 5 % of all rows state a fact
            comment = Comment(self._pick(HARMLESS))
        else:
            comment = self._health_fact(may_be_pregnant=may_be_pregnant)
        return comment._replace(text=lab.comment_style(self._filled(comment.text, person)))

    def _health_fact(self, *, may_be_pregnant: bool) -> Comment:
        chance = self._chance()
        if not may_be_pregnant or chance < 0.1:
            return Comment(self._pick(HIV), hiv=True)
        if chance < 0.93:
            return Comment(self._pick(PREGNANCY), pregnancy=True)
        return Comment(self._pick(HIV_AND_PREGNANCY), hiv=True, pregnancy=True)

    def _filled(self, text: str, person: Person) -> str:
        if "{" not in text:
            return text
        number = self._dice.number(MOBILE if self._chance() < 0.7 else self._pick(LANDLINES))
        return text.format(
            e="e" if person.woman else "",
            f="ve" if person.woman else "f",
            phone=self._pick(PHONE_FORMS)(number),
            month=2 + int(self._chance() * 7),
            week=5 + int(self._chance() * 35),
            hcg=30 + int(self._chance() ** 3 * 90_000),
            copies=40 + int(self._chance() ** 3 * 50_000),
            day=day(self._pick(VISITS)),
            bill=f"{2015 + int(self._chance() * 6)}-{int(self._chance() * 10_000):06}",
        )
