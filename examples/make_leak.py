"""Write a file like the one that leaked from French laboratories in 2021, about people who do not exist.

    python examples/make_leak.py --rows 491840 leak.csv --truth leak.json

The file is streamed: cp1252, semicolons, CRLF, one line per visit to a laboratory; or the same rows in another format
(`--format`, see leak/formats.py). The same seed gives the same bytes.
What is in it is printed as JSON, exact to the last value, so that a scanner can be measured against it.

Nobody can be hit: every NIR has a place of birth that was never assigned (979xx, or commune 991-999 in Corsica),
every phone number lies in a range reserved for fiction, every mail address ends in ".example".
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leak.census import Census
from leak.formats import FORMATS
from leak.rows import COLUMNS, Leak

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_leak(path: Path, rows: int, seed: int, *, format: str = "csv") -> dict[str, object]:  # noqa: A002
    """Write the file in one of FORMATS and return its truth."""
    census, written = Census(), FORMATS[format]

    def counted() -> Iterator[tuple[str, ...]]:
        for row in Leak(seed).rows(rows):
            census.add(row)
            yield row.cells

    with path.open("w", encoding=written.encoding, newline=written.newline) as file:
        file.writelines(written.write(COLUMNS.split(";"), counted()))
    return census.truth(path.stat().st_size)


def main() -> int:
    """Read the command line, write the file, print its truth."""
    parser = argparse.ArgumentParser(description="Write a leak of invented patients, and say exactly what is in it.")
    parser.add_argument("output", type=Path, metavar="OUTPUT")
    parser.add_argument("--format", choices=FORMATS, default="csv", help="of: %(choices)s (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=491_840, help="visits (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--truth", type=Path, metavar="TRUTH.json", help="write the truth here as well")
    options = parser.parse_args()
    written = write_leak(options.output, options.rows, options.seed, format=options.format)
    truth = json.dumps(written, indent=2)
    if options.truth:
        options.truth.write_text(truth + "\n", encoding="utf-8")
    print(truth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
