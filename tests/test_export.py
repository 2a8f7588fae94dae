"""Data taken out: the same as the cells hold, in each kind of file and in a notebook."""

import importlib.util
import io
import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typed import OfficeFolder

from pipeline import open_office
from pipeline.consolidate.tidy import FACTS, FIGURES, STANDINGS
from pipeline.outputs.exported import exported

DOCS = Path(__file__).parents[1] / "docs" / "data.md"
WEEKS = ("2023-W12", "2023-W13")


@pytest.fixture(scope="module")
def office(short_demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("xuất") / "demo"
    return OfficeFolder.at(shutil.copytree(short_demo, folder))


@pytest.fixture(scope="module")
def facts(office):
    done = office.run("export", *WEEKS, "--to", "số liệu.csv")
    assert done.returncode == 0, done.stderr
    return pd.read_csv(
        office.root / "số liệu.csv", dtype=FACTS, keep_default_na=False, na_values={"value": [""]}
    )


def test_each_count_is_what_its_cell_holds(office, facts):
    assert [*facts.columns] == [*FACTS] and set(facts.period) == set(WEEKS)
    books = {}
    counts = facts[facts.value.notna()]
    assert len(counts) > 300
    for one in counts.itertuples():
        if one.file not in books:
            path = office.root / "collected" / one.file
            books[one.file] = openpyxl.load_workbook(path, data_only=True)
        there = books[one.file][one.sheet][one.cell].value
        assert one.typed == str(there or 0), (one.file, one.cell)
        assert int(re.sub(r"\D", "", one.typed)) == one.value, (one.file, one.cell)


def test_no_report_that_is_not_in_force_is_in_it(office, facts):
    silent = {"thue", "dien-luc"}  # of the last week: nothing came, nothing valid came
    assert silent <= set(facts[facts.period == WEEKS[0]].unit)
    assert not silent & set(facts[facts.period == WEEKS[1]].unit)


def test_a_workbook_sets_the_same_out_by_unit_and_by_period(office, facts):
    assert office.run("export", *WEEKS, "--to", "so-lieu.xlsx").returncode == 0
    book = pd.read_excel(office.root / "so-lieu.xlsx", sheet_name=None, engine="openpyxl")
    assert [*book] == ["Số liệu", "Theo đơn vị", "Theo kỳ"] and len(book["Số liệu"]) == len(facts)
    by_unit = book["Theo đơn vị"]
    for unit, values in facts[facts.value.notna()].groupby("unit").value:
        assert by_unit[unit].sum() == values.sum(), unit
    assert book["Theo kỳ"][[*WEEKS]].sum().sum() == facts.value.sum()


def test_what_lies_there_stays_and_a_kind_there_is_not_is_named(office):
    target = office.root / "của tôi.csv"
    target.write_bytes(b"mine")
    done = office.run("export", WEEKS[0], "--to", target)
    assert done.returncode == 0 and target.read_bytes() == b"mine"
    assert len([*office.root.glob("của tôi*.csv")]) == 2
    refused = office.run("export", WEEKS[0], "--to", "x.docx")
    assert refused.returncode == 2 and ".parquet" in refused.stderr
    dropped = office.run("export", WEEKS[0], "--to", office.root / "collected" / "x.csv")
    assert dropped.returncode == 2 and not (office.root / "collected" / "x.csv").exists()


def test_parquet_is_written_or_said_to_need_its_package(office):
    done = office.run("export", WEEKS[0], "--to", "x.parquet")
    if importlib.util.find_spec("pyarrow"):
        assert len(pd.read_parquet(office.root / "x.parquet")) > 100
    else:
        assert done.returncode == 2 and "pyarrow" in done.stderr
        assert not (office.root / "x.parquet").exists()


def test_no_formula_of_a_units_leaves(facts):
    words = ["=1+1", "+84 gọi", "-5", "@SUM(A1)", "-x", "12"]
    hostile = facts.head(len(words)).assign(typed=words)
    now = pd.Timestamp("2023-04-01")
    text = exported(".csv", hostile, {}, now).decode("utf-8-sig")
    kept = [*pd.read_csv(io.StringIO(text), dtype="str").typed]
    assert kept == ["'=1+1", "'+84 gọi", "-5", "'@SUM(A1)", "'-x", "12"]
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", hostile, {}, now)))
    typed = [
        cell for row in book.active.iter_rows(min_row=2, min_col=10, max_col=10) for cell in row
    ]
    assert [cell.value for cell in typed] == words and {cell.data_type for cell in typed} == {"s"}


def test_the_examples_of_the_docs_run(office, monkeypatch):
    monkeypatch.chdir(office.root.parent)
    names = {}
    for block in re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S):
        exec(block, names)
    frames = (("facts", FACTS), ("figures", FIGURES), ("standings", STANDINGS))
    for name, columns in frames:
        assert [*names[name].columns] == [*columns] and len(names[name]), name
        for column in columns:
            assert f"`{column}`" in DOCS.read_text(encoding="utf-8"), column
    assert [*names["waiting"]] == [
        "Chi cục Thuế khu vực Hương Khê - Vũ Quang",
        "Điện lực Hương Khê",
    ]
    week = names["facts"][names["facts"].period == "2023-W12"]
    assert names["online"] == week[week.column == "received_online"].value.sum()
    assert names["by_unit"].sum().sum() > 1000


def test_a_notebook_writes_nothing(office):
    before = sorted((path, path.stat().st_mtime_ns) for path in office.root.rglob("*"))
    open_office(office.root).figures("2023-W12")
    assert before == sorted((path, path.stat().st_mtime_ns) for path in office.root.rglob("*"))
