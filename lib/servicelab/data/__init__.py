"""Tables: the course's invented data sets, a file of one's own, and checks at the door."""

from __future__ import annotations

from servicelab.data.loading import list_datasets, load_dataset, load_own
from servicelab.data.schemas import InvalidDataError

__all__ = ["InvalidDataError", "list_datasets", "load_dataset", "load_own"]
