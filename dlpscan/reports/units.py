"""Numbers as people read them."""

from __future__ import annotations


def many(number: int, one: str, more: str) -> str:
    """ "1 file", "1,234 files"."""
    return f"{number:,} {one if number == 1 else more}"


def size(number: int) -> str:
    """Bytes in decimal units: "512 B", "101.2 MB"."""
    if number < 1000:
        return f"{number} B"
    amount = float(number)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:,.1f} TB"


def duration(seconds: float) -> str:
    """ "0.3 s", "2 min 5 s", "3 h 12 min"."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60} min"
