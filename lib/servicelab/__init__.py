"""ServiceLab: the helper library of a graded notebook course on service marketing.

``import servicelab as sl`` shows all of it: the names that every notebook uses, and one subpackage
a subject, such as ``sl.surveys`` or ``sl.complaints``. What one plays lies in ``sl.games``. All is
loaded when it is first used, so that the import costs little more than importing pandas.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

from servicelab import runs
from servicelab.lazy import attach

if TYPE_CHECKING:
    from servicelab.command import checkup as checkup
    from servicelab.command import judge as judge
    from servicelab.command import own_report as own_report
    from servicelab.command import progress as progress
    from servicelab.data.loading import list_datasets as list_datasets
    from servicelab.data.loading import load_dataset as load_dataset
    from servicelab.decisions.records import read_record as read_record
    from servicelab.decisions.records import save_record as save_record
    from servicelab.decisions.widgets.questions import Prediction as Prediction
    from servicelab.decisions.widgets.questions import RangePrediction as RangePrediction
    from servicelab.decisions.widgets.questions import ReasonedChoice as ReasonedChoice
    from servicelab.decisions.widgets.questions import Statement as Statement
    from servicelab.errors import CourseError as CourseError
    from servicelab.own_files import own_file as own_file
    from servicelab.plots.style import use_style as use_style
    from servicelab.recalling.view import recall as recall
    from servicelab.tasks.checking import check as check

__version__ = "0.1.0"

_load, _names, __all__ = attach(
    __name__,
    {
        "command": ["checkup", "judge", "own_report", "progress"],
        "data.loading": ["list_datasets", "load_dataset"],
        "decisions.records": ["read_record", "save_record"],
        "decisions.widgets.questions": [
            "Prediction",
            "RangePrediction",
            "ReasonedChoice",
            "Statement",
        ],
        "errors": ["CourseError"],
        "own_files": ["own_file"],
        "plots.style": ["use_style"],
        "recalling.view": ["recall"],
        "tasks.checking": ["check"],
    },
)
runs.watch()
_SUBJECTS = sorted(part.name for part in pkgutil.iter_modules(__path__) if part.ispkg)


def __getattr__(name: str) -> Any:
    if name in _SUBJECTS:
        return importlib.import_module(f"{__name__}.{name}")
    return _load(name)


def __dir__() -> list[str]:
    return sorted([*_names(), *_SUBJECTS, "__version__"])
