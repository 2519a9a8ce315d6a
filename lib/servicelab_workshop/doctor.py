"""What is wrong with an environment, and how to mend it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import servicelab
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.self_study.workcopy import default_folder, repository

OLDEST_PYTHON = (3, 11)
FREE_MEGABYTES = 500
KERNEL_SECONDS = 60


@dataclass(frozen=True)
class Check:
    """One finding about the environment.

    Attributes
    ----------
    name : str
        What was looked at.
    ok : bool
        Whether it is in order.
    needed : bool
        Whether the course works only if it is in order.
    found : str
        What was found.
    mend : str
        What to do; empty if nothing.
    """

    name: str
    ok: bool
    needed: bool
    found: str
    mend: str = ""


def examine(workdir: Path | None = None) -> list[Check]:
    """Run every check.

    Parameters
    ----------
    workdir : Path, optional
        The working copy whose folder must be writable; ``my_course`` by default.

    Returns
    -------
    list of Check
        Needed checks first.
    """
    folder = workdir or default_folder()
    checks: list[Callable[[], Check]] = [
        check_python,
        check_packages,
        check_alembic,
        check_kernel,
        check_data,
        lambda: check_folder(folder),
        check_home,
        lambda: check_disk(folder),
        check_bytecode,
        check_test_packages,
        check_browser,
        check_fonts,
    ]
    return [*(check() for check in checks), *check_isolation()]


def checkup() -> bool:
    """Print whether this environment can run the course, and return it.

    Only what a trainee needs is looked at, and what is in order is named without details, so the
    output is the same on every healthy machine.
    """
    checks = [check_python(), check_packages(), check_data(), check_folder(Path.cwd())]
    for check in checks:
        found = "" if check.ok else f": {check.found} -> {check.mend}"
        print(f"{'✓' if check.ok else '✗'} {check.name}{found}")  # noqa: T201
    if all(check.ok for check in checks):
        print(_("Everything you need is here."))  # noqa: T201
        return True
    return False


def report(checks: Iterable[Check], *, as_json: bool = False) -> bool:
    """Print the findings and tell whether every needed check is in order.

    Parameters
    ----------
    checks : iterable of Check
        The findings.
    as_json : bool
        Print one JSON object instead of lines for people.

    Returns
    -------
    bool
    """
    from rich.console import Console
    from rich.markup import escape

    checks = list(checks)
    healthy = all(check.ok for check in checks if check.needed)
    console = Console(soft_wrap=True, highlight=False)
    if as_json:
        findings = {"ok": healthy, "checks": [asdict(check) for check in checks]}
        console.print(json.dumps(findings, indent=1, ensure_ascii=False), markup=False)
        return healthy
    for check in checks:
        if check.ok:
            word, color = _("ok"), "green"
        elif check.needed:
            word, color = _("problem"), "red"
        else:
            word, color = _("optional"), "yellow"
        console.print(f"[{color}]{word:<8}[/]  {escape(check.name)}: {escape(check.found)}")
        if check.mend:
            console.print(f"          -> {escape(check.mend)}")
    console.print(
        _("Everything that is needed is in order.")
        if healthy
        else _("Something that is needed is not in order: see the lines marked 'problem'.")
    )
    return healthy


def _again() -> str:
    return (
        _("run `python3 course.py --version` in the course folder")
        if repository()
        else _("run `pip install --force-reinstall servicelab`")
    )


def check_python() -> Check:
    """Check that Python is new enough.

    Returns
    -------
    Check
    """
    have = ".".join(str(part) for part in sys.version_info[:3])
    need = ".".join(str(part) for part in OLDEST_PYTHON)
    ok = sys.version_info >= OLDEST_PYTHON
    mend = "" if ok else _("install Python {need} or newer").format(need=need)
    return Check(_("Python"), ok, True, f"{have} ({sys.executable})", mend)


def locked_versions(lock: str) -> dict[str, str]:
    r"""Return the versions a lock asks for on this system.

    Parameters
    ----------
    lock : str
        Text of a requirements file with pins, markers and hashes.

    Returns
    -------
    dict
        Version by canonical package name.

    Examples
    --------
    >>> locked_versions("Tornado==6.5 \\\n  --hash=sha256:00\nx==1 ; python_version < '3'")
    {'tornado': '6.5'}
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    versions: dict[str, str] = {}
    for line in lock.splitlines():
        if not line[:1].isalnum():
            continue
        requirement = Requirement(line.rstrip("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate():
            pin = next(iter(requirement.specifier)).version
            versions[canonicalize_name(requirement.name)] = pin
    return versions


def wrong_packages(lock: str | None) -> list[str]:
    r"""List the packages that are missing or have another version than they should.

    Parameters
    ----------
    lock : str or None
        Text of the lock; without one, what the installed ``servicelab`` requires is compared.

    Returns
    -------
    list of str
        Such as ``"pandas 2.1 instead of 3.1.1"`` or ``"pandas is missing"``.

    Examples
    --------
    >>> wrong_packages("rich==0.1\nno-such-package==1")
    ['rich ... instead of 0.1', 'no-such-package is missing']
    """
    from packaging.requirements import Requirement

    wanted: dict[str, str]
    if lock is not None:
        wanted = {name: f"=={pin}" for name, pin in locked_versions(lock).items()}
    else:
        requirements = [Requirement(line) for line in metadata.requires("servicelab") or []]
        wanted = {
            item.name: str(item.specifier)
            for item in requirements
            if item.marker is None or item.marker.evaluate({"extra": ""})
        }
    wrong = []
    for name, specifier in wanted.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(_("{name} is missing").format(name=name))
            continue
        if not Requirement(f"x{specifier}").specifier.contains(installed, prereleases=True):
            wrong.append(
                _("{name} {installed} instead of {wanted}").format(
                    name=name, installed=installed, wanted=specifier.removeprefix("==")
                )
            )
    return wrong


def check_packages() -> Check:
    """Check the installed packages against the lock, or against the wheel's requirements.

    Returns
    -------
    Check
    """
    lock = _lock("requirements.lock.txt")
    wrong = wrong_packages(lock)
    if not wrong:
        return Check(_("Packages"), True, True, _("as in the lock") if lock else _("as required"))
    mend = _("delete the folder .venv and {again}").format(again=_again()) if lock else _again()
    return Check(_("Packages"), False, True, _some(wrong), mend)


def check_test_packages() -> Check:
    """Check for the packages that only tests, the site and a cluster need.

    Returns
    -------
    Check
    """
    name = _("Packages (for the tests)")
    lock = _lock("requirements-test.lock.txt")
    wrong = wrong_packages(lock or "")
    if not wrong:
        return Check(name, True, False, _("as in the lock") if lock else _("not needed here"))
    mend = _("run `python3 course.py test`, which adds them")
    return Check(name, False, False, _some(wrong), mend)


def _lock(name: str) -> str | None:
    root = repository()
    path = root / name if root else None
    return path.read_text(encoding="utf-8") if path and path.is_file() else None


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" ..." if len(names) > most else "")


def require(command: str, extra: str, *modules: str) -> None:
    """Stop a command whose packages are not installed.

    Parameters
    ----------
    command : str
        What was asked for, without ``servicelab``.
    extra : str
        The extra of the distribution that brings the packages.
    *modules : str
        What the command imports beyond the course.

    Raises
    ------
    CourseError
        If one of the modules is missing; it says how to add them.

    Examples
    --------
    >>> require("start", "test", "jupyterlab")
    """
    if all(importlib.util.find_spec(module) for module in modules):
        return
    if repository():
        how = _("run `python3 course.py {command}` in the course folder, which adds them")
    else:
        how = _("run `pip install 'servicelab[{extra}]'`")
    raise CourseError(
        _("`servicelab {command}` needs packages that the course does without: {how}.").format(
            command=command, how=how.format(command=command, extra=extra)
        )
    )


def check_alembic() -> Check:
    """Check that ``alembic``, which nbgrader runs by name, is on PATH.

    Returns
    -------
    Check
    """
    found = shutil.which("alembic")
    mend = "" if found else _again()
    return Check("alembic", bool(found), True, found or _("not on PATH"), mend)


def check_kernel() -> Check:
    """Check that a notebook kernel starts and can import the library.

    Returns
    -------
    Check
    """
    name = _("Notebook kernel")
    try:
        answer = _ask_kernel("import servicelab; print(servicelab.__name__)")
    except Exception as error:  # whatever a broken installation raises
        reason = str(error).strip().splitlines() or [type(error).__name__]
        return Check(name, False, True, reason[-1], _again())
    ok = answer == "servicelab"
    found = _("starts") if ok else _("starts, but cannot import servicelab")
    return Check(name, ok, True, found, "" if ok else _again())


def _ask_kernel(code: str) -> str:
    from jupyter_client.manager import start_new_kernel

    printed: list[str] = []
    manager, client = start_new_kernel(
        startup_timeout=KERNEL_SECONDS, kernel_name="python3", stderr=subprocess.DEVNULL
    )
    try:
        client.execute_interactive(
            code,
            timeout=KERNEL_SECONDS,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
    return "".join(printed).strip()


def data_folder() -> Path:
    """Return the folder of the data sets: the clone's, or the one inside the wheel.

    Returns
    -------
    Path
    """
    root = repository()
    return root / "datasets" if root else Path(servicelab.__file__).with_name("datasets")


def damaged_data(folder: Path) -> list[str]:
    """List the data files that are missing or differ from their description.

    Parameters
    ----------
    folder : Path
        Folder with ``datapackage.json``, a Frictionless Data Package with file hashes.

    Returns
    -------
    list of str
        Paths relative to the folder.

    Raises
    ------
    CourseError
        If the description itself is missing or damaged.
    """
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        described = {
            str(resource["path"]): str(resource["hash"]) for resource in package["resources"]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            _("{path} is missing or damaged.").format(path=folder / "datapackage.json")
        ) from error
    damaged = []
    for path, given in described.items():
        algorithm, _colon, digest = given.rpartition(":")
        try:
            content = (folder / path).read_bytes()
        except OSError:
            damaged.append(path)
            continue
        if hashlib.new(algorithm or "md5", content).hexdigest() != digest:
            damaged.append(path)
    return damaged


def check_data() -> Check:
    """Check that every data file is there and unchanged.

    Returns
    -------
    Check
    """
    mend = _("restore them from the release (in a clone: `git checkout -- datasets`)")
    try:
        damaged = damaged_data(data_folder())
    except CourseError as error:
        return Check(_("Data"), False, True, str(error), mend)
    if damaged:
        found = _("missing or changed: {names}").format(names=", ".join(damaged))
        return Check(_("Data"), False, True, found, mend)
    return Check(_("Data"), True, True, _("complete and unchanged"))


def home_folder() -> Path:
    """Return the home folder; where nobody knows it, the root, which cannot be written."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def is_writable(folder: Path) -> bool:
    """Whether a folder is there and files can be made in it."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def check_home() -> Check:
    """Check that Jupyter can keep its settings and its sockets in the home folder.

    Returns
    -------
    Check
    """
    home = home_folder()
    if is_writable(home):
        return Check(_("Home folder"), True, False, _("{place} can be written").format(place=home))
    found = _("{place} cannot be written").format(place=home)
    mend = _("`start` keeps Jupyter's settings in the working copy instead; or set HOME")
    return Check(_("Home folder"), False, False, found, mend)


def check_folder(folder: Path) -> Check:
    """Check that files can be made in the working copy, or where it would be made.

    Parameters
    ----------
    folder : Path
        The working copy.

    Returns
    -------
    Check
    """
    place = _nearest(folder)
    try:
        with tempfile.NamedTemporaryFile(dir=place):
            pass
    except OSError as error:
        mend = _("choose a folder of your own: `servicelab start --workdir FOLDER`")
        return Check(_("Working copy"), False, True, f"{place}: {error.strerror}", mend)
    return Check(_("Working copy"), True, True, _("{place} can be written").format(place=place))


def check_disk(folder: Path) -> Check:
    """Check that there is room for notebooks and records.

    Parameters
    ----------
    folder : Path
        The working copy.

    Returns
    -------
    Check
    """
    free = shutil.disk_usage(_nearest(folder)).free // 2**20
    ok = free >= FREE_MEGABYTES
    mend = "" if ok else _("free at least {need} MB").format(need=FREE_MEGABYTES)
    return Check(_("Disk space"), ok, True, _("{free} MB free").format(free=free), mend)


def _nearest(folder: Path) -> Path:
    folder = folder.absolute()
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)


def check_bytecode() -> Check:
    """Check that pandas is byte-compiled: without, a kernel starts twice as slowly.

    Returns
    -------
    Check
    """
    name = _("Byte code")
    spec = importlib.util.find_spec("pandas.core.frame")
    cached = spec.cached if spec else None
    if cached and Path(cached).exists():
        return Check(name, True, False, _("compiled"))
    packages = Path(spec.origin).parents[2] if spec and spec.origin else ""
    mend = _("run `{python} -m compileall -q {folder}`").format(
        python=sys.executable, folder=packages
    )
    return Check(name, False, False, _("not compiled: notebooks start slowly"), mend)


def check_isolation() -> list[Check]:
    """Check each layer of the sandbox in which submissions are graded.

    Returns
    -------
    list of Check
    """
    from nbreferee.cgroups import find_parent
    from nbreferee.isolation import layers

    groups = _("works")
    if find_parent() is None:
        groups = _("none that you may use: memory and processors are watched instead")
    mend = _(
        "`servicelab grade` needs it; on a machine without, grade only code you trust, with "
        "--isolation none"
    )
    return [
        Check(
            _("Sandbox: {layer}").format(layer=layer.name),
            layer.ok,
            False,
            _("works") if layer.ok else layer.why,
            "" if layer.ok else mend,
        )
        for layer in layers()
    ] + [Check(_("Sandbox: {layer}").format(layer=_("control groups")), True, False, groups)]


def find_chromium() -> str | None:
    """Find the browser for the browser tests.

    The environment variable ``SERVICELAB_CHROMIUM`` comes first, then what is on PATH, then the
    browser that Playwright has downloaded.

    Returns
    -------
    str or None
        Path of the program.
    """
    named = os.environ.get("SERVICELAB_CHROMIUM")
    if named:
        return shutil.which(named)
    for program in ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"):
        if found := shutil.which(program):
            return found
    cache = {
        "win32": Path.home() / "AppData/Local/ms-playwright",
        "darwin": Path.home() / "Library/Caches/ms-playwright",
    }.get(sys.platform, Path.home() / ".cache/ms-playwright")
    for pattern in (
        "chromium-*/chrome-linux*/chrome",
        "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
        "chromium-*/chrome-win*/chrome.exe",
    ):
        for path in sorted(cache.glob(pattern), reverse=True):
            return str(path)
    return None


def check_browser() -> Check:
    """Check for Chromium, which only the tests need.

    Returns
    -------
    Check
    """
    found = find_chromium()
    mend = "" if found else how_to_install_chromium()
    return Check(_("Chromium (for the tests)"), bool(found), False, found or _("not found"), mend)


def how_to_install_chromium() -> str:
    """Say how Chromium is installed on this system.

    Returns
    -------
    str
    """
    if shutil.which("apt-get"):
        return _("run `sudo apt-get install chromium`")
    return _("run `{python} -m playwright install chromium`").format(python=sys.executable)


def check_fonts() -> Check:
    """Check for a font with Chinese characters, for figures and the Chinese edition.

    Returns
    -------
    Check
    """
    import matplotlib

    from servicelab.plots.style import chinese_font

    name = _("Chinese font")
    found = chinese_font()
    if found:
        return Check(name, True, False, found)
    mend = _(
        "install Noto Sans CJK (Debian, Ubuntu: `sudo apt-get install fonts-noto-cjk`), then delete "
        "the folder {folder}, where Matplotlib remembers which fonts there are"
    ).format(folder=matplotlib.get_cachedir())
    return Check(name, False, False, _("not found: Chinese in figures shows as boxes"), mend)
