"""ServiceLab: a graded notebook course on service marketing, and the small library behind it.

Names are loaded when they are first used, so that importing the package costs little more than
importing pandas.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks import Question as Question
    from .checks import Trap as Trap
    from .data import list_datasets as list_datasets
    from .data import load_dataset as load_dataset
    from .data import load_own as load_own
    from .errors import CourseError as CourseError
    from .records import read_record as read_record
    from .records import save_record as save_record
    from .widgets.complaint_desk import ComplaintDesk as ComplaintDesk
    from .widgets.gap_explorer import GapExplorer as GapExplorer
    from .widgets.priority_board import PriorityBoard as PriorityBoard
    from .widgets.segment_studio import SegmentStudio as SegmentStudio
    from .widgets.servqual_interview import ServqualInterview as ServqualInterview

__version__ = "0.1.0"

_HOME = {
    "Question": "checks",
    "Trap": "checks",
    "list_datasets": "data",
    "load_dataset": "data",
    "load_own": "data",
    "CourseError": "errors",
    "read_record": "records",
    "save_record": "records",
    "ComplaintDesk": "widgets.complaint_desk",
    "GapExplorer": "widgets.gap_explorer",
    "PriorityBoard": "widgets.priority_board",
    "SegmentStudio": "widgets.segment_studio",
    "ServqualInterview": "widgets.servqual_interview",
}

__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'servicelab' has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
