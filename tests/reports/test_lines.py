"""One finding a line, for editors and terminals."""

import io

from events import RUN, finding, report

from dlpscan.model import Coverage, Event, FileReport, Problem, Severity, Stage, Summary
from dlpscan.reports import reporter
from dlpscan.reports.lines import LineReport


def written(*events: Event, using: LineReport | None = None) -> str:
    out = io.BytesIO()
    with (using or reporter("lines")).open(out, RUN) as take:  # type: ignore[union-attr]
        for event in events:
            take(event)
    return out.getvalue().decode()


def summary(interrupted: str | None = None, **findings: int) -> Summary:
    found = {Severity(name): number for name, number in findings.items()}
    return Summary(files={Coverage.SCANNED: 1}, findings=found, interrupted=interrupted)


def test_nothing_is_said_where_there_is_nothing() -> None:
    assert written(summary()) == ""


def test_a_finding_says_where_what_and_why() -> None:
    text = written(finding(), summary(critical=1), using=LineReport(title={"fr-nir": "the number"}.__getitem__))
    assert text.splitlines()[0] == "labo/export.csv:2:3: critical fr-nir 2 85 07 ** *** *** ** (NUM_SECU): the number"
    assert "1 finding of personal data" in text
    assert "dlpscan: allow fr-nir" in text


def test_a_place_without_lines_is_named() -> None:
    assert written(finding(line=None)).startswith("labo/export.csv:Feuil1!B2: critical fr-nir")


def test_the_first_ones_of_each_file() -> None:
    lines = written(*[finding(line=number) for number in range(1, 26)], report(), finding("b.csv"), report("b.csv"))
    assert lines.count("labo/export.csv:") == 11
    assert "labo/export.csv: and 15 more\n" in lines
    assert "b.csv:2:3: critical" in lines


def test_what_was_not_looked_at() -> None:
    def ended(coverage: Coverage, reason: str) -> FileReport:
        return FileReport(target="a\x1b[1m.bin", coverage=coverage, reason=reason)

    text = written(
        ended(Coverage.PARTIAL, "timeout"),
        ended(Coverage.ERROR, "vanished"),
        ended(Coverage.SKIPPED, "binary"),
        ended(Coverage.SKIPPED, "binary"),
        Problem(target="a\nb", stage=Stage.READ, kind="io", message="it is\x07 broken"),
        summary("SIGTERM"),
    )
    assert text.splitlines() == [
        r"a\x1b[1m.bin: looked at in part: timeout",
        r"a\x1b[1m.bin: could not be looked at: vanished",
        r"a\x0ab: io: it is\x07 broken",
        "2 files not looked at: binary 2",
        "interrupted (SIGTERM): this is not all",
    ]
