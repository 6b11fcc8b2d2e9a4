"""Passwords and access codes: columns, hashes, what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.examine import Examiner
from dlpscan.model import Item
from dlpscan.settings import Settings
from dlpscan_france import credential


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner([credential.DETECTOR], Settings(secret=1, key=b"k" * 32, show_values=True))


def found(examiner: Examiner, folder: Path, text: str) -> list[str]:
    path = folder / "text.txt"
    path.write_text(text, "utf-8")
    examined = examiner.examine(Item(path=str(path), target=str(path), size=path.stat().st_size))
    return [finding.preview for finding in examined.findings]


def test_a_column_of_access_codes(examiner: Examiner, tmp_path: Path) -> None:
    codes = ["LFBG29", "XK42PQ", "4812", "tulipe", "Ker-han!"]
    empty = ["", "********", "à définir", "oui", "xxxxxx", "12/05/2020"]
    table = "LOGIN;CODE_ACCES\n" + "".join(f"user{i};{code}\n" for i, code in enumerate(codes + empty))
    assert found(examiner, tmp_path, table) == codes


@pytest.mark.parametrize(
    "hashed",
    [
        "$2b$12$KIXQ4S1FhQfYQ6b1z3u9aOe0x1Z4b7nQyW2rT5uI8oP0aSdFgHjKl",
        "{SSHA}W6ghhuPpQ6d8iYBkXkRk8p3N1k1bX2ZyZmFzZGY=",
        "pbkdf2_sha256$260000$Ab3dEfGhIjKl$kF7p0c9rZQnW1yVxT2uS3mL4oK5jI6hG7fE8dC9bA0z=",
    ],
)
def test_hashes_are_known_by_their_form(examiner: Examiner, tmp_path: Path, hashed: str) -> None:
    assert found(examiner, tmp_path, f"compte jdupont {hashed}") == [hashed]


@pytest.mark.parametrize(
    "text",
    [
        "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "password: str = field(repr=False)",
        "PASSWORD=${PASSWORD}",
        "mot de passe : changeme",
        "Code d'accès du portail de l'immeuble : 12B45",
    ],
)
def test_look_alikes(examiner: Examiner, tmp_path: Path, text: str) -> None:
    assert found(examiner, tmp_path, text) == []
