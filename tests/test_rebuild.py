"""An issued report is made again byte for byte, whatever has become of what it was made of."""

import hashlib
import json
import os
import shutil
import zlib
from dataclasses import replace

import docx
import pytest
from made import filled, read, summary_of, worded
from test_mistakes import Commune
from typed import OfficeFolder

from pipeline.consolidate.grids.appendices import report_appendices
from pipeline.consolidate.grids.gather import grids_of
from pipeline.consolidate.grids.sheets import workbook_sheets
from pipeline.domain.period import Period
from pipeline.ledger.ledger import open_ledger
from pipeline.outputs import kept
from pipeline.outputs.maker import made_by
from pipeline.outputs.said import book_of, letter_of

WEEK, MONTH = "2023-W12", "2023-04"
BY = ("--by", "Văn thư mẫu")
REPORTS = {
    period: {
        *(f"{name}-{period}.docx" for name in ("bao-cao", "tom-tat")),
        *(f"tong-hop-{period}.xlsx", f"dieu-chinh-{period}-1.docx"),
    }
    for period in (WEEK, MONTH)
}

# Loaded by the interpreter before the command: every text of the documents is another, and what
# says how a number or an appendix is written says nothing.
OTHER_TEXTS = """
from pipeline.texts import document, headers, numbers, phrase, plan, sentences, tables

for room in (document, headers, numbers, phrase, plan, sentences, tables):
    for name, held in list(vars(room).items()):
        if name.isupper() and isinstance(held, str):
            setattr(room, name, "đổi hết")

def nothing(*_, **__):
    return "đổi hết"

tables.cell_words = numbers.figure_words = numbers.percent = document.appendix_name = nothing
"""
# The program draws larger letters by now, with another library.
OTHER_PROGRAM = """
from importlib import metadata
from pipeline.outputs.report import decree30

decree30.BODY_SIZE, version = 20, metadata.version
metadata.version = lambda name: "0.0" if name == "python-docx" else version(name)
"""


@pytest.fixture(scope="module")
def issued(new_office, tmp_path_factory):
    """A week and a month, each issued and corrected."""
    office, made = new_office(), tmp_path_factory.mktemp("made")
    (office.collected / "tp.xlsx").write_bytes(filled("tu-phap", made))
    Commune(office).send(MONTH)

    def seal(command, period, number, day, *why):
        signed = ("--number", number, "--date", day, *BY, *why, "--now", "2023-04-22T08:00")
        done = office.run(command, period, *signed)
        assert done.returncode in (0, 1), done.stdout + done.stderr

    seal("issue", WEEK, "05", "2023-03-28")
    seal("issue", MONTH, "06", "2023-04-20")
    again = filled("tu-phap", made / "again", received_online=9, resolved_early=4)
    (office.collected / "tp sửa.xlsx").write_bytes(again)
    mended = Commune(office).send(MONTH, stocks={"closing": 60, "closing_of": 200})
    mended.rename(office.collected / "xã sửa.xlsx")
    seal("correct", WEEK, "07", "2023-04-21", "--why", "Đơn vị gửi lại")
    seal("correct", MONTH, "08", "2023-04-21", "--why", "Đơn vị gửi lại")
    return office


@pytest.fixture
def office(issued, tmp_path):
    return issued.copy_to(tmp_path / "văn phòng mẫu")


def sealed(office, period):
    with open_ledger(office.collected) as ledger:
        return ledger.issued()[Period.parse(period)]


def all_changed(office):
    """Nothing declared, worded, collected or published is left as it was."""
    (office.root / "config.toml").write_text("[đổi hết", encoding="utf-8")
    for folder in (office.root / "input_templates", office.root / "plans", office.output):
        shutil.rmtree(folder)
    for path in (*office.root.glob("*.toml"), *office.collected.glob("*.xlsx")):
        path.unlink()
    (office.root / "config.toml").write_text("[đổi hết", encoding="utf-8")


def loaded_before(folder, source):
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize("period", [WEEK, MONTH])
def test_all_is_drawn_the_same_after_everything_changed(office, tmp_path, period):
    issue = sealed(office, period)
    all_changed(office)
    other = loaded_before(tmp_path / "other", OTHER_TEXTS)
    for zone, language in (("Asia/Tokyo", "C"), ("America/New_York", "vi_VN.UTF-8")):
        into = tmp_path / zone[-4:]
        done = office.process(
            *("rebuild", period, "--to", into), path=other, TZ=zone, LC_ALL=language
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("đúng từng byte") == len(REPORTS[period])
        made = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in into.iterdir()}
        assert made == issue.files, "the manifest is there as it was sealed"
        assert all(made[name] in done.stdout for name in REPORTS[period])


def test_a_lost_folder_is_got_back_whole(office):
    issue, folder = sealed(office, WEEK), office.output / WEEK
    shutil.rmtree(folder)
    lost = office.run("verify", WEEK)
    assert lost.returncode == 2 and f"rebuild {WEEK} --to output/{WEEK}" in lost.stderr
    assert office.run("rebuild", WEEK, "--to", folder).returncode == 0
    assert office.run("verify", WEEK).returncode == 0
    report = f"bao-cao-{WEEK}.docx"
    for sha256 in (issue.kept[report], issue.files[report]):
        (office.collected / ".archive" / sha256[:2] / sha256).unlink()
    gone = office.run("rebuild", WEEK)
    assert gone.returncode == 1 and "Kho lưu cũng mất" in gone.stdout, gone.stdout


if "OTHER_PYTHON" in os.environ:  # named by hand, where one with the same libraries is at hand

    def test_another_python_draws_the_same(office):
        program = (os.environ["OTHER_PYTHON"], "-P", "-m", "pipeline")
        for period in REPORTS:
            done = office.process("rebuild", period, program=program)
            assert done.returncode == 0, done.stdout + done.stderr


def test_what_draws_otherwise_by_now_is_named(office, tmp_path):
    path = loaded_before(tmp_path / "other", OTHER_PROGRAM)
    done = office.process("rebuild", WEEK, path=path)
    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stdout
    assert "khác ở word/document.xml\n" in said and "khác ở word/styles.xml\n" in said
    assert f"python-docx: lúc ban hành {made_by()['python-docx']}, nay 0.0" in said
    assert said.count("KHÁC bản đã niêm phong") == 3, "reports and the page"
    assert "tong-hop-2023-W12.xlsx: đúng từng byte" in said, "and not the workbook"
    assert max(map(len, said.splitlines())) <= 80


def test_what_was_edited_or_not_kept_is_told(office):
    """Of what was sealed as edited the bytes are kept; of what an older program issued no more."""
    name = f"bao-cao-{WEEK}.docx"
    with open_ledger(office.collected) as ledger:
        issue = ledger.issued()[Period.parse(WEEK)]
        ledger.issue(replace(issue, kept={**issue.kept, name: ""}), ())
    done = office.run("rebuild", WEEK)
    assert done.returncode == 0 and f"{name}: niêm phong sau khi sửa tay" in done.stdout
    with open_ledger(office.collected) as ledger:
        ledger.issue(replace(issue, kept={}), ())
    done = office.run("rebuild", WEEK)
    assert done.returncode == 1 and done.stdout.count("không dựng lại được") == 4
    assert done.stdout.count(issue.files[name]) == 1


def test_what_the_archive_no_longer_holds_whole_is_not_drawn(office):
    kept = sealed(office, WEEK).kept[f"bao-cao-{WEEK}.docx"]
    path = office.collected / ".archive" / kept[:2] / kept
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    done = office.run("rebuild", WEEK)
    assert done.returncode == 1 and done.stdout.count("không dựng lại được") == 1


def test_what_cannot_be_made_again_is_said(office):
    for words, said in (
        (("rebuild", "2023-W11"), "chưa ban hành"),
        (("rebuild", WEEK, "--to", office.collected / "lại"), "Hãy chọn thư mục khác"),
    ):
        done = office.run(*words)
        assert done.returncode == 2 and said in done.stderr
    assert not (office.collected / "lại").exists()


# --- what a correction of the plan's figures says ---


def test_a_months_correction_has_its_measures_and_rates_and_no_points(office):
    document = docx.Document(office.output / MONTH / f"dieu-chinh-{MONTH}-1.docx")
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    head, *rows = rows
    assert head[3] == "Đơn vị tính" and all(row[3] for row in rows)
    rates = [row for row in rows if row[2] == "Tỷ lệ"]
    assert rates and all(row[3] == "%" and row[4][-1] == row[5][-1] == "%" for row in rates)
    assert {row[3] for row in rows} >= {"%", "máy", "thiết bị"}, "each as the plan declares it"
    assert not any(row[1] == "Thi đua" or row[2] == "Điểm" for row in rows)
    body = "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")
    assert f"Điều chỉnh {len(rows)} số liệu" in body


# --- the manifest ---


def test_a_manifest_names_all_that_outputs_were_made_of(office):
    folder = office.output / WEEK
    whole = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    issue = sealed(office, WEEK)
    for name, sha256 in whole["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert set(whole["outputs"]) == REPORTS[WEEK] - {f"dieu-chinh-{WEEK}-1.docx"}
    first = hashlib.sha256((office.collected / "tp.xlsx").read_bytes()).hexdigest()
    assert whole["inputs"] == {first: "tp.xlsx"}, "April's came later"
    told = {**whole["declarations"], **whole["wording"]}
    assert {"config.toml", "units.toml", "input_templates/weekly/report.md"} <= told.keys()
    for name, sha256 in told.items():
        assert hashlib.sha256((office.root / name).read_bytes()).hexdigest() == sha256
    assert whole["signed"] == {"number": "05", "date": "2023-03-28"}
    assert whole["kept"].items() <= issue.kept.items() and whole["made_by"] == made_by()
    assert "mẫu" not in (folder / "manifest.json").read_text(encoding="utf-8"), "nobody's name"
    corrected = json.loads((folder / f"dieu-chinh-{WEEK}-1.json").read_text(encoding="utf-8"))
    assert list(corrected["outputs"]) == [f"dieu-chinh-{WEEK}-1.docx"]
    assert list(corrected["wording"]) == ["input_templates/weekly/correction.md"]
    assert corrected["signed"]["number"] == "07" and len(corrected["inputs"]) == 1


def test_a_merge_writes_the_same_manifest_again(new_office, tmp_path):
    office = new_office()
    (office.collected / "001099012345.xlsx").write_bytes(filled("tu-phap", tmp_path))
    path = office.output / WEEK / "manifest.json"
    said = []
    for _ in range(2):
        office.run("merge", WEEK, "--now", "2023-03-28T08:00")
        said.append(path.read_bytes())
        shutil.rmtree(office.output)
    assert said[0] == said[1] and b"signed" not in said[0]
    assert b"001099012345.xlsx" not in said[0], "a file may be named after a citizen"


# --- what is kept ---


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    summary = summary_of([read(filled("tu-phap", tmp_path_factory.mktemp("made")))])
    report, grids = worded(summary), grids_of(summary, worded(summary))
    letter = letter_of(summary, report, report_appendices(grids), number="05")
    return letter, book_of(summary, report, workbook_sheets(summary, grids))


def test_what_is_kept_is_read_back_as_it_was(drawn):
    for one in drawn:
        content = kept.written(one, {"baocao06": "1"})
        assert kept.read(content) == (one, {"baocao06": "1"})
        assert kept.written(one, {"baocao06": "1"}) == content


def test_what_is_kept_names_no_citizen(drawn):
    letter, _ = drawn
    shown = replace(letter, addressees=("Ông mẫu, số định danh 001099012345",))
    said = zlib.decompress(kept.written(shown, {}))
    assert "Ông mẫu".encode() in said and b"001099012345" not in said


def test_only_nouns_of_documents_are_written_and_read(drawn):
    letter, _ = drawn
    with pytest.raises(TypeError, match="OfficeFolder"):
        kept.written(replace(letter, author=OfficeFolder.__new__(OfficeFolder)), {})
    whole = json.loads(zlib.decompress(kept.written(letter, {})))
    for told in (
        {"is": "Popen", "args": "true"},  # no noun of a document
        {**whole["drawn"], "stamp": "of a later program"},
        {"is": "Tone", "value": "good"},  # a part of one, and no document
        [],
    ):
        content = zlib.compress(json.dumps({**whole, "drawn": told}).encode())
        with pytest.raises(kept.Unreadable):
            kept.read(content)
    for spoilt in (b"", b"x", zlib.compress(b"{}"), zlib.compress(b"[1]")):
        with pytest.raises(kept.Unreadable):
            kept.read(spoilt)
