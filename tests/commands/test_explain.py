"""`dlpscan explain` on a small table and a letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlpscan.cli import main

NIRS = ("285079790100150", "285079790100247", "285079790100344", "285079790100441", "285079790100538")
TABLE = "NOM;NUM_SECU;COMMENTAIRE\n" + "".join(f"EXEMPLE{i};{n};VIH positif\n" for i, n in enumerate(NIRS))
LETTER = "Monsieur,\nle numéro 285079790100151 est faux.\nPatient : NIR 2 85 07 979 01 001 50\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text(TABLE, "utf-8")
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    monkeypatch.chdir(tmp_path)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, object]]:
    return {each["detector"]: each for each in json.loads(shown(capsys, "--json", *arguments))}


def test_each_step_of_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    nir = explained(capsys, "t.csv:2")["fr-nir"]
    assert (nir["severity"], nir["preview"]) == ("critical", "28507**********")
    kinds = [step["kind"] for step in nir["steps"]]  # type: ignore[attr-defined]
    assert kinds[0] == "pattern"
    assert {"label", "record", "severity"} <= set(kinds)
    label = next(step for step in nir["steps"] if step["kind"] == "label")  # type: ignore[attr-defined]
    assert "NUM_SECU" in label["text"]
    assert label["weight"] > 0


def test_what_was_refused_is_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    nir = explained(capsys, "letter.txt:2")["fr-nir"]
    assert nir["severity"] is None
    assert "its check fails" in str(nir["steps"])


def test_the_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "letter.txt:3")
    assert "letter.txt:3:15  fr-nir  2 85 07 *** ** *** **" in text
    assert "  label  " in text
    assert "001 50" not in text
    assert "2 85 07 979 01 001 50" in shown(capsys, "letter.txt:3", "--show-values")


def test_a_line_without_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no detector meets anything there" in shown(capsys, "letter.txt:1")


def test_a_finding_of_a_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["scan", "letter.txt", "--format", "jsonl", "--output", "r.jsonl"]) == 1
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    fingerprint = next(line["fingerprint"] for line in lines if line.get("detector") == "fr-nir")
    assert "letter.txt:3:15  fr-nir" in shown(capsys, fingerprint, "--report", "r.jsonl")
    (tmp_path / "letter.txt").unlink()
    assert main(["explain", fingerprint, "--report", "r.jsonl"]) == 2
    assert "cannot be looked at again" in capsys.readouterr().err


def test_a_detector(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "fr-nir")
    for word in ("finds       285079790100150", "refuses     285079790100151", "reference", "ei          0.75"):
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fr-nri"], "did you mean 'fr-nir'?"),
        (["none.txt:3"], "neither a detector nor FILE:LINE"),
        (["0" * 32], "needs --report"),
        (["0" * 32, "--report", "letter.txt"], "no finding in"),
        (["0" * 32, "--report", "none"], "cannot read the report"),
    ],
)
def test_what_cannot_be_explained(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *arguments]) == 2
    assert message in capsys.readouterr().err
