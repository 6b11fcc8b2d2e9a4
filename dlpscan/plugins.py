"""Loads plugins, checks what they give, and hands out a frozen registry.

A plugin is a module (or object) with hooks of `hookspecs.py`. It comes from an entry point of an installed
distribution, or from a path that the user named; nothing else is ever loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pluggy

from . import hookspecs
from .detector import Detector, DetectorInfo, Pattern, Silent
from .discovery import BUNDLED, Candidate, candidates
from .errors import PluginError, UsageError
from .names import PROJECT
from .rules import GENERAL, RecordRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .contracts import Action, Reader, Reporter, Source
    from .layout import Recogniser

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARK = f"{PROJECT}_impl"
_MEMBERS = {
    "dlpscan_detectors": ("info", "patterns", "judge"),
    "dlpscan_rules": ("id", "when", "applies"),
    "dlpscan_readers": ("accepts", "read"),
    "dlpscan_layouts": ("recognise",),
    "dlpscan_sources": ("items", "reopen"),
    "dlpscan_reporters": ("name", "open"),
    "dlpscan_actions": ("plan", "apply"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginInfo:
    """What is known of a plugin.

    `origin` is the name of its distribution or the absolute path it was loaded from, `hooks` the hooks it
    has, `detectors` the ids of the active ones. A disabled plugin is never imported, so its hooks are unknown.
    """

    name: str
    version: str | None
    origin: str
    hooks: tuple[str, ...] = ()
    state: Literal["active", "disabled"] = "active"
    detectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything that plugins gave, in the order of the plugins: dlpscan's own, other installed ones, paths."""

    detectors: tuple[Detector, ...] = ()
    rules: tuple[RecordRule, ...] = GENERAL
    readers: tuple[Reader, ...] = ()
    layouts: tuple[Recogniser, ...] = ()
    sources: tuple[Source, ...] = ()
    reporters: tuple[Reporter, ...] = ()
    actions: tuple[Action, ...] = ()
    plugins: tuple[PluginInfo, ...] = ()

    @property
    def is_bundled(self) -> bool:
        """All active plugins come with dlpscan itself: nothing of a third party runs."""
        return all(plugin.origin == BUNDLED for plugin in self.plugins if plugin.state == "active")

    def origin(self, detector_id: str) -> str:
        """The name of the plugin that gave the detector; KeyError where there is none of that id."""
        for plugin in self.plugins:
            if detector_id in plugin.detectors:
                return plugin.name
        raise KeyError(detector_id)

    def known(self) -> frozenset[str]:
        """All detectors that active plugins gave, those that are not chosen, too."""
        return frozenset(name for plugin in self.plugins for name in plugin.detectors)

    def only(self, ids: Iterable[str], silent: Iterable[str] = ()) -> Registry:
        """The same with these detectors alone, in the registry's order; UsageError for an unknown id.

        The `silent` ones only serve to relate and count people.
        """
        quiet = set(silent)
        wanted = {*ids, *quiet}
        known = [detector.info.id for detector in self.detectors]
        for name in sorted(wanted.difference(known)):
            raise UsageError(f"unknown detector {name!r}{_hint(name, known)}")
        chosen = _with_detectors(self, wanted)
        detectors = tuple(Silent(each) if each.info.id in quiet else each for each in chosen.detectors)
        return replace(chosen, detectors=detectors)


@dataclass(slots=True)
class _Gathered:
    """What the hooks gave so far: objects by hook, and whose a detector's id or a reporter's name is."""

    objects: dict[str, list[Any]] = field(default_factory=lambda: {hook: [] for hook in _MEMBERS})
    owners: dict[tuple[str, str], Candidate] = field(default_factory=dict)

    def claim(self, kind: str, name: str, candidate: Candidate) -> None:
        if (kind, name) in self.owners:
            raise PluginError(f"{kind} {name!r} is defined by both {self.owners[kind, name]} and {candidate}")
        self.owners[kind, name] = candidate


def load(paths: Sequence[str] = (), *, require: Sequence[str] = (), disable: Sequence[str] = ()) -> Registry:
    """Loads every installed plugin and those at the paths.

    A path is a Python file, a package, or a directory of Python files (those that start with `_` are left
    out). `disable` names plugins, which are then not even imported, or detectors; `require` names plugins
    and detectors without which nothing may run. Calling it again with the same arguments in another process
    gives the same registry. Raises PluginError with one line that names the plugin at fault.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    gathered = _Gathered()
    plugins = []
    for candidate in candidates(paths):
        if candidate.name in disable:
            plugins.append(_described(candidate, state="disabled"))
        else:
            plugins.append(_gather(manager, candidate, gathered))
    registry = Registry(
        detectors=tuple(gathered.objects["dlpscan_detectors"]),
        rules=(*GENERAL, *gathered.objects["dlpscan_rules"]),
        readers=tuple(gathered.objects["dlpscan_readers"]),
        layouts=tuple(gathered.objects["dlpscan_layouts"]),
        sources=tuple(gathered.objects["dlpscan_sources"]),
        reporters=tuple(gathered.objects["dlpscan_reporters"]),
        actions=tuple(gathered.objects["dlpscan_actions"]),
        plugins=tuple(plugins),
    )
    registry = _without(registry, disable)
    _check_required(registry, require)
    return registry


def _gather(manager: pluggy.PluginManager, candidate: Candidate, gathered: _Gathered) -> PluginInfo:
    """Imports and registers the plugin and takes what its hooks give."""
    try:
        plugin = candidate.load()
    except (Exception, SystemExit) as error:
        raise PluginError(f"{candidate} cannot be imported: {_cause(error)}") from error
    try:
        _check_hooks(plugin, candidate)
        manager.register(plugin, candidate.name)
    except PluginError:
        raise
    except Exception as error:
        raise PluginError(f"{candidate} cannot be registered: {_cause(error)}") from error
    hooks = []
    ids: list[str] = []
    for hook in _MEMBERS:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin is plugin:
                hooks.append(hook)
                ids += _taken(hook, implementation.function, candidate, gathered)
    return _described(candidate, hooks=tuple(hooks), detectors=tuple(ids))


def _check_hooks(plugin: object, candidate: Candidate) -> None:
    """A misspelt hook, and one without its mark, would never be called: both are errors."""
    for name in dir(plugin):
        member = getattr(plugin, name, None)
        mark = getattr(member, _MARK, None) if callable(member) else None
        if isinstance(mark, dict):
            hook = mark.get("specname") or name
            if hook not in _MEMBERS and not mark.get("optionalhook"):
                raise PluginError(f"{candidate}: unknown hook {hook!r}{_hint(hook, _MEMBERS)}")
            if mark.get("wrapper") or mark.get("hookwrapper"):
                raise PluginError(f"{candidate}: hook {name!r} is a wrapper, which is not allowed")
        elif name in _MEMBERS and callable(member):
            raise PluginError(f"{candidate}: hook {name!r} lacks the decorator @hookimpl")


def _taken(hook: str, function: Callable[[], object], candidate: Candidate, gathered: _Gathered) -> list[str]:
    """Calls a hook and keeps what it gives; the ids of the detectors among it."""
    try:
        given = function()
        if isinstance(given, list | tuple):
            return [name for thing in given for name in _accepted(hook, thing, candidate, gathered)]
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(f"{candidate}: hook {hook!r} failed: {_cause(error)}") from error
    raise PluginError(f"{candidate}: hook {hook!r} must return a list, not {type(given).__name__}")


def _accepted(hook: str, thing: Any, candidate: Candidate, gathered: _Gathered) -> list[str]:
    missing = [member for member in _MEMBERS[hook] if not hasattr(thing, member)]
    if missing:
        raise PluginError(f"{candidate}: hook {hook!r}: {type(thing).__name__} has no {', '.join(missing)}")
    gathered.objects[hook].append(thing)
    if hook == "dlpscan_rules":
        if not isinstance(thing, RecordRule):
            raise PluginError(f"{candidate}: hook {hook!r}: {type(thing).__name__} is no RecordRule")
        gathered.claim("rule", thing.id, candidate)
    if hook == "dlpscan_reporters":
        gathered.claim("reporter", thing.name, candidate)
    if hook != "dlpscan_detectors":
        return []
    name = _detector_id(thing, candidate)
    gathered.claim("detector", name, candidate)
    return [name]


def _detector_id(detector: Detector, candidate: Candidate) -> str:
    info = detector.info
    if not isinstance(info, DetectorInfo):
        raise PluginError(f"{candidate}: {type(detector).__name__}.info must be a DetectorInfo")
    if not _ID.fullmatch(info.id):
        raise PluginError(f"{candidate}: detector id {info.id!r} must be lower-case words joined by hyphens")
    patterns = detector.patterns
    if not isinstance(patterns, list | tuple) or not all(isinstance(each, Pattern | str) for each in patterns):
        raise PluginError(f"{candidate}: the patterns of the detector {info.id!r} must be a tuple of Pattern or str")
    return info.id


def _with_detectors(registry: Registry, wanted: set[str]) -> Registry:
    plugins = (
        replace(plugin, detectors=tuple(name for name in plugin.detectors if name in wanted))
        for plugin in registry.plugins
    )
    detectors = (detector for detector in registry.detectors if detector.info.id in wanted)
    return replace(registry, detectors=tuple(detectors), plugins=tuple(plugins))


def _without(registry: Registry, disable: Sequence[str]) -> Registry:
    ids = {detector.info.id for detector in registry.detectors}
    known = ids.union(plugin.name for plugin in registry.plugins)
    for name in disable:
        if name not in known:
            raise PluginError(f"cannot disable {name!r}: no plugin or detector has that name{_hint(name, known)}")
    return _with_detectors(registry, ids.difference(disable))


def _check_required(registry: Registry, require: Sequence[str]) -> None:
    known = {plugin.name for plugin in registry.plugins if plugin.state == "active"}
    known.update(detector.info.id for detector in registry.detectors)
    for name in require:
        if name not in known:
            raise PluginError(f"required plugin or detector {name!r} is missing or disabled{_hint(name, known)}")


def _described(candidate: Candidate, **more: Any) -> PluginInfo:
    return PluginInfo(name=candidate.name, version=candidate.version, origin=candidate.origin, **more)


def _hint(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), 1)
    return f", did you mean {close[0]!r}?" if close else ""


def _cause(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split())[:300]
    except Exception:  # an exception of somebody else's, that fails to describe itself
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
