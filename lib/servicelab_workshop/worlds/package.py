"""Writing the data sets: CSV files, ``datapackage.json`` and one card a data set."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from servicelab.data.schemas import validate_frame
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.worlds.discovery import declared, makers
from servicelab_workshop.worlds.schemas import cast, table_schema

VERSION = "1.0.0"
LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_CHINESE = "[\u4e00-\u9fff]"


def csv_bytes(frame: pd.DataFrame, name: str) -> bytes:
    """Write a table as it stands in its file: UTF-8, Unix line ends, whole numbers or two decimals.

    Parameters
    ----------
    frame : DataFrame
        A table of a world.
    name : str
        The data set it is.

    Returns
    -------
    bytes
    """
    columns = {
        field["name"]: _texts(frame[field["name"]], field["type"])
        for field in declared()[name]["fields"]
    }
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n").encode()


def _texts(values: pd.Series, kind: str) -> np.ndarray[Any, Any]:
    given = values.astype(object).to_numpy()
    gone = values.isna().to_numpy()
    if kind == "date":
        texts = values.dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    elif kind == "datetime":
        texts = values.dt.strftime("%Y-%m-%d %H:%M").to_numpy(dtype=object)
    elif kind == "integer":
        texts = np.array(
            [None if empty else f"{one:.0f}" for one, empty in zip(given, gone, strict=True)],
            dtype=object,
        )
    elif kind == "number":
        texts = np.array(
            [None if empty else f"{one:.2f}" for one, empty in zip(given, gone, strict=True)],
            dtype=object,
        )
    elif kind == "boolean":
        texts = np.where(given.astype(bool), "true", "false").astype(object)
    else:
        texts = given
    texts = np.array(texts, dtype=object)
    texts[gone] = None
    return texts


def make_tables() -> dict[str, pd.DataFrame]:
    """Make the tables of all worlds.

    Returns
    -------
    dict
        Name to table, in the order of :func:`.declared`; the same at every call.

    Raises
    ------
    CourseError
        If a data set is declared and not made, made and not declared, or breaks its schema: all
        violations at once.
    """
    worlds: list[Any] = []
    for make in makers():
        try:
            worlds.append(make())
        except TypeError as error:
            differs = re.search(r"(\w+)\.__init__\(\) (.*)", str(error))
            if not differs or differs[1] != make.__annotations__.get("return"):
                raise
            raise CourseError(
                _(
                    "{world} {reason}: give its field and the table that {make} hands over the "
                    "same name."
                ).format(world=differs[1], reason=differs[2], make=make.__name__)
            ) from error
    return checked({name: table for world in worlds for name, table in world.tables().items()})


def checked(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Hold tables against the declared data sets.

    Parameters
    ----------
    tables : mapping
        Name to table.

    Returns
    -------
    dict
        The tables in the order of :func:`.declared`, with the data types of their schemas.

    Raises
    ------
    CourseError
        As in :func:`make_tables`.
    """
    problems = [
        _("{name} is declared, but no world makes it: add it to the tables of its world.").format(
            name=name
        )
        for name in declared()
        if name not in tables
    ]
    for name, table in tables.items():
        if name not in declared():
            problems.append(
                _(
                    "{name} is made, but not declared: add its columns to DATASETS of its world."
                ).format(name=name)
            )
            continue
        schema = table_schema(declared()[name])
        try:
            # the rows as they are numbered in the file, whose first line is the header
            validate_frame(
                table.reset_index(drop=True), schema, name=name, like=_("its schema"), first_row=2
            )
        except CourseError as error:
            problems.append(str(error))
        columns = [field["name"] for field in schema["fields"]]
        spare = [str(column) for column in table.columns if column not in columns]
        if spare:
            problems.append(
                _("{name} has columns that its schema does not name: {columns}.").format(
                    name=name, columns=", ".join(spare)
                )
            )
        unsaid = [field["name"] for field in schema["fields"] if not field["description"].strip()]
        if unsaid:
            problems.append(
                _("{name} does not say what its columns mean: {columns}.").format(
                    name=name, columns=", ".join(unsaid)
                )
            )
        problems += _untranslated(name, table)
        problems += _orphans(name, tables)
    if problems:
        raise CourseError("\n".join(problems))
    return {name: cast(tables[name], entry) for name, entry in declared().items()}


def links(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where the columns of a table lead to, for all of its rows or for a part.

    Examples
    --------
    >>> [link["reference"]["resource"] for link in links(declared()["bank_offers"])]
    ['bank_customers']
    """
    return [*schema.get("foreignKeys", ()), *schema.get("partialKeys", ())]


def orphans(link: Mapping[str, Any], table: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """The values of a column that are not found where it leads to; an empty cell leads nowhere.

    Parameters
    ----------
    link : mapping
        From :func:`links`.
    table, other : DataFrame
        Where the column stands, and where it leads to.

    Examples
    --------
    >>> link = {"fields": "trip", "reference": {"resource": "trips", "fields": "id"}}
    >>> trips = pd.DataFrame({"id": ["T1"]})
    >>> orphans(link, pd.DataFrame({"trip": ["T1", "T2", None]}), trips).tolist()
    ['T2']
    """
    rows = pd.Series(True, index=table.index)
    for column, value in link.get("where", {}).items():
        rows &= table[column] == value
    values = table.loc[rows, link["fields"]].dropna().astype("str")
    return values[~values.isin(other[link["reference"]["fields"]].astype("str"))]


def _orphans(name: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Name the columns that do not lead where they are said to."""
    for link in links(declared()[name]):
        other, column = link["reference"]["resource"], link["fields"]
        if other not in tables:
            yield _("{name}, column {column}: there is no table {other}.").format(
                name=name, column=column, other=other
            )
        elif len(lost := orphans(link, tables[name], tables[other])):
            yield _(
                "{name}, column {column}: {n:,} values are not in {other}, such as {one}."
            ).format(name=name, column=column, n=len(lost), other=other, one=lost.iloc[0])


def _untranslated(name: str, table: pd.DataFrame) -> Iterator[str]:
    """Name the rows whose Chinese is none."""
    for column in table.columns:
        if str(column) != "zh" and not str(column).endswith("_zh"):
            continue
        texts = [(place, one) for place, one in enumerate(table[column]) if isinstance(one, str)]
        for place, text in texts:
            if not re.search(_CHINESE, text):
                yield _(
                    '{name}, row {row}, column {column}: no Chinese in "{text}" ({key}).'
                ).format(
                    name=name,
                    # as in the file, whose first line is the header
                    row=place + 2,
                    column=column,
                    text=text,
                    key=f"{table.columns[0]} {table.iloc[place, 0]!s}",
                )


def build_files() -> dict[str, bytes]:
    """Make everything that belongs into ``datasets``, by its path there.

    Returns
    -------
    dict
        Path (with ``/``) to contents; the same at every call.

    Raises
    ------
    CourseError
        As in :func:`make_tables`.
    """
    files: dict[str, bytes] = {}
    resources = []
    for name, table in make_tables().items():
        content = csv_bytes(table, name)
        resource = _resource(name, content, len(table))
        files[f"{name}.csv"] = content
        files[f"cards/{name}.md"] = card(resource).encode()
        resources.append(resource)
    package = {
        "profile": "tabular-data-package",
        "name": "servicelab",
        "title": "ServiceLab: invented data of a bank, an insurer and a hospital",
        "description": (
            "Every row is invented by a random generator with a fixed seed, or written for the "
            "course. No row describes a real person or firm."
        ),
        "version": VERSION,
        "licenses": [LICENSE],
        "sources": [{"title": "invented"}],
        "resources": resources,
    }
    files["datapackage.json"] = (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()
    return files


def _resource(name: str, content: bytes, rows: int) -> dict[str, Any]:
    entry = declared()[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": entry["title"],
        "description": entry["description"],
        "sector": entry["sector"],
        "rows": rows,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "licenses": [LICENSE],
        "sources": [{"title": "invented"}],
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": table_schema(entry),
    }


def card(resource: dict[str, Any]) -> str:
    """Write the page that describes one data set to its readers.

    Parameters
    ----------
    resource : dict
        Its entry in the data package.

    Returns
    -------
    str
        Markdown.
    """
    entry = declared()[resource["name"]]
    lines = [
        f"# {resource['title']}",
        "",
        f"`{resource['name']}` · {resource['description']}",
        "",
        "**Invented data.** No row describes a real person or firm.",
        "",
        f"One row is {entry['row']} There are {resource['rows']:,} rows.",
        "",
        "```python",
        "from servicelab import load_dataset",
        "",
        f'frame = load_dataset("{resource["name"]}")',
        "```",
        "",
        "## Columns",
        "",
        "| Column | Type | Unit | Values | Meaning |",
        "|---|---|---|---|---|",
        *(_column_row(field) for field in entry["fields"]),
        "",
        *_joins(resource["name"]),
        "## How it was made",
        "",
        entry["made"],
        "",
        "## License",
        "",
        f"[{LICENSE['title']}]({LICENSE['path']}), version {VERSION} of the data.",
        f"`{resource['path']}`, {resource['bytes']:,} bytes, `{resource['hash']}`.",
        "",
    ]
    return "\n".join(lines)


def _joins(name: str) -> list[str]:
    """Where a table's columns lead to, and which other tables lead to it."""
    lines = [
        _("* `{column}`{where} leads to `{key}` of [`{other}`]({other}.md).").format(
            column=link["fields"],
            where=_where(link),
            key=link["reference"]["fields"],
            other=link["reference"]["resource"],
        )
        for link in links(declared()[name])
    ]
    to_it: dict[str, list[str]] = {}
    for other, entry in declared().items():
        for link in links(entry):
            if link["reference"]["resource"] == name:
                to_it.setdefault(link["reference"]["fields"], []).append(f"[`{other}`]({other}.md)")
    lines += [
        _("* To `{column}` lead {others}.").format(column=column, others=", ".join(others))
        for column, others in to_it.items()
    ]
    return [_("## Joins"), "", *lines, ""] if lines else []


def _where(link: Mapping[str, Any]) -> str:
    parts = (f"`{column}` is {value}" for column, value in link.get("where", {}).items())
    return _(", where {what},").format(what=" and ".join(parts)) if "where" in link else ""


def _column_row(field: dict[str, Any]) -> str:
    rules = field.get("constraints", {})
    if "enum" in rules:
        values = ", ".join(str(one) for one in rules["enum"])
    else:
        low, high = rules.get("minimum"), rules.get("maximum")
        values = f"{low} to {high}" if high is not None else "" if low is None else f"{low} or more"
        if "pattern" in rules:
            values = f"`{rules['pattern']}`"
    if not rules.get("required"):
        values = f"{values}; may be empty" if values else "may be empty"
    meaning = field["description"]
    if "archive" in field:
        meaning += f" Archive {field['archive']}."
    return (
        f"| `{field['name']}` | {field['type']} | {field.get('unit', '')} | {values} | {meaning} |"
    )
