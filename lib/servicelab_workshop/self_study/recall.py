"""Recall in the terminal: three questions a day of what is due, from the notebooks that are begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from servicelab.i18n import _, ngettext
from servicelab.recalling.boxes import A_DAY, Boxes
from servicelab.recalling.questions import Choice, Question, asked_modules
from servicelab.recalling.unlocked import unlocked
from servicelab.recalling.view import words_of_return
from servicelab.tasks.outcomes import SYMBOL


def ask(
    folder: Path,
    *,
    today: dt.date | None = None,
    hear: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
) -> None:
    """Ask what is due, one question after the other, and keep each answer at once.

    Parameters
    ----------
    folder : Path
        The working copy.
    today : date, optional
        By default the current date.
    hear : callable
        Gives what is typed after a prompt.
    say : callable
        Shows a line.
    """
    day = today or dt.date.today()
    pools = [unlocked(folder, module) for module in asked_modules()]
    boxes = Boxes.read(folder)
    if not any(pools):
        say(_("Nothing to recall yet: these questions are about notebooks that you have begun."))
        return
    left = A_DAY - boxes.asked_on(day)
    for question in boxes.due(pools, day)[: max(left, 0)]:
        choice = _answer(question, day, hear, say)
        if choice is None:
            return
        boxes.note(question.id, choice.right, day)
        boxes.write(folder)
        say(f"{SYMBOL['right' if choice.right else 'not yet right']} {choice.says}")
        if not choice.right:
            say(f"{SYMBOL['right']} {question.right.text.rstrip('.')}. {question.right.says}")
        say(words_of_return(boxes, question, day))
    say("")
    say(_next_time(boxes, pools, day))


def _answer(
    question: Question, day: dt.date, hear: Callable[[str], str], say: Callable[[str], None]
) -> Choice | None:
    """What was chosen; None if nothing was typed."""
    say("")
    say(f"{question.text} ({question.module})")
    choices = question.shuffled(day)
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}  {choice.text}")
    prompt = _("Number, or Enter to stop: ")
    while True:
        try:
            typed = hear(prompt).strip()
        except EOFError:
            return None
        if not typed:
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1]
        say(_("Type a number from 1 to {last}.").format(last=len(choices)))


def _next_time(boxes: Boxes, pools: Sequence[Sequence[Question]], day: dt.date) -> str:
    """When there is something to recall again."""
    tomorrow = day + dt.timedelta(1)
    if boxes.due(pools, tomorrow):
        return _("That is all for today; tomorrow there is more.")
    days = min((place.due - day).days for place in boxes.places.values())
    return ngettext(
        "That is all; the next question comes in {days} day.",
        "That is all; the next question comes in {days} days.",
        days,
    ).format(days=days)
