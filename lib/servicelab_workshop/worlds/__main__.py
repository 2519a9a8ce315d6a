"""``python -m servicelab_workshop.worlds``: write the data sets, or check that they are up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _

HERE = Path(__file__).resolve().parents[3] / "datasets"


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m servicelab_workshop.worlds", description=__doc__
    )
    parser.add_argument("--out", type=Path, default=HERE, help=_("the folder of the data sets"))
    parser.add_argument(
        "--check", action="store_true", help=_("write nothing; fail on a difference")
    )
    options = parser.parse_args(arguments)
    try:
        # a world's texts are read when it is imported
        from servicelab_workshop.worlds.package import build_files

        files = build_files()
    except CourseError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    if options.check:
        stale = [path for path, content in files.items() if _differs(options.out / path, content)]
        stale += [path for path in _published(options.out) if path not in files]
        for path in stale:
            print(_("{path} is not what the generator makes").format(path=options.out / path))  # noqa: T201
        return 1 if stale else 0
    changed = [path for path, content in files.items() if _differs(options.out / path, content)]
    try:
        (options.out / "cards").mkdir(parents=True, exist_ok=True)
        for path in changed:
            write_atomically(options.out / path, files[path])
            print(options.out / path)  # noqa: T201
    except (OSError, CourseError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    if changed and options.out == HERE:
        print(  # noqa: T201
            _(
                "Now run `servicelab build m00_welcome`, which lists the data sets; "
                "`servicelab build --check` names what else is stale."
            )
        )
    return 0


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _published(folder: Path) -> list[str]:
    """List the files that only the generator may write."""
    return sorted(
        path.relative_to(folder).as_posix()
        for pattern in ("*.csv", "cards/*.md")
        for path in folder.glob(pattern)
    )


if __name__ == "__main__":
    sys.exit(main())
