"""Chunks: nothing lost, nothing twice, lines and columns right, in parts as in one."""

from __future__ import annotations

import os
import random
from itertools import pairwise
from pathlib import Path

import pytest

from dlpscan.chunk import Chunk
from dlpscan.contracts import Limits
from dlpscan.examine import Examiner
from dlpscan.layout import Labels
from dlpscan.model import Coverage, Item, Notice
from dlpscan.settings import Settings
from dlpscan.text.layouts.delimited.layout import DelimitedLayout
from dlpscan.text.layouts.delimited.rows import Dialect
from dlpscan.text.reader import Part, TextReader, is_splittable
from dlpscan_france import dlpscan_detectors

SMALL = Limits(chunk_bytes=1 << 12, context_bytes=1 << 8, part_bytes=1 << 13)


def item(path: Path) -> Item:
    return Item(path=str(path), target=str(path), size=path.stat().st_size)


def chunks(path: Path, part: Part | None = None, limits: Limits = SMALL) -> list[Chunk]:
    return [thing for thing in TextReader().read(item(path), limits, part) if isinstance(thing, Chunk)]


def cores(read: list[Chunk]) -> bytes:
    return b"".join(chunk.text[chunk.core[0] : chunk.core[1]] for chunk in read)


def parts_of(path: Path, step: int) -> list[Part]:
    size = path.stat().st_size
    return [Part(start=at, end=min(at + step, size)) for at in range(0, size, step)]


def lines_of_text(seed: int, *, endless: bool) -> str:
    chance = random.Random(seed)
    words = ["né", "12", "Vannes", "à", "…", "a;b", '"q"', "\t"]
    ends = [" "] * 9 if endless else [" "] * 9 + ["\n"]
    return "".join(chance.choice(words) + chance.choice(ends) for _ in range(20_000))


@pytest.mark.parametrize("endless", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("seed", range(4))
def test_the_cores_are_the_text(tmp_path: Path, seed: int, encoding: str, *, endless: bool) -> None:
    text = lines_of_text(seed, endless=endless)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert cores(chunks(path)) == text.encode()


@pytest.mark.parametrize("endless", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("step", [4097, 9001, 30_000])
def test_the_parts_together_are_the_text(tmp_path: Path, step: int, encoding: str, *, endless: bool) -> None:
    text = lines_of_text(7, endless=endless)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert b"".join(cores(chunks(path, part)) for part in parts_of(path, step)) == text.encode()


@pytest.mark.parametrize("endless", [False, True])
def test_lines_and_columns_of_every_chunk(tmp_path: Path, *, endless: bool) -> None:
    text = lines_of_text(3, endless=endless)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    position = 0
    for chunk in chunks(path):
        before = text.encode()[: position - chunk.core[0]].decode()
        assert chunk.line == before.count("\n") + 1
        assert chunk.column == len(before) - (before.rfind("\n") + 1) + 1
        position += chunk.core[1] - chunk.core[0]


def test_context_reaches_beyond_the_core_of_an_endless_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(lines_of_text(1, endless=True), encoding="utf-8")
    for chunk, following in pairwise(chunks(path)):
        assert len(chunk.text) - chunk.core[1] >= SMALL.context_bytes - 4
        assert following.core[0] >= SMALL.context_bytes - 4


def test_parts_of_a_quoted_table_begin_at_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'"{i}";"rue ""des""\nlilas;{i}";"x"\n' for i in range(3000)]
    path.write_text("".join(rows), encoding="utf-8", newline="")
    found = 0
    for part in parts_of(path, 10_000):
        for chunk in chunks(path, part):
            cells = chunk.cells()
            assert cells is not None
            assert len(cells.start) == 3 * cells.records
            found += cells.records
    assert found == len(rows)


def test_rows_are_numbered_through(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NOM;CP\n" + "EXEMPLE;56000\n" * 3000, encoding="utf-8")
    read = chunks(path)
    cells = read[-1].cells()
    assert cells is not None
    assert read[-1].first_record + cells.records == 3000


def test_a_stray_byte_is_read_as_cp1252(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("déjà ".encode() * 5000 + b"caf\xe9 " + "là ".encode() * 10)
    assert b"caf\xc3\xa9" in cores(chunks(path))


def test_what_is_not_text_is_skipped_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 16)
    assert list(TextReader().read(item(path), SMALL)) == [Notice(coverage=Coverage.SKIPPED, reason="binary")]


def test_an_empty_file_has_no_chunk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    assert list(TextReader().read(item(path), SMALL)) == []


def test_reading_leaves_the_access_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    os.utime(path, (1, 1))
    chunks(path)
    assert path.stat().st_atime == 1


def test_utf16_is_not_split(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("été".encode("utf-16"))
    assert not is_splittable(item(path))
    assert not is_splittable(Item(path=str(tmp_path / "gone"), target="gone"))


@pytest.mark.parametrize("lines", [10, 4000])
def test_stray_bytes_are_noted(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Hélène\n".encode() * lines + b"Fran\xe7oise\n" + "Hélène\n".encode() * lines)
    read = chunks(path)
    assert cores(read) == ("Hélène\n" * lines + "Françoise\n" + "Hélène\n" * lines).encode()
    assert read[-1].encoding == "utf-8+cp1252"


class Tildes:
    """A layout of a plugin."""

    def recognise(self, head: bytes, labels: Labels) -> DelimitedLayout | None:
        if b"~" not in head:
            return None
        return DelimitedLayout(dialect=Dialect(delimiter=ord("~"), columns=2, quoted=False, names=("a", "b")))


@pytest.mark.parametrize("rows", [3, 3000])
def test_layouts_of_plugins_are_asked_first(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a~b\n" + "x;1~y;2\n" * rows, encoding="utf-8")
    reader = TextReader(layouts=(Tildes(),))
    read = [thing for thing in reader.read(item(path), SMALL) if isinstance(thing, Chunk)]
    laid_out = [cells for chunk in read if (cells := chunk.cells())]
    assert sum(cells.records for cells in laid_out) == rows
    assert {chunk.columns() for chunk in read} == {("a", "b")}
    path.write_text("a;b\n" + "x;y\n" * rows, encoding="utf-8")
    assert all(isinstance(chunk, Chunk) for chunk in reader.read(item(path), SMALL))


class Broken:
    """A layout whose cells cannot be told."""

    def recognise(self, head: bytes, labels: Labels) -> DelimitedLayout | None:
        raise IndexError


def test_a_layout_that_fails_costs_the_item_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("NIR : 2 85 07 979 01 001 50\n", encoding="utf-8")
    examiner = Examiner(dlpscan_detectors(), Settings(secret=1, key=b"k" * 32), layouts=(Broken(),))
    examined = examiner.examine(item(tmp_path / "a.txt"))
    assert examined.coverage is Coverage.ERROR
    assert [problem.kind for problem in examined.problems] == ["reader-failed"]
