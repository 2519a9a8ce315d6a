from __future__ import annotations

from servicelab_workshop.classroom.reading import shown


def test_cells_of_older_formats_are_shown() -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "A *memo*."},
        {"cell_type": "markdown", "metadata": {}, "source": ["Two ", "lines."]},
    ]
    page = shown.html(cells)
    assert "A <em>memo</em>." in page
    assert "Two lines." in page
