"""The house stays in order: imports go one way, sentences and libraries have one home."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from shipped import DECLARED

from pipeline.domain import marks

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
FILES = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\0")[:-1]

# Which rooms a room may import from, beside itself.
MAY_USE = {
    "domain": set(),
    "texts": {"domain"},
    "config": {"texts", "domain"},
    "ledger": {"personal", "swap", "texts", "domain"},
    "personal": {"texts"},
    "intake": {"config", "personal", "texts", "domain"},
    "consolidate": {"config", "texts", "domain"},
    "outputs": {"config", "personal", "swap", "texts", "domain"},
    "recipes": {
        *("intake", "consolidate", "outputs", "ledger", "personal", "swap", "config", "texts"),
        "domain",
    },
    "screen": {"recipes", "personal", "texts", "domain"},
    "demo": {"intake", "config", "screen", "texts", "domain"},
    "cli": {"recipes", "screen", "demo", "texts", "domain"},
    "notebook": {"recipes", "domain"},
    "swap": set(),
    "launch": {"swap", "texts"},
    "__main__": {"cli"},
    "__init__": {"notebook"},
}
# What the rooms of outputs may use of one another.
INSIDE = {
    "outputs.forms": {"outputs.book.look"},
    "outputs.book": set(),
    "outputs.report": set(),
    "outputs.board": set(),
    "outputs.guide": {"outputs.report.report_docx", "outputs.report.decree30"},
    "outputs.edited": {"outputs.report.marks", "outputs.report.report_docx"},
}
# Where each library is at home.
HOMES = {  # by library: the room, or the module of a room, that alone may use it
    "click": {"cli", "screen"},
    "python_calamine": {"intake.workbook", "outputs.read_back"},
    "xlrd": {"intake.xls"},
    "openpyxl": {"outputs.marked"},
    "xlsxwriter": {"outputs.forms", "outputs.book"},
    "docx": {"outputs.report", "outputs.edited", "outputs.guide"},
    "lxml": {
        "outputs.read_back",
        "outputs.edited",
        "outputs.verify",
        "outputs.decree",
        "demo.typing",
    },
    "jinja2": {
        *("consolidate.wording", "consolidate.placing", "consolidate.origins"),
        *("consolidate.literals", "outputs.board"),
    },
    "markupsafe": {"consolidate.placing", "consolidate.origins", "outputs.board"},
    "markdown_it": {"consolidate.wording", "outputs.guide"},
    "pandas": {"consolidate.facts", "consolidate.tidy", "outputs.exported"},
    "distributed": {"intake.cluster"},
    "sqlite3": {"ledger.ledger", "ledger.schema", "ledger.safety", "ledger.forget"},
}


def name_of(path):
    return ".".join(path.relative_to(ROOT / "pipeline").with_suffix("").parts)


def room_of(path):
    return name_of(path).split(".")[0]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            yield node.module
            if node.module.split(".")[0] == "pipeline":
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path):
    room = room_of(path)
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "pipeline" and len(parts) > 1 and parts[1] not in ("__version__", room):
            assert parts[1] in MAY_USE[room], f"{room} uses {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_forms_workbooks_and_reports_are_drawn_apart(path):
    room = name_of(path).rpartition(".")[0]
    others = tuple(f"{other}." for other in INSIDE if other != room)
    shared = tuple(f"{one}." for one in INSIDE.get(room, ()))
    for module in imports(path):
        name = module.removeprefix("pipeline.")
        if room in INSIDE and name.startswith(others):
            assert f"{name}.".startswith(shared), f"{name_of(path)} uses {module}"


DRAWERS = ("outputs.book.", "outputs.report.", "outputs.board.")
NOT_DRAWN = {"pipeline.texts", "pipeline.domain.summary", "pipeline.domain.office"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_draws_knows_no_words_but_those_it_is_given(path):
    """So an issued document is drawn again the same, whatever the program says by now."""
    if name_of(path).startswith(DRAWERS):
        used = {*imports(path)}
        assert not {one for one in used if one.startswith(tuple(NOT_DRAWN))}


def test_no_module_rests_on_itself():
    """Within a room too, imports go one way."""
    known = {f"pipeline.{name_of(path)}": path for path in MODULES if path.stem != "__init__"}
    rests_on = {name: {*imports(path)} & known.keys() for name, path in known.items()}
    while free := {name for name, others in rests_on.items() if not others & rests_on.keys()}:
        rests_on = {name: others for name, others in rests_on.items() if name not in free}
    assert sorted(rests_on) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_has_one_home(path):
    for module in imports(path):
        library = module.split(".")[0]
        if library in HOMES:
            name = name_of(path)
            homes = {name, name.rpartition(".")[0]} & HOMES[library]
            assert homes, f"{module} in {name}"


def test_every_dependency_is_used_and_every_used_one_declared():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = declared["project"]["optional-dependencies"]
    needed = [*declared["project"]["dependencies"], *extras["dask"]]
    names = {re.split(r"[><=;]", d)[0] for d in needed}
    called = {"python-calamine": "python_calamine", "python-docx": "docx"}
    called["markdown-it-py"] = "markdown_it"
    modules = {called.get(name, name) for name in names} - {"tzdata"}  # data for zoneinfo
    used = {module.split(".")[0] for path in MODULES for module in imports(path)}
    foreign = used - set(sys.stdlib_module_names) - {"pipeline"}
    assert modules == foreign


def constants(path):
    """Yield what a module writes out, its docstrings left aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quoted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in quoted:
            yield node.value


FORM_ROOMS = ("outputs.forms.", "demo.", "intake.")
READERS = {f"intake.{name}" for name in ("interpret", "find", "headers", "row", "narrative")}
OF_OTHERS = {"intake.book", "intake.container", "intake.record"}  # whose "name" is not a form's


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_contract_of_a_form_has_one_home(path):
    """Names and places by which a form is read are taken from marks, by whoever needs them."""
    name, written = name_of(path), set(constants(path))
    if name == "domain.marks":
        return
    marked = (marks.IDENTITY_SHEET, marks.ACTIVITY, marks.TOTAL, marks.PAST)
    marked += (marks.columns_mark(""), marks.rule_id(""), marks.list_name(""))
    texts = {one for one in written if isinstance(one, str)}
    assert not [one for one in texts if one.startswith(marked)]
    if name.startswith(FORM_ROOMS) and name not in OF_OTHERS:
        ids = {marks.NUMBER_ID, marks.NAME_ID, marks.TOLD_ID, marks.CHECK_ID, marks.ERRORS_ID}
        ids |= {marks.ASKS_ID, marks.ACTIVITY_NAME, *marks.HELPERS, *marks.IDENTITY}
        # The number of a period in a file's name is no column.
        assert not (texts & ids) - ({marks.NUMBER_ID} if name == "intake.identify" else set())
    if name in READERS:
        assert not [one for one in written if type(one) is int and one > 1], "a place"


def test_the_readers_of_forms_are_there():
    assert {name_of(path) for path in MODULES} >= READERS | OF_OTHERS | {"domain.marks"}


VIETNAMESE = re.compile(r"\w*[À-ỹđĐ]\w*\s+\w+|\w{2,}[À-ỹđĐ]|[À-ỹđĐ]\w{2,}")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sentences_live_in_texts(path):
    """Docstrings and comments may quote Vietnamese; strings of the program may not."""
    if room_of(path) == "texts":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quoted = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in quoted
        ):
            assert not VIETNAMESE.search(node.value), f"line {node.lineno}: {node.value!r}"


TEXTS = [path for path in MODULES if room_of(path) == "texts" and path.stem != "__init__"]


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_text_is_used(path):
    """In its own module, as `texts.form.CHECK`, or imported by name by another module of texts."""
    names = [
        target.id
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    own = path.read_text(encoding="utf-8")
    program = "\n".join(other.read_text(encoding="utf-8") for other in MODULES if other != path)
    imported = {module for other in MODULES for module in imports(other)}
    unused = [
        name
        for name in names
        if len(re.findall(rf"\b{name}\b", own)) < 2
        and not re.search(rf"\b{path.stem}\s*\.{name}\b", program)
        and f"pipeline.{name_of(path)}.{name}" not in imported
    ]
    assert names and not unused


def commands():
    from pipeline.cli.commands import commands as group

    return {name: group.get_command(None, name) for name in group.list_commands()}


def test_a_command_is_at_home_where_it_is_looked_for():
    from pipeline.cli.commands import ROOMS

    for room, names in ROOMS.items():
        there = importlib.import_module(f"pipeline.cli.{room}").COMMANDS
        assert tuple(command.name for command in there) == names
    typed = {path.stem for path in MODULES if "\nCOMMANDS = " in path.read_text(encoding="utf-8")}
    assert typed == ROOMS.keys()


def test_every_command_and_option_is_documented():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in commands().items():
        assert f"`baocao06 {name}" in readme, name
        assert "baocao06 " + name in (command.help or ""), f"{name} has no worked example"
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert option in readme, f"{name} {option}"


def test_every_config_key_is_documented():
    said = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
    config = dict(DECLARED)
    config["plan"] = {"date": None, **config.pop("plans")[0]}  # it has none in the shipped file
    config["office"]["cumulative_since"] = None  # commented out in the shipped file
    for section, content in config.items():
        tables = content if isinstance(content, list) else [content]
        for key in {key for table in tables for key in table}:
            assert f"`{section}.{key}`" in said, f"{section}.{key}"


FORMS = sorted((ROOT / "input_templates").glob("*/form.toml"))


def keys_of(name, table):
    """Every key of a form.toml as the guide names it: "columns.width"."""
    for key, value in table.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for below in value:
                yield from keys_of(key, below)
        else:
            yield f"{name}.{key}"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_every_form_key_is_documented(path):
    said = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
    keys = set(keys_of("form", tomllib.loads(path.read_text(encoding="utf-8"))))
    assert len(FORMS) == 4 and (len(keys) > 30 or "form.like" in keys)
    assert not [key for key in keys if f"`{key}`" not in said]


def test_every_id_the_program_asks_for_is_documented():
    from pipeline.config.form import NEEDED_COLUMNS, NEEDED_FIELDS

    guide = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
    said = guide.partition("Ids the program asks for")[2].partition("##")[0].splitlines()
    for rows, columns in NEEDED_COLUMNS.items():
        lines = " ".join(line for line in said if f"`{rows.value}`" in line.split("|")[:2][-1])
        assert not [id for id in columns if f"`{id}`" not in lines], rows
    fields = " ".join(line for line in said if line.startswith("| fields"))
    assert not [id for id in NEEDED_FIELDS if f"`{id}`" not in fields]


def test_every_name_of_the_wording_is_documented():
    said = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
    room = ROOT / "pipeline" / "consolidate"
    modules = [room / "names.py", room / "plan_names.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in modules)
    for name in re.findall(r'^        "(\w+)":', source, re.M):
        assert f"`{name}`" in said, name


def test_the_repository_speaks_of_itself_alone():
    """No path of a machine, no registry's host, no mark of unfinished work."""
    marks = [
        "TO" + "DO",
        "FIX" + "ME",
        "pypi" + ".org",
        "python" + "hosted",
        "/wo" + "rk/",
        "/ro" + "ot/",
    ]
    for name in FILES:
        content = (ROOT / name).read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8")
        for mark in marks:
            assert mark not in text, f"{mark} in {name}"


@pytest.mark.parametrize("tool", [["mypy"], ["ruff", "check"], ["ruff", "format", "--check"]])
def test_the_tools_agree(tool):
    done = subprocess.run(
        [sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
