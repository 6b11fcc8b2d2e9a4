"""What a detector is: patterns, labels and cues as data, and a judgement over arrays of hits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from .chunk import Chunk
from .model import Category, Severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .arrays import Strings

LABEL = 1
COLUMN = 2
_FIRST_CUE = 4

HIGH, MEDIUM, LOW = 0.9, 0.7, 0.5


class Where(StrEnum):
    """In which text a pattern is looked for: all of it, cells below the detector's labels, or what has no header.

    TEXT is running text, and tables without a header that are not mostly numbers; where a header says what is in
    each column, there is nothing to tell.
    """

    ANYWHERE = "anywhere"
    COLUMN = "column"
    TEXT = "text"


class Scope(StrEnum):
    """How far a cue's reach goes: to the ends of the line or cell, over lines, or anywhere in the chunk."""

    LINE = "line"
    TEXT = "text"
    DOCUMENT = "document"


class Person(StrEnum):
    """How a detector's values tell people apart (see `people.py`)."""

    NATIONAL_ID = "national-id"
    BIRTH_DATE = "birth-date"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words near a match that change its meaning: a negation, a request, the second person of a leaflet.

    `phrases` are written in the pattern dialect. A phrase counts if it ends at most `before` bytes before
    the match or starts at most `after` bytes after it, within `scope`; inside the match it always counts.
    """

    name: str
    phrases: tuple[str, ...]
    before: int = 0
    after: int = 0
    scope: Scope = Scope.LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """An expression in the pattern dialect (see `matching/dialect.py`), at most 512 bytes wide.

    With `Where.COLUMN` it is matched only against whole cells of the columns that carry one of the
    detector's labels; the empty text then accepts every cell that is not blank.

    `search` may be a wider and simpler pattern to search for: wherever `text` matches, `search` must match
    with the same end. Patterns that share one are searched for at once.
    """

    text: str
    where: Where = Where.ANYWHERE
    ignore_case: bool = True
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorInfo:
    """What a detector says of itself.

    `labels` are words that announce a value: a column's header, or the words in front of it; written in
    the dialect, a space standing for any of ` _.-°` or nothing. A column whose header carries one of the
    `refuting_labels` is not labelled, whatever else its header says. `votes`: a column most of whose cells
    are valid is promoted, one whose look-alikes mostly fail the check is demoted. `needs`: the categories
    of which one must stand in the same record for a needy match (see `Verdicts`) to count.
    `reported` is False for a detector that only serves to relate and count people. `context` (1 to 4) and
    `identification` (0 to 1) are ENISA's DPC and EI of the data by themselves, None for those of the category.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    labels: tuple[str, ...] = ()
    refuting_labels: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    tags: tuple[str, ...] = ()
    needs: tuple[Category, ...] = ()
    votes: bool = False
    person: Person | None = None
    reported: bool = True
    context: float | None = None
    identification: float | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    reference: str = ""

    def cue_bit(self, name: str) -> int:
        """The bit of `Hits.cues` that stands for the cues of that name."""
        names = list(dict.fromkeys(cue.name for cue in self.cues))
        return _FIRST_CUE << names.index(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What one detector's patterns found in one chunk: parallel arrays of n hits in the order of the text.

    `pattern` int32[n] indexes the detector's patterns; `start`, `end` int64[n] are byte offsets in the
    chunk; `cell` int64[n] indexes the chunk's cells, -1 in prose; `cues` uint32[n] are bits: LABEL (a
    label stands beside it), COLUMN (its column carries a label) and the detector's own (`cue`).
    """

    info: DetectorInfo
    chunk: Chunk
    pattern: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    cell: NDArray[np.int64]
    cues: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.start)

    def texts(self) -> list[str]:
        """The values as str; one Python object each, so for few hits."""
        text = self.chunk.text
        return [text[a:b].decode() for a, b in zip(self.start.tolist(), self.end.tolist(), strict=True)]

    def strings(self) -> Strings:
        """The values as arrays."""
        from .arrays import Strings

        return Strings.cut(self.chunk.text, self.start, self.end)

    def labelled(self) -> NDArray[np.bool_]:
        """bool[n]: a label stands beside the hit or over its column."""
        reached: NDArray[np.bool_] = (self.cues & (LABEL | COLUMN)) != 0
        return reached

    def cue(self, name: str) -> NDArray[np.bool_]:
        """bool[n]: one of the detector's cues of that name reaches the hit."""
        reached: NDArray[np.bool_] = (self.cues & self.info.cue_bit(name)) != 0
        return reached

    def whole_cell(self) -> NDArray[np.bool_]:
        """bool[n]: the hit is all of its cell, blanks aside."""
        import numpy as np

        cells = self.chunk.cells()
        if cells is None:
            return np.zeros(len(self), np.bool_)
        inside = self.cell >= 0
        cell = np.maximum(self.cell, 0)
        slack = (self.start - cells.start[cell]) + (cells.end[cell] - self.end)
        whole: NDArray[np.bool_] = inside & (slack <= 0)
        text = self.chunk.text
        for i in np.flatnonzero(inside & (slack > 0)).tolist():
            before, after = text[cells.start[cell[i]] : self.start[i]], text[self.end[i] : cells.end[cell[i]]]
            whole[i] = not (before + after).strip(b" \t'")
        return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What a detector says of its hits, in their order.

    `confidence` float32[n], 0 where the hit is refused. `failed` bool[n]: refused because a look-alike failed
    its check (a wrong key), which is evidence for the column vote. `tag` int8[n] indexes the detector's
    `tags`, -1 for none. `key` uint64[n] is the value normalised to 64 bits, 0 for none; it tells people apart
    and is never shown. `needy` bool[n]: counts only beside one of the detector's `needs`.
    """

    confidence: NDArray[np.float32]
    failed: NDArray[np.bool_] | None = None
    tag: NDArray[np.int8] | None = None
    key: NDArray[np.uint64] | None = None
    needy: NDArray[np.bool_] | None = None


class Detector(Protocol):
    """Knows one kind of data."""

    @property
    def info(self) -> DetectorInfo:
        """What it says of itself."""
        ...

    @property
    def patterns(self) -> tuple[Pattern | str, ...]:
        """What the matcher looks for; a plain str is `Pattern(text=…)`."""
        ...

    def judge(self, hits: Hits) -> Verdicts:
        """Validates the hits in their context; called once a chunk with all of them."""
        ...


@dataclass(frozen=True, kw_only=True)
class PatternDetector:
    """A detector as a frozen value: patterns, and a function that says whether a value is right.

    A value that passes `validate` (or `validate_many`, over arrays, for speed) has a confidence of 0.9
    beside a label and of `confidence` without one; `confidence=0` makes the label mandatory. A hit that
    one of the cues named in `refused_by` reaches is refused.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    patterns: tuple[Pattern | str, ...]
    validate: Callable[[str], bool] | None = None
    validate_many: Callable[[Hits], NDArray[np.bool_]] | None = None
    confidence: float = MEDIUM
    labels: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    refused_by: tuple[str, ...] = ()
    needs: tuple[Category, ...] = ()
    votes: bool = False
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    reference: str = ""

    @cached_property
    def info(self) -> DetectorInfo:
        """The fields that every detector has."""
        return DetectorInfo(
            id=self.id,
            title=self.title,
            category=self.category,
            severity=self.severity,
            labels=self.labels,
            cues=self.cues,
            needs=self.needs,
            votes=self.votes,
            matches=self.matches,
            rejects=self.rejects,
            reference=self.reference,
        )

    def judge(self, hits: Hits) -> Verdicts:
        """Valid values, by label and cue."""
        import numpy as np

        valid = self._valid(hits)
        confidence = np.where(hits.labelled(), np.float32(HIGH), np.float32(self.confidence))
        for name in self.refused_by:
            confidence[hits.cue(name)] = 0
        confidence[~valid] = 0
        return Verdicts(
            confidence=confidence.astype(np.float32),
            failed=~valid,
            needy=np.full(len(hits), bool(self.needs)),
        )

    def _valid(self, hits: Hits) -> NDArray[np.bool_]:
        import numpy as np

        if self.validate_many is not None:
            return self.validate_many(hits)
        if self.validate is None:
            return np.ones(len(hits), np.bool_)
        return np.fromiter((self.validate(text) for text in hits.texts()), np.bool_, len(hits))


class Silent:
    """A detector that serves to relate and count people only, because the user asked for others."""

    def __init__(self, detector: Detector) -> None:
        self.info = replace(detector.info, reported=False)
        self.patterns = detector.patterns
        self.judge = detector.judge
