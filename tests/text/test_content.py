"""What an item's bytes are."""

from __future__ import annotations

import gzip
import marshal
import sqlite3
import zipfile
from pathlib import Path

import pytest

from dlpscan.text.content import content_of

LETTER = "Chère consœur, la sérologie de Mme Zoé Exemple, née à Lège, est négative ; hémoglobine à 12 °C… où çà ?"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac_roman", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_a_letter(encoding: str) -> None:
    letter = LETTER.replace("œ", "oe").replace("…", "...") if encoding == "cp850" else LETTER
    assert content_of([letter.encode(encoding)]).encoding == encoding


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")]
)
def test_a_mark_decides(encoding: str, expected: str) -> None:
    assert content_of([LETTER.encode(encoding)]).encoding == expected


def test_a_sample_may_be_cut_inside_a_character() -> None:
    data = ("é" * 2000).encode()
    assert content_of([data[:1001], data[1001:]]).encoding == "utf-8"


def test_a_few_nuls_do_not_make_a_text_binary() -> None:
    assert content_of([b"NOM;NIR\n" * 50 + b"\0\0\0"]).encoding == "utf-8"


def test_programs_write_what_is_recognised(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "a.db")
    database.execute("create table t (a)")
    database.commit()
    database.close()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a", "b")
    kinds = {
        "sqlite": (tmp_path / "a.db").read_bytes(),
        "zip": (tmp_path / "a.zip").read_bytes(),
        "gzip": gzip.compress(b"x"),
        "binary": marshal.dumps(compile("a = [1, 2, 'b']\n" * 20, "a", "exec")),
    }
    assert {kind: content_of([data]).kind for kind, data in kinds.items()} == {kind: kind for kind in kinds}


@pytest.mark.parametrize("stray", [b"\xe9", b"\xff", b"\xed\xa0\x80"])
def test_a_stray_byte_does_not_make_it_another_encoding(stray: bytes) -> None:
    assert content_of([LETTER.encode() + stray + b"\n"]).encoding == "utf-8"


def test_an_accent_that_looks_like_utf8_does_not_make_it_utf8() -> None:
    assert content_of(["Ã© est un accent perdu ; Hélène, très bien".encode("cp1252")]).encoding == "cp1252"


@pytest.mark.parametrize(
    "head", [b"Salted__\x8a\x01\x02", b"age-encryption.org/v1\n-> X25519 x\n", b"-----BEGIN PGP MESSAGE-----\n\nhQEM"]
)
def test_what_is_encrypted_is_told(head: bytes) -> None:
    assert content_of([head]).kind == "encrypted"
