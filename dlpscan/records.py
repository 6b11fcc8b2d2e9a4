"""What belongs to one person: the matches of a chunk, brought together by record and counted into a tally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .allow.marks import Mark, mark
from .arrays import distinct, values_of
from .chunk import Cells, Chunk
from .detector import COLUMN, Detector, Hits, Person
from .grouping import records_of
from .model import Category
from .people import people_keys
from .places import Places
from .tally import PROSE, SIGNATURE_BITS, Candidate, Column, Kind, Pair, Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .matching.nested import Judged


@dataclass(frozen=True, slots=True)
class _Matches:
    """The matches of one detector in one chunk that were not refused."""

    info_number: int
    judged: Judged
    index: NDArray[np.int64]
    record: NDArray[np.int64]
    pair: NDArray[np.int64]


class Recorder:
    """Adds chunks to a tally."""

    def __init__(
        self, detectors: Sequence[Detector], *, secret: int, passed_tags: frozenset[str] = frozenset()
    ) -> None:
        self.infos = [detector.info for detector in detectors]
        self.secret, self.passed_tags = secret, passed_tags

    def add(self, tally: Tally, chunk: Chunk, judged: Sequence[Judged]) -> None:
        """Counts what the detectors found in one chunk."""
        cells = chunk.cells() if judged else None
        if cells is not None:
            _count_filled(tally, cells)
        records, record_of = records_of(cells, judged)
        matches = [self._matches(tally, one, cells, record_of[i]) for i, one in enumerate(judged)]
        signatures = self._signatures(matches, records)
        where = Places(chunk, cells)
        invented = self._invented(matches, records)
        known = distinct(signatures)
        which = np.searchsorted(known, signatures)
        for own in matches:
            self._count(tally, own, known, which)
            self._keep(tally, where, own, signatures, invented)
        self._people(tally, matches, self._is_accompanied(tally, signatures))

    def _matches(self, tally: Tally, judged: Judged, cells: Cells | None, record: NDArray[np.int64]) -> _Matches:
        hits, verdicts = judged.hits, judged.verdicts
        label = np.full(len(hits), PROSE, np.int32)
        if cells is not None:
            label = np.where(hits.cell >= 0, cells.label[hits.cell], label)
        pair_of = np.zeros(len(hits), np.int64)
        for number in values_of(label):
            own = label == number
            name = cells.names[number] if cells is not None and number >= 0 else None
            column = PROSE if cells is None else _column(cells, number)
            labelled = bool((hits.cues[own] & COLUMN).any())
            pair = tally.pair_number(Pair(judged.detector, column, name, labelled))
            pair_of[own] = pair
            if verdicts.failed is not None:
                tally.failed[pair] += int((verdicts.failed & own).sum())
        index = np.flatnonzero(verdicts.confidence > 0)
        return _Matches(judged.detector, judged, index, record[index], pair_of[index])

    def _signatures(self, matches: Sequence[_Matches], records: int) -> NDArray[np.uint64]:
        """uint64[records]: which pairs stand in each record: what is a finding by itself, or may be by its column."""
        signatures = np.zeros(records, np.uint64)
        for own in matches:
            verdicts, cell = own.judged.verdicts, own.judged.hits.cell[own.index]
            votes = self.infos[own.info_number].votes
            sure = (votes & (cell >= 0)) | (verdicts.confidence[own.index] >= 0.5)
            record, pair = own.record[sure], own.pair[sure]
            for number in values_of(pair[pair < SIGNATURE_BITS]):
                rows = record[pair == number]
                signatures[rows] = signatures[rows] | np.uint64(1 << number)
        return signatures

    def _count(self, tally: Tally, own: _Matches, known: NDArray[np.uint64], which: NDArray[np.int64]) -> None:
        verdicts, index = own.judged.verdicts, own.index
        if not len(index):
            return
        confidence = np.rint(verdicts.confidence[index] * 100).astype(np.int64)
        tag = (verdicts.tag[index].astype(np.int64) + 1) if verdicts.tag is not None else np.zeros(len(index), np.int64)
        needy = verdicts.needy[index].astype(np.int64) if verdicts.needy is not None else np.zeros(len(index), np.int64)
        code = ((which[own.record] * 4096 + own.pair) * 128 + tag) * 2 + needy
        code = code * 128 + confidence
        ordered = np.sort(code)
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        counts = np.diff(np.append(first, len(ordered)))
        for value, count in zip(ordered[first].tolist(), counts.tolist(), strict=True):
            value, confidence_bin = divmod(value, 128)
            value, is_needy = divmod(value, 2)
            value, tag_number = divmod(value, 128)
            signature_index, pair = divmod(value, 4096)
            kind = Kind(pair, confidence_bin, tag_number - 1, bool(is_needy), int(known[signature_index]))
            tally.counts[kind] += count

    def _keep(
        self,
        tally: Tally,
        where: Places,
        own: _Matches,
        signatures: NDArray[np.uint64],
        invented: NDArray[np.bool_] | None,
    ) -> None:
        """Keeps the first matches of each pair, those in a record with identity and health apart."""
        if not self.infos[own.info_number].reported or not len(own.index):
            return
        rich = self._is_rich(tally, signatures)[own.record]
        pairs = list(tally.pairs.values())
        for number in values_of(own.pair):
            for wanted in (True, False):
                if (pairs[number].detector, pairs[number].column, wanted) in tally.full:
                    continue
                kept = tally.candidates.setdefault((number, wanted), [])
                room = tally.keep - len(kept)
                if room > 0:
                    chosen = np.flatnonzero((own.pair == number) & (rich == wanted))
                    if invented is not None:
                        chosen = chosen[~self._is_passed(own)[chosen] & ~invented[own.record[chosen]]]
                    # What a baseline knows stands in old lines, too, and covers nothing else.
                    if tally.lines is not None and not tally.marked:
                        starts = own.judged.hits.start[own.index[chosen]]
                        chosen = chosen[where.is_in(starts, tally.lines)]
                    chosen = chosen[:room]
                    kept += self._candidates(where, own, chosen, signatures, is_marked=tally.marked)

    def _is_passed(self, own: _Matches) -> NDArray[np.bool_]:
        """bool[n]: which matches of a detector have a tag for which they are passed over."""
        tags = [i for i, tag in enumerate(self.infos[own.info_number].tags) if tag in self.passed_tags]
        if not tags or own.judged.verdicts.tag is None:
            return np.zeros(len(own.index), np.bool_)
        return np.isin(own.judged.verdicts.tag[own.index], tags)

    def _invented(self, matches: Sequence[_Matches], records: int) -> NDArray[np.bool_] | None:
        """bool[records]: who has a national id, and none that is not passed over, is no person; None: nobody asks."""
        if not self.passed_tags:
            return None
        passed, other = np.zeros(records, np.bool_), np.zeros(records, np.bool_)
        for own in matches:
            if self.infos[own.info_number].person is Person.NATIONAL_ID:
                is_passed = self._is_passed(own)
                passed[own.record[is_passed]] = True
                other[own.record[~is_passed]] = True
        return passed & ~other

    def _is_rich(self, tally: Tally, signatures: NDArray[np.uint64]) -> NDArray[np.bool_]:
        masks = dict.fromkeys(Category, 0)
        for number, pair in list(enumerate(tally.pairs.values()))[:SIGNATURE_BITS]:
            masks[self.infos[pair.detector].category] |= 1 << number
        identity, health = np.uint64(masks[Category.IDENTITY]), np.uint64(masks[Category.HEALTH])
        rich: NDArray[np.bool_] = ((signatures & identity) != 0) & ((signatures & health) != 0)
        return rich

    def _candidates(
        self,
        where: Places,
        own: _Matches,
        chosen: NDArray[np.int64],
        signatures: NDArray[np.uint64],
        *,
        is_marked: bool,
    ) -> list[Candidate]:
        hits, verdicts = own.judged.hits, own.judged.verdicts
        index = own.index[chosen]
        lines, columns = where.locate(hits.start[index])
        text = where.chunk.text
        return [
            Candidate(
                kind=Kind(
                    int(own.pair[i]),
                    round(float(verdicts.confidence[at]) * 100),
                    int(verdicts.tag[at]) if verdicts.tag is not None else -1,
                    bool(verdicts.needy is not None and verdicts.needy[at]),
                    int(signatures[own.record[i]]),
                ),
                line=line,
                column=column,
                record=where.record(int(hits.cell[at]), int(own.record[i])),
                value=text[hits.start[at] : hits.end[at]].decode(),
                mark=_mark(where, own.judged, at) if is_marked else None,
            )
            for i, at, line, column in zip(chosen.tolist(), index.tolist(), lines, columns, strict=True)
        ]

    def _is_accompanied(self, tally: Tally, signatures: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """bool[records]: something else than names stands there. A name alone may be that of a ward or a product."""
        names = [number for number, pair in enumerate(tally.pairs.values()) if self._is_name(pair.detector)]
        alone = np.uint64(sum(1 << number for number in names if number < SIGNATURE_BITS))
        accompanied: NDArray[np.bool_] = (signatures & ~alone) != 0
        return accompanied

    def _is_name(self, detector: int) -> bool:
        return self.infos[detector].person is Person.NAME

    def _people(self, tally: Tally, matches: Sequence[_Matches], is_accompanied: NDArray[np.bool_]) -> None:
        records = len(is_accompanied)
        keys: dict[Person, NDArray[np.uint64]] = {}
        source = np.full(records, -1, np.int64)
        for own in matches:
            person, key = self.infos[own.info_number].person, own.judged.verdicts.key
            if person is None or key is None:
                continue
            sure = (own.judged.verdicts.confidence[own.index] >= 0.5) & (key[own.index] != 0)
            index, record, pair = own.index[sure], own.record[sure], own.pair[sure]
            value = key[index]
            known = keys.setdefault(person, np.zeros(records, np.uint64))
            if person is Person.NAME:
                _name(known, own.judged.hits, index, record, value)
                known[~is_accompanied] = 0
                continue
            # Written backwards, so that the first of several in a record stays.
            known[record[::-1]] = value[::-1]
            if person is Person.NATIONAL_ID:
                source[record[::-1]] = pair[::-1]
            if person in (Person.NATIONAL_ID, Person.EMAIL):
                # An address further on in a row is the same person's.
                others = _further(record, value)
                if person is Person.EMAIL:
                    others &= own.judged.hits.cell[index] < 0
                self._further_people(tally, person, value[others], pair[others])
        if not keys:
            return
        for number in values_of(source):
            records_of_it = source == number
            found = {person: own[records_of_it] for person, own in keys.items()}
            tally.people_of(number).add(people_keys(found, self.secret))

    def _further_people(self, tally: Tally, person: Person, value: NDArray[np.uint64], pair: NDArray[np.int64]) -> None:
        """People of a record behind its first, of whom nothing else is known here."""
        for number in values_of(pair):
            of = number if person is Person.NATIONAL_ID else PROSE
            tally.people_of(of).add(people_keys({person: value[pair == number]}, self.secret))


def _name(
    known: NDArray[np.uint64],
    hits: Hits,
    index: NDArray[np.int64],
    record: NDArray[np.int64],
    value: NDArray[np.uint64],
) -> None:
    """The name of each record: all its name cells together, in whatever order they stand; else the first name in it."""
    whole = hits.whole_cell()[index]
    first = np.zeros_like(known)
    first[record[~whole][::-1]] = value[~whole][::-1]
    np.add.at(known, record[whole], value[whole])
    np.copyto(known, first, where=known == 0)


def _further(record: NDArray[np.int64], value: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """bool[n]: which are of a record that another value was met in before."""
    others = np.zeros(len(record), np.bool_)
    if len(record) > 1 and not bool((np.diff(record) > 0).all()):
        order = np.argsort(record, kind="stable")
        others[order[1:]] = (record[order[1:]] == record[order[:-1]]) & (value[order[1:]] != value[order[:-1]])
    return others


def _count_filled(tally: Tally, cells: Cells) -> None:
    filled, columns = cells.end > cells.start, len(cells.names)
    if cells.is_grid():
        counts = [int(np.count_nonzero(filled[column::columns])) for column in range(columns)]
    else:
        counts = np.bincount(cells.label[filled & (cells.label >= 0)], minlength=1).tolist()
    for number, count in enumerate(counts):
        if count:
            tally.filled[_column(cells, number)] += count


def _column(cells: Cells, number: int) -> Column:
    """What a column is called in all of an item's chunks."""
    labels = cells.labels()
    return labels[number] or number if 0 <= number < len(labels) else PROSE


def _mark(where: Places, judged: Judged, index: int) -> Mark:
    """What a baseline knows a hit by."""
    hits, key = judged.hits, judged.verdicts.key
    start, end = int(hits.start[index]), int(hits.end[index])
    value = where.chunk.text[start:end].decode()
    return mark(hits.info, value, int(key[index]) if key is not None else 0, where.line(start))
