import io

import pytest
from events import SUMMARY

from dlpscan.model import Progress
from dlpscan.reports import units
from dlpscan.reports.progress import line, shown

SOME = Progress(files=1200, bytes=5_000_000, findings=1, people=2)


def test_line_without_totals() -> None:
    assert line(SOME, 1.0) == "1,200 files · 5.0 MB · 1 finding · 2 people"


def test_line_with_totals_says_how_long() -> None:
    known = Progress(files=1, bytes=1000, findings=0, people=1, total_files=3, total_bytes=3000)
    assert line(known, 10.0) == "1 of 3 files · 1.0 kB · 0 findings · 1 person · 20.0 s left"


def test_line_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = io.StringIO()
    with shown(terminal) as take:
        take(SOME)
        take(SUMMARY)
    assert terminal.getvalue().startswith("\r\x1b[K1,200 files · 5.0 M\r\x1b[K")
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (999_960, "1.0 MB"),
        (101_190_327, "101.2 MB"),
        (10**15, "1,000.0 TB"),
    ],
)
def test_sizes(number: int, text: str) -> None:
    assert units.size(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (59.96, "1 min 0 s"), (125, "2 min 5 s"), (11_520, "3 h 12 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert units.duration(seconds) == text
