"""What click has to complain about, in our words."""

from __future__ import annotations

import click

from ..errors import UsageError, did_you_mean


class SuggestingGroup(click.Group):
    """Says which command may have been meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            raise UsageError(f"no such command {args[0]!r}{self.hint(args[0], known)}")
        return super().resolve_command(ctx, args)

    def hint(self, name: str, known: list[str]) -> str:
        """The end of the error."""
        return did_you_mean(name, known)


def line(error: click.ClickException) -> str:
    """The error as one line, without usage, with a suggestion for an option."""
    if isinstance(error, click.NoSuchOption):
        return f"no such option {error.option_name!r}{did_you_mean(error.option_name, _known(error.ctx))}"
    message = error.format_message().strip().rstrip(".")
    return message[:1].lower() + message[1:]


def _known(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts]
