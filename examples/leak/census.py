"""What the file says, counted while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rows import Row


class Census:
    """Counts the values, and the people they are about.

    A person is a NIR with a birth date; or a NIR that never stands beside a birth date; or a name with a birth date
    that never stands beside a NIR. Names are compared without case, accents, order and punctuation.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._counts = dict.fromkeys(("fr-nir", "phone", "blood-group", "hiv-result", "pregnancy-result"), 0)
        self._wrong = 0
        self._born_nirs: set[tuple[int, str]] = set()
        self._unborn_nirs: set[int] = set()
        self._linked: set[tuple[str, str]] = set()
        self._unlinked: set[tuple[str, str]] = set()

    def add(self, row: Row) -> None:
        """Count one row."""
        self._rows += 1
        self._counts["fr-nir"] += bool(row.nir)
        self._counts["phone"] += row.phones
        self._counts["blood-group"] += row.blood
        self._counts["hiv-result"] += row.hiv
        self._counts["pregnancy-result"] += row.pregnancy
        self._wrong += row.wrong_nir
        self._add_person(row)

    def _add_person(self, row: Row) -> None:
        if row.nir:
            nir = int(row.nir, 16)  # 2A and 2B are hexadecimal digits
            if row.born:
                self._born_nirs.add((nir, row.born))
                self._linked.add((row.who, row.born))
            else:
                self._unborn_nirs.add(nir)
        elif row.born:
            self._unlinked.add((row.who, row.born))

    def people(self) -> int:
        """How many people the rows so far are about."""
        never_born = self._unborn_nirs - {nir for nir, _ in self._born_nirs}
        return len(self._born_nirs) + len(never_born) + len(self._unlinked - self._linked)

    def truth(self, size: int) -> dict[str, object]:
        """Everything counted, as it goes into the JSON."""
        return {
            "rows": self._rows,
            "people": self.people(),
            "counts": self._counts,
            "invalid": {"fr-nir": self._wrong},
            "bytes": size,
        }
