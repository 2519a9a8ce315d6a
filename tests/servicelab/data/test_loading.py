from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from support.speed import in_pieces

from servicelab.data import loading as data
from servicelab.data.schemas import InvalidDataError, validate_frame
from servicelab.errors import CourseError
from servicelab_workshop.worlds import __main__ as command
from servicelab_workshop.worlds import package as worlds
from servicelab_workshop.worlds.__main__ import main
from servicelab_workshop.worlds.discovery import declared
from servicelab_workshop.worlds.lines import read_lines
from servicelab_workshop.worlds.package import build_files, make_tables
from servicelab_workshop.worlds.schemas import cast

NAMES = list(declared())
HEADER = "customer_id,date,amount,channel,product\n"
GOOD = HEADER + "B0001,2025-03-01,12.50,app,payment\nB0002,2025-03-02,80,card,loan\n"


@functools.cache
def made() -> dict[str, bytes]:
    return build_files()


def written(folder: Path, content: str | bytes, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def message_of(path: Path | str, like: str = "bank_transactions") -> str:
    with pytest.raises(CourseError) as caught:
        data.load_own(path, like=like)
    return str(caught.value)


# --- the published files ---------------------------------------------------------------------


def test_the_generator_makes_the_committed_files_byte_for_byte() -> None:
    folder = data.datasets_folder()
    stale = [
        path
        for path, content in made().items()
        if not (folder / path).is_file() or (folder / path).read_bytes() != content
    ]
    if stale:
        pytest.fail(
            f"{', '.join(stale)}: not what the generator makes; change the generator, never the "
            "file, and run `python -m servicelab_workshop.worlds`",
            pytrace=False,
        )


def test_package_states_hash_bytes_and_rows_of_each_file() -> None:
    folder = data.datasets_folder()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in package["resources"]] == NAMES
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"] == [{"title": "invented"}]
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["profile"] == "tabular-data-resource"
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["hash"] in (folder / "cards" / f"{resource['name']}.md").read_text(
            encoding="utf-8"
        )


@pytest.mark.parametrize("name", NAMES)
def test_each_file_obeys_its_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = data.datasets_folder() / f"{name}.csv"
    own = data.load_own(path, like=name)
    pd.testing.assert_frame_equal(own, data.load_dataset(name))
    pd.testing.assert_frame_equal(validate_frame(own, data.schema_of(name)), own)
    assert "UTF-8, commas" in capsys.readouterr().out


def test_loading_gives_the_generated_tables() -> None:
    for name, table in make_tables().items():
        pd.testing.assert_frame_equal(data.load_dataset(name), table)


@pytest.mark.slow
def test_tables_that_break_their_schema_are_told_all_at_once_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = dict(make_tables())
    offers = tables["bank_offers"].astype({"offered": "object"})
    offers.loc[[2, 5], "offered"] = "bicycle"
    tables["bank_offers"] = cast(offers, declared()["bank_offers"])
    holidays = tables["holidays"].drop(columns="working").assign(moon="new")
    tables["holidays"] = cast(holidays, declared()["holidays"])
    tables["ferries"] = tables.pop("hospital_clinics")
    items = tables["insurer_items"].copy()
    items.loc[11, "text_perception_zh"] = "Copied."
    tables["insurer_items"] = items
    reactivation = declared()["bank_reactivation"]
    fields = [{**one, "description": " "} for one in reactivation["fields"]]
    monkeypatch.setitem(declared(), "bank_reactivation", {**reactivation, "fields": fields})
    monkeypatch.setattr(worlds, "make_tables", lambda: worlds.checked(tables))
    assert main(["--out", str(tmp_path / "sets")]) == 1
    assert not (tmp_path / "sets").exists()
    said = capsys.readouterr().err
    for words in (
        "hospital_clinics is declared, but no world makes it",
        "ferries is made, but not declared",
        "bank_offers does not match its schema: 2 problems.",
        "row 7, column offered: 'bicycle' - expected one of none, credit, wealth",
        "column working: missing",
        "holidays has columns that its schema does not name: moon.",
        'insurer_items, row 13, column text_perception_zh: no Chinese in "Copied." (item 12).',
        "bank_reactivation does not say what its columns mean: customer_id, ",
    ):
        assert words in said


def test_a_misspelled_field_of_a_world_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @dataclasses.dataclass
    class FerryWorld:
        trips: pd.DataFrame

    def make_ferries() -> FerryWorld:
        return FerryWorld(tirps=pd.DataFrame())  # type: ignore[call-arg]

    monkeypatch.setattr(worlds, "makers", lambda: [make_ferries])
    assert main(["--out", str(tmp_path / "sets")]) == 1
    said = capsys.readouterr().err
    assert "FerryWorld" in said
    assert "'tirps': give its field and the table that make_ferries hands over the same" in said

    monkeypatch.setattr(worlds, "makers", lambda: [lambda: len(3)])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="has no len"):
        make_tables()


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            "a | A. | 甲。\nb | B is left without.\n",
            'Line 2 of the texts, "b | B is left without."',
        ),
        ("a | A. | 甲。\nb | B. | \n", "has 2 columns that are not empty instead of 3: key, "),
        ("a | A | A. | 甲。\n", "has 4 columns"),
    ],
)
def test_a_line_of_texts_without_its_columns_is_named(texts: str, said: str) -> None:
    with pytest.raises(CourseError) as caught:
        list(read_lines(texts, ("key", "English", "Chinese")))
    assert said in str(caught.value)


def test_keys_point_to_the_table_they_name() -> None:
    package = json.loads((data.datasets_folder() / "datapackage.json").read_text(encoding="utf-8"))
    keys = [
        (one["name"], key)
        for one in package["resources"]
        for key in one["schema"].get("foreignKeys", [])
    ]
    assert keys
    for name, key in keys:
        known = set(data.load_dataset(key["reference"]["resource"])[key["reference"]["fields"]])
        assert set(data.load_dataset(name)[key["fields"]].dropna()) <= known
    customers = set(data.load_dataset("bank_customers")["customer_id"])
    assert not set(data.load_dataset("bank_reactivation")["customer_id"]) & customers


@pytest.mark.slow
def test_command_writes_checks_and_finds_what_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "数据 sets"
    assert main(["--out", str(folder)]) == 0
    assert "servicelab build" not in capsys.readouterr().out
    assert main(["--out", str(folder), "--check"]) == 0
    capsys.readouterr()
    card = folder / "cards" / "bank_offers.md"
    card.write_text(card.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (folder / "bank_old.csv").write_text("a\n1\n", encoding="utf-8")
    assert main(["--out", str(folder), "--check"]) == 1
    said = capsys.readouterr().out
    assert "bank_offers.md" in said
    assert "bank_old.csv" in said


def test_what_lists_the_data_sets_is_to_be_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "HERE", tmp_path)
    monkeypatch.setattr(worlds, "build_files", lambda: {"a.csv": b"x\n1\n"})
    assert main([]) == 0
    assert "Now run `servicelab build m00_welcome`" in capsys.readouterr().out
    assert main([]) == 0
    assert capsys.readouterr().out == ""


# --- loading ---------------------------------------------------------------------------------


def test_list_datasets() -> None:
    table = data.list_datasets()
    assert list(table.columns) == ["name", "rows", "what", "sector"]
    assert list(table["name"]) == NAMES
    for name, rows in zip(table["name"], table["rows"], strict=True):
        assert len(data.load_dataset(name)) == rows


def test_types() -> None:
    customers = data.load_dataset("bank_customers")
    assert customers["birth_date"].dtype == "datetime64[us]"
    assert customers["consent_marketing"].dtype == bool
    assert customers["household_size"].dtype == "int64"
    assert customers["monthly_income"].dtype == "float64"
    assert customers["district"].dtype == "category"
    assert customers["phone"].dtype == "str"
    assert customers["phone"].isna().any()
    assert (customers["phone"] == "0").any()
    replies = data.load_dataset("insurer_replies")
    assert replies["arrived"].dtype == "datetime64[us]"
    assert replies["resolved"].isna().any()
    assert data.load_dataset("insurer_claims")["promised"].max() == "covered"


def test_a_notice_is_printed_once_in_a_process() -> None:
    code = (
        "from servicelab.data.loading import load_dataset as load\n"
        "load('bank_offers'); load('bank_offers'); f = load('bank_verbatims')\n"
        "print(f.attrs['invented'])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "bank_offers: 3,435 rows of invented data (CC BY 4.0)",
        "bank_verbatims: 60 rows of invented data (CC BY 4.0)",
        "bank_verbatims: 60 rows of invented data (CC BY 4.0)",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bank_offer", "Did you mean bank_offers"),
        ("bank_customer.csv", "bank_customers"),
        ("zzz", "There are bank_agents"),
        (None, "There are"),
        (["bank_offers"], "no data set named"),
    ],
)
def test_an_unknown_name_is_told_the_near_ones(name: object, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        data.load_dataset(name)  # type: ignore[arg-type]


def test_a_loaded_table_is_the_callers_own() -> None:
    frame = data.load_dataset("bank_verbatims")
    frame["en"] = "spoiled"
    assert "spoiled" not in set(data.load_dataset("bank_verbatims")["en"])


def test_importing_is_light() -> None:
    heavy = "sklearn matplotlib seaborn ipywidgets nbgrader scipy"
    code = f"import sys, servicelab.data.loading; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- own files: what is read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a mark"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_separators_and_line_ends(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    codec: str,
    label: str,
    separator: str,
    newline: str,
) -> None:
    text = "customer_id,date,amount,channel,product,备注\nB0001,2025-03-01,12.50,app,payment,很好\n"
    content = text.replace(",", separator).replace("\n", newline).encode(codec)
    frame = data.load_own(written(tmp_path, content))
    assert frame["备注"].tolist() == ["很好"]
    assert frame["amount"].tolist() == [12.5]
    assert f"mine.csv ({label}, " in capsys.readouterr().out


def test_blank_lines_spaces_and_further_columns_are_forgiven(tmp_path: Path) -> None:
    text = "\n" + HEADER.strip() + ",note\n B0001 ,2025-03-01, 3 ,app,payment,x\n,,,,,\n\n"
    frame = data.load_own(written(tmp_path, text))
    assert frame["customer_id"].tolist() == ["B0001"]
    assert frame["note"].tolist() == ["x"]
    assert frame["channel"].dtype == data.load_dataset("bank_transactions")["channel"].dtype


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.chmod(0o444)
    before = path.stat()
    data.load_own(str(path))
    assert path.read_text() == GOOD
    assert path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.slow
def test_a_million_rows_take_reasonable_time(tmp_path: Path) -> None:
    n = 1_000_000
    rng = np.random.default_rng(0)
    days = np.datetime_as_string(np.datetime64("2024-01-01") + np.arange(730)).astype(object)
    frame = pd.DataFrame(
        {
            "customer_id": np.array([f"B{i:04d}" for i in range(4000)], dtype=object)[
                rng.integers(4000, size=n)
            ],
            "date": days[rng.integers(730, size=n)],
            "amount": rng.integers(1, 10**6, size=n) / 100,
            "channel": np.array(["app", "fax"], dtype=object)[rng.integers(2, size=n)],
            "product": "payment",
        }
    )
    path = tmp_path / "big.csv"
    frame.to_csv(path, index=False)
    assert in_pieces(lambda: message_of(path), 300, rounds=2) < 300
    said = message_of(path)
    wrong = int((frame["channel"] == "fax").sum())
    assert f"{wrong:,} problems" in said
    assert f"and {wrong - 20:,} more" in said


# --- own files: what is refused --------------------------------------------------------------


def test_missing_file_folder_and_wrong_place(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    assert "did you mean mine.csv?" in message_of(tmp_path / "mime.csv")
    assert "is a folder" in message_of(tmp_path)
    assert "folder does not exist" in message_of(tmp_path / "no" / "mine.csv")
    assert "cannot be read" in message_of("a\0b.csv")


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf", "\n".encode("utf-16")])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert "is empty" in message_of(written(tmp_path, content))


@pytest.mark.parametrize("content", [HEADER, HEADER.strip(), HEADER + "\n\n", HEADER + ",,,,\n"])
def test_a_header_without_rows(tmp_path: Path, content: str) -> None:
    assert "header and no rows" in message_of(written(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + bytes(40), "Excel"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)), "not text"),
        (b"\x80\xff\x80\xff", "not text"),
        (GOOD.encode("utf-16-le"), "not text"),
    ],
)
def test_a_binary_file_named_csv(tmp_path: Path, content: bytes, said: str) -> None:
    message = message_of(written(tmp_path, content))
    assert said in message
    assert "save it as CSV (UTF-8)" in message


def test_all_wrong_columns_are_told_at_once(tmp_path: Path) -> None:
    text = "Customer ID,dates,chanel,product\nB0001,2025-03-01,app,payments\n"
    message = message_of(written(tmp_path, text))
    assert "5 problems" in message
    assert "column customer_id: missing; rename your column 'Customer ID'" in message
    assert "column date: missing; rename your column 'dates'" in message
    assert "column channel: missing; rename your column 'chanel'" in message
    assert "column amount: missing; your columns are" in message
    assert "row 2, column product: 'payments' - expected one of payment" in message


def test_every_violation_is_listed_with_row_column_value_and_expectation(tmp_path: Path) -> None:
    text = HEADER + (
        "B0001,2025-03-01,5,app,payment\n"
        "0001,01/03/2025,twelve,fax,payment\n"
        "\n"
        "B0002,2025-02-30,-5,app,\n"
        'B0003,2026-01-01,"1,200",App,loan\n'
    )
    with pytest.raises(InvalidDataError) as caught:
        data.load_own(written(tmp_path, text))
    table = caught.value.violations
    assert table[["row", "column", "value"]].to_numpy().tolist() == [
        [3, "customer_id", "0001"],
        [3, "date", "01/03/2025"],
        [3, "amount", "twelve"],
        [3, "channel", "fax"],
        [5, "date", "2025-02-30"],
        [5, "amount", "-5"],
        [5, "product", ""],
        [6, "date", "2026-01-01"],
        [6, "amount", "1,200"],
        [6, "channel", "App"],
    ]
    said = str(caught.value)
    assert said.splitlines()[0].endswith("10 problems.")
    assert "row 3, column date: '01/03/2025' - expected a date written like 2025-03-31" in said
    assert "row 5, column amount: '-5' - expected 0.01 or more" in said
    assert "row 5, column product: an empty cell - expected a value" in said
    assert "row 6, column date: '2026-01-01' - expected 2025-12-31 or less" in said


def test_a_long_value_is_cut_and_a_control_sign_is_shown(tmp_path: Path) -> None:
    said = message_of(written(tmp_path, HEADER + f"B0001,2025-03-01,5,{'x' * 5000},\x1b[31m\n"))
    assert len(said) < 500
    assert "\x1b" not in said


def test_ragged_rows_and_open_quotes(tmp_path: Path) -> None:
    assert "row 3 has 6 cells, but the header has 5" in message_of(
        written(tmp_path, GOOD.replace("80,card", "80,00,card"))
    )
    assert "quotation mark" in message_of(written(tmp_path, GOOD + '"B0003,2025-03-01,5,app\n'))
    assert "more than once" in message_of(
        written(tmp_path, "customer_id,date,date,amount,channel,product\na,b,c,d,e,f\n")
    )


def test_short_rows_have_empty_cells(tmp_path: Path) -> None:
    said = message_of(written(tmp_path, GOOD + "B0003,2025-03-01\n"))
    assert "row 4, column amount: an empty cell" in said


def test_repeated_keys_are_told(tmp_path: Path) -> None:
    text = "customer_id,called,reactivated,still_open,margin,cost\n" + "D0001,true,1,1,300,15\n" * 3
    said = message_of(written(tmp_path, text), like="bank_reactivation")
    assert "2 problems" in said
    assert "row 3, column customer_id: 'D0001' - expected each one once" in said


def test_an_unknown_schema(tmp_path: Path) -> None:
    assert "Did you mean bank_transactions" in message_of(
        written(tmp_path, GOOD), like="bank_transaction"
    )
