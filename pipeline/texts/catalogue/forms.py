"""A form that is not the one that is owed, and versions of one report."""

from __future__ import annotations

from pipeline.domain.finding import Severity
from pipeline.texts.catalogue import Entry

FORMS = {
    "S01": Entry(
        Severity.ERROR,
        "tệp Excel này không phải biểu mẫu của hệ thống (không có trang nhận dạng)",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause=(
            "Tệp do đơn vị tự lập, hoặc số liệu đã được chép từ biểu sang một tệp khác; trang nhận "
            "dạng ẩn không còn."
        ),
        cure=(
            "Điền vào chính tệp biểu mẫu đã nhận; không chép trang sang tệp khác, không xóa trang "
            "ẩn."
        ),
        example="Đơn vị gửi bảng theo dõi riêng của mình thay cho biểu mẫu.",
    ),
    "S02": Entry(
        Severity.ERROR,
        "biểu mẫu này của văn phòng khác: “{office}”",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause=(
            "Biểu do văn phòng khác phát, hoặc tên ngắn của văn phòng trong config.toml vừa được "
            "đổi."
        ),
        cure=(
            "Điền vào biểu mẫu của văn phòng mình; nếu vừa đổi office.short_name thì ghi lại tên "
            "cũ, hoặc phát lại biểu."
        ),
        example="Cán bộ kiêm nhiệm ở hai nơi gửi nhầm biểu của cơ quan bên.",
    ),
    "S03": Entry(
        Severity.ERROR,
        "không rõ loại biểu mẫu “{form}”",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause=(
            "Trang nhận dạng ẩn ghi một loại biểu mà văn phòng không dùng, do bị sửa hoặc do biểu "
            "của chương trình khác."
        ),
        cure="Điền vào biểu mẫu đã phát của kỳ này và gửi lại.",
        example="Trang ẩn _baocao06 bị dán đè.",
    ),
    "S04": Entry(
        Severity.ERROR,
        "biểu mẫu phiên bản {version}, đang dùng phiên bản {expected}",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause=(
            "Biểu mẫu đã được đổi mà đơn vị vẫn điền biểu cũ, và văn phòng không giữ khai báo của "
            "biểu cũ (form-….toml)."
        ),
        cure=(
            "Điền vào biểu mẫu mới nhận; hoặc chép lại tệp form-….toml của phiên bản cũ vào thư "
            "mục mẫu để đọc được biểu cũ."
        ),
        example="Đơn vị lấy biểu của mấy tháng trước ra điền tiếp.",
    ),
    "S05": Entry(
        Severity.ERROR,
        "mã đơn vị “{unit}” trong biểu không có trong khai báo",
        "Gửi đúng biểu mẫu của đơn vị, hoặc bổ sung đơn vị vào units.toml.",
        cause=(
            "Mã đơn vị ở trang nhận dạng không khớp mã nào đã khai, do đổi mã trong units.toml "
            "hoặc do trang ẩn bị sửa."
        ),
        cure="Ghi lại mã cũ của đơn vị vào units.toml, hoặc phát lại biểu cho đơn vị.",
        example="Đổi mã “tu-phap” thành “phong-tu-phap” sau khi đã phát biểu.",
    ),
    "S06": Entry(
        Severity.ERROR,
        "kỳ báo cáo “{period}” trong biểu không hợp lệ",
        "Đề nghị đơn vị điền vào biểu mẫu mới nhận và gửi lại.",
        cause="Kỳ ghi ở trang nhận dạng không có thật hoặc không hợp loại biểu.",
        cure="Điền vào biểu mẫu phát cho đúng kỳ và gửi lại; không sửa trang ẩn.",
        example="Biểu trắng chưa ghi kỳ (mau-trang.xlsx) được điền và gửi về.",
    ),
    "S07": Entry(
        Severity.ERROR,
        "{unit} không thuộc diện báo cáo trong kỳ {period}",
        "Kiểm tra ngày hiệu lực của đơn vị trong units.toml.",
        cause="Trong kỳ này đơn vị chưa có, đã sáp nhập, hoặc không phải gửi loại báo cáo này.",
        cure=(
            "Xem lại since, until, reports của đơn vị trong units.toml; khai đúng rồi thì tệp này "
            "không được dùng."
        ),
        example="Đơn vị đã sáp nhập từ tháng trước vẫn gửi biểu cũ.",
    ),
    "S08": Entry(
        Severity.ERROR,
        "biểu mẫu phát cho {unit} nhưng trong biểu ghi tên {other}",
        "Đề nghị đơn vị điền đúng biểu mẫu của mình.",
        cause=(
            "Đơn vị lấy biểu của đơn vị khác rồi sửa tên ở đầu trang; mã ẩn trong biểu vẫn là của "
            "đơn vị kia."
        ),
        cure="Điền vào biểu mẫu mang mã của đơn vị mình và gửi lại.",
        example="Hai đơn vị chung trụ sở dùng chung một tệp.",
    ),
    "S09": Entry(
        Severity.WARNING,
        "trong biểu là kỳ {period} nhưng tên tệp ghi kỳ {named}; lấy theo trong biểu",
        "Kiểm tra đơn vị có gửi nhầm tệp kỳ trước không.",
        cause=(
            "Tên tệp và kỳ ghi trong biểu khác nhau; chương trình tin nội dung, không tin tên tệp."
        ),
        cure=(
            "Hỏi lại đơn vị; nếu gửi nhầm thì gửi lại tệp đúng, nếu chỉ đặt sai tên thì không phải "
            "làm gì."
        ),
        example="Tệp tên “tuần 13.xlsx” nhưng bên trong là biểu của tuần 12.",
    ),
    "S11": Entry(
        Severity.WARNING,
        "trong biểu là {unit} nhưng tên tệp hoặc thư mục ghi {named}; lấy theo trong biểu",
        "Kiểm tra đơn vị có điền nhầm vào biểu của đơn vị khác không.",
        cause=(
            "Tên tệp, thư mục và đơn vị ghi trong biểu khác nhau; chương trình tin nội dung, không "
            "tin tên tệp."
        ),
        cure=(
            "Hỏi lại đơn vị; nếu điền nhầm biểu thì điền lại vào biểu của mình, nếu chỉ đặt sai "
            "tên thì không phải làm gì."
        ),
        example="Tệp tên “Phòng Tư pháp tuần 12.xlsx” nhưng bên trong là biểu của đơn vị khác.",
    ),
    "S10": Entry(
        Severity.ERROR,
        "biểu mẫu phát cho kỳ {period} nhưng ở đầu trang đã sửa thành kỳ {shown}",
        "Đề nghị đơn vị điền vào biểu mẫu phát cho đúng kỳ và gửi lại.",
        cause=(
            "Đơn vị dùng lại biểu kỳ trước và gõ đè kỳ mới ở đầu trang; kỳ ẩn trong biểu vẫn là kỳ "
            "cũ."
        ),
        cure="Điền vào biểu mẫu phát cho đúng kỳ; không sửa dòng kỳ báo cáo.",
        example="Biểu của tuần 12 được sửa đầu trang thành tuần 13.",
    ),
    "V01": Entry(
        Severity.WARNING,
        "đơn vị có hai bản hợp lệ đến cùng một lượt; dùng bản này (lưu sau), không dùng {other}",
        "Nếu không đúng, để riêng bản không dùng bằng lệnh set-aside.",
        cause=(
            "Hai bản của cùng đơn vị, cùng kỳ được thấy lần đầu trong cùng một lần chạy nên không "
            "rõ bản nào gửi sau."
        ),
        cure=(
            "Hỏi đơn vị bản nào đúng; nếu bản đang dùng không đúng thì để riêng bản đó bằng lệnh "
            "set-aside."
        ),
        example="Cả hai tệp “ban 1.xlsx” và “ban 2.xlsx” được thả vào collected cùng lúc.",
    ),
    "V02": Entry(
        Severity.WARNING,
        "bản này đến sau nhưng được lưu trước {other}; đang dùng bản này vì đến sau",
        "Hỏi lại đơn vị bản nào đúng; để riêng bản không dùng bằng lệnh set-aside.",
        cause=(
            "Thứ tự gửi và thứ tự lưu trái nhau: có thể đơn vị gửi lại nhầm bản cũ, hoặc đồng hồ "
            "máy chạy sai."
        ),
        cure="Hỏi đơn vị bản nào đúng; để riêng bản không dùng bằng lệnh set-aside.",
        example="Đơn vị chuyển tiếp lại thư đầu tiên sau khi đã gửi bản sửa.",
    ),
    "V03": Entry(
        Severity.WARNING,
        "giờ nhận ghi trong thư ({at}) trái với lúc lưu tệp hoặc kỳ báo cáo; không lấy làm căn cứ",
        "Nếu biết lúc nhận, ghi lại bằng lệnh received.",
        cause=(
            "Giờ trong thư sớm hơn lúc lưu tệp hoặc sớm hơn ngày đầu kỳ, nên không thể là lúc nhận "
            "tệp này."
        ),
        cure=(
            "Nếu biết giờ nhận thật thì ghi lại bằng lệnh received; không biết thì không phải làm "
            "gì."
        ),
        example="Đồng hồ của máy gửi thư chạy chậm một ngày.",
    ),
    "V04": Entry(
        Severity.WARNING,
        "bản này gửi sau hạn và thay số liệu của bản trước ({other})",
        "Hỏi lại đơn vị: có sửa số kỳ này không, hay điền nhầm vào biểu của kỳ trước.",
        cause=(
            "Sau hạn, đơn vị gửi thêm một bản hợp lệ của kỳ đã báo cáo; bản gửi sau cùng được dùng."
        ),
        cure=(
            "Hỏi đơn vị; nếu điền nhầm biểu kỳ trước thì để riêng bản này bằng lệnh set-aside và "
            "đề nghị gửi lại đúng biểu."
        ),
        example="Số của tuần 13 được điền vào biểu của tuần 12 rồi gửi.",
    ),
    "V05": Entry(
        Severity.WARNING,
        "đơn vị có nhiều bản hợp lệ đến cùng một lượt, không rõ bản nào lưu sau; tạm dùng bản này "
        "theo thứ tự tên tệp, không dùng {other}",
        "Hỏi lại đơn vị bản nào đúng; để riêng bản không dùng bằng lệnh set-aside.",
        cause=(
            "Các bản được thấy lần đầu trong cùng một lần chạy; có tệp không ghi giờ lưu, hoặc giờ "
            "lưu trùng nhau, hoặc chương trình lưu tệp ghi giờ không rõ theo múi giờ nào."
        ),
        cure=(
            "Hỏi đơn vị bản nào đúng, rồi để riêng bản không dùng bằng lệnh set-aside và chạy lại "
            "merge."
        ),
        example="Đơn vị gửi hai bản xuất từ Google Sheets, tệp không ghi giờ lưu.",
    ),
    "V06": Entry(
        Severity.WARNING,
        "tệp được lưu lần cuối không muộn hơn {at}, khi kỳ số liệu chưa kết thúc",
        "Hỏi lại đơn vị số liệu có đủ đến hết kỳ không; chưa đủ thì đề nghị bổ sung, gửi lại.",
        cause=(
            "Tệp được lưu hoặc đã đến từ trước ngày làm việc cuối cùng của kỳ số liệu, nên có thể "
            "thiếu hồ sơ của những ngày còn lại."
        ),
        cure="Đơn vị cập nhật số liệu đến hết kỳ rồi gửi lại; đã đủ thì không phải làm gì.",
        example="Báo cáo tuần được lưu lần cuối sáng thứ Tư của chính tuần đó.",
    ),
    "V07": Entry(
        Severity.WARNING,
        "số này đã sửa theo điện thoại từ {old} thành {new} (ý kiến số {number} của {by}); "
        "chờ bản ký",
        "Đề nghị đơn vị sửa ô này trong biểu, ký, gửi lại; bản gửi lại khớp thì tự hết chờ.",
        cause=(
            "Đơn vị báo sửa một số qua điện thoại, người tổng hợp đã ghi bằng lệnh amend; tệp đơn "
            "vị gửi vẫn mang số cũ."
        ),
        cure=(
            "Đơn vị sửa ô được nêu, ký, gửi lại biểu. Ghi nhầm thì rút lại bằng lệnh withdraw và "
            "số của ý kiến."
        ),
        example="Công an xã gọi báo số tiếp nhận trực tuyến là 15, không phải 14.",
    ),
    "V08": Entry(
        Severity.NOTE,
        "bản này ghi đúng số đã báo qua điện thoại ({new}, ý kiến số {number} của {by}); không còn "
        "chờ bản ký",
        "Không cần làm gì.",
        cause="Sau khi sửa số qua điện thoại, đơn vị đã gửi lại biểu, ô được sửa ghi đúng số ấy.",
        cure="Không phải làm gì.",
        example="Biểu gửi lại chiều thứ Ba ghi 15 ở ô đã sửa thành 15.",
    ),
    "V09": Entry(
        Severity.WARNING,
        "bản này ghi {found}, khác số đã báo qua điện thoại ({new}, ý kiến số {number} của {by}); "
        "đang dùng số của bản này",
        "Hỏi lại đơn vị. Bản này đúng thì rút lại ý kiến bằng lệnh withdraw {number}; số báo qua "
        "điện thoại đúng thì đề nghị gửi lại biểu.",
        cause=(
            "Sau khi sửa số qua điện thoại, đơn vị gửi lại biểu nhưng ô ấy ghi số khác. Bản gửi "
            "sau luôn là bản được dùng."
        ),
        cure=(
            "Bản gửi sau đúng thì rút lại ý kiến đã ghi (withdraw); số điện thoại đúng thì ghi lại "
            "bằng lệnh amend cho bản này, đề nghị đơn vị gửi bản đã sửa."
        ),
        example="Điện thoại báo 15, biểu gửi lại vẫn ghi 14.",
    ),
}
