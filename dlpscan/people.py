"""How many people: distinct 64-bit keys, exact, in bounded memory.

The rule: distinct national ids with birth date, plus national ids never seen with a birth date, plus names with birth
date never linked to a national id, plus what is weaker only where nothing better stands: e-mail addresses, names with
a phone number, names. Each term is a set of keys with flags that say "something better stands":

    id_and_birth_date    never flagged
    id                   flagged where it stood with a birth date
    name_and_birth_date  flagged where they stood with a national id
    email                flagged where it stood with any of the above
    name_and_phone       flagged where they stood with any of the above
    name                 flagged where it stood with any of the above

and people = the keys of all sets that were never flagged. Keys are mixed with a secret of the run: they tell nothing
to who reads the temporary file into which large sets spill (it has no name and goes with the process).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import IO, TYPE_CHECKING

import numpy as np

from .arrays import distinct, mixed
from .detector import Person
from .model import Headcount

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Mask = NDArray[np.bool_]

SETS = tuple(each.name for each in fields(Headcount))
"""The sets, the surest first."""
NO_KEYS: Keys = np.zeros(0, np.uint64)
# Two flags: what is better is a national id, and that only, which may turn out to be none; or something else.
_BY_ID, _BY_OTHER = np.uint64(1), np.uint64(2)
_FLAGS, _FLAG_BITS = np.uint64(3), np.uint64(2)
_BUFFERED = 1 << 19
_PARTITIONS = 64
_BOUNDS = np.arange(1, _PARTITIONS, dtype=np.uint64) << np.uint64(58)
_BANDS = ((100_000, "100000+"), (1000, "1000+"), (101, "101+"), (11, "11-100"), (2, "2-10"), (1, "1"))


def band(people: int) -> str | None:
    """The band of a number of people, as a notice gives it; None for nobody."""
    return next((name for least, name in _BANDS if people >= least), None)


def keyed(keys: Keys, secret: int) -> Keys:
    """The keys mixed with the secret; two different keys stay different."""
    salt = np.uint64(secret)
    return mixed(mixed(keys ^ salt) ^ salt)


def _flagged(keys: Keys, by_id: Mask | None, by_other: Mask | None) -> Keys:
    """The keys with flags for their lowest bits."""
    found = keys & ~_FLAGS
    if by_id is not None:
        found |= by_id.astype(np.uint64)
    if by_other is not None:
        found |= by_other.astype(np.uint64) << np.uint64(1)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKeys:
    """The flagged keys of the sets, in their order: uint64 arrays."""

    sets: tuple[Keys, ...] = field(default=(NO_KEYS,) * len(SETS), repr=False)


def people_keys(found: Mapping[Person, Keys], secret: int) -> PeopleKeys:
    """The keys of n records, from what tells people apart in each: uint64[n] of each kind, 0 for none."""
    hidden = {person: keyed(keys, secret) for person, keys in found.items()}
    has = {person: keys != 0 for person, keys in found.items()}
    nothing = np.zeros(len(next(iter(found.values()))), np.bool_)
    has_id, has_date, has_name, has_email, has_phone = (
        has.get(person, nothing)
        for person in (Person.NATIONAL_ID, Person.BIRTH_DATE, Person.NAME, Person.EMAIL, Person.PHONE)
    )
    dated = has_name & has_date
    sets = [NO_KEYS] * len(SETS)

    def put(which: str, keys: Keys, chosen: Mask, by_id: Mask | None = None, by_other: Mask | None = None) -> None:
        own = [None if flag is None else flag[chosen] for flag in (by_id, by_other)]
        sets[SETS.index(which)] = distinct(_flagged(keys, *own))

    if has_id.any():
        ids, both = hidden[Person.NATIONAL_ID], has_id & has_date
        if both.any():
            put("id_and_birth_date", mixed(ids[both] + hidden[Person.BIRTH_DATE][both] * np.uint64(3)), both)
        put("id", ids[has_id], has_id, by_other=has_date)
    if dated.any():
        names, dates = hidden[Person.NAME][dated], hidden[Person.BIRTH_DATE][dated]
        put("name_and_birth_date", mixed(names + dates * np.uint64(5)), dated, by_id=has_id)
    if has_email.any():
        put("email", hidden[Person.EMAIL][has_email], has_email, by_id=has_id, by_other=dated)
    reached = has_name & has_phone
    if reached.any():
        names, phones = hidden[Person.NAME][reached], hidden[Person.PHONE][reached]
        put("name_and_phone", mixed(names + phones * np.uint64(7)), reached, by_id=has_id, by_other=dated | has_email)
    if has_name.any():
        better = dated | has_email | reached
        put("name", hidden[Person.NAME][has_name], has_name, by_id=has_id, by_other=better)
    return PeopleKeys(sets=tuple(sets))


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
        values = keys >> _FLAG_BITS
        # A flagged key follows its unflagged twin; only a key whose group ends unflagged counts.
        last = np.ones(len(keys), np.bool_)
        last[:-1] = values[1:] != values[:-1]
        total += int((last & ((keys & _FLAGS) == 0)).sum())
    return total


class People:
    """The people of a file or of a scan."""

    def __init__(self) -> None:
        self.sets = tuple(KeySet() for _ in SETS)

    def add(self, keys: PeopleKeys) -> None:
        """Adds the people of some records."""
        for mine, theirs in zip(self.sets, keys.sets, strict=True):
            mine.add(theirs)

    def add_all(self, other: People) -> None:
        """Adds the people of another set."""
        for mine, theirs in zip(self.sets, other.sets, strict=True):
            for keys in theirs.partitions():
                mine.add(keys)

    def add_without_ids(self, other: People) -> None:
        """Adds the people of another set whose national ids turned out to be none."""
        for which, mine, theirs in zip(SETS, self.sets, other.sets, strict=True):
            if which not in ("id", "id_and_birth_date"):
                for keys in theirs.partitions():
                    mine.add(keys & ~_BY_ID)

    def headcount(self) -> Headcount:
        """How many people, by what tells them apart; exact."""
        return Headcount(**{which: count_unflagged(keyset) for which, keyset in zip(SETS, self.sets, strict=True)})

    def count(self) -> int:
        """How many people; exact."""
        return self.headcount().total

    def keys(self) -> PeopleKeys:
        """All keys in memory, sorted: for few people, to hand over to another process."""
        return PeopleKeys(sets=tuple(np.concatenate(list(keyset.partitions())) for keyset in self.sets))
