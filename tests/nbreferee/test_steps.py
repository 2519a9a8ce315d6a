from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbgrader.preprocessors import ClearOutput, Execute
from traitlets.config import Config

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from nbreferee.steps import as_class, listed
from nbreferee.store import Store


def test_a_list_may_be_added_to() -> None:
    config = Config()
    config.Autograde.steps.append("nbgrader.preprocessors.Execute")
    config.Autograde.steps.insert(0, Execute)
    assert listed(config.Autograde, "steps", [ClearOutput]) == [Execute, ClearOutput, Execute]
    assert listed(config.Autograde, "others", [ClearOutput]) == [ClearOutput]
    config.Autograde.steps = (ClearOutput,)
    assert listed(config.Autograde, "steps", [Execute]) == [ClearOutput]


def test_a_function_is_a_step() -> None:
    def mark(nb: Any, resources: Any) -> tuple[Any, Any]:
        return [*nb, resources], resources

    assert as_class(mark)()([1], 2) == ([1, 2], 2)
    with pytest.raises(RefereeError, match="lists 7 as a step"):
        as_class(7)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("c.Autograde.autograde_preprocessors = ['nowhere.Step']", "nowhere.Step, which cannot be"),
        ("c.Autograde.sanitize_preprocessors = ['own.Step']", "own.Step, .* no number to be had"),
        ("c.AssignLatePenalties.plugin_class = 'nowhere.Late'", "cannot be used: No module named"),
        ("c.AssignLatePenalties.plugin_class = 'own.Late'", "cannot be used: no number to be had"),
        ("c.Autograde.pre_convert_hook = 'nowhere.hook'", "cannot be used: No module named"),
        ("c.Autograde.post_convert_hook = 3", "cannot be used: "),
        ("c.Autograde.exclude_overwriting = 3", "cannot be used: The 'exclude_overwriting' trait"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, config: str, words: str) -> None:
    (tmp_path / "nbgrader_config.py").write_text(config)
    (tmp_path / "own.py").write_text("raise ValueError('no number\\nto be had')")
    with (
        pytest.raises(RefereeError, match=words) as error,
        open_api(tmp_path) as api,
    ):
        Store(api, "ps1")
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)
