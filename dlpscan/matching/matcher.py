"""One chunk through all detectors: search, confirm, look around, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..arrays import is_digit
from ..chunk import Cells, Chunk, nothing
from ..detector import Detector, Person, Verdicts
from ..layout import Label
from .context import Headers
from .guessing import guessed_columns
from .layouts import Engine, Spans
from .mixed import Mixed
from .naming import named_cells
from .nested import Judged, without_nested
from .program import Program, build_program
from .prose import Prose
from .search import Candidates, make_search
from .tables import Table

# From which share of digits on a table is one of numbers.
_MANY_DIGITS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A detector that raised, or a pattern that took too long: its results for this chunk are lost."""

    detector: int
    kind: str
    message: str


class Matcher:
    """All detectors, compiled. `watch` is told which detector is at work, None when none is."""

    def __init__(
        self,
        detectors: Sequence[Detector],
        *,
        pure: bool = False,
        match_seconds: float = 20.0,
        watch: Callable[[int | None], None] = lambda _detector: None,
    ) -> None:
        self.program: Program = build_program(detectors)
        self.search = make_search(self.program, pure=pure)
        self.headers = Headers(self.program, self.search)
        self.match_seconds, self.watch = match_seconds, watch

    def is_label(self, names: tuple[str, ...]) -> bool:
        """Whether any of the words is a label."""
        return self.headers.is_label(names)

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        """Which of the words announce what tells people apart, by index."""
        return self.headers.persons(names)

    def occurrences(self, text: bytes) -> list[Label]:
        """The labels in a text, in order; of those that overlap the longest."""
        return self.headers.occurrences(text)

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        """Whether there is anything in a text, read as prose, or in columns of these names."""
        candidates = self.search.candidates(text)
        if candidates or self.search.unaccelerated():
            prose = Prose(self._engine, Chunk(text=text, core=(0, len(text))), candidates)
            if any(map(_may_be_something, self._results(prose))):
                return True
        return bool(self.headers.asked_for & self.headers.columns(columns()).keys())

    def judge(self, chunk: Chunk) -> Iterator[Judged | Failure]:
        """What each detector that found something says of it."""
        columns = chunk.columns()
        is_numeric = columns is not None and _has_many_digits(chunk.text)
        candidates = (self.search.wordy_candidates if is_numeric else self.search.candidates)(chunk.text)
        if not candidates and not is_numeric and not self.search.unaccelerated():
            labelled = self.headers.columns(columns) if columns else {}
            if not self.headers.asked_for & labelled.keys():
                return
        cells = None
        if columns is None:
            # In prose, cells are looked for only where there is something.
            prose = Prose(self._engine, replace(chunk, cells=nothing), candidates)
            found = list(self._results(prose))
            cells = chunk.cells() if any(map(_may_be_something, found)) else None
        else:
            cells = chunk.cells()
            found = [] if cells else list(self._results(Prose(self._engine, chunk, candidates)))
        if cells is not None:
            found = list(self._results(self._layout(chunk, cells, candidates, is_numeric=is_numeric)))
        yield from (one for one in found if isinstance(one, Failure))
        yield from without_nested([one for one in found if isinstance(one, Judged)])

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.search, self.program, self.match_seconds)

    def _results(self, layout: Prose | Table | Mixed) -> Iterator[Judged | Failure]:
        """What each detector says of what it finds in a layout."""
        spans = {number: self._spans(layout, number) for number in range(len(self.program.detectors))}
        layout.look_around([own for own in spans.values() if isinstance(own, Spans)])
        for number, own in spans.items():
            if own is not None:
                yield self._judged(number, layout, own) if isinstance(own, Spans) else own

    def _layout(self, chunk: Chunk, cells: Cells, candidates: list[Candidates], *, is_numeric: bool) -> Table | Mixed:
        """Where to look: in cells alone, or in the prose around them, too."""
        labelled = self.headers.of_cells(cells) or guessed_columns(chunk.text, cells, self.program.detectors)
        named = named_cells(chunk.text, cells, self.headers)
        table = Table(self._engine, chunk, cells, labelled, candidates, is_numeric=is_numeric, named=named)
        if cells.free is None:
            return table
        if is_numeric:
            candidates = self.search.candidates(chunk.text)
        prose = Prose(self._engine, chunk, candidates)
        prose.free = cells.free
        return Mixed(table, prose)

    def _spans(self, layout: Prose | Table | Mixed, number: int) -> Spans | Failure | None:
        try:
            return layout.spans(number)
        except TimeoutError:
            return Failure(detector=number, kind="timeout", message=f"patterns took over {self.match_seconds:g} s")

    def _judged(self, number: int, layout: Prose | Table | Mixed, spans: Spans) -> Judged | Failure:
        detector = self.program.detectors[number]
        hits = layout.hits(number, detector, spans)
        self.watch(number)
        try:
            verdicts = _checked(detector.judge(hits), len(hits))
            return Judged(detector=number, hits=hits, verdicts=verdicts)
        except Exception as error:  # a plugin may raise anything; it costs its own results only
            return Failure(detector=number, kind="detector-failed", message=type(error).__name__)
        finally:
            self.watch(None)


def _may_be_something(one: Judged | Failure) -> bool:
    """Whether a match was accepted, or lacks nothing but a label."""
    if isinstance(one, Failure):
        return True
    accepted, failed = one.verdicts.confidence > 0, one.verdicts.failed
    return bool(accepted.any() or (failed is not None and not failed.all()))


def _has_many_digits(text: bytes) -> bool:
    return bool(np.count_nonzero(is_digit(text)) > _MANY_DIGITS * len(text))


def _checked(verdicts: Verdicts, count: int) -> Verdicts:
    """The verdicts, if they are what the protocol says. Raises ValueError."""
    arrays = (verdicts.confidence, verdicts.failed, verdicts.tag, verdicts.key, verdicts.needy)
    if any(array is not None and len(array) != count for array in arrays):
        raise ValueError("a verdict for every hit")
    return verdicts
