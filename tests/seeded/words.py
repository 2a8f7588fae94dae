"""What clerks write, and no two alike: reasons, results, documents, names of samples."""

CAUSES = {
    "overdue_reason": (
        "Phần mềm chuyên ngành lỗi đồng bộ {n} ngày, đã báo cấp trên và xử lý xong.",
        "Chờ cơ quan phối hợp trả kết quả xác minh, đã gửi thư xin lỗi {n} trường hợp.",
        "Cán bộ một cửa nghỉ ốm {n} ngày, đơn vị đã phân công người thay.",
        "Mất điện diện rộng {n} buổi nên chưa ký số được, đã giải quyết bù.",
        "Hồ sơ phải đo đạc lại tại thực địa, kéo dài thêm {n} ngày làm việc.",
        "Đường truyền từ tỉnh chậm, {n} hồ sơ trả kết quả muộn một ngày.",
        "Công dân bổ sung giấy tờ muộn {n} ngày so với hẹn.",
    ),
    "rejected_reason": (
        "Công dân chọn nhầm thủ tục trên Cổng dịch vụ công, đã hướng dẫn nộp lại lần {n}.",
        "Không thuộc thẩm quyền của huyện, đã hướng dẫn nộp về tỉnh ({n} trường hợp).",
        "Thành phần hồ sơ thiếu tờ khai theo mẫu, đã hẹn nộp lại sau {n} ngày.",
        "Người nộp không phải chủ hồ sơ và không có giấy ủy quyền ({n} lượt trong tuần).",
        "Trùng với hồ sơ đã nộp trước đó {n} ngày.",
    ),
    "sent_back_reason": (
        "Bản chụp giấy tờ bị mờ, yêu cầu chụp lại trong {n} ngày.",
        "Thiếu giấy tờ chứng minh chỗ ở hợp pháp, đã nhắn tin hẹn bổ sung sau {n} ngày.",
        "Tờ khai ghi thiếu {n} mục bắt buộc, đã trả lại để điền đủ.",
        "Chưa nộp lệ phí trực tuyến, đã hướng dẫn lại {n} lần.",
        "Tệp đính kèm không mở được, đề nghị gửi lại trước {n} ngày làm việc.",
    ),
}
MORE_RETURNED = "Trả thêm {n} kết quả của tuần trước, công dân đến nhận muộn."
A_BURST = "Đợt cao điểm làm thủ tục tại các trường và thôn xóm, {n} buổi lưu động."
COUNTED_ANEW = "Rà soát lại sổ theo dõi, tuần trước ghi thiếu {n} hồ sơ."
A_WEEK_WAS_MISSED = "Tuần trước đơn vị chưa gửi báo cáo, cuối tuần đó còn {n} hồ sơ."
A_MONTH_WAS_MISSED = "Cộng cả số của tháng chưa gửi báo cáo ({n} lượt)."
FELL = "Giải thể, sáp nhập {n} cơ sở nên số cuối kỳ giảm."
GREW = "Cấp trên giao bổ sung danh sách {n} trường hợp mới phải rà soát."
NEWS = (
    "Tổ chức {n} buổi hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn.",
    "Đã phát {n} tin bài trên hệ thống truyền thanh về tiện ích của dịch vụ công.",
    "Tổ công nghệ số cộng đồng hỗ trợ {n} lượt người dân nộp hồ sơ trên điện thoại.",
    "Đã ban hành văn bản đôn đốc {n} thôn, tổ dân phố cài đặt ứng dụng VNeID.",
    "Đường truyền tại bộ phận một cửa chập chờn {n} buổi, đề nghị viễn thông kiểm tra.",
)
PEOPLE = ("Cán bộ Mẫu {n}, chuyên viên", "Công chức Mẫu {n}", "Cán bộ Mẫu {n}, phó trưởng bộ phận")
SIGNERS = ("Lãnh đạo Mẫu {n}", "Nguyễn Văn Mẫu", "Trần Thị Mẫu")
TITLES = ("Trưởng phòng", "Phó Trưởng phòng", "Giám đốc", "Phó Giám đốc")
PHONES = ("0239 3 871 000", "02393871001", "")
UNDER_WAY = (
    "Đã triển khai đến {n} thôn, tổ dân phố với {m} lượt hộ; đang tiếp tục theo tiến độ.",
    "Đã tổ chức {n} buổi tuyên truyền cho {m} lượt người, lồng ghép với họp thôn.",
    "Đã rà soát được {m} trường hợp ở {n} thôn, còn lại làm tiếp trong tháng sau.",
    "Đang lấy ý kiến các bộ phận, đã nhận {n} góp ý, xử lý {m} dòng dữ liệu.",
    "Duy trì thường xuyên, trong kỳ kiểm tra {n} lượt với {m} hồ sơ, chưa phát hiện vướng mắc.",
    "Bố trí {n} máy tính, máy quét; đã số hóa {m} trang tại bộ phận một cửa.",
)
FINISHED = (
    "Đã hoàn thành, ban hành văn bản và gửi {n} đơn vị, {m} hộ liên quan thực hiện.",
    "Hoàn thành toàn bộ nội dung được giao, có {n} biên bản nghiệm thu, {m} trang kèm theo.",
    "Đã tổ chức xong {n} hội nghị với {m} đại biểu tham dự.",
)
PAPERS = (
    "Kế hoạch số {n}/KH-UBND ngày {day}",
    "Công văn số {n}/UBND-VP ngày {day}",
    "Báo cáo số {n}/BC-UBND ngày {day}",
)
DIFFICULT = (
    "Chưa bố trí được {m} triệu đồng, bộ phận tài chính phải trình trước ngày {n}.",
    "Thiếu {n} cán bộ công nghệ thông tin, đã đề nghị bổ sung tại công văn {m}.",
    "Chờ hướng dẫn của cấp tỉnh, đơn vị đã có văn bản {m} đề nghị lần {n}.",
)


def written(dice, among):
    """One of some sentences, with a number of its own."""
    return dice.choice(among).format(n=dice.randint(2, 28), m=dice.randint(101, 980))


def anew(dice, among, before):
    """A sentence that was not written the time before."""
    words = before
    while words == before:
        words = written(dice, among)
    return words
