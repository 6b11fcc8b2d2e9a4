"""The command `dlpscan`: finds the subcommand, and turns what ends it into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from . import __version__
from .errors import DlpscanError, ExitCode


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line, without the program's name, and returns its exit code. Never raises but for debugging."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        sys.stdout.flush()
    except DlpscanError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        _say("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _close_standard_output()
        return ExitCode.USAGE  # the report could not be written, and whoever closed the pipe knows it
    except Exception as error:
        if os.environ.get("DLPSCAN_DEBUG"):
            raise
        if isinstance(error, OSError):
            return _failed(f"{error.strerror or error} (DLPSCAN_DEBUG=1 shows where)")
        return _failed(f"unexpected {type(error).__name__}, a bug of dlpscan (DLPSCAN_DEBUG=1 shows where)")
    return code


def _run(given: list[str]) -> int:
    if given == ["--version"]:  # before anything is imported
        sys.stdout.write(f"dlpscan {__version__}\n")
        return ExitCode.CLEAN
    import click

    from .commands import root

    if "_DLPSCAN_COMPLETE" in os.environ:  # a shell asks for completions
        root.main(args=given, prog_name="dlpscan")
    try:
        # click's own main would give a closed pipe the exit code of findings.
        with root.make_context("dlpscan", list(given)) as context:
            return int(root.invoke(context) or ExitCode.CLEAN)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        from .commands.failures import line

        if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # since click 8.2
            sys.stderr.write(error.format_message() + "\n")
            return ExitCode.USAGE
        return _failed(line(error))


def _failed(message: str) -> int:
    from .redact import escape

    _say(f"error: {escape(' '.join(message.split()))}")
    return ExitCode.USAGE


def _say(message: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"dlpscan: {message}\n")


def _close_standard_output() -> None:
    """Nothing is left to fail when the interpreter flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
