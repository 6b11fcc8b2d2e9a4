import os
import signal

import pytest

from dlpscan.commands.scan import exit_code, stopping
from dlpscan.errors import ExitCode
from dlpscan.model import Coverage, Severity, Summary


def summary(*, errors: int = 0, interrupted: str | None = None, **findings: int) -> Summary:
    return Summary(
        files={Coverage.SCANNED: 1, Coverage.ERROR: errors},
        findings={Severity(name): number for name, number in findings.items()},
        interrupted=interrupted,
    )


@pytest.mark.parametrize(
    ("one", "fail_on", "code"),
    [
        (summary(), Severity.INFO, ExitCode.CLEAN),
        (summary(medium=9), Severity.HIGH, ExitCode.CLEAN),
        (summary(high=0), Severity.HIGH, ExitCode.CLEAN),
        (summary(high=1), Severity.HIGH, ExitCode.FINDINGS),
        (summary(critical=1), Severity.HIGH, ExitCode.FINDINGS),
        (summary(info=1), Severity.INFO, ExitCode.FINDINGS),
        (summary(critical=1, errors=1), Severity.HIGH, ExitCode.FINDINGS),
        (summary(low=1, errors=1), Severity.HIGH, ExitCode.INCOMPLETE),
        (summary(critical=1, interrupted="SIGINT"), Severity.HIGH, ExitCode.INTERRUPTED),
        (summary(errors=1, interrupted="SIGTERM"), Severity.HIGH, ExitCode.TERMINATED),
    ],
)
def test_exit_code(one: Summary, fail_on: Severity, code: ExitCode) -> None:
    assert exit_code(one, fail_on) is code


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_signal_asks_to_stop(name: str) -> None:
    before = signal.getsignal(signal.Signals[name])
    with stopping() as stop:
        assert stop() is None
        os.kill(os.getpid(), signal.Signals[name])
        assert stop() == name
    assert signal.getsignal(signal.Signals[name]) is before


def test_second_interrupt_ends_at_once() -> None:
    with stopping() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert stop() == "SIGINT"


def test_termination_after_an_interrupt_changes_nothing() -> None:
    with stopping() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop() == "SIGINT"
