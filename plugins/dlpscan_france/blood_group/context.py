"""Where a blood group stands, and whether the words around it say that it is somebody's.

Evidence adds up: the shape of the value, a label or a person before it, a heading above it, a word of transfusion
behind it. What speaks of products, rules and other things that have letters takes it away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.folding import plain
from ..language.statements import Surroundings, header
from .forms import Kind
from .words import SAYS

if TYPE_CHECKING:
    from dlpscan import Hits

_ENOUGH = 2
_OF_SHAPE = {Kind.EXPLICIT: 2, Kind.PHENOTYPE: 2, Kind.LETTER: 2, Kind.CODED: 2, Kind.SMALL: 2, Kind.RHESUS: 0}
_LABEL_REACH, _WEAK_REACH, _PERSON_REACH, _OTHER_REACH = 60, 60, 48, 40
_LONG_LINE = 170
"""From how many bytes on a line is one of prose, in which a mere shape says nothing of a person."""
_SENTENCE_END = re.compile(
    r"(?<=[a-z0-9)»%]{3})(?<!sang)(?<!gpe)(?<!grp)(?<!det)[.…](?= )|[!?](?= (?! |oui|non|«|\d))|(?<=[a-z]{3}) ; "
)
_KEY = re.compile(r"(?:^|[|;,({\[\]]|  )[ >*\d.)-]*$")
_SPEAKER = re.compile(r"^[^:]{0,30}:?[ >*-]*$")
_BOUND_BEFORE = re.compile(r"[\w+](?:[-+*&#@\\$%/.]|\+\+)$")
_BOUND_BEHIND = re.compile(r"^(?:[+*=&<>~%@\\]|[-/](?:\w|[-+]))")
_ARTICLE = re.compile(r"\b(?:le|les|un|une|des|par|au|aux|ce|ces|quel|aucun|chaque|ou) [\w .]{0,18}$")
_ARTICLE_AT = re.compile(r"\b(?:le|les|un|des|du|au|l') ?$")
_QUOTED = re.compile(r"[«“] ?$"), re.compile(r" ?[»”]")
_BARE_RH = re.compile(r"^rh\W")


@dataclass(frozen=True, slots=True)
class Place:
    """The text around a hit, plain: its sentence before and behind it, the lines above, the whole line's width."""

    before: str
    behind: str
    above: tuple[str, ...]
    width: int
    opens_line: bool


class Places:
    """The places of hits."""

    def __init__(self, hits: Hits) -> None:
        self._hits, self._near = hits, Surroundings(hits)
        cells = hits.chunk.cells()
        self._mixed = cells is not None and cells.free is not None

    def of(self, index: int) -> Place:
        """Where a hit stands."""
        in_cell = self._hits.cell[index] >= 0
        left, right = self._near.of(index, before=200, after=110)
        if in_cell and self._mixed:
            whole = self._line(index)
            in_cell, (left, right) = whole is None, whole or (left, right)
        before, behind = plain(left), plain(right)
        announced = self._announced(index) if in_cell else ""
        sentence = _SENTENCE_END.split(before)[-1]
        return Place(
            before=f"{announced} : {sentence}" if announced and sentence == before else sentence,
            behind=_SENTENCE_END.split(behind)[0],
            above=() if in_cell else self._above(index),
            width=len(left) + len(right),
            opens_line=not before.strip(" >*-\t"),
        )

    def _line(self, index: int) -> tuple[str, str] | None:
        """The line around a hit whose cell is a piece of prose (`Patient : …`); None where there is markup."""
        text, start, end = self._hits.chunk.text, int(self._hits.start[index]), int(self._hits.end[index])
        left = text[max(0, start - 200) : start].decode(errors="replace").rpartition("\n")[2]
        right = text[end : end + 110].decode(errors="replace").partition("\n")[0]
        return None if re.search(r"[<>{}]", left + right) else (left, right)

    def _announced(self, index: int) -> str:
        """What names a cell: its header, or what stands before it in its record."""
        name = header(self._hits, index)
        cells = self._hits.chunk.cells()
        if name or cells is None:
            return re.sub(r"[_.]", " ", name)
        cell = int(self._hits.cell[index])
        first = cell
        while first > max(cell - 4, 0) and cells.record[first - 1] == cells.record[cell]:
            first -= 1
        text = self._hits.chunk.text
        parts = [text[cells.start[i] : cells.end[i]][-40:].decode(errors="replace") for i in range(first, cell)]
        return plain(" ".join(part.replace("^", " ") for part in parts if part))

    def _above(self, index: int) -> tuple[str, ...]:
        """The lines above, the nearest first."""
        start = int(self._hits.start[index])
        text = self._hits.chunk.text[max(0, start - 500) : start].decode(errors="replace")
        lines = [plain(line.strip()) for line in text.split("\n")[:-1]]
        return tuple(line for line in reversed(lines) if line)[:6]


def _last(name: str, text: str) -> tuple[int, int]:
    """Where the last match of a family begins and ends; -1 for none."""
    found = (-1, -1)
    for match in SAYS[name].finditer(text):
        found = match.span()
    return found


def _nearest_label(place: Place) -> tuple[int, int]:
    """What a label or a person before a value counts, and where it ends: only what leads to the value."""
    text = place.before
    size = len(text)
    best = (0, -1)
    for name, weight, reach in (("strong", 2, _LABEL_REACH), ("weak", 2, _WEAK_REACH), ("person", 2, _PERSON_REACH)):
        end = _last(name, text)[1]
        if end < 0 or size - end > reach:
            continue
        leads = SAYS["gap"].fullmatch(text, end)
        if leads or (
            name == "strong" and size - end <= 40 and place.width <= _LONG_LINE and not SAYS["other"].search(text, end)
        ):
            best = max(best, (weight, end), key=lambda one: one[1])
    if not best[0] and SAYS["result"].search(text) and SAYS["strong"].search(text):
        return 2, size
    return best


def _taken_away(kind: Kind, place: Place, label_end: int) -> bool:
    """Whether the nearest words before or behind speak of a product or of another thing with letters."""
    text, size = place.before, len(place.before)
    for name, glued in (("product", "glued_product"), ("other", "glued")):
        end = _last(name, text)[1]
        if end < 0 or size - end > _OTHER_REACH:
            continue
        if end > label_end:
            return kind is not Kind.LETTER
        # "15 poches de groupe O négatif": the label belongs to the product.
        if SAYS[glued].fullmatch(text, end, text.rfind(" ", 0, label_end) + 1):
            return True
    return label_end < 0 and bool(SAYS["product_behind"].match(place.behind))


def _is_general(kind: Kind, value: str, place: Place) -> bool:
    """Whether the sentence is a rule, a figure, a question or an example."""
    nearby = place.before[-110:]
    if SAYS["question"].match(place.behind) and place.width > 0 and not nearby.rstrip().endswith(("-", ":")):
        return True
    if SAYS["general"].search(nearby) or SAYS["rule"].search(place.behind[:70]) or SAYS["or_not"].match(place.behind):
        return True
    if _ARTICLE_AT.search(nearby) or SAYS["translated"].search(nearby):
        return True
    if SAYS["indefinite"].search(nearby) and (place.width > _LONG_LINE or not SAYS["patient"].search(nearby)):
        return True
    article = _ARTICLE.search(nearby)
    if kind is Kind.LETTER and not re.search(r"[:=.|]", value) and article and "est d" not in nearby:
        return True
    return bool(re.search(r"\b(?:un|des|les|aucun)(?: groupes?| rh\w*)? ?$", nearby))


def _headed(place: Place, kind: Kind) -> bool:
    """Whether the lines above ask for a group or title a list of them."""
    if any(SAYS["above"].search(line) for line in place.above):
        return False
    near = place.above[0] if place.above else ""
    asked = SAYS["strong"].search(near) or SAYS["weak"].search(near)
    if asked and len(near) < 90 and _SPEAKER.fullmatch(place.before):
        return True
    titled = any(SAYS["strong"].search(line) for line in place.above[:5])
    return titled and kind in (Kind.SPOKEN, Kind.TICKED) and not SAYS["other"].search(place.before[-60:])


def is_of_somebody(kind: Kind, value: str, place: Place) -> bool:
    """Whether a value in running text is somebody's blood group."""
    if _BOUND_BEFORE.search(place.before) or _BOUND_BEHIND.match(place.behind):
        return False
    if kind is Kind.TICKED:
        return _is_ticked(place)
    count, label_end = _nearest_label(place)
    if place.width > _LONG_LINE and not _is_particular(kind, place, label_end):
        return False
    if _taken_away(kind, place, label_end) or _is_general(kind, value, place):
        return False
    if kind is Kind.RHESUS:
        return _is_rhesus(value, place, count)
    shape = _OF_SHAPE.get(kind, 0)
    if kind in (Kind.EXPLICIT, Kind.PHENOTYPE) and not count and (place.width > _LONG_LINE or _stocked(place)):
        shape = 0
    score = shape + count + 2 * _headed(place, kind)
    if score < _ENOUGH and kind in (Kind.SPOKEN, Kind.SIGNED) and place.opens_line:
        score += 2 * bool(SAYS["group_behind"].match(place.behind))
    return score >= _ENOUGH


def _is_ticked(place: Place) -> bool:
    """A ticked box of a list that has letters of blood groups alone."""
    label = max(_last("strong", place.before)[1], _last("weak", place.before)[1])
    offered = re.search(r"\bab\b", place.before + place.behind) or SAYS["strong"].search(place.before)
    return label >= 0 and bool(offered) and not SAYS["other"].search(place.before, label)


def _is_particular(kind: Kind, place: Place, label_end: int) -> bool:
    """Whether a long line, such as articles have, speaks of one person here."""
    if _QUOTED[0].search(place.before) and _QUOTED[1].match(place.behind):
        return False
    if label_end >= 0 and re.fullmatch(r"[^\w\n]*[:=][^\w\n]*", place.before[label_end:]):
        return True
    return bool(SAYS["specific"].search(place.before)) or kind is Kind.LETTER


def _stocked(place: Place) -> bool:
    return any(SAYS["above"].search(line) for line in place.above[:4])


def _is_rhesus(value: str, place: Place, count: int) -> bool:
    """A Rhesus alone: a person's, or a labelled result of its own."""
    said = plain(value)
    if _BARE_RH.match(said + " ") and re.search(r"- $|-$", said) and re.match(r" \w", place.behind):
        return False
    if _stocked(place):
        return False
    person_end = _last("person", place.before)[1]
    if (
        person_end >= 0
        and SAYS["gap"].fullmatch(place.before, person_end)
        and len(place.before) - person_end <= _PERSON_REACH
    ):
        return not re.search(r"(?:\bune|\bla|\bl') ?(?:femme|personne)\W*$", place.before)
    if count and SAYS["strong"].search(place.before[-50:]):
        return True
    names_antigen = re.match(r"(?:rh(?:esus)?[ (.]{0,3}[d1]|facteur|rhesus)", said)
    return bool(names_antigen and re.search(r"[:=.]|  ", said) and _KEY.search(place.before)) or bool(
        names_antigen and re.search(r"\brh\w*=", said)
    )
