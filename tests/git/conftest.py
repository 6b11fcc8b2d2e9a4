from pathlib import Path

import pytest
from repositories import Repository, made


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return made(tmp_path / "repository")
