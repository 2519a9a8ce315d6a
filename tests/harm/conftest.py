"""The browser and the server of an instructor."""

from __future__ import annotations

from browser.conftest import browser, new_page

__all__ = ["browser", "new_page"]
