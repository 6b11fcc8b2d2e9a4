"""`.dlpscanignore`: what a folder says need not be scanned, in the words of .gitignore.

It lies in what is scanned, so it is heard only from who scans (`allow/trust.py`): an administrator who scans a share is
told what a user's file would hide, and scans it. What is ignored is reported as skipped, and `--no-ignore` scans it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .allow.trust import doubt

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".dlpscanignore"
IGNORED = "ignored"
_MOST_BYTES = 256 << 10


@dataclass(frozen=True, slots=True)
class Ignored:
    """What the ignore file of a folder, and those of the folders above it, name."""

    folder: str
    spec: GitIgnoreSpec
    above: Ignored | None

    def names(self, path: str, *, is_directory: bool) -> bool:
        """Whether a path below the folder is ignored; the deepest file that says something of it decides."""
        prefix = len(os.path.join(self.folder, ""))
        name = path[prefix:].replace(os.sep, "/").replace("\n", "\0") + ("/" if is_directory else "")
        found = self.spec.check_file(name).include
        if found is not None:
            return found
        return self.above is not None and self.above.names(path, is_directory=is_directory)


def read_ignore_file(folder: str, above: Ignored | None) -> tuple[Ignored | None, str | None]:
    """What is ignored in a folder, and why its ignore file is not heard, None if it is."""
    path = os.path.join(folder, IGNORE_FILE)
    if not os.path.lexists(path):
        return above, None
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(path, flags), "rb") as file:
            fault = _fault(os.fstat(file.fileno()))
            data = file.read(_MOST_BYTES) if fault is None else b""
    except OSError as error:
        return above, f"is not heard: {error.strerror or 'it cannot be read'}"
    if fault is not None:
        return above, f"is not heard: it {fault}"
    from pathspec import GitIgnoreSpec

    try:
        lines = data.decode("utf-8", "surrogateescape").splitlines()
        return Ignored(folder, GitIgnoreSpec.from_lines(lines, backend="simple"), above), None
    except ValueError:
        return above, "is not heard: it has a pattern that cannot be used"


def _fault(found: os.stat_result) -> str | None:
    if not stat.S_ISREG(found.st_mode):
        return "is not a regular file"
    if found.st_size > _MOST_BYTES:
        return f"is larger than {_MOST_BYTES >> 10} KiB"
    return doubt(found)


def ignored_below(root: str) -> Callable[[str], bool]:
    """Says whether a path below a folder, with slashes, is ignored by the files of the folders on its way.

    For paths that no walk leads to, such as those of a commit. What is wrong with a file is told by a scan.
    """

    @cache
    def of(folder: str) -> Ignored | None:
        above = of(folder.rpartition("/")[0]) if folder else None
        return read_ignore_file(os.path.join(root, folder) if folder else root, above)[0]

    @cache
    def is_left_out(folder: str) -> bool:
        parent = folder.rpartition("/")[0]
        if not folder:
            return False
        ignored = of(parent)
        place = os.path.join(root, folder)
        return is_left_out(parent) or (ignored is not None and ignored.names(place, is_directory=True))

    def names(path: str) -> bool:
        folder = path.rpartition("/")[0]
        if is_left_out(folder):
            return True
        ignored = of(folder)
        return ignored is not None and ignored.names(os.path.join(root, path), is_directory=False)

    return names
