"""The schemas editors use say what the loaders accept, and are written by a command."""

import copy
import json
import tomllib
from datetime import date

import pytest
from jsonschema import Draft7Validator
from shipped import CONFIG, ROOT, TABLES, as_one_file
from test_config import FORM, FORM_MISTAKES, MISTAKES

from pipeline.config.files import NAMED_BY, read_declared
from pipeline.config.form import read_form
from pipeline.config.office import read_register
from pipeline.config.toml import TomlSection, TomlSource

SCHEMAS = {
    path.name.partition(".")[0]: json.loads(path.read_text(encoding="utf-8"))
    for path in (ROOT / "schemas").glob("*.schema.json")
}
FORMS = sorted((ROOT / "input_templates").glob("*/form.toml"))
NOT_OF_ONE_FILE = {  # held against other rows, columns, zones, or the days of one row
    *("zone", "a folder of zones", "code twice", "unknown unit", "no unit, no reason"),
    *("name twice", "gone before it came"),
}
NOT_OF_ONE_FORM = {
    *("column of a rule", "column of a list", "opening", "rule twice", "section twice"),
    *("rule that takes a code of the program", "field twice", "number a message cannot know"),
    *("past a rule cannot know", "brace alone", "empty braces", "column of a total", "ratio"),
    *("number of a whole table", "past that is words"),
    "key",  # a mistake that is none: no change
}


def as_json(value):
    """Return what a TOML file says as editors hold it against a schema: a day is its text."""
    if isinstance(value, dict):
        return {key: as_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_json(below) for below in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(name, data):
    validator = Draft7Validator(SCHEMAS[name], format_checker=Draft7Validator.FORMAT_CHECKER)
    return list(validator.iter_errors(as_json(data)))


def said_by(path):
    """Return which schema a declared file names at its head."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = path.parent / first.removeprefix("#:schema ")
    return named.resolve().relative_to(ROOT / "schemas").name.partition(".")[0]


def test_the_command_writes_what_is_shipped(office_folder, tmp_path):
    assert office_folder.run("schema", tmp_path / "here").returncode == 0
    (office_folder.root / "config.toml").write_text("week_starts = = 1", encoding="utf-8")
    ended = office_folder.run("schema")  # with which a broken file is mended
    assert ended.returncode == 0 and "Đã ghi 4 lược đồ" in ended.stdout, ended.stderr
    for path in (ROOT / "schemas").glob("*"):
        for folder in (tmp_path / "here", office_folder.root / "schemas"):
            written = (folder / path.name).read_text(encoding="utf-8")
            assert written == path.read_text(encoding="utf-8"), "run `baocao06 schema`"
    assert set(SCHEMAS) == {"config", "include", "plan", "form"}


@pytest.mark.parametrize("path", [*TABLES, *FORMS], ids=lambda path: path.stem)
def test_a_shipped_file_names_its_schema_and_keeps_to_it(path):
    assert faults(said_by(path), tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_schemas_are_themselves_in_order():
    for schema in SCHEMAS.values():
        Draft7Validator.check_schema(schema)


def test_an_office_of_one_file_keeps_to_it_too():
    assert faults("config", tomllib.loads(as_one_file())) == []


@pytest.mark.parametrize("name", sorted(MISTAKES.keys() - NOT_OF_ONE_FILE))
def test_a_mistake_in_a_declaration_is_seen_by_an_editor(name):
    old, new, _ = MISTAKES[name]
    assert faults("config", tomllib.loads(as_one_file().replace(old, new, 1)))


@pytest.mark.parametrize("name", sorted(FORM_MISTAKES.keys() - NOT_OF_ONE_FORM))
def test_a_mistake_in_a_form_is_seen_by_an_editor(name):
    old, new, _ = FORM_MISTAKES[name]
    assert faults("form", tomllib.loads(FORM.replace(old, new, 1)))


def missing(data, read):
    """Return the keys a loader misses in what a file says."""
    source = TomlSource(CONFIG, copy.deepcopy(data), {})
    read(TomlSection(source, "", source.data))
    return {place.key for place, sentence in source.mistakes if "còn thiếu" in sentence}


def tables(data, path=""):
    """Yield each table of a file; of a list of tables the first and, for their kinds, all rules."""
    yield path, data
    for key, value in data.items():
        if isinstance(value, dict):
            yield from tables(value, f"{path}.{key}".removeprefix("."))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value if key == "rules" else value[:1], start=1):
                yield from tables(row, f"{path}.{key}[{number}]".removeprefix("."))


def declared(name):
    if name != "config":
        return tomllib.loads(FORM)
    data = read_declared(CONFIG).data
    # What is a plan's own stands in its file.
    return {key: value for key, value in data.items() if key != "plans"}


@pytest.mark.parametrize(("name", "read"), [("config", read_register), ("form", read_form)])
def test_schema_and_loader_miss_the_same_keys(name, read):
    whole, seen = declared(name), 0
    elsewhere = {key for keys in NAMED_BY.values() for key in keys}
    for path, table in tables(whole):
        for key in [key for key in table if path or key not in elsewhere]:
            if key.endswith("_due_day") or key in ("month_ends", "emulation"):
                continue  # needed of what some unit owes
            kept = table.pop(key)
            place = f"{path}.{key}".removeprefix(".")
            by_loader = place in missing(whole, read)
            by_schema = any(fault.validator == "required" for fault in faults(name, whole))
            table[key] = kept
            assert by_loader is by_schema, place
            seen += by_loader
    assert seen > 20


@pytest.mark.parametrize("name", ["config", "form"])
def test_a_key_that_does_not_exist_is_seen_in_each_table(name):
    whole = declared(name)
    for path, table in tables(whole):
        table["misspelt"] = 1
        assert faults(name, whole), path
        del table["misspelt"]
    assert faults(name, whole) == []
