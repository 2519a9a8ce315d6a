"""Tables: the course's invented data sets, and checks at the door."""

from __future__ import annotations

from servicelab.data.loading import list_datasets, load_dataset
from servicelab.data.schemas import InvalidDataError

__all__ = ["InvalidDataError", "list_datasets", "load_dataset"]
