"""The `git` program, as a child process in the repository of the current folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from ..errors import UsageError

# Nothing that a repository configures is executed, and what is missing is not fetched from anywhere.
_OPTIONS = ("-c", "core.fsmonitor=false", "--no-pager", "--literal-pathspecs")
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def command(*words: str) -> list[str]:
    """A command line of git."""
    return ["git", *_OPTIONS, *words]


def environment() -> dict[str, str]:
    """Ours with what keeps git from doing more than it is asked. What a hook was told of the index stays."""
    return {**os.environ, **_ENVIRONMENT}


def run(*words: str, stdin: bytes = b"", accept: Sequence[int] = (0,)) -> bytes:
    """What git prints. Raises UsageError with git's own words."""
    try:
        done = subprocess.run(  # noqa: S603  # our own words, and no shell
            command(*words), input=stdin, capture_output=True, env=environment(), check=False
        )
    except FileNotFoundError:
        raise UsageError("the program git is not installed") from None
    if done.returncode not in accept:
        raise UsageError(f"git {words[0]}: {_cause(done.stderr)}")
    return done.stdout


def _cause(complaint: bytes) -> str:
    lines = [line.strip() for line in complaint.decode("utf-8", "replace").splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal: ", "error: "))] or lines
    return told[-1].partition(": ")[2] or told[-1] if told else "failed"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """Where the current folder is in its repository: `prefix` is empty or ends with a slash."""

    prefix: str
    merge_head: str

    @property
    def root(self) -> str:
        """Its top folder, from the current one."""
        return "../" * self.prefix.count("/") or "."

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """What the next commit's parents are: the commit that is checked out, and those that are being merged."""
        head = run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", accept=(0, 1)).decode().strip()
        return (head or empty_tree(), *self._merged())

    def _merged(self) -> list[str]:
        with suppress(OSError), open(self.merge_head, encoding="ascii") as file:
            return file.read().split()
        return []

    def path_of(self, name: str) -> str:
        """A file that the user named, as the repository calls it."""
        if os.path.isabs(name):
            top = os.fsdecode(run("rev-parse", "--show-toplevel")).rstrip("\n")
            folder, base = os.path.split(name)
            name = os.path.relpath(os.path.join(os.path.realpath(folder), base), os.path.realpath(top))
            return name.replace(os.sep, "/")
        return os.path.normpath(self.prefix + name).replace(os.sep, "/")


def repository() -> Repository:
    """The repository of the current folder. Raises UsageError where there is none."""
    told = os.fsdecode(run("rev-parse", "--show-prefix", "--git-path", "MERGE_HEAD")).split("\n")
    return Repository(prefix=told[0], merge_head=told[1])


def empty_tree() -> str:
    """The object that stands for nothing, in the repository's own hash."""
    return run("hash-object", "-t", "tree", "--stdin").decode().strip()


@contextmanager
def piped(first: Sequence[str], second: Sequence[str]) -> Iterator[IO[bytes]]:
    """What the second command prints of what the first one does. Raises UsageError where one of them fails.

    Leaving early ends both.
    """
    with (
        _started(first, subprocess.DEVNULL) as source,
        _started(second, source.stdout) as process,
    ):
        assert source.stdout is not None
        assert process.stdout is not None
        source.stdout.close()  # so that the first ends when the second does
        try:
            yield process.stdout
            if process.stdout.read(1):
                return
            for words, each in ((first, source), (second, process)):
                if each.wait():
                    raise UsageError(f"git {words[0]} failed")
        finally:
            source.kill()
            process.kill()


def _started(words: Sequence[str], stdin: IO[bytes] | int | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own words, and no shell
        command(*words), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    )


def commit_of(name: str) -> str:
    """The commit of a name that the user gave. Raises UsageError."""
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = run(*words, accept=(0, 1, 128)).decode().split()
    if not found:
        raise UsageError(f"no such commit: {name!r}")
    return found[-1]
