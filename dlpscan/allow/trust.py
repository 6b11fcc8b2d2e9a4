"""Whose word counts about what is scanned: a comment or a .dlpscanignore of somebody else could hide a leak.

The rule is that of configuration files: the file belongs to who scans or to the system, and not every user can write
it. Whoever scans a checkout of their own is heard, who put a file on the share that is scanned is not.
"""

from __future__ import annotations

import os
import stat


def doubt(found: os.stat_result) -> str | None:
    """Why what a file says is not to be trusted; None if it is. Where files have no owners, all are."""
    if not hasattr(os, "geteuid"):
        return None
    if found.st_uid not in (0, os.geteuid()):
        return "belongs to another user"
    return "can be written by every user" if found.st_mode & stat.S_IWOTH else None


def doubt_of(path: str) -> str | None:
    """The same of a path; what is no file (any more) is not doubted: it was read from elsewhere."""
    try:
        return doubt(os.stat(path))
    except (OSError, ValueError):
        return None
