from __future__ import annotations

import json
import os
import pickle
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dlpscan.errors import UsageError
from dlpscan.model import Coverage, Exposure, FileReport, Item, Problem, Stage
from dlpscan.walk import LocalSource, Met

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="needs the files of a POSIX system")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the mounts of Linux")


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def walked(root: Path | str, source: LocalSource | None = None) -> dict[str, str]:
    """How each thing under the root ended: `item`, or the reason why not."""
    ends: dict[str, str] = {}
    for met in (source or LocalSource()).items(str(root)):
        if isinstance(met, Problem):
            continue
        name = os.path.relpath(met.target, root)
        assert name not in ends
        ends[name] = met.reason or "" if isinstance(met, FileReport) else "item"
    return ends


def problems(root: Path | str) -> list[Problem]:
    """The problems, each with its file report right after it."""
    met = list(LocalSource().items(str(root)))
    found = [(each, after) for each, after in zip(met, [*met[1:], None], strict=True) if isinstance(each, Problem)]
    for problem, report in found:
        assert isinstance(report, FileReport)
        assert (report.target, report.coverage, report.reason) == (problem.target, Coverage.ERROR, problem.kind)
        assert problem.stage is Stage.WALK
    return [problem for problem, _ in found]


def test_files_come_sorted_and_depth_first(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b/c/0.txt", "c.txt", "B.txt"):
        write(tmp_path / name)
    (tmp_path / "empty").mkdir()
    assert list(walked(tmp_path)) == ["B.txt", "a.txt", "b/1.txt", "b/2.txt", "b/c/0.txt", "c.txt"]


def test_an_item_says_what_the_listing_knows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "hello")
    os.utime(path, (1, 1234567890.5))
    (item,) = LocalSource().items(str(tmp_path))
    assert isinstance(item, Item)
    assert (item.path, item.target, item.size, item.modified) == (str(path), str(path), 5, 1234567890.5)
    assert item.owner
    assert item == LocalSource().reopen(item.path)


def test_targets_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "labo" / "a.txt")
    monkeypatch.chdir(tmp_path)
    shown = {
        target: [met.target for met in LocalSource().items(target)] for target in (".", "labo", "labo/", "labo/a.txt")
    }
    assert shown == {
        ".": ["./labo/a.txt"],
        "labo": ["labo/a.txt"],
        "labo/": ["labo/a.txt"],
        "labo/a.txt": ["labo/a.txt"],
    }


def test_a_missing_target_is_a_usage_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    source = LocalSource()
    source.check_target(str(tmp_path))
    source.check_target(str(tmp_path / "a.txt"))
    for missing in (str(tmp_path / "absent"), str(tmp_path / "a.txt" / "b"), "", "a\0b"):
        with pytest.raises(UsageError, match="no such file or directory: "):
            source.check_target(missing)


@pytest.mark.parametrize("target", ["absent", "a\0b"])
def test_a_target_that_went_is_a_problem(target: str) -> None:
    (problem,) = problems(target)
    assert problem.kind == ("vanished" if target == "absent" else "io")


def test_exclude(tmp_path: Path) -> None:
    for name in ("a.log", "a.txt", "sub/b.log", "node_modules/x.txt", "sub/top.txt", "top.txt"):
        write(tmp_path / name)
    ends = walked(tmp_path, LocalSource(exclude=("*.log", "node_modules/", "/top.txt")))
    assert ends == {
        "a.log": "excluded",
        "a.txt": "item",
        "node_modules": "excluded",
        "sub/b.log": "excluded",
        "sub/top.txt": "item",
        "top.txt": "excluded",
    }


def test_include_and_exclude(tmp_path: Path) -> None:
    for name in ("a.csv", "a.txt", "sub/b.csv", "old/c.csv", "exports/d.txt"):
        write(tmp_path / name)
    ends = walked(tmp_path, LocalSource(include=("*.csv", "exports/"), exclude=("old/",)))
    assert ends == {
        "a.csv": "item",
        "a.txt": "not-included",
        "exports/d.txt": "item",
        "old": "excluded",
        "sub/b.csv": "item",
    }


@posix
def test_patterns_hold_for_names_with_line_ends(tmp_path: Path) -> None:
    for name in ("new\nline/a.csv", "b.csv\n"):
        write(tmp_path / name)
    assert walked(tmp_path, LocalSource(include=("*.csv",))) == {"b.csv\n": "not-included", "new\nline/a.csv": "item"}
    assert walked(tmp_path, LocalSource(exclude=("*.csv",))) == {"b.csv\n": "item", "new\nline/a.csv": "excluded"}


def test_patterns_hold_for_a_target_that_is_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (report,) = LocalSource(exclude=("*.txt",)).items(str(path))
    assert isinstance(report, FileReport)
    assert (report.coverage, report.reason, report.size) == (Coverage.SKIPPED, "excluded", 1)


def test_a_pattern_that_cannot_be_used() -> None:
    with pytest.raises(UsageError, match="cannot use the pattern"):
        LocalSource(exclude=("!",))


def test_max_size(tmp_path: Path) -> None:
    write(tmp_path / "ok", "12345")
    write(tmp_path / "over", "123456")
    source = LocalSource(max_size=5)
    assert walked(tmp_path, source) == {"ok": "item", "over": "too-large"}
    assert walked(tmp_path / "over", source) == {".": "too-large"}


@posix
def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        assert walked(tmp_path) == {"fifo": "fifo", "socket": "socket"}
    assert walked(tmp_path / "fifo") == {".": "fifo"}
    assert walked("/dev/null") == {".": "device"}


@posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "secret.txt")
    root = tmp_path / "root"
    write(root / "sub" / "file.txt")
    for name, to in {
        "in-file": "sub/file.txt",
        "in-folder": "sub",
        "in-absolute": str(root / "sub"),
        "out-file": "../outside/secret.txt",
        "out-folder": str(tmp_path / "outside"),
        "up": "..",
        "self": ".",
        "broken": "nowhere",
        "loop": "loop",
        "through": "out-folder/secret.txt",
    }.items():
        (root / name).symlink_to(to)
    assert walked(root) == {
        "broken": "link-broken",
        "in-absolute": "link-inside",
        "in-file": "link-inside",
        "in-folder": "link-inside",
        "loop": "link-loop",
        "out-file": "link-outside",
        "out-folder": "link-outside",
        "self": "link-inside",
        "sub/file.txt": "item",
        "through": "link-outside",
        "up": "link-outside",
    }


@posix
@pytest.mark.parametrize("to", ["a.txt/below", "absent/below", "x" * 300])
def test_a_link_that_leads_nowhere_is_broken(tmp_path: Path, to: str) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "link").symlink_to(to)
    assert walked(tmp_path) == {"a.txt": "item", "link": "link-broken"}


@posix
def test_the_mode_of_a_link_exposes_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    (report,) = LocalSource().items(str(tmp_path))
    assert isinstance(report, FileReport)
    assert report.exposure is Exposure.UNKNOWN


@posix
def test_a_neighbour_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    write(tmp_path / "labo-old" / "a.txt")
    (tmp_path / "labo").mkdir()
    (tmp_path / "labo" / "link").symlink_to(tmp_path / "labo-old" / "a.txt")
    assert walked(tmp_path / "labo") == {"link": "link-outside"}


@posix
def test_a_target_that_is_a_link_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "real" / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "file").symlink_to("real/a.txt")
    assert walked(tmp_path / "folder") == {"a.txt": "item", "b.txt": "link-inside"}
    assert walked(tmp_path / "file") == {".": "item"}


@posix
def test_a_hard_linked_file_is_read_once(tmp_path: Path) -> None:
    first = write(tmp_path / "b.txt", "12345")
    (tmp_path / "a.txt").hardlink_to(first)
    (tmp_path / "c.txt").hardlink_to(first)
    assert walked(tmp_path) == {"a.txt": "item", "b.txt": "hard-link", "c.txt": "hard-link"}
    assert walked(tmp_path, LocalSource(exclude=("a.txt",)))["b.txt"] == "item"


@posix
@pytest.mark.parametrize(
    ("mode", "exposure"),
    [(0o600, Exposure.OWNER), (0o640, Exposure.GROUP), (0o644, Exposure.EVERYONE), (0o604, Exposure.EVERYONE)],
)
def test_exposure(tmp_path: Path, mode: int, exposure: Exposure) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(mode)
    (item,) = LocalSource().items(str(path))
    assert isinstance(item, Item)
    assert item.exposure is exposure


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"esc\x1b[31m", "esc\x1b[31m"),
        (b"new\nline", "new\nline"),
        ("été".encode(), "été"),
        (b"\xe9t\xe9.txt", r"\xe9t\xe9.txt"),
    ],
)
def test_any_name_can_be_shown_and_opened(tmp_path: Path, name: bytes, shown: str) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the file system refuses this name")
    (item,) = LocalSource().items(str(tmp_path))
    assert isinstance(item, Item)
    assert item.target == f"{tmp_path}/{shown}"
    assert os.fsencode(item.path) == path
    assert LocalSource(exclude=("nothing",)).reopen(item.path) == item


def test_reopen_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a regular file"):
        LocalSource().reopen(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        LocalSource().reopen(str(tmp_path / "absent"))


def test_what_vanishes_during_the_walk_is_a_problem(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "d.txt", "e/f.txt"):
        write(tmp_path / name)
    walk = LocalSource().items(str(tmp_path))
    seen: list[Met] = [next(walk)]
    shutil.rmtree(tmp_path / "b")
    (tmp_path / "d.txt").unlink()
    seen += walk
    assert [type(met).__name__ for met in seen] == ["Item", "Problem", "FileReport", "Problem", "FileReport", "Item"]
    assert {met.kind for met in seen if isinstance(met, Problem)} == {"vanished"}


def test_a_directory_that_became_a_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b" / "c.txt")
    walk = LocalSource().items(str(tmp_path))
    next(walk)
    shutil.rmtree(tmp_path / "b")
    write(tmp_path / "b")
    # Where the listing gave the kind of the entry, the change shows when it is examined: then it is a file.
    assert [met.target for met in walk] == [str(tmp_path / "b")]


@posix
def test_a_path_too_deep_is_a_problem(tmp_path: Path) -> None:
    top = os.open(tmp_path, os.O_RDONLY)
    folder = top
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=folder)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    (problem,) = problems(tmp_path)
    assert problem.kind == "path-too-long"


def as_nobody(root: Path) -> list[list[str]]:
    """What somebody without rights meets under the root: type, path, kind or reason."""
    code = (
        "import json, os, pwd, sys\nfrom dlpscan.walk import LocalSource\n"
        "if os.geteuid() == 0:\n    os.setgroups([])\n    os.setgid(65534)\n    os.setuid(65534)\n"
        "print(json.dumps([[type(m).__name__, m.target, getattr(m, 'kind', '') or getattr(m, 'reason', '')]"
        " for m in LocalSource().items('.')]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=True)
    met: list[list[str]] = json.loads(done.stdout)
    return met


@posix
def test_permission_denied_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "closed" / "a.txt")
    write(tmp_path / "listed" / "b.txt")
    write(tmp_path / "open" / "c.txt")
    tmp_path.chmod(0o755)
    (tmp_path / "closed").chmod(0o000)
    (tmp_path / "listed").chmod(0o444)
    try:
        met = as_nobody(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)
        (tmp_path / "listed").chmod(0o755)
    assert met == [
        ["Problem", "./closed", "permission"],
        ["FileReport", "./closed", "permission"],
        ["Problem", "./listed/b.txt", "permission"],
        ["FileReport", "./listed/b.txt", "permission"],
        ["Item", "./open/c.txt", ""],
    ]


@linux
def test_a_walk_does_not_enter_what_the_kernel_makes_up() -> None:
    met = LocalSource(exclude=("/*", "!/proc", "!/sys")).items("/")
    ends = {each.target: each.reason for each in met if isinstance(each, FileReport)}
    assert (ends["/proc"], ends["/sys"]) == ("virtual-file-system", "virtual-file-system")


@linux
def test_one_file_system_stays_on_it() -> None:
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == Path("/dev").stat().st_dev:
        pytest.skip("no other file system is mounted at /dev/shm")
    only_shared = ("/*", "!/shm", "/shm/*")
    ends = walked("/dev", LocalSource(exclude=only_shared, one_file_system=True))
    assert ends["shm"] == "other-file-system"
    assert "shm" not in walked("/dev", LocalSource(exclude=only_shared))


@linux
def test_a_directory_mounted_into_itself_is_a_problem(tmp_path: Path) -> None:
    inner = write(tmp_path / "a" / "b" / "c.txt").parent
    code = "from dlpscan.walk import LocalSource; import sys\nfor met in LocalSource().items(sys.argv[1]): print(met)"
    script = f'mount --bind "$1" "{inner}" && exec "{sys.executable}" -c "$2" "$1"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh", str(tmp_path), code]
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("nothing may be mounted here")
    assert done.stdout.count("kind='loop'") == 1
    assert done.stdout.count("\n") == 2


def test_a_source_goes_to_a_worker() -> None:
    source = LocalSource(include=("*.csv",), max_size=5)
    assert pickle.loads(pickle.dumps(source)) == source
