"""Parts of a form that several decision widgets share."""

from __future__ import annotations

import html

import ipywidgets as ipw

from .._i18n import _

WRAP = {"flex_flow": "row wrap", "align_items": "center"}
OWN_LABEL = {"description_width": "initial"}


def heading(text: str) -> ipw.HTML:
    """A heading inside a widget."""
    return ipw.HTML(f'<div style="font-weight:600;margin-top:6px">{html.escape(text)}</div>')


def paragraph(text: str) -> str:
    """A text as HTML."""
    return f'<div class="servicelab-summary" style="line-height:1.5">{html.escape(text)}</div>'


def drop_down(label: str, tooltip: str, options: list[tuple[str, str]], width: str) -> ipw.Dropdown:
    """A list to choose from, with nothing chosen at first."""
    return ipw.Dropdown(
        options=[(_("choose..."), ""), *options],
        description=label,
        tooltip=tooltip,
        style=OWN_LABEL,
        layout={"width": width, "max_width": "98%"},
    )


def percent_box(label: str, tooltip: str, width: str = "200px") -> ipw.Text:
    """A box for a percentage; read it with :func:`read_percent`."""
    return ipw.Text(
        description=label,
        tooltip=tooltip,
        placeholder=_("such as 65"),
        continuous_update=False,
        style=OWN_LABEL,
        layout={"width": width, "max_width": "98%"},
    )


def reason_box(tooltip: str, placeholder: str) -> ipw.Textarea:
    """A box for the reason of a decision."""
    return ipw.Textarea(
        description=_("Reason"),
        tooltip=tooltip,
        placeholder=placeholder,
        continuous_update=False,
        rows=3,
        style=OWN_LABEL,
        layout={"width": "98%", "max_width": "720px"},
    )


def record_button() -> ipw.Button:
    """The button that keeps a decision."""
    return ipw.Button(
        description=_("Record decision"),
        tooltip=_("Keep this decision beside the notebook"),
        button_style="primary",
    )


def read_percent(text: str) -> float | None:
    """A percentage as people type it, as a proportion; None if it is none or may be a proportion.

    Examples
    --------
    >>> read_percent("65 %"), read_percent("100"), read_percent("0.65"), read_percent("sure")
    (0.65, 1.0, None, None)
    """
    try:
        value = float(text.strip().removesuffix("%").removesuffix("％"))
    except ValueError:
        return None
    return value / 100 if value == 0 or 1 <= value <= 100 else None
