"""A real repository, and invented people who are ill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HEADER = "nom;prenom;groupe sanguin;serologie vih\n"
ILL = "EXEMPLE;Camille;A+;positif\n"
ALSO_ILL = "MODELE;Claude;O-;positif\n"
PATIENTS = HEADER + ILL + ALSO_ILL
LETTER = "Patiente : Mme Camille EXEMPLE, née le 12/07/1985\nSérologie VIH : positive\n"
# Of place 979xx, where nobody was ever born: the numbers are known to be fictitious.
FICTITIOUS = "nom;prenom;nir;vih\nEXEMPLE;Camille;285079790100150;positif\nMODELE;Claude;295109900000004;\n"


@dataclass
class Repository:
    """A repository in a folder of its own, and the command in it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def git(self, *words: str | bytes, check: bool = True, stdin: bytes | None = None) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=self.environment, input=stdin, capture_output=True, check=False
        )
        output = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert not check or done.returncode == 0, output
        return done.stdout.decode("utf-8", "replace").strip() if check else output

    def write(self, name: str | bytes, content: str | bytes) -> None:
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def stage(self, name: str | bytes, content: str | bytes) -> None:
        self.write(name, content)
        self.git("add", "--", name)

    def commit(self, message: str = "a change") -> str:
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def hook(self, *words: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dlpscan", "hook", *words],
            cwd=self.folder / folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def events(self, *words: str) -> list[dict[str, Any]]:
        done = self.hook(*words, "--format", "jsonl")
        assert done.stderr == ""
        return [json.loads(line) for line in done.stdout.splitlines()]

    def found(self, *words: str) -> set[tuple[str, int]]:
        """Where something is found: file and line."""
        return {(event["target"], event["line"]) for event in self.events(*words) if event["type"] == "finding"}

    def skipped(self, *words: str) -> dict[str, str]:
        """Why files were not looked at."""
        events: Sequence[dict[str, Any]] = self.events(*words)
        return {event["target"]: event["reason"] for event in events if event["type"] == "file" and event["reason"]}


def made(folder: Path) -> Repository:
    folder.mkdir(parents=True, exist_ok=True)
    repository = Repository(folder)
    # The user's own settings are not those of the tests.
    repository.environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    repository.git("init", "-q", "-b", "main")
    for key, value in {"user.name": "A Developer", "user.email": "developer@example.org"}.items():
        repository.git("config", key, value)
    return repository
