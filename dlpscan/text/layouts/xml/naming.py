"""What the values of XML are called: by their element or attribute, or by what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..nested.words import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .tags import Spans

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

GENERIC = re.compile(
    r"values?|valeurs?|val|v|dates?|codes?|num[eé]ro|num|no|number|nb|te?xte?e?|libell[eé]|content|contenu|extension|key|cle|id"
    r"|ident|identifiant|identifier|string|data|display(?:name)?|r[eé]sultats?|results?",
    re.IGNORECASE,
)
# What stands beside a name: `<field name="tel" value="06…"/>`, `<key>nir</key><value>2 85…</value>`.
_VALUE = re.compile(
    r"value|valeur|val|v|string|content|contenu|r[eé]sultat|result|extension|data|integer|int|long", re.IGNORECASE
)
_NAMING = re.compile(
    r"name|nom|label|libell[eé]|key|cl[eé]|titl?e|titre|intitul[eé]|champ|field|colonne|column|display|displayname|root"
    r"|system|code|loinc|param(?:[eè]tre)?|analy[st]e|test|examen|question|attribut",
    re.IGNORECASE,
)
# What has a code often has a name, too.
_WEAK = re.compile(r"code|loinc", re.IGNORECASE)
# These say of which kind a value is rather than what it is called.
_KIND = re.compile(r"root|system", re.IGNORECASE)
# In `<code displayName="VIH 1+2"/><value>Négatif</value>` the attribute names what stands beside its element.
_CODE, _DISPLAY = re.compile(r"code", re.IGNORECASE), re.compile(r"displayname", re.IGNORECASE)
# Elements that say no more than that a named value is in them.
_FIELD = re.compile(
    r"fields?|champs?|columns?|colonne|col|item|propert(?:y|ies)|prop|param(?:eter|etre)?|entry|attribut|attribute|element|cell|cellule|slot"
    r"|donn[eé]e|propri[eé]t[eé]|var|variable|option|info|input|meta|arg|simpledata|zone|rubrique",
    re.IGNORECASE,
)
# How long a name may be that is said beside a value, and how many different ones a text may have.
LONGEST_SAID, MOST_SAID = 60, 4096
# Values beyond so many labels have none.
MOST_LABELS = 4096


class Names:
    """The local names of elements and attributes; `container` is the number of what roots stand in, -1 for none.

    What is told of names is bool[n + 1], false for -1.
    """

    def __init__(self, words: tuple[str, ...], container: int) -> None:
        self.words, self.container = words, container
        self.are_generic, self.are_values = self._matching(GENERIC), self._matching(_VALUE)
        self.are_naming, self.are_kinds = self._matching(_NAMING), self._matching(_KIND)
        self.are_weak = self._matching(_WEAK)
        self.are_codes, self.are_displays = self._matching(_CODE), self._matching(_DISPLAY)

    def _matching(self, pattern: re.Pattern[str]) -> Mask:
        return np.array([*map(bool, map(pattern.fullmatch, self.words)), False], np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """n values in the order of the text: where, in which element (its opening tag), of which name.

    `is_text` bool[n] is false for attributes. `tag` and `name` are -1 outside of all elements. `element` int64[n] is
    the name of the element.
    """

    spans: Spans
    tag: Numbers = field(repr=False)
    name: Numbers = field(repr=False)
    element: Numbers = field(repr=False)
    is_text: Mask = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The label of each of n values (int32[n], -1 for none), and the names and paths of the labels."""

    label: NDArray[np.int32] = field(repr=False)
    names: tuple[str | None, ...]
    paths: tuple[str | None, ...]


def labelled(text: bytes, values: Values, names: Names, tag_name: Numbers, parent: Numbers) -> Labelled:
    """What the values are called. `tag_name` and `parent` int64 are those of the tags, with one more, -1, for none."""
    above = np.where(values.is_text, parent[values.tag], values.tag)
    context = np.where((above < 0) & (values.tag >= 0), names.container, tag_name[above])
    doubled = ~values.is_text & names.are_generic[values.name] & names.are_generic[context] & (parent[values.tag] >= 0)
    context = np.where(doubled, tag_name[parent[values.tag]], context)
    namer, is_kind = _namers(values, names, parent)
    namer, said = _distinct_namers(text, values, namer)
    width = len(names.words) + 1
    code = (said * width + context + 1) * width + values.name + 1
    of_code, first = numbered(code.astype(np.uint64))
    found: dict[tuple[str, str], int] = {}
    table = np.full(len(first), -1, np.int32)
    for i, at in enumerate(first.tolist()):
        if values.name[at] >= 0 and len(found) < MOST_LABELS:
            own, around = names.words[values.name[at]], names.words[context[at]] if context[at] >= 0 else ""
            label = (own, f"{around}.{own}" if around else own)
            if namer[at] >= 0:
                span = slice(int(values.spans.start[namer[at]]), int(values.spans.end[namer[at]]))
                label = _named(text[span].decode("utf-8", "replace"), own, is_kind=bool(is_kind[namer[at]]))
            table[i] = found.setdefault(label, len(found))
    label_of = table[of_code]
    # A name is no value.
    label_of[namer[namer >= 0]] = -1
    return Labelled(label=label_of, names=tuple(name for name, _ in found), paths=tuple(path for _, path in found))


def _named(said: str, own: str, *, is_kind: bool) -> tuple[str, str]:
    """Name and path of a value beside which its name or kind is said."""
    if is_kind:
        return own, f"{said}.{own}"
    # The last point of a path stands before its last name.
    path = said.replace(". ", " ").rstrip(". :")
    plain = _FIELD.fullmatch(own) or _VALUE.fullmatch(own) or GENERIC.fullmatch(own)
    return said, path if plain else f"{own} {path}"


def _namers(values: Values, names: Names, parent: Numbers) -> tuple[Numbers, Mask]:
    """For each value the one that names it, -1 for none; and which of the values say a kind."""
    name, element, tag, text = values.name, values.element, values.tag, values.is_text
    beside = names.are_displays[name] & names.are_codes[element] & ~text
    inside = ~text & names.are_naming[name] & ~beside
    sibling = beside | names.are_naming[element] & (text | names.are_values[name])
    short = values.spans.end - values.spans.start <= LONGEST_SAID
    is_kind = names.are_kinds[np.where(inside, name, element)]
    is_weak = names.are_weak[np.where(inside, name, element)] & ~beside
    scope = np.where(inside, tag, parent[tag])
    # An attribute names its element's values wherever it stands, a sibling what follows it.
    position = np.where(inside, 0, values.spans.start)
    in_value = np.flatnonzero(names.are_values[element] & (text | names.are_values[name] | names.are_displays[name]))
    found = np.full(len(name), -1, np.int64)
    in_attribute = ~text & names.are_values[name]
    for strength, of_element in ((is_weak, in_attribute), (~is_weak, text | in_attribute)):
        own = np.flatnonzero(of_element)
        namers = np.flatnonzero(short & (inside | sibling) & (scope >= 0) & strength)
        nearest = _Nearest(namers, scope[namers], position[namers])
        nearest.find(found, in_value, parent[tag[in_value]], values.spans.start[in_value])
        nearest.find(found, own, tag[own], np.zeros(len(own), np.int64))
    return found, is_kind


class _Nearest:
    """Namers by what they stand in and where."""

    def __init__(self, namers: Numbers, scope: Numbers, position: Numbers) -> None:
        self.size = int(position.max(initial=0)) + 1
        order = np.argsort(scope * self.size + position, kind="stable")
        self.namers, self.scope = namers[order], scope[order]
        self.keys = self.scope * self.size + position[order]

    def find(self, found: Numbers, wanted: Numbers, scope: Numbers, before: Numbers) -> None:
        """Notes for the wanted values the last namer in the same scope that does not stand behind them."""
        if len(self.keys) == 0:
            return
        at = np.searchsorted(self.keys, scope * self.size + np.minimum(before, self.size - 1), side="right") - 1
        known = (at >= 0) & (self.scope[at] == scope) & (self.namers[at] != wanted)
        found[wanted[known]] = self.namers[at[known]]


def _distinct_namers(text: bytes, values: Values, namer: Numbers) -> tuple[Numbers, Numbers]:
    """The namers, and a number from 1 for what each says, 0 for none; only so many different ones."""
    said = np.zeros(len(namer), np.int64)
    named = np.flatnonzero(namer >= 0)
    which = namer[named]
    number, _ = numbered(values.spans.chosen(which).keys(text))
    few = number < MOST_SAID
    said[named[few]] = number[few] + 1
    return np.where(said > 0, namer, -1), said
