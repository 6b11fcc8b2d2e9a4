"""The examples say exactly what is in them; the scan finds exactly that."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
COLUMNS = (
    "NUM_DOSSIER;CIVILITE;NOM;NOM_NAISSANCE;PRENOM;DDN;SEXE;NUM_SECU;ADRESSE;CP;VILLE;TEL;PORTABLE;EMAIL;"
    "GROUPE_SANGUIN;MEDECIN;CAISSE;MUTUELLE;NUM_ADHERENT;DATE_DERNIER_DOSSIER;LABO;COMMENTAIRE;LOGIN;CODE_ACCES"
)
HEADER = COLUMNS.split(";")

Truth = dict[str, Any]


def scanned(dlpscan: list[str], *arguments: str) -> list[Truth]:
    done = subprocess.run(
        [*dlpscan, "scan", "--format", "jsonl", *arguments], capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (1, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def files(lines: list[Truth]) -> dict[str, Truth]:
    return {line["target"]: line for line in lines if line["type"] == "file"}


# --- the laboratory ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--jobs", "1"), ("--jobs", "2", "--all-files")], ids=" ".join)
def test_the_laboratory(dlpscan: list[str], options: tuple[str, ...]) -> None:
    folder = EXAMPLES / "laboratoire"
    truth = json.loads((EXAMPLES / "truth_laboratoire.json").read_text(encoding="utf-8"))
    lines = scanned(dlpscan, *options, str(folder))
    counts = {str(Path(name).relative_to(folder)): of_truth(line["counts"]) for name, line in files(lines).items()}
    assert {name: counts.pop(name, {}) for name in truth} == truth
    assert not any(counts.values())


def test_the_laboratory_in_several_processes(dlpscan: list[str], tmp_path: Path) -> None:
    """So many other files that workers are worth while."""
    folder = EXAMPLES / "laboratoire"
    truth = json.loads((EXAMPLES / "truth_laboratoire.json").read_text(encoding="utf-8"))
    for i in range(100):
        (tmp_path / f"{i}.txt").write_text("rien\n")
    lines = scanned(dlpscan, "--jobs", "2", str(tmp_path), str(folder))
    counts = {str(Path(name).relative_to(folder)): of_truth(line["counts"]) for name, line in files(lines).items()}
    assert {name: counts.pop(name, {}) for name in truth} == truth
    assert not any(counts.values())


def test_every_file_of_the_laboratory_has_its_truth() -> None:
    folder = EXAMPLES / "laboratoire"
    truth = json.loads((EXAMPLES / "truth_laboratoire.json").read_text(encoding="utf-8"))
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(truth)


CORE = ("fr-nir", "phone", "blood-group", "hiv-result", "pregnancy-result")


def of_truth(counts: dict[str, int]) -> dict[str, int]:
    """What the truth speaks of."""
    return {name: counts[name] for name in CORE if counts.get(name)}


# --- the leak ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed{}".format)
def leak(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Truth]:
    """The text of a small leak, and its truth."""
    path = tmp_path_factory.mktemp("leak") / "leak.csv"
    command = [
        sys.executable,
        str(EXAMPLES / "make_leak.py"),
        "--rows",
        "3000",
        "--seed",
        str(request.param),
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return path.read_bytes().decode("cp1252"), json.loads(done.stdout)


def found(dlpscan: list[str], path: Path) -> Truth:
    lines = scanned(dlpscan, str(path))
    (line,) = files(lines).values()
    assert line["coverage"] == "scanned"
    assert lines[-1]["people"] == line["people"]
    return {"counts": of_truth(line["counts"]), "invalid": of_truth(line["invalid"]), "people": line["people"]}


def expected(truth: Truth) -> Truth:
    return {key: truth[key] for key in ("counts", "invalid", "people")}


def rows(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


def test_the_leak(dlpscan: list[str], leak: tuple[str, Truth], tmp_path: Path) -> None:
    text, truth = leak
    path = tmp_path / "leak.csv"
    path.write_bytes(text.encode("cp1252"))
    assert path.stat().st_size == truth["bytes"]
    assert found(dlpscan, path) == expected(truth)


def quoted(text: str) -> str:
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows(text))


def tabs(text: str) -> str:
    return text.replace(";", "\t")


def bars(text: str) -> str:
    return text.replace(";", "|")


def lone_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("change", [quoted, tabs, bars, lone_line_feeds])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_leak_in_another_form(
    dlpscan: list[str], leak: tuple[str, Truth], tmp_path: Path, change: Any, encoding: str
) -> None:
    text, truth = leak
    path = tmp_path / "leak.csv"
    path.write_bytes(change(text).encode(encoding))
    assert found(dlpscan, path) == expected(truth)


def test_the_leak_without_its_header(dlpscan: list[str], leak: tuple[str, Truth], tmp_path: Path) -> None:
    text, truth = leak
    path = tmp_path / "leak.csv"
    path.write_bytes(text.split("\r\n", 1)[1].encode("cp1252"))
    counts = found(dlpscan, path)["counts"]
    assert {name: counts[name] for name in ("fr-nir", "phone")} == {
        name: truth["counts"][name] for name in ("fr-nir", "phone")
    }


# --- the leak in other formats --------------------------------------------------------------------------------------

Table = list[list[str]]


def made(path: Path, form: str) -> Truth:
    command = [sys.executable, str(EXAMPLES / "make_leak.py"), "--rows", "200", "--format", form, str(path)]
    truth: Truth = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert truth["bytes"] == path.stat().st_size
    return truth


def separated(encoding: str, delimiter: str) -> Any:
    def read(path: Path) -> Table:
        with path.open(encoding=encoding, newline="") as file:
            return list(csv.reader(file, delimiter=delimiter))

    return read


def without_header(path: Path) -> Table:
    return [HEADER, *separated("cp1252", ";")(path)]


def of_objects(objects: list[dict[str, str | None]]) -> Table:
    assert all(list(one) == HEADER for one in objects)
    return [HEADER, *([cell or "" for cell in one.values()] for one in objects)]


def of_json(path: Path) -> Table:
    return of_objects(json.loads(path.read_text("utf-8")))


def of_one_line(path: Path) -> Table:
    assert b"\n" not in path.read_bytes()
    return of_json(path)


def of_json_lines(path: Path) -> Table:
    assert path.read_bytes().isascii()
    return of_objects([json.loads(line) for line in path.read_text("ascii").splitlines()])


def of_xml(path: Path) -> Table:
    patients = ET.parse(path).getroot().findall("patient")
    return of_objects([{cell.tag: cell.text for cell in patient} for patient in patients])


def of_sql(path: Path) -> Table:
    text = path.read_text("utf-8").replace("\\'", "''")
    text = text.replace(") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4", ")").replace("SET NAMES utf8mb4;", "")
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(text)
        cursor = database.execute("SELECT * FROM patients")
        names = [column[0] for column in cursor.description]
        return [names, *([cell or "" for cell in row] for row in cursor)]


def of_copy(path: Path) -> Table:
    before, _, body = path.read_text("utf-8").partition(" FROM stdin;\n")
    names = before[before.rindex("(") + 1 : -1].upper().split(", ")
    rows = body[: body.index("\\.\n")].splitlines()
    return [names, *(["" if cell == "\\N" else cell for cell in row.split("\t")] for row in rows)]


def of_fixed(path: Path) -> Table:
    lines = path.read_text("cp1252").splitlines()
    assert len({len(line) for line in lines}) == 1
    starts = [match.start() for match in re.finditer(r"\S+", lines[0])]
    return [[line[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)] for line in lines]


READ = {
    "csv": separated("cp1252", ";"),
    "csv-quoted": separated("utf-8", ";"),
    "tsv": separated("utf-8", "\t"),
    "pipe": separated("cp850", "|"),
    "utf-16": separated("utf-16", ";"),
    "headerless": without_header,
    "json": of_one_line,
    "json-pretty": of_json,
    "ndjson": of_json_lines,
    "xml": of_xml,
    "sql": of_sql,
    "copy": of_copy,
    "fixed": of_fixed,
}


@pytest.mark.parametrize("form", READ)
def test_every_format_has_the_same_rows(tmp_path: Path, form: str) -> None:
    truth, expected_truth = made(tmp_path / "other", form), made(tmp_path / "csv", "csv")
    table = READ[form](tmp_path / "other")
    assert len(table) == 201
    assert table[0] == HEADER
    assert table == separated("cp1252", ";")(tmp_path / "csv")
    assert {**truth, "bytes": 0} == {**expected_truth, "bytes": 0}


def test_every_format_is_read_back() -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "make_leak.py"), "--help"], capture_output=True, check=True, text=True
    )
    listed = done.stdout[done.stdout.index("{") + 1 : done.stdout.index("}")]
    assert listed.replace("\n", "").replace(" ", "").split(",") == list(READ)
