"""Whose a phone number is: what stands around it, added up.

Two sums are kept for each number. `phone` says whether it is a phone number at all and not one of a file or a device,
`person` whether it is somebody's own and not an organisation's. The nearest actor in the line counts most, then what
stands behind the number, then the lines above it; in a table the header of the column and those beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language.folding import folded
from .families import Kind
from .words import Mark, governor, marks

if TYPE_CHECKING:
    from dlpscan import Hits

_BEFORE, _AFTER, _ABOVE, _LINES_ABOVE = 200, 80, 400, 6
_OPENING = 6
_NEAR, _FAR, _NEAR_NUMBER, _NEAR_LINE = 25, 70, 25, 40
_WEIGHTS = {Kind.PERSON: 3, Kind.TRADE: -1, Kind.READER: -2, Kind.COMPANY: -5, Kind.FAX: -8}
_WEIGHTS_ABOVE = {Kind.PERSON: 2, Kind.TRADE: -1, Kind.READER: -1, Kind.COMPANY: -3, Kind.FAX: -1}
_WEIGHTS_BEHIND = {Kind.PERSON: 1, Kind.TRADE: 0, Kind.READER: 0, Kind.COMPANY: -2, Kind.FAX: -4}
_OWN_LINE, _OTHER_NUMBER, _BESIDE_PERSONS = 2, -4, 2

_PHONE = re.compile(r"(?:\+ ?\d{2}|\b00\d\d|\b0)[ .(0)]{0,4}[1-9](?:[ ./-]?\d\d){4}")
# A house and its street, whose name says nothing: `4 rue de l'Hôpital`.
_ADDRESS = re.compile(
    r"\d{1,4}(?: ?(?:bis|ter|[A-D]))?,? (?:rue|r\.|avenue|av\.?|boulevard|bd|place|pl\.?|quai|impasse|all[ée]e|chemin"
    r"|ch\.|route|rte|venelle|cours|square|lotissement|sentier|passage|ruelle|mail|esplanade|voie|promenade)\b"
    r"(?:(?!  | \d{5}| [Tt][ée]l)[^,;|/\n(-]){0,40}",
    re.IGNORECASE,
)
_NEW_SENTENCE = re.compile(r"(?<=[a-zà-ÿ0-9)]{3})[.!?]+ +(?=[A-ZÀ-Ý])")
_OF_A_LETTER = re.compile(r"^\s*\d{5} [A-ZÀ-Ý]{2}|^\s*\d\d[/.]\d\d[/.]\d{4}\s*$", re.MULTILINE)
_PERSONAL_HEADER = re.compile(
    r"\b(?:prenoms?|firstname|first name|given|ddn|dob|naissance|naiss|birth\w*|nir|nss|n?secu|num secu"
    r"|civilite|civ|sexe|patiente?s?"
    r"|ipp|assuree?|beneficiaire|resident)\b"
)
# A social security number: a table without a header in which there is one is of persons.
_ID_OF_PERSON = re.compile(rb"(?<![0-9])[12]\d{2}(?:0[1-9]|1[0-2])\d{8}(?:\d{2})?(?![0-9])")
_FIRST_ROWS = 20_000
_OBJECT = re.compile(r" (?:le |la |les |l['’])?")
_AT_ONCE, _IS_LABEL = re.compile(r" {1,2}(?:[-–] )?"), re.compile(r"\w{0,12} {0,2}[:=(]")
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the surroundings of a number add to its own form; the greater, the surer."""

    phone: int
    person: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text of a number's line before and behind it, the lines above from the nearest on, a column's header."""

    before: str
    after: str
    above: tuple[str, ...] = ()
    header: str = ""


@lru_cache(maxsize=1024)
def weighed(around: Surroundings) -> Evidence:
    """The sums over all that stands around a number."""
    pieces = _pieces(around)
    own = [marks(piece) for piece in pieces]
    first, text = own[0], pieces[0]
    after_text = _masked(_up_to_next(around.after))
    behind = marks(after_text)
    person = _OWN_LINE * any(m.kind is Kind.LINE and len(text) - m.end <= _NEAR_LINE for m in first)
    person += any(m.kind is Kind.CALL for m in first[-4:] + behind[:2])
    before = _of_line(pieces, own)
    after = _of_behind(after_text, behind)
    person += (before or 0) + (after if before is None or abs(after) > _WEIGHTS_BEHIND[Kind.PERSON] + 1 else 0)
    person += _WEIGHTS_BEHIND[Kind.FAX] * any(mark.kind is Kind.FAX for mark in marks(around.after))
    if before is None and abs(after) <= 1:
        person += _of_above(around.above)
    return Evidence(_phone(around, pieces, behind, after), person)


def _phone(around: Surroundings, pieces: list[str], behind: list[Mark], after: int) -> int:
    """What speaks for a phone number, whosever."""
    text = _NEW_SENTENCE.split(pieces[0])[-1]
    first = marks(text)
    kinds = [mark.kind for mark in first]
    persons = [mark.kind for piece in pieces for mark in marks(piece)].count(Kind.PERSON) + (after > 1)
    phone = min(persons, 2) + (Kind.TIME in kinds and persons > 0) + (Kind.PHONE in kinds[-3:])
    phone += Kind.CALL in kinds[-4:] or any(m.kind is Kind.CALL for m in behind[:2])
    phone += Kind.LINE in kinds[-2:]
    if not around.before.strip() and not around.after.strip():
        phone += 2 * bool(_OF_A_LETTER.search("\n".join(around.above)))
    telling = [i for i, mark in enumerate(first) if mark.kind not in (Kind.TIME, Kind.CALL)]
    if telling:
        index = governor(first, telling[-1], text)
        if first[index].kind is Kind.NUMBER and len(text) - first[telling[-1]].end <= _NEAR_NUMBER:
            phone += _OTHER_NUMBER
    return phone


def _up_to_next(after: str) -> str:
    """What stands behind a number, without the label of the next one."""
    following = _PHONE.search(after)
    if following is None:
        return after
    parts = re.split(r"[,;/|]| - |  ", after[: following.start()])
    return after[: following.start() - len(parts[-1])]


def _pieces(around: Surroundings) -> list[str]:
    """The line before the number in pieces, cut behind other phone numbers, from the nearest on."""
    before = _masked(around.before)
    if around.header:
        before += f" {around.header} : " if around.header not in before else ""
    return _PHONE.sub("\0", before).split("\0")[::-1]


def _masked(text: str) -> str:
    text = _INNER_CAPITAL.sub(" ", text.replace("œ", "oe").replace("Œ", "OE").replace("_", " "))
    return _ADDRESS.sub(lambda match: "," * len(match[0]), text)


def _of_line(pieces: list[str], own: list[list[Mark]]) -> int | None:
    """What the nearest actor of the line says, None where there is none."""
    for number, (text, found) in enumerate(zip(pieces, own, strict=True)):
        actors = [i for i, mark in enumerate(found) if mark.kind in _WEIGHTS]
        if not actors:
            continue
        said = _called(found, text)
        nearest = _outside_brackets(actors, found, text) if said is None else said
        index = governor(found, nearest, text)
        mark = found[index]
        far = number > 0 or len(text) - found[nearest].end > _FAR or bool(_NEW_SENTENCE.search(text, mark.end))
        return (_WEIGHTS_ABOVE if far else _WEIGHTS).get(mark.kind, 0) + _contrary(found[:index], mark)
    return None


def _called(found: list[Mark], text: str) -> int | None:
    """Whom the last verb of calling has for its object: `appeler M. X pour l'IRM`."""
    for i in range(len(found) - 1, 0, -1):
        if found[i - 1].kind is Kind.CALL and found[i].kind in _WEIGHTS:
            gap = text[found[i - 1].end : found[i].start]
            return i if _OBJECT.fullmatch(gap) else None
    return None


def _outside_brackets(actors: list[int], found: list[Mark], text: str) -> int:
    """The last actor that is not in closed brackets, which only say more of another: `son frère (médecin)`."""
    for i in reversed(actors):
        if found[i].kind is Kind.PERSON and not found[i].named:
            return i
        if ")" not in text[found[i].end :] or "(" in text[found[i].end :].partition(")")[0]:
            return i
    return actors[-1]


def _contrary(before: list[Mark], nearest: Mark) -> int:
    """Somebody named before an organisation, or an organisation before somebody, takes something away."""
    if nearest.kind is Kind.COMPANY:
        return 2 * any(mark.named for mark in before[-4:])
    if nearest.kind is Kind.READER:
        return 3 * any(mark.kind is Kind.PERSON for mark in before[-4:])
    if nearest.kind is Kind.PERSON:
        return -2 * any(mark.kind is Kind.COMPANY for mark in before[-2:])
    return 0


def _of_behind(after: str, behind: list[Mark]) -> int:
    """What stands behind the number: much in brackets or at once, else little."""
    actors = [mark for mark in behind if mark.kind in _WEIGHTS_BEHIND]
    if not actors:
        return 0
    opening = after.lstrip(" \t,'\"").startswith("(") and actors[0].start <= (after.find(")") if ")" in after else 0)
    at_once = _AT_ONCE.fullmatch(after[: actors[0].start]) and not _IS_LABEL.match(after, actors[0].end)
    return (_WEIGHTS if opening or at_once else _WEIGHTS_BEHIND)[actors[0].kind]


def _of_above(above: tuple[str, ...]) -> int:
    """What the nearest line above with an actor in it says; less beyond an empty line."""
    less = 0
    for line in above:
        text = _masked(line)
        found = marks(text)
        actors = [i for i, mark in enumerate(found) if mark.kind in _WEIGHTS_ABOVE]
        if actors:
            weight = _WEIGHTS_ABOVE.get(found[governor(found, actors[-1], text)].kind, 0)
            return weight - less if weight > 0 else weight + less
        less = less or int(not line.strip())
    return 0


class Reader:
    """Reads what stands around the hits of one chunk."""

    def __init__(self, hits: Hits) -> None:
        self._text, self._cells = hits.chunk.text, hits.chunk.cells()
        self._start, self._end, self._cell = hits.start.tolist(), hits.end.tolist(), hits.cell.tolist()
        self.of_persons = self._cells is not None and (
            _is_of_persons(self._cells.names)
            or (not any(self._cells.names) and _ID_OF_PERSON.search(self._text, 0, _FIRST_ROWS) is not None)
        )

    def evidence(self, index: int) -> Evidence:
        """What the surroundings of a hit say."""
        low, start, end = self._line_start(index), self._start[index], self._end[index]
        header, in_row = self.header(index), self._is_in_row(index, low)
        if self.of_persons and (header or (in_row and self._cell[index] >= 0)):
            # Beside a birth date or a NIR it is that person's, unless its own cell or header says otherwise.
            before, after = self._in_cell(index)
            own = weighed(Surroundings(before, after, header="" if before.strip() or after.strip() else header))
            return Evidence(own.phone + _BESIDE_PERSONS, own.person + _BESIDE_PERSONS)
        after = self._text[end : end + _AFTER].decode(errors="replace").replace("\r", "\n").partition("\n")[0]
        before = self._text[max(low, start - _BEFORE) : start].decode(errors="ignore")
        if low < start - _BEFORE:
            # What kind of line a segment of HL7 or HPRIM is, its first letters say.
            before = self._text[low : low + _OPENING].decode(errors="ignore") + " " + before
        above = () if in_row else self._above(index, low)
        return weighed(Surroundings(before, after, above, header))

    def _in_cell(self, index: int) -> tuple[str, str]:
        """The text of a hit's cell before and behind it."""
        if self._cells is None:
            return "", ""
        low, high = int(self._cells.start[self._cell[index]]), int(self._cells.end[self._cell[index]])
        before, after = self._text[low : self._start[index]], self._text[self._end[index] : high]
        return before.decode(errors="replace"), after.decode(errors="replace")

    def _line_start(self, index: int) -> int:
        start = self._start[index]
        return max(self._text.rfind(b"\n", 0, start), self._text.rfind(b"\r", max(0, start - _BEFORE), start)) + 1

    def _above(self, index: int, low: int) -> tuple[str, ...]:
        """The lines above, the nearest first, within the record."""
        floor = self._record_start(index)
        lines = self._text[max(floor, low - _ABOVE) : low].decode(errors="ignore").replace("\r\n", "\n").splitlines()
        return tuple(lines[: -_LINES_ABOVE - 1 : -1])

    def _is_in_row(self, index: int, low: int) -> bool:
        """Whether the record of a hit is a line of a table."""
        return self._cells is not None and self._cell[index] >= 0 and self._record_start(index) >= low

    def _record_start(self, index: int) -> int:
        """Where the record of a hit in a table begins; 0 in prose."""
        if self._cells is None or self._cell[index] < 0:
            return 0
        record = self._cells.record
        return int(self._cells.start[int(record.searchsorted(record[self._cell[index]]))])

    def header(self, index: int) -> str:
        """The words over the column of a hit, with what they stand in."""
        if self._cells is None or self._cell[index] < 0:
            return ""
        labels, label = self._cells.labels(), int(self._cells.label[self._cell[index]])
        name = labels[label] if 0 <= label < len(labels) else None
        return _in_words(name or "")


def _in_words(name: str) -> str:
    return _INNER_CAPITAL.sub(" ", name.replace("_", " ").replace(".", " "))


def _is_of_persons(names: tuple[str | None, ...]) -> bool:
    """Whether the headers of a table are those of a list of persons."""
    return any(_PERSONAL_HEADER.search(folded(_in_words(name))) for name in names if name)
