"""An eye on `collected/`: what arrives is noted at its true time, read at once, and answered."""

import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import net
import pytest
from made import filled
from weekly import ZONE

from pipeline.domain.standing import StandingKind
from pipeline.recipes.desk import open_desk
from pipeline.recipes.watch import Came, Waiting, watch

WEEK, LATER = "2023-W12", "2023-03-28T14:00"
NINE = datetime(2023, 3, 28, 9, tzinfo=ZONE)  # it is due before


def seconds(number):
    return timedelta(seconds=number)


class Folder:
    """A folder that is watched with a clock of its own: between two looks something happens."""

    def __init__(self, office, begins, every=5):
        self.office, self.now, self.every = office, begins, every

    def told(self, *happens):
        """Look, let each thing happen and look again; returns all that was told."""
        left = list(happens)

        def sleep():
            left.pop(0)()
            self.now += seconds(self.every)

        with net.over(self.office.root):
            desk = open_desk(self.office.root)
            return list(watch(desk, lambda: self.now, sleep, lambda: bool(left)))


def nothing():
    """Nobody does anything."""


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    made = tmp_path_factory.mktemp("made")
    return {
        "whole": filled("tu-phap", made, carried_over=1),
        "wrong": filled("thue", made, pending_in_time=5),
    }


def test_a_file_counts_from_when_it_was_whole_and_a_later_merge_goes_by_that(office_folder, forms):
    path = office_folder.collected / "tu phap.xlsx"
    folder = Folder(office_folder, NINE - seconds(12))
    told = folder.told(
        lambda: path.write_bytes(forms["whole"][:5000]),  # 08:59:53 half of it is there
        lambda: path.write_bytes(forms["whole"]),  # 08:59:58 all of it
        nothing,  # 09:00:03 it is still as it was
        nothing,
    )
    (came,) = told
    assert isinstance(came, Came) and came.file == "tu phap.xlsx"
    assert came.at == NINE - seconds(2) and came.submission.valid
    assert came.standing.kind is StandingKind.ON_TIME
    (period,) = office_folder.json("merge", WEEK, "--now", LATER)["periods"]
    unit = next(one for one in period["units"] if one["code"] == "tu-phap")
    assert unit["standing"] == "on_time"
    assert unit["received"]["latest"] == (NINE - seconds(2)).isoformat()


def test_what_comes_after_the_deadline_is_not_in_time_because_it_was_watched(office_folder, forms):
    folder = Folder(office_folder, NINE)
    path = office_folder.collected / "tu phap.xlsx"
    (came,) = folder.told(lambda: path.write_bytes(forms["whole"]), nothing)
    assert came.standing.kind is StandingKind.UNDECIDED  # dropped late, and perhaps sent in time


def test_a_file_held_open_and_a_folder_that_is_gone_are_waited_for(
    office_folder, forms, monkeypatch
):
    path, away = office_folder.collected / "tu phap.xlsx", office_folder.root / "mất kết nối"
    path.write_bytes(forms["whole"])
    held, read_bytes = [True], Path.read_bytes

    def locked(self):
        if held and self == path:
            raise PermissionError(13, "used by another process", str(self))
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    folder = Folder(office_folder, NINE - seconds(60))
    told = folder.told(
        nothing,
        nothing,
        lambda: office_folder.collected.rename(away),
        nothing,
        lambda: away.rename(office_folder.collected),
        held.clear,
    )
    assert [one.file for one in told] == ["tu phap.xlsx", "", "tu phap.xlsx"]
    assert [type(one) for one in told] == [Waiting, Waiting, Came]
    assert told[2].at == NINE - seconds(60) and told[2].submission.valid


def test_another_run_at_work_is_waited_for_and_no_time_is_lost(office_folder, forms, monkeypatch):
    from pipeline.ledger import safety
    from pipeline.ledger.ledger import open_ledger

    monkeypatch.setattr(safety, "_PATIENCE", 1)
    (office_folder.collected / "tu phap.xlsx").write_bytes(forms["whole"])
    folder, runs = Folder(office_folder, NINE - seconds(9)), []

    def begins():
        runs.append(open_ledger(office_folder.collected, alone=True))
        runs[0].__enter__()

    told = folder.told(begins, lambda: runs[0].__exit__(None, None, None), nothing)
    assert [type(one) for one in told] == [Waiting, Came] and told[0].why
    assert told[1].at == NINE - seconds(9)


def test_each_file_gets_one_line_and_what_is_known_none(office_folder, forms):
    known = office_folder.collected / "cu.xlsx"
    known.write_bytes(forms["whole"])
    assert office_folder.run("merge", WEEK, "--now", "2023-03-28T08:00").returncode == 0
    (office_folder.collected / "ban sao.xlsx").write_bytes(forms["whole"])
    (office_folder.collected / "~$ban sao.xlsx").write_bytes(b"x" * 165)
    (office_folder.collected / "rong.xlsx").touch()
    with zipfile.ZipFile(office_folder.collected / "thue.zip", "w") as archive:
        archive.writestr("sai.xlsx", forms["wrong"])
    (office_folder.collected / "079203012345.pdf").write_bytes(b"%PDF-1.4")
    done = office_folder.run(
        *("watch", "--every", "0.1", "--for", "0.002", "--now", "2023-03-28T08:30")
    )
    said = " ".join(done.stdout.split())
    assert done.returncode == 1 and "5 tệp mới" not in said
    assert "ban sao.xlsx: Phòng Tư pháp, tuần 12/2023: giống hệt tệp đã nhận" in said
    assert "thue.zip/sai.xlsx: Chi cục Thuế khu vực Hương Khê - Vũ Quang, tuần 12/2023: " in said
    assert "chưa dùng được: [Q04]" in said and "rong.xlsx: chưa dùng được: [F02]" in said
    assert "cu.xlsx" not in said and "~$" not in said and "079203012345" not in said
    assert "4 tệp mới đã ghi nhận giờ đến" in said and not done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_ctrl_c_ends_it_with_a_sentence(office_folder, monkeypatch):
    def interrupted(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    done = office_folder.run("watch", "--now", "2023-03-28T08:30")
    last = done.stdout.splitlines()[-1]
    assert done.returncode == 0 and last.startswith("Đã thôi theo dõi lúc 08:30:0")
    assert not done.stderr
