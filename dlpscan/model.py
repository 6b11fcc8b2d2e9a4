"""The nouns of dlpscan, frozen.

    target ─source→ Item ─reader→ Chunk ─matcher→ matches ─records→ FileReport ─reporter→ output
                      ↑____inner items____|

Beside them travels `Problem`: something that could not be read or run, as data, never dropped.
Arrays are numpy arrays; their shapes stand in the docstrings.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from .scales import AllowedBy as AllowedBy
from .scales import Category as Category
from .scales import Coverage as Coverage
from .scales import Exposure as Exposure
from .scales import Incident as Incident
from .scales import Level as Level
from .scales import Severity as Severity
from .scales import Stage as Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .body import Body

SCHEMA_VERSION = 1
Lines = tuple[tuple[int, int], ...]
"""Lines of an item, as (first, last), ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a target, before it is opened.

    `path` is what the operating system opens (undecodable bytes as surrogates), `target` how it is
    shown: the path as walked, always valid UTF-8. `modified` is in seconds since 1970. The `body` has the bytes of
    what is no file. Only findings in `lines` are reported, None for all.
    """

    path: str
    target: str
    member: str | None = None
    size: int = 0
    modified: float = 0.0
    owner: str | None = None
    exposure: Exposure = Exposure.UNKNOWN
    body: Body | None = None
    lines: Lines | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Items cross processes by the hundred thousand; the default for slotted values takes three times as long."""
        place = (self.path, self.target, self.member, self.size, self.modified, self.owner)
        return _item, (self.exposure.value, self.body, self.lines, *place)


def _item(exposure: str, body: Body | None, lines: Lines | None, *place: Any) -> Item:
    named = dict(zip(("path", "target", "member", "size", "modified", "owner"), place, strict=True))
    return Item(**named, exposure=Exposure(exposure), body=body, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Why an item was not wholly read, where nothing is broken: a format without a reader, a changed file."""

    coverage: Coverage
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read or run."""

    type: Literal["problem"] = "problem"
    target: str
    member: str | None = None
    stage: Stage
    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A match as reported. `preview` is masked unless the user asked for values."""

    type: Literal["finding"] = "finding"
    target: str
    member: str | None = None
    detector: str
    severity: Severity
    confidence: float
    tag: str | None = None
    line: int | None = None
    column: int | None = None
    location: str | None = None
    field: str | None = None
    record: int | None = None
    preview: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A score with its terms, se = dpc x ei + cb (see `score.py`), the reason of each, and what is noted beside it."""

    se: float
    dpc: float
    ei: float
    cb: float
    level: Level
    dpc_reason: str
    ei_reason: str
    cb_reason: str
    flags: tuple[str, ...] = ()

    def noting(self, flags: Iterable[str]) -> Assessment:
        """The same with more flags."""
        return replace(self, flags=tuple(sorted({*self.flags, *flags})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """By what people were told apart: how many by each key, none of them counted twice (see `people.py`)."""

    id_and_birth_date: int = 0
    id: int = 0
    name_and_birth_date: int = 0
    email: int = 0
    name_and_phone: int = 0
    name: int = 0

    @property
    def total(self) -> int:
        """How many people."""
        return sum(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """How many findings of a detector are allowed in a file, by what and, but for comments, for which reason."""

    detector: str
    by: AllowedBy
    reason: str | None = None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One item's verdict: exact counts, people, coverage, exposure.

    `severity` is None where nothing was found: the worst of its findings' and of its score's. `score` is 0 to 100,
    `assessment` how it came about. What is `allowed` is not in `counts`; people and score are those of all of the file
    as long as anything else is in it. `band` is the size of the crowd: 1, 2-10, 11-100, 101+, 1000+, 100000+.
    """

    type: Literal["file"] = "file"
    target: str
    member: str | None = None
    severity: Severity | None = None
    score: int | None = None
    assessment: Assessment | None = None
    people: int = 0
    band: str | None = None
    headcount: Headcount | None = None
    counts: dict[str, int] = field(default_factory=dict)
    invalid: dict[str, int] = field(default_factory=dict)
    allowed: tuple[Allowed, ...] = ()
    truncated: bool = False
    coverage: Coverage
    reason: str | None = None
    reader: str | None = None
    encoding: str | None = None
    size: int = 0
    exposure: Exposure = Exposure.UNKNOWN
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of data that a run looks for: a detector in words, for reports that explain."""

    id: str
    title: str
    severity: Severity
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """The first line of a report: what was asked of which program. `started` is ISO 8601 with offset."""

    type: Literal["run"] = "run"
    schema: int = SCHEMA_VERSION
    version: str
    started: str
    targets: tuple[str, ...]
    detectors: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a scan is; for a terminal only, never part of a machine's report."""

    files: int
    bytes: int
    findings: int
    people: int
    total_files: int | None = None
    total_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTotal:
    """What one of several targets comes to."""

    target: str
    people: int
    severity: Severity | None
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The last line of a report. `people` is exact over all files; `interrupted` names the signal."""

    type: Literal["summary"] = "summary"
    files: dict[Coverage, int]
    reasons: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    findings: dict[Severity, int] = field(default_factory=dict)
    allowed: dict[AllowedBy, int] = field(default_factory=dict)
    people: int = 0
    band: str | None = None
    headcount: Headcount | None = None
    severity: Severity | None = None
    score: int | None = None
    assessment: Assessment | None = None
    by_target: tuple[TargetTotal, ...] = ()
    seconds: float = 0.0
    interrupted: str | None = None


Event = RunInfo | Finding | FileReport | Problem | Summary | Progress
