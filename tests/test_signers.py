"""Who may sign on which day: forms that somebody else signed are asked about, reports bear it."""

import docx
import pytest
from made import filled
from typed import OfficeFolder

PERIOD, NOW = "2023-W12", "2023-03-28T08:00"
ISSUE = ("issue", PERIOD, "--number", "05", "--date", "2023-03-28", "--by", "Văn thư mẫu")
HEAD = 'unit = "tu-phap"\nname = "Nguyễn Văn Mẫu"\n'  # as forms made for tests are signed
OTHER = 'unit = "tu-phap"\nname = "Trần Thị Thử"\n'
GONE, COME = "until = 2023-02-28\n", "since = 2023-03-01\n"
DEPUTY = 'authority = ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]\n'
LEADER = 'name = "Lê Văn Thử"\ntitle = "TRƯỞNG CÔNG AN HUYỆN"\n'
SECOND = 'name = "Phạm Thị Thử"\nauthority = ["TỔ TRƯỞNG"]\n'


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    return filled("tu-phap", tmp_path_factory.mktemp("forms"))


@pytest.fixture
def office(tmp_path, form):
    office = OfficeFolder(tmp_path / "office")
    (office.collected / "tp.xlsx").write_bytes(form)
    return office


def declare(office, *rows, also=""):
    config = office.root / "config.toml"
    said = config.read_text(encoding="utf-8")
    config.write_text(
        "\n".join((said, also, *(f"[[signers]]\n{row}" for row in rows))), encoding="utf-8"
    )


def asked(office):
    (answer,) = office.json("check", office.collected / "tp.xlsx", "--now", NOW)["files"]
    assert answer["verdict"] == "valid"
    return {f["code"]: f for f in answer["findings"] if f["code"] in ("C53", "C54")}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ((), []),
        ((HEAD,), []),
        ((HEAD.replace("Nguyễn Văn Mẫu", "NGUYEN VAN MẪU"),), []),
        ((OTHER,), ["C53"]),
        ((HEAD + GONE, OTHER + COME), ["C53"]),
        ((OTHER + GONE, HEAD + COME), []),
        ((HEAD + GONE,), ["C53"]),
        ((OTHER + GONE,), []),  # of that day the roster knows nobody
        ((OTHER, HEAD), []),
        ((HEAD + DEPUTY,), ["C54"]),
        ((HEAD, HEAD + DEPUTY), []),  # the head, and for the head before
        ((OTHER.replace("tu-phap", "thue"),), []),  # another unit's
        ((LEADER,), []),  # the office's
    ],
)
def test_a_form_signed_by_who_could_not_is_asked_about(office, rows, codes):
    declare(office, *rows)
    found = asked(office)
    assert list(found) == codes
    for finding in found.values():
        assert finding["severity"] == "warning" and "Nguyễn Văn Mẫu" in finding["message"]
        assert finding["sheet"] == "Nội dung" and finding["cell"]


def test_a_roster_that_changes_is_asked_anew(office):
    office.run("merge", PERIOD, "--now", NOW)
    declare(office, OTHER)
    said = office.run("status", PERIOD, "--now", NOW).stdout
    assert "[C53]" in said


def test_a_unit_that_does_not_exist_is_refused(office):
    declare(office, HEAD.replace("tu-phap", "tu-phep"))
    ended = office.run("status")
    assert ended.returncode == 2 and "tu-phep" in ended.stderr and "tu-phap" in ended.stderr


def lines(office, name=f"bao-cao-{PERIOD}.docx"):
    document = docx.Document(office.output / PERIOD / name)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(cells)


def test_the_report_bears_who_can_sign_on_its_day(office):
    declare(office, LEADER + "until = 2023-03-28\n", SECOND + "since = 2023-03-29\n")
    said = office.run(*ISSUE, "--now", NOW).stdout
    assert "họ tên người ký" not in said
    assert "Lê Văn Thử" in lines(office) and "Phạm Thị Thử" not in lines(office)
    again = filled("tu-phap", office.root / "again", received_online=9, resolved_early=4)
    (office.collected / "tp sửa.xlsx").write_bytes(again)
    correct = ("correct", PERIOD, "--number", "07", "--date", "2023-03-29", "--by", "Mẫu")
    ended = office.run(*correct, "--why", "gửi lại", "--now", "2023-03-29T08:00")
    assert ended.returncode == 0, ended.stderr
    later = lines(office, f"dieu-chinh-{PERIOD}-1.docx")
    assert "Phạm Thị Thử" in later and "Lê Văn Thử" not in later and "TỔ TRƯỞNG" in later


def test_a_missing_name_is_said_or_refused_as_the_office_wants(office):
    declare(office, also="[signing]\nsigner_needed = true\n")
    ended = office.run(*ISSUE, "--now", NOW)
    assert ended.returncode == 2 and "chưa có họ tên người ký" in " ".join(ended.stderr.split())
    assert not (office.output / PERIOD).exists()
    config = office.root / "config.toml"
    said = config.read_text(encoding="utf-8")
    config.write_text(said.replace("signer_needed = true", ""), encoding="utf-8")
    ended = office.run(*ISSUE, "--now", NOW)
    assert "chưa in họ tên người ký" in ended.stdout and (office.output / PERIOD).exists()


def test_edits_are_kept_when_the_roster_names_who_signs(office):
    """The draft bears who signs on the day it is made; what was written into it is kept."""
    declare(office, LEADER)
    office.run("merge", PERIOD, "--now", NOW)
    path = office.output / PERIOD / f"bao-cao-{PERIOD}.docx"
    document = docx.Document(path)
    document.paragraphs[-1].add_run(" Ghi thêm.")
    document.save(path)
    ended = office.run(*ISSUE, "--keep-edits", "--now", NOW)
    assert ended.returncode == 1, ended.stderr  # units are missing
    assert "Lê Văn Thử" in lines(office)
