"""The pipeline over changes, without a repository where none is needed."""

from dataclasses import replace
from pathlib import Path

import pytest

from dlpscan.body import Held, opened
from dlpscan.commits import MOST_FINDINGS, judged
from dlpscan.examine import Examiner
from dlpscan.git.changes import Change, added_lines, with_lines
from dlpscan.model import Allowed, AllowedBy, Coverage, Item, Lines
from dlpscan.plugins import load
from dlpscan.reading import Examined
from dlpscan.settings import Settings

CSV = "nom;prenom;groupe sanguin;vih\n" + "EXEMPLE;Camille;A+;positif\nMODELE;Claude;O-;positif\n"


def examined(text: str, lines: Lines | None = None, **settings: object) -> tuple[Examined, Item]:
    registry = load()
    examiner = Examiner(
        registry.detectors,
        Settings(**settings),  # type: ignore[arg-type]
        layouts=registry.layouts,
        rules=registry.rules,
    )
    item = Item(path="x", target="x", size=len(text), body=Held(text.encode()), lines=lines)
    return examiner.examine(item), item


@pytest.mark.parametrize(
    ("lines", "found"), [(None, {2, 3}), ((), set()), (((1, 1),), set()), (((2, 2),), {2}), (((1, 1), (3, 9)), {3})]
)
def test_only_findings_in_the_lines_are_kept(lines: Lines | None, found: set[int]) -> None:
    assert {finding.line for finding in examined(CSV, lines)[0].findings} == found


def test_of_more_than_can_be_looked_at_nothing_passes() -> None:
    found, item = examined(CSV + "EXEMPLE;Camille;A+;positif\n" * MOST_FINDINGS, max_findings=MOST_FINDINGS)
    assert found.report is not None
    allowed = [
        Allowed(detector=name, by=AllowedBy.BASELINE, reason=None, count=MOST_FINDINGS) for name in found.report.counts
    ]
    one = judged(replace(found, findings=(), report=replace(found.report, allowed=tuple(allowed))), item)
    assert one.coverage is Coverage.ERROR
    assert one.report is not None
    assert one.report.reason == "too-many-findings"


def test_a_body_is_read_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    for file in (opened(str(tmp_path / "a"), None), opened("", Held(b"0123456789"))):
        assert (file.size(), file.read_at(3, 4), file.read_at(8, 9)) == (10, b"3456", b"89")
        file.close()


def change(*before: str | None) -> Change:
    return Change(path="a", mode=0o100644, blob="ff", before=before)


PATCH = [
    b"diff --git a/a b/a\n",
    b"index 0a..ff 100644\n",
    b"--- a/a\n",
    b"@@ -1,0 +2,3 @@\n",
    b"+diff --git a/x b/x\n",
    b"+index 00..11\n",
    b"+@@ -1 +100 @@\n",
    b"@@ -9 +12 @@\n",
    b"@@ -20,2 +22,0 @@\n",
    b"diff --git a/b b/b\n",
    b"index 0b..ff 100644\n",
    b"@@ -1 +4,9 @@\n",
    b"diff --git a/c b/c\n",
    b"index 0c..ff 100644\n",
    b"Binary files a/c and b/c differ\n",
]


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ((None,), None),
        (("0a",), ((2, 4), (12, 12))),
        (("0a", "0b"), ((4, 4), (12, 12))),
        (("0a", None), ((2, 4), (12, 12))),
        (("0a", "0c"), ((2, 4), (12, 12))),
        (("0c",), None),
        (("ff",), ()),
        (("0a", "ff"), ()),
    ],
)
def test_new_lines_are_those_that_no_parent_has(before: tuple[str | None, ...], lines: Lines | None) -> None:
    assert with_lines(change(*before), added_lines(PATCH)).lines == lines
