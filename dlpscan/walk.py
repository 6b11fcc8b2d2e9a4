"""Local files: a walk that accounts for everything it meets, and never follows a link."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from .errors import UsageError
from .model import Coverage, Exposure, FileReport, Item, Problem, Stage

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_KINDS = {
    "EACCES": "permission",
    "EPERM": "permission",
    "ENOENT": "vanished",
    "ENOTDIR": "vanished",
    "ESTALE": "vanished",
    "ELOOP": "loop",
    "ENAMETOOLONG": "path-too-long",
    "EMFILE": "too-many-open-files",
    "ENFILE": "too-many-open-files",
}
_SPECIAL = {stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
# Mounts whose files are made up by the kernel: endless, or dangerous to read. A tmpfs holds real files.
_VIRTUAL = frozenset(
    "autofs binder binfmt_misc bpf cgroup cgroup2 configfs debugfs devfs devpts devtmpfs efivarfs fusectl hugetlbfs "
    "mqueue nfsd nsfs proc procfs pstore resctrl rpc_pipefs securityfs selinuxfs smackfs sysfs tracefs".split()
)
_name = attrgetter("name")

Met = Item | FileReport | Problem


@dataclass(frozen=True, kw_only=True)
class LocalSource:
    """Files and directories of this machine, mounted shares among them.

    `include` and `exclude` are patterns as in a .gitignore file, relative to the target; a file must match
    an `include` pattern if there is one; a directory that matches an `exclude` pattern is not entered.
    `max_size` is in bytes. With `one_file_system` no directory of another file system is entered. Raises
    UsageError for a pattern that cannot be used.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_size: int | None = None
    one_file_system: bool = False
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

    __slots__ = ("device", "entries", "key")

    def __init__(self, entries: Iterator[os.DirEntry[str]], found: os.stat_result) -> None:
        self.entries = entries
        self.device = found.st_dev
        self.key = (found.st_dev, found.st_ino)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The state of one walk: the hard-linked files seen, the directories entered and not left."""

    source: LocalSource
    root: str
    linked: set[tuple[int, int]] = field(default_factory=set)
    entered: set[tuple[int, int]] = field(default_factory=set)

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
                kind = found.st_mode & 0o170000
                if kind == stat.S_IFREG:
                    yield self.leaf(path, path[prefix:], found)
                elif kind == stat.S_IFDIR:
                    depth = len(stack)
                    yield from self._descend(path, path[prefix:], found, stack)
                    if len(stack) > depth:
                        break
                elif kind == stat.S_IFLNK:
                    yield _skipped(path, self._link_reason(path), found)
                else:
                    yield _skipped(path, _SPECIAL.get(kind, "not-a-file"), found)
            else:
                self.entered.discard(stack.pop().key)

    def leaf(self, path: str, name: str, found: os.stat_result) -> Met:
        """A file, or why it is skipped. `name` is relative to the root."""
        source = self.source
        if source.excluded is not None and source.excluded.match_file(name):
            return _skipped(path, "excluded", found)
        if source.included is not None and not source.included.match_file(name):
            return _skipped(path, "not-included", found)
        if not stat.S_ISREG(found.st_mode):
            return _skipped(path, _SPECIAL.get(stat.S_IFMT(found.st_mode), "not-a-file"), found)
        if source.max_size is not None and found.st_size > source.max_size:
            return _skipped(path, "too-large", found)
        if found.st_nlink > 1:
            key = (found.st_dev, found.st_ino)
            if key in self.linked:
                return _skipped(path, "hard-link", found)
            self.linked.add(key)
        return _item(path, found)

    def _descend(self, path: str, name: str, found: os.stat_result, stack: list[_Directory]) -> Iterator[Met]:
        """Enters a directory met in the walk, or says why not."""
        excluded = self.source.excluded
        if excluded is not None and excluded.match_file(name + "/"):
            yield _skipped(path, "excluded", found)
            return
        if found.st_dev != stack[-1].device:
            if _is_virtual(path, found.st_dev):
                yield _skipped(path, "virtual-file-system", found)
                return
            if self.source.one_file_system:
                yield _skipped(path, "other-file-system", found)
                return
        yield from self._enter(path, found, stack)

    def _enter(self, path: str, found: os.stat_result, stack: list[_Directory]) -> Iterator[Met]:
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
        directory = _Directory(iter(entries), found)
        self.entered.add(directory.key)
        stack.append(directory)

    def _link_reason(self, path: str) -> str:
        try:
            os.stat(path)
        except FileNotFoundError:
            return "link-broken"
        except OSError as error:
            if _kind(error) == "loop":
                return "link-loop"
        inside = os.path.join(_real(self.root), "")
        real = os.path.realpath(path)
        return "link-inside" if os.path.join(real, "").startswith(inside) else "link-outside"


def shown(path: str) -> str:
    """The path as valid UTF-8, for reports: bytes that are not become \\xNN."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _item(path: str, found: os.stat_result) -> Item:
    return Item(
        path=path,
        target=path if path.isascii() else shown(path),
        size=found.st_size,
        modified=found.st_mtime,
        owner=_owner(found.st_uid),
        exposure=_exposure(found.st_mode),
    )


def _skipped(path: str, reason: str, found: os.stat_result) -> FileReport:
    return FileReport(
        target=shown(path),
        coverage=Coverage.SKIPPED,
        reason=reason,
        size=found.st_size if stat.S_ISREG(found.st_mode) else 0,
        exposure=_exposure(found.st_mode),
        owner=_owner(found.st_uid),
    )


def _failed(path: str, error: OSError | ValueError) -> Iterator[Met]:
    message = error.strerror if isinstance(error, OSError) else None
    yield from _refused(path, _kind(error), message or str(error))


def _refused(path: str, kind: str, message: str) -> Iterator[Met]:
    target = shown(path)
    yield Problem(target=target, stage=Stage.WALK, kind=kind, message=message)
    yield FileReport(target=target, coverage=Coverage.ERROR, reason=kind)


def _kind(error: OSError | ValueError) -> str:
    import errno

    number = error.errno if isinstance(error, OSError) else None
    return _KINDS.get(errno.errorcode.get(number or 0, ""), "io")


@cache
def _exposure(mode: int) -> Exposure:
    """Who may read the file by its mode bits; those of Windows are made up and say nothing."""
    if os.name == "nt":
        return Exposure.UNKNOWN
    if mode & stat.S_IROTH:
        return Exposure.EVERYONE
    return Exposure.GROUP if mode & stat.S_IRGRP else Exposure.OWNER


@cache
def _owner(uid: int) -> str | None:
    """The user's name, or the number of one that has none; asked once, a directory service is slow."""
    try:
        import pwd
    except ImportError:
        return None
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


_real = cache(os.path.realpath)


@cache
def _virtual_devices() -> frozenset[int] | None:
    """The device numbers of mounted virtual file systems; None where the system does not tell."""
    devices = set()
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
            for line in mounts:
                # 36 35 98:0 /root /mount options [optional …] - type source options: proc(5)
                mount, _, kind = line.partition(" - ")
                major, _, minor = mount.split(" ")[2].partition(":")
                if kind.split(" ")[0] in _VIRTUAL:
                    devices.add(os.makedev(int(major), int(minor)))
    except OSError:
        return None
    return frozenset(devices)


def _is_virtual(path: str, device: int) -> bool:
    devices = _virtual_devices()
    return path in {"/dev", "/proc", "/sys"} if devices is None else device in devices


def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"cannot use the pattern: {' '.join(str(error).split())}") from None
