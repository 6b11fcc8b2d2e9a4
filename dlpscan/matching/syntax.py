"""The syntax of the pattern dialect: what a pattern says, as a tree of frozen nodes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from ..errors import PatternError

BLANKS = frozenset(" \t\u00a0\u202f\u2007\u2009\u200a\u2008\u2002\u2003")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
APOSTROPHES = frozenset("'\u2019\u02bc`\u00b4\u2018")
LINE_ENDS = frozenset("\r\n")
DIGITS = frozenset("0123456789")
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") | frozenset(
    chr(code) for code in [*range(0xC0, 0x17F)] if chr(code).isalpha()
)
WORD = LETTERS | DIGITS | {"_"}
_LOST = frozenset("?\ufffd")
_LABEL_GAP = BLANKS | DASHES | APOSTROPHES | frozenset("_.°")
_ESCAPES = {"d": DIGITS, "w": WORD, "s": BLANKS, "t": frozenset("\t")}


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a set, or of all others."""

    members: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same several times."""

    node: Node
    least: int
    most: int
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A lookaround; `opener` is how it begins."""

    opener: bytes
    node: Node


Node = Chars | Sequence | Choice | Repeat | Look


@cache
def _accent_variants(letter: str) -> frozenset[str]:
    """The letters with the same base, in the same case, accented or not."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return frozenset(c for c in LETTERS if unicodedata.normalize("NFKD", c)[0] == base)


def _variants(character: str, *, ignore_case: bool) -> frozenset[str]:
    if character in BLANKS:
        return BLANKS
    if character == "-":
        return DASHES
    if character == "'":
        return APOSTROPHES
    if not character.isalpha():
        return frozenset(character)
    cases = {character.lower(), character.upper()} if ignore_case else {character}
    single = frozenset(c for c in cases if len(c) == 1)
    if character.isascii() or character not in LETTERS:
        return single
    return frozenset().union(*map(_accent_variants, single)) | _LOST


def parse(text: str, *, ignore_case: bool = True, label: bool = False) -> Node:
    """The tree of a pattern. Raises PatternError, which says where and why."""
    return _Parser(text, ignore_case=ignore_case, label=label).parse()


class _Parser:
    """Recursive descent over the dialect; one method a production."""

    def __init__(self, text: str, *, ignore_case: bool, label: bool = False) -> None:
        self.text, self.at = text, 0
        self.ignore_case, self.label = ignore_case, label

    def parse(self) -> Node:
        node = self._choice()
        if self.at < len(self.text):
            raise self._error("unbalanced )")
        return node

    def _error(self, reason: str) -> PatternError:
        return PatternError(f"pattern {self.text!r}, character {self.at + 1}: {reason}")

    def _next(self) -> str:
        if self.at >= len(self.text):
            raise self._error("unexpected end")
        self.at += 1
        return self.text[self.at - 1]

    def _take(self, literal: str) -> bool:
        found = self.text.startswith(literal, self.at)
        self.at += len(literal) * found
        return found

    def _choice(self) -> Node:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self._quantified(self._atom()))
        return Sequence(tuple(parts))

    def _quantified(self, node: Node) -> Node:
        if self.at < len(self.text) and self.text[self.at] in "*+":
            raise self._error("* and + are not bounded; write {0,n} or {1,n}")
        if self._take("?"):
            least, most = 0, 1
        elif self._take("{"):
            least, most = self._counts()
        else:
            return node
        if isinstance(node, Look):
            raise self._error("a lookaround cannot be repeated")
        return self._quantified(Repeat(node, least, most, lazy=self._take("?")))

    def _counts(self) -> tuple[int, int]:
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at : max(end, self.at)].partition(",")
        if end < 0 or not low.isdecimal() or (comma and not high.isdecimal()):
            raise self._error("expected {m} or {m,n}")
        self.at = end + 1
        least, most = int(low), int(high or low)
        if most < least:
            raise self._error("the upper bound is below the lower one")
        return least, most

    def _atom(self) -> Node:
        for opener in ("(?<=", "(?<!", "(?=", "(?!"):
            if self._take(opener):
                return Look(opener.encode(), self._closed())
        if self._take("(?:"):
            return self._closed()
        if self._take("(?"):
            raise self._error("only (?:, (?=, (?!, (?<= and (?<! are in the dialect")
        if self._take("("):
            return self._closed()
        if self._take("["):
            return self._class()
        return self._character(self._next())

    def _character(self, character: str) -> Node:
        if character == ".":
            return Chars(LINE_ENDS, negated=True)
        if character in "^$":
            raise self._error(f"{character} is not in the dialect; patterns are bounded by themselves")
        if character == "\\":
            return self._escape()
        if character == " " and self.label:
            return Repeat(Chars(_LABEL_GAP), 0, 3)
        if character in "œæŒÆ":
            return self._ligature(character)
        return Chars(_variants(character, ignore_case=self.ignore_case))

    def _ligature(self, character: str) -> Node:
        pair = {"œ": "oe", "æ": "ae"}[character.lower()]
        spelled = tuple(Chars(_variants(c, ignore_case=self.ignore_case)) for c in pair)
        cases = frozenset({character.lower(), character.upper()} if self.ignore_case else {character})
        return Choice((Sequence(spelled), Chars(cases | _LOST)))

    def _closed(self) -> Node:
        node = self._choice()
        if not self._take(")"):
            raise self._error("missing )")
        return node

    def _escape(self) -> Node:
        character = self._next()
        if character == "n":
            return Choice((Sequence((Chars(frozenset("\r")), Chars(frozenset("\n")))), Chars(LINE_ENDS)))
        return Chars(self._escaped(character))

    def _escaped(self, character: str) -> frozenset[str]:
        if character in _ESCAPES:
            return _ESCAPES[character]
        if character.isalnum():
            raise self._error(f"\\{character} is not in the dialect")
        return frozenset(character)

    def _class(self) -> Node:
        negated = self._take("^")
        members: set[str] = set()
        first = True
        while first or not self._take("]"):
            first = False
            members |= self._class_members()
        return Chars(frozenset(members), negated)

    def _class_members(self) -> frozenset[str]:
        character = self._next()
        if character == "\\":
            escaped = self._next()
            return LINE_ENDS if escaped == "n" else self._escaped(escaped)
        if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
            self.at += 1
            last = self._next()
            if last < character:
                raise self._error("a range runs backwards")
            span = map(chr, range(ord(character), ord(last) + 1))
            return frozenset().union(*(self._folded(c) for c in span))
        return _variants(character, ignore_case=self.ignore_case)

    def _folded(self, character: str) -> frozenset[str]:
        return frozenset({character.lower(), character.upper()}) if self.ignore_case else frozenset(character)
