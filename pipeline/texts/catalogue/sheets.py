"""A sheet, column, row or section that is gone, doubled, moved or hidden."""

from __future__ import annotations

from pipeline.domain.finding import Severity
from pipeline.texts.catalogue import Entry

SHEETS = {
    "H01": Entry(
        Severity.ERROR,
        "không thấy trang “{sheet}” của biểu mẫu",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause="Trang đã bị xóa, hoặc được chép sang tệp khác mà mất các dòng, cột ẩn.",
        cure="Điền vào biểu mẫu mới nhận và gửi cả tệp, giữ đủ các trang.",
        example="Đơn vị chỉ gửi lại trang Số liệu, bỏ trang Nội dung.",
    ),
    "H02": Entry(
        Severity.ERROR,
        "có nhiều trang cùng là một biểu: {sheets}",
        "Xóa trang thừa, giữ một trang đúng rồi gửi lại.",
        cause="Trang của biểu được nhân đôi trong tệp nên không rõ lấy số ở trang nào.",
        cure="Xóa trang thừa, chỉ giữ một trang đúng, lưu rồi gửi lại.",
        example="Bấm nhầm Di chuyển hoặc sao chép (Move or Copy), tệp có thêm trang “Số liệu (2)”.",
    ),
    "H03": Entry(
        Severity.ERROR,
        "cột “{column}” có hai lần",
        "Xóa cột thừa rồi gửi lại.",
        cause="Một cột được chép thêm cùng với mã ẩn của nó.",
        cure="Xóa cột thừa, chỉ giữ cột của biểu, rồi gửi lại.",
        example="Chép cả cột Trực tuyến để lưu số cũ bên cạnh.",
    ),
    "H04": Entry(
        Severity.ERROR,
        "thiếu cột “{name}”",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause="Cột đã bị xóa, hoặc dòng mã ẩn ở đầu bảng bị sửa.",
        cure="Điền lại vào biểu mẫu mới nhận; không xóa cột, kể cả cột không có số.",
        example="Xóa cột Trả lại vì kỳ này không có hồ sơ trả lại.",
    ),
    "H05": Entry(
        Severity.ERROR,
        "trang “{sheet}” thiếu dòng “{name}”",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause="Dòng đã bị xóa, hoặc mã ẩn ở đầu dòng bị sửa.",
        cure="Điền lại vào biểu mẫu mới nhận; dòng không có số liệu thì nhập 0, không xóa.",
        example="Xóa dòng của dịch vụ không phát sinh hồ sơ.",
    ),
    "H06": Entry(
        Severity.ERROR,
        "dòng “{name}” có hai lần",
        "Xóa dòng thừa rồi gửi lại.",
        cause="Một dòng được chép thêm cùng với mã ẩn của nó nên không rõ lấy dòng nào.",
        cure="Xóa dòng thừa, chỉ giữ một dòng đúng, rồi gửi lại.",
        example="Chép cả dòng để tách số của hai bộ phận.",
    ),
    "H50": Entry(
        Severity.ERROR,
        "điền trên biểu mẫu phiên bản {version}, mà văn phòng không còn khai báo của phiên bản này",
        "Người tổng hợp chép lại tệp input_templates/{folder}/form-{version}.toml; đơn vị không "
        "phải gửi lại.",
        cause=(
            "Biểu mẫu đã đổi phiên bản mà không giữ tệp khai báo cũ (form-….toml) bên cạnh, nên "
            "không đọc được tệp đơn vị đã điền đúng biểu của kỳ đó."
        ),
        cure=(
            "Lấy lại form.toml của phiên bản cũ từ bản sao lưu, đặt tên form-….toml (số phiên bản) "
            "trong thư mục của biểu, rồi chạy lại."
        ),
        example="Tháng 5 đổi biểu lên phiên bản 2 và ghi đè form.toml; tệp tháng 4 không đọc được.",
    ),
    "H52": Entry(
        Severity.WARNING,
        "tên dòng “{name}” bị sửa thành “{said}”",
        "Kiểm tra số liệu ở dòng này có đúng là của “{name}” không; đúng thì ghi lại tên dòng.",
        cause="Ô tên dòng in sẵn bị gõ đè hoặc dán đè bằng chữ khác, số liệu có thể của việc khác.",
        cure="Ghi lại tên dòng như biểu được phát, xem lại số liệu của dòng rồi gửi lại.",
        example="Tên một nhiệm vụ bị dán đè bằng tên nhiệm vụ của đơn vị khác.",
    ),
    "H51": Entry(
        Severity.NOTE,
        "biểu mẫu gửi đơn vị khi đó chưa hỏi {count} dòng nay có trong khai báo, như “{name}”",
        "Không phải làm gì: các dòng này chưa hỏi nên không tính là thiếu.",
        cause="Nhiệm vụ, chỉ tiêu hoặc dịch vụ được khai báo thêm sau khi đã gửi biểu mẫu của kỳ.",
        cure=(
            "Dòng chỉ hỏi từ kỳ sau thì ghi ngày bắt đầu (since); muốn hỏi cả kỳ này thì gửi lại "
            "biểu mẫu cho đơn vị."
        ),
        example="Tháng 8 thêm một nhiệm vụ không ghi since; báo cáo tháng 3 không có dòng đó.",
    ),
    "H07": Entry(
        Severity.ERROR,
        "thiếu mục “{title}”",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause="Dòng của mục ở trang Nội dung đã bị xóa, hoặc mã ẩn của dòng bị sửa.",
        cure=(
            "Điền lại vào biểu mẫu mới nhận; mục không có gì thì chọn “Không phát sinh”, không xóa "
            "dòng."
        ),
        example="Xóa dòng Kiến nghị, đề xuất vì không có kiến nghị.",
    ),
    "H08": Entry(
        Severity.ERROR,
        "tiêu đề ghi “{shown}” nhưng đây là chỗ của cột “{column}”; hai cột đã bị đổi chỗ",
        "Đề nghị đơn vị điền lại vào biểu mẫu đã phát, không đổi chỗ cột.",
        cause=(
            "Tiêu đề và mã ẩn của cột không khớp nhau: cột đã bị đổi chỗ hoặc dán đè, số có thể "
            "nằm sai cột."
        ),
        cure="Điền lại vào biểu mẫu đã phát; không cắt, dán, đổi chỗ cột.",
        example="Cột Trực tiếp được chuyển lên trước cột Trực tuyến.",
    ),
    "H09": Entry(
        Severity.WARNING,
        "tiêu đề của cột “{column}” đã bị sửa",
        "Kiểm tra số liệu ở cột này có đúng là “{column}” không.",
        cause="Chữ ở tiêu đề cột khác với biểu đã phát; số vẫn được đọc theo mã ẩn của cột.",
        cure="Xác nhận số ở cột này đúng là số của cột trong biểu đã phát.",
        example="Tiêu đề Trực tuyến được gõ lại thành “Nộp qua mạng”.",
    ),
    "H10": Entry(
        Severity.WARNING,
        "có nội dung không nhìn thấy được (bị ẩn, bị lọc, bị ô gộp che, chữ cùng màu nền hoặc quá "
        "nhỏ); vẫn được tính",
        "Bỏ ẩn, bỏ lọc, bỏ gộp ô, đặt lại màu và cỡ chữ rồi kiểm tra lại.",
        cause=(
            "Dòng, cột hoặc trang có số liệu, nội dung đang bị ẩn, bị lọc, thu hẹp hoặc bị gộp ô, "
            "hoặc chữ trùng màu nền, nên người xem không thấy, nhưng vẫn được tính."
        ),
        cure=(
            "Bỏ ẩn, bỏ lọc, bỏ gộp ô, đặt màu chữ tự động, cỡ chữ bình thường; xem nội dung ở đó "
            "có đúng không; đúng thì gửi lại."
        ),
        example="Đang lọc theo một dịch vụ thì lưu tệp, các dòng khác bị ẩn.",
    ),
    "H11": Entry(
        Severity.ERROR,
        "dòng này ghi “{said}”, lẽ ra là “{name}”: các dòng đã bị sắp xếp lại hoặc dán đè",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause=(
            "Tên ở dòng không khớp mã ẩn của dòng: bảng đã bị sắp xếp lại hoặc dán từ biểu khác "
            "sang, số có thể nằm sai dòng."
        ),
        cure="Điền lại vào biểu mẫu mới nhận; không sắp xếp (Sort), không dán cả bảng từ tệp khác.",
        example="Sắp xếp các dịch vụ theo tên từ A đến Z.",
    ),
}
