"""The office's folder is moved away while a merge is at work in it."""

import shutil
import sys

import pytest
from made import filled
from typed import killed, moved

PERIOD = "2023-W12"
WORDS = ["merge", PERIOD, "--now", "2023-03-28T08:00"]
POINTS = 6
SAID = (
    "Thư mục {old} không còn ở chỗ cũ: trong khi lệnh chạy, nó bị chuyển đi, đổi tên hoặc ổ đĩa "
    "bị ngắt. Lệnh dừng lại, không mất gì. Hãy vào thư mục ở chỗ mới (hoặc nối lại ổ đĩa) rồi chạy "
    "lại lệnh.\n"
)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows moves no folder of which files are open"
)
def test_a_folder_moved_mid_way_is_gone_on_with_where_it_lies_now(office_folder, killers, tmp_path):
    """The points lie evenly over all steps of the run (killed_at.py)."""
    for unit in ("tu-phap", "thue"):
        (office_folder.collected / f"{unit}.xlsx").write_bytes(filled(unit, tmp_path / "made"))
    received = contents(office_folder.collected)
    killed(killers, office_folder.copy_to(tmp_path / "loads all"), sys.maxsize, WORDS)
    undisturbed = office_folder.copy_to(tmp_path / "undisturbed")
    code, steps = killed(killers, undisturbed, sys.maxsize, WORDS)
    assert code == 0 and steps > POINTS
    old, new = tmp_path / "chỗ cũ", tmp_path / "chỗ mới"
    # The first step starts a reader: nothing is known yet of the folder, and it is found there.
    for step in [2 + (steps - 3) * i // (POINTS - 1) for i in range(POINTS)]:
        code, said = moved(killers, office_folder.copy_to(old), step, WORDS, new)
        assert code == 2 and " ".join(said.split()) == SAID.format(old=old).strip(), step
        assert not old.exists(), "no second office is begun where it lay"
        there = office_folder.at(new)
        assert received.items() <= contents(there.collected).items()
        again = there.run(*WORDS)
        assert again.returncode == 0, again.stderr
        assert contents(there.output) == contents(undisturbed.output), step
        shutil.rmtree(new)
