"""What a block may take of the machine."""

from __future__ import annotations

import resource
import signal
import time

import pytest

from nbreferee.processes import TooMuch, within

ROOM = 1 << 30


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TooMuch), within(0.1, ROOM):
        spin(30)


class Slow:
    """What is raised while it is thrown away is lost, and is a warning."""

    def __del__(self) -> None:
        spin(0.3)


@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_what_loses_the_end_is_ended_again() -> None:
    def lose_it() -> None:
        Slow()
        spin(30)

    with pytest.raises(TooMuch), within(0.1, ROOM):
        lose_it()


def test_what_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(MemoryError), within(30, 64 << 20):
        bytearray(1 << 30)


def test_nothing_of_a_bound_is_left() -> None:
    before = signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)
    with within(0.1, ROOM):
        pass
    spin(0.3)
    assert (signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)) == before


def one_in_another(outer: float, inner: float, after: float) -> None:
    with within(outer, ROOM):
        with pytest.raises(TooMuch), within(inner, ROOM):
            spin(30)
        spin(after)


def test_a_block_in_a_block_has_no_more_than_is_left_and_gives_the_rest_back() -> None:
    with pytest.raises(TooMuch):
        one_in_another(0.2, 30, after=30)
    one_in_another(5, 0.1, after=0.2)
