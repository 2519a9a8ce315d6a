"""The tiny course of the classroom's tests."""

from classroom.conftest import bank, built, course, released

__all__ = ["bank", "built", "course", "released"]
