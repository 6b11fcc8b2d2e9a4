"""What a sieve is made of: compiled once for a set of detectors, kept for the next start."""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..matching import kept

if TYPE_CHECKING:
    from ..config import Config
    from ..matching.dialect import Expression
    from ..matching.program import CompiledPattern
    from ..plugins import Registry

# A pattern for columns that has so many digits is looked for as anywhere else, whatever its column is called.
_MANY_DIGITS = 9
_EXACT, _LABELS = "-exact", "-labels"
# What stands between the spaces of a label, but for those in brackets.
_WORD = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)[?]?|\[[^\]]*\]|\\.|[^ ()\[\\])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`sought` and `words` are Hyperscan databases: of the patterns of the detectors that matter, and of the words of
    the labels that their columns may have. `layouts` are modules that recognise a layout. `detectors` are those whose
    findings are reported. What few texts ask for is kept apart, under a name that begins with `name`.
    """

    name: str
    detectors: tuple[str, ...]
    layouts: tuple[str, ...]
    readers: bytes
    sought: bytes
    words: bytes


def name_of(config: Config) -> str | None:
    """Under which name the recipe for a configuration is kept; it changes with every file of dlpscan.

    None where plugins of others may be at work, whose files nobody watches.
    """
    from ..discovery import bundled_modules

    modules = None if config.plugins else bundled_modules()
    if modules is None:
        return None
    from hashlib import blake2b

    asked = (config.detectors, config.no_detectors, config.disable, config.require, config.fail_on.value)
    files = [_files(os.path.dirname(os.path.dirname(__file__))), *map(_files_of, modules.values())]
    return blake2b(repr((sys.version, asked, files)).encode(), digest_size=16).hexdigest() + ".sieve"


def _files_of(module: str) -> list[tuple[str, int, int]]:
    spec = find_spec(module)
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    return [file for folder in folders for file in _files(folder)]


def _files(folder: str) -> list[tuple[str, int, int]]:
    """Name, time and size of all files below a folder."""
    found: list[tuple[str, int, int]] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                found += _files(entry.path) if entry.name != "__pycache__" else []
            else:
                status = entry.stat()
                found.append((entry.path, status.st_mtime_ns, status.st_size))
    return found


def load(name: str) -> Recipe | None:
    """The recipe of that name, if it is kept."""
    data = kept.load(name)
    if data is None:
        return None
    made: Recipe = pickle.loads(data)  # noqa: S301  # its keyed digest shows that this user wrote it
    return made


def exact(recipe: Recipe) -> list[list[tuple[Any, int]]] | None:
    """The patterns themselves, compiled, and their widths, by the numbers of `sought`; None where they are lost."""
    data = kept.load(recipe.name + _EXACT)
    return pickle.loads(data) if data is not None else None  # noqa: S301


def labels(recipe: Recipe) -> bytes | None:
    """A Hyperscan database of the labels of all detectors; None where it is lost."""
    return kept.load(recipe.name + _LABELS)


def make(name: str, registry: Registry, config: Config) -> None:
    """Makes the recipe and keeps it, where these plugins allow of one."""
    from .triggers import triggers

    infos = [detector.info for detector in registry.detectors]
    # Some find columns by their values, whatever these are.
    by_values = frozenset(n for n, each in enumerate(registry.detectors) if getattr(each, "is_column", None))
    numbers = triggers(infos, registry.rules, config.fail_on, by_values)
    layouts = [getattr(layout, "__name__", "") for layout in registry.layouts]
    if numbers & by_values or not registry.is_bundled or not all(layout in sys.modules for layout in layouts):
        return
    made = _databases(registry, numbers)
    if made is None:
        return
    sought, words, labels, patterns = made
    recipe = Recipe(
        name=name,
        detectors=tuple(info.id for info in infos if info.reported),
        layouts=tuple(layouts),
        readers=pickle.dumps(registry.readers),
        sought=sought,
        words=words,
    )
    kept.store(name + _EXACT, pickle.dumps(patterns))
    kept.store(name + _LABELS, labels)
    kept.store(name, pickle.dumps(recipe))


def _databases(
    registry: Registry, numbers: frozenset[int]
) -> tuple[bytes, bytes, bytes, list[list[tuple[Any, int]]]] | None:
    """The databases and the patterns of these detectors; None where Hyperscan is missing or refuses a pattern."""
    try:
        import hyperscan
        import regex
    except ImportError:
        return None
    from ..detector import Where
    from ..matching.databases import compile_database
    from ..matching.dialect import Expression
    from ..matching.program import build_program
    from ..matching.search import written_as_phrase

    own = [pattern for pattern in build_program(registry.detectors).patterns if pattern.detector in numbers]
    by_sought: dict[Expression, list[CompiledPattern]] = {}
    of_columns = set()
    for pattern in own:
        if pattern.where is not Where.COLUMN or (
            not pattern.takes_all and pattern.expression.least_digits >= _MANY_DIGITS
        ):
            by_sought.setdefault(pattern.sought, []).append(pattern)
        else:
            of_columns.add(pattern.detector)
    of_each = [[Expression(label, label=True) for label in detector.info.labels] for detector in registry.detectors]
    words = _words([label.text for number in sorted(of_columns) for label in of_each[number]])
    labels = dict.fromkeys(label for each in of_each for label in each)
    sought, refused = compile_database([expression.search for expression in by_sought])
    of_words, unknown = compile_database([written_as_phrase(word) for word in words])
    of_labels, strange = compile_database([written_as_phrase(label) for label in labels])
    if sought is None or refused or unknown or strange:
        return None
    patterns = [
        [(regex.compile(each.expression.exact), each.expression.width) for each in sharing]
        for sharing in by_sought.values()
    ]
    packed = [hyperscan.dumpb(made) if made is not None else b"" for made in (sought, of_words, of_labels)]
    return packed[0], packed[1], packed[2], patterns


def _words(labels: Sequence[str]) -> list[Expression]:
    """The longest word of each label: a label may be told by several keys, one in the other, but none lacks a word."""
    from ..matching.dialect import Expression as Word

    words = (max(_WORD.findall(label), key=len) for label in labels)
    return [Word(word, label=True) for word in dict.fromkeys(words)]
