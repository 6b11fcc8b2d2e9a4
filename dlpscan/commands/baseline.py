"""`dlpscan baseline`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ..errors import ExitCode, UsageError
from ..redact import escape
from .failures import SuggestingGroup
from .options import chosen, echo_json, json_option, options_for, registry_of, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..allow.baseline import Entry
    from ..allow.marks import Mark
    from ..config import Config
    from ..plugins import Registry
    from ..survey import Surveyed

_NAME = ".dlpscan-baseline.json"
_OPTIONS = ("baseline", "detectors", "no-detectors", "plugins", "min-severity", "min-confidence", "include", "exclude")
_scan_options = options_for(*_OPTIONS)
_targets = click.argument("targets", nargs=-1, metavar="[TARGET]...")


@click.group("baseline", cls=SuggestingGroup)
def command() -> None:
    """Accept what is known, so that only what is new is reported.

    A baseline is a file beside the code, to be committed. It holds no values: of each finding a hash of the masked
    line and 7 bits of the value, one of 128 (nothing where values are few, as of facts about health). 'dlpscan scan
    --baseline FILE' leaves out what it lists; another value is reported, but for one in 128.
    """


@command.command("create")
@_targets
@_scan_options
def create(targets: tuple[str, ...], config_path: str | None, **arguments: Any) -> int:
    """Write a baseline with everything that is found in the targets (default: here)."""
    from ..allow.baseline import Baseline, save, updated

    targets = targets or (os.curdir,)
    path, config, registry = _asked(arguments, config_path, targets)
    if os.path.lexists(path):
        raise UsageError(f"{path} exists; 'dlpscan baseline update' keeps what was said in it")
    baseline = Baseline(root=os.path.dirname(os.path.abspath(path)))
    seen, faults = _seen(_survey(targets, baseline, config, registry))
    result = updated((), seen, add=True)
    save(path, result.entries)
    click.echo(f"{escape(path)}: {_many(result.new)} in {len({entry.path for entry in result.entries}):,} files")
    return _told(faults)


@command.command("update")
@click.option("--add", is_flag=True, help="Accept what is new as well.")
@_targets
@_scan_options
def update(add: bool, targets: tuple[str, ...], config_path: str | None, **arguments: Any) -> int:  # noqa: FBT001
    """Drop what is gone from the targets (default: here); verdicts and reasons stay."""
    from ..allow.baseline import load, save, updated

    targets = targets or (os.curdir,)
    path, config, registry = _asked(arguments, config_path, targets)
    baseline = load(path)
    seen, faults = _seen(_survey(targets, baseline, config, registry))
    for entry in baseline.entries:
        file = os.path.join(baseline.root, entry.path.partition("!")[0])
        if entry.path not in seen and not os.path.lexists(file) and _is_below(file, targets):
            seen[entry.path] = {}
    result = updated(baseline.entries, seen, add=add)
    save(path, result.entries)
    click.echo(f"{escape(path)}: {_many(result.gone)} gone, {_many(result.new)} new{' and accepted' if add else ''}")
    if result.new and not add:
        click.echo("what is new is reported by scans; --add accepts it")
    return _told(faults)


@command.command("audit")
@_scan_options
def audit(config_path: str | None, **arguments: Any) -> int:
    """Ask about each entry that nobody has looked at: is it fine, or a finding? Answers are kept at once."""
    from ..allow.baseline import load, save

    path, config, registry = _asked(arguments, config_path, ())
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise UsageError("audit asks questions and needs a terminal; 'dlpscan baseline show' lists the entries")
    baseline = load(path)
    entries = list(baseline.entries)
    open_files = sorted({entry.path.partition("!")[0] for entry in entries if entry.verdict is None})
    existing = [os.path.join(baseline.root, name) for name in open_files]
    existing = [name for name in existing if os.path.lexists(name)]
    for surveyed in _survey(existing, baseline, config, registry) if existing else ():
        if not _asked_about(surveyed, entries, lambda: save(path, entries)):
            break
    left = sum(entry.verdict is None for entry in entries)
    click.echo(
        f"{left:,} of {len(entries):,} entries are still to be looked at" if left else "all entries have a verdict"
    )
    return ExitCode.CLEAN


@command.command("show")
@json_option
@options_for("baseline")
def show(as_json: bool, config_path: str | None, **arguments: Any) -> int:  # noqa: FBT001
    """List the entries: file, detector, how many, what was said of them."""
    from datetime import date

    from ..allow.baseline import load

    path = resolved(arguments, config_path).config.baseline or _NAME
    entries = load(path).entries
    if as_json:
        echo_json([entry.as_data() for entry in entries])
        return ExitCode.CLEAN
    today = date.today()  # the user's day
    for entry in entries:
        until = f"  until {entry.until}{' (over)' if entry.is_expired(today) else ''}" if entry.until else ""
        reason = f"  {escape(entry.reason)}" if entry.reason else ""
        state = entry.verdict.value if entry.verdict else "-"
        click.echo(f"{escape(entry.path)}  {entry.mark.detector}  {entry.count}  {state}{until}{reason}")
    states = Counter(entry.verdict.value if entry.verdict else "not looked at" for entry in entries)
    told = ", ".join(f"{number:,} {state}" for state, number in states.items())
    click.echo(
        f"{len(entries):,} entries, {_many(sum(entry.count for entry in entries))}" + (f": {told}" if told else "")
    )
    return ExitCode.CLEAN


def _asked(
    arguments: Mapping[str, Any], config_path: str | None, targets: Sequence[str]
) -> tuple[str, Config, Registry]:
    """The baseline's path, the configuration, the detectors."""
    config = resolved(arguments, config_path, targets).config
    return config.baseline or _NAME, config, chosen(registry_of(config), config)


def _survey(targets: Sequence[str], baseline: Any, config: Config, registry: Registry) -> Iterator[Surveyed]:
    from ..survey import survey

    return survey(targets, baseline, config, registry)


def _seen(surveyed: Iterator[Surveyed]) -> tuple[dict[str, Mapping[Mark, int]], list[str]]:
    """The findings of each file, and what is not known, a line each."""
    seen: dict[str, Mapping[Mark, int]] = {}
    faults = []
    for each in surveyed:
        if each.fault is not None:
            faults.append(f"{escape(each.name)}: {escape(each.fault)}")
        else:
            seen[each.name] = each.marks()
    return seen, faults


def _told(faults: Sequence[str]) -> ExitCode:
    for fault in faults:
        click.echo(f"dlpscan: {fault}", err=True)
    return ExitCode.INCOMPLETE if faults else ExitCode.CLEAN


def _is_below(path: str, targets: Sequence[str]) -> bool:
    full = os.path.abspath(path)
    roots = [os.path.abspath(target) for target in targets]
    return any(full == root or full.startswith(os.path.join(root, "")) for root in roots)


def _many(number: int) -> str:
    return f"{number:,} {'finding' if number == 1 else 'findings'}"


def _asked_about(surveyed: Surveyed, entries: list[Entry], save: Callable[[], None]) -> bool:
    """Asks about the entries of a file; False where the user wants to stop."""
    from ..allow.baseline import Verdict

    for number, entry in enumerate(entries):
        if entry.path != surveyed.name or entry.verdict is not None:
            continue
        there = [finding for finding, mark in surveyed.findings if mark == entry.mark]
        if not there:
            click.echo(f"{escape(entry.path)}  {entry.mark.detector}: is gone; 'dlpscan baseline update' drops it")
            continue
        for one in there[: entry.count]:
            place = f"{one.line}:{one.column}" if one.line is not None else escape(one.location or "")
            field = f"  {escape(one.field)}" if one.field else ""
            click.echo(f"{escape(entry.path)}:{place}  {one.severity} {one.detector}  {escape(one.preview)}{field}")
        answer = _answer()
        if answer == "q":
            return False
        if answer == "s":
            continue
        verdict = Verdict.ACCEPTED if answer == "a" else Verdict.KEPT
        reason = click.prompt("reason", default=entry.reason or "", show_default=False).strip()
        entries[number] = replace(entry, verdict=verdict, reason=reason or None)
        save()
    return True


def _answer() -> str:
    """The first letter of the user's answer."""
    while True:
        given = str(click.prompt("[a]ccept, [k]eep as a finding, [s]kip, [q]uit", default="s", show_default=False))
        letter = given.strip()[:1].lower()
        if letter in tuple("aksq"):
            return letter
