"""Prints the n-th command line of the README's set-up, so that nobody keeps a second copy of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def command(number: int) -> str:
    """The n-th fenced `sh` block of the README, which holds one command line."""
    blocks = re.findall(r"^```sh\n(.+?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(blocks[number - 1]).strip()


if __name__ == "__main__":
    print(command(int(sys.argv[1])))
