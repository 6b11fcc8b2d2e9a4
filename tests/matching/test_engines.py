"""Both search engines find the same, in any text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dlpscan.matching.dialect import compile_pattern
from dlpscan.matching.matcher import Judged, Matcher
from dlpscan.model import Chunk, Item
from dlpscan.plugins import load
from dlpscan.text.chunker import Layout
from dlpscan.text.reader import TextReader

ROOT = Path(__file__).parents[2]
DETECTORS = load().detectors
STRINGS = 100_000

Seen = list[tuple[str, int, int, float, int]]


@cache
def matcher(*, pure: bool) -> Matcher:
    return Matcher(DETECTORS, pure=pure)


def seen(matcher: Matcher, chunk: Chunk) -> Seen:
    found: Seen = []
    for judged in matcher.judge(chunk):
        assert isinstance(judged, Judged), judged
        hits, name = judged.hits, DETECTORS[judged.detector].info.id
        columns = (hits.start, hits.end, judged.verdicts.confidence, hits.cues)
        found += [(name, *row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    return found


def chunk_of(text: str, *, table: bool = False) -> Chunk:
    data = text.encode()
    layout = Layout(data, matcher(pure=False).headers.is_label)
    if not table:
        return Chunk(text=data, core=(0, len(data)))
    return Chunk(text=data, core=(0, len(data)), columns=layout.columns, cells=layout.cells)


def fragments(detector: int) -> list[str]:
    """What a detector's values are made of: its examples, their pieces, its labels and cues, and noise."""
    info = DETECTORS[detector].info
    examples = [*info.matches, *info.rejects, *info.labels]
    examples += [phrase for cue in info.cues for phrase in cue.phrases if phrase.isalpha()]
    pieces = [example[i : i + 4] for example in examples for i in range(0, len(example), 3)]
    noise = [
        " ",
        " ",
        "\n",
        "\u00a0",
        ".",
        "-",
        "\u2013",
        ":",
        ",",
        ";",
        "'",
        "?",
        "(",
        ")",
        "+",
        "é",
        "É",
        "œ",
        "€",
        "0",
        "1",
        "2",
        "A",
        "x",
    ]
    return examples * 3 + pieces + noise * 4


def random_strings(detector: int, count: int) -> Iterator[str]:
    chance = random.Random(detector)
    parts = fragments(detector)
    for _ in range(count):
        yield "".join(chance.choices(parts, k=chance.randint(1, 9)))


@pytest.mark.parametrize("detector", range(len(DETECTORS)), ids=[d.info.id for d in DETECTORS])
def test_random_strings(detector: int) -> None:
    strings = list(random_strings(detector, STRINGS))
    for at in range(0, STRINGS, 2000):
        text = "\n".join(strings[at : at + 2000])
        assert seen(matcher(pure=False), chunk_of(text)) == seen(matcher(pure=True), chunk_of(text))


@pytest.mark.parametrize("detector", range(len(DETECTORS)), ids=[d.info.id for d in DETECTORS])
def test_random_tables(detector: int) -> None:
    strings = [text.replace("\n", " ").replace(";", ",") for text in random_strings(detector, 20_000)]
    labels = DETECTORS[detector].info.labels or ("x",)
    header = f"ID;{labels[0].replace(';', '')};TEXTE\n"
    for at in range(0, len(strings), 2000):
        rows = "".join(
            f"{i};{a};{b}\n"
            for i, (a, b) in enumerate(zip(strings[at::2], strings[at + 1 :: 2], strict=False))
            if i < 500
        )
        chunk = chunk_of(header + rows, table=True)
        assert chunk.columns() is not None
        assert seen(matcher(pure=False), chunk) == seen(matcher(pure=True), chunk)


@pytest.mark.parametrize("detector", range(len(DETECTORS)), ids=[d.info.id for d in DETECTORS])
def test_one_endless_line(detector: int) -> None:
    text = " ".join(random_strings(detector, 3000)).replace("\n", " ")
    assert seen(matcher(pure=False), chunk_of(text)) == seen(matcher(pure=True), chunk_of(text))


def test_real_files() -> None:
    paths = [
        p
        for folder in ("examples", "dlpscan", "plugins", "tests/cases")
        for p in sorted((ROOT / folder).rglob("*"))
        if p.is_file()
    ]
    reader = TextReader(matcher(pure=False).headers.is_label)
    for path in paths:
        item = Item(path=str(path), target=str(path), size=path.stat().st_size)
        for chunk in reader.read(item, limits=_limits()):
            if isinstance(chunk, Chunk):
                assert seen(matcher(pure=False), chunk) == seen(matcher(pure=True), chunk), path


def _limits():  # type: ignore[no-untyped-def]
    from dlpscan.contracts import Limits

    return Limits()


def test_every_bundled_pattern_is_accelerated() -> None:
    assert matcher(pure=False).search.unaccelerated() == frozenset()


def test_a_pattern_that_hyperscan_refuses_is_found_all_the_same() -> None:
    assert compile_pattern("a{0,200}b{0,200}").width == 400
