"""Why a match is a finding, or is none: the same judgement again, with one piece of evidence taken away at a time.

There is no second path: detectors are asked as in a scan. What the confidence loses without a label, a cue or the words
around is the weight of it; weights need not add up, since one piece may make up for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .detector import COLUMN, LABEL, Detector, Hits, Pattern
from .matching.matcher import Failure
from .places import Places
from .score import names_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .examine import Examiner
    from .matching.nested import Judged
    from .model import Item, Severity
    from .settle import Decisions, Settled

_LEAST_WEIGHT = 0.005
_PATTERN_WIDTH = 70
_NEWLINE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One piece of evidence: what it is, and what the confidence gains by it (None where it has no number)."""

    kind: str
    text: str
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A match and its evidence. `severity` is None where it is no finding."""

    detector: str
    line: int
    column: int
    value: str
    judged: float
    confidence: float
    severity: Severity | None
    steps: tuple[Step, ...]


def explain(examiner: Examiner, item: Item, line: int, column: int | None = None) -> Iterator[Explanation]:
    """Every match in a line of an item, or those that column is in; also those that were refused.

    The examiner must keep all findings. What cannot be read gives none.
    """
    tally = examiner.read(item).tally
    decisions = examiner.concluder.decisions(tally)
    settled = {
        (one.info.id, one.candidate.line, one.candidate.column): one
        for one in examiner.concluder.outcome(tally).settled
    }
    for chunk in examiner.chunks(item):
        for judged in examiner.matcher.judge(chunk):
            if isinstance(judged, Failure) or not len(judged.hits):
                continue
            lines, columns = Places(chunk, chunk.cells()).locate(judged.hits.start)
            widths = [len(text) for text in judged.hits.texts()] if line in lines else []
            for i, width in enumerate(widths):
                if lines[i] == line and (column is None or columns[i] <= column < columns[i] + width):
                    key = (judged.hits.info.id, line, columns[i])
                    yield _explained(examiner, decisions, judged, i, key, settled.get(key))


def _explained(
    examiner: Examiner,
    decisions: Decisions,
    judged: Judged,
    index: int,
    place: tuple[str, int, int],
    settled: Settled | None,
) -> Explanation:
    detector = examiner.matcher.program.detectors[judged.detector]
    confidence = float(judged.verdicts.confidence[index])
    witness = _Witness(detector, judged.hits, index, confidence)
    steps = [
        _pattern(detector, judged.hits, index),
        *witness.checks(judged),
        *_labels(examiner, judged, index, witness),
        *_cues(examiner, judged, index, witness),
        *witness.surroundings(),
    ]
    if settled is not None:
        steps += _decided(decisions, settled, confidence)
    elif confidence > 0:
        steps.append(Step(kind="decision", text="it does not count: too unsure, or what it needs is not in its record"))
    return Explanation(
        detector=place[0],
        line=place[1],
        column=place[2],
        value=judged.hits.texts()[index],
        judged=round(confidence, 3),
        confidence=round(settled.confidence, 3) if settled else 0.0,
        severity=settled.severity if settled else None,
        steps=tuple(steps),
    )


class _Witness:
    """Asks a detector about one of its hits again, without something."""

    def __init__(self, detector: Detector, hits: Hits, index: int, confidence: float) -> None:
        self.detector, self.hits, self.index, self.confidence = detector, hits, index, confidence

    def without_cue(self, bit: int) -> float:
        """What a label or cue gives."""
        cues = self.hits.cues.copy()
        cues[self.index] &= ~np.uint32(bit)
        return self._gain(replace(self.hits, cues=cues))

    def without_text(self, keep: NDArray[np.bool_]) -> float:
        """What the rest of the text gives; line ends stay."""
        text = np.frombuffer(self.hits.chunk.text, np.uint8)
        blank = np.where(keep | (text == _NEWLINE), text, np.uint8(32)).tobytes()
        if _is_cut(blank):
            return 0.0
        return self._gain(replace(self.hits, chunk=replace(self.hits.chunk, text=blank)))

    def _gain(self, hits: Hits) -> float:
        try:
            return self.confidence - float(self.detector.judge(hits).confidence[self.index])
        except Exception:  # a plugin may raise anything
            return 0.0

    def checks(self, judged: Judged) -> Iterator[Step]:
        """What its validation said."""
        failed = judged.verdicts.failed
        if failed is not None and failed[self.index]:
            yield Step(kind="validation", text="it looks like one, but its check fails", weight=-1.0)
        elif self.confidence == 0:
            yield Step(
                kind="validation", text="refused: its form or what stands around it says that it is something else"
            )
        tag = judged.verdicts.tag
        if tag is not None and tag[self.index] >= 0:
            yield Step(kind="tag", text=self.detector.info.tags[int(tag[self.index])])

    def surroundings(self) -> Iterator[Step]:
        """What the words before and behind it in its line, and the other lines, give."""
        text = self.hits.chunk.text
        start, end = int(self.hits.start[self.index]), int(self.hits.end[self.index])
        begin, stop = text.rfind(b"\n", 0, start) + 1, text.find(b"\n", end)
        stop = stop if stop >= 0 else len(text)
        for low, high, inside, name in (
            (begin, start, True, "the words before it in its line"),
            (end, stop, True, "the words behind it in its line"),
            (begin, stop, False, "the other lines"),
        ):
            position = np.arange(len(text))
            within = (position >= low) & (position < high)
            weight = self.without_text(~within if inside else within)
            if abs(weight) >= _LEAST_WEIGHT:
                yield Step(kind="context", text=name, weight=round(weight, 3))


def _is_cut(text: bytes) -> bool:
    """Whether blanking has cut a character in two."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return True
    return False


def _pattern(detector: Detector, hits: Hits, index: int) -> Step:
    number = int(hits.pattern[index])
    pattern = detector.patterns[number]
    text = (pattern.text if isinstance(pattern, Pattern) else pattern) or "any value of a column with its label"
    text = text if len(text) <= _PATTERN_WIDTH else text[: _PATTERN_WIDTH - 1] + "…"
    return Step(kind="pattern", text=f"{number + 1} of {len(detector.patterns)}: {text}")


def _labels(examiner: Examiner, judged: Judged, index: int, witness: _Witness) -> Iterator[Step]:
    hits = judged.hits
    cues = int(hits.cues[index])
    if cues & COLUMN:
        cells = hits.chunk.cells()
        name = cells.names[cells.label[hits.cell[index]]] if cells is not None and hits.cell[index] >= 0 else None
        where = f"{name!r} over its column, or its key" if name else "what names its cell"
        yield Step(kind="label", text=where, weight=round(witness.without_cue(COLUMN), 3))
    if cues & LABEL:
        words = ", ".join(_phrases(examiner, judged, index, LABEL)) or "a label"
        yield Step(kind="label", text=f"beside it: {words}", weight=round(witness.without_cue(LABEL), 3))


def _cues(examiner: Examiner, judged: Judged, index: int, witness: _Witness) -> Iterator[Step]:
    info, cues = judged.hits.info, int(judged.hits.cues[index])
    for name in dict.fromkeys(cue.name for cue in info.cues):
        bit = info.cue_bit(name)
        if cues & bit:
            words = ", ".join(_phrases(examiner, judged, index, bit))
            yield Step(kind="cue", text=f"{name}: {words}", weight=round(witness.without_cue(bit), 3))


def _phrases(examiner: Examiner, judged: Judged, index: int, bit: int) -> list[str]:
    """The words near a hit that mean a label or cue to its detector, the nearest first, three at most."""
    program, text = examiner.matcher.program, judged.hits.chunk.text
    start, end = int(judged.hits.start[index]), int(judged.hits.end[index])
    found = []
    for number, low, high in zip(*(each.tolist() for each in examiner.matcher.search.phrases(text)), strict=True):
        if any(use.detector == judged.detector and use.bit == bit for use in program.uses[number]):
            distance = max(start - high, low - end, 0)
            found.append((distance, text[low:high].decode("utf-8", "replace")))
    return [repr(words) for _, words in sorted(dict.fromkeys(found))[:3]]


def _decided(decisions: Decisions, settled: Settled, judged: float) -> Iterator[Step]:
    kind = settled.candidate.kind
    if kind.pair in decisions.promoted:
        filled = decisions.tally.filled[decisions.pairs[kind.pair].column]
        text = f"{decisions.valid[kind.pair]} of {filled} values are valid: all of the column is of this kind"
        yield Step(kind="column", text=text, weight=round(settled.confidence - judged, 3))
    beside = sorted(decisions.infos[number].id for number in decisions.beside(kind))
    yield Step(kind="record", text=f"with it stand {', '.join(beside)}" if beside else "nothing else stands in it")
    yield Step(kind="severity", text=f"{settled.info.severity} by itself")
    for rule in decisions.holding(decisions.record(kind)):
        if rule.severity is not None and rule.raises_any(names_of(settled.info)):
            yield Step(kind="severity", text=f"at least {rule.severity}: {rule.reason} (rule {rule.id})")
