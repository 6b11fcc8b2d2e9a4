"""Every option, once: name, default, check and help. The command line and the file are made of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from .allow.rules import AllowRule, allow_rules
from .errors import ConfigError, did_you_mean
from .model import Exposure, Incident, Severity

_UNITS = {
    "": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30, "ti": 1 << 40,
}  # fmt: skip
STANDARD_OUTPUT = "-"
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([kmgt]?i?)b?", re.IGNORECASE | re.ASCII)


def option(
    default: object, check: Callable[[object], object], help_: str, *, flag: str | None = "", metavar: str = ""
) -> Any:
    """A field of `Config`. `check` gives the value as it is kept, or raises ValueError with what it must be.

    `flag` is the option's name on the command line, by default the field's; None for the file only.
    """
    return field(default=default, metadata={"check": check, "help": help_, "flag": flag, "metavar": metavar})


def _must_be(what: str, value: object) -> ValueError:
    return ValueError(f"must be {what}, not {value!r}")


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise _must_be("a text", value)
    return value


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; from the file a list, from the command line a tuple."""
    if not isinstance(value, list | tuple):
        raise _must_be("a list of texts", value)
    return tuple(text(each) for each in value)


def some_texts(value: object) -> tuple[str, ...]:
    """A list of texts that is not empty: an empty choice would scan for nothing."""
    if not value:
        raise ValueError("must not be empty")
    return texts(value)


def report_places(value: object) -> tuple[str, ...]:
    """A list of FORMAT:FILE."""
    places = texts(value)
    for place in places:
        name, _, path = place.partition(":")
        if not name or not path:
            raise _must_be("FORMAT:FILE", place)
    return places


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _must_be("true or false", value)
    return value


def severity(value: object) -> Severity:
    """One of the severities, by name."""
    try:
        return Severity(str(value))
    except ValueError:
        raise ValueError(f"unknown severity {value!r}{did_you_mean(str(value), Severity)}") from None


def exposure(value: object) -> Exposure:
    """One of those who may read a file, by name."""
    try:
        return Exposure(str(value))
    except ValueError:
        raise ValueError(f"unknown exposure {value!r}{did_you_mean(str(value), Exposure)}") from None


def incidents(value: object) -> tuple[Incident, ...]:
    """What happened to data, by name."""
    found = []
    for each in texts(value):
        try:
            found.append(Incident(each))
        except ValueError:
            raise ValueError(f"unknown incident {each!r}{did_you_mean(each, Incident)}") from None
    return tuple(found)


def count(value: object) -> int:
    """A whole number from 0."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _must_be("a whole number from 0", value)
    return value


def ratio(value: object) -> float:
    """A number from 0 to 1."""
    number = _number(value)
    if number is None or not 0 <= number <= 1:
        raise _must_be("a number from 0 to 1", value)
    return number


def seconds(value: object) -> float:
    """A number of seconds above 0."""
    number = _number(value)
    if number is None or number <= 0:
        raise _must_be("a number of seconds above 0", value)
    return number


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def size(value: object) -> int:
    """A number of bytes, or a text like "200MB" (10⁶) or "1GiB" (2³⁰)."""
    found = None if isinstance(value, bool | float) else _SIZE.fullmatch(str(value).strip())
    if found is None or found[2].lower() not in _UNITS:
        raise _must_be("a size like 200MB or 1GiB", value)
    unit = _UNITS[found[2].lower()]
    return int(float(found[1]) * unit) if "." in found[1] else int(found[1]) * unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a scan is asked to do. Sizes in bytes, times in seconds."""

    format: str = option("console", text, "How the report is written; 'dlpscan formats' lists them.", metavar="FORMAT")
    output: str | None = option(None, text, "Write the report to this file; - is the standard output.", metavar="FILE")
    report: tuple[str, ...] = option(
        (), report_places, "One more report, written to a file; may be repeated.", metavar="FORMAT:FILE"
    )
    fail_on: Severity = option(  # noqa: RUF009  # a field
        Severity.HIGH, severity, "Exit with 1 if a finding is at least this severe: info, low, medium, high, critical."
    )
    min_severity: Severity = option(  # noqa: RUF009
        Severity.INFO, severity, "Leave out findings that are less severe."
    )
    min_confidence: float = option(0.5, ratio, "Leave out findings that are less sure, from 0 to 1.")
    detectors: tuple[str, ...] | None = option(
        None, some_texts, "Use this detector and others so named only; may be repeated.", flag="detector", metavar="ID"
    )
    no_detectors: tuple[str, ...] = option(
        (), texts, "Do not use this detector; may be repeated.", flag="no-detector", metavar="ID"
    )
    plugins: tuple[str, ...] = option(
        (), texts, "Load the plugin of this file or folder; may be repeated.", flag="plugin", metavar="PATH"
    )
    require: tuple[str, ...] = option((), texts, "Plugins and detectors without which nothing is scanned.", flag=None)
    disable: tuple[str, ...] = option((), texts, "Plugins and detectors that are not loaded.", flag=None)
    include: tuple[str, ...] = option(
        (), texts, "Scan only files that match, as in .gitignore; may be repeated.", metavar="PATTERN"
    )
    exclude: tuple[str, ...] = option(
        (), texts, "Leave out files and folders that match; may be repeated.", metavar="PATTERN"
    )
    max_size: int | None = option(None, size, "Skip files larger than this, such as 200MB or 1GiB.")
    one_file_system: bool = option(False, flag, "Do not enter folders of other file systems.")  # noqa: FBT003
    jobs: int = option(0, count, "How many processes scan; 0 for as many as there are processors.")
    max_findings: int = option(100, count, "Findings shown of a detector in a file; counts stay exact, 0 for all.")
    show_values: bool = option(False, flag, "Show the values that were found instead of masking them.")  # noqa: FBT003
    inventory: bool = option(False, flag, "Say what would be read, and read nothing.")  # noqa: FBT003
    all_files: bool = option(False, flag, "Report files in which nothing was found, too.")  # noqa: FBT003
    exposure: Exposure | None = option(  # noqa: RUF009
        None, exposure, "Who can read what is scanned, instead of asking the system: owner, group, everyone, public."
    )
    incident: tuple[Incident, ...] = option(
        (),
        incidents,
        "What is known of the data: malicious, altered, corrupted, unavailable, lost, unintelligible; may be repeated.",
        metavar="WHAT",
    )
    allow: tuple[AllowRule, ...] = option(
        (), allow_rules, "Kinds of data that are fine in some paths: paths, detectors, reason, until.", flag=None
    )
    baseline: str | None = option(
        None, text, "Leave out the findings of this baseline, see 'dlpscan baseline'.", metavar="FILE"
    )
    no_ignore: bool = option(
        False,  # noqa: FBT003
        flag,
        "Allow nothing: heed no comments, no .dlpscanignore, no rules and no baseline.",
    )
    item_seconds: float = option(120.0, seconds, "Give a file no more than about this time, in seconds.")

    @property
    def reports(self) -> tuple[tuple[str, str | None], ...]:
        """The reports to write, as (format, path); None is the standard output."""
        more = (place.partition(":") for place in self.report)
        places = ((self.format, self.output), *((name, path) for name, _, path in more))
        return tuple((name, None if path == STANDARD_OUTPUT else path) for name, path in places)


def options() -> dict[str, Field[Any]]:
    """The options by the names that the file has for them: fields, with hyphens."""
    return {shown_name(each.name): each for each in fields(Config)}


def shown_name(name: str) -> str:
    """The name of an option as users write it."""
    return name.replace("_", "-")


def checked(values: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """The values by field, as `Config` keeps them, and what is wrong with the others, a line each.

    A name may be written with hyphens or underscores.
    """
    known = options()
    good: dict[str, object] = {}
    errors = []
    for key, value in values.items():
        name = shown_name(key)
        found = known.get(name)
        if found is None:
            errors.append(f"unknown key {key!r}{did_you_mean(name, known)}")
        elif found.name in good:
            errors.append(f"{name}: is given twice")
        else:
            try:
                good[found.name] = found.metadata["check"](value)
            except ValueError as error:
                errors.append(f"{name}: {error}")
    return good, errors


def from_arguments(arguments: Mapping[str, object]) -> dict[str, object]:
    """What was given on the command line, by field, checked. Raises ConfigError for the first that is wrong."""
    good = {}
    for each in fields(Config):
        value = arguments.get(each.name)
        if value is None or value == () or value is False:
            continue
        try:
            good[each.name] = each.metadata["check"](value)
        except ValueError as error:
            raise ConfigError(f"--{each.metadata['flag'] or shown_name(each.name)}: {error}") from None
    return good
