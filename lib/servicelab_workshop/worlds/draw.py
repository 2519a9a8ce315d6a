"""Random draws that keep their proportions and moments in a sample of the size of a data set."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def quotas(shares: Floats, n: int) -> Ints:
    """Whole numbers that add up to `n`, as near to the shares as can be."""
    exact = shares * n
    counts = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: n - int(counts.sum())]] += 1
    return counts


def systematic(rng: np.random.Generator, p: Floats) -> Bools:
    """Draw each item with its probability; any run of items gets its expected number, give or take one."""
    reached = np.cumsum(p) + rng.random()
    return np.floor(reached) > np.floor(reached - p)


def choice(rng: np.random.Generator, levels: tuple[str, ...], p: Floats) -> NDArray[np.str_]:
    """One level for each row of probabilities."""
    edges = np.cumsum(p / p.sum(axis=1, keepdims=True), axis=1)
    drawn = (rng.random(len(p))[:, None] > edges[:, :-1]).sum(axis=1)
    return np.array(levels)[drawn]


def evenly(rng: np.random.Generator, levels: tuple[str, ...], n: int) -> NDArray[np.str_]:
    """Each level with the same probability."""
    return np.array(levels)[rng.integers(len(levels), size=n)]


def spread(rng: np.random.Generator, n: int) -> Floats:
    """Numbers from 0 to 1 of which any run is evenly spread (a Weyl sequence)."""
    return np.mod(rng.random() + np.arange(n) * (np.sqrt(5) - 1) / 2, 1)


def deal(rng: np.random.Generator, levels: tuple[str, ...], p: Floats) -> NDArray[np.str_]:
    """One level for each row of probabilities; any run of rows gets nearly its expected numbers."""
    edges = np.cumsum(p / p.sum(axis=1, keepdims=True), axis=1)
    drawn = (spread(rng, len(p))[:, None] > edges[:, :-1]).sum(axis=1)
    return np.array(levels)[drawn]


def normals(rng: np.random.Generator, n: int, k: int, given: Floats | None = None) -> Floats:
    """Standard normal columns; in the sample, too, they have mean 0, variance 1 and correlation 0.

    They are uncorrelated with the columns of `given` as well.
    """
    z = rng.normal(size=(n, k))
    base = np.ones((n, 1)) if given is None else np.column_stack([np.ones(n), given])
    z -= base @ np.linalg.lstsq(base, z, rcond=None)[0]
    return np.asarray(np.linalg.solve(np.linalg.cholesky(z.T @ z / n), z.T).T)


def likert(latent: Floats, mean: float, low: int = 1, high: int = 7) -> Ints:
    """Whole-number answers in the order of `latent`, shifted so that they have this mean."""
    below, above = low - float(latent.max()) - 1, high - float(latent.min()) + 1
    for _ in range(40):
        shift = (below + above) / 2
        if np.clip(np.rint(latent + shift), low, high).mean() < mean:
            below = shift
        else:
            above = shift
    return np.asarray(np.clip(np.rint(latent + below), low, high), dtype=np.int64)
