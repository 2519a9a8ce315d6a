"""Grading with the course's own library: what the referee must know of it."""

from __future__ import annotations

from functools import partial

from nbreferee.grade import grade as referee
from nbreferee.job import Helper

SERVICELAB = Helper(
    package="servicelab",
    judge="servicelab_workshop.judging",
    # the data sets lie inside the package, or beside lib/ in a clone
    places=(("servicelab", "."), ("servicelab", "../../datasets"), ("servicelab_workshop", ".")),
)

#: :func:`nbreferee.grade.grade`, told of the course's library.
grade = partial(referee, helper=SERVICELAB)
