"""Local files: a walk that accounts for everything it meets, and never follows a link."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from .errors import UsageError
from .filesystem import exposure, narrower, owner, problem_kind, reach, shown, virtual_devices
from .ignoring import IGNORE_FILE, IGNORED, Ignored, read_ignore_file
from .model import Coverage, Exposure, FileReport, Item, Problem, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

_SPECIAL = {stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
_name = attrgetter("name")

Met = Item | FileReport | Problem


@dataclass(frozen=True, kw_only=True)
class LocalSource:
    """Files and directories of this machine, mounted shares among them.

    `include` and `exclude` are patterns as in a .gitignore file, relative to the target; a file must match
    an `include` pattern if there is one; a directory that matches an `exclude` pattern is not entered.
    `max_size` is in bytes. With `one_file_system` no directory of another file system is entered.
    With `heeds_ignore_files` what a .dlpscanignore of a directory names is skipped (see `ignoring.py`). Raises
    UsageError for a pattern that cannot be used.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_size: int | None = None
    one_file_system: bool = False
    heeds_ignore_files: bool = False
    included: GitIgnoreSpec | None = field(init=False, repr=False, compare=False)
    excluded: GitIgnoreSpec | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "included", _spec(self.include))
        object.__setattr__(self, "excluded", _spec(self.exclude))

    def check_target(self, target: str) -> None:
        """Raises UsageError where there is no such file or directory; nothing is opened."""
        try:
            os.stat(target)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            raise UsageError(f"no such file or directory: {shown(target)}") from None
        except OSError:
            return  # it is there, and `items` reports what is wrong with it

    def left_out(self, name: str) -> str | None:
        """Why a file is left out by its name, relative to the target; None if it is not."""
        if self.excluded is not None and _matches(self.excluded, name):
            return "excluded"
        if self.included is not None and not _matches(self.included, name):
            return "not-included"
        return None

    def items(self, target: str) -> Iterator[Met]:
        """What is at or under the target, depth first and sorted by name; each thing met is one of:

        an Item (a file to be read); a FileReport that says why it is skipped (a link is never followed, its
        file is met in its own place if that is inside the target); a Problem with the FileReport of the same
        target (what cannot be listed or examined). A target that is itself a link is followed.
        """
        try:
            root = os.stat(target)
        except (OSError, ValueError) as error:
            yield from _failed(target, error)
            return
        walk = _Walk(source=self, root=target)
        if stat.S_ISDIR(root.st_mode):
            yield from walk.tree(root)
        else:
            yield walk.leaf(target, os.path.basename(target), root)

    def reopen(self, target: str) -> Item:
        """The file of that path (`Item.path`) as it is now; OSError where there is none any more."""
        found = os.stat(target)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"not a regular file: {shown(target)}")
        return _item(target, found)


class _Directory:
    """A directory on the way from the root to where the walk is."""

    __slots__ = ("device", "entries", "ignored", "key", "open_to")

    def __init__(
        self, entries: Iterator[os.DirEntry[str]], found: os.stat_result, open_to: Exposure, ignored: Ignored | None
    ) -> None:
        self.entries = entries
        self.ignored = ignored
        self.open_to = open_to
        self.device = found.st_dev
        self.key = (found.st_dev, found.st_ino)


@dataclass(kw_only=True)
class _Walk:
    """The state of one walk: the hard-linked files seen, the directories entered and not left."""

    source: LocalSource
    root: str
    linked: set[tuple[int, int]] = field(default_factory=set)
    entered: set[tuple[int, int]] = field(default_factory=set)

    @cached_property
    def real_root(self) -> str:
        """The root without links, with a separator at its end."""
        return os.path.join(os.path.realpath(self.root), "")

    @cached_property
    def virtual(self) -> frozenset[int]:
        """The devices that are not entered."""
        return virtual_devices()

    def tree(self, root: os.stat_result) -> Iterator[Met]:
        """Everything under the root."""
        stack: list[_Directory] = []
        yield from self._enter(self.root, root, stack)
        prefix = len(os.path.join(self.root, ""))
        while stack:
            directory = stack[-1]
            for entry in directory.entries:
                path = entry.path
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError as error:
                    yield from _failed(path, error)
                    continue
                form = found.st_mode & 0o170000  # stat.S_IFMT, in the loop that every file goes through
                if form == stat.S_IFDIR:
                    depth = len(stack)
                    yield from self._descend(path, path[prefix:], found, stack)
                    if len(stack) > depth:
                        break
                elif form == stat.S_IFLNK:
                    yield _skipped(path, self._link_reason(path), found)
                else:
                    if directory.ignored is not None and directory.ignored.names(path, is_directory=False):
                        yield _skipped(path, IGNORED, found)
                    else:
                        yield self.leaf(path, path[prefix:], found, directory.open_to)
            else:
                self.entered.discard(stack.pop().key)

    def leaf(self, path: str, name: str, found: os.stat_result, open_to: Exposure = Exposure.UNKNOWN) -> Met:
        """A file, or why it is skipped. `name` is relative to the root; its folder is `open_to` these."""
        source = self.source
        if (source.excluded or source.included) and (reason := source.left_out(name)):
            return _skipped(path, reason, found)
        if not stat.S_ISREG(found.st_mode):
            return _skipped(path, _SPECIAL.get(stat.S_IFMT(found.st_mode), "not-a-file"), found)
        if source.max_size is not None and found.st_size > source.max_size:
            return _skipped(path, "too-large", found)
        if found.st_nlink > 1:
            key = (found.st_dev, found.st_ino)
            if key in self.linked:
                return _skipped(path, "hard-link", found)
            self.linked.add(key)
        return _item(path, found, open_to)

    def _descend(self, path: str, name: str, found: os.stat_result, stack: list[_Directory]) -> Iterator[Met]:
        """Enters a directory met in the walk, or says why not."""
        excluded = self.source.excluded
        if excluded is not None and _matches(excluded, name + "/"):
            yield _skipped(path, "excluded", found)
            return
        ignored = stack[-1].ignored
        if ignored is not None and ignored.names(path, is_directory=True):
            yield _skipped(path, IGNORED, found)
            return
        if found.st_dev != stack[-1].device:
            if found.st_dev in self.virtual:
                yield _skipped(path, "virtual-file-system", found)
                return
            if self.source.one_file_system:
                yield _skipped(path, "other-file-system", found)
                return
        yield from self._enter(path, found, stack, narrower(stack[-1].open_to, reach(found.st_mode)))

    def _enter(
        self, path: str, found: os.stat_result, stack: list[_Directory], open_to: Exposure = Exposure.UNKNOWN
    ) -> Iterator[Met]:
        """Lists a directory and puts it on the stack.

        What guards the root itself says nothing: it may be exported as a share, whatever stands above it.
        """
        entries: list[os.DirEntry[str]] = []
        try:
            if not found.st_ino:
                found = os.lstat(path)  # Windows gives no inode with the listing
            if (found.st_dev, found.st_ino) in self.entered:
                yield from _refused(path, "loop", "the directory contains itself, by a bind mount")
                return
            with os.scandir(path) as listing:
                entries.extend(listing)  # keeps what came before an error
        except OSError as error:
            yield from _failed(path, error)
        entries.sort(key=_name)
        ignored = stack[-1].ignored if stack else None
        if self.source.heeds_ignore_files and any(entry.name == IGNORE_FILE for entry in entries):
            ignored, fault = read_ignore_file(path, ignored)
            if fault is not None:
                target = shown(os.path.join(path, IGNORE_FILE))
                yield Problem(target=target, stage=Stage.WALK, kind="ignore-file", message=fault)
        directory = _Directory(iter(entries), found, open_to, ignored)
        self.entered.add(directory.key)
        stack.append(directory)

    def _link_reason(self, path: str) -> str:
        try:
            os.stat(path)
        except OSError as error:
            kind = problem_kind(error)
            if kind in {"vanished", "path-too-long"}:
                return "link-broken"
            if kind == "loop":
                return "link-loop"
        real = os.path.join(os.path.realpath(path), "")
        return "link-inside" if real.startswith(self.real_root) else "link-outside"


def _item(path: str, found: os.stat_result, open_to: Exposure = Exposure.UNKNOWN) -> Item:
    return Item(
        path=path,
        target=path if path.isascii() else shown(path),
        size=found.st_size,
        modified=found.st_mtime,
        owner=owner(found.st_uid),
        exposure=narrower(exposure(found.st_mode), open_to),
    )


def _skipped(path: str, reason: str, found: os.stat_result) -> FileReport:
    link = stat.S_ISLNK(found.st_mode)  # the mode of a link opens it to everyone and says nothing
    return FileReport(
        target=shown(path),
        coverage=Coverage.SKIPPED,
        reason=reason,
        size=found.st_size if stat.S_ISREG(found.st_mode) else 0,
        exposure=Exposure.UNKNOWN if link else exposure(found.st_mode),
        owner=owner(found.st_uid),
    )


def _failed(path: str, error: OSError | ValueError) -> Iterator[Met]:
    message = error.strerror if isinstance(error, OSError) else None
    yield from _refused(path, problem_kind(error), message or str(error))


def _refused(path: str, kind: str, message: str) -> Iterator[Met]:
    target = shown(path)
    yield Problem(target=target, stage=Stage.WALK, kind=kind, message=message)
    yield FileReport(target=target, coverage=Coverage.ERROR, reason=kind)


def _matches(spec: GitIgnoreSpec, name: str) -> bool:
    # A line end in a name would not match `**` and would end it for `$`; no pattern can hold a NUL either.
    return spec.match_file(name.replace("\n", "\0"))


def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    try:
        # The other back ends are native code that cannot be pickled and does not take surrogates.
        return GitIgnoreSpec.from_lines(patterns, backend="simple")
    except ValueError as error:
        raise UsageError(f"cannot use the pattern: {' '.join(str(error).split())}") from None
