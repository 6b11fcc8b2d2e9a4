import dataclasses
import tomllib
from pathlib import Path

import pytest

from dlpscan import config
from dlpscan.config import Config
from dlpscan.configfile import resolve
from dlpscan.errors import ConfigError
from dlpscan.model import Severity


def settled(text: str, folder: Path, **arguments: object) -> Config:
    path = folder / "dlpscan.toml"
    path.write_text(text, encoding="utf-8")
    return resolve(arguments, path=str(path)).config


def error_of(text: str, folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        settled(text, folder)
    return str(caught.value).removeprefix(f"{folder}/dlpscan.toml: ")


def test_defaults() -> None:
    defaults = Config()
    assert defaults.reports == (("console", None),)
    assert (defaults.fail_on, defaults.min_severity) == (Severity.HIGH, Severity.INFO)
    assert (defaults.min_confidence, defaults.max_findings, defaults.jobs) == (0.5, 100, 0)
    assert defaults.detectors is None


@pytest.mark.parametrize("name", list(config.options()))
def test_every_option_has_help_and_a_check(name: str) -> None:
    metadata = config.options()[name].metadata
    assert metadata["help"].endswith(".")
    assert callable(metadata["check"])


def test_defaults_pass_their_own_check() -> None:
    for field in dataclasses.fields(Config):
        if field.default is not None:
            assert field.metadata["check"](field.default) == field.default


def test_every_option_can_stand_in_the_file(tmp_path: Path) -> None:
    found = settled(
        """
        format = "jsonl"
        output = "out.jsonl"
        report = ["json:/tmp/out.json"]
        fail-on = "critical"
        min_severity = "low"
        min-confidence = 1
        detectors = ["fr-nir"]
        no-detectors = ["phone"]
        plugins = ["ours.py"]
        require = ["fr-nir"]
        disable = ["theirs"]
        include = ["*.csv"]
        exclude = [".git/"]
        max-size = "1.5GiB"
        one-file-system = true
        jobs = 2
        max-findings = 0
        show-values = true
        inventory = true
        all-files = true
        item-seconds = 1.5
        """,
        tmp_path,
    )
    assert found == Config(
        format="jsonl",
        output=f"{tmp_path}/out.jsonl",
        report=("json:/tmp/out.json",),
        fail_on=Severity.CRITICAL,
        min_severity=Severity.LOW,
        min_confidence=1.0,
        detectors=("fr-nir",),
        no_detectors=("phone",),
        plugins=(f"{tmp_path}/ours.py",),
        require=("fr-nir",),
        disable=("theirs",),
        include=("*.csv",),
        exclude=(".git/",),
        max_size=3 << 29,
        one_file_system=True,
        jobs=2,
        max_findings=0,
        show_values=True,
        inventory=True,
        all_files=True,
        item_seconds=1.5,
    )
    assert found.reports == (("jsonl", f"{tmp_path}/out.jsonl"), ("json", "/tmp/out.json"))


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [("0", 0), ("12", 12), ("200MB", 200_000_000), ("1 GiB", 1 << 30), ("2k", 2000), ("2KiB", 2048), ("1.5kB", 1500)],
)
def test_sizes(text: str, bytes_: int) -> None:
    assert config.size(text) == bytes_


@pytest.mark.parametrize("value", ["", "MB", "-1", "1XB", "1i", "1ib", "1,5MB", 1.5, True, "٣MB", [1]])
def test_what_is_no_size(value: object) -> None:
    with pytest.raises(ValueError, match="must be a size like 200MB or 1GiB"):
        config.size(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail-no = 'low'", "unknown key 'fail-no', did you mean 'fail-on'?"),
        ("fail-on = 'hihg'", "fail-on: unknown severity 'hihg', did you mean 'high'?"),
        ("fail-on = 3", "fail-on: unknown severity 3"),
        ("min-confidence = 2", "min-confidence: must be a number from 0 to 1, not 2"),
        ("min-confidence = nan", "min-confidence: must be a number from 0 to 1, not nan"),
        ("min-confidence = true", "min-confidence: must be a number from 0 to 1, not True"),
        ("jobs = -1", "jobs: must be a whole number from 0, not -1"),
        ("jobs = 1.0", "jobs: must be a whole number from 0, not 1.0"),
        ("item-seconds = 0", "item-seconds: must be a number of seconds above 0, not 0"),
        ("show-values = 'no'", "show-values: must be true or false, not 'no'"),
        ("detectors = []", "detectors: must not be empty"),
        ("exclude = '*.log'", "exclude: must be a list of texts, not '*.log'"),
        ("exclude = [1]", "exclude: must be a text, not 1"),
        ("report = ['jsonl']", "report: must be FORMAT:FILE, not 'jsonl'"),
        ("format = ''", "format: must be a text, not ''"),
        ("fail-on = 'low'\nfail_on = 'low'", "fail-on: is given twice"),
        ("jobs =", "Invalid value (at end of document)"),
    ],
)
def test_errors_name_the_key(text: str, message: str, tmp_path: Path) -> None:
    assert error_of(text, tmp_path) == message


def test_error_tells_of_more_errors(tmp_path: Path) -> None:
    assert error_of("a = 1\nb = 2\njobs = 'x'", tmp_path).endswith("(and 2 more, see 'dlpscan config check')")


def test_command_line_over_file_over_default(tmp_path: Path) -> None:
    path = tmp_path / "dlpscan.toml"
    path.write_text("jobs = 2\nmax-findings = 5\nexclude = ['a']\n")
    found = resolve({"jobs": "3", "exclude": ("b",), "include": (), "show_values": None}, path=str(path))
    assert (found.config.jobs, found.config.max_findings, found.config.exclude) == (3, 5, ("b",))
    assert found.origins["jobs"] == found.origins["exclude"] == "command line"
    assert found.origins["max_findings"] == str(path)
    assert found.origins["include"] == found.origins["show_values"] == "default"


def test_errors_of_the_command_line_name_the_option() -> None:
    with pytest.raises(ConfigError, match=r"^--detector: must be a text, not ''$"):
        resolve({"detectors": ("",)}, start="/")


def test_default_configuration_is_toml_again() -> None:
    from dlpscan.commands.config import toml

    values = [toml(value) for value in ('a"b\\\n\x7fé', ("x", "y"), True, 1, 0.5, Severity.LOW)]
    assert tomllib.loads("\n".join(f"k{i} = {value}" for i, value in enumerate(values))) == {
        "k0": "a\"b\\\n\x7fé", "k1": ["x", "y"], "k2": True, "k3": 1, "k4": 0.5, "k5": "low",
    }  # fmt: skip
