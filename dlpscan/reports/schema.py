"""The JSON Schema of the lines, made from the model.

`python -m dlpscan.reports.schema` writes `dlpscan.schema.json` anew; a test holds the two together.
"""

from __future__ import annotations

import json
import os
from importlib.resources import files
from inspect import cleandoc
from typing import TYPE_CHECKING

from ..model import SCHEMA_VERSION, FileReport, Finding, Problem, RunInfo, Summary

if TYPE_CHECKING:
    from typing import Any

FILE = "dlpscan.schema.json"
_LINES = (RunInfo, Finding, FileReport, Problem, Summary)


def text() -> str:
    """The schema that ships with the package."""
    return files(__package__).joinpath(FILE).read_text(encoding="utf-8")


def generated() -> str:
    """The schema of the model as it is. A line has all of its members, null where there is no value."""
    import msgspec

    references, definitions = msgspec.json.schema_components(_LINES, ref_template="#/$defs/{name}")
    for reference in references:
        line: dict[str, Any] = definitions[reference["$ref"].rpartition("/")[2]]
        line["required"] = list(line["properties"])
        line["properties"]["type"].pop("default", None)
    for definition in definitions.values():
        definition["description"] = cleandoc(definition["description"])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of a dlpscan report",
        "description": f"JSON Lines, version {SCHEMA_VERSION}: first a line of type run, a summary at last.",
        "oneOf": list(references),
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    with open(os.path.join(os.path.dirname(__file__), FILE), "w", encoding="utf-8", newline="\n") as file:
        file.write(generated())
