"""Every file we write passes Microsoft's Open XML SDK validator."""

import pytest
from net import verdict

pytestmark = pytest.mark.office


@pytest.mark.parametrize("week", ["2023-W08", "2023-W13"])
def test_outputs_are_valid(short_demo, validator, week):
    files = sorted((short_demo / "output" / week).rglob("*.*x"))
    assert any(path.parent.name == "tra-lai" for path in files) == (week == "2023-W13")
    for path in files:
        assert not verdict(validator, path), path.name


def test_forms_are_valid(short_demo, validator):
    folder = short_demo / "input_templates" / "weekly"
    forms = [folder / "mau-trang.xlsx", *sorted((folder / "2023-W13").glob("*.xlsx"))[:3]]
    for path in forms:
        assert not verdict(validator, path), path.name


def test_the_validator_sees_a_fault(short_demo, validator, tmp_path):
    """A validator that passes everything would prove nothing."""
    from zipfile import ZipFile

    source = next((short_demo / "output" / "2023-W13").glob("*.xlsx"))
    spoilt = tmp_path / "spoilt.xlsx"
    with ZipFile(source) as old, ZipFile(spoilt, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                part = part.replace(b"<sheetData>", b"<sheetData><nonsense/>", 1)
            new.writestr(item.filename, part)
    assert verdict(validator, spoilt)


def test_the_first_merge_of_a_week_is_valid(office_folder, validator):
    """Nobody has reported: what is unknown stands in both documents."""
    done = office_folder.run("merge", "2023-W12", "--now", "2023-03-28T08:00")
    assert "0/8 đơn vị" in done.stdout
    paths = sorted((office_folder.output / "2023-W12").glob("*.*x"))
    assert [path.suffix for path in paths] == [".docx", ".docx", ".xlsx"]
    for path in paths:
        assert not verdict(validator, path), path.name
