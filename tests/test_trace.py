"""A printed number leads back to the cells units filled."""

import openpyxl
import pytest
from traced import Followed, follow
from typed import OfficeFolder

WEEK, MONTH, NOW = "2023-W13", "2023-04", "2023-04-14T08:00:00+07:00"


@pytest.fixture(scope="module")
def office(short_demo, tmp_path_factory):
    """The six weeks, and the month they add up to."""
    office = OfficeFolder.at(short_demo).copy_to(tmp_path_factory.mktemp("truy vết") / "mẫu")
    assert office.run("merge", MONTH, "--now", NOW).returncode in (0, 1)
    return office


def test_every_number_of_a_week_and_a_month_leads_to_its_cells(office):
    counts = follow(Followed(office.root, NOW), "2023-W12", WEEK, MONTH)
    assert counts["numbers"] > 500 and counts["cells"] > 5000, counts


def test_a_number_is_found_as_printed_by_its_name_and_by_its_cell(office):
    by_name = office.json("trace", WEEK, "dvc.received_total", "--now", NOW)
    (found,) = by_name["found"]
    printed = found["printed"]
    assert found["made_of"]["value"] == int(printed.replace(".", ""))
    place = next(p for p in found["places"] if p["sheet"] == "Tổng hợp")
    book = openpyxl.load_workbook(
        office.output / WEEK / f"tong-hop-{WEEK}.xlsx", data_only=True, read_only=True
    )
    assert book[place["sheet"]][place["cell"]].value == found["made_of"]["value"]
    for asked in (f"Tổng hợp!{place['cell']}", printed, printed.replace(".", "")):
        again = office.json("trace", WEEK, asked, "--now", NOW)["found"]
        assert found["made_of"] in [one["made_of"] for one in again], asked
    assert not office.json("trace", WEEK, "Tổng hợp!A1", "--now", NOW)["found"]


def test_the_screen_shows_the_sum_the_places_and_the_cells(office):
    ended = office.run("trace", WEEK, "dvc.dvc-01.received_online", "--now", NOW)
    assert ended.returncode == 0 and not ended.stderr
    lines = ended.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    said = " ".join(ended.stdout.split())
    assert f"bao-cao-{WEEK}.docx, Phụ lục" in said
    assert "Báo cáo tuần 13 - Công an.xlsx, trang “Số liệu” (SHA-256" in said
    assert "trực tuyến – tuần 13/2023" in said and "cước công dân (ô E10)" in said
    assert f"Đã ghi: output/{WEEK}/truy-vet-{WEEK}.xlsx" in said


def test_a_month_goes_down_to_the_weekly_cells(office):
    (found,) = office.json("trace", MONTH, "dvc.dvc-01.received_online", "--now", NOW)["found"]
    weeks = found["made_of"]["parts"]
    assert [one["period"] for one in weeks] == [f"2023-W{week:02}" for week in range(10, 14)]
    assert all(one["cell"] == "E10" and len(one["sha256"]) == 64 for one in weeks)
    assert found["made_of"]["value"] == sum(one["value"] for one in weeks)


def test_the_workbook_of_a_trace_lists_each_cell_and_these_add_up(office):
    assert office.run("trace", MONTH, "dvc.received_online", "--now", NOW).returncode == 0
    path = office.output / MONTH / f"truy-vet-{MONTH}.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Nơi in", "Cách tính", "Ô số liệu"]
    header, *rows = list(book["Ô số liệu"].values)[3:]
    values = [row[header.index("Giá trị")] for row in rows]
    _, *steps = list(book["Cách tính"].values)[3:]
    assert sum(values) == steps[0][3] and len(rows) > 60
    assert {len(row[header.index("SHA-256 của tệp")]) for row in rows} == {64}
    cell = book["Ô số liệu"].cell(5, header.index("Ô") + 1)
    assert "collected" in cell.hyperlink.target and cell.hyperlink.location
    assert book["Ô số liệu"].auto_filter.ref


def test_a_number_in_several_places_lists_them_all_and_one_nobody_printed_suggests_others(office):
    several = office.run("trace", WEEK, "8", "--now", NOW)
    said = " ".join(several.stdout.split())
    assert several.returncode == 0 and "số liệu khác nhau:" in said
    assert "1. 8: " in said and "2. 8: " in said and f"baocao06 trace {WEEK}" in said
    unknown = office.run("trace", WEEK, "987.654", "--now", NOW)
    assert unknown.returncode == 1 and "Gần nhất có: " in unknown.stdout
    assert not unknown.stderr
    misspelt = office.json("trace", WEEK, "dvc.receivedtotal", "--now", NOW)
    assert misspelt["found"] == [] and "dvc.received_total" in misspelt["near"]


def test_a_rate_is_its_two_sums_and_a_count_of_units_its_units(office):
    names = [
        one["made_of"]["name"]
        for one in office.json("trace", WEEK, "Tổng hợp!E42", "--now", NOW)["found"]
    ]
    assert len(names) <= 1
    units = office.json("trace", WEEK, "nop-bao-cao.on_time", "--now", NOW)["found"][0]["made_of"]
    assert units["value"] == len(units["parts"]) > 3
    assert all(one["file"] and one["sha256"] for one in units["parts"])


def test_what_is_carried_says_on_whose_word(office):
    by = ("--by", "Người mẫu", "--why", "Theo ý kiến mẫu", "--now", NOW)
    assert office.run("carry", "thue", WEEK, *by).returncode == 0
    assert office.run("merge", WEEK, "--now", NOW).returncode in (0, 1)
    (found,) = office.json("trace", WEEK, "dvc.dvc-18.carried_over", "--now", NOW)["found"]
    (note,) = found["made_of"]["notes"]
    assert "2023-W12" in note and "Người mẫu" in note
    assert "tuần 12" in found["made_of"]["file"].casefold()


def test_an_issued_report_is_traced_as_it_was_sealed(office):
    sign = ("--number", "05", "--date", "2023-04-04", "--by", "Người mẫu", "--now", NOW)
    assert office.run("issue", "2023-W11", *sign).returncode in (0, 1)
    (before,) = office.json("trace", "2023-W11", "dvc.received_total", "--now", NOW)["found"]
    later = "2023-04-15T08:00:00+07:00"
    aside = ("set-aside", "Báo cáo tuần 11 - Công an.xlsx", "--by", "Người mẫu", "--why", "Nhầm")
    assert office.run(*aside, "--now", later).returncode == 0
    (found,) = office.json("trace", "2023-W11", "dvc.received_total", "--now", later)["found"]
    assert found["made_of"] == before["made_of"]
    assert "đã ban hành ghi" in found["notes"][0] and not before["notes"]
    assert "niêm phong" in office.run("trace", "2023-W11", "5", "--now", later).stdout


@pytest.mark.parametrize("period", [WEEK, MONTH])
def test_beside_each_total_a_link_leads_to_its_source_and_from_there_to_its_cell(office, period):
    book = openpyxl.load_workbook(office.output / period / f"tong-hop-{period}.xlsx")
    sources = book["Nguồn số liệu"]
    header = [cell.value for cell in sources[4]]
    names = [sources.cell(row, 1).value for row in range(5, sources.max_row + 1)]
    assert header[0] == "Mã số liệu" and all(names) and len(set(names)) > 150
    totals = book["Tổng hợp"]
    links = [row[-1] for row in totals.iter_rows(min_row=8) if row[-1].hyperlink]
    assert len(links) > 25
    for cell in links:
        sheet, _, there = cell.hyperlink.location.rpartition("!")
        row = sources[int(there.removeprefix("A"))]
        places = row[header.index("Các nơi in")].value
        assert sheet == "'Nguồn số liệu'" and cell.value == "xem"
        assert any(f"Tổng hợp!{one.coordinate}" in places for one in totals[cell.row]), places
    data = book["Dữ liệu"]
    assert data.tables["SoLieu"].autoFilter.ref
    if period == WEEK:
        led = [row[-1] for row in sources.iter_rows(min_row=5) if row[-1].hyperlink]
        assert len(led) > 25
        for cell in led:
            there = cell.hyperlink.location.rpartition("!")[2]
            found = [one.value for one in data[int(there.removeprefix("A"))]]
            row = sources[cell.row]
            service, unit, number = f"dvc.{found[4]}", f"don-vi.{found[1]}", f"{found[8]}"
            said = row[header.index("Số in")].value.replace(".", "").lstrip("0") or "0"
            if said == "cả dòng":
                assert row[0].value in (service, unit)
            else:  # a sentence states it, too
                assert (row[0].value, said) == (f"{service}.{found[6]}", number)


def test_a_units_own_row_is_asked_for_by_its_name(office):
    found = office.json("trace", WEEK, "dvc.dvc-01", "--now", NOW)["found"]
    names = {one["made_of"]["name"] for one in found}
    assert {"dvc.dvc-01.received_online", "dvc.dvc-01.received_total"} < names
    assert {one["made_of"]["unit"] for one in found if not one["made_of"]["parts"]} == {"cong-an"}


def test_a_months_data_are_the_weekly_cells_it_adds_up(office):
    book = openpyxl.load_workbook(office.output / MONTH / f"tong-hop-{MONTH}.xlsx", data_only=True)
    header, *rows = book["Dữ liệu"].values
    column = {name: at for at, name in enumerate(header)}
    online = [
        row for row in rows if row[column["Mã cột"]] == "received_online" and row[column["Ô"]]
    ]
    assert {row[column["Kỳ"]] for row in online} == {f"2023-W{week}" for week in range(10, 14)}
    (total,) = (row for row in book["Tổng hợp"].values if row[1] == "TỔNG CỘNG")
    assert total[3] == sum(row[column["Giá trị"]] for row in online)


def test_documents_older_than_what_is_known_are_said_to_be(office, tmp_path):
    there = office.copy_to(tmp_path / "văn phòng mẫu")
    asked = ("trace", MONTH, "dvc.received_online", "--now", NOW)
    there.run("merge", MONTH, "--now", NOW)  # other tests decide in the office that all share
    assert not there.json(*asked)["outdated"]
    who = ("--by", "Cán bộ mẫu", "--why", "Lý do mẫu", "--now", NOW)
    sent, *_ = sorted(there.collected.rglob("Báo cáo tuần 13*.xlsx"))
    done = there.run("set-aside", sent.relative_to(there.collected).as_posix(), *who)
    assert done.returncode == 0, done.stderr
    said = " ".join(there.run(*asked).stdout.split())
    assert f"văn bản trong output còn theo số cũ. Chạy: baocao06 merge {MONTH}" in said
    assert there.json(*asked)["outdated"]
    assert there.run("merge", MONTH, "--now", NOW).returncode in (0, 1)
    assert not there.json(*asked)["outdated"]
