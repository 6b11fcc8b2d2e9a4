"""Tables that are made for patients' data and hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.examine import Examiner
from dlpscan.model import Finding, Item, Severity
from dlpscan.settings import Settings
from dlpscan_france.patient_schema import DETECTOR

TABLE = """CREATE TABLE IF NOT EXISTS `labo`.`patients` (
  id int NOT NULL AUTO_INCREMENT,
  `nom` varchar(50) DEFAULT 'a,b',
  num_secu decimal(15, 0) NULL,
  date_naissance date,
  groupe_sanguin enum('A','B'),
  PRIMARY KEY (id)
);
"""


def found(text: str, folder: Path) -> list[Finding]:
    path = folder / "schema.sql"
    path.write_text(text, "utf-8")
    examiner = Examiner([DETECTOR], Settings(secret=1, key=b"k" * 32, show_values=True))
    return list(examiner.examine(Item(path=str(path), target="s", size=path.stat().st_size)).findings)


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        'create table "Patient" ("Nom" text, "Prénom" text, "DDN" date, "Commentaire" text)',
        "CREATE TABLE dbo.[Patients] ([NIR] char(15), [Nom] nvarchar(40), [VIH] bit)",
        "NOM;PRENOM;DDN;N° SECU;RESULTAT\n",
        '"nir","nom","prénom","sérologie VIH"\r\n',
    ],
)
def test_a_schema_is_a_finding(text: str, tmp_path: Path) -> None:
    findings = found(text, tmp_path)
    assert [finding.severity for finding in findings] == [Severity.INFO]


@pytest.mark.parametrize(
    "text",
    [
        TABLE + "INSERT INTO `labo`.`patients` VALUES (1, 'A', 2, NULL, 'A');\n",
        TABLE + "COPY labo.patients (id, nom) FROM stdin;\n",
        "CREATE TABLE clients (id int, nom text, date_naissance date, ville text)",
        "CREATE TABLE produits (nir text, resultat text)",
        "NOM;PRENOM;DDN;N° SECU;RESULTAT\nA;B;C;D;E\n",
        "nom;prenom;ddn;service\n",
        "Le NIR, le nom et les résultats, la date de naissance, tout est là.\nFin.",
        "CREATE TABLE patients",
        "CREATE TABLE patients (" + "(" * 50_000,
    ],
)
def test_what_holds_rows_or_no_patients_is_none(text: str, tmp_path: Path) -> None:
    assert found(text, tmp_path) == []
