"""`dlpscan hook`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ..configfile import DEFAULT
from ..errors import DlpscanError, UsageError
from .failures import SuggestingGroup
from .options import chosen, options_for, registry_of, resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..config import Config
    from ..contracts import Reporter
    from ..git.changes import Change
    from ..git.program import Repository
    from ..model import Summary
    from ..plugins import Registry
    from ..sieve.recipe import Recipe

_STAGED, _FORMAT = "staged", "lines"
# What pre-commit says when it is called for commits instead of for what is staged.
_FROM, _TO = "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"
# The options of a scan that mean something for a commit.
_OPTIONS = (
    *("format", "output", "report", "fail-on", "min-confidence", "detectors", "no-detectors", "plugins"),
    *("include", "exclude", "max-size", "show-values", "jobs", "item-seconds", "baseline", "no-ignore"),
)


class _Hook(SuggestingGroup):
    """A group whose command need not be named: `dlpscan hook` and `dlpscan hook FILE` look at what is staged."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_named = bool(args) and args[0] in self.commands
        return super().parse_args(ctx, args if is_named else [_STAGED, *args])


@click.group("hook", cls=_Hook, add_help_option=False)
def command() -> None:
    """Stop a commit that would bring personal data into a repository."""


class _Staged(click.Command):
    """Shown as the command that it is the default of."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("dlpscan hook", " ".join(self.collect_usage_pieces(ctx)))


@command.command(_STAGED, cls=_Staged, hidden=True)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--from-ref", metavar="COMMIT", help="Look at the commits after this one, not at what is staged.")
@click.option("--to-ref", metavar="COMMIT", help="Look at the commits up to this one (default: HEAD).")
@click.option("--history", is_flag=True, help="Look at every version that the repository ever held.")
@options_for(*_OPTIONS, format=_FORMAT)
def staged(
    files: tuple[str, ...],
    from_ref: str | None,
    to_ref: str | None,
    history: bool,  # noqa: FBT001  # click's way
    config_path: str | None,
    **arguments: Any,
) -> int:
    """Stop a commit that would bring personal data into a repository.

    Looks at what is staged, as it is staged: the lines that the commit adds decide, the rest of their file is the
    context. FILE narrows it down. Numbers known to be fictitious pass.

    \b
    dlpscan hook install     have git call it before every commit
    dlpscan hook uninstall   and no longer
    """
    from .scan import exit_code

    found = resolved(arguments, config_path)
    config = found.config
    if found.origins["format"] == DEFAULT:
        config = replace(config, format=_FORMAT)
    if history and (files or from_ref is not None or to_ref is not None):
        raise UsageError("--history looks at everything: it takes no files and no commits")
    from ..git.program import repository

    here = repository()
    asked = None if history else _changes(here, files, from_ref, to_ref)
    return exit_code(_run(here, asked, config), config.fail_on)


@command.command("install")
@click.option("--chain", is_flag=True, help="Keep a hook that is there already, and run it after this one.")
def install(*, chain: bool) -> None:
    """Have git call 'dlpscan hook' before every commit."""
    from ..git import install as git_hook

    try:
        path = git_hook.install(chain=chain)
    except OSError as error:
        raise DlpscanError(f"cannot install the hook: {error.strerror}") from None
    # What takes seconds to compile is ready for the first commit.
    config = resolved({}, None).config
    _recipe(config, _Registry(config))
    click.echo(f"installed: {path}")


@command.command("uninstall")
def uninstall() -> None:
    """Take the hook away again, and put back the one before it."""
    from ..git import install as git_hook

    try:
        path = git_hook.uninstall()
    except OSError as error:
        raise DlpscanError(f"cannot remove the hook: {error.strerror}") from None
    click.echo(f"removed: {path}" if path else "there is no hook of dlpscan here")


def _changes(
    here: Repository, files: Sequence[str], from_ref: str | None, to_ref: str | None
) -> tuple[str, list[Change]]:
    """What is asked for, and the changes. Raises UsageError."""
    from ..git import changes as git_changes

    paths = [here.path_of(name) for name in files]
    if from_ref is None and to_ref is None:
        from_ref, to_ref = os.environ.get(_FROM) or None, os.environ.get(_TO) or None
    if from_ref is not None or to_ref is not None:
        if from_ref is None:
            raise UsageError("--to-ref needs --from-ref, the commit to begin after")
        from ..git.ranges import brought

        to_ref = "HEAD" if to_ref is None else to_ref
        return f"{from_ref}..{to_ref}", _narrowed(brought(from_ref, to_ref), paths)
    found = git_changes.staged(here.parents)
    if paths and not found:
        # As with `pre-commit run --all-files`: nothing is staged, and what is named is meant as it is.
        return _STAGED, git_changes.in_index(paths, here.prefix)
    return _STAGED, _narrowed(found, paths)


def _narrowed(changes: list[Change], paths: Sequence[str]) -> list[Change]:
    """The changes of these files, and of those below these folders."""
    if not paths:
        return changes
    wanted, folders = set(paths), tuple(f"{path}/" for path in paths)
    return [change for change in changes if change.path in wanted or change.path.startswith(folders) or "." in wanted]


def _run(here: Repository, asked: tuple[str, list[Change]] | None, config: Config) -> Summary:
    """Examines changes, or the whole history, and writes the reports."""
    from ..commits import Examination, check
    from .scan import report, stopping

    registry = _Registry(config)
    recipe = _recipe(config, registry)
    if recipe is None:
        examination = Examination(config=config, registry=registry, detectors=registry.reported(), root=here.root)
    else:
        from ..sieve.sieve import Sieve

        sieve = Sieve(recipe)
        examination = Examination(
            config=config,
            registry=registry,
            detectors=recipe.detectors,
            rules_out=sieve.rules_out,
            unread=sieve.unread,
            root=here.root,
        )
    if not examination.detectors:
        raise UsageError("no detector is left to scan with, see 'dlpscan detectors'")
    with stopping() as stop:
        if asked is None:
            from ..history import check_history

            events = check_history(examination, recipe.name if recipe is not None else None, stop)
        else:
            events = check(asked[1], asked[0], examination, stop)
        return report(events, _reporters(config, registry))


def _recipe(config: Config, registry: _Registry) -> Recipe | None:
    """What tells most texts without the engine; made at the first call, None where the plugins do not allow of it."""
    from ..sieve import recipe

    name = recipe.name_of(config)
    if name is None:
        return None
    found = recipe.load(name)
    if found is None:
        recipe.make(name, registry(), config)
        found = recipe.load(name)
    return found


class _Registry:
    """The registry, loaded when somebody asks for it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._known: Registry | None = None

    def __call__(self) -> Registry:
        if self._known is None:
            self._known = chosen(registry_of(self._config), self._config)
        return self._known

    def reported(self) -> tuple[str, ...]:
        """The detectors whose findings are reported."""
        return tuple(detector.info.id for detector in self().detectors if detector.info.reported)

    def title(self, detector: str) -> str:
        """What a detector finds, in words."""
        return next((each.info.title for each in self().detectors if each.info.id == detector), detector)


def _reporters(config: Config, registry: _Registry) -> list[tuple[Reporter, str | None]]:
    from ..reports import FORMATS, output, reporter
    from ..reports.lines import LineReport

    found: list[tuple[Reporter, str | None]] = []
    for name, path in config.reports:
        if name == _FORMAT:
            lines: Any = LineReport(title=registry.title)
            found.append((lines, path))
        else:
            found.append((reporter(name, () if name in FORMATS else registry().reporters), path))
    output.check_places([path for _, path in found], ())
    return found
