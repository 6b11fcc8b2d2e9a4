"""The forms in which the rows are written: what hospital software, spreadsheets, databases and programs export.

Each writer makes pieces of text of a stream of rows, in constant memory. An empty cell stays empty, or is NULL where
the form has one. The encodings have every character that is drawn; another would be an error, not a loss.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape

Names = Sequence[str]
Rows = Iterable[Sequence[str]]

_ROWS_A_STATEMENT = 1000
_GAP = "  "
# Wide enough for whatever can be drawn: nothing is cut.
_WIDTHS = {
    "NUM_DOSSIER": 8, "CIVILITE": 4, "NOM": 20, "NOM_NAISSANCE": 20, "PRENOM": 16, "DDN": 10, "SEXE": 1, "NUM_SECU": 21,
    "ADRESSE": 44, "CP": 5, "VILLE": 26, "TEL": 17, "PORTABLE": 17, "EMAIL": 52, "GROUPE_SANGUIN": 24, "MEDECIN": 24,
    "CAISSE": 8, "MUTUELLE": 22, "NUM_ADHERENT": 8, "DATE_DERNIER_DOSSIER": 10, "LABO": 20, "COMMENTAIRE": 80,
    "LOGIN": 14, "CODE_ACCES": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A form, the end of its files' names, and how its characters and line ends are written."""

    write: Callable[[Names, Rows], Iterator[str]]
    suffix: str
    encoding: str = "utf-8"
    newline: str = "\n"


def _separated(delimiter: str, quote: str = "", *, header: bool = True) -> Callable[[Names, Rows], Iterator[str]]:
    """No cell has a delimiter, a quote or a line end in it, so that nothing needs to be escaped."""
    between = f"{quote}{delimiter}{quote}"

    def write(names: Names, rows: Rows) -> Iterator[str]:
        if header:
            yield f"{quote}{between.join(names)}{quote}\n"
        for row in rows:
            yield f"{quote}{between.join(row)}{quote}\n"

    return write


def _with_bom(names: Names, rows: Rows) -> Iterator[str]:
    yield "\ufeff"
    yield from _separated(";")(names, rows)


def _json(names: Names, rows: Rows) -> Iterator[str]:
    """One array without a blank or a line end."""
    before = "["
    for row in rows:
        yield before + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":"))
        before = ","
    yield "[]" if before == "[" else "]"


def _json_pretty(names: Names, rows: Rows) -> Iterator[str]:
    """One array, indented, null for what is empty."""
    before = "[\n"
    for row in rows:
        record = {name: cell or None for name, cell in zip(names, row, strict=True)}
        text = json.dumps(record, ensure_ascii=False, indent=2)
        yield before + "".join(f"  {line}\n" for line in text.splitlines()).removesuffix("\n")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _ndjson(names: Names, rows: Rows) -> Iterator[str]:
    """An object a line, in ASCII: `\\u00e9` for é."""
    for row in rows:
        yield json.dumps(dict(zip(names, row, strict=True))) + "\n"


def _xml(names: Names, rows: Rows) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<patients>\n'
    for row in rows:
        yield "  <patient>\n"
        for name, cell in zip(names, row, strict=True):
            yield f"    <{name}>{escape(cell)}</{name}>\n" if cell else f"    <{name}/>\n"
        yield "  </patient>\n"
    yield "</patients>\n"


def _sql(names: Names, rows: Rows) -> Iterator[str]:
    """As phpMyAdmin and mysqldump write: a row a line, a thousand rows a statement."""
    columns = ",\n".join(f"  `{name}` varchar(255) DEFAULT NULL" for name in names)
    yield "-- phpMyAdmin SQL Dump\n-- Base de données : `labo`\n\nSET NAMES utf8mb4;\n\n"
    yield f"CREATE TABLE `patients` (\n{columns}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n\n"
    insert = f"INSERT INTO `patients` ({', '.join(f'`{name}`' for name in names)}) VALUES\n"
    stream = iter(rows)
    while block := list(islice(stream, _ROWS_A_STATEMENT)):
        yield insert + ",\n".join(f"({', '.join(map(_sql_value, row))})" for row in block) + ";\n"


def _sql_value(cell: str) -> str:
    escaped = cell.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'" if cell else "NULL"


def _copy(names: Names, rows: Rows) -> Iterator[str]:
    """As pg_dump writes."""
    columns = [name.lower() for name in names]
    definitions = ",\n".join(f"    {name} text" for name in columns)
    yield "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n"
    yield f"CREATE TABLE public.patients (\n{definitions}\n);\n\n"
    yield f"COPY public.patients ({', '.join(columns)}) FROM stdin;\n"
    for row in rows:
        yield "\t".join([cell.replace("\\", "\\\\") or "\\N" for cell in row]) + "\n"
    yield "\\.\n\n\n--\n-- PostgreSQL database dump complete\n--\n\n"


def _fixed(names: Names, rows: Rows) -> Iterator[str]:
    """Padded columns below their names, each line as long as the others. Raises ValueError rather than cut a cell."""
    widths = [max(_WIDTHS[name], len(name)) for name in names]
    yield _padded(names, widths)
    for row in rows:
        yield _padded(row, widths)


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    if any(len(cell) > width for cell, width in zip(row, widths, strict=True)):
        raise ValueError(f"a cell of {row} is wider than its column")
    return _GAP.join([cell.ljust(width) for cell, width in zip(row, widths, strict=True)]) + "\n"


FORMATS = {
    "csv": Format(write=_separated(";"), suffix=".csv", encoding="cp1252", newline="\r\n"),
    "csv-quoted": Format(write=_separated(";", '"'), suffix=".csv", newline="\r\n"),
    "tsv": Format(write=_separated("\t"), suffix=".tsv"),
    "pipe": Format(write=_separated("|"), suffix=".txt", encoding="cp850", newline="\r\n"),
    "utf-16": Format(write=_with_bom, suffix=".csv", encoding="utf-16-le", newline="\r\n"),
    "headerless": Format(write=_separated(";", header=False), suffix=".csv", encoding="cp1252", newline="\r\n"),
    "json": Format(write=_json, suffix=".json"),
    "json-pretty": Format(write=_json_pretty, suffix=".json"),
    "ndjson": Format(write=_ndjson, suffix=".ndjson"),
    "xml": Format(write=_xml, suffix=".xml"),
    "sql": Format(write=_sql, suffix=".sql"),
    "copy": Format(write=_copy, suffix=".sql"),
    "fixed": Format(write=_fixed, suffix=".txt", encoding="cp1252", newline="\r\n"),
}
