"""Submissions broken in one way each: what was done, what it earns, and what the instructor is told.

A submission is two notebooks, tiny.ipynb with 5 automatic points in two tests and 4 by hand, and
other.ipynb with 1, all answered right. Damage is done to tiny.ipynb unless it says otherwise.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Do = Callable[[Path], None]


@dataclass(frozen=True)
class Damage:
    """One row.

    Attributes
    ----------
    name : str
        The kind of damage.
    do : function
        Does it to the folder that is handed in.
    score : float or None
        Automatic points of 6; None if nothing can be graded.
    says : str
        All that the instructor is told.
    student : str
        Who hands it in; by default the name of the row.
    """

    name: str
    do: Do
    score: float | None
    says: str = ""
    student: str = ""


def tiny(folder: Path) -> Path:
    return folder / "tiny.ipynb"


def raw(content: bytes | Callable[[bytes], bytes]) -> Do:
    """Replace the bytes of the file."""

    def do(folder: Path) -> None:
        path = tiny(folder)
        path.write_bytes(content if isinstance(content, bytes) else content(path.read_bytes()))

    return do


def text(change: Callable[[str], bytes]) -> Do:
    return raw(lambda content: change(content.decode()))


def edit(change: Callable[[Any], object]) -> Do:
    """Change the notebook as JSON; what `change` returns replaces it, unless it is None."""

    def do(folder: Path) -> None:
        nb = json.loads(tiny(folder).read_bytes())
        changed = change(nb)
        tiny(folder).write_text(json.dumps(nb if changed is None else changed), encoding="utf-8")

    return do


def place(nb: Any, name: str) -> int:
    return next(at for at, cell in enumerate(nb["cells"]) if cell["id"] == name)


def cell(name: str, **values: Any) -> Do:
    """Set keys of a cell; ... deletes the key."""

    def change(nb: Any) -> None:
        one = nb["cells"][place(nb, name)]
        for key, value in values.items():
            if value is ...:
                del one[key]
            else:
                one[key] = value

    return edit(change)


def top(**values: Any) -> Do:
    """Set keys of the notebook; ... deletes the key."""

    def change(nb: Any) -> None:
        for key, value in values.items():
            if value is ...:
                del nb[key]
            else:
                nb[key] = value

    return edit(change)


def label(name: str, **values: Any) -> Do:
    return edit(lambda nb: nb["cells"][place(nb, name)]["metadata"]["nbgrader"].update(values))


def labels(**values: Any) -> Do:
    """Change the labels of all cells; ... deletes the key."""

    def change(nb: Any) -> None:
        for one in nb["cells"]:
            found = one["metadata"].get("nbgrader")
            if found:
                found.update(values)
                one["metadata"]["nbgrader"] = {k: v for k, v in found.items() if v is not ...}

    return edit(change)


def delete(*names: str) -> Do:
    def change(nb: Any) -> None:
        for name in names:
            del nb["cells"][place(nb, name)]

    return edit(change)


def copy(name: str, **values: Any) -> Do:
    """Put a changed copy of a cell in front of it."""

    def change(nb: Any) -> None:
        at = place(nb, name)
        nb["cells"].insert(at, {**json.loads(json.dumps(nb["cells"][at])), **values})

    return edit(change)


def old_minor(minor: int) -> Do:
    """Save as the editors do that know no ids of cells."""

    def change(nb: Any) -> None:
        nb["nbformat_minor"] = minor
        for one in nb["cells"]:
            del one["id"]

    return edit(change)


def retype(name: str, kind: str) -> Do:
    def change(nb: Any) -> None:
        one = nb["cells"][place(nb, name)]
        one["cell_type"] = kind
        for key in ("outputs", "execution_count"):
            one.pop(key, None)
        if kind == "code":
            one.update(outputs=[], execution_count=None)

    return edit(change)


def strip(*, ids: bool) -> Do:
    """Take off all labels, and ids if asked to."""

    def change(nb: Any) -> None:
        for number, one in enumerate(nb["cells"]):
            one["metadata"] = {}
            if ids:
                one["id"] = f"n{number}"

    return edit(change)


def move(name: str, to: int) -> Do:
    return edit(lambda nb: nb["cells"].insert(to, nb["cells"].pop(place(nb, name))))


def format_3(nb: Any) -> Any:
    cells = []
    for one in nb["cells"]:
        old = {"cell_type": one["cell_type"], "metadata": one["metadata"]}
        if one["cell_type"] == "code":
            old |= {"input": one["source"], "language": "python", "outputs": []}
            old |= {"collapsed": False, "prompt_number": 1}
        else:
            old["source"] = one["source"]
        cells.append(old)
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


def same_ids(nb: Any) -> None:
    for one in nb["cells"]:
        one["id"] = "x"


def without_ids(nb: Any) -> None:
    nb["nbformat_minor"] = 0
    for one in nb["cells"]:
        del one["id"]


def rename(to: str) -> Do:
    def do(folder: Path) -> None:
        (folder / to).parent.mkdir(parents=True, exist_ok=True)
        tiny(folder).rename(folder / to)

    return do


def file(name: str, content: bytes = b"1,2\n") -> Do:
    def do(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return do


def both(first: Do, second: Do) -> Do:
    def do(folder: Path) -> None:
        first(folder)
        second(folder)

    return do


def instead(make: Callable[[Path], object]) -> Do:
    """Put something else where the notebook was."""

    def do(folder: Path) -> None:
        tiny(folder).unlink()
        make(tiny(folder))

    return do


def linked(path: Path) -> None:
    shutil.copy(path.with_name("other.ipynb"), path.with_name("hidden.bin"))
    path.symlink_to("hidden.bin")


def more(name: str) -> Do:
    """Add a copy of the notebook."""

    def do(folder: Path) -> None:
        (folder / name).write_bytes(tiny(folder).read_bytes())

    return do


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def into_itself(folder: Path) -> None:
    tiny(folder).mkdir()
    (folder / "x").rename(tiny(folder) / "tiny.ipynb")


def read_only(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)


def crlf(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def answer(source: str) -> Do:
    """Another answer to the second task, worth 2 points; the first one's 3 are earned before."""
    return cell("share-answer", source=source)


def first(source: str) -> Do:
    """Code in front of both answers, in the cell that reads the data."""
    return cell("start", source=f"data = [2, 4, 6]\n{source}")


def exit_early(nb: Any) -> None:
    """Ask to leave in the first cell, and take a while afterwards."""
    nb["cells"][place(nb, "start")]["source"] = "data = [2, 4, 6]\nexit()"
    nb["cells"][place(nb, "share-answer")]["source"] = "import time\ntime.sleep(1)\nshare = 2 / 3"


def nothing(folder: Path) -> None:
    pass


def named(kind: str, student: str) -> Damage:
    return Damage(kind, nothing, 6, student=student)


def big_output(nb: Any) -> None:
    nb["cells"][place(nb, "start")]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * 99 + "\n"} for _ in range(10)
    ] + [{"output_type": "stream", "name": "stdout", "text": "y" * (50 << 20)}]


STUBBORN = """
import time
while True:
    try:
        while True:
            time.sleep(0.01)
    except KeyboardInterrupt:
        pass
"""

COLLECTION = [
    # the file
    Damage("empty file", raw(b""), 1, "tiny.ipynb is empty. It counts 0 until it is handed in again."),
    Damage("only NUL bytes", raw(b"\0" * 4096), 1, "tiny.ipynb is empty. It counts 0 until it is handed in again."),
    Damage("NUL bytes at the end", raw(lambda old: old + b"\0" * 512), 6),
    Damage("not UTF-8", text(lambda old: old.replace("Numbers", "Zähler").encode("latin-1")), 6, "tiny.ipynb is not UTF-8; 1 character could not be read."),
    Damage("byte order mark", text(lambda old: old.encode("utf-8-sig")), 6),
    Damage("UTF-16", text(lambda old: old.encode("utf-16")), 6, "tiny.ipynb was saved as UTF-16, not as UTF-8, and was read all the same."),
    Damage("a picture", raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), 1, "tiny.ipynb is not a notebook (no valid JSON). It counts 0 until it is handed in again."),
    Damage("cut off after the first test", text(lambda old: old[: old.index('"rule"')].encode()), 4, "tiny.ipynb breaks off after 4 cells; only those were graded. tiny.ipynb: the cells share, memo are gone; what they carry counts 0."),
    Damage("cut off in the first cell", raw(lambda old: old[:40]), 1, "tiny.ipynb is not a notebook (no valid JSON). It counts 0 until it is handed in again."),
    Damage("merge markers", text(lambda old: f"<<<<<<< HEAD\n{old}".encode()), 1, "tiny.ipynb is not a notebook (no valid JSON). It counts 0 until it is handed in again."),
    Damage("JSON list", raw(b"[1, 2]"), 1, "tiny.ipynb is JSON but not a notebook. It counts 0 until it is handed in again."),
    Damage("JSON of another kind", raw(b'{"name": "tiny", "version": 1}'), 1, "tiny.ipynb is JSON but not a notebook. It counts 0 until it is handed in again."),
    Damage("JSON null", raw(b"null"), 1, "tiny.ipynb is JSON but not a notebook. It counts 0 until it is handed in again."),
    Damage("nested a hundred thousand deep", raw(b"[" * 100_000 + b"]" * 100_000), 1, "tiny.ipynb is nested too deeply to be read. It counts 0 until it is handed in again."),
    Damage("control characters", text(lambda old: old.replace("Numbers", "Num\tb\x01ers").encode()), 6),
    Damage("half a character", text(lambda old: old.replace("Numbers", "\\ud83d").encode()), 6),
    Damage("huge integer", text(lambda old: old.replace('"execution_count": 1', '"execution_count": 1' + "0" * 5000).encode()), 6),
    Damage("CRLF", crlf, 6),
    Damage("very long line", cell("start", source="data = [2, 4, 6]\nlong = '" + "x" * 2_000_000 + "'"), 6),
    Damage("50 MB of outputs", edit(big_output), 6),
    # the notebook
    Damage("format 3", edit(format_3), 6, "tiny.ipynb was saved in the old notebook format 3 and was converted."),
    Damage("format 4.0 without ids", edit(without_ids), 6),
    Damage("format 99", top(nbformat=99), 6, "tiny.ipynb names the unknown notebook format 99; it was read as format 4."),
    Damage("format missing", top(nbformat=..., nbformat_minor=...), 6),
    Damage("format a word", top(nbformat="four"), 6, "tiny.ipynb names the unknown notebook format \"four\"; it was read as format 4."),
    Damage("cells null", top(cells=None), 1, "tiny.ipynb holds no cells. It counts 0 until it is handed in again."),
    Damage("cells an object", top(cells={"a": 1}), 1, "tiny.ipynb is JSON but not a notebook. It counts 0 until it is handed in again."),
    Damage("no cells", top(cells=[]), 1, "tiny.ipynb: the cells mean, share, memo are gone; what they carry counts 0. tiny.ipynb: the cells mean-answer, share-answer are gone or have lost their labels; the answers count if the tests find them."),
    Damage("metadata null", top(metadata=None), 6),
    Damage("no kernelspec", top(metadata={}), 6),
    Damage("kernel not installed", top(metadata={"kernelspec": {"name": "julia-9", "display_name": "J"}}), 6),
    Damage("kernelspec a word", top(metadata={"kernelspec": "python3"}), 6),
    Damage("widgets damaged", top(metadata={"widgets": {"application/vnd.jupyter.widget-state+json": 3}}), 6),
    Damage("metadata nested deeply", top(metadata={"a": json.loads("[" * 400 + "]" * 400)}), 6),
    # cells
    Damage("a cell a number", edit(lambda nb: nb["cells"].insert(1, 3)), 6, "tiny.ipynb: 1 cell was no cell at all and was left out."),
    Damage("source missing", cell("share-answer", source=...), 4, "tiny.ipynb: cell 6 is damaged and was read as far as it goes."),
    Damage("source a list", cell("share-answer", source=["share = ", "2 / 3"]), 6),
    Damage("source a number", cell("share-answer", source=5), 4, "tiny.ipynb: cell 6 is damaged and was read as far as it goes."),
    Damage("source null", cell("share-answer", source=None), 4, "tiny.ipynb: cell 6 is damaged and was read as far as it goes."),
    Damage("metadata missing", cell("share-answer", metadata=...), 6, "tiny.ipynb: cell 6 is damaged and was read as far as it goes. tiny.ipynb: 1 cell had lost its label and was recognized all the same."),
    Damage("metadata a list", cell("share", metadata=[]), 6, "tiny.ipynb: cell 7 is damaged and was read as far as it goes. tiny.ipynb: 1 cell had lost its label and was recognized all the same."),
    Damage("cell type missing", cell("share-answer", cell_type=...), 6, "tiny.ipynb: cell 6 is damaged and was read as far as it goes."),
    Damage("cell type unknown", cell("share", cell_type="quiz"), 6, "tiny.ipynb: cell 7 is damaged and was read as far as it goes."),
    Damage("outputs missing", cell("share", outputs=...), 6),
    Damage("outputs of a wrong shape", cell("share", outputs=[{"output_type": "stream"}, 3]), 6),
    Damage("outputs null", cell("share", outputs=None), 6),
    Damage("execution count a word", cell("share", execution_count="two"), 6),
    Damage("attachments damaged", cell("memo", attachments={"a.png": None}), 6),
    Damage("ids all the same", edit(same_ids), 6),
    Damage("an id a number", cell("share", id=7), 6),
    Damage("test twice", copy("share", id="copy"), 6, "tiny.ipynb: the cell share is there 2 times; the last one counts."),
    Damage("test twice with the same id", copy("share"), 6, "tiny.ipynb: the cell share is there 2 times; the last one counts."),
    Damage("answer twice, the first wrong", copy("share-answer", id="copy", source="share = 0"), 6, "tiny.ipynb: the cell share-answer is there 2 times; the last one counts."),
    Damage("test deleted", delete("share"), 4, "tiny.ipynb: the cell share is gone; what it carries counts 0."),
    Damage("answer deleted", delete("share-answer"), 4, "tiny.ipynb: the cell share-answer is gone or has lost its label; its answer counts if the tests find it."),
    Damage("memo deleted", delete("memo"), 6, "tiny.ipynb: the cell memo is gone; what it carries counts 0."),
    Damage("all but one deleted", delete("title", "start", "mean-answer", "mean", "rule", "share-answer", "share"), 1, "tiny.ipynb: the cells mean, share are gone; what they carry counts 0. tiny.ipynb: the cells mean-answer, share-answer are gone or have lost their labels; the answers count if the tests find them."),
    *(
        Damage(
            f"memo made code in format 4.{minor}",
            both(retype("memo", "code"), old_minor(minor)),
            6,
            "tiny.ipynb: the cell memo was changed to code and was changed back.",
        )
        for minor in (0, 4)
    ),
    Damage("test made markdown", retype("share", "markdown"), 6, "tiny.ipynb: the cell share was changed to markdown and was changed back."),
    Damage("answer made markdown", retype("share-answer", "markdown"), 6, "tiny.ipynb: the cell share-answer was changed to markdown and was changed back."),
    Damage("answer made raw", retype("share-answer", "raw"), 6, "tiny.ipynb: the cell share-answer was changed to raw and was changed back."),
    Damage("test made raw with an attachment", both(retype("share", "raw"), cell("share", attachments={})), 6, "tiny.ipynb: the cell share was changed to raw and was changed back."),
    Damage("memo made code", cell("memo", cell_type="code", outputs=[], execution_count=None), 6, "tiny.ipynb: the cell memo was changed to code and was changed back."),
    Damage("cells in another order", move("share", 4), 4, "tiny.ipynb: its cells are in another order than released (share before share-answer)."),
    Damage("memo first", move("memo", 0), 6, "tiny.ipynb: its cells are in another order than released (memo before share)."),
    # labels
    Damage("labels gone, ids kept", strip(ids=False), 6, "tiny.ipynb: 6 cells had lost their labels and were recognized all the same."),
    Damage("labels and ids gone", strip(ids=True), 6, "tiny.ipynb: 6 cells had lost their labels and were recognized all the same."),
    Damage("labels and ids gone, cells added", both(strip(ids=True), edit(lambda nb: nb["cells"].insert(3, {"cell_type": "code", "id": "mine", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": None}))), 6, "tiny.ipynb: 5 cells had lost their labels and were recognized all the same. tiny.ipynb: the cell mean-answer is gone or has lost its label; its answer counts if the tests find it."),
    Damage("labels of another course", labels(grade_id="of-another-course"), 6, "tiny.ipynb: 6 cells had lost their labels and were recognized all the same."),
    Damage("label a word", cell("share", metadata={"nbgrader": "share"}), 6, "tiny.ipynb: 1 cell had lost its label and was recognized all the same."),
    Damage("label without id", cell("share", metadata={"nbgrader": {"grade": True}}), 6, "tiny.ipynb: 1 cell had lost its label and was recognized all the same."),
    Damage("labels of version 1", labels(schema_version=1, task=..., cell_type=...), 6),
    Damage("labels of version 2", labels(schema_version=2, task=...), 6),
    Damage("labels of version 9", labels(schema_version=9), 6),
    Damage("points changed", label("share", points=99), 6),
    Damage("points a word", label("share", points="many"), 6),
    Damage("test edited", cell("share", source="pass"), 6, "tiny.ipynb: the locked cell share was changed and was put back."),
    Damage("locked text edited", cell("rule", source="Do nothing."), 6, "tiny.ipynb: the locked cell rule was changed and was put back."),
    Damage("test unlocked and made an answer", label("share", locked=False, solution=True, grade=False), 6),
    # names and places
    Damage("renamed by a browser", rename("tiny (1).ipynb"), 6, "tiny.ipynb was handed in as tiny (1).ipynb and was graded as such."),
    Damage("renamed by Jupyter", rename("tiny-Copy1.ipynb"), 6, "tiny.ipynb was handed in as tiny-Copy1.ipynb and was graded as such."),
    Damage("upper case", rename("TINY.ipynb"), 6, "tiny.ipynb was handed in as TINY.ipynb and was graded as such."),
    Damage("another name altogether", rename("homework of mine.ipynb"), 6, "tiny.ipynb was handed in as homework of mine.ipynb and was graded as such."),
    Damage("wrong extension", rename("tiny.ipynb.json"), 6, "tiny.ipynb was handed in as tiny.ipynb.json and was graded as such."),
    Damage("an extension in its place", rename("tiny.json"), 6, "tiny.ipynb was handed in as tiny.json and was graded as such."),
    Damage("capitals", rename("TINY.IPYNB"), 6, "tiny.ipynb was handed in as TINY.IPYNB and was graded as such."),
    Damage("text of the same name", both(rename("tiny.pdf"), file("tiny.txt", b"see the other file")), 1, "tiny.ipynb was not handed in and counts 0."),
    Damage("packed", rename("tiny.zip"), 1, "tiny.ipynb was not handed in and counts 0. tiny.zip has to be unpacked to be graded."),
    Damage("two copies and no original", both(more("tiny (1).ipynb"), rename("tiny (2).ipynb")), 1, "tiny.ipynb is missing; it may be one of tiny (1).ipynb, tiny (2).ipynb. It counts 0 until it is handed in again."),
    Damage("in a folder", rename("my work/tiny.ipynb"), 6, "tiny.ipynb was handed in as my work/tiny.ipynb and was graded as such."),
    Damage("the same beside it", more("tiny (1).ipynb"), 6, "tiny (1).ipynb is the same as tiny.ipynb and was left out."),
    Damage("another copy beside it", file("tiny (1).ipynb", b"{}"), 6, "tiny (1).ipynb differs from tiny.ipynb and was not graded: ask which counts."),
    Damage("a newer copy beside it", both(file("tiny (1).ipynb", b"{}"), lambda folder: os.utime(tiny(folder), (1e9, 1e9))), 6, "tiny (1).ipynb is newer than tiny.ipynb, by its date, and was not graded: ask which counts."),
    Damage("an older copy beside it", both(file("tiny (1).ipynb", b"{}"), lambda folder: os.utime(folder / "tiny (1).ipynb", (1e9, 1e9))), 6, "tiny (1).ipynb is older than tiny.ipynb, by its date, and was not graded: ask which counts."),
    Damage("a broken link beside it", lambda folder: (folder / "tiny (1).ipynb").symlink_to("nowhere"), 6, "tiny (1).ipynb is a link or no plain file and was left out."),
    Damage("a pipe of a copy's name", both(raw(b""), lambda folder: os.mkfifo(folder / "tiny (1).ipynb")), 1, "tiny.ipynb is empty. It counts 0 until it is handed in again. tiny (1).ipynb is a link or no plain file and was left out."),
    Damage("more notebooks", more("notes.ipynb"), 6, "notes.ipynb is no part of the assignment and was not graded."),
    Damage("one notebook missing", lambda folder: tiny(folder).unlink(), 1, "tiny.ipynb was not handed in and counts 0."),
    Damage("nothing handed in", empty, None, "none of its notebooks is there (other.ipynb, tiny.ipynb): ask for them."),
    Damage("both damaged", both(raw(b""), file("other.ipynb", b"{")), None, "other.ipynb is not a notebook (no valid JSON). tiny.ipynb is empty. Ask for it again."),
    Damage("a folder of that name", instead(Path.mkdir), 1, "tiny.ipynb was not handed in and counts 0."),
    Damage("a folder of that name with it inside", both(rename("x"), into_itself), 6, "tiny.ipynb was handed in as tiny.ipynb/tiny.ipynb and was graded as such."),
    Damage("a link", instead(linked), 1, "tiny.ipynb is a link or no plain file. It counts 0 until it is handed in again."),
    Damage("a dangling link", instead(lambda path: path.symlink_to("nowhere")), 1, "tiny.ipynb is a link or no plain file. It counts 0 until it is handed in again."),
    Damage("a pipe", instead(os.mkfifo), 1, "tiny.ipynb is a link or no plain file. It counts 0 until it is handed in again."),
    Damage("files with odd names", both(file("数据 1.csv"), both(file("a b'\".csv"), file("-rf"))), 6),
    Damage("a file name of two lines", file("a\nb.csv"), 6),
    Damage("a file name that is not UTF-8", lambda folder: file(os.fsdecode(b"\xb5.csv"))(folder), 6, "\\udcb5.csv: the name of this file is not UTF-8; it was left out."),
    Damage("a linked file", lambda folder: (folder / "data.csv").symlink_to("/etc/hostname"), 6, "data.csv is a link or no plain file and was left out."),
    Damage("a dangling linked file", lambda folder: (folder / "data.csv").symlink_to("nowhere"), 6, "data.csv is a link or no plain file and was left out."),
    Damage("a linked folder", lambda folder: (folder / "data").symlink_to("/etc"), 6, "data is a link or no plain file and was left out."),
    Damage("a pipe beside it", lambda folder: os.mkfifo(folder / "data.csv"), 6, "data.csv is a link or no plain file and was left out."),
    Damage("a file where the course has a folder", file("tools", b""), 6, "tools is where the course has a folder or a file and was left out."),
    Damage("a folder where the course has a file", file("tools/helper.py/x.py"), 6, "tools/helper.py/x.py is where the course has a folder or a file and was left out."),
    Damage("read-only folder", read_only, 6),
    named("spaces in the name", "Anna  Maria Berg "),
    named("Chinese name", "王小明"),
    named("quotes in the name", "O'Neill \"Bo\""),
    named("leading dash", "-force"),
    named("emoji", "🎓👩‍🔬"),
    named("braces and percent", "{student} %s"),
    named("very long name", "x" * 255),
    # time
    Damage("timestamp no time", file("timestamp.txt", b"yesterday"), 6, "timestamp.txt holds no time that can be read: whether it was late is not known."),
    Damage("timestamp empty", file("timestamp.txt", b""), 6, "timestamp.txt holds no time that can be read: whether it was late is not known."),
    Damage("timestamp not UTF-8", file("timestamp.txt", b"\xff\xfe\x00"), 6, "timestamp.txt holds no time that can be read: whether it was late is not known."),
    Damage("timestamp a number without end", file("timestamp.txt", b"9" * 400), 6, "timestamp.txt holds no time that can be read: whether it was late is not known."),
    Damage("timestamp a folder", lambda folder: (folder / "timestamp.txt").mkdir(), 6, "timestamp.txt holds no time that can be read: whether it was late is not known."),
    Damage("timestamp to come", file("timestamp.txt", b"2999-01-01 00:00:00 UTC"), 6, "timestamp.txt says that it was handed in on 2999-01-01, which is still to come."),
    # the code
    Damage("syntax error", answer("share = = 1"), 4, "tiny.ipynb: cell 6 ended with an error (SyntaxError: invalid syntax (line 1))."),
    Damage("NUL in the code", answer("share = 1\0"), 4, "tiny.ipynb: cell 6 ended with an error (SyntaxError: source code string cannot contain null bytes (<string>))."),
    Damage("imports a missing package", first("import no_such_package"), 6, "tiny.ipynb: cell 2 ended with an error (ModuleNotFoundError: No module named 'no_such_package')."),
    Damage("missing data file", answer("share = float(open('gone.csv').read())"), 4, "tiny.ipynb: cell 6 ended with an error (FileNotFoundError: [Errno 2] No such file or directory: 'gone.csv')."),
    Damage("only magics", answer("%matplotlib inline"), 4),
    Damage("unknown magic", answer("%no_such_magic\nshare = 2 / 3"), 4, "tiny.ipynb: cell 6 ended with an error (UsageError: Line magic function `%no_such_magic` not found)."),
    Damage("asks for input", answer("share = float(input('share? '))"), 4, "tiny.ipynb: cell 6 ended with an error (StdinNotImplementedError: raw_input was called, but this frontend does not support input requests)."),
    Damage("recursion", answer("def f(n): return f(n)\ntry:\n    f(1)\nexcept RecursionError as error:\n    raise error.with_traceback(None) from None"), 4, "tiny.ipynb: cell 6 ended with an error (RecursionError: maximum recursion depth exceeded)."),
    Damage("deletes what it needs", answer("share = 2 / 3\ndel mean, data"), 6),
    Damage("warns in the test", cell("mean-answer", source="def mean(numbers):\n    import sys\n    print('careful', file=sys.stderr)\n    return sum(numbers) / len(numbers)"), 3, "tiny.ipynb: the test mean gives 0, because something was written to stderr."),
    Damage("warns outside the test", answer("import sys\nshare = 2 / 3\nprint('careful', file=sys.stderr)"), 6),
    Damage("sys.exit", answer("import sys\nsys.exit(1)"), 4, "tiny.ipynb: cell 6 ended with an error (SystemExit: 1)."),
    Damage("exit", answer("exit()"), 4),
    Damage("exit, and the rest is slow", edit(exit_early), 6),
    Damage("os._exit", answer("import os\nos._exit(3)"), 4, "tiny.ipynb: its kernel ended while a cell ran (cell 6); what follows was not run."),
    Damage("kills itself", answer("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"), 4, "tiny.ipynb: its kernel ended while a cell ran (cell 6); what follows was not run."),
    Damage("segmentation fault", answer("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"), 4, "tiny.ipynb: its kernel ended while a cell ran (cell 6); what follows was not run."),
    Damage("endless loop", answer("while True:\n    pass"), 4, "tiny.ipynb: cell 6 (share-answer) took longer than a cell may and was interrupted: is there a loop without an end?"),
    Damage("endless loop in the test", cell("mean-answer", source="def mean(numbers):\n    while True:\n        pass"), 3, "tiny.ipynb: cell 4 (mean) took longer than a cell may and was interrupted: is there a loop without an end?"),
    Damage("endless loop that ignores interrupts", answer(STUBBORN), 4, "tiny.ipynb: it did not stop when it was interrupted (cell 6); what follows was not run."),
    Damage("endless output", answer("while True:\n    print('x' * 1000)"), 4, "tiny.ipynb: it printed more than allowed and was stopped (cell 6); what follows was not run."),
    Damage("raises a strange error", answer("class E(Exception):\n    def __str__(self): raise ValueError\nraise E"), 4, "tiny.ipynb: cell 6 ended with an error (ValueError)."),
    Damage("removes the working folder", answer("import os, shutil\nshare = 2 / 3\nshutil.rmtree(os.getcwd(), ignore_errors=True)"), 6),
    Damage("changes the folder", answer("import os\nshare = 2 / 3\nos.chdir('/')"), 6),
    Damage("leaves a file of two lines", answer("share = 2 / 3\nopen('a\\nb.txt', 'w').close()"), 6),
    Damage("leaves a link", answer("import os\nshare = 2 / 3\nos.symlink('/etc/passwd', 'mine.txt')"), 6),
    Damage("closes its output", answer("import sys\nshare = 2 / 3\nsys.stdout = None"), 4, "tiny.ipynb: cell 7 (share) took longer than a cell may and was interrupted: is there a loop without an end?"),
]  # fmt: skip
