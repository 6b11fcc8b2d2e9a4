"""Scans as users run them, and invented people."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NIR = "2 85 07 979 01 001 50"


def key(number: int) -> str:
    return f"{97 - number % 97:02d}"


OTHER = f"1 94 05 979 94 018 {key(1940597994018)}"


@dataclass(frozen=True)
class Run:
    code: int
    text: str
    errors: str

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.text.splitlines()) if line["type"] == kind]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return self.of("finding")

    @property
    def files(self) -> list[dict[str, Any]]:
        return self.of("file")

    @property
    def problems(self) -> list[dict[str, Any]]:
        return self.of("problem")

    @property
    def summary(self) -> dict[str, Any]:
        return self.of("summary")[0]


def dlpscan(folder: Path, *words: str) -> Run:
    environment = {**os.environ, "COLUMNS": "120"}
    run = subprocess.run(
        [sys.executable, "-m", "dlpscan", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(run.returncode, run.stdout, run.stderr)


def scanned(folder: Path, *options: str, form: str = "jsonl") -> Run:
    return dlpscan(folder, "scan", ".", "--format", form, *options)


def lines_of(run: Run, detector: str) -> list[int]:
    return [finding["line"] for finding in run.findings if finding["detector"] == detector]
