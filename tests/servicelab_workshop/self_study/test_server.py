from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from servicelab.static_forms import VIEW, keep_form
from servicelab_workshop.self_study import server


def test_what_is_saved_shows_static_forms_and_other_files_stay() -> None:
    hooks: list[Any] = []
    manager = SimpleNamespace(register_pre_save_hook=hooks.append)
    server._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    (hook,) = hooks
    keep_form("d4", {"text/plain": "A chart."})
    output: dict[str, Any] = {"data": {VIEW: {"model_id": "d4"}}}
    hook(model={"type": "notebook", "content": {"cells": [{"outputs": [output]}]}}, path="x")
    assert output["data"] == {"text/plain": "A chart."}
    hook(model={"type": "file", "content": "text"}, path="y")
