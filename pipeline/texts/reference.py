"""The guide's reference of codes: what stands around what the catalogue and the forms say."""

from __future__ import annotations

TITLE = "## 4. Tra cứu mã"
INTRO = (
    "Mỗi vấn đề chương trình nêu đều có một mã, ví dụ **C03**; khi gọi điện hỏi thì đọc mã này. "
    "**Lỗi**: tệp chưa dùng được. **Hỏi lại**: số liệu vẫn dùng, cần xác nhận. **Ghi nhận**: chỉ "
    "để biết. Dấu “…” là chỗ chương trình ghi số, chữ của chính tệp đó."
)
GROUPS = ("Tệp", "Biểu mẫu, các bản gửi", "Trang, cột, dòng, mục", "Trong ô")
RULES = "Phép kiểm tra số liệu của biểu"
RULES_INTRO = (
    "Số liệu đúng mà vẫn báo **Lỗi** thì ghi rõ lý do ở cột được nêu; cần nữa thì người tổng hợp "
    "chấp nhận bằng lệnh `waive` (mục 2)."
)
HEAD = "**{code}** · {severity} · {sentence}"
RULE_HEAD = "**{code}** · {severity}, biểu {kinds} · {sentence}"
LINES = "- Vì sao: {cause}\n- Cách xử lý: {cure}\n- Ví dụ: {example}"
CAUSES = {  # by the kind of the rule
    "Sum": "ô tổng bị gõ đè hoặc mất công thức, nên tổng không bằng các số thành phần",
    "Balance": "hai bên phải bằng nhau; có số nhập thiếu, nhập thừa hoặc nhầm cột",
    "AtMost": "số là một phần lại lớn hơn số toàn bộ, thường do nhầm cột",
    "Reason": "đã có số thì phải ghi rõ lý do; ô lý do còn trống hoặc ghi cho có",
    "CarriedForward": "số ghi ở đây khác số lấy từ các báo cáo trước đang dùng",
    "NotFalling": "số nhỏ hơn số đã có trong các báo cáo trước đang dùng",
    "Unusual": "số lớn hẳn so với các kỳ trước của đơn vị, thường do gõ thừa chữ số",
    "Cumulated": "số trong kỳ bằng cỡ số lũy kế, thường do nhập số lũy kế vào ô số trong kỳ",
    "Holds": "mẫu số gồm cả số của chỉ tiêu khác trong cùng biểu mà lại nhỏ hơn số đó",
    "Vanished": "đơn vị thường có nhiều mà kỳ này ghi 0, thường do sót dòng hoặc nhầm cột",
    "Whole": "mẫu số khác hẳn báo cáo trước: thừa chữ số, ghi bằng tử số hoặc ghi tỷ lệ phần trăm",
    "Cumulative": "số không nhỏ hơn tổng của mọi kỳ trước trong năm, thường do cộng dồn",
    "Remains": "hồ sơ quá hạn của kỳ trước không thể thành trong hạn hoặc mất đi",
    "Outweighs": "cột thường nhỏ hơn hẳn nay lại lớn hơn, thường do đổi chỗ hai cột",
    "Included": "số chênh giữa hai cột vừa đúng bằng số lẽ ra không tính vào",
    "Idle": "có ghi nguyên nhân mà số tương ứng bằng 0: sót số hoặc còn chữ của tệp cũ",
    "Copied": "nội dung trùng từng chữ với báo cáo trước",
    "Nothing": "đơn vị kỳ nào cũng có mà kỳ này tất cả các dòng đều bằng 0",
    "Repeated": "cả bảng trùng báo cáo trước, thường do gửi lại tệp cũ",
    "When": "câu đã chọn đòi hỏi phải ghi thêm ở cột khác mà cột đó còn trống",
    "Without": "câu đã chọn không đi cùng điều ghi ở ô này",
    "Stays": "việc báo cáo trước đã ghi đang làm hoặc đã xong, nay lại ghi lùi",
    "SameDay": "ngày này khác ngày đã ghi ở báo cáo trước hoặc ở bản gửi trước của kỳ này",
    "Afterwards": "ngày này nằm trong thời gian mà báo cáo trước ghi là chưa xong",
    "Undated": "có số văn bản mà không có ngày, nên không tra được văn bản",
    "Unnumbered": "có ngày văn bản mà không có số, nên không tra được văn bản",
    "DatedLater": "văn bản ghi ngày sau ngày cuối kỳ, thường do gõ nhầm tháng, năm",
    "Redated": "văn bản đã ghi ở báo cáo trước, nay ghi lại với ngày khác",
    "Misplaced": "nội dung của dòng trên hoặc dòng dưới ở báo cáo trước, thường do dán lệch dòng",
    "Hollow": "nội dung chỉ lặp lại trạng thái, không nói đã làm được gì",
    "Since": "ngày này sớm hơn ngày đầu tiên có thể có",
    "Limit": "số nằm ngoài mức cho phép",
}
DATES = "- Áp dụng: {dates}"
SINCE = "từ {day}"
GRADE = "từ {day} là {severity}"
TRIAL = "đến hết {day} chỉ hỏi lại (chạy thử)"
UNTIL = "đến hết {day}"
OWNER = "{owner} phụ trách"
CAUSE = "{cause} (căn cứ: {basis})"
LEFT_BLANK = "chọn “{chosen}” ở cột “{choice}” mà cột “{needed}” để trống"
NO_DAY = "Kế hoạch số 12/KH-UBND"  # documents in examples
NO_NUMBER = "Kế hoạch ngày 05/3/2023"
EARLIER_DAY = "Kế hoạch số 12/KH-UBND ngày 05/3/2023"
LATER_DAY = "Kế hoạch số 12/KH-UBND ngày 05/4/2023"
SOME_WORDS = "chờ xác minh"  # a reason in an example
