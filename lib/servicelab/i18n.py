"""Translation of every string that a person sees.

The language is chosen by ``SERVICELAB_LANG`` (``en`` by default); catalogs lie in
``servicelab/locale``. A missing catalog falls back to the English in the code.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

_CATALOG = gettext.translation(
    "servicelab",
    localedir=Path(__file__).with_name("locale"),
    languages=[os.environ.get("SERVICELAB_LANG", "en")],
    fallback=True,
)

_ = _CATALOG.gettext
ngettext = _CATALOG.ngettext
