"""What the course adds to the Jupyter server: saved notebooks hold the static forms of widgets."""

from __future__ import annotations

from typing import Any

from servicelab.static_forms import put_forms


def put_static_forms(model: dict[str, Any], **_more: Any) -> None:
    """Before a notebook is saved, put what its widgets look like in place of their live views."""
    if model["type"] == "notebook":
        put_forms(model["content"])


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(put_static_forms)
