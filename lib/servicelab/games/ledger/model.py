"""Claim ledger, the model: claims, what their sources say, and what a verdict is worth.

The claims of the first module stand here, those of the last in
:mod:`servicelab.games.ledger.last_claims`.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.ledger.view` only shows it. Which verdicts are right is not here: they are
judged with keys that trainees do not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from servicelab.decisions.fields import Choice, DecisionFields, Field, Reason
from servicelab.decisions.records import read_record
from servicelab.evidence.verdicts import verdict_score
from servicelab.i18n import _

#: The record. Later modules read it beside their notebooks, so name and form stay as they are.
NAME: Final = "m01-claim-ledger"

VERDICTS: Final[dict[str, str]] = {
    "not testable": _("not testable as put"),
    "unsupported": _("unsupported"),
    "garbled": _("garbled"),
    "dated": _("dated"),
    "supported": _("supported"),
}


@dataclass(frozen=True)
class Step:
    """A question of the chain.

    Attributes
    ----------
    asks : str
        The question.
    no : str
        The verdict if the answer is no, a key of :data:`VERDICTS`.
    rule : str
        How it is to be read.
    """

    asks: str
    no: str
    rule: str


#: The four questions, in their order. The first "no" is the verdict; four times yes is "supported".
QUESTIONS: Final = (
    Step(
        _("Could somebody count it?"),
        "not testable",
        _(
            "The claim says what is counted, and of whom, so clearly that two people would count the "
            "same. A loose word (faster) passes if any usual measure would do."
        ),
    ),
    Step(
        _("Did somebody count it?"),
        "unsupported",
        _(
            "The card names a source that counted something of this kind; something near it is a yes "
            "(see question 3). Where the claim speaks of many, one case alone is a no. A text is the "
            "source of when it was printed, a table of what stands in it."
        ),
    ),
    Step(
        _("Did the source find this?"),
        "garbled",
        _(
            "The same thing, group, strength, and the time that the claim names. A present tense "
            'without a year leaves the year to question 4. Without "every", a claim speaks of the '
            "average. What the source shows to be false is a no, too."
        ),
    ),
    Step(
        _("Is it still so?"),
        "dated",
        _(
            "The present tense speaks of today: no, if by a newer count the claim no longer holds. A "
            "past time passes, and so does a claim without a newer count."
        ),
    ),
)


@dataclass(frozen=True)
class Claim:
    """A claim and what is known of its source.

    Attributes
    ----------
    short : str
        What it is about, in a few words.
    says : str
        The claim, as it is put.
    card : str
        What the source says: who counted what, of whom, when.
    is_named : bool
        Whether the claim itself names somebody or something that sounds like an authority.
    """

    short: str
    says: str
    card: str
    is_named: bool


#: How the verdicts are taken.
ONE_VERDICT: Final = _(
    "Write one verdict. What is too loose can be argued: where we stop at question 1 and you at 2, "
    "yours counts, too."
)

#: The claims, by the number that the record keeps. A number stays with its claim.
CLAIMS: Final[dict[str, Claim]] = {
    "L1": Claim(
        _("China's services"),
        _("Services make up 32.8 % of China's GDP, as the China Statistical Yearbook shows."),
        _(
            "China Statistical Yearbook 2010, table 2-1: "
            "services were 2,333 of 7,118 billion yuan of GDP in 1996, which is 32.8 %. World Bank, "
            "World Development Indicators as of September 2025: 56.7 % for 2024."
        ),
        is_named=True,
    ),
    "L2": Claim(
        _("the response rate"),
        _(
            "In the surveys in which it was checked, response rate and the error from those who did not "
            "answer went together only weakly, as 59 studies show."
        ),
        _(
            "Groves and Peytcheva (2008) took 59 studies in which something was known of those who "
            "did not answer: over 959 estimates, response rate and the error from those who did not "
            "answer hardly went together. Brick and Tourangeau (2017) looked at the same data survey by "
            "survey: the link is stronger than it had seemed; they, too, call it relatively weak."
        ),
        is_named=False,
    ),
    "L3": Claim(
        _("what is visual"),
        _(
            "In a day, about 90 % of the stimuli that reach a person are visual, as studies of "
            "perception show."
        ),
        _(
            "Where the claim stands no study is named, nor is it said what one stimulus is, or when it "
            "has reached a person. Three web pages with a figure of this kind were looked at for this "
            "course: they give 80, 83 and 90 %, not of stimuli but of what one knows, learns or takes in, "
            "and none names a measurement beside it."
        ),
        is_named=False,
    ),
    "L4": Claim(
        _("service-dominant logic"),
        _(
            "Service-dominant logic was put forward by Vargo and Lusch in the 1980s, as marketing "
            "courses teach."
        ),
        _(
            "S. L. Vargo and R. F. Lusch first put forward this logic in "
            "January 2004, in the Journal of Marketing; they say so themselves in an article of 2008."
        ),
        is_named=True,
    ),
    "L5": Claim(
        _("services in rich economies"),
        _(
            "Services made up more than 70 % of the GDP of the high-income economies in 2006, as the "
            "World Bank's figures printed in 2008 show."
        ),
        _(
            "World Bank, as printed in a yearbook of China's National Bureau of Statistics in 2008; "
            "services in GDP, 2000 and 2006. High-income economies: 70.1 and 72.4 %. Middle-income "
            "economies: 54.0 and 55.3 %. World: 67.1 and 69.0 %."
        ),
        is_named=True,
    ),
    "L6": Claim(
        _("the reply rule"),
        _(
            "Firms that answered every inquiry within 24 hours grew faster in sales, on average, than "
            "firms that did not, as the rise of one computer maker in the 1990s shows."
        ),
        _(
            "One computer maker had this rule and grew large. Where the claim stands no other firm with "
            "the rule is looked at, and none without it."
        ),
        is_named=True,
    ),
    "L7": Claim(
        _("income and life services"),
        _(
            "Among this course's 240 made-up households a higher income goes, on average, with a larger "
            "share of it for life services, as their table shows."
        ),
        _(
            "The table was made up for this course: 240 households, income and spending on life "
            'services. Counted in the notebook "What a claim must show": households with 1 % more '
            "income spend about 1.24 % more on life services (95 % interval 1.14 to 1.34). In the half "
            "with the higher income, the mean share spent on them is 15.0 % of income; in the other half "
            "it is 11.8 %."
        ),
        is_named=True,
    ),
    "L8": Claim(
        _("the 5A method"),
        _(
            "The 5A method, taught in a course for branch managers, made the regional marketing of "
            "branches more precise, as a report on the course shows."
        ),
        _(
            "The report praises the course. It does not say what the five A's are, so nobody can tell "
            "which branch worked by them. Nor does it say by which number one would see that marketing "
            "became more precise."
        ),
        is_named=True,
    ),
    "L9": Claim(
        _("95 % satisfied"),
        _(
            "Last summer about 95 % of all customers of Lantern Bank's Riverside branch were satisfied "
            "(4 or 5 of 5), as the page for the annual report shows."
        ),
        _(
            "The page for the annual report has it from the branch's text-message survey of July to "
            "September 2025. Counted were visits, not customers, and only those whose case was closed and whose "
            "customer answered; answers of 3 were left out. That left 193 of the 600 visits; 183 of the "
            "193, or 95 %, were rated 4 or 5."
        ),
        is_named=True,
    ),
}

#: How sure one can be of one verdict out of five: from no idea on.
SURE: Final = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)


@dataclass(frozen=True, kw_only=True)
class Confidence(Choice):
    """How sure one is: levels to choose from, and by code any proportion between them."""

    def rule(self) -> dict[str, Any]:
        """A proportion from that of no idea on."""
        return {
            "type": "number",
            "minimum": SURE[0],
            "maximum": SURE[-1],
            "errorMessage": self.wrong,
        }

    def words(self, value: Any) -> str:
        """A percentage."""
        return f"{value:.0%}"

    def write(self, value: Any) -> Any:
        """The nearest level."""
        return self.empty if value is None else min(SURE, key=lambda level: abs(level - value))


@dataclass(frozen=True, kw_only=True)
class Verdict(Choice):
    """One of the verdicts; by code also in the words that people read.

    Examples
    --------
    >>> Verdict("verdict", options=VERDICTS).tidy("Not testable as put")
    'not testable'
    """

    def tidy(self, value: Any) -> Any:
        """The key of the verdict."""
        value = super().tidy(value)
        if not isinstance(value, str):
            return value
        names = {label.casefold(): key for key, label in self.options.items()}
        return names.get(value.casefold(), value)


@dataclass(frozen=True, kw_only=True)
class EachClaim(Field):
    """An entry for each claim.

    Attributes
    ----------
    one : Field
        What each claim gets; its label names the claim.
    claims : sequence of str
        The claims of the ledger.
    """

    one: Field
    claims: Sequence[str] = ()

    def rule(self) -> dict[str, Any]:
        """Claim to entry, for all claims."""
        return {
            "type": "object",
            "properties": {name: self.one.schema() for name in self.claims},
            "required": list(self.claims),
            "additionalProperties": False,
        }

    def tidy(self, value: Any) -> Any:
        """The entries in the order of the claims, then what is none of them; empty ones left out."""
        if not isinstance(value, Mapping | pd.Series):
            return super().tidy(value)
        entries = {str(name): self.one.tidy(entry) for name, entry in value.items()}
        given = {name: entry for name, entry in entries.items() if entry is not None}
        return {name: given.pop(name) for name in self.claims if name in given} | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """Which claims have no entry yet."""
        given = draft.get(self.name)
        if given is not None and not isinstance(given, Mapping):
            return []
        left = [name for name in self.claims if name not in (given or {})]
        return [self.lack.format(claims=", ".join(left))] if left else []

    def words(self, value: Any) -> str:
        """The entry of each claim."""
        return ", ".join(f"{name} {self.one.words(entry)}" for name, entry in value.items())


def decision_fields(name: str, claims: Iterable[str]) -> DecisionFields:
    """What a ledger consists of.

    Parameters
    ----------
    name : str
        Name of the record.
    claims : iterable of str
        The claims by which verdicts and confidences are kept.

    Examples
    --------
    >>> decision_fields("demo", ["A1", "A2"]).missing({"verdicts": {"A1": "dated"}})[0]
    'a verdict on A2'
    """
    names = tuple(claims)
    listed = ", ".join(names)
    return DecisionFields(
        name,
        [
            EachClaim(
                "verdicts",
                _("Verdicts"),
                lack=_("a verdict on {claims}").format(claims="{claims}"),
                wrong=_("give a dictionary with a verdict for each of {claims}").format(
                    claims=listed
                ),
                one=Verdict(
                    "verdict",
                    _("Verdict on {claim}"),
                    _("The first question with a no decides"),
                    wrong=_("a verdict is one of {verdicts}").format(verdicts=", ".join(VERDICTS)),
                    options=VERDICTS,
                ),
                claims=names,
            ),
            EachClaim(
                "sure",
                _("How sure"),
                lack=_("how sure you are of {claims}").format(claims="{claims}"),
                wrong=_("give a dictionary with a proportion for each of {claims}").format(
                    claims=listed
                ),
                one=Confidence(
                    "confidence",
                    _("How sure of {claim}"),
                    _("How likely it is that your verdict is right; 20 % is no idea"),
                    wrong=_(
                        "how sure you are is a proportion from {least:g}, no idea, to 1"
                    ).format(least=SURE[0]),
                    options={level: f"{level:.0%}" for level in SURE},
                ),
                claims=names,
            ),
            Reason(help=_("Which claim was hardest for you, and what decided?")),
        ],
    )


DECISION: Final = decision_fields(NAME, CLAIMS)


# What a ledger is worth

#: Part of the score that the verdicts count; the rest is for honest confidence.
VERDICT_PART: Final = 0.6
#: Score of the best ledger that is filled in without reading, and from which score on all is earned.
#: Tests compute the first anew, and hold careful reading against the second.
ZERO, FULL = 0.305, 0.826

Keys = Mapping[str, Iterable[str]]


def right_ones(verdicts: Mapping[str, str], keys: Keys) -> dict[str, bool]:
    """Whether the verdict on each claim is one that can be defended.

    Parameters
    ----------
    verdicts : mapping
        Claim to verdict.
    keys : mapping
        Claim to the verdicts that can be defended, one or two.

    Examples
    --------
    >>> right_ones({"a": "dated", "b": "garbled"}, {"a": ["dated"], "b": ["supported"]})
    {'a': True, 'b': False}
    """
    return {name: verdicts.get(name) in set(accepted) for name, accepted in keys.items()}


def ledger_score(verdicts: Mapping[str, str], sure: Mapping[str, float], keys: Keys) -> float:
    """Score of a ledger: 60 % share of right verdicts, 40 % honest confidence.

    Honest confidence is the part of the way from the Brier score of "20 % for each" (0.8) to that of
    a perfect forecast (0), over five verdicts; it is negative for whoever is sure and wrong.

    Parameters
    ----------
    verdicts, sure : mapping
        Claim to verdict, and to the confidence in it.
    keys : mapping
        Claim to the verdicts that can be defended.

    Returns
    -------
    float
        1 is best; 0 has no right verdict and no idea; less is sure and wrong.

    Examples
    --------
    >>> keys = {"a": ["dated"], "b": ["supported"]}
    >>> ledger_score({"a": "dated", "b": "supported"}, {"a": 1, "b": 1}, keys)
    1.0
    >>> round(ledger_score({"a": "dated", "b": "dated"}, {"a": 0.5, "b": 0.5}, keys), 3)
    0.356
    """
    right = right_ones(verdicts, keys)
    hits = list(right.values())
    loss = verdict_score(hits, [float(sure[name]) for name in right], len(VERDICTS))
    no_idea = 1 - 1 / len(VERDICTS)
    share = sum(hits) / len(hits)
    return VERDICT_PART * share + (1 - VERDICT_PART) * (1 - loss / no_idea)


def points_share(
    verdicts: Mapping[str, str],
    sure: Mapping[str, float],
    keys: Keys,
    zero: float = ZERO,
    full: float = FULL,
) -> float:
    """Share of the points that a ledger earns, 0 to 1.

    Parameters
    ----------
    verdicts, sure, keys
        As in :func:`ledger_score`.
    zero, full : float
        Nothing up to the score of the best ledger that is filled in without reading, and all from
        where on; those of the first module by default.

    Examples
    --------
    >>> keys = {"a": ["dated"], "b": ["supported"]}
    >>> points_share({"a": "dated", "b": "dated"}, {"a": 0.2, "b": 0.2}, keys, zero=0.2, full=0.4)
    0.5
    """
    score = ledger_score(verdicts, sure, keys)
    return min(max(round((score - zero) / (full - zero), 9), 0), 1)


def mistakes(verdicts: Mapping[str, str], keys: Keys) -> dict[str, int]:
    """How many claims were misread in which way.

    Parameters
    ----------
    verdicts : mapping
        Claim to verdict.
    keys : mapping
        Claim to the verdicts that can be defended.

    Returns
    -------
    dict
        ``believed``: called supported, and is not. ``doubted``: is supported, and was refused.
        ``another``: garbled or dated, and taken for something else. ``uncounted``: unsupported or not
        testable, and taken for something else. No claim counts twice.

    Examples
    --------
    >>> keys = {"a": ["dated"], "b": ["supported"], "c": ["garbled"], "d": ["unsupported"]}
    >>> mistakes({"a": "supported", "b": "garbled", "c": "dated", "d": "unsupported"}, keys)
    {'believed': 1, 'doubted': 1, 'another': 1, 'uncounted': 0}
    """
    counts = {"believed": 0, "doubted": 0, "another": 0, "uncounted": 0}
    for name, is_right in right_ones(verdicts, keys).items():
        if is_right:
            continue
        accepted = set(keys[name])
        if verdicts.get(name) == "supported":
            counts["believed"] += 1
        elif "supported" in accepted:
            counts["doubted"] += 1
        elif accepted & {"garbled", "dated"}:
            counts["another"] += 1
        else:
            counts["uncounted"] += 1
    return counts


def read_ledger(folder: Path | str = ".") -> pd.DataFrame | None:
    """The recorded ledger, for a later notebook that opens it again.

    Parameters
    ----------
    folder : path
        Where the notebook lies in which it was recorded.

    Returns
    -------
    DataFrame or None
        Index claim; columns ``says``, ``verdict`` and ``sure``. None when nothing was recorded.

    Raises
    ------
    CourseError
        If the file is damaged.
    """
    record = read_record(NAME, DECISION.schema(), folder)
    if record is None:
        return None
    return pd.DataFrame(
        {
            "says": {name: claim.says for name, claim in CLAIMS.items()},
            "verdict": record.decision["verdicts"],
            "sure": record.decision["sure"],
        }
    ).rename_axis(index="claim")
