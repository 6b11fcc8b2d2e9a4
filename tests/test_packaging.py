"""What is in the wheel, and that it works where nothing of the repository is."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dlpscan import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(place)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (path,) = place.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def text_of(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(f"dlpscan-{__version__}.dist-info/{name}").decode()


@pytest.mark.parametrize(
    "name",
    [
        "dlpscan/py.typed",
        "dlpscan/__main__.py",
        "dlpscan/reports/dlpscan.schema.json",
        "dlpscan_france/__init__.py",
        "dlpscan_health/__init__.py",
        f"dlpscan-{__version__}.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_has(names: set[str], name: str) -> None:
    assert name in names


def test_the_wheel_has_every_module(names: set[str]) -> None:
    for root, package in (
        (ROOT, "dlpscan"),
        (ROOT / "plugins", "dlpscan_france"),
        (ROOT / "plugins", "dlpscan_health"),
    ):
        modules = {path.relative_to(root).as_posix() for path in (root / package).rglob("*.py")}
        assert modules <= names


def test_the_wheel_has_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops == {"dlpscan", "dlpscan_france", "dlpscan_health", f"dlpscan-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or "test" in name]


def test_the_entry_points(wheel: Path) -> None:
    points = configparser.ConfigParser()
    points.read_string(text_of(wheel, "entry_points.txt"))
    assert dict(points["console_scripts"]) == {"dlpscan": "dlpscan.cli:main"}
    assert dict(points["dlpscan_v1"]) == {"dlpscan_france": "dlpscan_france", "dlpscan_health": "dlpscan_health"}


def test_the_metadata(wheel: Path) -> None:
    metadata = text_of(wheel, "METADATA").split("\n\n")[0].splitlines()
    assert {"Name: dlpscan", f"Version: {__version__}", "License-Expression: Apache-2.0"} <= set(metadata)


def test_the_wheel_scans(wheel: Path, tmp_path: Path) -> None:
    """Unpacked in front of all else, so that no file of the repository can help."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "a.csv").write_text("nom;nir\nDUPONT;285079790100150\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import dlpscan, dlpscan_france; "
        "from dlpscan.cli import main; code = main(['scan', 'a.csv']); "
        "print(dlpscan.__file__, dlpscan_france.__file__, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "fr-nir 1" in done.stdout
    assert done.stderr.count(str(tmp_path / "site")) == 2
