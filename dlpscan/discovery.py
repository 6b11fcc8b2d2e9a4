"""Where plugins come from: entry points of installed distributions, and paths that the user named. Nothing else."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from functools import partial
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

from .errors import PluginError
from .names import ENTRY_POINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.metadata import EntryPoint, PackageMetadata

BUNDLED = "dlpscan"  # the distribution that ships the engine and its own plugins


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A plugin before it is imported; `load` may raise anything."""

    name: str
    origin: str
    version: str | None
    load: Callable[[], object]

    def __str__(self) -> str:
        return f"plugin {self.name!r} ({self.origin})"


def candidates(paths: Sequence[str]) -> list[Candidate]:
    """The installed plugins, dlpscan's own first, then by name, then those at the paths in their order.

    Raises PluginError for a path that holds no plugin and for two plugins of one name.
    """
    found = [*_installed(), *_local(paths)]
    first: dict[str, Candidate] = {}
    for candidate in found:
        other = first.setdefault(candidate.name, candidate)
        if other is not candidate:
            raise PluginError(f"two plugins have the same name: {other} and {candidate}")
    return found


def _installed() -> list[Candidate]:
    modules = bundled_modules()
    if modules is not None:
        return _bundled(modules)
    from importlib.metadata import entry_points

    try:
        found = [_from_entry_point(point) for point in entry_points(group=ENTRY_POINTS)]
    except Exception as error:
        raise PluginError(f"the metadata of {_damaged()} cannot be read: {type(error).__name__}") from error
    return sorted(found, key=lambda candidate: (candidate.origin != BUNDLED, candidate.name, candidate.origin))


def _declarations() -> list[tuple[str, str]] | None:
    """Whose entry points speak of our group, as name and text; None where that cannot be seen from files alone.

    Importing `importlib.metadata` takes longer than all the rest of a short scan's start, and nearly always dlpscan
    is the only one.
    """
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return None
    found = []
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except NotADirectoryError:
            return None
        except OSError:
            continue
        for name in names:
            if name.lower().endswith((".dist-info", ".egg-info")) or name.lower() == "egg-info":
                with contextlib.suppress(OSError), open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                    text = file.read().decode("utf-8", "replace")
                    if ENTRY_POINTS in text:
                        found.append((name.partition("-")[0], text))
    return found


def bundled_modules() -> dict[str, str] | None:
    """The names and modules of dlpscan's own plugins; None where others are installed, or that cannot be seen."""
    declared = _declarations()
    if declared is None or len(declared) != 1 or declared[0][0] != BUNDLED:
        return None
    section = declared[0][1].partition(f"[{ENTRY_POINTS}]")[2].partition("[")[0]
    pairs = [line.partition("=") for line in section.splitlines() if "=" in line]
    return {name.strip(): module.strip() for name, _, module in sorted(pairs)}


def _bundled(modules: dict[str, str]) -> list[Candidate]:
    from importlib import import_module

    from . import __version__

    return [
        Candidate(name=name, origin=BUNDLED, version=__version__, load=partial(import_module, module))
        for name, module in modules.items()
    ]


def _damaged() -> str:
    """Whose metadata cannot be read: one broken file fails the listing of all entry points."""
    from importlib.metadata import distributions

    for distribution in distributions():
        try:
            _ = distribution.entry_points
        except Exception:
            return f"the installed package {_value(distribution.metadata, 'Name') or 'without a name'!r}"
    return "an installed package"


def _from_entry_point(point: EntryPoint) -> Candidate:
    # The metadata file is parsed anew for every attribute asked of the distribution: ask once.
    if point.dist is None:
        return Candidate(name=point.name, origin="unknown", version=None, load=point.load)
    # An uninstallation that was cut short leaves entry points without a name or version.
    metadata = point.dist.metadata
    origin = _value(metadata, "Name") or "unknown"
    return Candidate(name=point.name, origin=origin, version=_value(metadata, "Version"), load=point.load)


def _value(metadata: PackageMetadata, name: str) -> str | None:
    return metadata[name] if name in metadata else None  # noqa: SIM401  # it has no `get` before Python 3.12


def _local(paths: Sequence[str]) -> Iterator[Candidate]:
    # The real path tells files apart and makes the module's name, which is then the same in every process.
    for path in dict.fromkeys(os.path.realpath(os.path.expanduser(path)) for path in paths):
        for file in _plugin_files(path):
            stem = os.path.splitext(os.path.basename(file))[0]
            package = stem == "__init__"
            name = os.path.basename(os.path.dirname(file)) if package else stem
            yield Candidate(
                name=name, origin=file, version=None, load=partial(_import_file, name, file, package=package)
            )


def _plugin_files(path: str) -> list[str]:
    if os.path.isfile(path) and path.endswith(".py"):
        return [path]
    try:
        names = sorted(os.listdir(path))
    except NotADirectoryError:
        raise PluginError(f"a plugin is a .py file or a directory: {path}") from None
    except OSError as error:
        raise PluginError(f"cannot read the plugin path {path}: {error.strerror}") from None
    if "__init__.py" in names:
        return [os.path.join(path, "__init__.py")]
    found = [os.path.join(path, name) for name in names if name.endswith(".py") and not name.startswith("_")]
    if not found:
        raise PluginError(f"no plugin in the directory {path}")
    return found


def _import_file(name: str, file: str, *, package: bool) -> object:
    """The module of a file under a name that no other module has; imported once per process."""
    from hashlib import sha256
    from importlib.util import module_from_spec, spec_from_file_location

    unique = f"dlpscan_local_{name}_{sha256(os.fsencode(file)).hexdigest()[:12]}"
    if unique in sys.modules:
        return sys.modules[unique]
    folders = [os.path.dirname(file)] if package else None
    spec = spec_from_file_location(unique, file, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise ImportError("not a Python file")
    module = module_from_spec(spec)
    sys.modules[unique] = module  # before it runs: dataclasses and relative imports look themselves up there
    try:
        spec.loader.exec_module(module)
    except BaseException:
        for loaded in [each for each in sys.modules if each == unique or each.startswith(f"{unique}.")]:
            del sys.modules[loaded]
        raise
    return module
