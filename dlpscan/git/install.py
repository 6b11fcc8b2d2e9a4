"""Puts `dlpscan hook` where git calls it before a commit, and takes it away again."""

from __future__ import annotations

import os
import stat
import sys
from shlex import quote

from ..errors import UsageError
from .program import run

_MARK = "# dlpscan hook"
_NAME = "pre-commit"
_SCRIPT = """#!/bin/sh
{mark}: written by 'dlpscan hook install', removed by 'dlpscan hook uninstall'.
exec {python} -m dlpscan hook
"""
_CHAINED = """#!/bin/sh
{mark}: written by 'dlpscan hook install', removed by 'dlpscan hook uninstall'.
{python} -m dlpscan hook || exit $?
exec "$(dirname -- "$0")/{kept}" "$@"
"""
_KEPT = ".before-dlpscan"


def install(*, chain: bool = False) -> str:
    """Writes the hook; where it stands. With `chain` a hook that is there already runs after ours.

    Raises UsageError where another hook is there and `chain` is not asked for.
    """
    path = hook_path()
    ours = _is_ours(path)
    kept = path + _KEPT
    if ours is False:
        if not chain:
            raise UsageError(
                f"there is another hook, which is left as it is: {path}; "
                "with --chain both run, or add the line 'dlpscan hook || exit $?' to it"
            )
        if os.path.lexists(kept):
            raise UsageError(f"an earlier hook is in the way: {kept}")
        os.rename(path, kept)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    script = _CHAINED if os.path.lexists(kept) else _SCRIPT
    _write(path, script.format(mark=_MARK, python=quote(sys.executable), kept=_NAME + _KEPT))
    return path


def uninstall() -> str | None:
    """Removes our hook and puts back the one before it; where it stood, None where there is none.

    Raises UsageError where the hook is not ours.
    """
    path = hook_path()
    ours = _is_ours(path)
    if ours is None:
        return None
    if not ours:
        raise UsageError(f"the hook is not dlpscan's, and is left as it is: {path}")
    os.unlink(path)
    if os.path.lexists(path + _KEPT):
        os.rename(path + _KEPT, path)
    return path


def hook_path() -> str:
    """Where git looks for the hook: `core.hooksPath`, or the repository's own folder. Raises UsageError."""
    folder = os.fsdecode(run("rev-parse", "--git-path", "hooks")).rstrip("\n")
    return os.path.join(folder, _NAME)


def _is_ours(path: str) -> bool | None:
    """Whether the hook is one that we wrote; None where there is none."""
    if not os.path.lexists(path):
        return None
    try:
        with open(path, "rb") as file:
            return _MARK.encode() in file.read(4096)
    except OSError:
        return False


def _write(path: str, script: str) -> None:
    temporary = f"{path}.new"
    with open(temporary, "w", encoding="utf-8", newline="\n") as file:
        file.write(script)
    os.chmod(temporary, os.stat(temporary).st_mode | stat.S_IXUSR)
    os.replace(temporary, path)
