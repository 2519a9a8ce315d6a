"""Loading the course's invented data sets."""

from __future__ import annotations

import difflib
import functools
import json
from pathlib import Path
from typing import Any

import pandas as pd

from servicelab.data.schemas import cast_frame
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext

__all__ = [
    "datasets_folder",
    "list_datasets",
    "load_dataset",
    "schema_of",
]

_announced: set[str] = set()


def datasets_folder() -> Path:
    """Find the data sets: inside the installed package, else beside ``lib``.

    Raises
    ------
    CourseError
        If neither place holds a ``datapackage.json``.

    Examples
    --------
    >>> datasets_folder().name
    'datasets'
    """
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "datasets", here.parents[3] / "datasets"):
        if (folder / "datapackage.json").is_file():
            return folder
    raise CourseError(
        _("The data sets are missing beside {place}: install the course again.").format(
            place=here.parent
        )
    )


@functools.cache
def _package() -> dict[str, dict[str, Any]]:
    """Read the resources of the data package, by name."""
    path = datasets_folder() / "datapackage.json"
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {resource["name"]: resource for resource in resources}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            _("{path} cannot be read: restore the file or install the course again.").format(
                path=path
            )
        ) from error


def _resource(name: object) -> dict[str, Any]:
    resources = _package()
    if isinstance(name, str) and name in resources:
        return resources[name]
    wanted = str(name).removesuffix(".csv")
    near = difflib.get_close_matches(wanted, resources, n=3, cutoff=0.5)
    if near:
        hint = _("Did you mean {names}?").format(names=", ".join(near))
    else:
        hint = _("There are {names}.").format(names=", ".join(resources))
    raise CourseError(_("There is no data set named {name!r}. {hint}").format(name=name, hint=hint))


def schema_of(name: str) -> dict[str, Any]:
    """The Frictionless Table Schema of a data set.

    Parameters
    ----------
    name : str
        A name from :func:`list_datasets`.

    Raises
    ------
    CourseError
        If there is no such data set.

    Examples
    --------
    >>> schema_of("bank_offers")["fields"][0]["name"]
    'customer_id'
    """
    schema: dict[str, Any] = _resource(name)["schema"]
    return schema


def list_datasets() -> pd.DataFrame:
    """List the data sets of the course.

    Returns
    -------
    DataFrame
        One row a data set: ``name``, ``rows`` (number of rows), ``what`` (what it is) and
        ``sector``.

    Examples
    --------
    >>> list_datasets().set_index("name").loc["bank_offers", "rows"]
    np.int64(3435)
    """
    rows = [
        (name, one["rows"], _(one["description"]), one["sector"])
        for name, one in _package().items()
    ]
    return pd.DataFrame(rows, columns=["name", "rows", "what", "sector"])


def load_dataset(name: str) -> pd.DataFrame:
    """Load one of the course's invented data sets.

    The first time a data set is loaded, one line says that it is invented.

    Parameters
    ----------
    name : str
        A name from :func:`list_datasets`, such as ``"bank_offers"``.

    Returns
    -------
    DataFrame
        Dates, times, categories and true/false columns are parsed; whole numbers with gaps are floats, so
        that a gap is ``NaN``. ``frame.attrs["invented"]`` holds the notice.

    Raises
    ------
    CourseError
        If there is no such data set, or its file is damaged.

    Examples
    --------
    >>> import contextlib, io
    >>> with contextlib.redirect_stdout(io.StringIO()):  # the notice, once a session
    ...     offers = load_dataset("bank_offers")
    >>> offers["offered"].cat.categories.tolist()
    ['none', 'credit', 'wealth']
    """
    resource = _resource(name)
    path = datasets_folder() / resource["path"]
    schema = resource["schema"]
    texts = {field["name"]: "str" for field in schema["fields"] if field["type"] == "string"}
    try:
        raw = pd.read_csv(
            path, dtype=texts, encoding="utf-8", keep_default_na=False, na_values=[""]
        )
        frame = cast_frame(raw, schema)
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            _("{path} is missing or damaged: restore the file or install the course again.").format(
                path=path
            )
        ) from error
    notice = ngettext(
        "{name}: {rows} row of invented data (CC BY 4.0)",
        "{name}: {rows} rows of invented data (CC BY 4.0)",
        len(frame),
    ).format(name=name, rows=f"{len(frame):,}")
    frame.attrs["invented"] = notice
    if name not in _announced:
        _announced.add(name)
        print(notice)  # noqa: T201
    return frame
