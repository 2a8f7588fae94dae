"""Every file we write passes Microsoft's Open XML SDK validator."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def validator():
    program = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not program:
        pytest.fail("the Open XML SDK validator is needed here; .ci/run installs it")
    return program


@pytest.fixture(scope="module")
def written(make_office, tmp_path_factory):
    """Play the sample office: forms, workbooks and reports of six weeks."""
    office = make_office(tmp_path_factory.mktemp("validated"))
    played = office.run("demo", "mẫu", "--short")
    assert played.returncode == 0, played.stderr
    return office.root / "mẫu"


def verdict(validator, path):
    done = subprocess.run(
        [validator, path, "--officeVersion", "Microsoft365"], capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("week", ["2023-W08", "2023-W13"])
def test_outputs_are_valid(written, validator, week):
    files = [path for path in sorted((written / "output" / week).rglob("*")) if path.is_file()]
    assert any(path.parent.name == "tra-lai" for path in files) == (week == "2023-W13")
    for path in files:
        assert not verdict(validator, path), path.name


def test_forms_are_valid(written, validator):
    folder = written / "input_templates" / "weekly"
    forms = [folder / "mau-trang.xlsx", *sorted((folder / "2023-W13").glob("*.xlsx"))[:3]]
    for path in forms:
        assert not verdict(validator, path), path.name


def test_the_validator_sees_a_fault(written, validator, tmp_path):
    """A validator that passes everything would prove nothing."""
    from zipfile import ZipFile

    source = next((written / "output" / "2023-W13").glob("*.xlsx"))
    spoilt = tmp_path / "spoilt.xlsx"
    with ZipFile(source) as old, ZipFile(spoilt, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                part = part.replace(b"<sheetData>", b"<sheetData><nonsense/>", 1)
            new.writestr(item.filename, part)
    assert verdict(validator, spoilt)
