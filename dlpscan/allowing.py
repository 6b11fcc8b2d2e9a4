"""Applies what is allowed to what an item came to: counts, severities and findings without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from .allow.allowances import Allowances
from .allow.baseline import Entry
from .allow.comments import MOST_BYTES, WITHOUT_COMMENTS, Comments, read
from .allow.rules import AllowRule
from .allow.sift import Found, Ground, sift
from .allow.trust import doubt_of
from .chunk import Chunk
from .model import Allowed, AllowedBy, Headcount, Stage
from .places import is_among
from .reading import Reading
from .score import worst
from .settle import Outcome, Settled
from .tally import Tally

Settle = Callable[[Tally, frozenset[str]], Outcome]


def heed_comments(reading: Reading, chunk: Chunk, allow: Allowances) -> None:
    """Notes what the comments of a chunk allow, or why they are not heard."""
    text = chunk.origin.original if chunk.origin else chunk.text
    comments = read(text, chunk.line, allow.known, allow.today)
    if not comments.covered and not comments.faults:
        return
    if comments.covered and (doubt := _doubt(reading, chunk)) is not None:
        first = min(comments.covered)
        comments.covered.clear()
        comments.fault("allow-not-heard", first, f"a comment is not heard here: {doubt}")
    for kind, message in comments.problems():
        reading.problem(Stage.DETECT, kind, message)
    reading.comments = reading.comments or Comments()
    reading.comments.covered.update(comments.covered)


def _doubt(reading: Reading, chunk: Chunk) -> str | None:
    """Why the comments of an item are not heard."""
    if reading.item.size > MOST_BYTES:
        return f"its file has more than {MOST_BYTES >> 20} MiB"
    if (layout := chunk.layout()) in WITHOUT_COMMENTS:
        return f"there are none in {layout}"
    # What a commit brings is its author's own.
    doubt = doubt_of(reading.item.path) if reading.item.body is None else None
    return f"its file {doubt}" if doubt else None


class Allower:
    """Takes what is allowed out of outcomes. At most `most` findings of a detector are to be reported."""

    def __init__(self, allow: Allowances, most: int) -> None:
        self.allow, self.most = allow, most

    def outcome(self, reading: Reading, settle: Settle) -> tuple[Outcome, tuple[Allowed, ...]]:
        """What an item comes to without what is allowed, and that."""
        rules = self._rules(reading)
        outcome = settle(reading.tally, frozenset(rules))
        allowed = [
            Allowed(detector=name, by=AllowedBy.RULE, reason=rules[name].reason, count=count)
            for name, count in outcome.waived.items()
        ]
        entries = self._entries(reading) if outcome.settled else ()
        if outcome.settled and (reading.comments is not None or entries):
            found = [_found(one) for one in outcome.settled]
            grounds = sift(found, reading.comments, entries, self.allow.today)
            allowed += _grouped(outcome.settled, grounds)
            outcome = _without(outcome, grounds)
        if (lines := reading.item.lines) is not None:
            within = tuple(one for one in outcome.settled if is_among(one.candidate.line, lines))
            outcome = replace(outcome, settled=within)
        return self._limited(outcome), tuple(allowed)

    def _rules(self, reading: Reading) -> dict[str, AllowRule]:
        """The rule that allows a detector's findings in the item, by detector."""
        if not self.allow.rules:
            return {}
        holding = [rule for rule in self.allow.rules if rule.until is None or rule.until >= self.allow.today]
        found: dict[str, AllowRule] = {}
        for rule in holding:
            for name in self.allow.known:
                if name not in found and rule.allows(reading.item.path, name):
                    found[name] = rule
        return found

    def _entries(self, reading: Reading) -> Sequence[Entry]:
        baseline = self.allow.baseline
        return baseline.of(reading.item.path, reading.item.member) if baseline is not None else ()

    def _limited(self, outcome: Outcome) -> Outcome:
        """With no more findings than are to be reported; more were kept where they were looked at one by one."""
        seen: Counter[str] = Counter()
        kept = []
        for one in sorted(outcome.settled, key=lambda one: -one.severity.rank):
            seen[one.info.id] += 1
            if seen[one.info.id] <= self.most:
                kept.append(one)
        if len(kept) == len(outcome.settled):
            return outcome
        kept.sort(key=lambda one: (one.candidate.line, one.candidate.column))
        return replace(outcome, settled=tuple(kept), truncated=True)


def _found(one: Settled) -> Found:
    return Found(one.info.id, one.candidate.line, one.candidate.mark)


def _grouped(settled: Sequence[Settled], grounds: Sequence[Ground | None]) -> list[Allowed]:
    counts = Counter((one.info.id, ground) for one, ground in zip(settled, grounds, strict=True) if ground is not None)
    return [
        Allowed(detector=name, by=ground.by, reason=ground.reason, count=count)
        for (name, ground), count in counts.items()
    ]


def _without(outcome: Outcome, grounds: Sequence[Ground | None]) -> Outcome:
    """An outcome without the findings for which there are grounds to allow them."""
    counts, severities = Counter(outcome.counts), Counter(outcome.severities)
    for one, ground in zip(outcome.settled, grounds, strict=True):
        if ground is not None:
            counts[one.info.id] -= 1
            severities[one.severity] -= 1
    left = {name: count for name, count in counts.items() if count}
    kept = tuple(one for one, ground in zip(outcome.settled, grounds, strict=True) if ground is None)
    return replace(
        outcome,
        counts=left,
        severities={severity: count for severity, count in severities.items() if count},
        severity=worst([severity for severity, count in severities.items() if count]),
        settled=kept,
        truncated=len(kept) < sum(left.values()),
        terms=outcome.terms if left else None,
        headcount=outcome.headcount if left else Headcount(),
    )
