"""What is said to whoever begins an office, and the files it begins with."""

from __future__ import annotations

# Names that a letterhead's lines do not break.
KEPT_TOGETHER = (
    *("Ủy ban nhân dân", "Hội đồng nhân dân", "Công an", "Tổ công tác", "Ban chỉ đạo"),
    *("triển khai", "thực hiện", "Đề án 06", "Văn phòng", "Trung tâm"),
)
SAMPLE = "Nội dung mẫu"  # what a made-up unit says, to try a wording
NO_LIST = "Không đọc được danh sách {file}. Hãy kiểm tra tệp còn ở đó, là tệp Excel (.xlsx)."
NO_HEADER = "Danh sách {file} không có dòng tiêu đề. Cần có cột: {columns}."
NO_UNITS = "Danh sách {file} không có đơn vị nào."
NO_SERVICES = "Danh sách {file} không có dịch vụ công nào."
FOLDER_TAKEN = "Thư mục {folder} đã có tệp. Hãy chọn tên khác: baocao06 init TÊN-THƯ-MỤC"
NOT_ASKED = (
    "Chưa đủ thông tin để lập văn phòng. Hãy trả lời ở màn hình, hoặc gõ đủ --name, --parent, "
    "--place, --units."
)
LIKE_ALONE = (
    "Ghi --office-of thì khai báo lấy của văn phòng mẫu: bỏ --name, --parent, --place, --units, "
    "--services, --months, rồi sửa ở các tệp được lập."
)
ASK_NAME = "Tên cơ quan, tổ công tác lập báo cáo"
ASK_PARENT = "Cơ quan cấp trên trực tiếp (in ở góc trái báo cáo)"
ASK_PLACE = "Địa danh ghi trước ngày tháng"
ASK_UNIT = "Tên đơn vị gửi báo cáo thứ {number} (Enter khi hết)"
ASK_SERVICE = "Tên dịch vụ công thứ {number} (Enter khi hết; Enter ngay: dùng danh mục có sẵn)"
ASK_COUNTER = "Đơn vị tính số liệu dịch vụ này (tên hoặc mã)"
ASK_MONTHS = "Có báo cáo tháng, 6 tháng, năm không"
NAMED_TWICE = "Đơn vị “{name}” có hai lần trong danh sách; hãy bỏ một."
UNKNOWN_COUNTER = (
    "Dịch vụ công “{service}”: không có đơn vị “{unit}”. Các đơn vị: {units}. Nhiều đơn vị cùng "
    'tính thì ghi một đơn vị, lập xong sửa ở services.toml: units = ["mã", "mã"].'
)
LIST_OF_UNITS = {  # by our name: how headers spell it
    "name": ("Tên đơn vị", "Đơn vị", "Tên", "Tên cơ quan", "Tên cơ quan, đơn vị"),
    "code": ("Mã", "Mã đơn vị"),
    "telephone": ("Điện thoại", "Số điện thoại", "ĐT", "SĐT"),
    "mail": ("E-mail", "Email", "Thư điện tử", "Hộp thư"),
}
LIST_OF_SERVICES = {
    "name": ("Tên dịch vụ công", "Dịch vụ công", "Tên dịch vụ", "Tên", "Tên thủ tục"),
    "unit": ("Đơn vị", "Mã đơn vị", "Đơn vị báo cáo"),
    "sector": ("Ngành", "Lĩnh vực"),
}
NOBODY = "Chưa giao đơn vị nào tính số liệu."
DONE = "Đã lập văn phòng trong {folder}: {units} đơn vị, {services} dịch vụ công.\n"
DONE_LIKE = "Đã lập văn phòng trong {folder} theo văn phòng mẫu.\n"
DONE_NEXT = """Xem lại bằng Notepad (những chỗ ghi “điền”, “xem lại”):
{files}
{go_in}
  baocao06 doctor
      kiểm tra trước khi dùng
  baocao06 templates
      tạo biểu mẫu gửi các đơn vị"""
GO_IN = "Tiếp theo, vào thư mục ấy rồi gõ (lệnh baocao06 có sẵn ở đó):"
UNASSIGNED = (
    "{count} dịch vụ công chưa có đơn vị tính số liệu: trong {file}, "
    'thay note = "…" bằng unit = "mã đơn vị".'
)

IN_THE_WAY = "Tệp {file} đã có. Hãy đổi tên tệp đó rồi chạy lại baocao06 migrate."
NOT_THE_SAME = (
    "Dừng lại, chưa ghi gì: sau khi chuyển, khai báo không còn như cũ. "
    "Hãy gửi config.toml cho người bảo trì chương trình."
)
KEPT = ".cu"  # after the name of a file as it was
NOTHING_TO_MOVE = "Khai báo đã theo phiên bản hiện tại, không có gì phải chuyển."
MOVING = "Sẽ chuyển khai báo của văn phòng {folder} (nội dung khai báo và ghi chú giữ nguyên):"
TOLD_ANEW = "  Ghi chú không còn đúng, được ghi lại:\n    cũ:  {before}\n    mới: {after}"
COMMENTS_OF_0_1_0 = {  # comments of 0.1.0 that moving makes untrue, and what is true then
    "# Chỉ tiêu của báo cáo tháng, 6 tháng, năm đặt ở phần indicators cuối tệp.": (
        "# Chỉ tiêu của báo cáo tháng, 6 tháng, năm đặt ở tệp của kế hoạch."
    ),
    "# Dẫn trong phần căn cứ của báo cáo; nên ghi cả số, ngày ban hành của Kế hoạch.": (
        "# Dẫn trong phần căn cứ của báo cáo; số (number), ngày ban hành (date) ghi dòng riêng."
    ),
    '# group: "cap-huyen" hoặc "xa". official_code: mã đơn vị hành chính (chỉ xã, thị trấn).': (
        "# group: mã của một nhóm trên. official_code: mã đơn vị hành chính (chỉ xã, thị trấn)."
    ),
}
CHANGED = "  {file}: từ {before} dòng còn {after} dòng; bản cũ giữ ở {file}{kept}"
ADDED = "  {file}: tệp mới, {after} dòng, {rows} mục"
STARTERS = "Sẽ thêm vào {folder} các tệp để bấm đúp hoặc gõ lệnh ở đó: {files}"
ASK_MOVE = "Chuyển"
ASK_ADD = "Thêm"
STARTERS_ADDED = "Đã thêm. Gõ baocao06 ngay trong thư mục này là chạy được chương trình."
NOT_MOVED = "Chưa chuyển gì. Muốn chuyển: baocao06 migrate --yes"
MOVED = "Đã chuyển. Gõ baocao06 doctor để kiểm tra."
MOVED_SAY = "# Các tệp khai báo khác: đơn vị, dịch vụ công; mỗi kế hoạch một tệp.\n"
PLAN_TITLE = "Kế hoạch triển khai, thực hiện Đề án 06"
PLAN_HEAD = """[plan]
title = {title}
issuer = {issuer}
"""
GROUP = """[[groups]]
code = {code}
name = {name}

"""

CONFIG = """\
# Cấu hình của văn phòng. Sửa bằng Notepad, lưu UTF-8. Sai ở đâu chương trình báo đúng dòng ở đó.
# Dòng bắt đầu bằng “#” là ghi chú. Mọi mục có thể khai: docs/maintaining.md của chương trình.

# Tệp khai báo khác.
include = ["services.toml"]
{plans}
# Lịch báo cáo: xem lại đầu mỗi năm.
[schedule]
time_zone = "Asia/Ho_Chi_Minh"
# Tuần số liệu bắt đầu từ thứ mấy: 1 = thứ Hai … 7 = Chủ nhật.
week_starts = 1
# Hạn gửi báo cáo tuần: trước giờ này của thứ mấy tuần kế tiếp; đến đúng giờ đó đã là trễ.
due_weekday = 2
due_time = "09:00"
{schedule}# Ngày nghỉ lễ, Tết, nghỉ bù (điền mỗi năm), ví dụ: [2026-01-01, 2026-04-30]
holidays = []
# Ngày thứ Bảy, Chủ nhật đi làm bù.
working_days = []
# Hạn rơi vào ngày nghỉ thì có lùi sang ngày làm việc kế tiếp không?
move_off_holidays = false

# Tỷ lệ trực tuyến phải đạt của từng dịch vụ công, tính bằng phần trăm; không có thì bỏ cả mục này.
[targets]
online_essential = 80
{emulation}
[office]
name = {name}
short_name = {name}
# Nơi đơn vị gửi về, in trên biểu mẫu (xem lại).
receiver = {name}
# Kính gửi.
addressees = [{parent}]
# Nơi nhận (xem lại); dòng cuối là dòng Lưu.
recipients = ["Như trên", "Lưu: VT"]
# Ngày văn phòng bắt đầu: kỳ kết thúc trước ngày này không tính là thiếu báo cáo.
since = {since}

# Căn cứ in ở đầu báo cáo, theo thứ tự. reports (nếu có): chỉ những loại báo cáo này dẫn.
[[bases]]
text = {basis}

# Văn bản quy định chế độ báo cáo, in ở đầu biểu mẫu (điền, rồi bỏ dấu # ở hai dòng dưới).
# [asked_by]
# weekly = "Theo Văn bản số … ngày … của …"

# Phần đầu văn bản (Nghị định 30/2020/NĐ-CP). parent, issuer: mỗi chữ trong ngoặc vuông là một dòng.
[letterhead]
parent = [{parent_lines}]
issuer = [{issuer_lines}]
# Ký hiệu sau số văn bản; địa danh trước ngày tháng.
symbol = "BC-TCT"
place = {place}

# Người ký (xem lại): các dòng quyền hạn, chức vụ; họ tên để trống thì chừa chỗ ghi tay.
[signer]
authority = ["TỔ TRƯỞNG"]
name = ""

# Đơn vị gửi báo cáo. code: mã cố định, không đổi. aliases: tên khác đơn vị hay tự ghi.
# Có thể khai thêm: short_name, aliases, head_title, contact, authority, since, until, successor.
{units}"""
NAMED_PLAN = 'plans = ["plans/ke-hoach.toml"]\n'
SCHEDULE = """\
# Số liệu tháng tính đến hết ngày nào; 6 tháng, năm gồm các tháng.
month_ends = 10
# Báo cáo tháng, 6 tháng, năm gửi trước ngày nào của tháng cuối kỳ.
month_due_day = 13
half_year_due_day = 14
half_years = [1]
year_due_day = 14
"""
EMULATION = """
# Thi đua: mỗi việc được cộng, trừ bao nhiêu điểm.
[emulation]
report_on_time = 10
report_late = 5
report_missing = -10
report_returned = -2
report_corrected = -1
task_on_time = 5
task_overdue = -5
target_met = 5
"""
UNIT = """
[[units]]
code = {code}
name = {name}
reports = [{reports}]
"""
UNIT_CONTACT = "contact = {contact}\n"
SERVICES = """\
# Danh mục dịch vụ công, mỗi dòng một dịch vụ công. code: mã cố định, không đổi.
# unit: mã của đơn vị duy nhất tính số liệu; không có thì thay bằng note = "lý do".
# Có thể khai thêm: since, until (ngày bắt đầu, thôi tính).
services = [
{rows}]
"""
SERVICE = (
    "    {{ number = {number}, code = {code}, {counted}, sector = {sector}, name = {name} }},\n"
)
SERVICE_UNIT = "unit = {unit}"
SERVICE_NOTE = "note = {note}"
PLAN = """\
# Kế hoạch mà báo cáo tháng, 6 tháng, năm theo dõi (điền). Kế hoạch năm sau là một tệp nữa.
[plan]
title = "Kế hoạch triển khai, thực hiện Đề án 06"
issuer = {parent}
# Căn cứ dẫn trong báo cáo; {{plan}} là tên Kế hoạch ghi ở trên.
[[bases]]
text = "Căn cứ {{plan}}"

# Mỗi nhiệm vụ, mỗi chỉ tiêu một mục như dưới đây (bỏ dấu #).
# lead, performers, units: mã đơn vị, hoặc "@tat-ca" là mọi đơn vị.
# timing: "by" (có ngày hoàn thành due), "ongoing", "on-event", "yearly".
# [[tasks]]
# code = "nv-1"
# number = "1"
# group = "Tuyên truyền"
# content = "Tuyên truyền dịch vụ công trực tuyến"
# lead = ["@tat-ca"]
# timing = "ongoing"
#
# time: "flow" là số phát sinh cộng dồn; "stock" là hiện trạng ngày cuối kỳ. target: mức phải đạt.
# [[indicators]]
# code = "ct-1"
# number = "1"
# group = "Định danh điện tử"
# name = "Tài khoản định danh đã kích hoạt"
# measure = "tài khoản"
# units = ["@tat-ca"]
# time = "flow"
# target = 1000
"""
GUIDES = ("huong-dan.docx", "to-huong-dan-lap-bieu.docx")  # the whole, and the clerk's page
GUIDE_AUTHOR = "baocao06"
GUIDES_WRITTEN = "Đã ghi hướng dẫn (cả cuốn, và tờ cho cán bộ lập biểu để gửi kèm biểu):"
