"""Words for the figures of a notebook, for people who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..figures import describe

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What a kernel runs before the first cell of a notebook.
STARTUP = "from servicelab.site.alt import describe_figures; describe_figures()"


def describe_figures() -> None:
    """Let the kernel that calls this put ``alt`` into the metadata of every figure it shows."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type_by_name("matplotlib.figure", "Figure", _in_words)


def _in_words(figure: Figure, **options: object) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, {"alt": words(figure)}


def words(figure: Figure) -> str:
    """Describe the parts of a figure one after the other.

    Examples
    --------
    >>> from servicelab.figures import plot_rule_profit
    >>> words(plot_rule_profit({"by age": 250_000, "by need": 282_000}).figure)
    'Bar chart of Total profit (yuan) by Rule. Highest: by need, 282,000; lowest: by age, 250,000.'
    """
    return " ".join(describe(ax) for ax in figure.axes if ax.get_label() != "<colorbar>")
