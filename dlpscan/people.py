"""How many people: distinct 64-bit keys, exact, in bounded memory.

The rule: distinct national ids with birth date, plus national ids never seen with a birth date, plus names with birth
date never linked to a national id. Each term is a set of keys with a flag that says "something better stands":

    with_date   national id and birth date together; never flagged
    ids         the national id; flagged where it stood with a birth date
    names       name and birth date; flagged where they stood with a national id

and people = the keys of the three sets that were never flagged. Keys are mixed with a secret of the run: they tell
nothing to who reads the temporary file into which large sets spill (it has no name and goes with the process).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import numpy as np

from .arrays import distinct, mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

NO_KEYS: Keys = np.zeros(0, np.uint64)
_FLAG = np.uint64(1)
_BUFFERED = 1 << 19
_PARTITIONS = 64
_BOUNDS = np.arange(1, _PARTITIONS, dtype=np.uint64) << np.uint64(58)


def keyed(keys: Keys, secret: int) -> Keys:
    """The keys mixed with the secret; two different keys stay different."""
    salt = np.uint64(secret)
    return mixed(mixed(keys ^ salt) ^ salt)


def unflagged(keys: Keys) -> Keys:
    """The keys with the flag taken off."""
    return keys & ~_FLAG


def flagged(keys: Keys, flag: NDArray[np.bool_]) -> Keys:
    """The keys with their lowest bit as the flag."""
    return unflagged(keys) | flag.astype(np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKeys:
    """The flagged keys of the three sets, uint64 arrays."""

    with_date: Keys = field(default_factory=lambda: NO_KEYS, repr=False)
    ids: Keys = field(default_factory=lambda: NO_KEYS, repr=False)
    names: Keys = field(default_factory=lambda: NO_KEYS, repr=False)


def people_keys(ids: Keys, dates: Keys, names: Keys, secret: int) -> PeopleKeys:
    """The keys of records: national id, birth date and name of each, 0 where it has none. All uint64[n]."""
    has_id, has_date, has_name = ids != 0, dates != 0, names != 0
    both, named = has_id & has_date, has_name & has_date
    hidden_ids, hidden_dates = keyed(ids, secret), keyed(dates, secret)
    return PeopleKeys(
        with_date=distinct(unflagged(mixed(hidden_ids[both] + hidden_dates[both] * np.uint64(3)))),
        ids=distinct(flagged(hidden_ids[has_id], has_date[has_id])),
        names=distinct(flagged(mixed(keyed(names[named], secret) + hidden_dates[named] * np.uint64(5)), has_id[named])),
    )


class KeySet:
    """A set of flagged keys that spills to a temporary file when it grows."""

    def __init__(self) -> None:
        self._buffer: list[Keys] = []
        self._buffered = 0
        self._file: IO[bytes] | None = None
        self._runs: list[tuple[int, NDArray[np.int64]]] = []

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, keys: Keys) -> None:
        """Adds keys in any order."""
        if len(keys) == 0:
            return
        self._buffer.append(keys)
        self._buffered += len(keys)
        if self._buffered >= _BUFFERED:
            run = distinct(np.concatenate(self._buffer))
            self._buffer, self._buffered = [run], len(run)
            if len(run) >= _BUFFERED // 2:
                self._spill(run)

    def _spill(self, run: Keys) -> None:
        self._file = self._file or tempfile.TemporaryFile(prefix="dlpscan-")  # noqa: SIM115  # lives as long as the set
        at = self._file.seek(0, 2)
        self._file.write(run.tobytes())
        edges = np.concatenate(([0], np.searchsorted(run, _BOUNDS), [len(run)])).astype(np.int64)
        self._runs.append((at, edges))
        self._buffer, self._buffered = [], 0

    @property
    def has_spilled(self) -> bool:
        """Whether the keys are too many for memory."""
        return bool(self._runs)

    def all(self) -> Keys:
        """All keys at once; for a set that has not spilled."""
        return distinct(np.concatenate(self._buffer)) if self._buffer else NO_KEYS

    def partitions(self) -> Iterator[Keys]:
        """The keys, by ranges of their value."""
        rest = self.all()
        if not self.has_spilled:
            yield rest
            return
        edges = np.concatenate(([0], np.searchsorted(rest, _BOUNDS), [len(rest)]))
        for i in range(_PARTITIONS):
            pieces = [rest[edges[i] : edges[i + 1]]]
            for at, run_edges in self._runs:
                low, high = int(run_edges[i]), int(run_edges[i + 1])
                pieces.append(self._read(at + 8 * low, high - low))
            yield np.concatenate(pieces)

    def _read(self, at: int, count: int) -> Keys:
        if self._file is None:
            return NO_KEYS
        self._file.seek(at)
        return np.frombuffer(self._file.read(8 * count), np.uint64)


def count_unflagged(keyset: KeySet) -> int:
    """How many distinct keys of a set were never flagged."""
    total = 0
    for piece in keyset.partitions():
        keys = distinct(piece)
        values = keys >> _FLAG
        # A flagged key follows its unflagged twin; only a key whose group ends unflagged counts.
        last = np.ones(len(keys), np.bool_)
        last[:-1] = values[1:] != values[:-1]
        total += int((last & ((keys & _FLAG) == 0)).sum())
    return total


class People:
    """The people of a file or of a scan."""

    def __init__(self) -> None:
        self.with_date, self.ids, self.names = KeySet(), KeySet(), KeySet()

    def add(self, keys: PeopleKeys) -> None:
        """Adds the people of some records."""
        self.with_date.add(keys.with_date)
        self.ids.add(keys.ids)
        self.names.add(keys.names)

    def add_all(self, other: People) -> None:
        """Adds the people of another set."""
        for mine, theirs in zip(self._sets(), other._sets(), strict=True):
            for keys in theirs.partitions():
                mine.add(keys)

    def add_names_unlinked(self, other: People) -> None:
        """Adds the names of another set whose national ids turned out to be none."""
        for keys in other.names.partitions():
            self.names.add(unflagged(keys))

    def count(self) -> int:
        """How many people; exact."""
        return sum(count_unflagged(keyset) for keyset in self._sets())

    def keys(self) -> PeopleKeys:
        """All keys in memory, sorted: for few people, to hand over to another process."""
        with_date, ids, names = (np.concatenate(list(keyset.partitions())) for keyset in self._sets())
        return PeopleKeys(with_date=with_date, ids=ids, names=names)

    def _sets(self) -> tuple[KeySet, KeySet, KeySet]:
        return self.with_date, self.ids, self.names
