"""Holds the house in order: who may import whom, how long a module and a function may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import dlpscan

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "dlpscan"
PLUGINS = ROOT / "plugins"

LAYERS = [
    {"scales", "model", "names", "body", "chunk", "edits", "errors", "redact", "arrays"},
    {"detector", "contracts", "layout", "rules", "hookspecs"},
    {
        "text",
        "matching",
        "allow",
        "records",
        "places",
        "grouping",
        "tally",
        "people",
        "score",
        "settle",
        "reports",
        "walk",
        "ignoring",
        "filesystem",
        "git",
    },
    {"plugins", "discovery", "config", "configfile", "state"},
    {
        "settings",
        "reading",
        "allowing",
        "survey",
        "conclude",
        "examine",
        "plan",
        "ledger",
        "evidence",
        "scan",
        "commits",
        "history",
        "sieve",
        "pool",
        "worker",
        "watch",
    },
    {"cli", "commands", "testing", "__main__"},
]
LAYER_OF = {name: number for number, names in enumerate(LAYERS) for name in names}
# What a plugin may use beside the names of the package itself.
PUBLIC_MODULES = ("dlpscan.arrays.", "dlpscan.chunk.", "dlpscan.layout.", "dlpscan.text.layouts.fixed.")
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 50

ENGINE_FILES = sorted(path for path in ENGINE.rglob("*.py") if path != ENGINE / "__init__.py")
PLUGIN_FILES = sorted(PLUGINS.rglob("*.py"))


def name_of(path: Path) -> str:
    """`dlpscan.text.reader` for dlpscan/text/reader.py, `dlpscan.text` for its `__init__.py`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in [*ENGINE_FILES, ENGINE / "__init__.py"]}


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree; what is wrong with its syntax names the file."""
    return ast.parse(path.read_bytes(), str(path))


def absolute_imports(path: Path, tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Every import as an absolute name, wherever it stands: name, line, whether it was written relative."""
    parts = path.parent.relative_to(ROOT).parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, False
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level + 1] if node.level else []
            for alias in node.names:
                yield ".".join([*base, *filter(None, [node.module]), alias.name]), node.lineno, node.level > 0


def module_of(name: str) -> str:
    """The module that an imported name lives in."""
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def engine_imports() -> Iterator[tuple[str, str, str]]:
    """Importer, imported and place of every import of the engine's own modules inside the engine."""
    for path in ENGINE_FILES:
        for name, line, relative in absolute_imports(path, parsed(path)):
            if relative:
                yield name_of(path), module_of(name), f"{path.relative_to(ROOT)}:{line}"


def top(module: str) -> str:
    return module.split(".")[1]


def test_every_module_has_a_layer() -> None:
    assert {top(name_of(path)) for path in ENGINE_FILES} <= set(LAYER_OF)


def test_imports_point_down() -> None:
    wrong = [
        f"{place}: {importer} imports {imported}"
        for importer, imported, place in engine_imports()
        if imported != "dlpscan" and LAYER_OF[top(imported)] > LAYER_OF[top(importer)]
    ]
    assert wrong == []


def test_there_are_no_import_cycles() -> None:
    graph: dict[str, set[str]] = {}
    for importer, imported, _ in engine_imports():
        graph.setdefault(importer, set()).add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_engine_does_not_import_its_own_root_or_a_plugin() -> None:
    plugins = {path.name for path in PLUGINS.iterdir()}
    wrong = []
    for path in ENGINE_FILES:
        for name, line, relative in absolute_imports(path, parsed(path)):
            root = name.split(".")[0]
            through_root = (
                module_of(name) == "dlpscan" and name != "dlpscan.__version__" if relative else root == "dlpscan"
            )
            if through_root or root in plugins:
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert wrong == []


def test_plugins_import_public_names_only() -> None:
    public = {f"dlpscan.{name}" for name in dlpscan.__all__}
    others = {path.name for path in PLUGINS.iterdir()}
    wrong = []
    for path in PLUGIN_FILES:
        own = path.relative_to(PLUGINS).parts[0]
        for name, line, relative in absolute_imports(path, parsed(path)):
            root = name.split(".")[0]
            foreign = root in others - {own}
            private = root == "dlpscan" and name not in public and not f"{name}.".startswith(PUBLIC_MODULES)
            if not relative and (foreign or private):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert wrong == []


def test_modules_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_bytes().count(b"\n") for path in ENGINE_FILES + PLUGIN_FILES}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES} == {}


def test_functions_are_short() -> None:
    long = []
    for path in ENGINE_FILES + PLUGIN_FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines} lines")
    assert long == []


def test_the_public_names_are_sorted_and_there() -> None:
    assert sorted(dlpscan.__all__) == dlpscan.__all__
    for name in dlpscan.__all__:
        assert getattr(dlpscan, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = dlpscan.Nonsense
