"""Both search engines find the same, in any text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dlpscan.chunk import Chunk
from dlpscan.contracts import Limits
from dlpscan.detector import Detector, PatternDetector
from dlpscan.matching.matcher import Judged, Matcher
from dlpscan.model import Category, Item, Severity
from dlpscan.plugins import load
from dlpscan.text.chunker import Small
from dlpscan.text.reader import TextReader

ROOT = Path(__file__).parents[2]
DETECTORS = {detector.info.id: detector for detector in load().detectors}
STRINGS = 100_000
NOISE = [*" \n\u00a0.-\u2013:,;'?()+éÉœ€012Ax", "  ", "n° "]

Seen = list[tuple[str, int, int, float, int]]
each_detector = pytest.mark.parametrize("name", DETECTORS)


@cache
def matcher(name: str | None, *, pure: bool) -> Matcher:
    chosen: list[Detector] = [DETECTORS[name]] if name else list(DETECTORS.values())
    return Matcher(chosen, pure=pure)


def seen(matcher: Matcher, chunk: Chunk) -> Seen:
    found: Seen = []
    for judged in matcher.judge(chunk):
        assert isinstance(judged, Judged), judged
        hits = judged.hits
        columns = (hits.start, hits.end, judged.verdicts.confidence, hits.cues)
        found += [(hits.info.id, *row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    # What only relates people is looked for where there is anything to relate, which one engine tells sooner.
    is_reported = {detector.info.id: detector.info.reported for detector in matcher.program.detectors}
    if not any(is_reported[name] for name, *_ in found):
        return []
    # A search may be narrower than its pattern where nothing beyond it is ever believed.
    return [row for row in found if row[3] > 0]


def agree(name: str | None, chunk: Chunk) -> int:
    """How many hits both engines see; they must see the same ones."""
    fast = seen(matcher(name, pure=False), chunk)
    assert fast == seen(matcher(name, pure=True), chunk)
    return len(fast)


def prose(text: str) -> Chunk:
    return Chunk(text=text.encode(), core=(0, len(text.encode())))


def table(text: str) -> Chunk:
    chunk = Small(text.encode(), matcher(None, pure=False)).chunk("utf-8")
    assert chunk.columns() is not None
    return chunk


def random_strings(name: str, count: int) -> Iterator[str]:
    """Strings of what a detector's values are made of: its examples, their pieces, its labels and cues, and noise."""
    info = DETECTORS[name].info
    examples = [*info.matches, *info.rejects, *info.labels]
    examples += [phrase for cue in info.cues for phrase in cue.phrases if phrase.isalpha()]
    pieces = [example[i : i + 4] for example in examples for i in range(0, len(example), 3)]
    parts = list(info.matches) * 40 + examples * 3 + pieces + NOISE * 4
    chance = random.Random(name)
    for _ in range(count):
        yield "".join(chance.choices(parts, k=chance.randint(1, 9)))


@each_detector
def test_random_strings(name: str) -> None:
    strings = list(random_strings(name, STRINGS))
    hits = sum(agree(name, prose("\n".join(strings[at : at + 5000]))) for at in range(0, STRINGS, 5000))
    assert hits > 1000 or not DETECTORS[name].info.reported


@each_detector
def test_random_tables(name: str) -> None:
    # No other sign may look like the delimiter.
    other = str.maketrans({"\n": " ", ";": ",", "|": "/", "\t": " ", '"': "'"})
    # Longer fields are sentences.
    strings = [text.translate(other)[:70] for text in random_strings(name, 20_000)]
    # What stands alone in a cell has no label before it.
    values = [example.rpartition(": ")[2].translate(other) for example in DETECTORS[name].info.matches]
    strings[::40] = [values[i % len(values)] for i in range(len(strings[::40]))] if values else strings[::40]
    labels = DETECTORS[name].info.labels or ("nom",)
    header = f"ID;{labels[0].replace(';', '').replace('?', '')};TEXTE\n"
    rows = [f"{i};{a};{b}\n" for i, (a, b) in enumerate(zip(strings[::2], strings[1::2], strict=True))]
    hits = sum(agree(name, table(header + "".join(rows[at : at + 1000]))) for at in range(0, len(rows), 1000))
    assert hits > 100 or not DETECTORS[name].info.reported


@each_detector
def test_one_endless_line(name: str) -> None:
    agree(name, prose(" ".join(random_strings(name, 3000)).replace("\n", " ")))


def test_real_files() -> None:
    folders = ("examples/laboratoire", "dlpscan", "plugins", "tests/cases")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    reader = TextReader(matcher(None, pure=False))
    hits = 0
    for path in paths:
        item = Item(path=str(path), target=str(path), size=path.stat().st_size)
        hits += sum(agree(None, chunk) for chunk in reader.read(item, Limits()) if isinstance(chunk, Chunk))
    assert hits > 500


def test_what_one_cell_says_announces_nothing_in_the_next() -> None:
    # As lines of text it would: a label that ends a line stands over the next one.
    rows = "LE CORRE MONA;ASSURE\n" * 3
    assert agree("person-name", prose("ASSURE\nLE CORRE MONA\n")) == 1
    assert agree("person-name", table("REF;LIEN\n" + rows)) == 0


def test_every_bundled_pattern_is_accelerated() -> None:
    assert matcher(None, pure=False).search.unaccelerated() == frozenset()


def test_what_hyperscan_refuses_is_found_all_the_same() -> None:
    # Too large for Hyperscan: many bounded repeats one inside the other.
    wide = PatternDetector(
        id="wide-number",
        title="Wide",
        category=Category.IDENTITY,
        severity=Severity.LOW,
        patterns=("(?:(?:[a-z]{1,15}[0-9]{1,15}[a-z]?){1,3}[,;]?){1,4}X(?:ab?){0,50}",),
    )
    fast, slow = Matcher([wide]), Matcher([wide], pure=True)
    chunk = prose("abc123;def456X ababX zz9Xaab")
    assert seen(fast, chunk) == seen(slow, chunk) != []
