#!/usr/bin/env python3
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
"""Open the course, or test it, with nothing but Python 3.11+ (or uv) installed.

    python3 course.py start     make the environment if needed, then open the course
    python3 course.py test      add what the tests need if it is missing, then run them

Anything else (``python3 course.py doctor``, ``--help``, ``--version``) is handed to the
``servicelab`` command of the environment in the same way.

This file uses the standard library only, and keeps to syntax that Python 3.6 can read, so that
an old Python can say that it is too old.
"""

import hashlib
import json
import os
import sys
import time
from contextlib import contextmanager

OLDEST = (3, 11)
HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(HERE, "requirements.lock.txt")
# What tests, types and the site need besides; has no package that the other lock has.
TEST_LOCK = os.path.join(HERE, "requirements-test.lock.txt")
PROJECT = os.path.join(HERE, "pyproject.toml")
VENV = os.path.join(HERE, ".venv")
# Present while .venv is ours but not finished; what it holds can be thrown away.
UNFINISHED = os.path.join(VENV, ".unfinished")
STAMP = os.path.join(VENV, ".course-stamp.json")
NOTES = os.path.join(HERE, ".venv-setup")
OLD = os.path.join(NOTES, "old")
LOG = os.path.join(NOTES, "log.txt")
SILENCE = 20  # seconds without a word while something is fetched
WINDOWS = os.name == "nt"
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(BIN, "python.exe" if WINDOWS else "python")


class SetupError(Exception):
    """Something that stops the set-up, told in one sentence."""


def _(message):
    import gettext

    language = os.environ.get("SERVICELAB_LANG", "en")
    catalogs = os.path.join(HERE, "lib", "servicelab", "locale")
    return gettext.translation("servicelab", catalogs, [language], fallback=True).gettext(message)


def main(arguments):
    if sys.version_info < OLDEST:
        raise SetupError(
            _(
                "This is Python {have}, but the course needs Python {need} or newer: install it from "
                "https://www.python.org and run this command with it."
            ).format(
                have=".".join(str(part) for part in sys.version_info[:3]),
                need=".".join(str(part) for part in OLDEST),
            )
        )
    if not arguments:
        print(__doc__.strip())
        return 2
    tests = needs_tests(arguments)
    if not is_ready(tests):
        set_up(tests)
    return hand_over(arguments)


def needs_tests(arguments):
    """Tell whether a command needs more than the course: tests, the site, a Dask cluster."""
    return arguments[0] in ("test", "site") or any(
        argument.split("=")[0] == "--scheduler" for argument in arguments
    )


def is_ready(tests):
    """Tell whether the environment is complete and made from the present lock."""
    stamp = read_stamp()
    wanted = dict(expected_stamp(), **(expected_tests() if tests else {}))
    return wanted.items() <= stamp.items() and not os.path.exists(UNFINISHED)


def read_stamp():
    try:
        with open(STAMP, encoding="utf-8") as stream:
            stamp = json.load(stream)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp):
    with open(STAMP, "w", encoding="utf-8") as stream:
        json.dump(stamp, stream)


def expected_stamp():
    """Describe an environment that fits: what it holds, where it lies, which Python it runs.

    An environment holds absolute paths, so one that was moved or copied does not fit.
    """
    python = os.path.realpath(PYTHON)
    return {
        "course": digest(LOCK, PROJECT),
        "folder": HERE,
        "python": python if os.path.exists(python) else None,
    }


def expected_tests():
    return {"tests": digest(TEST_LOCK)}


def digest(*paths):
    contents = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as stream:
            contents.update(stream.read())
    return contents.hexdigest()


def set_up(tests):
    try:
        os.makedirs(NOTES, exist_ok=True)
        with open(os.path.join(NOTES, ".gitignore"), "w") as stream:
            stream.write("*\n")
    except OSError as error:
        raise SetupError(
            _(
                "Cannot write in {folder} ({reason}): copy the course to a folder of your own."
            ).format(folder=HERE, reason=error.strerror)
        ) from None
    with only_one_at_a_time():
        if is_ready(tests):
            return
        began = time.time()
        with open(LOG, "w", encoding="utf-8") as log:
            try:
                if not is_ready(tests=False):
                    build_environment(log)
                if not is_ready(tests):
                    add_tests(log)
            except OSError as error:
                raise SetupError(
                    _(
                        "Setting up failed at {path} ({reason}): free some space, or copy the course "
                        "to a folder of your own, and run the same command again."
                    ).format(path=error.filename or HERE, reason=error.strerror or error)
                ) from None
        say(_("Ready after {seconds} seconds.").format(seconds=round(time.time() - began)))


@contextmanager
def only_one_at_a_time():
    """Hold a lock that the system releases when this process and the one it runs have ended.

    Were this process killed alone, a pip it had started could still be writing.
    """
    with open(os.path.join(NOTES, "lock"), "a+") as stream:
        os.set_inheritable(stream.fileno(), True)
        if WINDOWS:
            import msvcrt

            def acquire(wait):
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

            def release():
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            def acquire(wait):
                fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

            def release():
                fcntl.flock(stream, fcntl.LOCK_UN)

        try:
            acquire(wait=False)
        except OSError:
            say(_("Another window is setting up the course in this folder; waiting for it ..."))
            while True:
                try:
                    acquire(wait=True)
                    break
                except OSError:  # Windows gives up after ten seconds
                    continue
        try:
            yield
        finally:
            release()


def build_environment(log):
    stamp = read_stamp()
    expected = expected_stamp()
    fits = all(stamp.get(name) == expected[name] for name in ("folder", "python"))
    if fits and not os.path.exists(UNFINISHED):
        say(_("Updating the environment (less than a minute) ..."))
    elif is_ours():
        say(
            _(
                "Setting up (once, 1 to 8 minutes, 0.8 GB; what it does is in .venv-setup/log.txt) ..."
            )
        )
        make_venv(log)
        stamp = {}
    else:
        raise SetupError(
            _(
                "The folder {folder} was not made by this command: rename or delete it, and run the "
                "same command again."
            ).format(folder=VENV)
        )
    open(UNFINISHED, "w").close()
    install(log, LOCK)
    install(log)
    write_stamp(dict(stamp, **expected_stamp()))
    os.remove(UNFINISHED)


def add_tests(log):
    """Add what the tests need to a course that is complete, and stays so if this is interrupted."""
    stamp = read_stamp()
    # Without its entry, what an interrupted call has left is installed again.
    known = stamp.pop("tests", None)
    write_stamp(stamp)
    if known:
        say(_("Updating what the tests need (less than a minute) ..."))
    else:
        say(_("Adding what the tests need (once, 1 to 5 minutes, 0.5 GB) ..."))
    install(log, TEST_LOCK, again=not known)
    write_stamp(dict(stamp, **expected_tests()))


def is_ours():
    """Tell whether .venv may be made anew: absent, empty, or made by this command."""
    return (
        not os.path.lexists(VENV)
        or os.path.exists(STAMP)
        or os.path.exists(UNFINISHED)
        or (os.path.isdir(VENV) and not os.listdir(VENV))
    )


def find_uv():
    """Return the uv of this machine; one in .venv would delete itself."""
    import shutil

    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    outside = [folder for folder in folders if os.path.abspath(folder) != BIN]
    return shutil.which("uv", path=os.pathsep.join(outside))


def make_venv(log):
    """Make an empty environment; leave nothing of an interrupted one."""
    import shutil

    uv = find_uv()
    if not uv:
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            raise SetupError(
                _(
                    "This Python cannot make environments: on Debian or Ubuntu run `sudo apt install "
                    "python{version}-venv`, elsewhere install Python from https://www.python.org; "
                    "then run the same command again."
                ).format(version=".".join(str(part) for part in sys.version_info[:2]))
            ) from None
    # Moved away in one step before it is deleted, so that no part of it can pass for the whole.
    if os.path.isdir(OLD):
        shutil.rmtree(OLD)
    if os.path.lexists(VENV):
        os.rename(VENV, OLD)
        if os.path.islink(OLD):
            os.unlink(OLD)
        else:
            shutil.rmtree(OLD)
    os.makedirs(VENV, exist_ok=True)
    open(UNFINISHED, "w").close()
    # The interpreter behind an environment that may itself be temporary, as under `uv run`.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if uv:
        run([uv, "venv", "--quiet", "--allow-existing", "--python", base, VENV], log)
    else:
        run([base, "-m", "venv", VENV], log)


def install(log, lock=None, again=False):
    """Install exactly a lock, or the course itself from this folder.

    ``again`` writes packages anew that seem to be there.
    """
    uv = find_uv()
    if uv:
        command = [uv, "pip", "install", "--python", PYTHON, "--no-deps"]
    else:
        command = [PYTHON, "-m", "pip", "install", "--no-compile", "--no-deps", "--no-user"]
        command += ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    if not lock:
        run([*command, "--no-build-isolation", "-e", HERE], log)
        return
    if again:
        command.append("--reinstall" if uv else "--force-reinstall")
    with open(lock, encoding="utf-8") as stream:
        total = sum(line[:1].isalnum() for line in stream)
    run([*command, "--require-hashes", "-r", lock], log, total)
    # On every core, and without the tests of packages, which nobody imports. What does not compile
    # here does not stop anybody: Python compiles it, or says why, when it is imported.
    compiling = [PYTHON, "-W", "ignore", "-m", "compileall", "-qq", "-j", "0"]
    compiling += ["-x", r"[\\/]tests?[\\/]", os.path.join(VENV, "Lib" if WINDOWS else "lib")]
    run(compiling, log, doing=_("compiling"), needed=False)


def run(command, log, total=0, doing=None, needed=True):
    """Run a command, keep what it says in the log, and show how far it is."""
    import subprocess
    import threading

    environment = dict(os.environ, PYTHONUTF8="1", PIP_CONSTRAINT=os.devnull)
    # Settings meant for other projects, which would change or forbid what the lock says.
    for name in (
        "PYTHONPATH",
        "PYTHONHOME",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_REQUIREMENT",
        "PIP_BUILD_CONSTRAINT",
        "PIP_REQUIRE_VIRTUALENV",
        "UV_CONSTRAINT",
        "UV_BUILD_CONSTRAINT",
        "UV_OVERRIDE",
        "UV_EXCLUDE_NEWER",
        "UV_SYSTEM_PYTHON",
        "UV_NO_VERIFY_HASHES",
    ):
        environment.pop(name, None)
    log.write("$ " + " ".join(command) + "\n")
    log.flush()
    output = []
    seen = 0
    began = time.time()
    ended = threading.Event()
    doing = [doing or _("at work")]

    def keep_company():
        while not ended.wait(SILENCE):
            progress("")
            say(
                _("  {seconds} seconds: {doing} ...").format(
                    seconds=round(time.time() - began), doing=doing[0]
                )
            )

    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=HERE,
            close_fds=False,  # the lock goes along
        )
    except OSError as error:
        raise SetupError(
            _("Cannot run {program} ({reason}); run the same command again.").format(
                program=command[0], reason=error.strerror
            )
        ) from None
    company = threading.Thread(target=keep_company, daemon=True)
    company.start()
    try:
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace")
            log.write(line)
            output.append(line)
            if total and line.startswith("Collecting "):
                seen += 1
                doing[0] = _("package {seen} of {total}").format(seen=min(seen, total), total=total)
                progress("  " + doing[0])
            elif line.startswith("Installing collected packages"):
                doing[0] = _("unpacking, the longest step")
                progress("  " + doing[0])
        code = process.wait()
    finally:
        ended.set()
        company.join()
        progress("")
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
    log.flush()
    if code and needed:
        raise SetupError(explain("".join(output)))


def explain(output):
    """Say in one sentence why pip or uv failed."""
    text = output.lower()

    def said(*phrases):
        return any(phrase in text for phrase in phrases)

    if said("no space left", "disk quota"):
        sentence = _("The disk is full: free about 2 GB")
    elif said("permission denied", "read-only file system"):
        sentence = _("The course folder cannot be written: copy it to a folder of your own")
    elif said("do not match the hashes", "hash mismatch"):
        sentence = _(
            "A downloaded package is not the one that the course was tested with: try another "
            "network or package mirror"
        )
    elif said("certificate", "ssl error", "sslerror"):
        sentence = _(
            "The package index was reached, but its certificate was not accepted: name your "
            "network's certificate in SSL_CERT_FILE (uv) or PIP_CERT (pip)"
        )
    elif said(
        "failed to fetch",
        "failed to download",
        "error sending request",
        "dns error",
        "connection refused",
        "connecterror",
        "connectionerror",
        "failed to establish",
        "name resolution",
        "timed out",
        "max retries",
        "network is unreachable",
        "proxyerror",
        "network connectivity is disabled",
        "no matching distribution found for",
        "was not found in the cache",
    ):
        sentence = _(
            "The packages could not be downloaded: connect to the internet, or name your proxy or "
            "mirror in pip's or uv's settings"
        )
    elif said(
        "failed to build", "failed building wheel", "no wheels with a matching", "requires-python"
    ):
        sentence = _(
            "A package has no ready-made version for this Python ({version}) on this system: use "
            "Python 3.11 to 3.13"
        ).format(version=sys.version.split()[0])
    else:
        sentence = _("Setting up failed")
    return _("{sentence}, then run the same command again; the details are in {log}").format(
        sentence=sentence, log=LOG
    )


def hand_over(arguments):
    """Become the `servicelab` command of the environment."""
    environment = dict(os.environ, VIRTUAL_ENV=VENV, PYTHONUTF8="1")
    # nbgrader runs `alembic` from PATH.
    environment["PATH"] = BIN + os.pathsep + environment.get("PATH", os.defpath)
    environment.pop("PYTHONHOME", None)
    sys.stdout.flush()
    if WINDOWS:
        import subprocess

        try:
            command = [os.path.join(BIN, "servicelab.exe"), *arguments]
            return subprocess.call(command, env=environment)
        except KeyboardInterrupt:
            return 130
    command = os.path.join(BIN, "servicelab")
    return os.execve(PYTHON, [PYTHON, command, *arguments], environment)


def say(message):
    print(message, flush=True)


def progress(message):
    if sys.stdout.isatty():
        print("\r" + message.ljust(40) + ("" if message else "\r"), end="", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        print()
        print(_("Stopped. Run the same command again to go on."), file=sys.stderr)
        sys.exit(130)
