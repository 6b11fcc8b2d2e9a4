"""`dlpscan explain`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import click

from ..errors import ExitCode, UsageError, did_you_mean
from ..redact import escape, mask
from .options import echo_json, json_option, plugin_options, registry_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..detector import DetectorInfo
    from ..evidence import Explanation
    from ..plugins import Registry

_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_WIDTH = 11


@click.command("explain")
@click.argument("what", metavar="WHAT")
@click.option("--report", "report_path", metavar="FILE", help="The JSON Lines report that a fingerprint is from.")
@click.option("--show-values", is_flag=True, help="Show the values instead of masking them.")
@json_option
@plugin_options
def command(
    what: str,
    report_path: str | None,
    show_values: bool,  # noqa: FBT001  # click's way
    as_json: bool,  # noqa: FBT001
    plugins: tuple[str, ...],
    config_path: str | None,
) -> int:
    """Say why something is a finding, or what a detector looks for.

    WHAT is FILE:LINE or FILE:LINE:COLUMN, the fingerprint of a finding in a report, or a detector. Every match there
    is shown, those that were refused as well, with each piece of evidence and its weight: what the confidence loses
    without it.
    """
    registry = registry_of(resolved({"plugins": plugins}, config_path).config)
    infos = {detector.info.id: detector.info for detector in registry.detectors}
    if what in infos:
        _show_detector(infos[what], registry, as_json=as_json)
        return ExitCode.CLEAN
    path, line, column = _place(what, report_path, infos)
    found = list(_explanations(registry, path, line, column))
    if as_json:
        echo_json([_as_data(each, show_values=show_values) for each in found])
        return ExitCode.CLEAN
    if not found:
        click.echo(f"{escape(path)}:{line}: no detector meets anything there, not even something to refuse")
    for each in found:
        _show(path, each, show_values=show_values)
    return ExitCode.CLEAN


def _place(what: str, report_path: str | None, infos: dict[str, DetectorInfo]) -> tuple[str, int, int | None]:
    """Path, line and column. Raises UsageError."""
    if _FINGERPRINT.fullmatch(what):
        if report_path is None:
            raise UsageError("a fingerprint needs --report FILE, the JSON Lines report that it is from")
        return _reported(what, report_path)
    place = _PLACE.fullmatch(what)
    if place is None or not os.path.exists(place[1]):
        hint = did_you_mean(what, infos) if place is None else ""
        raise UsageError(f"{what!r} is neither a detector nor FILE:LINE of a file that exists{hint}")
    return place[1], int(place[2]), int(place[3]) if place[3] else None


def _reported(fingerprint: str, report_path: str) -> tuple[str, int, int | None]:
    """Where a report says that a finding is. Raises UsageError."""
    import json

    try:
        with open(report_path, encoding="utf-8") as report:
            lines = [line for line in report if fingerprint in line]
        finding = next((each for each in map(json.loads, lines) if each.get("fingerprint") == fingerprint), None)
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f"cannot read the report {report_path!r}: {type(error).__name__}") from None
    if finding is None:
        raise UsageError(f"no finding in {report_path!r} has this fingerprint")
    if finding.get("line") is None or not os.path.exists(finding["target"]):
        raise UsageError(f"what was found in {finding['target']!r} cannot be looked at again")
    return finding["target"], finding["line"], finding["column"]


def _explanations(registry: Registry, path: str, line: int, column: int | None) -> Iterator[Explanation]:
    from ..evidence import explain
    from ..examine import Examiner
    from ..settings import Settings
    from ..walk import LocalSource

    examiner = Examiner.of(registry, Settings(max_findings=0))
    return explain(examiner, LocalSource().reopen(path), line, column)


def _show(path: str, one: Explanation, *, show_values: bool) -> None:
    value = one.value if show_values else mask(one.value)
    if one.severity is None:
        verdict = f"no finding, confidence {one.judged:.2f}"
    else:
        verdict = f"{one.severity}, confidence {one.confidence:.2f}"
    click.echo(f"{escape(path)}:{one.line}:{one.column}  {one.detector}  {escape(value)}  {verdict}")
    for step in one.steps:
        weight = f"{step.weight:+.2f}" if step.weight is not None else ""
        click.echo(f"  {weight:>5}  {step.kind:{_WIDTH}} {escape(step.text)}")


def _as_data(one: Explanation, *, show_values: bool) -> dict[str, Any]:
    return {
        "detector": one.detector,
        "line": one.line,
        "column": one.column,
        "preview": one.value if show_values else mask(one.value),
        "severity": one.severity,
        "confidence": one.confidence,
        "judged": one.judged,
        "steps": [{"kind": step.kind, "text": step.text, "weight": step.weight} for step in one.steps],
    }


def _show_detector(info: DetectorInfo, registry: Registry, *, as_json: bool) -> None:
    from ..score import context_of, identification_of

    facts: dict[str, Any] = {
        "id": info.id,
        "title": info.title,
        "category": info.category,
        "severity": info.severity,
        "plugin": registry.origin(info.id),
        "finds": info.matches,
        "refuses": info.rejects,
        "labels": (", ".join(info.labels),),
        "needs": info.needs,
        "tags": info.tags,
        "dpc": context_of(info),
        "ei": identification_of(info),
        "rules": tuple(
            f"{rule.id}: {' and '.join(rule.when)}: {rule.reason}"
            for rule in registry.rules
            if rule.raises_any({info.id, info.category})
        ),
        "reference": info.reference,
    }
    if as_json:
        echo_json([facts])
        return
    for name, value in facts.items():
        for number, each in enumerate(value if isinstance(value, tuple) else (value,)):
            if each != "":
                click.echo(f"{name if number == 0 else '':{_WIDTH}} {escape(str(each))}")
