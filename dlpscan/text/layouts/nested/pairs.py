"""Values that a neighbour names: `{"libelle": "Groupe sanguin", "valeur": "A+"}`, a FHIR observation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ....arrays import mixed
from .words import hashed, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .outline import Outline

    Numbers = NDArray[np.int64]

_VALUE = re.compile(
    r"@?(?:val|valeurs?|values?|result|r[ée]sultats?|results?|r[ée]ponses?|answers?"
    r"|value(?:String|Integer|Decimal|Boolean|Quantity|CodeableConcept|Coding))",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"@?(?:system|name|noms?|code|libell[ée](?:_?court)?|label|key|cl[ée]|param[èe]tre|param|analyse|analyte|test|examen|type"
    r"|intitul[ée]|titre|title|display|text|champ|field|attribut|question|loinc)",
    re.IGNORECASE,
)
# What FHIR says of an observation stands one or two objects deeper: `code.coding.display`, `valueCodeableConcept.text`.
_DEEPER_NAME = re.compile(r"code|coding|type")
_DEEPER_VALUE = re.compile(r"value(?:Quantity|CodeableConcept|Coding)")
_TOLD_BY = re.compile(r"value|text|display")
# An object in a list in an object, twice.
_DEEPEST = 4
_LONGEST_TEXT, _LONGEST_TOPIC = 40, 50
# More different texts than these are no topics but other values, such as names of people.
_SOME_TOPICS, _LARGEST_SHARE = 256, 0.25
_MOST_NAMINGS = 8
# Of terminologies: they say nothing by themselves.
_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Topics:
    """What each of m values is about by its neighbours: `number` int64[m] in `texts`, -1 where nothing says it."""

    number: Numbers
    texts: tuple[str, ...]


def naming_words(words: tuple[str, ...]) -> list[str]:
    """The keys whose texts may name a value; none where there is no value to be named."""
    return list(filter(_NAMING.fullmatch, words)) if any(map(_VALUE.fullmatch, words)) else []


def renamed(text: bytes, outline: Outline, name: Numbers, source: Numbers) -> Topics:
    """What the values are about. `name` int64[m] are their words, `source` int64[n] the nodes that key each node."""
    nobody = Topics(np.full(len(name), -1), ())
    if not naming_words(outline.words):
        return nobody
    subject, is_answer = _subjects(outline, source)
    owner = outline.owner
    value = _are(_VALUE, outline.words)[name + 1] | is_answer[owner] & _are(_TOLD_BY, outline.words)[name + 1]
    length = outline.end - outline.start
    naming = (
        _are(_NAMING, outline.words)[name + 1] & ~is_answer[owner] & ~value & (length > 0) & (length <= _LONGEST_TEXT)
    )
    told = np.zeros(len(subject), np.bool_)
    told[subject[owner[naming]]] = True
    values = np.flatnonzero(value & told[subject[owner]])
    if len(values) == 0:
        return nobody
    asked = np.zeros(len(subject), np.bool_)
    asked[subject[owner[values]]] = True
    namings = np.flatnonzero(naming)
    namings = namings[asked[subject[owner[namings]]]]
    return _topics(text, outline, values, namings, subject)


def _topics(text: bytes, outline: Outline, values: Numbers, namings: Numbers, subject: Numbers) -> Topics:
    """The topics of some values by the naming texts that have the same subject."""
    start, end, about = outline.start[namings], outline.end[namings], subject[outline.owner[namings]]
    together = np.zeros(len(subject), np.uint64)
    np.add.at(together, about, mixed(hashed(text, start, end)))
    topic, first = numbered(together[subject[outline.owner[values]]])
    number = np.full(len(outline.start), -1)
    if len(first) > max(_SOME_TOPICS, _LARGEST_SHARE * len(values)):
        return Topics(number, ())
    order = np.argsort(about, kind="stable")
    asked = subject[outline.owner[values[first]]]
    low = np.searchsorted(about[order], asked, side="left").tolist()
    texts = []
    for at, one in zip(low, asked.tolist(), strict=True):
        own = [i for i in order[at : at + _MOST_NAMINGS].tolist() if about[i] == one]
        texts.append(_joined(text[start[i] : end[i]].decode("utf-8", "replace") for i in own))
    number[values] = topic
    return Topics(number, tuple(texts))


def _joined(pieces: Iterable[str]) -> str:
    """As many of the different texts as fit in a label."""
    topic = ""
    for piece in dict.fromkeys(pieces):
        longer = f"{topic} {piece}".strip()
        if len(longer) <= _LONGEST_TOPIC and not piece.startswith(_ADDRESSES):
            topic = longer
    return topic


def _subjects(outline: Outline, source: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """int64[n]: the node that what stands in each node is said of; bool[n]: it stands in an answer."""
    key = outline.nodes.key[source] + 1
    answers = _are(_DEEPER_VALUE, outline.words)[key]
    deeper = answers | _are(_DEEPER_NAME, outline.words)[key]
    above = np.maximum(outline.nodes.parent, 0)
    subject = np.arange(len(key))
    for _ in range(_DEEPEST):
        subject = np.where(deeper[subject], above[subject], subject)
        answers = answers | deeper & answers[above]
    return subject, answers


def _are(pattern: re.Pattern[str], words: tuple[str, ...]) -> NDArray[np.bool_]:
    """bool[words + 1]: which words the pattern matches; the first stands for none."""
    return np.array([False, *(pattern.fullmatch(word) is not None for word in words)])
