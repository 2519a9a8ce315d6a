"""A rule of one's own on a form: shown as a table, and tried on open boards before it is recorded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.records import read_record, save_record
from servicelab.decisions.rules import REASON_LENGTH
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph, row
from servicelab.errors import CourseError
from servicelab.i18n import _

Rule = Mapping[str, Any]
_NONE = "\N{EN DASH}"


class RuleForm(FormWidget):
    """A form whose decision is a rule; without a front end the rule is shown as a table.

    Attributes
    ----------
    table : (str, str)
        Title of the table, and the head of its column.
    """

    table: ClassVar[tuple[str, str]]

    @property
    def parts(self) -> list[Field]:
        """What the rule consists of: every field but the reason."""
        return [field for field in self.fields.fields if field.name != "reason"]

    def pictures(self, decision: Rule | None) -> tuple[Drawn, ...]:
        """The rule as a table."""
        title, head = self.table
        told = [
            _NONE if decision is None else part.words(decision[part.name]) for part in self.parts
        ]
        texts = pd.DataFrame({head: told}, index=[part.label for part in self.parts])
        return (Heat.plain(title, texts),)


@dataclass(frozen=True)
class Tries:
    """How often a rule may be tried; which ones were is kept beside the notebook.

    Attributes
    ----------
    most : int
        How many tries there are.
    record, key : str
        Name of their record, and under which key it lists the rules.
    used : str
        What is said when none is left; it may name them with ``{tries}``.

    Examples
    --------
    >>> import tempfile
    >>> tries, folder = Tries(2, "demo-tries", "rules", "All {tries} tries are used."), tempfile.mkdtemp()
    >>> tries.keep([{"limit": 3}], folder)
    >>> tries.earlier(folder)
    [{'limit': 3}]
    """

    most: int
    record: str
    key: str
    used: str

    def earlier(self, folder: Path | str) -> list[dict[str, Any]]:
        """The rules that were tried so far.

        Parameters
        ----------
        folder : path
            Where the notebook lies.
        """
        kept = read_record(self.record, self._schema(), folder)
        return [] if kept is None else list(kept.decision[self.key])

    def keep(self, rules: Sequence[Rule], folder: Path | str) -> None:
        """Keep which rules were tried.

        Parameters
        ----------
        rules : sequence of mapping
            All of them, the newest last.
        folder : path
            Where the notebook lies.
        """
        tried = {self.key: [dict(rule) for rule in rules]}
        save_record(self.record, tried, self._schema(), folder, keep_earlier=False)

    def _schema(self) -> dict[str, Any]:
        rules = {"type": "array", "items": {"type": "object"}, "maxItems": self.most}
        return {
            "type": "object",
            "properties": {self.key: rules},
            "required": [self.key],
            "additionalProperties": False,
        }


class TriedRule(RuleForm):
    """A rule that can be tried on open boards before it is recorded.

    Attributes
    ----------
    boards : str
        The heading above the tries.
    told : str
        What is said below the heading.
    trying : (str, str)
        Name and tooltip of the button.
    untried : str
        What stands there before the first try.
    lacking : str
        What is said of a rule that is not complete, with ``{what}``.
    tries : Tries, optional
        How often it may be tried; without it as often as one likes.
    """

    boards: ClassVar[str]
    told: ClassVar[str] = ""
    trying: ClassVar[tuple[str, str]]
    untried: ClassVar[str] = ""
    lacking: ClassVar[str] = _("To try it, the rule still needs: {what}.")
    tries: ClassVar[Tries | None] = None

    @abstractmethod
    def try_out(self, rule: Rule, earlier: Sequence[Rule]) -> str:
        """What a rule does on the open boards, as HTML.

        Parameters
        ----------
        rule : mapping
            The parts of the rule, each of them given.
        earlier : sequence of mapping
            The rules that were tried before, where that is kept.
        """

    def before_trying(self) -> str:
        """What stands below the button before the first try, as HTML."""
        return paragraph(self.untried)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """Open boards to try a rule on; the rule."""
        self._tried = ipw.HTML(self.before_trying())
        told = [ipw.HTML(paragraph(self.told))] if self.told else []
        tries = row(self.button(*self.trying, self._try))
        explored = [heading(self.boards), *told, tries, self._tried]
        return explored, self.decide(*(part.name for part in self.parts))

    def _try(self) -> None:
        draft = self.tidy({**self.draft(), "reason": "-" * REASON_LENGTH[0]})
        lacks = self.missing(draft)
        if lacks:
            self.say(self.lacking.format(what="; ".join(lacks)), "problem")
            return
        rule = {part.name: draft[part.name] for part in self.parts if part.name in draft}
        try:
            earlier = self.tries.earlier(self.folder) if self.tries else []
            if self.tries and len(earlier) >= self.tries.most:
                self.say(self.tries.used.format(tries=self.tries.most))
                return
            told = self.try_out(rule, earlier)
            if self.tries:
                self.tries.keep([*earlier, rule], self.folder)
        except CourseError as error:
            self.say(_("Not tried: {reason}").format(reason=error), "problem")
            return
        self._tried.value = told
        self.check()
