"""The examples say exactly what is in them; the scan finds exactly that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"

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
    counts = {str(Path(name).relative_to(folder)): line["counts"] for name, line in files(lines).items()}
    assert {name: counts.pop(name, {}) for name in truth} == truth
    assert not any(counts.values())


def test_the_laboratory_in_several_processes(dlpscan: list[str], tmp_path: Path) -> None:
    """So many other files that workers are worth while."""
    folder = EXAMPLES / "laboratoire"
    truth = json.loads((EXAMPLES / "truth_laboratoire.json").read_text(encoding="utf-8"))
    for i in range(100):
        (tmp_path / f"{i}.txt").write_text("rien\n")
    lines = scanned(dlpscan, "--jobs", "2", str(tmp_path), str(folder))
    counts = {str(Path(name).relative_to(folder)): line["counts"] for name, line in files(lines).items()}
    assert {name: counts.pop(name, {}) for name in truth} == truth
    assert not any(counts.values())


def test_every_file_of_the_laboratory_has_its_truth() -> None:
    folder = EXAMPLES / "laboratoire"
    truth = json.loads((EXAMPLES / "truth_laboratoire.json").read_text(encoding="utf-8"))
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(truth)


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
    return {key: line[key] for key in ("counts", "invalid", "people")}


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
