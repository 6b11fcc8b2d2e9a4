"""What the search engines are given: every pattern and phrase of every detector, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..detector import COLUMN, LABEL, Cue, Detector, DetectorInfo, Pattern, Scope, Where
from .dialect import MAX_WIDTH, Expression

_LABEL_CUE = Cue(name="label", phrases=(), before=40, after=15)
REFUTED = 1 << 31


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPattern:
    """Pattern number `pattern` of detector number `detector`; `sought` is what is searched for in its place. The
    empty pattern takes every cell."""

    detector: int
    pattern: int
    where: Where
    takes_all: bool
    expression: Expression
    sought: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a phrase means to a detector: the bit it sets in `Hits.cues`, and its reach in bytes."""

    detector: int
    bit: int
    before: int
    after: int
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class Program:
    """All that is looked for. `phrases[i]` is used as `uses[i]` say; a column's header sets `header_uses[i]`."""

    detectors: tuple[Detector, ...]
    patterns: tuple[CompiledPattern, ...]
    phrases: tuple[Expression, ...]
    uses: tuple[tuple[Use, ...], ...]
    header_uses: tuple[tuple[tuple[int, int], ...], ...]

    @cached_property
    def reach(self) -> int | None:
        """How far from a match a phrase may matter, in bytes, the phrase included; None if anywhere."""
        uses = [use for uses in self.uses for use in uses]
        if any(use.scope is Scope.DOCUMENT for use in uses):
            return None
        return max((max(use.before, use.after) for use in uses), default=0) + MAX_WIDTH

    @cached_property
    def patterns_of(self) -> tuple[tuple[int, ...], ...]:
        """For each detector the numbers of its patterns."""
        return tuple(
            tuple(number for number, pattern in enumerate(self.patterns) if pattern.detector == detector)
            for detector in range(len(self.detectors))
        )

    @cached_property
    def of_text(self) -> frozenset[int]:
        """The numbers of the patterns that are for running text, and for tables that are much like it."""
        return frozenset(number for number, pattern in enumerate(self.patterns) if pattern.where is Where.TEXT)


def build_program(detectors: Sequence[Detector]) -> Program:
    """Numbers every pattern and phrase. They are parsed when a search engine asks for them."""
    patterns = [
        _compiled(number, index, pattern if isinstance(pattern, Pattern) else Pattern(text=pattern))
        for number, detector in enumerate(detectors)
        for index, pattern in enumerate(detector.patterns)
    ]
    uses: dict[Expression, list[Use]] = {}
    header_uses: dict[Expression, list[tuple[int, int]]] = {}
    for number, detector in enumerate(detectors):
        for expression, use in _uses(number, detector.info):
            uses.setdefault(expression, []).append(use)
        for text, bit in _header_words(detector.info):
            header_uses.setdefault(Expression(text, label=True), []).append((number, bit))
    phrases = tuple(dict.fromkeys([*uses, *header_uses]))
    return Program(
        detectors=tuple(detectors),
        patterns=tuple(patterns),
        phrases=phrases,
        uses=tuple(tuple(uses.get(phrase, ())) for phrase in phrases),
        header_uses=tuple(tuple(header_uses.get(phrase, ())) for phrase in phrases),
    )


def _compiled(detector: int, index: int, pattern: Pattern) -> CompiledPattern:
    expression = Expression(pattern.text, ignore_case=pattern.ignore_case)
    sought = Expression(pattern.search, ignore_case=pattern.ignore_case) if pattern.search else expression
    return CompiledPattern(
        detector=detector,
        pattern=index,
        where=pattern.where,
        takes_all=not pattern.text,
        expression=expression,
        sought=sought,
    )


def _header_words(info: DetectorInfo) -> list[tuple[str, int]]:
    return [(text, COLUMN) for text in info.labels] + [(text, REFUTED) for text in info.refuting_labels]


def _uses(number: int, info: DetectorInfo) -> list[tuple[Expression, Use]]:
    labels = [(Expression(text, label=True), LABEL, _LABEL_CUE) for text in info.labels]
    cues = [(Expression(text), info.cue_bit(cue.name), cue) for cue in info.cues for text in cue.phrases]
    return [
        (expression, Use(detector=number, bit=bit, before=cue.before, after=cue.after, scope=cue.scope))
        for expression, bit, cue in labels + cues
    ]
