"""One chunk through all detectors: search, confirm, look around, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import is_digit
from ..chunk import Chunk
from ..detector import Detector, Person, Verdicts
from ..layout import Label
from .context import Headers
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
        if any(self._is_something(one) for one in self.judge(Chunk(text=text, core=(0, len(text))))):
            return True
        return bool(self.headers.asked_for & self.headers.columns(columns()).keys())

    def _is_something(self, one: Judged | Failure) -> bool:
        return isinstance(one, Failure) or bool((one.verdicts.confidence > 0).any())

    def judge(self, chunk: Chunk) -> Iterator[Judged | Failure]:
        """What each detector that found something says of it."""
        columns = chunk.columns()
        is_numeric = columns is not None and _has_many_digits(chunk.text)
        candidates = (self.search.wordy_candidates if is_numeric else self.search.candidates)(chunk.text)
        if not candidates and not is_numeric and not self.search.unaccelerated():
            labelled = self.headers.columns(columns) if columns else {}
            if not self.headers.asked_for & labelled.keys():
                return
        layout = self._layout(chunk, candidates, is_numeric=is_numeric)
        if layout is None:
            return
        spans = {number: self._spans(layout, number) for number in range(len(self.program.detectors))}
        layout.look_around([own for own in spans.values() if isinstance(own, Spans)])
        judged: list[Judged] = []
        for number, own in spans.items():
            one = self._judged(number, layout, own) if isinstance(own, Spans) else own
            if isinstance(one, Failure):
                yield one
            elif one is not None:
                judged.append(one)
        yield from without_nested(judged)

    def _layout(self, chunk: Chunk, candidates: list[Candidates], *, is_numeric: bool) -> Prose | Table | Mixed | None:
        """Where to look: in cells, in prose, in both; None where nothing can be found."""
        engine = Engine(self.search, self.program, self.match_seconds)
        prose = Prose(engine, chunk, candidates)
        if chunk.columns() is None and not any(self._spans(prose, n) for n in range(len(self.program.detectors))):
            # Cells are only looked for in prose in which there is something.
            return None
        cells = chunk.cells()
        if cells is None:
            return prose
        labelled = self.headers.of_cells(cells)
        named = named_cells(chunk.text, cells, self.headers)
        table = Table(engine, chunk, cells, labelled, candidates, is_numeric=is_numeric, named=named)
        if cells.free is None:
            return table
        if is_numeric:
            candidates = self.search.candidates(chunk.text)
            prose = Prose(engine, chunk, candidates)
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


def _has_many_digits(text: bytes) -> bool:
    return bool(np.count_nonzero(is_digit(text)) > _MANY_DIGITS * len(text))


def _checked(verdicts: Verdicts, count: int) -> Verdicts:
    """The verdicts, if they are what the protocol says. Raises ValueError."""
    arrays = (verdicts.confidence, verdicts.failed, verdicts.tag, verdicts.key, verdicts.needy)
    if any(array is not None and len(array) != count for array in arrays):
        raise ValueError("a verdict for every hit")
    return verdicts
