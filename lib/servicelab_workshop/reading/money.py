"""Reading columns of numbers and money, which share the sign of decimals where they leave it open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from servicelab.i18n import _
from servicelab.text import shown
from servicelab_workshop.reading.amounts import Amount, find_decimal, parse_amount
from servicelab_workshop.reading.reader import Reading
from servicelab_workshop.reading.units import heading_unit, is_percentage

__all__ = ["read_amounts"]

_NUMBER = r"-?(?:[0-9]{1,12}|[0-9]{1,12}\.[0-9]{1,2}|[0-9]{1,12}\.[0-9]{4,12})"


def read_amounts(
    reading: Reading,
    names: Sequence[str],
    minimum: Mapping[str, float] | None = None,
    filled: Collection[str] = (),
    outlays: Collection[str] = (),
) -> dict[str, pd.Series]:
    """Read columns of numbers and money.

    Parameters
    ----------
    reading : Reading
        The file.
    names : sequence of str
        Of the columns; those that the file lacks are left out.
    minimum : mapping, optional
        The least that a column may hold.
    filled : collection of str
        Those whose cells may not say nothing.
    outlays : collection of str
        Those that may be booked below 0 throughout.
    """
    names = [name for name in names if name in reading]
    result: dict[str, pd.Series] = {}
    parsed: dict[str, tuple[np.ndarray, list[str], list[Amount | None]]] = {}
    for name in names:
        codes, found = reading.distinct(name)
        texts = pd.Series(found, dtype="str")
        if (texts.str.fullmatch(_NUMBER) | (texts == "")).all():
            texts = texts.mask(texts.isin(list(reading.options.missing)))
            values = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=float)
            result[name] = pd.Series(values[codes], index=reading.texts.index)
            reading.how[name] = _("numbers")
        else:
            parsed[name] = codes, found, [parse_amount(one) for one in found]
    decimals = _decimals(reading, parsed)
    for name, (codes, found, amounts) in parsed.items():
        result[name] = _amounts(reading, name, codes, found, amounts, decimals[name])
    for name in result:
        _use_heading(reading, name, result)
    for name in outlays:
        if name in result and (result[name] < 0).any() and not (result[name] > 0).any():
            result[name] = -result[name] + 0.0
            reading.how[name] += _(", all below 0: taken for what was paid out")
    for name, numbers in result.items():
        least = (minimum or {}).get(name)
        if least is not None:
            low = (numbers < least).to_numpy()
            reading.add(name, reading.texts[name], low, _("{least:g} or more").format(least=least))
        if name in filled:
            reading.filled(name)
    return {name: result[name] for name in names}


def _use_heading(reading: Reading, name: str, result: dict[str, pd.Series]) -> None:
    """Take the unit and the currency in a heading into account; a percentage is no amount."""
    heading = reading.columns.titles.get(name, "")
    if is_percentage(heading):
        reading.doubts.append(
            _(
                "column {name}: {heading} is a percentage, and no amount: give a column that holds "
                'amounts, as in --columns {name}="...", or leave it out, --columns {name}='
            ).format(name=name, heading=repr(shown(heading, 40)))
        )
    factor, currency = heading_unit(heading)
    if factor > 1:
        result[name] *= factor
        said = _("times {factor:,}, the unit in {heading!r}").format(
            factor=factor, heading=shown(heading, 40)
        )
        reading.how[name] += ", " + said
        reading.notes.append(f"{name} {said}")
    if currency and name not in reading.currencies:
        reading.currencies[name] = currency.upper()
        reading.how[name] += f", {currency.upper()}"


def _decimals(
    reading: Reading, parsed: Mapping[str, tuple[np.ndarray, list[str], list[Amount | None]]]
) -> dict[str, str]:
    """Settle the sign of decimals, by each column itself or else by the others."""
    if reading.options.decimal is not None:
        return dict.fromkeys(parsed, reading.options.decimal)
    signs = {
        name: find_decimal([one for one in amounts if one is not None])
        for name, (_codes, _found, amounts) in parsed.items()
    }
    known = {sign for sign, _is_open, _is_mixed in signs.values() if sign}
    result: dict[str, str] = {}
    for name, (sign, is_open, is_mixed) in signs.items():
        found, amounts = parsed[name][1:]
        if sign is None and not is_mixed and len(known) == 1:
            sign = next(iter(known))
        if sign is None and is_open:
            example = next(
                text
                for text, one in zip(found, amounts, strict=True)
                if one is not None and one.decimal == "?"
            )
            reading.doubts.append(
                _(
                    "column {name}: in {example} the sign may stand between thousands or before "
                    'decimals: give --decimal "." or --decimal ","'
                ).format(name=name, example=shown(example, 30))
            )
        result[name] = sign or "."
    return result


def _amounts(
    reading: Reading,
    name: str,
    codes: np.ndarray,
    found: Sequence[str],
    amounts: Sequence[Amount | None],
    decimal: str,
) -> pd.Series:
    values = np.array(
        [np.nan if one is None else one.value(decimal) for one in amounts], dtype=float
    )
    wrong = np.array(
        [
            one is None and not reading.is_missing(text)
            for text, one in zip(found, amounts, strict=True)
        ],
        dtype=bool,
    )
    expected = _("a number or an amount of money")
    are_words = np.array([re.search(r"\d", one) is None for one in found], dtype=bool)
    reading.add(name, reading.texts[name], (wrong & ~are_words)[codes], expected)
    words = [one for one, is_wrong in zip(found, wrong & are_words, strict=True) if is_wrong]
    if words:
        expected += _('; if it means that none is known, --missing "{word}"').format(
            word=shown(words[0], 30)
        )
        reading.add(name, reading.texts[name], (wrong & are_words)[codes], expected)
    counts = Counter(
        amounts[code].currency
        for code in codes.tolist()
        if amounts[code] is not None and amounts[code].currency
    )
    reading.how[name] = _("numbers, {decimal!r} before decimals").format(decimal=decimal)
    if counts:
        usual = counts.most_common(1)[0][0]
        other = np.array(
            [one is not None and one.currency not in ("", usual) for one in amounts], dtype=bool
        )
        reading.add(
            name,
            reading.texts[name],
            other[codes],
            _("one currency, {usual}").format(usual=usual.upper()),
        )
        reading.how[name] += f", {usual.upper()}"
        reading.currencies[name] = usual.upper()
    return pd.Series(values[codes], index=reading.texts.index)
