"""``python -m servicelab`` is the ``servicelab`` command."""

from __future__ import annotations

from servicelab_workshop.cli import main

if __name__ == "__main__":
    main()
