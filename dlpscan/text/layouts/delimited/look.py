"""Whether a text may be rows of cells, as far as a cheap look without arrays tells."""

from __future__ import annotations


def looks_delimited(head: bytes) -> bool:
    """A cheap test that nearly all prose fails: some delimiter in each of the first two lines."""
    first = head.find(b"\n")
    if first < 0:
        return False
    second = head.find(b"\n", first + 1)
    lines = head[:first], head[first + 1 : second if second >= 0 else len(head)]
    return any(delimiter in lines[0] and delimiter in lines[1] for delimiter in (b";", b"\t", b"|", b","))
