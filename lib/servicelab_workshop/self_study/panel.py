"""How far a trainee is, as a page in a notebook that needs no front end."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from servicelab.decisions.widgets.page import html_pieces
from servicelab.i18n import _
from servicelab_workshop.self_study.progress import (
    MARK,
    STATUSES,
    ModuleState,
    called,
    left_of,
    names,
    next_step,
    points_of,
    read_progress,
    saved,
    score_of,
    state_of,
    time_left,
)
from servicelab_workshop.self_study.workcopy import MANIFEST

_PIECES = Path(__file__).with_suffix(".html.j2")


class ProgressPanel:
    """The progress of the working copy around a notebook: bars, points, time left, what comes next.

    Parameters
    ----------
    folder : path
        Where the notebook lies: the working copy is the nearest folder above it that the course
        was delivered to, or else the folder above.
    """

    def __init__(self, folder: Path | str = ".") -> None:
        self._here = here = Path(folder).resolve()
        around = (place for place in (here, *here.parents) if (place / MANIFEST).is_file())
        self.progress = read_progress(next(around, here.parent))

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to show."""
        return any(module.is_begun for module in self.progress.modules)

    def __repr__(self) -> str:
        if not self.is_begun:
            return _nothing_yet()
        lines = [
            f"{module.title}: {points_of(module)}; {_left(module)}"
            for module in self.progress.modules
        ]
        return "\n".join([*lines, *self.progress.notes, next_step(self.progress)])

    def forms(self) -> dict[str, str]:
        """The panel as text and as HTML, by MIME type."""
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def to_html(self) -> str:
        """The panel as HTML, in the colors of the page around it."""
        pieces = html_pieces(_PIECES)
        progress, state = self.progress, self.progress.next
        if not self.is_begun:
            return str(pieces.nothing(_nothing_yet(), progress.notes))
        words = names()
        return str(
            pieces.panel(
                [
                    {
                        "title": module.title,
                        "name": module.name,
                        "counts": [
                            (status, MARK[status], words[status], count)
                            for status in STATUSES
                            if (count := module.count(status))
                        ],
                        "points": points_of(module),
                        "left": _left(module),
                        "tasks": [
                            (
                                MARK[one.shown],
                                one.task.title,
                                one.task.id,
                                score_of(one),
                                state_of(one),
                            )
                            for one in module.states
                        ]
                        if module.is_begun
                        else [],
                    }
                    for module in progress.modules
                ],
                next_step(progress),
                called(state) if state else "",
                state and (self._way(state.notebook), state.notebook, state_of(state)),
                _("{time} left in all").format(
                    time=time_left(sum(module.minutes_left for module in progress.modules))
                ),
                progress.notes,
                saved(),
            )
        )

    def _way(self, notebook: str) -> str:
        """A link that JupyterLab opens."""
        return quote(Path(os.path.relpath(self.progress.folder / notebook, self._here)).as_posix())


def _left(module: ModuleState) -> str:
    words = left_of(module)
    return words if module.is_done else _("{time} left").format(time=words)


def _nothing_yet() -> str:
    return _(
        "Nothing yet: no task has been run and saved. Come back after your first check, run this "
        "cell again, and see how far you are."
    )
