"""What is kept for the next start is believed only if it is this user's own, unchanged."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dlpscan.matching import kept

posix = pytest.mark.skipif(os.name != "posix", reason="needs owners and modes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget()
    yield tmp_path / "dlpscan"
    monkeypatch.undo()
    forget()


def forget() -> None:
    """As if the program had just started."""
    kept._folder.cache_clear()
    kept._key.cache_clear()


def test_what_was_kept_is_found(folder: Path) -> None:
    assert kept.load("a.bin") is None
    kept.store("a.bin", b"body")
    assert kept.load("a.bin") == b"body"
    forget()
    assert kept.load("a.bin") == b"body"
    assert kept.load("b.bin") is None


def test_another_name_is_not_believed(folder: Path) -> None:
    kept.store("a.bin", b"body")
    (folder / "a.bin").rename(folder / "b.bin")
    assert kept.load("b.bin") is None


@pytest.mark.parametrize(
    "change", [lambda data: data + b"x", lambda data: data[:-1], lambda data: b"", lambda data: b"x" * 40]
)
def test_changed_bytes_are_not_believed(folder: Path, change: object) -> None:
    kept.store("a.bin", b"body")
    path = folder / "a.bin"
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    assert kept.load("a.bin") is None
    kept.store("a.bin", b"body")
    assert kept.load("a.bin") == b"body"


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 32])
def test_another_key_is_not_believed(folder: Path, key: bytes) -> None:
    kept.store("a.bin", b"body")
    (folder / "key").write_bytes(key)
    forget()
    assert kept.load("a.bin") is None
    kept.store("a.bin", b"body")
    assert kept.load("a.bin") == b"body"


@posix
@pytest.mark.parametrize("name", ["a.bin", "key", "."])
def test_what_others_may_write_is_not_believed(folder: Path, name: str) -> None:
    kept.store("a.bin", b"body")
    (folder / name).chmod(0o777)
    forget()
    assert kept.load("a.bin") is None


@posix
def test_a_link_of_somebody_else_is_not_followed(folder: Path, tmp_path: Path) -> None:
    kept.store("a.bin", b"body")
    (folder / "a.bin").rename(tmp_path / "elsewhere")
    (folder / "a.bin").symlink_to(tmp_path / "elsewhere")
    assert kept.load("a.bin") is None


@posix
def test_files_are_for_their_owner_alone(folder: Path) -> None:
    kept.store("a.bin", b"body")
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path, dlpscan: list[str]) -> None:
    (tmp_path / "cache").write_text("a file in the place of the folder")
    (tmp_path / "a.csv").write_text("nom;nir\nDUPONT;285079790100150\n")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*dlpscan, "scan", str(tmp_path / "a.csv")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
