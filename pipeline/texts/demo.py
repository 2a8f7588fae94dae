"""What the sample office's clerks write."""

from __future__ import annotations

FOLDER_TAKEN = (
    "Thư mục {folder} đã có tệp. Hãy xóa thư mục đó hoặc chọn tên khác: baocao06 demo TÊN-THƯ-MỤC"
)
DONE = """Đã dựng xong văn phòng mẫu. Hãy mở:
  {folder}/input_templates/{kind}/{period}/
      biểu mẫu đã gửi các đơn vị
  {folder}/collected/
      tệp các đơn vị gửi về
  {folder}/output/{period}/
      sổ tổng hợp và báo cáo trình ký"""
NEXT = """Văn phòng mẫu đang ở lúc {clock}. Gõ tiếp:
  baocao06 status {at}
      đơn vị nào đã gửi, còn phải làm gì
  baocao06 templates {week} {at}
      biểu mẫu tuần sau, đã điền sẵn số kỳ trước chuyển sang"""
PERSON = "Cán bộ mẫu, chuyên viên"
RESULTS = (
    "Đã hoàn thành theo yêu cầu của Kế hoạch.",
    "Đang triển khai theo tiến độ đã đề ra.",
)
REGISTERED = "Nội dung mẫu: hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa."
DOCUMENT = "Văn bản mẫu số {number} ngày {day}"
DIFFICULTIES = (  # one a month, by turns
    "Chưa bố trí được cán bộ, kinh phí; thủ trưởng đơn vị chịu trách nhiệm đôn đốc.",
    "Đã đề nghị bố trí cán bộ, kinh phí, chưa được giao; dự kiến thực hiện trong tháng tới.",
)
SAID = {
    "direction": "Đã họp giao ban, quán triệt nhiệm vụ Đề án 06 đến toàn thể cán bộ.",
    "breakthrough": "Mô hình mẫu hỗ trợ người dân nộp hồ sơ trực tuyến đang được duy trì.",
    "strengths": "Cán bộ tích cực hướng dẫn người dân thực hiện dịch vụ công trực tuyến.",
    "weaknesses": "Tỷ lệ kích hoạt tài khoản định danh điện tử còn thấp.",
    "causes": "Một bộ phận người dân chưa có điện thoại thông minh.",
    "priorities": "Tập trung cấp, kích hoạt tài khoản định danh điện tử.",
    "difficulties": "Đường truyền ở một số địa bàn chưa ổn định.",
    "proposals": "Đề nghị cấp trên trang bị bổ sung máy quét cho bộ phận một cửa.",
}
FILE_NAMES = (
    "Báo cáo tuần {week} - {unit}.xlsx",
    "tuan{week}/{code}.xlsx",
    "{code}_{period}_ban cuoi.xlsx",
)
REASONS = {
    "overdue_reason": (
        "Đường truyền phần mềm chuyên ngành gián đoạn trong hai ngày, đã xử lý xong.",
        "Hồ sơ phải chờ xác minh của cơ quan phối hợp, đã có văn bản xin lỗi.",
    ),
    "rejected_reason": (
        "Công dân nộp sai thủ tục trên Cổng dịch vụ công, đã hướng dẫn nộp lại.",
        "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị, đã hướng dẫn nơi nộp.",
    ),
    "sent_back_reason": (
        "Thiếu bản chụp giấy tờ chứng minh chỗ ở hợp pháp, đã thông báo bổ sung.",
        "Ảnh chụp giấy tờ mờ, không đọc được, đề nghị chụp lại.",
    ),
}
NEWS = (
    "Tổ chức hai buổi hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn (số liệu mẫu)."
)
FIELDS = {
    "filled_by": "Cán bộ mẫu",
    "signed_by": "Lãnh đạo mẫu",
    "signer_title": "Thủ trưởng đơn vị",
}
