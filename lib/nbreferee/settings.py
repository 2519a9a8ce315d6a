"""What keeps a class safe in nbgrader's configuration, for this course and any other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
TEMPLATES = Path(__file__).with_name("templates")


def protect(config: Any) -> None:
    """Fill in what a course's nbgrader configuration leaves open.

    - A damaged cell costs its own points, never the submission (:class:`.relabel.RelabelCells`).
    - Feedback shows no test source and no path, says which answers are not yet read, and loads
      nothing from the network (:class:`.pages.HideTests`, :class:`.pages.FeedbackExporter`
      and the templates beside this file).
    - What a submission holds runs nowhere, neither in feedback nor in Formgrader
      (:class:`.harmless.Harmless`).

    Parameters
    ----------
    config : traitlets Config
        Changed in place; lists that the course has set itself are only added to.
    """
    import nbgrader
    from nbconvert.exporters import HTMLExporter
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import GetGrades

    from nbreferee.harmless import Harmless, markdown
    from nbreferee.pages import FeedbackExporter, HideTests
    from nbreferee.relabel import RelabelCells
    from nbreferee.steps import listed

    usual: Any = Autograde.class_traits()["sanitize_preprocessors"].default()
    sanitize = listed(config.Autograde, "sanitize_preprocessors", usual)
    if RelabelCells not in sanitize:
        config.Autograde.sanitize_preprocessors = [RelabelCells, *sanitize]

    usual = [GetGrades, CSSHTMLHeaderPreprocessor]
    feedback = listed(config.GenerateFeedback, "preprocessors", usual)
    if HideTests not in feedback:
        at = feedback.index(GetGrades) + 1 if GetGrades in feedback else 0
        config.GenerateFeedback.preprocessors = [*feedback[:at], HideTests, *feedback[at:]]

    config.GenerateFeedback.setdefault("exporter_class", FeedbackExporter)

    usual = HTMLExporter.class_traits()["default_preprocessors"].default()
    first = listed(config.HTMLExporter, "default_preprocessors", usual)
    if Harmless not in first:
        config.HTMLExporter.default_preprocessors = [Harmless, *first]
    # a notebook has to be in order when Harmless has seen it, not before
    config.HTMLExporter.optimistic_validation = True
    filters = config.HTMLExporter.get("filters")
    config.HTMLExporter.filters = {
        **(filters if isinstance(filters, dict) else {}),
        "markdown2html": markdown,
    }

    own = str(TEMPLATES)
    theirs = str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates")
    folders = config.HTMLExporter.get("extra_template_basedirs")
    folders = list(folders) if isinstance(folders, list) else [theirs]
    if own not in folders:
        config.HTMLExporter.extra_template_basedirs = [own, *folders]


def plain_repr(config: Any) -> str:
    """Tell a configuration in words that are the same in each process.

    Parameters
    ----------
    config : traitlets Config
        Where a function of it lies in memory is left out.
    """
    return _ADDRESS.sub("", repr(sorted((name, repr(one)) for name, one in config.items())))
