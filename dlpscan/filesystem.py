"""What the operating system says of files: who may read them, whose they are, what went wrong with them."""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
from functools import cache

from .model import Exposure

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
_WIDTH = {
    each: width for width, each in enumerate((Exposure.OWNER, Exposure.GROUP, Exposure.EVERYONE, Exposure.PUBLIC))
}
_WIDTH[Exposure.UNKNOWN] = len(_WIDTH)
_ACL_NAMED, _ACL_MASK, _MAY_READ = (0x02, 0x04, 0x08), 0x10, 4
# Folders that servers publish by default: Apache and nginx, IIS, users' pages, anonymous FTP.
_PUBLISHED = re.compile(
    r"[/\\](?:public_html|htdocs|wwwroot|www-data|var[/\\]www|srv[/\\](?:www|http|ftp)|(?:ftp|ftproot)[/\\]pub(?:lic)?)[/\\]",
    re.IGNORECASE,
)
# Mounts whose files are made up by the kernel: endless, or dangerous to read. A tmpfs holds real files, and
# an autofs has shares under it.
_VIRTUAL = {
    "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devfs", "devpts", "devtmpfs",
    "efivarfs", "fusectl", "hugetlbfs", "mqueue", "nfsd", "nsfs", "proc", "procfs", "pstore", "resctrl",
    "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sysfs", "tracefs",
}  # fmt: skip


def shown(path: str) -> str:
    """The path as valid UTF-8, for reports: bytes that are not become \\xNN."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def problem_kind(error: OSError | ValueError) -> str:
    """The kind of problem that an error is."""
    number = error.errno if isinstance(error, OSError) else None
    return _KINDS.get(errno.errorcode.get(number or 0, ""), "io")


@cache
def exposure(mode: int) -> Exposure:
    """Who may read the file by its mode bits; those of Windows are made up and say nothing."""
    if os.name == "nt":
        return Exposure.UNKNOWN
    if mode & stat.S_IROTH:
        return Exposure.EVERYONE
    return Exposure.GROUP if mode & stat.S_IRGRP else Exposure.OWNER


@cache
def reach(mode: int) -> Exposure:
    """Who may pass a folder by its mode bits."""
    if os.name == "nt":
        return Exposure.UNKNOWN
    if mode & stat.S_IXOTH:
        return Exposure.EVERYONE
    return Exposure.GROUP if mode & stat.S_IXGRP else Exposure.OWNER


def narrower(one: Exposure, other: Exposure) -> Exposure:
    """Who is let through by both; what is unknown lets everyone through."""
    return min(one, other, key=lambda exposure: _WIDTH[exposure])


def readable_by(path: str, by_mode: Exposure) -> Exposure:
    """Who can read a file, beyond what its mode says: lists of names (POSIX ACL), and folders that are published."""
    if by_mode in (Exposure.UNKNOWN, Exposure.PUBLIC):
        return by_mode
    found = by_mode
    if by_mode is Exposure.OWNER and _is_shared_by_list(path):
        found = Exposure.GROUP
    return Exposure.PUBLIC if found is not Exposure.OWNER and _PUBLISHED.search(path) else found


def _is_shared_by_list(path: str) -> bool:
    """Whether the file's access list names a user or group that may read it: acl(5), xattr system.posix_acl_access.

    Its entries are of 8 bytes behind a version of 4: tag, permissions, id; the mask bounds all that it names.
    """
    try:
        packed = os.getxattr(path, "system.posix_acl_access")
    except (OSError, AttributeError):
        return False
    entries = [
        (tag, permissions) for tag, permissions, _ in struct.iter_unpack("<HHI", packed[4 : len(packed) & ~7 | 4])
    ]
    mask = next((permissions for tag, permissions in entries if tag == _ACL_MASK), _MAY_READ)
    return any(tag in _ACL_NAMED and permissions & mask & _MAY_READ for tag, permissions in entries)


@cache
def owner(uid: int) -> str | None:
    """The user's name, or the number of one that has none; asked once, a directory service is slow."""
    try:
        import pwd
    except ImportError:
        return None
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def virtual_devices() -> frozenset[int]:
    """The device numbers of the mounted file systems that hold no real files."""
    devices = set()
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
            for line in mounts:
                # 36 35 98:0 /root /mount options [optional …] - type source options: proc_pid_mountinfo(5)
                mount, _, file_system = line.partition(" - ")
                major, _, minor = mount.split(" ")[2].partition(":")
                if file_system.split(" ")[0] in _VIRTUAL:
                    devices.add(os.makedev(int(major), int(minor)))
    except (OSError, ValueError, IndexError):
        found = {_device("/dev"), _device("/proc"), _device("/sys")} - {_device("/")}
        return frozenset(device for device in found if device is not None)
    return frozenset(devices)


def _device(path: str) -> int | None:
    try:
        return os.stat(path).st_dev
    except OSError:
        return None
