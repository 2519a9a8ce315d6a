from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from servicelab.data import loading as data
from servicelab.data.schemas import validate_frame
from servicelab.errors import CourseError
from servicelab_workshop.worlds import __main__ as command
from servicelab_workshop.worlds import package as worlds
from servicelab_workshop.worlds.__main__ import main
from servicelab_workshop.worlds.discovery import declared
from servicelab_workshop.worlds.lines import read_lines
from servicelab_workshop.worlds.package import build_files, make_tables
from servicelab_workshop.worlds.schemas import cast

NAMES = list(declared())


@functools.cache
def made() -> dict[str, bytes]:
    return build_files()


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
def test_each_file_obeys_its_schema(name: str) -> None:
    path = data.datasets_folder() / f"{name}.csv"
    as_text = pd.read_csv(path, encoding="utf-8", dtype=str, keep_default_na=False)
    typed = validate_frame(as_text, data.schema_of(name))
    pd.testing.assert_frame_equal(typed, data.load_dataset(name))
    pd.testing.assert_frame_equal(validate_frame(typed, data.schema_of(name)), typed)


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
