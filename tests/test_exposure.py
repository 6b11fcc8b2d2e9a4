"""Who can read a file: modes, folders on the way, access lists of the system, and folders that servers publish."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from dlpscan.filesystem import narrower, readable_by
from dlpscan.model import Exposure, Item
from dlpscan.walk import LocalSource

USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20


def exposures(root: Path) -> dict[str, Exposure]:
    items = [thing for thing in LocalSource().items(str(root)) if isinstance(thing, Item)]
    return {os.path.relpath(item.path, root): item.exposure for item in items}


def put(path: Path, mode: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("mode", "expected"), [(0o644, Exposure.EVERYONE), (0o640, Exposure.GROUP), (0o600, Exposure.OWNER)]
)
def test_the_mode_of_a_file(mode: int, expected: Exposure, tmp_path: Path) -> None:
    put(tmp_path / "a", mode)
    assert exposures(tmp_path) == {"a": expected}


def test_folders_on_the_way_guard_what_is_in_them(tmp_path: Path) -> None:
    put(tmp_path / "closed" / "deep" / "a", 0o644)
    put(tmp_path / "team" / "a", 0o644)
    put(tmp_path / "open" / "a", 0o644)
    (tmp_path / "closed").chmod(0o700)
    (tmp_path / "team").chmod(0o750)
    (tmp_path / "open").chmod(0o755)
    assert exposures(tmp_path) == {
        "closed/deep/a": Exposure.OWNER,
        "team/a": Exposure.GROUP,
        "open/a": Exposure.EVERYONE,
    }
    # The target itself may be exported as a share, whatever stands above it.
    assert exposures(tmp_path / "closed")["deep/a"] is Exposure.EVERYONE


def test_an_access_list_that_names_somebody(tmp_path: Path) -> None:
    path = put(tmp_path / "a", 0o600)
    assert readable_by(str(path), Exposure.OWNER) is Exposure.OWNER
    _set_acl(path, [(USER_OBJ, 6), (USER, 4), (GROUP_OBJ, 0), (MASK, 4), (OTHER, 0)])
    # The mask of the list stands where the rights of the group are in the mode.
    assert exposures(tmp_path) == {"a": Exposure.GROUP}
    assert readable_by(str(path), Exposure.OWNER) is Exposure.GROUP


def test_an_access_list_whose_mask_takes_the_rights_away(tmp_path: Path) -> None:
    path = put(tmp_path / "a", 0o600)
    _set_acl(path, [(USER_OBJ, 6), (USER, 4), (GROUP_OBJ, 0), (MASK, 0), (OTHER, 0)])
    assert readable_by(str(path), Exposure.OWNER) is Exposure.OWNER


def _set_acl(path: Path, entries: list[tuple[int, int]]) -> None:
    """acl(5) as Linux keeps it; only a named user has an id."""
    packed = struct.pack("<I", 2)
    for tag, permissions in entries:
        packed += struct.pack("<HHI", tag, permissions, 1 if tag == USER else 0xFFFFFFFF)
    os.setxattr(path, "system.posix_acl_access", packed)


@pytest.mark.parametrize(
    ("path", "by_mode", "expected"),
    [
        ("/var/www/html/export.csv", Exposure.EVERYONE, Exposure.PUBLIC),
        ("/home/a/public_html/x.csv", Exposure.GROUP, Exposure.PUBLIC),
        ("/srv/ftp/pub/x.csv", Exposure.EVERYONE, Exposure.PUBLIC),
        ("C:\\inetpub\\wwwroot\\x.csv", Exposure.EVERYONE, Exposure.PUBLIC),
        ("/var/www/html/secret.csv", Exposure.OWNER, Exposure.OWNER),
        ("/srv/labo/publications/x.csv", Exposure.EVERYONE, Exposure.EVERYONE),
        ("/var/www/html/x.csv", Exposure.UNKNOWN, Exposure.UNKNOWN),
    ],
)
def test_folders_that_servers_publish(path: str, by_mode: Exposure, expected: Exposure) -> None:
    assert readable_by(path, by_mode) is expected


def test_both_must_let_through() -> None:
    assert narrower(Exposure.EVERYONE, Exposure.GROUP) is Exposure.GROUP
    assert narrower(Exposure.UNKNOWN, Exposure.EVERYONE) is Exposure.EVERYONE
