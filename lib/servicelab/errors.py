"""The one error that is written for people."""

from __future__ import annotations


class CourseError(ValueError):
    """Something a user can mend, told in one sentence: what, where, what to do.

    The command line prints the message alone; a notebook shows it as the last line.

    Examples
    --------
    >>> raise CourseError("The file offers.csv is empty: export it again.")
    Traceback (most recent call last):
    ...
    servicelab.errors.CourseError: The file offers.csv is empty: export it again.
    """
