"""Tables that tell a finding: heads in words, text at the left, numbers at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from servicelab.plots.axes import sentence_case

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def show_table(
    frame: pd.DataFrame | pd.Series,
    formats: str | Mapping[Any, str] | None = None,
    *,
    caption: str = "",
    missing: str = "",
) -> Styler:
    """Show a table to people.

    Columns keep their names for what is computed; what is shown begins with a capital letter and
    has no low lines.

    Parameters
    ----------
    frame : DataFrame or Series
        A Series becomes a table of one column.
    formats : str or mapping, optional
        How numbers are written, such as ``"{:.0%}"``, for all or by column.
    caption : str
        What stands above the table.
    missing : str
        What stands in place of a number that is missing.

    Returns
    -------
    Styler

    Examples
    --------
    >>> shown = show_table(pd.DataFrame({"still_open": [0.25]}, index=["cards"]), "{:.0%}")
    >>> "Still open" in shown.to_html(), "25%" in shown.to_html()
    (True, True)
    """
    data = frame.to_frame() if isinstance(frame, pd.Series) else frame
    words = [
        number
        for number, kind in enumerate(data.dtypes)
        if not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind)
    ]
    at_left = ["th.row_heading", "th.index_name", *(f".col{number}" for number in words)]
    styler = data.style
    styler.format(formats, na_rep=missing or None)  # type: ignore[arg-type]
    for axis in ("index", "columns"):
        styler.format_index(sentence_case, axis=axis)
        styler.format_index_names(_name, axis=axis)
    styler.set_table_styles(
        [
            {
                "selector": "th, td",
                "props": "text-align: right; vertical-align: top; padding: 3px 10px",
            },
            {"selector": ", ".join(at_left), "props": "text-align: left; white-space: normal"},
            {
                "selector": "caption",
                "props": "text-align: left; font-weight: bold; padding: 3px 10px",
            },
        ]
    )
    return styler.set_caption(caption) if caption else styler


def _name(name: object) -> str:
    return "" if name is None else sentence_case(name)
