"""Events of a small invented run."""

from dlpscan.model import (
    Assessment,
    Coverage,
    Event,
    Exposure,
    FileReport,
    Finding,
    Level,
    Problem,
    Progress,
    RunInfo,
    Severity,
    Stage,
    Summary,
)

RUN = RunInfo(version="0", started="2026-01-01T00:00:00+01:00", targets=("labo",), detectors=("fr-nir", "phone"))


ASSESSMENT = Assessment(
    se=4.5,
    dpc=4,
    ei=1,
    cb=0.5,
    level=Level.VERY_HIGH,
    dpc_reason="results",
    ei_reason="names",
    cb_reason="everyone",
    flags=("over-100-people",),
)


def finding(target: str = "labo/export.csv", line: int | None = 2, detector: str = "fr-nir") -> Finding:
    return Finding(
        target=target,
        detector=detector,
        severity=Severity.CRITICAL,
        confidence=0.9,
        line=line,
        column=3,
        location=None if line else "Feuil1!B2",
        field="NUM_SECU",
        record=1,
        preview="2 85 07 ** *** *** **",
        fingerprint="0" * 32,
    )


def report(target: str = "labo/export.csv", people: int = 3, severity: Severity = Severity.CRITICAL) -> FileReport:
    return FileReport(
        target=target,
        severity=severity,
        score=90,
        assessment=ASSESSMENT,
        people=people,
        counts={"fr-nir": people},
        coverage=Coverage.SCANNED,
        size=1234,
        exposure=Exposure.EVERYONE,
        owner="svc-labo",
    )


PROBLEM = Problem(target="labo/old.zip", member="a/b.csv", stage=Stage.READ, kind="encrypted", message="a password")
SKIPPED = FileReport(target="labo/scan.tif", coverage=Coverage.SKIPPED, reason="no-reader")
SUMMARY = Summary(
    files={Coverage.SCANNED: 38, Coverage.PARTIAL: 0, Coverage.SKIPPED: 1, Coverage.ERROR: 1},
    reasons={"no-reader": 1, "encrypted": 1},
    bytes=49_300,
    findings={Severity.CRITICAL: 3},
    people=491_840,
    severity=Severity.CRITICAL,
    score=90,
    assessment=ASSESSMENT,
    seconds=1.25,
)
EVENTS: tuple[Event, ...] = (
    finding(),
    report(),
    Progress(files=1, bytes=1, findings=1, people=1),
    SKIPPED,
    PROBLEM,
    FileReport(target="labo/old.zip", member="a/b.csv", coverage=Coverage.ERROR, reason="encrypted"),
    SUMMARY,
)
