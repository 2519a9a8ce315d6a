"""Reading help for a reply to a complaint: which words stand where, for the person who marks it.

Words can be found by a program; whether they are meant can not. So :func:`letter_help` says what is
there and quotes it, and never gives a point.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["LetterHelp", "letter_help"]

#: English words of each element as regular expressions (whole words), and Chinese ones.
_WORDS = {
    "feeling": (
        r"sorry|apolog[a-z]*|understand[a-z]*|frustrat[a-z]*|upset[a-z]*|disappoint[a-z]*|worr(?:y|ies|ied|ying)"
        r"|inconvenien[a-z]*|annoy[a-z]*|distress[a-z]*|anxious|anger|angry|must have been|can imagine",
        "抱歉|歉意|致歉|道歉|对不起|理解|体会|着急|焦急|担心|担忧|失望|委屈|不便|生气|气愤|难过|困扰",
    ),
    "remedy": (
        r"refund[a-z]*|repa(?:y|id|ying)|re-?imburs[a-z]*|compensat[a-z]*|transfer[a-z]*|pay(?:s|ing|ment)?|paid"
        r"|correct(?:ed|ing|ion)?|waive[ds]?|replac[a-z]*|re-?issue[ds]?|repair[a-z]*|re-?open[a-z]*"
        r"|credit(?:ed)?",
        "退款|退还|退回|返还|赔付|赔偿|补偿|支付|转账|汇入|更正|改正|免除|免收|补发|更换|修复|重新审核",
    ),
    "next step": (
        r"next steps?|(?:we|i|she|he|they|you)(?: will|['’]ll)|will (?:call|send|write|contact|visit)"
        r"|please (?:send|call|bring|reply|write|sign)|what happens (?:now|next)",
        "接下来|下一步|我们?[将会]|将(?:会|由|于|在|向|给)|请您?(?:提供|寄|携带|致电|回复|签)|安排",
    ),
    "recourse": (
        r"ombuds[a-z]*|regulator[a-z]*|supervis(?:or|ory)[a-z]*|mediat[a-z]*|arbitrat[a-z]*|appeal[a-z]*|courts?"
        r"|outside (?:body|office)|independent[a-z]*|consumer (?:association|council|protection)",
        "监管|主管部门|调解|仲裁|申诉|复议|复核|法院|诉讼|消费者(?:协会|组织|权益)|第三方|独立机构",
    ),
    "blame": (
        r"(?<!not )your (?:own )?(?:fault|mistake|negligence|responsibility)"
        r"|you (?:should|ought to|could) have|you (?:failed|forgot|neglected|refused|allege[ds]?)"
        r"|you (?:did not|didn['’]t) (?:read|tell|follow|check|keep)|because you"
        r"|as you should know",
        "[你您]本?应该|[你您](?:自己|本人)(?:的|没|未|造成)|[你您](?:没有?|未)(?:仔细|认真|按|及时|阅读|提供)"
        "|是[你您]的(?:责任|错|过失|问题)|[怪因]为?[你您]|[你您]声称",
    ),
    "jargon": (
        r"pursuant|hereby|herein[a-z]*|here(?:with|to)|thereof|afore[a-z]+|subrogat[a-z]*|indemni[a-z]+"
        r"|adjudicat[a-z]*|without prejudice|in accordance with|as per|the said|reserve the right"
        r"|be advised|liabilit(?:y|ies)|SLAs?|KPIs?|CRM",
        "特此|兹因?|鉴于|上述|予以|我司|贵方|贵司|该等|之规定|标的|代位求偿|免赔额|除外责任|依据.{0,8}条款",
    ),
    "authority": (
        r"guarantee[ds]?|whatever it takes|full compensation|any (?:loss(?:es)?|damage|costs?)"
        r"|never again|never happen|(?:will not|won['’]t) happen again|no matter what",
        "保证|确保|绝不|决不|绝对|永远|全额|一切损失|所有损失|任何损失|不会再",
    ),
}
_PATTERNS = {
    name: re.compile(rf"(?<![A-Za-z])(?:{english})(?![A-Za-z])|{chinese}", re.IGNORECASE)
    for name, (english, chinese) in _WORDS.items()
}

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?:[¥￥]|RMB|CNY|yuan)\s*({_NUMBER})(?![\d.])"
    rf"|(?<![\d.,])({_NUMBER})\s*(万)?(?:yuan|RMB|CNY|元|块)",
    re.IGNORECASE,
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "(?P<{}>" + "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS) + ")"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]",
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
        + _MONTH.format("month")
        + r"(?![a-z])(?:,? (?P<year>20\d\d))?",
        r"(?<![a-z])"
        + _MONTH.format("month")
        + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<year>20\d\d))?",
    )
]
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CHINESE = "一二三四五六七八九"
_SPAN = re.compile(
    rf"(?<![a-z])(?:within|in) (?:the next )?(?P<n>\d{{1,3}}|{'|'.join(_ENGLISH)})"
    r" (?P<working>working |business )?(?:calendar )?(?P<unit>day|week)s?(?![a-z])"
    rf"|(?P<n_zh>\d{{1,3}}|[{_CHINESE}]?十[{_CHINESE}]?|[{_CHINESE}两])个?"
    r"(?P<unit_zh>工作日|自然日|日|天|周|星期)[之以]?内",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"(?<![A-Za-z])(?:(?:by|on|before|until) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:today|tomorrow)(?![A-Za-z])|(?:本|下)?(?:周|星期)[一二三四五六日天]|今天|明天|后天",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class LetterHelp:
    """What a marker looks for in a letter, and which words of it were found.

    A notebook shows it as a table.

    Attributes
    ----------
    table : DataFrame
        Index ``element``; columns ``wanted`` (False for what a good letter leaves out), ``found``
        and ``evidence`` (the words found, as written, separated by ``"; "``).
    """

    table: pd.DataFrame

    def __str__(self) -> str:
        return "\n".join(
            f"{name!s}: {evidence or _('not found')}"
            for name, evidence in self.table["evidence"].items()
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        parts = []
        for wanted, title in ((True, _("To be there")), (False, _("Better left out"))):
            parts.append(
                f'<tr><th scope="colgroup" colspan="3" style="text-align:left">{title}</th></tr>'
            )
            for name, row in self.table[self.table["wanted"] == wanted].iterrows():
                cells = (_("found") if row["found"] else _("not found"), row["evidence"])
                parts.append(
                    f'<tr><th scope="row" style="text-align:left;font-weight:normal">'
                    f"{html.escape(_label(str(name)))}</th>"
                    + "".join(
                        f'<td style="text-align:left">{html.escape(one)}</td>' for one in cells
                    )
                    + "</tr>"
                )
        note = _("Words found, for the reader to judge: what is not found may be said otherwise.")
        return f"<table><caption>{note}</caption>{''.join(parts)}</table>"


def _label(element: str) -> str:
    if element.startswith("fact: "):
        return _("Fact: {fact}").format(fact=element.removeprefix("fact: "))
    return {
        "name": _("Customer addressed by name"),
        "feeling": _("Feeling acknowledged"),
        "remedy": _("Remedy stated"),
        "next step": _("What happens next"),
        "date": _("By when"),
        "recourse": _("Where to turn outside the firm"),
        "blame": _("Blames the customer"),
        "jargon": _("Words of the trade"),
        "promise outside authority": _("Promise outside authority"),
        "date after the deadline": _("Date after the deadline"),
    }[element]


def letter_help(text: str, case: Mapping[str, Any]) -> LetterHelp:
    """Find in a reply to a complaint what its marker looks for.

    English and Chinese words count both. A sum of money is a number with its unit (1,200 yuan,
    ¥1200, 1200元, 0.12万元); a sum in words is not read. A word that is found may still be used
    wrongly, and the same thing may be said without any of the words: a person has to read the
    letter.

    Parameters
    ----------
    text : str
        The letter.
    case : mapping
        ``facts`` : list; each fact is a wording or a list of wordings, any of which names it.

        ``names`` : list of str; forms of address, any of which will do. Optional.

        ``amount`` : float; what is granted, yuan, 0 or missing for a remedy without money.

        ``limit`` : float; the most that the writer may grant, yuan. Optional.

        ``deadline`` : date; the last day that the letter may promise. Optional.

        ``date`` : date; the day of the letter. Optional; with it, earlier dates do not count as
        promises, and "within 5 days" is counted from it (working days are Monday to Friday).

    Returns
    -------
    LetterHelp
        Its ``table`` has a row for each fact (``"fact: ..."``), then ``name`` (if names are given),
        ``feeling``, ``remedy`` (the amount, or words of a remedy if there is none), ``next step``,
        ``date`` (a day or a span of days), ``recourse`` (an office outside the firm); and, not
        wanted, ``blame``, ``jargon``, ``promise outside authority`` (a sum above the limit that is
        not among the facts, or a promise without bounds) and ``date after the deadline``.

    Raises
    ------
    CourseError
        If the letter is blank or no text, or the case lacks facts, has an unknown key, or a value
        of the wrong kind.

    Examples
    --------
    >>> case = {"facts": [["3 March", "March 3"], "windshield"], "amount": 800, "limit": 1000}
    >>> letter_help(
    ...     "I am sorry that the windshield you reported on March 3 has not been paid. "
    ...     "We will transfer 800 yuan by Friday. You should have called earlier.",
    ...     case,
    ... )
    fact: 3 March: March 3
    fact: windshield: windshield
    feeling: sorry
    remedy: 800 yuan; paid; transfer
    next step: We will
    date: March 3; by Friday
    recourse: not found
    blame: You should have
    jargon: not found
    promise outside authority: not found
    """
    if not isinstance(text, str) or not text.strip():
        raise CourseError(_("The letter is blank: write the reply first."))
    facts, names, amount, limit, deadline, date = _case(case)
    letter = re.sub(r"\s+", " ", text.translate(_DIGITS))
    sums = list(_sums(letter))
    days = [(day, words) for day, words in _days(letter, deadline, date) if _ahead(day, date)]

    rows: list[tuple[str, bool, list[str]]] = [
        (f"fact: {wordings[0]}", True, _named(letter, wordings)) for wordings in facts
    ]
    if names:
        rows.append(("name", True, _named(letter, names)))
    remedy = _matches("remedy", letter)
    if amount:
        stated = [words for yuan, words in sums if abs(yuan - amount) < 0.005]
        remedy = [*stated, *remedy] if stated else []
    rows += [
        ("feeling", True, _matches("feeling", letter)),
        ("remedy", True, remedy),
        ("next step", True, _matches("next step", letter)),
        ("date", True, [words for _day, words in days]),
        ("recourse", True, _matches("recourse", letter)),
        ("blame", False, _matches("blame", letter)),
        ("jargon", False, _matches("jargon", letter)),
    ]
    known = {yuan for wordings in facts for one in wordings for yuan, _words in _sums(one)}
    above = [words for yuan, words in sums if yuan > limit and yuan not in known]
    rows.append(("promise outside authority", False, [*above, *_matches("authority", letter)]))
    if deadline is not None:
        late = [words for day, words in days if day is not None and day > deadline]
        rows.append(("date after the deadline", False, late))
    table = pd.DataFrame(
        [
            (name, wanted, bool(found), "; ".join(dict.fromkeys(found)))
            for name, wanted, found in rows
        ],
        columns=["element", "wanted", "found", "evidence"],
    )
    return LetterHelp(table.set_index("element"))


def _matches(element: str, letter: str) -> list[str]:
    return [match.group() for match in _PATTERNS[element].finditer(letter)]


def _named(letter: str, wordings: Sequence[str]) -> list[str]:
    """Return the wordings that the letter holds as whole words, with or without 1,000 commas."""
    found = []
    for wording in wordings:
        sought = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", " ", wording.strip()))
        pattern = re.sub(r"(\d)(?=\d)", r"\1,?", re.escape(sought))
        if re.match(r"[A-Za-z0-9]", sought[0]):
            pattern = r"(?<![A-Za-z0-9])(?<!\d[,.])" + pattern
        if re.match(r"[A-Za-z0-9]", sought[-1]):
            pattern += r"(?![A-Za-z0-9])"
        match = re.search(pattern, letter, re.IGNORECASE)
        if match:
            found.append(match.group())
    return found


def _sums(letter: str) -> Iterator[tuple[float, str]]:
    """Return each sum of money in yuan, and how it is written."""
    for match in _MONEY.finditer(letter):
        number = float((match[1] or match[2]).replace(",", ""))
        yield number * (10_000 if match[3] else 1), match.group()


def _days(
    letter: str, deadline: pd.Timestamp | None, date: pd.Timestamp | None
) -> Iterator[tuple[pd.Timestamp | None, str]]:
    """Return each day that the letter names, if it can be told, and how it is written."""
    found: list[tuple[int, pd.Timestamp | None, str]] = []
    near = date if date is not None else deadline
    for pattern in _DATES:
        for match in pattern.finditer(letter):
            month = match["month"].lower()
            if not month.isdigit():
                month = 1 + [name[:3] for name in _MONTHS].index(month[:3])
            years = [match["year"]] if match["year"] else [2000]
            if not match["year"] and near is not None:
                years = [near.year - 1, near.year, near.year + 1]
            days: list[pd.Timestamp] = []
            for year in years:
                with suppress(ValueError):
                    days.append(pd.Timestamp(int(year), int(month), int(match["day"])))
            if not days:
                continue
            day = days[0] if near is None else min(days, key=lambda one: abs(one - near))
            known = match["year"] or near is not None
            found.append((match.start(), day if known else None, match.group()))
    for match in _SPAN.finditer(letter):
        n = _count((match["n"] or match["n_zh"]).lower())
        unit = (match["unit"] or match["unit_zh"]).lower()
        n *= 7 if unit in ("week", "周", "星期") else 1
        until: pd.Timestamp | None
        if date is None:
            until = None
        elif match["working"] or unit == "工作日":
            until = pd.Timestamp(
                np.busday_offset(date.to_datetime64().astype("datetime64[D]"), n, roll="backward")
            )
        else:
            until = date + pd.Timedelta(days=n)
        found.append((match.start(), until, match.group()))
    found += [(match.start(), None, match.group()) for match in _SOON.finditer(letter)]
    for _start, until, words in sorted(found, key=lambda one: one[0]):
        yield until, words


def _count(given: str) -> int:
    """Return a whole number that is written in digits or in words."""
    if given.isdigit():
        return int(given)
    if given in _ENGLISH:
        return 1 + _ENGLISH.index(given)
    if "十" in given:
        tens, ones = given.split("十")
        return 10 * (_count(tens) if tens else 1) + (_count(ones) if ones else 0)
    return 2 if given == "两" else 1 + _CHINESE.index(given)


def _ahead(day: pd.Timestamp | None, date: pd.Timestamp | None) -> bool:
    return day is None or date is None or day >= date


def _case(
    case: object,
) -> tuple[list[list[str]], list[str], float, float, pd.Timestamp | None, pd.Timestamp | None]:
    """Return the parts of a case, checked."""
    keys = ("facts", "names", "amount", "limit", "deadline", "date")
    if not isinstance(case, Mapping) or "facts" not in case:
        raise CourseError(_("case must be a dictionary with the facts of the case."))
    unknown = [str(key) for key in case if key not in keys]
    if unknown:
        raise CourseError(
            _("case has the unknown entries {unknown}: it may have {known}.").format(
                unknown=", ".join(unknown), known=", ".join(keys)
            )
        )
    facts = case["facts"]
    if not isinstance(facts, Sequence) or isinstance(facts, str) or not len(facts):
        raise CourseError(_("facts must be a list: give at least one fact of the case."))
    read = [_wordings(fact, "facts") for fact in facts]
    names = _wordings(case["names"], "names") if case.get("names") else []
    sums = []
    for name, default in (("amount", 0.0), ("limit", np.inf)):
        value = case.get(name)
        value = default if value is None else value
        if not isinstance(value, int | float | np.number) or not value >= 0:
            raise CourseError(
                _("{name} must be a number of 0 or more, not {value!r}.").format(
                    name=name, value=value
                )
            )
        sums.append(float(value))
    deadline, date = (_day(case.get(name), name) for name in ("deadline", "date"))
    return read, names, sums[0], sums[1], deadline, date


def _wordings(given: object, name: str) -> list[str]:
    wordings = [given] if isinstance(given, str) else given
    if (
        not isinstance(wordings, Sequence)
        or not wordings
        or not all(isinstance(one, str) and one.strip() for one in wordings)
    ):
        raise CourseError(
            _("{name} holds {given!r}: give a wording, or a list of wordings.").format(
                name=name, given=given
            )
        )
    return list(wordings)


def _day(value: object, name: str) -> pd.Timestamp | None:
    if value is None:
        return None
    day = None
    if not isinstance(value, int | float):
        with suppress(TypeError, ValueError):
            day = pd.Timestamp(value)  # type: ignore[arg-type]
    if day is None or pd.isna(day):
        raise CourseError(
            _("{name} is {value!r}, not a date: write it as 2026-01-31.").format(
                name=name, value=value
            )
        )
    return day.tz_localize(None).normalize()
