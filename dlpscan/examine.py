"""One item, or a part of one, from bytes to verdict: read, match, record, settle."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from .allow.comments import MARKER
from .allowing import heed_comments
from .body import opened
from .chunk import Chunk
from .conclude import Concluder
from .contracts import Reader
from .detector import Detector
from .filesystem import problem_kind
from .layout import Recogniser
from .matching.matcher import Failure, Matcher
from .matching.nested import Judged
from .model import Coverage, Item, Notice, Problem, Stage
from .reading import Examined, Reading
from .records import Recorder
from .rules import GENERAL, RecordRule
from .settings import Settings
from .tally import Quota, packed
from .text.reader import Part, TextReader

if TYPE_CHECKING:
    from .plugins import Registry

_HEAD = 64 << 10


class Examiner:
    """All that is needed to examine items, compiled once a process."""

    def __init__(
        self,
        detectors: Sequence[Detector],
        settings: Settings,
        *,
        readers: Sequence[Reader] = (),
        layouts: Sequence[Recogniser] = (),
        rules: Sequence[RecordRule] = GENERAL,
        watch: Callable[[int | None], None] = lambda _detector: None,
    ) -> None:
        self.settings = settings
        self.infos = [detector.info for detector in detectors]
        self.matcher = Matcher(detectors, pure=settings.pure, match_seconds=settings.limits.match_seconds, watch=watch)
        self.concluder = Concluder(self.infos, rules, settings)
        self.recorder = Recorder(detectors, secret=settings.secret, passed_tags=settings.passed_tags)
        self.text = TextReader(self.matcher, tuple(layouts))
        self.readers = tuple(readers)

    @classmethod
    def of(
        cls, registry: Registry, settings: Settings, watch: Callable[[int | None], None] = lambda _detector: None
    ) -> Examiner:
        """With all that the plugins of a registry bring."""
        return cls(
            registry.detectors,
            settings,
            readers=registry.readers,
            layouts=registry.layouts,
            rules=registry.rules,
            watch=watch,
        )

    def examine(self, item: Item) -> Examined:
        """The whole way of one item. Whatever befalls it is in the result."""
        reading = self.read(item)
        if reading.comments is not None and reading.comments.covered and reading.tally.filled_up():
            # Which findings the comments cover can only be said of those that were kept.
            reading = self.read(item, closely=True)
        return self.concluder.conclude(reading)

    def read(
        self, item: Item, part: Part | None = None, full: frozenset[Quota] = frozenset(), *, closely: bool = False
    ) -> Reading:
        """Reads and matches an item or a part of it; of what is full nothing more is kept to report.

        `closely` keeps more to be reported, for findings that are looked at one by one.
        """
        reading = self.concluder.reading(item, full, closely=closely)
        try:
            self._read(reading, part)
        except OSError as error:
            reading.problem(Stage.READ, problem_kind(error), error.strerror or type(error).__name__)
            failed = Coverage.PARTIAL if reading.tally.counts else Coverage.ERROR
            reading.lower(failed, problem_kind(error))
        except (MemoryError, RecursionError) as error:
            reading.problem(Stage.READ, "out-of-memory", type(error).__name__)
            reading.lower(Coverage.PARTIAL, "out-of-memory")
        except Exception as error:  # a reader or layout that fails costs the item, never the scan
            reading.problem(Stage.READ, "reader-failed", type(error).__name__)
            reading.lower(Coverage.PARTIAL if reading.tally.counts else Coverage.ERROR, "reader-failed")
        return reading

    def _read(self, reading: Reading, part: Part | None) -> None:
        started, allowed = time.monotonic(), self.settings.seconds_for(reading.item.size)
        for thing in self._things(reading.item, part):
            match thing:
                case Chunk():
                    reading.last = thing
                    self._chunk(reading, thing)
                case Notice(coverage=coverage, reason=reason):
                    reading.lower(coverage, reason)
                case Problem():
                    reading.problems.append(thing)
                    reading.lower(Coverage.PARTIAL, thing.kind)
                case Item():
                    reading.lower(Coverage.PARTIAL, "inner items are not read")
            if time.monotonic() - started > allowed:
                reading.problem(Stage.READ, "timeout", f"not finished after {allowed:.0f} s")
                reading.lower(Coverage.PARTIAL, "timeout")
                return

    def chunks(self, item: Item) -> Iterator[Chunk]:
        """The chunks of an item, without what went wrong. Raises OSError."""
        return (thing for thing in self._things(item, None) if isinstance(thing, Chunk))

    def _things(self, item: Item, part: Part | None) -> Iterator[Chunk | Item | Notice | Problem]:
        reader = self._reader(item) if self.readers else None
        return reader.read(item, self.settings.limits) if reader else self.text.read(item, self.settings.limits, part)

    def _reader(self, item: Item) -> Reader | None:
        """The plugin reader that is surer of the item than the text reader would be."""
        file = opened(item.path, item.body)
        try:
            head = file.read_at(0, _HEAD)
        finally:
            file.close()
        sure, best = max(
            ((reader.accepts(head, item.path), i) for i, reader in enumerate(self.readers)), default=(0, 0)
        )
        return self.readers[best] if sure > 1 else None

    def _chunk(self, reading: Reading, chunk: Chunk) -> None:
        if MARKER in chunk.text and self.settings.allow.comments:
            heed_comments(reading, chunk, self.settings.allow)
        judged: list[Judged] = []
        for one in self.matcher.judge(chunk):
            if isinstance(one, Failure):
                detector = self.infos[one.detector].id
                reading.problem(Stage.DETECT, one.kind, f"detector {detector}: {one.message}")
                reading.lower(Coverage.PARTIAL, f"{one.kind}: {detector}")
            else:
                judged.append(one)
        if judged:
            self.recorder.add(reading.tally, chunk, judged)
        reading.read_as(chunk.encoding)
        if reading.reader is None and (judged or self.settings.all_files):
            reading.reader = chunk.layout()

    def _advance(self, reading: Reading) -> None:
        """Where the item's text stands behind its last chunk."""
        chunk, reading.last = reading.last, None
        if chunk is None:
            return
        text, end = (chunk.origin.original, len(chunk.origin.original)) if chunk.origin else (chunk.text, chunk.core[1])
        lines = text.count(b"\n", 0, end)
        characters = len(text[text.rfind(b"\n", 0, end) + 1 : end].decode("utf-8", "replace"))
        reading.lines = chunk.line - 1 + lines
        reading.characters = characters + (0 if lines else chunk.column - 1)
        cells = chunk.cells()
        reading.records = chunk.first_record + (cells.records if cells is not None else 0)

    def packed(self, reading: Reading) -> Reading:
        """The reading in a form that can go to another process."""
        self._advance(reading)
        reading.people = packed(reading.tally.people)
        reading.tally.people = {}
        return reading
