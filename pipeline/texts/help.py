"""What the command line says of its commands and of how they were typed."""

from __future__ import annotations

USAGE = "Cách dùng: "
SECTIONS = {"Options": "Tùy chọn", "Commands": "Lệnh"}
VERSION = "In số phiên bản."
HELP = "In hướng dẫn này."
USAGE_NO_OPTION = "Không có tùy chọn {name}."
REQUIRED = "[bắt buộc]"
USAGE_MISSING = "Còn thiếu {name}."
USAGE_EXTRA = 'Thừa phần “{words}”; tên, câu có dấu cách phải đặt trong dấu nháy kép thẳng (").'
USAGE_NAMES = {
    "files": "tên tệp",
    "file": "tên tệp",
    "unit": "mã đơn vị",
    "period": "kỳ báo cáo",
    "time": "thời điểm",
    "code": "mã phép kiểm tra",
    "cell": "ô hoặc dòng, cột và số đúng",
    "was": "số đang dùng (--was)",
    "typed": "mã kiểm tra trên bản giấy",
    "folder": "tên thư mục",
    "number": "số (--number)",
    "figure": "số cần truy vết",
    "day": "ngày (--date)",
    "by": "họ tên (--by, hoặc đặt sẵn ở biến môi trường BAOCAO06_BY)",
    "why": "lý do (--why)",
}
USAGE_NEAREST = " Có phải “{near}” không?"
USAGE_A_FLAG = "Tùy chọn {name} không nhận giá trị; chỉ ghi {name}."
USAGE_A_NUMBER = "{name} phải là một số nguyên."
USAGE_ONE_OF = "phải là một trong: {choices}."
STOPPED = "Đã dừng. Những gì đã ghi vẫn nguyên vẹn; chạy lại lệnh để làm tiếp."
YES_OR_NO = " (c = có, k = không)"
ASK_BY = "Họ tên người quyết định"
ASK_WHY = "Lý do, căn cứ"
METAVARS = {  # what stands for what is typed
    "options": "TÙY-CHỌN",
    "command": "LỆNH",
    "args": "THAM-SỐ",
    "period": "KỲ",
    "periods": "KỲ",
    "unit": "ĐƠN-VỊ",
    "file": "TỆP",
    "files": "TỆP",
    "folder": "THƯ-MỤC",
    "directory": "THƯ-MỤC",
    "path": "ĐƯỜNG-DẪN",
    "time": "THỜI-ĐIỂM",
    "date": "NGÀY",
    "number": "SỐ",
    "n": "SỐ",
    "count": "SỐ",
    "cell": "Ô",
    "integer": "SỐ",
    "code": "MÃ",
    "typed": "MÃ-TRÊN-GIẤY",
    "name": "TÊN",
    "place": "ĐỊA-DANH",
    "text": "LÝ-DO",
    "by": "HỌ-TÊN",
    "why": "LÝ-DO",
    "cluster": "CỤM-MÁY",
}
USAGE_NO_VALUE = "Sau {name} còn thiếu giá trị."
IS_A_FILE = "“{path}” là một tệp, phải là thư mục."
IS_A_FOLDER = "“{path}” là thư mục, phải là một tệp."
USAGE_BAD = "Giá trị chưa đúng: {message}"
USAGE_NO_COMMAND = "Không có lệnh “{name}”."
USAGE_HELP = " Xem cách dùng: {command} -h"
MAIN = """Tổng hợp báo cáo Đề án 06 từ các tệp Excel đơn vị gửi về.

\b
Ví dụ một tuần làm việc:
  baocao06 templates          tạo biểu mẫu gửi các đơn vị
  (thả tệp nhận về vào thư mục collected/)
  baocao06 merge              kiểm tra, tổng hợp, lập báo cáo
  baocao06 status             xem đơn vị nào đã gửi, chưa gửi
"""
TEMPLATES = """Tạo biểu mẫu Excel cho từng đơn vị.

\b
Ví dụ:
  baocao06 templates            tuần đang thu báo cáo; quá hạn thì tuần sau
  baocao06 templates 2023-W12   tuần 12 năm 2023
  baocao06 templates 2023-03    tháng 3; 2023-H1: 6 tháng; 2023: cả năm

Biểu mẫu ghi vào input_templates/<loại kỳ>/<kỳ>/, mỗi đơn vị một tệp. Với --send, thư mục
output/<kỳ>/gui-bieu/ có thêm tệp nén, thư nháp từng đơn vị, thông báo cho nhóm; sổ theo dõi
ghi ngày gửi biểu.
"""
SEND = "Soạn cả tệp nén, thư nháp (.eml), thông báo để gửi biểu đi; không gửi gì."
REMIND = """Soạn lời nhắc đơn vị chưa gửi, phải sửa, phải giải trình; không gửi gì.

\b
Ví dụ:
  baocao06 remind               kỳ gần hạn nhất còn đơn vị phải nhắc
  baocao06 remind 2023-W15      tuần 15 năm 2023

Ghi vào output/<kỳ>/don-doc/: nhom-chat.txt để dán vào nhóm; mỗi đơn vị một tệp .txt và một
thư nháp .eml (mở bằng Outlook, kèm biểu). Trước hạn, tệp goi-dien.txt nêu đơn vị thường đã gửi vào
giờ này mà nay chưa gửi. Quá hạn, từ lần nhắc thứ hai, có thêm công văn đôn đốc
(khai ở [reminders]).

Một lần nhắc: chạy lại trong vòng 4 giờ mà không có gì mới thì vẫn là lần ấy; đã qua hạn, hoặc đơn
vị đã gửi tệp khác, thì tính thêm lần. Đơn vị đã có báo cáo hợp lệ không phải giải trình, hoặc được
cho tạm lấy số kỳ trước, thì không nhắc.
"""
HAND_UP = """Nộp kết quả một kỳ lên cấp trên: điền biểu của cấp trên từ số đã tổng hợp.

\b
Ví dụ:
  baocao06 hand-up 2023-W24                    biểu ở chỗ đã khai
  baocao06 hand-up 2023-W24 --into BIEU.xlsx   chỉ tệp biểu nhận được

Ghi vào output/<kỳ>/nop-len/: biểu đã điền (gửi như mọi đơn vị gửi báo cáo), tệp riêng của cấp
trên khai ở [[superior]] đã điền, và tệp truy vết: mỗi số có bao nhiêu đơn vị, lấy từ ô nào. Số
nào chưa có thì để trống và nói vì sao. Kỳ phải được tổng hợp và không còn việc chờ xử lý.
"""
INTO = "Tệp biểu mẫu cấp trên gửi; không ghi thì tìm ở thư mục khai trong [hand_up]."
AS_IT_STANDS = "Nộp số hiện có dù còn đơn vị thiếu; biểu ghi rõ thiếu của ai."
MERGE = """Kiểm tra tệp trong collected/ và lập sổ tổng hợp, báo cáo trong output/.

\b
Ví dụ:
  baocao06 merge                mọi kỳ có thay đổi và kỳ hiện tại
  baocao06 merge 2023-W12       chỉ tuần 12 năm 2023
  baocao06 merge 2023-03        tháng 3; 2023-H1: 6 tháng; 2023: cả năm
"""
WATCH = """Theo dõi collected/: tệp đến lúc nào ghi lúc ấy, kiểm tra ngay, mỗi tệp báo một dòng.

\b
Ví dụ:
  baocao06 watch                theo dõi đến khi bấm Ctrl+C
  baocao06 watch --for 90       theo dõi 90 phút
  baocao06 watch --every 30     xem lại sau mỗi 30 giây

Tệp đang chép dở, đang mở thì chờ. Giờ đến là căn cứ đúng hạn khi chạy merge.
"""
EVERY = "Số giây giữa hai lần xem (mặc định: 5)."
FOR = "Số phút theo dõi (mặc định: đến khi bấm Ctrl+C)."
STATUS = """Xem tình trạng nộp báo cáo, không ghi gì.

\b
Ví dụ:
  baocao06 status
  baocao06 status 2023-W12 --all
  baocao06 status --unit "Phòng Tư pháp"
  baocao06 status tuần 12       ghi bằng lời: T3/2023, quý 1, 6 tháng đầu năm
"""
BOARD = """Lập bảng theo dõi: một trang HTML, mở bằng trình duyệt, không cần mạng.

\b
Ví dụ:
  baocao06 board            các kỳ đang thu báo cáo
  baocao06 board 2023-W12   tuần 12 năm 2023

Bảng nêu ai đã gửi, còn bao lâu đến hạn, chỗ cần hỏi lại, tình hình qua các kỳ,
tỷ lệ trực tuyến, nhiệm vụ đến hạn, và những gì người nhận bàn giao cần biết.
"""
CHECK = """Kiểm tra tệp như `merge` (đối chiếu cả các báo cáo trước), không ghi nhận.

\b
Ví dụ:
  baocao06 check bao-cao-tu-phap.xlsx
"""
CHECK_CODE = """Đối chiếu mã kiểm tra trên bản giấy đã ký với tệp đang dùng.

\b
Ví dụ:
  baocao06 check-code tu-phap 2023-03 KT-4821

Mã in trên chữ “Người lập biểu” của biểu, và do lệnh check nêu.
"""
RECEIVED = """Ghi thời điểm thực nhận báo cáo của một đơn vị.

\b
Ví dụ:
  baocao06 received tu-phap 2023-W12 2023-03-28T08:45 --by "Họ tên" --why "Sổ"
"""
SET_ASIDE = """Không dùng một tệp trong collected/ (tệp vẫn được giữ).

\b
Ví dụ:
  baocao06 set-aside "gui nham.xlsx" --by "Họ tên" --why "Gửi nhầm kỳ"
  baocao06 set-aside "danh sach.xlsx" --purge --by "Họ tên" --why "Gửi nhầm"

--purge: tệp có dữ liệu cá nhân gửi nhầm thì xóa hẳn, không lấy lại được: cả
tệp, bản lưu, phần đã đọc, bản sao của sổ; chỉ giữ mã băm và lý do.
"""
PURGE = "Xóa hẳn tệp có dữ liệu cá nhân gửi nhầm, chỉ giữ mã băm và lý do."
AMEND = """Sửa một số theo điện thoại của đơn vị; tệp đã gửi giữ nguyên.

\b
Ví dụ:
  baocao06 amend cong-an 2023-W12 dvc-01 received_online 15
    --was 14 --by "Họ tên" --why "Đồng chí trực báo lúc 9 giờ"
  baocao06 amend cong-an 2023-W12 E10 15 --was 14 --by "Họ tên" --why "…"

Ghi ô, hoặc dòng (mã, số thứ tự, tên) và cột (mã, tiêu đề), rồi số đúng.
--was là số đang dùng. Số mới in kèm dấu (đt), chờ bản ký gửi lại khớp.
"""
WAS = "Số đang dùng, trước khi sửa."
AMEND_WORDS = (
    "Sau đơn vị, kỳ phải ghi ô (ví dụ E10) hoặc dòng và cột, rồi số đúng; tên có dấu cách đặt "
    'trong dấu nháy kép thẳng (").'
)
WAIVE = """Cho qua một vấn đề (mã trong ngoặc vuông) của một đơn vị, một kỳ.

\b
Ví dụ:
  baocao06 waive thue 2023-W12 Q04 --by "Họ tên" --why "Đã đối chiếu sổ"
  baocao06 waive thue 2023-W12 V04 --by "Họ tên" --why "Đã hỏi đơn vị"

Câu “Hỏi lại” nào cũng cho qua được; lỗi không đọc được số thì không.
"""
EXCUSE = """Ghi nhận trễ hạn có lý do.

\b
Ví dụ:
  baocao06 excuse thue 2023-W12 --by "Họ tên" --why "Mất điện toàn xã"
"""
CARRY = """Tạm lấy số liệu báo cáo gần nhất của đơn vị chưa gửi báo cáo.

\b
Ví dụ:
  baocao06 carry thue 2023-W12 --by "Họ tên" --why "Theo ý kiến lãnh đạo"
"""
ANSWER = """Quyết định ý kiến của đơn vị về điểm thi đua (phiếu điểm gửi lại).

\b
Ví dụ:
  baocao06 answer thue 2023-04 --points 5 --by "Họ tên" --why "Đủ căn cứ"
"""
POINTS = "Số điểm cộng thêm; 0 là không chấp nhận, giữ nguyên điểm."
WITHDRAW = """Rút lại một quyết định đã ghi.

\b
Ví dụ:
  baocao06 withdraw 3 --by "Họ tên" --why "Ghi nhầm đơn vị"
"""
DECISIONS = """Xem mọi ý kiến xử lý đã ghi, cả về tệp không rõ của đơn vị nào.

\b
Ví dụ:
  baocao06 decisions
  baocao06 decisions 2023-W12
"""
OF_UNIT = "Chỉ xem một đơn vị (mã hoặc tên), qua các kỳ."
EVERY = "Nêu tên mọi đơn vị, mọi kỳ, cả nơi không có gì phải xem."
PDF = "Lập thêm bản PDF/A của báo cáo (máy có LibreOffice)."
EXECUTOR = "Đọc tệp mới trên cụm máy Dask đang chạy, ví dụ dask://10.0.0.5:8786."
NO_EXECUTOR = "“{typed}” phải viết như dask://10.0.0.5:8786 (máy và cổng của cụm Dask)."
ISSUE = """Ban hành báo cáo: ghi số, ngày và niêm phong số liệu, tệp.

\b
Ví dụ:
  baocao06 issue 2023-W12 --number 05 --date 2023-03-28 --by "Họ tên"
"""
REOPEN = """Cho lập lại báo cáo đã ban hành.

\b
Ví dụ:
  baocao06 reopen 2023-W12 --by "Họ tên" --why "Chưa gửi đi"
"""
CORRECT = """Ban hành báo cáo điều chỉnh số liệu của báo cáo đã ban hành.

\b
Ví dụ:
  baocao06 correct 2023-W12 --number 07 --date 2023-03-30
    --by "Họ tên" --why "Đơn vị gửi lại số liệu"

Sai số liệu là sai về nội dung, nên sửa bằng báo cáo có số, ngày riêng;
đính chính chỉ dùng cho sai sót về thể thức (Nghị định 30/2020, Điều 18).
"""
DECREE30 = """Thể thức văn bản theo Nghị định 30/2020/NĐ-CP.

\b
Ví dụ:
  baocao06 decree30 check "bao cao.docx"
"""
DECREE30_CHECK = """Xét thể thức tệp Word theo Nghị định 30, Phụ lục I.

\b
Ví dụ:
  baocao06 decree30 check "bao cao.docx"

Nêu từng quy định bị sai, ở câu nào, đang ra sao; không cần văn phòng, không ghi gì.
"""
VERIFY = """Đối chiếu sổ tổng hợp, báo cáo Word của kỳ với số liệu đã tổng hợp.

Đọc tệp đang nằm trong output/ (hoặc tệp ghi thêm), kể cả bản thảo đã sửa tay; nêu từng số
không đúng, đang ghi gì, phải là gì. Kỳ đã ban hành thì đối chiếu với bản niêm phong.

\b
Ví dụ:
  baocao06 verify 2023-W12
  baocao06 verify 2023-03 "ban sua.docx"
"""
TRACE = """Truy vết một số trong sổ tổng hợp, báo cáo: in ở đâu, cộng từ ô nào của đơn vị.

\b
Ví dụ:
  baocao06 trace 2023-W12 "1.234"              theo số như đã in
  baocao06 trace 2023-H1 "85,64%"              theo tỷ lệ: tử số, mẫu số
  baocao06 trace 2023-03 "Tổng hợp!E10"        theo trang, ô của sổ tổng hợp
  baocao06 trace 2023-03 dvc.received_total    theo mã số liệu

Ghi cả truy-vet-<kỳ>.xlsx cạnh sổ tổng hợp. Báo cáo đã ban hành được truy theo số liệu niêm phong.
"""
REBUILD = """Dựng lại báo cáo đã ban hành, so từng byte với bản niêm phong.

\b
Ví dụ:
  baocao06 rebuild 2023-W12
  baocao06 rebuild 2023-W12 --to dung-lai

Chỉ dùng phần giữ lại khi ban hành; khai báo, lời văn nay đổi cũng không sao.
"""
REBUILD_TO = "Ghi các tệp dựng lại vào thư mục này (mặc định: chỉ so)."
NUMBER = "Số văn bản, ví dụ 05; ghi 5 cũng được."
DATE = "Ngày ký, ví dụ 28/3/2023."
KEEP_EDITS = "Ban hành bản đã sửa bằng tay, sau khi các số trong đó đúng với số liệu."
INIT = """Lập một văn phòng mới trong THƯ-MỤC, mở được ngay.

\b
Ví dụ:
  baocao06 init van-phong
  baocao06 init van-phong --units don-vi.xlsx --months

Điều gì chưa ghi trong lệnh thì chương trình hỏi ở màn hình.
"""
DOCTOR = """Kiểm tra văn phòng trước ngày báo cáo: khai báo, lời văn, ngày nghỉ, hạn gửi, máy tính.

\b
Ví dụ:
  baocao06 doctor

Chỗ nào phải sửa thì nêu cách làm; không ghi gì vào văn phòng.
"""
MIGRATE = """Chuyển khai báo của văn phòng lập bằng phiên bản cũ sang cách sắp xếp hiện nay.

\b
Ví dụ:
  baocao06 migrate              nêu những chỗ sẽ đổi, hỏi rồi mới chuyển
  baocao06 migrate --yes        chuyển ngay

Nội dung khai báo, ghi chú giữ nguyên; các báo cáo đã lập không đổi.
"""
YES = "Chuyển ngay, không hỏi."
BACKUP = """Sao lưu văn phòng vào một tệp .zip, ghi xong đọc lại từng tệp.

\b
Ví dụ:
  baocao06 backup E:\\sao-luu\\van-phong.zip

Gồm tệp đã nhận, sổ theo dõi, khai báo, biểu mẫu và kết quả, kể cả báo cáo sửa tay,
báo cáo đã ban hành. Ghi đè bản sao lưu trước cùng tên khi bản mới đã nguyên vẹn.
"""
PACK = """Lập bộ cài cho máy Windows không có mạng vào một thư mục mới.

\b
Ví dụ:
  baocao06 pack E:\\bo-cai
  baocao06 pack E:\\bo-cai --python 3.12
  baocao06 pack E:\\bo-cai --wheels D:\\wheels    gói có sẵn, không cần mạng

Máy chạy lệnh này cần mạng, trừ khi có --wheels. Ở máy kia bấm đúp CAI-DAT.cmd.
"""
PACK_PYTHON = (
    "Phiên bản Python của máy kia, như 3.12; ghi được nhiều lần. Không ghi: mọi phiên bản."
)
PACK_WHEELS = "Thư mục có sẵn các gói, thay cho tải về."
RESTORE = """Khôi phục văn phòng từ tệp sao lưu vào một thư mục mới.

\b
Ví dụ:
  baocao06 restore E:\\sao-luu\\van-phong.zip D:\\van-phong

Thư mục đã có tệp thì không ghi đè. Có tệp nào không đúng thì không ghi gì.
"""
INIT_NAME = "Tên cơ quan, tổ công tác lập báo cáo."
INIT_PARENT = "Cơ quan cấp trên trực tiếp."
INIT_PLACE = "Địa danh ghi trước ngày tháng."
INIT_UNITS = "Danh sách đơn vị (Excel): tên, mã, điện thoại, e-mail."
INIT_SERVICES = (
    "Danh mục dịch vụ công (Excel): tên, đơn vị, ngành; không có thì dùng danh mục có sẵn."
)
INIT_LIKE = "Lấy khai báo của văn phòng mẫu, ví dụ ha-tinh-2026; không hỏi gì."
INIT_MONTHS = "Có cả báo cáo tháng, 6 tháng, năm."
DEMO = """Tạo một văn phòng mẫu với báo cáo giả định và tổng hợp thử.

\b
Ví dụ:
  baocao06 demo                 năm tuần và một tháng, trong demo/
  baocao06 demo --half-year     cả nửa năm: 26 tuần, 6 tháng (hai, ba phút)
  baocao06 demo --short         chỉ sáu tuần (vài giây)
"""
SCHEMA = """Ghi lược đồ (JSON Schema) của các tệp khai báo.

Trình soạn thảo hiểu lược đồ sẽ gợi ý và kiểm tra khi sửa config.toml, units.toml, form.toml…
Không ghi thư mục thì ghi vào schemas/ của văn phòng.

\b
Ví dụ:
  baocao06 schema
  baocao06 schema D:\\luoc-do
"""
PLAN = """Đối chiếu nguyên văn kế hoạch với nhiệm vụ, chỉ tiêu, biểu mẫu đã khai.

Câu giao việc nào chưa có dòng nào hỏi, đơn vị, thời hạn, số liệu nào không khớp đều được nêu.

\b
Ví dụ:
  baocao06 plan
"""
OFFICE = "Thư mục chứa config.toml (mặc định: thư mục này hoặc thư mục cha)."
OFFICE_OF = "Diễn văn phòng mẫu khác, ví dụ ha-tinh-2026 (chính quyền hai cấp)."
SHORT = "Chỉ sáu tuần, không có báo cáo tháng."
HALF_YEAR = "Cả nửa năm: 26 tuần, 6 tháng và 6 tháng đầu năm."
NOW = "Đặt đồng hồ, ví dụ 2023-03-28T10:00 hoặc “8h45 28/3/2023” (mặc định: giờ máy)."
JSON = "In một đối tượng JSON thay cho màn hình."
BY = (
    "Họ tên người quyết định; không ghi thì hỏi ở màn hình. Đặt sẵn một lần: biến môi trường "
    "BAOCAO06_BY."
)
WHY = "Lý do, căn cứ; không ghi thì hỏi ở màn hình."
EXPORT = """Ghi từng số liệu đang dùng, với tệp và ô của nó, thành tệp dữ liệu.

Mỗi dòng một số: kỳ, đơn vị, bảng, mục, cột, số, như đã nhập, tệp, trang, ô. Không ghi kỳ thì
lấy mọi kỳ đã có báo cáo. Đuôi tệp chọn loại: .xlsx (kèm bảng theo đơn vị, theo kỳ), .csv,
.parquet.

\b
Ví dụ:
  baocao06 export 2023-03 --to so-lieu.xlsx
  baocao06 export "tuần 11" "tuần 12" --to so-lieu.csv
"""
EXPORT_TO = "Tệp sẽ ghi: .xlsx, .csv hoặc .parquet."
GUIDE = """Ghi hướng dẫn sử dụng thành tệp Word, và tờ riêng cho cán bộ lập biểu.

\b
Ví dụ:
  baocao06 guide
  baocao06 guide D:\\huong-dan
"""
