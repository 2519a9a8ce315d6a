"""Three outcomes, traps, hints, partial credit and a message together."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from servicelab.checks import MIME, NotYet, Question, Trap, _code, find


def outcome(q: Question) -> dict:  # type: ignore[type-arg]
    return q._repr_mimebundle_()[MIME]


def test_right_gives_full_points_and_reads_as_a_number() -> None:
    rate = 0.5
    q = Question("t", 3, "rate")
    with q.check("close"):
        q.close(rate, 0.5)
    assert (q.status, q.score) == ("right", 3)
    assert float(q._repr_mimebundle_()["text/plain"]) == 3


def test_partial_credit_and_message_come_together() -> None:
    rate = 0.25
    q = Question("t", 4, "rate")
    with q.check("a proportion", weight=1):
        assert 0 <= rate <= 1
    with q.check("the right one", weight=3, traps=[Trap("all", 0.25, "Only those who replied.")]):
        q.close(rate, 0.5, name="rate")
    bundle = q._repr_mimebundle_()
    assert float(bundle["text/plain"]) == 1
    assert "Only those who replied." in bundle["text/html"]
    assert bundle[MIME]["checks"][1]["trap"] == "all"
    assert q.status == "not yet right"


@pytest.mark.parametrize("answer", ["dots", "nothing", "stub", "dotted"])
def test_untouched_is_not_attempted(answer: str) -> None:
    dots = ...

    def stub(values: object) -> None:
        """Say what it does."""

    def dotted(values: object) -> None: ...

    assert all((dots, stub, dotted))
    q = Question("t", 3, answer)
    with q.check("works"):
        raise TypeError("anything")
    assert (q.status, q.score) == ("not attempted", 0)
    assert answer in q._html()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    config = Config(HistoryManager={"enabled": False})
    hook = sys.excepthook
    shell = InteractiveShell.instance(config=config)
    shell.run_cell("rate = ...\nfrom servicelab import Question")
    yield shell
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        monkeypatch.delattr(sys, name, raising=False)
    InteractiveShell.clear_instance()
    sys.excepthook = hook


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("other, rate = 1, 1 / 0", "with ZeroDivisionError: division by zero."),
        ("rate = (1", "A bracket, a quote"),
        ("rate = rates.mean()", "Run the cells above"),
        ("rate = {}['income']", "no column or key"),
    ],
)
def test_an_answer_that_stopped_is_an_attempt(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, words: str
) -> None:
    shell.run_cell(cell)
    check = "q = Question('t', 2, 'rate')\nwith q.check('one'): pass\nwith q.check('two'): pass"
    shell.run_cell(check).raise_error()
    q = shell.user_ns["q"]
    assert (q.status, q.score) == ("not yet right", 0)
    first, second = outcome(q)["checks"]
    assert "stopped before `rate` was there" in first["message"]
    assert words in first["message"]
    assert (first["status"], second["status"], second["message"]) == (q.status, q.status, "")
    # the last error is no longer that of the answer
    shell.run_cell("print(rate.mean(axis='rate'), rate == 1)")
    shell.run_cell(check).raise_error()
    assert shell.user_ns["q"].status == "not attempted"


def test_a_function_that_returns_something_is_an_attempt() -> None:
    def constant(values: object) -> int:
        return 1

    def same(values: object) -> object:
        return values

    assert callable(constant)
    assert callable(same)
    for name in ("constant", "same"):
        q = Question("t", 1, name)
        assert q.waiting_for == ""


def test_needs_waits_for_what_is_no_variable() -> None:
    q = Question("t", 3)
    q.needs(None, "Press the button.")
    with q.check("complete"):
        raise TypeError
    assert q.status == "not attempted"
    assert "Press the button." in q._html()


def test_warnings_output_and_stderr_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    q = Question("t", 1)
    with q.check("noisy"):
        warnings.warn("careful", UserWarning, stacklevel=1)
        print("noise")
        print("noise", file=sys.stderr)
    assert q.score == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotYet("Look again.", "trap-id"), "Look again."),
        (AssertionError("Say it."), "Say it."),
        (NameError("name 'x' is not defined"), "Run the cells above"),
        (KeyError("days"), "KeyError"),
        (SystemExit(1), "exit"),
        (RecursionError(), "without end"),
    ],
)
def test_whatever_goes_wrong_is_recorded(error: BaseException, words: str) -> None:
    q = Question("t", 2)
    with q.check("first"):
        raise error
    with q.check("second"):
        pass
    assert q.score == 1
    assert words in outcome(q)["checks"][0]["message"]


def test_an_interrupt_is_not_swallowed() -> None:
    q = Question("t", 1)
    with pytest.raises(KeyboardInterrupt), q.check("slow"):
        raise KeyboardInterrupt


def test_earned_share() -> None:
    q = Question("t", 10)
    with q.check("profit", weight=4) as check:
        check.earn(0.5, "Half of the way.")
    with q.check("complete"):
        pass
    assert q.score == 6
    assert outcome(q)["checks"][0]["message"] == "Half of the way."
    assert "In part: 6 of 10 points" in q._html()
    for share, score in ((-1, 0), (2, 1)):
        q = Question("t", 1)
        with q.check("clipped") as check:
            check.earn(share)
        assert q.score == score


def test_visible_edition_says_that_more_follows() -> None:
    q = Question("t", 3, hidden=2)
    with q.check("one"):
        pass
    assert "2 more checks" in q._html()
    with q.hidden("two"):
        pass
    assert "3 of 3 points" in q._html()


def test_hints_open_one_inside_the_other_and_vanish_when_right() -> None:
    q = Question("t", 1, hints=["Think.", "Look.", "Do `x`."])
    with q.check("no"):
        raise AssertionError
    page = q._html()
    assert page.count("<details") == 3
    assert page.index("Think.") < page.index("Look.") < page.index("<code>x</code>")
    right = Question("t", 1, hints=["Think."])
    with right.check("yes"):
        pass
    assert "<details" not in right._html()


def test_what_a_trainee_wrote_is_escaped() -> None:
    q = Question("t", 1)
    with q.check("evil"):
        raise AssertionError("<script>alert(1)</script>")
    assert "<script>" not in q._html()


def test_condition_trap() -> None:
    q = Question("t", 1)
    with q.check("direction"):
        q.trap(False, "never", "")
        q.trap(True, "reversed", "The other way round.")
    assert outcome(q)["checks"][0]["trap"] == "reversed"


def test_lazy_trap_values_are_computed_only_on_a_difference() -> None:
    def explode() -> float:
        raise RuntimeError

    q = Question("t", 1)
    with q.check("fine", traps=[("lazy", explode, "")]):
        q.close(1.0, 1.0)
    assert q.status == "right"


def test_find_reads_outcomes_from_outputs() -> None:
    outputs = [{"output_type": "stream", "text": ""}, {"data": {MIME: {"id": "a"}}}]
    assert [found["id"] for found in find(outputs)] == ["a"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the slope of **manner** at 2", "the slope of <b>manner</b> at 2"),
        ("`a**b**c` and x**2**y", "<code>a**b**c</code> and x**2**y"),
        ("2 ** 3 ** 4 < 5", "2 ** 3 ** 4 &lt; 5"),
        ("one ` alone, **bold**", "one ` alone, <b>bold</b>"),
    ],
)
def test_code_and_bold_are_set_as_such(text: str, shown: str) -> None:
    assert _code(text) == shown
