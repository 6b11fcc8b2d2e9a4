"""The contents of objects, through one `git cat-file --batch` for as many as are asked for."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import IO

from ..errors import UsageError
from .program import command, environment

_BLOCK = 1 << 20
# What stands in the place of a large file: git-lfs, docs/spec.md, "The Pointer".
_LFS_POINTER = re.compile(
    rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/[^\n]+\n"
    rb"(?:ext-[^\n]+\n)*oid [a-z0-9]+:[0-9a-f]+\nsize \d+\n"
)
_LONGEST_POINTER = 1024


@dataclass(frozen=True, slots=True)
class Missing:
    """An object that cannot be had: `kind` and `message` are those of the problem that it is."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """An object that is larger than asked for, in bytes."""

    size: int


class Blobs:
    """Objects of the repository of the current folder."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own words, and no shell
                command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
        except FileNotFoundError:
            raise UsageError("the program git is not installed") from None

    def __enter__(self) -> Blobs:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        # Only what has not been read is left behind by that.
        self._process.kill()
        self._process.communicate()

    def read(self, name: str, most: int | None = None) -> bytes | Missing | TooLarge:
        """The content of an object, of at most so many bytes."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        try:
            requests.write(name.encode() + b"\n")
            requests.flush()
            head = answers.readline().split()
        except OSError:
            head = []
        if len(head) != 3:
            broken = head[-1:] != [b"missing"]
            return Missing("io", "git cannot read it") if broken else Missing("vanished", "the repository lacks it")
        size = int(head[2])
        if most is not None and size > most:
            _skip(answers, size + 1)
            return TooLarge(size)
        data = answers.read(size)
        answers.read(1)
        return data if len(data) == size else Missing("io", "git cannot read it")


def _skip(answers: IO[bytes], count: int) -> None:
    while count > 0:
        got = len(answers.read(min(count, _BLOCK)))
        if not got:
            return
        count -= got


def is_lfs_pointer(data: bytes) -> bool:
    """Whether a version only says where the content is kept."""
    return len(data) <= _LONGEST_POINTER and _LFS_POINTER.fullmatch(data) is not None


@dataclass(frozen=True, slots=True)
class Blob:
    """A body that is an object of the repository of the current folder; every process asks for it by itself."""

    name: str

    def read(self) -> bytes:
        """Raises OSError where the repository cannot give it."""
        data = _of_this_process().read(self.name)
        if not isinstance(data, bytes):
            raise OSError(data.message if isinstance(data, Missing) else "too large")
        return data


@cache
def _of_this_process() -> Blobs:
    return Blobs()
