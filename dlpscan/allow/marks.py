r"""What a baseline keeps of a finding: enough to know it again, too little to tell its value.

A NIR has some 10⁵ to 10⁶ plausible values for who knows sex, month of birth and département (commune times order
number), so any hash of it that is long enough to be unique is the NIR. Two short things are kept instead:

- the **tag**, 7 bits of a hash of the value alone. It leaves one plausible value in 128: for the smallest départements
  (17 communes, 999 numbers each) still over 130. Another value passes with the chance 1/128. It has no salt, on
  purpose: all entries, files, versions and repositories give the same 7 bits of a value, so that together they tell no
  more than one; two salts would tell 14 bits. For the same reason it is made of the value, however it is spelled.
  Where values are few (facts about health, who treats and insures, birth dates) even 7 bits would be the value: these
  have no tag, and an entry only says how many stand there.
- the **line**, a hash of what is left of the line when all words, numbers and signs are masked: its commas, quotes and
  brackets. It ties an entry to its place without the line's number, and holds nothing of a name or value, found or not.

Each entry stands for as many findings as it counts (see `baseline.py`): a finding that is added beside accepted ones is
one too many, whatever its tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from ..detector import DetectorInfo, Person
from ..model import Category
from ..redact import normal

TAG_BITS = 7
# Nobody reads a longer line; what is masked is alike anyway.
_LINE_BYTES = 4096
_LINE_DIGITS = 12
_PURPOSE = b"dlpscan baseline"
_WITH_FEW_VALUES = (Category.HEALTH, Category.CARE)
_MASKED = re.compile(rb"""[^,;:|"'()\[\]{}=\t]+""")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept of a finding. `tag` is 0 to 127, None where values are few; `line` 12 hex digits."""

    detector: str
    tag: int | None
    line: str


def mark(info: DetectorInfo, value: str, key: int, line: bytes) -> Mark:
    """The mark of a finding; `key` is the value as a number (see `Verdicts`), 0 if it has none."""
    return Mark(info.id, tag(value, key) if has_tag(info) else None, line_of(line))


def has_tag(info: DetectorInfo) -> bool:
    """Whether a detector's values are so many that 7 bits do not tell one."""
    return info.category not in _WITH_FEW_VALUES and info.person is not Person.BIRTH_DATE


def tag(value: str, key: int = 0) -> int:
    """7 bits of a value, the same for every spelling of it."""
    data = (str(key) if key else normal(value)).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8, person=_PURPOSE).digest()[0] & ((1 << TAG_BITS) - 1)


def line_of(line: bytes) -> str:
    """The hash of a masked line."""
    masked = _MASKED.sub(b"x", line[:_LINE_BYTES].strip().replace(b" ", b""))
    return blake2b(masked, digest_size=8, person=_PURPOSE).hexdigest()[:_LINE_DIGITS]
