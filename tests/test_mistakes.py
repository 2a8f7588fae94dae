"""Mistakes of clerks that would pass in silence, each through a real file and the real command."""

import shutil

import pytest
from made import filled

from pipeline.domain.period import Period

W10, W11, W12, W13 = (Period.parse(f"2023-W{week}") for week in (10, 11, 12, 13))
SOON = "2023-03-28T08:00"  # before week 12 is due


@pytest.fixture
def put(office_folder, tmp_path):
    """Put a unit's weekly form into `collected/`, filled alike for each service."""

    def _put(unit, period, tamper=None, **values):
        path = office_folder.collected / f"{period}-{unit}.xlsx"
        path.write_bytes(filled(unit, tmp_path / "made", period, tamper, **values))
        return path

    return _put


def found(findings):
    return [(f["code"], f["severity"], f["file"], f["cell"]) for f in findings]


def of_unit(answer, unit, period=W12):
    (one,) = (p for p in answer["periods"] if p["period"] == str(period))
    return next(u["findings"] for u in one["units"] if u["code"] == unit)


def test_check_merge_and_status_say_the_same_in_one_order(office_folder, put, tmp_path):
    """What only earlier reports tell, too; of a file that lies elsewhere as of one put there."""
    put("tu-phap", W11)

    def spoil(form):
        for service in ("dvc-15", "dvc-09", "dvc-10"):
            form.fill(service, rejected=None)
        form.fill("dvc-11", carried_over=50, pending_in_time=50, received_total=60)
        form.fill("dvc-11", pending_total=50)

    path = put("tu-phap", W12, spoil)
    elsewhere = shutil.copy(path, tmp_path / path.name)
    (answer,) = office_folder.json("check", path, "--now", SOON)["files"]
    said = found(answer["findings"])
    assert answer["verdict"] == "invalid"
    assert [code for code, *_ in said if code == "Q08"] == ["Q08"]
    rows = [int(cell[1:]) for code, _, _, cell in said if code == "C01"]
    assert rows == sorted(rows) and len(rows) == 3
    path.unlink()
    (away,) = office_folder.json("check", elsewhere, "--now", SOON)["files"]
    assert [(c, s, cell) for c, s, _, cell in found(away["findings"])] == [
        (c, s, cell) for c, s, _, cell in said
    ]
    shutil.copy(elsewhere, path)
    for command in ("status", "merge"):
        listed = of_unit(office_folder.json(command, str(W12), "--now", SOON), "tu-phap")
        assert found(listed) == said, command
