"""The plan's own list, written by hand from its text, held against the shipped declarations."""

import re
import tomllib
import unicodedata
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from shipped import DECLARED

from pipeline.config.office import load_office
from pipeline.domain.form import Rows
from pipeline.intake.words import fold

ROOT = Path(__file__).parents[1]
OFFICE = load_office(ROOT / "config.toml")
CONFIG = DECLARED
WEEKLY = tomllib.loads(
    (ROOT / "input_templates" / "weekly" / "form.toml").read_text(encoding="utf-8")
)
UNITS, TASKS, INDICATORS = CONFIG["units"], CONFIG["tasks"], CONFIG["indicators"]
UNIT = {unit["code"]: unit for unit in UNITS}
TASK = {task["code"]: task for task in TASKS}
INDICATOR = {indicator["code"]: indicator for indicator in INDICATORS}
MARKS = {"các phòng, ban, ngành": "@cap-huyen", "các xã": "@xa", "mọi đơn vị": "@tat-ca"}

# Every row of Parts II and III, in order; one line for each deadline the plan gives a row.
# number | what it says | chủ trì | thực hiện | phối hợp | deadline in words | when | how much
# Bodies are named as the plan names them; "–": the plan says nothing.
# The 100% of 1.1 is what the directive asks of others; that task is done when it is issued.
# when: "xong" a day = done by it; "từ" a day = from it on; "rồi thường xuyên" = and on after that.
PLAN = """
1.1 | Chỉ thị đẩy mạnh thực hiện chuyển đổi số và Đề án 06 | Văn phòng huyện ủy | – \
    | Văn phòng UBND huyện; Phòng Nội vụ; các đơn vị liên quan \
    | trong tháng 3/2023 | xong 31/03/2023 | –
1.2 | Ban hành Kế hoạch kiểm tra, đôn đốc, hướng dẫn | Công an huyện | – | Văn phòng Ủy ban huyện \
    | trong tháng 3 năm 2023 | xong 31/03/2023 | –
1.2 | Tổ chức kiểm tra | Công an huyện | – | Văn phòng Ủy ban huyện \
    | trong tháng 04 năm 2023 | xong 30/04/2023 | –
1.3 | Hội nghị tập huấn chuyên đề các nội dung Đề án 06 | Văn phòng UBND huyện | – | các đơn vị \
    | trong Quý II/2023 | xong 30/06/2023 | –
1.4 | Bố trí kinh phí | Phòng Tài chính - Kế hoạch | – | các đơn vị \
    | trước tháng 3/2023 | xong 28/02/2023 | –
2 | Nghị định số 104/2022/NĐ-CP | Phòng Văn hóa - Thông tin | mọi đơn vị | – \
    | thường xuyên, liên tục, quyết liệt | thường xuyên | –
3.1 | Rà soát các văn bản cần sửa đổi, bổ sung | Phòng Tư pháp | – | các đơn vị \
    | trong tháng 3/2023 | xong 31/03/2023 | –
3.2(1) | đã được công bố trên Cổng dịch vụ công | Văn phòng UBND huyện | – | các đơn vị \
    | trong tháng 03/2023 | xong 31/03/2023 | –
3.2(2) | số hóa hồ sơ gắn với kết quả giải quyết thủ tục hành chính | – | mọi đơn vị | – \
    | thường xuyên | thường xuyên | –
3.2(3) | Quyết định 422/QĐ-TTg ngày 04/04/2022 | – \
    | Phòng Tư pháp; Công an huyện; Trung tâm y tế; Bảo hiểm xã hội huyện | – \
    | thường xuyên đối với các thủ tục đã triển khai | thường xuyên | 53
3.2(3) | cấp thẻ Bảo hiểm y tế cho trẻ dưới 6 tuổi | – \
    | Phòng Tư pháp; Công an huyện; Trung tâm y tế; Bảo hiểm xã hội huyện | – \
    | triển khai ngay | thường xuyên | 02
3.2(3) | các thủ tục chưa triển khai | – \
    | Phòng Tư pháp; Công an huyện; Trung tâm y tế; Bảo hiểm xã hội huyện | – \
    | ngay sau khi có văn bản chỉ đạo của Chính phủ, các bộ, ngành | khi phát sinh | 53
3.2(4)a | văn bản quán triệt 100% cán bộ | Văn phòng UBND huyện | – | – \
    | hoàn thành trong tháng 03/2023 | xong 31/03/2023 | 100%
3.2(4)a | không nộp hồ sơ trực tiếp | Văn phòng UBND huyện | mọi đơn vị | – \
    | theo dõi, đôn đốc thực hiện | thường xuyên | 100%
3.2(4)b | đối với các nhóm dịch vụ công thiết yếu theo Đề án 06 | – | mọi đơn vị | – \
    | từ tháng 03/2023 | thường xuyên từ 01/03/2023 | 80% 50%
3.2(4)c | ký số trên thiết bị di động | – | – | – | thường xuyên | thường xuyên | –
3.2(5) | điện tử hóa mẫu đơn, tờ khai | – | mọi đơn vị | – \
    | tháng 6/2023 | xong 30/06/2023 | 20%
3.2(6) | máy tính có kết nối mạng internet tại trụ sở UBND cấp xã | các xã | – | – \
    | trong Quý I/2023 | xong 31/03/2023 | –
3.2(7) | bộ phận một cửa cấp huyện | – | Trung tâm hành chính công | – \
    | cấp huyện từ 01/12/2022 | thường xuyên từ 01/12/2022 | –
3.2(7) | bộ phận một cửa cấp xã | – | các xã | – \
    | cấp xã từ 01/6/2023 | thường xuyên từ 01/06/2023 | –
3.2(8) | Thông tư số 75/2022/TT-BTC ngày 22/12/2022 | Phòng Tài chính | – | Công an huyện \
    | trong tháng 03/2023 | xong 31/03/2023 | –
3.3(1) | đầu đọc thẻ | Trung tâm y tế huyện | – | Công an huyện; các đơn vị; các xã \
    | trang bị thiết bị trong quý I/2023 | xong 31/03/2023 | –
3.3(1) | trong khám chữa bệnh | Trung tâm y tế huyện | – | Công an huyện; các đơn vị; các xã \
    | thực hiện thường xuyên | thường xuyên | –
3.3(2) | không dùng tiền mặt tại các cơ sở giáo dục, cơ sở y tế \
    | Trung tâm y tế; Phòng GD&ĐT | – | – | trong Quý I/2023 | xong 31/03/2023 | –
3.3(2) | không dùng tiền mặt tại các cơ sở giáo dục, cơ sở y tế \
    | Trung tâm y tế; Phòng GD&ĐT | – | – | thực hiện thường xuyên | thường xuyên | –
3.3(3) | chứng minh nhân dân 9 số | – | mọi đơn vị | – | thực hiện ngay | thường xuyên | 100%
3.3(4) | cấp tài khoản an sinh | Phòng lao động thương binh- xã hội | – | – \
    | trong tháng 03/2023 | xong 31/03/2023 | 100%
3.3(4) | chi trả không dùng tiền mặt | Phòng lao động thương binh- xã hội | – | – \
    | thường xuyên | thường xuyên | –
3.3(5) | thông báo lưu trú | Công an huyện | – | các đơn vị \
    | khi Bộ Công an triển khai phần mềm quản lý lưu trú cho các cơ sở | khi phát sinh | –
3.4(1) | thu nhận hồ sơ cấp thẻ CCCD | Công an huyện | – | các đơn vị; các xã \
    | thường xuyên | thường xuyên | –
3.4(1) | Cấp tài khoản định danh điện tử | Công an huyện | – | các đơn vị; các xã \
    | đến hết Quý II/2023 | xong 30/06/2023 | 40.000
3.4(1) | Tiếp tục cấp tài khoản | Công an huyện | – | các đơn vị; các xã \
    | sau đó thực hiện thường xuyên | thường xuyên từ 01/07/2023 | –
3.4(2) | Cuộc vận động tuyên truyền, hướng dẫn | Công an huyện | – | Phòng Văn hóa thông tin \
    | trong Quý I/2023 | xong 31/03/2023 | –
3.5(1) | 1552/BTTTT-THH ngày 26/4/2022 | Công an huyện | – | – \
    | trong Quý I/2023 | xong 31/03/2023 | –
3.5(2) | số hóa dữ liệu chuyên ngành | – | mọi đơn vị | – \
    | trong Quý III/2023 | xong 30/09/2023 | 100%
3.5(3) | Quy trình 1050 ngày 09/11/2022 và Quy trình 1292 ngày 20/12/2022 | Phòng Tư pháp | – | – \
    | khi Sở Tư pháp triển khai; thực hiện từ Quý I/2023 | khi phát sinh từ 01/01/2023 | –
3.5(4) | hồ sơ chuyên ngành lực lượng Công an | Công an huyện | – | – \
    | thường xuyên | thường xuyên | –
3.5(4) | số hóa hồ sơ cư trú | Công an huyện | – | – | trong Quý II/2023 | xong 30/06/2023 | –
3.5(5) | Làm sạch dữ liệu của các ban, ngành | – \
    | Phòng Nội vụ; Phòng Lao động - Thương binh và Xã hội; Phòng Tài nguyên và Môi trường; \
      Bảo hiểm xã hội huyện; Phòng Giáo dục và Đào tạo; \
      Ủy ban MTTQ, các tổ chức đoàn thể cấp huyện \
    | Công an huyện | từ Quý I/2023 | thường xuyên từ 01/01/2023 | –
3.5(6) | phần mềm hồ sơ sức khỏe điện tử | – | – | – | trong Quý I/2023 | xong 31/03/2023 | –
3.5(7) | cư trú ở nước ngoài | Công an huyện | – | các đơn vị \
    | trong quý II/2023 | xong 30/06/2023 | –
4.1 | Rà soát, bố trí cán bộ phù hợp | Phòng Nội vụ | – | các đơn vị; các xã \
    | trong tháng 3/2023 | xong 31/03/2023 | –
4.2 | lộ lọt thông tin và bảo vệ dữ liệu cá nhân | Công an huyện | – | – \
    | trong tháng 4/2023 | xong 30/04/2023 | –
4.3 | bảo trì, nâng cấp hạ tầng công nghệ thông tin | – | – | – | thường xuyên | thường xuyên | –
5 | tại đơn vị, địa phương mình | – | mọi đơn vị | – | – | không nêu | –
5.1 | Nhiệm vụ đột phá huyện | – | – | – | – | không nêu | –
5.2 | Công trình đột phá các đơn vị, các xã | mọi đơn vị | – | – \
    | trước ngày 12/3/2023 | xong 11/03/2023 | –
6 | Kiểm tra, đánh giá thực hiện Đề án 06 | mọi đơn vị | – | – | – | không nêu | –
7 | chế độ thông tin, báo cáo theo quy định | Công an huyện | – | Văn phòng UBND huyện \
    | – | không nêu | –
III.1 | Xây dựng Kế hoạch cụ thể | mọi đơn vị | – | – | trước ngày 08/03/2023 | xong 07/03/2023 | –
III.2 | 513/CAT-PC06 ngày 21/3/2022 \
    | Công an huyện; Phòng Tư pháp; Phòng Tài nguyên và Môi trường; Phòng Giáo dục và Đào tạo; \
      Phòng Lao động - Thương binh và Xã hội; Cục Thuế huyện; Bảo hiểm xã hội huyện; \
      Điện lực huyện \
    | – | – | trước 09h ngày Thứ 3 hàng tuần | thường xuyên | –
III.2 | Đề án 06 hàng tháng | mọi đơn vị | – | – | trước ngày 13 hàng tháng | thường xuyên | –
III.2 | Đề án 06 của 06 tháng, 01 năm | mọi đơn vị | – | – \
    | trước ngày 14/06 và 14/12 hàng năm | hàng năm | –
III.3 | sơ kết, tổng kết | Công an huyện | – | Văn phòng HĐND-UBND huyện | – | không nêu | –
III.4 | danh hiệu thi đua | Phòng Nội vụ | – | Văn phòng HĐND-UBND huyện; Công an huyện \
    | hàng năm | hàng năm | –
cuối | khó khăn, vướng mắc | mọi đơn vị | – | – \
    | quá trình thực hiện có khó khăn, vướng mắc | khi phát sinh | –
"""
ROWS = [
    [re.sub(r"\s+", " ", cell).strip().removeprefix("–") for cell in line.split("|")]
    for line in PLAN.strip().splitlines()
]

HEADINGS = {
    "1": "Công tác tham mưu, chỉ đạo triển khai",
    "2": "Tăng cường thực hiện công tác tuyên truyền Đề án 06 và dịch vụ công",
    "3.1": "Triển khai các nhóm nhiệm vụ Đề án 06",
    "3.2": "Thực hiện dịch vụ công",
    "3.3": "Nhóm tiện ích phát triển kinh tế, xã hội",
    "3.4": "Nhóm nhiệm vụ phát triển công dân số",
    "3.5": "Xây dựng hệ sinh thái, dữ liệu dùng chung",
    "4": "Đảm bảo an ninh an toàn",
    "5": "Thực hiện “công trình”, nhiệm vụ đột phá của Đề án 06",
    "6": "Tăng cường công tác kiểm tra, đánh giá thực hiện Đề án 06",
    "7": "Thực hiện nghiêm túc chế độ thông tin, báo cáo",
    "III": "Tổ chức thực hiện",
    "cuối": "Tổ chức thực hiện",
}

# Where the plan sets a number or a day: section, target, by when.
TARGETS = {
    "ct-dvc-thiet-yeu": ("3.2(4)b", 80, None),
    "ct-dvc-con-lai": ("3.2(4)b", 50, None),
    "ct-cbccvc": ("3.2(4)a", 100, None),
    "ct-an-sinh": ("3.3(4)", 100, date(2023, 3, 31)),
    "ct-tai-khoan": ("3.4(1)", 40000, date(2023, 6, 30)),
    "ct-so-hoa-chuyen-nganh": ("3.5(2)", 100, date(2023, 9, 30)),
    "ct-cu-tru": ("3.5(4)", None, date(2023, 6, 30)),
    "ct-nuoc-ngoai": ("3.5(7)", None, date(2023, 6, 30)),
}

# mã đơn vị hành chính, name in 2023
COMMUNES = """
18496 thị trấn Hương Khê
18499 xã Điền Mỹ
18502 xã Hà Linh
18505 xã Hương Thủy
18508 xã Hòa Hải
18514 xã Phúc Đồng
18517 xã Hương Giang
18520 xã Lộc Yên
18523 xã Hương Bình
18526 xã Hương Long
18529 xã Phú Gia
18532 xã Gia Phố
18535 xã Phú Phong
18538 xã Hương Đô
18541 xã Hương Vĩnh
18544 xã Hương Xuân
18547 xã Phúc Trạch
18550 xã Hương Trà
18553 xã Hương Trạch
18556 xã Hương Lâm
18559 xã Hương Liên
"""
# mã đơn vị hành chính and name since 01/7/2025: what it was made of
MERGED = """
18496 xã Hương Khê: thị trấn Hương Khê, xã Hương Long, xã Phú Gia, xã Phú Phong
18502 xã Hà Linh: xã Điền Mỹ, xã Hà Linh
18523 xã Hương Bình: xã Hòa Hải, xã Phúc Đồng, xã Hương Bình
18532 xã Hương Phố: xã Hương Thủy, xã Hương Giang, xã Gia Phố
18544 xã Hương Xuân: xã Hương Vĩnh, xã Hương Xuân, xã Hương Lâm
18547 xã Phúc Trạch: xã Phúc Trạch, xã Hương Trạch, xã Hương Liên
18550 xã Hương Đô: xã Lộc Yên, xã Hương Đô, xã Hương Trà
"""

# Every name the plan gives a district body.
NAMED = {
    "Văn phòng huyện ủy": "van-phong-huyen-uy",
    "Văn phòng UBND huyện": "vp-hdnd-ubnd",
    "Văn phòng Ủy ban huyện": "vp-hdnd-ubnd",
    "Văn phòng HĐND-UBND huyện": "vp-hdnd-ubnd",
    "Phòng Nội vụ": "noi-vu",
    "Phòng Tư pháp": "tu-phap",
    "Phòng Tài chính - Kế hoạch": "tckh",
    "Phòng Tài chính": "tckh",
    "Phòng Tài nguyên và Môi trường": "tnmt",
    "Phòng Lao động - Thương binh và Xã hội": "ldtbxh",
    "Phòng lao động thương binh- xã hội": "ldtbxh",
    "Phòng Văn hóa - Thông tin": "vhtt",
    "Phòng Văn hóa thông tin": "vhtt",
    "Phòng Giáo dục và Đào tạo": "gddt",
    "Phòng GD&ĐT": "gddt",
    "Trung tâm y tế huyện": "ttyt",
    "Trung tâm y tế": "ttyt",
    "Trung tâm hành chính công": "tthcc",
    "Công an huyện": "cong-an",
    "Công an an huyện": "cong-an",
    "Bảo hiểm xã hội huyện": "bhxh",
    "Cục Thuế huyện": "thue",
    "Điện lực huyện": "dien-luc",
    "Ủy ban MTTQ, các tổ chức đoàn thể cấp huyện": "mttq",
}
WEEKLY_SENDERS = ["cong-an", "tu-phap", "tnmt", "gddt", "ldtbxh", "thue", "bhxh", "dien-luc"]


def alive(unit, day):
    return unit.get("since", day) <= day <= unit.get("until", day)


def on(day, group=None):
    return [unit for unit in UNITS if alive(unit, day) and group in (None, unit["group"])]


def names(unit):
    return {fold(name) for name in (unit["name"], *unit["aliases"])}


def called(name, day=date(2023, 6, 1)):
    """Return the one unit of a day that goes by a name."""
    (found,) = [unit["code"] for unit in on(day) if fold(name) in names(unit)]
    return found


def split(cell):
    """Return codes and marks of the named bodies of a cell, and the words for the others."""
    bodies = [body.strip() for body in cell.split(";") if body.strip()]
    unnamed = [body for body in bodies if body in ("các đơn vị", "các đơn vị liên quan")]
    codes = [MARKS.get(body) or called(body) for body in bodies if body not in unnamed]
    return sorted(codes), "; ".join(unnamed)


def when(cell):
    """Return timing, start, due and whether it goes on, of a cell of the list."""
    said = re.fullmatch(r"(?:xong (\S+)|(.*?))(?: từ (\S+))?( rồi thường xuyên)?", cell)
    due, kind, starts, then = said.groups()
    kinds = {
        "thường xuyên": "ongoing",
        "khi phát sinh": "on-event",
        "hàng năm": "yearly",
        "không nêu": "unstated",
    }
    return "by" if due else kinds[kind], day_of(starts), day_of(due), bool(then)


def day_of(text):
    return text and date(*(int(part) for part in reversed(text.split("/"))))


def figures(text):
    return " ".join(re.findall(r"\d[\d.]*%?", text))


def test_the_list_is_whole():
    numbers = dict.fromkeys(row[0] for row in ROWS)
    part_two = [number for number in numbers if not number.startswith(("III", "cuối"))]
    assert len(part_two) == 38 and len(numbers) == 43
    assert list(dict.fromkeys(task["number"] for task in TASKS)) == list(numbers)
    assert len(TASKS) == len(ROWS)


@pytest.mark.parametrize(
    ("row", "task"),
    list(zip(ROWS, TASKS, strict=False)),
    ids=[row[0] for row in ROWS[: len(TASKS)]],
)
def test_a_task_is_what_the_plan_says(row, task):
    number, phrase, lead, performers, supporters, words, timing, quantity = row
    assert task["number"] == number
    assert phrase.casefold() in f"{task.get('part', '')}: {task['content']}".casefold()
    assert sorted(task["lead"]) == split(lead)[0]
    assert sorted(task.get("performers", [])) == split(performers)[0]
    assert (sorted(task.get("with", [])), task.get("with_words", "")) == split(supporters)
    assert task.get("deadline_words", "") == words
    assert when(timing) == (
        task["timing"],
        task.get("starts"),
        task.get("due"),
        task.get("then_ongoing", False),
    )
    assert figures(task.get("quantity", "")) == figures(quantity)


def test_tasks_stand_under_the_plans_headings():
    for task in TASKS:
        number = task["number"]
        above = [head for head in HEADINGS if re.match(rf"{re.escape(head)}(?!\d)", number)]
        assert task["group"] == HEADINGS[max(above, key=len)], number
    assert {task["group"] for task in TASKS} == set(HEADINGS.values())


def test_only_what_has_several_deadlines_is_split():
    for number in {task["number"] for task in TASKS}:
        rows = [task for task in TASKS if task["number"] == number]
        parts = [task.get("part", "") for task in rows]
        if len(rows) == 1:
            assert parts == [""], number
        else:
            assert all(parts) and len(set(parts)) == len(parts), number
            assert len({task["deadline_words"] for task in rows}) == len(rows), number
            assert [task["code"][-1] for task in rows] == list("abc"[: len(rows)])


def test_what_the_plan_leaves_open_stays_open():
    """Four rows are given to nobody; thirteen rows of Part II have no lead."""
    rows = dict.fromkeys(task["number"] for task in TASKS)
    mine = {number: [task for task in TASKS if task["number"] == number] for number in rows}
    leaderless = [n for n in rows if not any(task["lead"] for task in mine[n])]
    nobodys = [
        n
        for n in rows
        if not any(t["lead"] or t.get("performers") or t.get("with") for t in mine[n])
    ]
    assert nobodys == ["3.2(4)c", "3.5(6)", "4.3", "5.1"]
    assert leaderless == [
        *("3.2(2)", "3.2(3)", "3.2(4)b", "3.2(4)c", "3.2(5)", "3.2(7)"),
        *("3.3(3)", "3.5(2)", "3.5(5)", "3.5(6)", "4.3", "5", "5.1"),
    ]


def test_targets_are_the_plans_and_no_others():
    for code, indicator in INDICATOR.items():
        number, target, by = TARGETS.get(code, (None, None, None))
        assert (indicator.get("target"), indicator.get("target_by")) == (target, by), code
        if number:
            assert TASK[indicator["task"]]["number"] == number, code
    assert set(TARGETS) <= set(INDICATOR)
    march = date(2023, 3, 1)  # "Thực hiện từ tháng 03/2023"
    assert CONFIG["targets"] == {"online_essential": 80, "since": march}
    since = {code: one["target_since"] for code, one in INDICATOR.items() if "target_since" in one}
    assert since == {"ct-dvc-thiet-yeu": march, "ct-dvc-con-lai": march}
    assert INDICATOR["ct-dvc-con-lai"]["target"] == 50


def test_an_indicator_stands_on_the_section_of_its_task():
    dashes = {"gạch thứ nhất": "a", "gạch thứ hai": "b", "gạch thứ ba": "c"}
    for code, indicator in INDICATOR.items():
        basis = indicator["basis"]
        if "Kế hoạch không nêu" in basis:
            assert not indicator.keys() & {"target", "target_by", "task"}, code
            continue
        section, _, dash = basis.removeprefix("Kế hoạch, mục II.").partition(", ")
        if "task" in indicator:
            assert TASK[indicator["task"]]["number"] == section + dashes.get(dash, ""), code
        else:
            assert section in HEADINGS, code


def test_indicators_are_counted_where_the_figures_are():
    assert 25 <= len(INDICATORS) <= 45
    numbers = [indicator["number"] for indicator in INDICATORS]
    groups = list(dict.fromkeys(indicator["group"] for indicator in INDICATORS))
    assert numbers == [
        f"{index}.{place}"
        for index, group in enumerate(groups, start=1)
        for place in range(1, [i["group"] for i in INDICATORS].count(group) + 1)
    ]
    cleaned = {i["units"][0]: i for i in INDICATORS if i.get("task") == "nv-3-5-5"}
    # Công an huyện, whom the plan tells them to work with, reports for those it names no unit for.
    assert set(cleaned) - {"cong-an"} == set(TASK["nv-3-5-5"]["performers"])
    assert "cong-an" in TASK["nv-3-5-5"]["with"]
    assert all(len(indicator["units"]) == 1 for indicator in cleaned.values())
    for indicator in INDICATORS:
        assert indicator["time"] in ("flow", "stock")
        assert indicator["measure"] and bool(indicator["units"]) is not indicator.get(
            "derived", False
        )
        if "of" in indicator:
            assert 0 < indicator.get("target", 100) <= 100


def test_what_the_office_knows_by_itself_it_asks_nobody():
    """The plan's section III.2 is to send reports; 3.5(2) counts who has done it."""
    sending = {task["number"]: [] for task in TASKS if "reports" in task}
    for task in TASKS:
        if task["number"] in sending:
            sending[task["number"]] += task["reports"]
    assert sending == {"III.2": ["weekly", "monthly", "half-year", "year"]}
    derived = [one for one in INDICATORS if one.get("derived")]
    assert [(TASK[one["task"]]["number"], one["units"]) for one in derived] == [("3.5(2)", [])]
    for unit in OFFICE.units:
        for rows in Rows:
            asked = {item.code for item in OFFICE.items(rows, date(2023, 3, 10), unit)}
            assert not asked & {"nv-iii-2a", "nv-iii-2b", "nv-iii-2c", "ct-so-hoa-chuyen-nganh"}


def test_what_the_weekly_report_holds_too_is_named():
    columns = {column["id"] for table in WEEKLY["tables"] for column in table["columns"]}
    for indicator in INDICATORS:
        held = {c for key in ("weekly", "weekly_of") for c in indicator.get(key, ())}
        assert held <= columns
        assert not held or (indicator["units"], indicator["time"]) == (WEEKLY_SENDERS, "flow")
        assert "weekly_of" not in indicator or "of" in indicator
    online = INDICATOR["ct-dvc-thiet-yeu"]
    assert (online["weekly"], online["weekly_of"]) == (["received_online"], ["received_new"])


def test_every_code_is_known():
    marks = {*UNIT, "@cap-huyen", "@xa", "@tat-ca"}
    for task in TASKS:
        for key in ("lead", "performers", "with"):
            assert set(task.get(key, [])) <= marks, task["code"]
        if "indicator" in task:
            assert INDICATOR[task["indicator"]]["task"] == task["code"]
    for indicator in INDICATORS:
        assert set(indicator["units"]) <= marks
        assert indicator.get("task", "nv-1-1") in TASK
    assert {unit.get("successor", "cong-an") for unit in UNITS} <= set(UNIT)
    for table in (UNITS, TASKS, INDICATORS):
        codes = [one["code"] for one in table]
        assert len(codes) == len(set(codes))
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", code) for code in codes)


def test_the_plans_names_find_their_unit():
    assert {name: called(name) for name in NAMED} == NAMED
    assert set(NAMED.values()) == {unit["code"] for unit in on(date(2023, 6, 1), "cap-huyen")}


def test_a_name_means_one_unit_at_a_time():
    for a, b in combinations(UNITS, 2):
        starts = max(a.get("since", date.min), b.get("since", date.min))
        if starts <= min(a.get("until", date.max), b.get("until", date.max)):
            assert not names(a) & names(b), (a["code"], b["code"])
    assert not any(fold("Hương Khê") in names(unit) for unit in UNITS)


@pytest.mark.parametrize("written", ["UBND {}", "Ủy ban nhân dân {}", "{}"])
def test_a_commune_is_known_however_it_is_written(written):
    day, later = date(2023, 6, 1), date(2025, 8, 1)
    for line in COMMUNES.strip().splitlines():
        number, name = line.split(" ", 1)
        unit = UNIT[called(written.format(name), day)]
        assert (unit["official_code"], unit["name"]) == (number, f"UBND {name}")
    for line in MERGED.strip().splitlines():
        number, name = line.partition(":")[0].split(" ", 1)
        assert UNIT[called(written.format(name), later)]["official_code"] == number
    assert called("Xã Hoà Hải") == "xa-hoa-hai"
    assert called("UBND xã Hương Thuỷ") == "xa-huong-thuy"
    assert called("Xã Điền Mĩ") == "xa-dien-my"
    assert called("TT. Hương Khê") == "tt-huong-khe"


def test_communes_over_the_years():
    listed = [line[:5] for line in COMMUNES.strip().splitlines()]
    assert [unit["official_code"] for unit in on(date(2023, 6, 1), "xa")] == listed
    for day, count in (
        (date(2023, 6, 1), 21),
        (date(2024, 12, 31), 21),
        (date(2025, 1, 1), 20),
        (date(2025, 2, 1), 20),
        (date(2025, 6, 30), 20),
        (date(2025, 7, 1), 7),
        (date(2025, 8, 1), 7),
    ):
        assert len(on(day, "xa")) == count, day
    assert UNIT["cong-an"]["until"] == date(2025, 2, 28)


def test_the_merger_is_followed_through_successors():
    made_of = {}
    for unit in on(date(2023, 6, 1), "xa"):
        heir = unit
        while "successor" in heir:
            after = UNIT[heir["successor"]]
            assert alive(after, heir["until"] + timedelta(days=1))
            heir = after
        assert heir["since"] == date(2025, 7, 1)
        key = f"{heir['official_code']} {heir['name'].removeprefix('UBND ')}"
        made_of.setdefault(key, set()).add(unit["name"].removeprefix("UBND "))
    assert made_of == {
        line.partition(": ")[0]: set(line.partition(": ")[2].split(", "))
        for line in MERGED.strip().splitlines()
    }
    assert UNIT["xa-phu-phong"]["successor"] == "tt-huong-khe"
    assert UNIT["xa-huong-tra"]["official_code"] == UNIT["xa-huong-do-2025"]["official_code"]


def test_who_owes_which_report():
    """III.2: eight bodies every week; everybody every month, half-year and year."""
    day = date(2023, 6, 1)
    assert [u["code"] for u in on(day) if "weekly" in u["reports"]] == WEEKLY_SENDERS
    assert [unit["code"] for unit in UNITS[:8]] == WEEKLY_SENDERS
    everybody = {"monthly", "half-year", "year"}
    assert len(on(day)) == 16 + 21
    assert all(set(unit["reports"]) - {"weekly"} == everybody for unit in UNITS)
    schedule = CONFIG["schedule"]
    assert (schedule["due_weekday"], schedule["due_time"]) == (2, "09:00")
    due = ("month_due_day", "half_year_due_day", "year_due_day")
    assert [schedule[key] for key in due] == [13, 14, 14]


def test_who_signs():
    for unit in UNITS:
        assert unit["authority"], unit["code"]
        if unit["group"] == "xa":
            assert unit["authority"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_words_are_written_as_the_plan_writes_them():
    late_tone = re.compile("(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\\w)")  # hoá, xoá, uỷ
    said = [
        value
        for table in (UNITS, TASKS, INDICATORS)
        for one in table
        for key, value in one.items()
        if isinstance(value, str) and key != "aliases"
    ]
    for text in said:
        assert unicodedata.is_normalized("NFC", text) and text == text.strip()
        assert not late_tone.search(text.casefold()), text
    assert all(len(task["content"]) <= 300 for task in TASKS)


def test_reports_call_each_task_by_a_short_title_of_its_own():
    titles = [task["short"] for task in TASKS]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert 10 < len(title) <= 60 and title[0].isupper() and title[-1] not in ".,;:…"
