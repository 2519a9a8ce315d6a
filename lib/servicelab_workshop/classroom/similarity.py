"""How much of what is unusual two trainees share over a whole assignment.

A fingerprint that stands in released text or in a known answer is worth nothing; of the others, one
is worth the more, the fewer of the class have it. See :func:`compare`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

#: Bits that a line or sentence may count at most, however unusual it is.
MOST_OF_A_UNIT = 5.0
#: Bits that a fingerprint is worth less than its rarity: what half of the class has, is worth nothing.
FREE = 1.0
#: Bits above those of a coincidence among as many pairs, from which a pair is shown.
LEAST = 10.0
#: How many times as much as nine of ten pairs of the class share.
APART = 4.0


@dataclass(frozen=True)
class Answer:
    """What a trainee wrote in one cell.

    Attributes
    ----------
    source : str
        As it was handed in.
    spans : tuple of (int, int)
        First and last line of each line of code as Python reads it, or sentence.
    prints : tuple of tuple of int
        The fingerprints of each.
    """

    source: str
    spans: tuple[tuple[int, int], ...] = ()
    prints: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Likeness:
    """What two answers to one task share.

    Attributes
    ----------
    cell : str
        The answer's cell.
    bits : float
        How unusual what they share is.
    share : float
        Of what is unusual in the two, how much is in both: 0 to 1.
    left, right : tuple of float
        For each line or sentence of either, bits of it that the other has, too.
    """

    cell: str
    bits: float
    share: float
    left: tuple[float, ...]
    right: tuple[float, ...]


@dataclass(frozen=True)
class Pair:
    """Two trainees, and the answers in which they are alike, the most telling first."""

    left: str
    right: str
    bits: float
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True)
class Comparison:
    """A class that was compared.

    Attributes
    ----------
    students : tuple of str
        Who.
    bits : array, shape (n, n)
        How unusual what each two share is, over all answers; 0 on the diagonal.
    threshold : float
        Bits from which a pair is shown.
    pairs : tuple of Pair
        Those, the most telling first.
    """

    students: tuple[str, ...]
    bits: NDArray[np.float64]
    threshold: float
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class _Weighed:
    """The answers to one task: how much each fingerprint of each counts."""

    cell: str
    rows: list[int]
    answers: list[Answer]
    prints: list[dict[int, float]]

    @property
    def totals(self) -> NDArray[np.float64]:
        return np.array([sum(one.values()) for one in self.prints])


def compare(
    answers: Mapping[str, Mapping[str, Answer]],
    common: Collection[int] = (),
    known: Mapping[str, int] | None = None,
) -> Comparison:
    """Find pairs of trainees who share more of what is unusual than chance explains.

    Parameters
    ----------
    answers : mapping
        Student -> cell -> answer.
    common : collection of int
        Fingerprints that count nothing: of released text and of known answers.
    known : mapping, optional
        Cell -> how many known answers there are besides those of the class.

    Returns
    -------
    Comparison
        A fingerprint that `d` of `n` answers to a task have is worth ``log2(n / d) - 1`` bits, known
        answers counted in `n`, and all of one line or sentence :data:`MOST_OF_A_UNIT`. What two
        answers share is the sum over common fingerprints of the geometric mean of both weights, times
        the square of its share in all that is unusual in both (Dice): answers that are alike
        throughout count, and not a phrase that two have found. A pair is shown from
        ``LEAST + log2(pairs)`` bits, summed over all tasks, and only if it is :data:`APART` times as
        much as nine of ten pairs share.

    Examples
    --------
    >>> odd = Answer("", ((0, 0),) * 12, tuple((line,) for line in range(12)))
    >>> class_ = {f"s{n}": {"q1": Answer("", ((0, 0),), ((100 + n,),))} for n in range(40)}
    >>> found = compare(class_ | {"s7": {"q1": odd}, "s9": {"q1": odd}})
    >>> [(pair.left, pair.right) for pair in found.pairs]
    [('s7', 's9')]
    """
    students = tuple(answers)
    number = {student: place for place, student in enumerate(students)}
    cells = dict.fromkeys(cell for one in answers.values() for cell in one)
    bits = np.zeros((len(students), len(students)))
    weighed = []
    for cell in cells:
        having = {student: one[cell] for student, one in answers.items() if cell in one}
        task = _weigh(
            cell,
            [number[student] for student in having],
            list(having.values()),
            frozenset(common),
            (known or {}).get(cell, 0),
        )
        weighed.append(task)
        shared = _shared(task)
        totals = task.totals
        place = np.ix_(task.rows, task.rows)
        bits[place] += shared * _dice(shared, totals) ** 2
    np.fill_diagonal(bits, 0)
    left, right = np.triu_indices(len(students), 1)
    each = bits[left, right]
    threshold = LEAST + float(np.log2(max(1, len(each))))
    if len(each):
        threshold = max(threshold, APART * float(np.quantile(each, 0.9)))
    shown = sorted(
        (-each[place], int(left[place]), int(right[place]))
        for place in np.flatnonzero(each >= threshold)
    )
    return Comparison(
        students,
        bits,
        threshold,
        tuple(
            Pair(students[one], students[other], -less, _likenesses(weighed, one, other))
            for less, one, other in shown
        ),
    )


def _weigh(
    cell: str, rows: list[int], answers: list[Answer], common: frozenset[int], known: int
) -> _Weighed:
    having = Counter(
        print_ for answer in answers for print_ in {one for unit in answer.prints for one in unit}
    )
    worth = {
        print_: max(0.0, float(np.log2((len(answers) + known) / times)) - FREE)
        for print_, times in having.items()
        if print_ not in common
    }
    prints = []
    for answer in answers:
        weights: dict[int, float] = {}
        for unit in answer.prints:
            total = sum(worth.get(one, 0.0) for one in set(unit))
            scale = min(1.0, MOST_OF_A_UNIT / total) if total else 0.0
            for one in set(unit):
                weight = scale * worth.get(one, 0.0)
                if weight > weights.get(one, 0.0):
                    weights[one] = weight
        prints.append(weights)
    return _Weighed(cell, rows, answers, prints)


def _shared(task: _Weighed) -> NDArray[np.float64]:
    having = Counter(one for weights in task.prints for one in weights)
    columns = {
        print_: place for place, print_ in enumerate(one for one, n in having.items() if n > 1)
    }
    entries = [
        (row, columns[one], weight)
        for row, weights in enumerate(task.prints)
        for one, weight in weights.items()
        if one in columns
    ]
    rows, places, weights = (
        np.array(part) for part in (zip(*entries, strict=True) if entries else ([], [], []))
    )
    matrix = sparse.csr_array(
        (np.sqrt(weights), (rows.astype(int), places.astype(int))),
        shape=(len(task.prints), max(1, len(columns))),
    )
    product: NDArray[np.float64] = (matrix @ matrix.T).toarray()
    return product


def _dice(shared: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    both = totals[:, None] + totals[None, :]
    return np.divide(2 * shared, both, out=np.zeros_like(shared), where=both > 0)


def _likenesses(weighed: Sequence[_Weighed], one: int, other: int) -> tuple[Likeness, ...]:
    found = []
    for task in weighed:
        if one not in task.rows or other not in task.rows:
            continue
        places = task.rows.index(one), task.rows.index(other)
        left, right = (task.prints[place] for place in places)
        both = {
            print_: float(np.sqrt(weight * right[print_]))
            for print_, weight in left.items()
            if print_ in right
        }
        shared = sum(both.values())
        if not shared:
            continue
        share = min(1.0, 2 * shared / (sum(left.values()) + sum(right.values())))
        of_units = [
            tuple(
                sum(both.get(print_, 0.0) for print_ in set(unit))
                for unit in task.answers[place].prints
            )
            for place in places
        ]
        found.append(Likeness(task.cell, shared * share**2, share, *of_units))
    return tuple(sorted(found, key=lambda likeness: -likeness.bits))
