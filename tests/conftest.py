"""What several tests share: invented people, and the engine on a piece of text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Caches and keys of the tests are not the user's."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(home / name.lower())
    os.environ["HOME"] = str(home)


@pytest.fixture
def dlpscan() -> list[str]:
    """The command, in the environment that runs the tests."""
    return [sys.executable, "-m", "dlpscan"]
