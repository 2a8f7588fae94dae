"""What stands in a cell: answers, old encodings, what identifies a citizen."""

from __future__ import annotations

from datetime import date

from pipeline.domain.finding import Severity
from pipeline.texts.catalogue import Entry
from pipeline.texts.numbers import day


def _day(written: str) -> str:
    """Word a day that a finding holds as "2023-03-31"."""
    return day(date.fromisoformat(written))


def _marks(written: str) -> str:
    """Word the ways to sign that a roster has: "KT. / TL."; none is the head's own."""
    return " / ".join(written.split()) or "thủ trưởng"


_PLACES = {
    "cell": "",
    "file": "tên tệp ",
    "sheet": "tên trang ",
    "margin": "đầu trang, chân trang in hoặc ghi chú ",
    "prompt": "lời nhắc của ô ",
    "beside": "ghi chú, hình vẽ hoặc thuộc tính của tệp ",
}
_KINDS = {
    "citizen": "số định danh cá nhân, căn cước công dân",
    "old_card": "số chứng minh nhân dân",
    "health": "số thẻ bảo hiểm y tế",
    "insurance": "mã số bảo hiểm xã hội",
    "phone": "số điện thoại di động",
    "passport": "số hộ chiếu",
    "plate": "biển số xe",
    "licence": "số giấy phép lái xe",
    "tax": "mã số thuế cá nhân",
    "birth": "ngày sinh",
    "bank": "số tài khoản ngân hàng",
}
_KINDS_IN_WORDS = {
    "email": "địa chỉ thư điện tử riêng",
    "home": "tên người kèm nơi ở",
}


def _kinds(written: str) -> str:
    """Word the kinds that a finding holds as "phone,birth,email"."""
    kinds = written.split(",")
    numbers = "; ".join(_KINDS[kind] for kind in kinds if kind in _KINDS)
    words = [_KINDS_IN_WORDS[kind] for kind in kinds if kind in _KINDS_IN_WORDS]
    return "; ".join([f"dãy số giống {numbers}", *words] if numbers else words)


CELLS = {
    "C01": Entry(
        Severity.ERROR,
        "chưa nhập số liệu",
        "Nhập số; không có thì nhập 0.",
        cause="Ô phải có số đang để trống; để trống không được tính là 0.",
        cure="Nhập số vào ô; không có hồ sơ thì nhập 0.",
        example="Ô Trực tuyến để trống vì kỳ này không có hồ sơ trực tuyến.",
    ),
    "C03": Entry(
        Severity.ERROR,
        "“{value}” không phải là số",
        "Nhập số nguyên, ví dụ 12; không có thì nhập 0.",
        cause="Ô số có chữ, dấu gạch hoặc phép tính gõ tay.",
        cure="Xóa ô, chỉ nhập số nguyên; không có thì nhập 0.",
        example="Gõ “không”, “-” hoặc “5+3”.",
    ),
    "C04": Entry(
        Severity.ERROR,
        "ô có lỗi công thức {value}",
        "Xóa ô và nhập lại số.",
        cause="Công thức trong ô hỏng, Excel hiện lỗi thay cho số.",
        cure="Xóa ô và nhập lại số; ô tự tính thì chép công thức từ ô cùng cột ở dòng khác.",
        example="Ô hiện #REF! vì ô mà công thức trỏ tới đã bị xóa.",
    ),
    "C05": Entry(
        Severity.ERROR,
        "ô có công thức chưa được tính",
        "Mở tệp bằng Excel, lưu lại rồi gửi lại.",
        cause="Tệp do phần mềm khác ghi, công thức có trong ô nhưng chưa có kết quả.",
        cure="Mở tệp bằng Excel hoặc LibreOffice, bấm Lưu (Ctrl+S) rồi gửi lại.",
        example="Tệp được xuất từ phần mềm một cửa rồi gửi thẳng, chưa mở bằng Excel.",
    ),
    "C06": Entry(
        Severity.ERROR,
        "Excel đã đổi số thành ngày tháng ({value})",
        "Xóa ô, định dạng ô là Số (Number) rồi nhập lại.",
        cause="Số gõ có dấu chấm hoặc gạch chéo nên Excel hiểu là ngày tháng.",
        cure="Xóa ô, chọn định dạng Số (Number), nhập lại số nguyên.",
        example="Gõ 1.5 hoặc 1/5, Excel đổi thành ngày 01 tháng 5.",
        together="Excel đã đổi số ở các ô này thành ngày tháng (ô đầu: {value})",
    ),
    "C07": Entry(
        Severity.ERROR,
        "{value} là số âm",
        "Nhập số nguyên từ 0.",
        cause="Số hồ sơ, số lượt không thể nhỏ hơn 0.",
        cure="Nhập số đúng, từ 0 trở lên; muốn giảm số kỳ trước thì dùng cột điều chỉnh.",
        example="Gõ -2 để trừ hai hồ sơ của kỳ trước.",
    ),
    "C08": Entry(
        Severity.ERROR,
        "{value} lớn quá mức có thể",
        "Kiểm tra có nhập nhầm dãy số khác vào ô này không.",
        cause="Số lớn hơn 10.000.000, thường là số điện thoại, mã hồ sơ hoặc số giấy tờ dán nhầm.",
        cure="Xóa ô và nhập lại số đúng.",
        example="Số điện thoại được dán vào ô Trực tiếp.",
    ),
    "C09": Entry(
        Severity.ERROR,
        "{value} không phải số nguyên",
        "Ô này chỉ nhận số nguyên; nhập lại.",
        cause="Số có phần lẻ trong khi ô đếm hồ sơ, lượt, người.",
        cure="Nhập số nguyên; viết hàng nghìn thì không gõ dấu chấm, dấu phẩy.",
        example="Gõ 12,5 hoặc 1.5.",
    ),
    "C10": Entry(
        Severity.NOTE,
        "“{value}” được hiểu là {read}",
        "Không cần làm gì nếu hiểu đúng.",
        cause=(
            "Ô có số kèm đơn vị tính, dấu cách hoặc số gõ dạng chữ; chương trình hiểu được chắc "
            "chắn."
        ),
        cure="Xem lại cách hiểu; đúng thì không cần làm gì, lần sau chỉ gõ số.",
        example="Gõ “12 hồ sơ”, được hiểu là 12.",
        together=(
            "số ở các ô này gõ dạng chữ hoặc kèm đơn vị tính, được hiểu là số (ô đầu: “{value}” là "
            "{read})"
        ),
    ),
    "C11": Entry(
        Severity.WARNING,
        "“{value}” được hiểu là {read} (dấu phân cách hàng nghìn)",
        "Nếu không đúng, nhập lại số không có dấu chấm, dấu phẩy.",
        cause=(
            "Số có một dấu chấm hoặc dấu phẩy trước ba chữ số, có thể là hàng nghìn hoặc phần lẻ."
        ),
        cure=(
            "Đúng là hàng nghìn thì xác nhận; không đúng thì nhập lại số không có dấu chấm, dấu "
            "phẩy."
        ),
        example="Gõ “1.234”, được hiểu là một nghìn hai trăm ba mươi tư.",
        together=(
            "dấu chấm, dấu phẩy ở các ô này được hiểu là phân cách hàng nghìn (ô đầu: “{value}” là "
            "{read})"
        ),
    ),
    "C12": Entry(
        Severity.ERROR,
        "chưa trả lời câu “{question}”",
        "Chọn một câu trả lời trong danh sách của ô.",
        cause="Câu hỏi chung ở đầu trang chưa được chọn, hoặc câu trả lời bị gõ khác danh sách.",
        cure=(
            "Bấm vào ô ở đầu trang, bấm mũi tên bên phải, chọn “Có phát sinh” hoặc “Không phát "
            "sinh”."
        ),
        example="Gõ “có” thay cho “Có phát sinh”.",
    ),
    "C13": Entry(
        Severity.WARNING,
        "có số nằm ngoài bảng, không được tính",
        "Kiểm tra có dán nhầm dòng không; số phải nằm ở dòng của dịch vụ.",
        cause=(
            "Có số ở chỗ không thuộc dòng nào của biểu, hoặc ở ô không phải điền; số đó không được "
            "cộng."
        ),
        cure="Chuyển số vào đúng dòng, đúng cột; số tính nháp thì xóa đi.",
        example="Cộng nháp ở dưới bảng, trong cùng cột.",
    ),
    "C14": Entry(
        Severity.ERROR,
        "đã chọn “{none}” nhưng ô này ghi {value}",
        "Chọn lại “{some}” ở đầu trang, hoặc sửa các số phát sinh ở dòng này thành 0.",
        cause="Câu trả lời ở đầu trang nói cả kỳ không phát sinh, trong bảng lại có số phát sinh.",
        cure=(
            "Có phát sinh thì chọn lại câu trả lời ở đầu trang; không phát sinh thì sửa các số ở "
            "dòng này thành 0."
        ),
        example="Chọn “Không phát sinh” rồi mới nhớ ra có 4 hồ sơ và gõ vào bảng.",
    ),
    "C15": Entry(
        Severity.WARNING,
        "công thức tổng đã bị xóa; đã tự cộng lại",
        "Không cần làm gì nếu các số đúng.",
        cause="Ô tổng màu xám bị xóa trống; chương trình cộng các số thành phần.",
        cure="Xem lại các số thành phần; đúng thì không cần làm gì.",
        example="Chọn cả dòng rồi bấm Delete để nhập lại từ đầu.",
    ),
    "C16": Entry(
        Severity.ERROR,
        "chưa chọn câu trả lời cho “{title}”",
        "Chọn một câu trả lời trong danh sách của ô.",
        cause="Ô có danh sách lựa chọn còn để trống.",
        cure="Bấm vào ô, bấm mũi tên bên phải và chọn một dòng.",
        example="Mục Khó khăn, vướng mắc có nội dung nhưng chưa chọn “Có phát sinh”.",
        together="chưa chọn câu trả lời ở các ô này (ô đầu: “{title}”)",
    ),
    "C17": Entry(
        Severity.ERROR,
        "đã chọn “{some}” nhưng ô “{title}” chưa có nội dung (“không có” cũng là chưa có)",
        "Ghi nội dung cụ thể vào ô này; nếu không có gì thì chọn “{none}”.",
        cause="Đã chọn là có phát sinh nhưng ô nội dung trống, chỉ vài ký tự hoặc ghi “không có”.",
        cure="Ghi nội dung cụ thể; thật sự không có thì chọn lại “Không phát sinh”.",
        example="Chọn “Có phát sinh” ở mục Kiến nghị mà ô nội dung chỉ ghi “không có”.",
    ),
    "C18": Entry(
        Severity.WARNING,
        "đã chọn “{none}” nhưng vẫn có nội dung ở “{title}”",
        "Xác nhận lại; nội dung đã ghi vẫn được giữ.",
        cause="Câu chọn và nội dung trái nhau; chương trình giữ nội dung.",
        cure="Nội dung đúng thì chọn lại “Có phát sinh”; nội dung của kỳ cũ thì xóa đi.",
        example="Nội dung kỳ trước còn lại trong ô mà kỳ này chọn “Không phát sinh”.",
    ),
    "C19": Entry(
        Severity.ERROR,
        "chưa ghi “{title}”",
        "Ghi vào ô này.",
        cause="Thông tin bắt buộc ở cuối trang Nội dung còn trống.",
        cure="Ghi vào ô rồi gửi lại.",
        example="Chưa ghi người lập biểu hoặc thủ trưởng ký báo cáo.",
        together="chưa ghi các ô này (ô đầu: “{title}”)",
    ),
    "C20": Entry(
        Severity.ERROR,
        "“{value}” không có trong danh sách của “{title}”",
        "Chọn một dòng trong danh sách.",
        cause="Ô chỉ nhận các lựa chọn có sẵn, nội dung trong ô được gõ hoặc dán khác đi.",
        cure="Xóa ô, bấm mũi tên bên phải và chọn một dòng trong danh sách.",
        example="Gõ “xong” ở cột Trạng thái thay cho “Hoàn thành”.",
    ),
    "C21": Entry(
        Severity.ERROR,
        "“{value}” không phải là ngày",
        "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 31/03/2023.",
        cause="Ô ngày có chữ, ngày không có thật, hoặc thiếu năm.",
        cure="Nhập lại theo dạng ngày/tháng/năm, ví dụ 31/03/2023.",
        example="Gõ “cuối tháng 3” hoặc 31/02/2023.",
    ),
    "C22": Entry(
        Severity.ERROR,
        "ngày {value} sau ngày cuối kỳ ({last})",
        "Kiểm tra có nhầm ngày với tháng, nhầm năm không; chưa xong thì để trống ô này.",
        cause="Ngày hoàn thành phải nằm trong hoặc trước kỳ báo cáo.",
        cure="Sửa lại ngày; việc chưa xong thì để trống ô ngày và chọn lại trạng thái.",
        example="Định ghi ngày 05/03/2023 nhưng gõ thành 03/05/2023.",
        terms={"value": _day, "last": _day},
    ),
    "C23": Entry(
        Severity.ERROR,
        "ô chữ có lỗi công thức {value}",
        "Xóa ô và gõ lại nội dung.",
        cause="Nội dung bắt đầu bằng dấu =, +, - nên Excel hiểu là công thức và báo lỗi.",
        cure="Xóa ô và gõ lại nội dung, không bắt đầu bằng các dấu đó.",
        example="Gõ “=chờ xác minh” ở cột nguyên nhân, ô hiện #NAME?.",
    ),
    "C24": Entry(
        Severity.ERROR,
        "ngày {value} trước ngày {first}",
        "Kiểm tra có nhầm năm không; chưa xong thì để trống ô này.",
        cause="Ngày quá sớm, không thể thuộc Kế hoạch; thường do gõ nhầm năm hoặc gõ một số nhỏ.",
        cure="Sửa lại năm; việc chưa xong thì để trống ô ngày và chọn lại trạng thái.",
        example="Định ghi ngày 05/03/2023 nhưng gõ thành 05/03/1923.",
        terms={"value": _day, "first": _day},
    ),
    "C27": Entry(
        Severity.ERROR,
        "“{value}” có ký tự lạ chen giữa các chữ số nên không chắc là số nào",
        "Xóa ô và gõ lại số.",
        cause=(
            "Giữa các chữ số có ký tự không nhìn thấy, hoặc chữ số của nhiều bảng chữ lẫn nhau; "
            "thường do dán từ trang mạng, tệp PDF."
        ),
        cure="Xóa ô và gõ lại số bằng bàn phím, không dán.",
        example="Dán “12” từ trang mạng, giữa 1 và 2 có ký tự ẩn.",
    ),
    "C28": Entry(
        Severity.ERROR,
        "chưa điền dòng “{name}”",
        "Điền các ô của dòng; ô số không có thì nhập 0.",
        cause="Cả dòng còn trống; để trống không được tính là 0.",
        cure="Điền đủ các ô bắt buộc của dòng; không có hồ sơ thì nhập 0.",
        example="Bỏ sót dòng cuối bảng khi nhập.",
        together="chưa điền các dòng này (dòng đầu: “{name}”)",
    ),
    "C29": Entry(
        Severity.ERROR,
        "biểu chưa điền",
        "Đề nghị đơn vị điền số liệu, nội dung rồi gửi lại.",
        cause="Tệp là biểu mẫu còn trống như lúc phát ra: thường là gửi nhầm tệp.",
        cure="Tìm tệp đã điền trên máy của đơn vị và gửi lại; chưa điền thì điền rồi gửi.",
        example="Đơn vị điền vào một bản chép ở thư mục khác, khi gửi lại đính kèm bản trống.",
    ),
    "C30": Entry(
        Severity.WARNING,
        "số lưu trong ô là {value} nhưng định dạng của ô làm hiện ra số khác hoặc không hiện",
        "Kiểm tra lại; báo cáo dùng số được lưu. Đặt lại định dạng ô là Number rồi gửi lại.",
        cause=(
            "Định dạng số của ô thêm chữ số, nhân 100 (%), bỏ bớt hàng nghìn hoặc không hiện số, "
            "nên số nhìn thấy khác số được lưu."
        ),
        cure=(
            "Chọn ô, bấm Ctrl+1, thẻ Number chọn Number, Decimal places 0; xem số hiện ra, sai "
            "thì gõ lại."
        ),
        example="Gõ 5, định dạng ô là 0% nên hiện 500%.",
        together=(
            "định dạng của các ô này làm hiện ra số khác số được lưu hoặc không hiện (ô đầu lưu "
            "{value})"
        ),
    ),
    "C31": Entry(
        Severity.NOTE,
        "đơn vị ghi chú (Comment) ở ô này: “{value}”",
        "Đọc ghi chú; điều cần báo cáo thì đề nghị đơn vị ghi vào trang Nội dung.",
        cause="Đơn vị viết trong ghi chú của ô; ghi chú không đi vào báo cáo.",
        cure="Đọc ghi chú; điều cần báo cáo thì ghi vào cột nguyên nhân hoặc trang Nội dung.",
        example="Bấm chuột phải vào ô, chọn New Comment và viết “số này chờ xác minh lại”.",
    ),
    "C25": Entry(
        Severity.WARNING,
        "có nội dung ở ô nằm rất xa bảng; ô này không được tính",
        "Xóa ô đó; nội dung cần báo cáo thì ghi vào bảng.",
        cause=(
            "Có chữ hoặc số ở hàng, cột rất xa bảng, thường do gõ nhầm sau khi bấm Ctrl+End hoặc "
            "kéo thanh cuộn; các bảng vẫn được đọc đủ."
        ),
        cure="Bấm Ctrl+G, gõ tên ô rồi bấm Delete; nội dung cần báo cáo thì ghi vào đúng bảng.",
        example="Gõ nhầm số 5 vào ô XFD1048576.",
    ),
    "C26": Entry(
        Severity.NOTE,
        "có ô trông như trống nằm rất xa bảng; ô này không được tính",
        "Không cần làm gì; muốn tệp gọn thì xóa ô đó.",
        cause="Có dấu cách ở hàng, cột rất xa bảng; các bảng vẫn được đọc đủ.",
        cure="Không cần làm gì; muốn xóa thì bấm Ctrl+G, gõ tên ô rồi bấm Delete.",
        example="Bấm phím cách ở cuối trang tính.",
    ),
    "C40": Entry(
        Severity.NOTE,
        "ô hiện {value} (định dạng phần trăm), được hiểu là {read}",
        "Không cần làm gì nếu hiểu đúng.",
        cause="Excel tự đổi 60% gõ trong ô thành 0,6 hiện dạng phần trăm; biểu hỏi số 60.",
        cure="Xem lại cách hiểu; đúng thì không cần làm gì, lần sau chỉ gõ 60.",
        example="Gõ 100% ở cột Tỷ lệ hoàn thành, được hiểu là 100.",
        together="các ô này hiện phần trăm, được hiểu là số (ô đầu: {value} là {read})",
    ),
    "C41": Entry(
        Severity.ERROR,
        "ô này nói cả dòng không phát sinh, nhưng cột “{name}” cùng dòng ghi {value}",
        "Có phát sinh thì xóa ô này và nhập đủ dòng; không phát sinh thì xóa số ở dòng này.",
        cause="Dòng được đánh dấu không phát sinh mà vẫn có số phát sinh trong kỳ.",
        cure=(
            "Có phát sinh thì xóa dấu ở cột “Không phát sinh” và nhập đủ dòng; không phát sinh thì "
            "xóa các số phát sinh của dòng."
        ),
        example="Đánh dấu x cả dòng rồi mới nhớ ra có 4 hồ sơ và gõ vào ô Trực tuyến.",
    ),
    "C50": Entry(
        Severity.WARNING,
        "“{title}” ghi “{value}”, chưa rõ là ai, chức vụ gì",
        "Ghi đủ họ và tên, chức vụ như trên bản ký.",
        cause="Ô chỉ có một chữ cái, dấu chấm, chữ số hoặc một từ chung như “cán bộ”.",
        cure="Ghi đủ họ và tên (hoặc chức vụ) rồi gửi lại.",
        example="Người lập biểu ghi “x”, người ký ghi “.”.",
    ),
    "C51": Entry(
        Severity.WARNING,
        "biểu của {unit} nhưng “{title}” ghi “{value}”, là của {other}",
        "Kiểm tra đơn vị có điền nhầm vào biểu của đơn vị khác không; nếu không thì sửa ô này.",
        cause="Chức vụ người ký nêu tên một đơn vị khác với đơn vị được phát biểu.",
        cure="Nhầm biểu thì điền lại vào biểu của đơn vị mình; ghi nhầm thì sửa ô rồi gửi lại.",
        example="Biểu của Phòng Tư pháp do “Chủ tịch UBND xã” ký.",
    ),
    "C52": Entry(
        Severity.WARNING,
        "biểu phát cho {unit} nhưng đầu trang ghi “{value}”",
        "Kiểm tra có dùng nhầm biểu không; tên đơn vị đã đổi thì ghi theo tên hiện nay.",
        cause=(
            "Tên đơn vị in sẵn ở đầu trang bị gõ lại bằng tên không có trong danh sách đơn vị, "
            "thường là tên cũ trước khi sáp nhập."
        ),
        cure="Ghi lại tên đơn vị như biểu được phát; nếu là biểu của đơn vị khác thì gửi lại biểu.",
        example="Biểu phát cho xã mới nhưng đầu trang ghi tên xã cũ đã sáp nhập.",
    ),
    "C53": Entry(
        Severity.WARNING,
        "người ký {who} không có trong danh sách người được ký của {body} ngày {day}",
        "Hỏi lại đơn vị ai ký; người mới được ký thì bổ sung vào danh sách ([[signers]]).",
        cause=(
            "Danh sách người được ký mà văn phòng khai có người của đơn vị trong ngày đó, nhưng "
            "không có người này; hoặc người này đã hết hay chưa đến thời gian được ký."
        ),
        cure=(
            "Báo cáo do người có thẩm quyền ký lại; nếu danh sách chưa cập nhật thì văn phòng bổ "
            "sung người ký kèm ngày bắt đầu."
        ),
        example="Trưởng phòng đã chuyển công tác từ tháng trước vẫn được ghi là người ký.",
        terms={"day": _day},
    ),
    "C54": Entry(
        Severity.WARNING,
        "người ký {who} chọn hình thức ký {value}, danh sách người được ký ghi “{declared}”",
        "Hỏi lại đơn vị hình thức ký; danh sách chưa đúng thì sửa lại ([[signers]]).",
        cause=(
            "Hình thức ký chọn trong biểu khác hình thức mà danh sách người được ký khai cho người "
            "này trong ngày ký."
        ),
        cure="Chọn lại hình thức ký ở trang Nội dung cho đúng thẩm quyền của người ký.",
        example="Phó Trưởng phòng ký nhưng chọn “Thủ trưởng đơn vị” thay vì “KT. (ký thay)”.",
        terms={"declared": _marks},
    ),
    "L01": Entry(
        Severity.NOTE,
        "chữ gõ bằng bảng mã {table} (“{raw}”), được đọc là “{read}”",
        "Kiểm tra cách đọc; lần sau gõ bằng bảng mã Unicode.",
        cause=(
            "Chữ được gõ bằng bảng mã cũ (TCVN3 với phông .VnTime, hoặc VNI); chương trình đã "
            "chuyển sang Unicode."
        ),
        cure=(
            "Xem lại cách đọc; đúng thì không cần làm gì, lần sau chọn bảng mã Unicode trong "
            "UniKey."
        ),
        example="Chữ “Chê x¸c minh” được đọc là “Chờ xác minh”.",
        together="chữ ở các ô này gõ bằng bảng mã cũ, được đọc lại (ô đầu: “{raw}” là “{read}”)",
    ),
    "L02": Entry(
        Severity.WARNING,
        "chữ có vẻ gõ bằng bảng mã cũ (“{raw}”) nhưng không chắc; giữ nguyên như đã gõ",
        "Đề nghị đơn vị gõ lại bằng bảng mã Unicode.",
        cause="Chữ giống bảng mã cũ nhưng quá ngắn hoặc lẫn lộn nên không chuyển được chắc chắn.",
        cure="Chọn bảng mã Unicode trong UniKey rồi gõ lại nội dung ô này.",
        example="Một từ gõ bằng phông .VnTime nằm giữa câu không dấu.",
        together=(
            "chữ ở các ô này có vẻ gõ bằng bảng mã cũ (ô đầu: “{raw}”) nhưng không chắc; giữ "
            "nguyên như đã gõ"
        ),
    ),
    "P01": Entry(
        Severity.WARNING,
        ("{place}có {kind}; báo cáo thống kê không được có thông tin cá nhân của công dân"),
        "Xóa thông tin này trong tệp rồi gửi lại; trong báo cáo và sổ tổng hợp đã được che.",
        cause=(
            "Trong ô, tên tệp, tên trang, ghi chú hoặc thuộc tính của tệp có dãy số giống giấy tờ, "
            "điện thoại, tài khoản, ngày sinh của một người, hoặc có thư điện tử, nơi ở của "
            "người đó."
        ),
        cure=(
            "Xóa thông tin đó trong tệp rồi gửi lại; nêu hồ sơ bằng mã hồ sơ, không nêu giấy tờ "
            "của công dân."
        ),
        example="Nguyên nhân quá hạn ghi kèm số căn cước của người nộp hồ sơ.",
        terms={"place": _PLACES.__getitem__, "kind": _kinds},
    ),
}
