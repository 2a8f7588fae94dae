"""A file that cannot be read, or is read with a remark."""

from __future__ import annotations

from pipeline.domain.finding import Severity
from pipeline.texts.catalogue import Entry

_TOO_MUCH = {
    "files": "có trên 200 tệp phải đọc",
    "members": "có trên 2.000 tệp bên trong",
    "bytes": "có các tệp bên trong mở ra quá 100 MB",
    "depth": "nằm trong tệp nén hoặc thư khác quá hai lớp",
    "mail": "có phần đầu thư hoặc cách chia phần dài bất thường",
}

FILES = {
    "F01": Entry(
        Severity.ERROR,
        "đây là lối tắt hoặc thiết bị, không phải tệp thường",
        "Chép chính tệp báo cáo vào thư mục collected.",
        cause=(
            "Trong thư mục collected chỉ có lối tắt trỏ tới tệp ở nơi khác, chưa có chính tệp báo "
            "cáo."
        ),
        cure="Mở nơi lối tắt trỏ tới, chép chính tệp Excel vào thư mục collected rồi chạy lại.",
        example="Tạo liên kết từ thư mục chung của phòng vào collected thay vì chép tệp.",
    ),
    "F02": Entry(
        Severity.ERROR,
        "tệp rỗng, không có dữ liệu",
        "Đề nghị đơn vị gửi lại tệp.",
        cause="Tệp có dung lượng bằng 0: lần lưu hoặc lần tải thư bị ngắt giữa chừng.",
        cure="Mở lại thư, tải tệp lần nữa; vẫn rỗng thì đề nghị đơn vị gửi lại.",
        example="Ổ đĩa hết chỗ khi đang lưu tệp đính kèm.",
    ),
    "F03": Entry(
        Severity.ERROR,
        "cả tệp lớn hơn 25 MB nên không được mở ra",
        (
            "Nếu là biểu thì đề nghị đơn vị bỏ ảnh, bản quét chèn thêm rồi gửi lại; nếu là tệp nén "
            "hoặc thư thì lấy các tệp Excel bên trong ra, chép vào thư mục collected."
        ),
        cause=(
            "Biểu mẫu đã điền chỉ nặng vài chục KB; tệp lớn thế này là tệp khác, tệp nén lớn hoặc "
            "biểu đã chèn nhiều ảnh."
        ),
        cure=(
            "Gửi biểu không chèn ảnh chụp, bản quét; tài liệu kèm theo thì gửi riêng. Tệp nén, thư "
            "lớn thì lấy riêng các tệp Excel bên trong ra."
        ),
        example="Dán ảnh quét của văn bản vào trang Số liệu rồi lưu.",
    ),
    "F04": Entry(
        Severity.ERROR,
        "không mở được tệp (đang bị khóa hoặc không có quyền đọc)",
        "Đóng tệp trong Excel, kiểm tra quyền đọc rồi chạy lại.",
        cause=(
            "Tệp đang bị chương trình khác giữ, hoặc tài khoản đang dùng không được quyền đọc tệp "
            "hay thư mục đó."
        ),
        cure=(
            "Đóng tệp trong Excel; vẫn báo thì bấm chuột phải vào tệp, xem quyền đọc ở mục Thuộc "
            "tính (Properties), rồi chạy lại."
        ),
        example="Tệp đang mở trên một máy khác trong mạng nội bộ.",
    ),
    "F05": Entry(
        Severity.ERROR,
        "tệp đang được chép dở",
        "Đợi chép xong rồi chạy lại.",
        cause="Tệp còn thay đổi trong lúc đọc: đang tải về, đang đồng bộ hoặc đang được lưu.",
        cure="Đợi tải, đồng bộ xong rồi chạy lại lệnh.",
        example="Chạy merge khi thư mục đồng bộ chưa tải xong tệp của đơn vị.",
    ),
    "F06": Entry(
        Severity.ERROR,
        "tệp nén hoặc thư {why} nên không được mở ra",
        "Lấy các tệp Excel bên trong ra, chép vào thư mục collected.",
        cause=(
            "Tệp nén hoặc thư có trên 200 tệp phải đọc, trên 2.000 tệp tất cả, các tệp Excel bên "
            "trong mở ra quá 100 MB, tệp nén nằm trong tệp nén quá hai lớp, hoặc thư có phần đầu "
            "hay cách chia phần dài bất thường."
        ),
        cure="Giải nén hoặc mở thư bằng tay, chỉ chép các biểu Excel vào thư mục collected.",
        example="Một tệp .zip bên trong có .zip, trong đó lại có .zip nữa.",
        terms={"why": _TOO_MUCH.__getitem__},
    ),
    "F07": Entry(
        Severity.ERROR,
        "đây không phải tệp Excel",
        (
            "Nếu là bảng tính thì mở bằng Excel, lưu thành .xlsx rồi gửi lại; nếu là văn bản thì "
            "đơn vị gửi lại biểu mẫu Excel đã phát."
        ),
        cause="Nội dung tệp không phải bảng tính Excel: thường là văn bản Word, ảnh, tệp .csv.",
        cure=(
            "Gửi đúng biểu Excel đã phát; số liệu đang ở bảng tính khác thì mở bằng Excel, chọn "
            "Lưu thành (Save As), kiểu Excel (.xlsx)."
        ),
        example="Đơn vị gửi báo cáo bằng văn bản .docx thay cho biểu Excel.",
    ),
    "F08": Entry(
        Severity.ERROR,
        "tệp bị mã hóa nên không đọc được",
        (
            "Nếu khi mở bị hỏi mật khẩu: bỏ mật khẩu của tệp (hoặc của tệp nén) rồi gửi lại. Nếu "
            "không bị hỏi: mở bằng Excel, bỏ khóa sổ làm việc, lưu kiểu Excel (.xlsx) rồi gửi lại."
        ),
        cause=(
            "Tệp đặt mật khẩu mở, nằm trong tệp nén có mật khẩu, hoặc được Excel tự mã hóa khi "
            "khóa sổ làm việc: tệp như thế mở ra không bị hỏi mật khẩu."
        ),
        cure=(
            "Mở không bị hỏi mật khẩu thì trong Excel bỏ khóa sổ làm việc (Review, Protect "
            "Workbook), chọn Lưu thành (Save As), kiểu Excel (.xlsx), gửi tệp mới. Bị hỏi mật khẩu "
            "thì chọn Tệp (File), Thông tin (Info), Bảo vệ sổ làm việc (Protect Workbook), "
            "Mã hóa bằng mật khẩu (Encrypt with Password), xóa mật khẩu, lưu rồi gửi lại."
        ),
        example="Đơn vị đặt mật khẩu mở tệp trước khi gửi qua thư.",
    ),
    "F09": Entry(
        Severity.ERROR,
        "tệp không ở dạng .xlsx, .xlsm hay .xls (như .ods, .xlsb, trang web, tệp chỉ đổi đuôi)",
        (
            "Nếu là bảng tính thì mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu "
            "Excel (.xlsx), rồi gửi lại; không phải thì gửi lại biểu mẫu Excel đã phát."
        ),
        cause="Tệp được lưu ở dạng khác, kể cả khi tên tệp mang đuôi .xlsx.",
        cure=(
            "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), chọn kiểu Excel "
            "(.xlsx), rồi gửi tệp mới."
        ),
        example="LibreOffice lưu ở dạng .ods, người gửi chỉ đổi tên thành .xlsx.",
    ),
    "F10": Entry(
        Severity.WARNING,
        "đây là bản quét (PDF, ảnh), chưa rõ của đơn vị nào, kỳ nào",
        (
            "Nếu là bản ký của một báo cáo thì đổi tên có đủ kỳ và đơn vị, như "
            "“2023-03-tu-phap.pdf” hoặc “Phòng Tư pháp tháng 3.pdf”, hoặc để cạnh biểu Excel của "
            "đơn vị trong thư mục riêng; số liệu chỉ đọc từ tệp Excel."
        ),
        cause=(
            "Tệp PDF, ảnh không có ô để đọc số, nên chỉ được lưu làm bản ký của báo cáo Excel; "
            "tên tệp và thư mục chưa cho biết đó là báo cáo nào."
        ),
        cure=(
            "Đổi tên tệp có kỳ và mã hoặc tên đơn vị rồi chạy lại: tệp được lưu cùng báo cáo ấy. "
            "Đơn vị chưa gửi tệp Excel thì vẫn phải gửi."
        ),
        example="Trong collected có tệp “scan0001.pdf”.",
    ),
    "F11": Entry(
        Severity.ERROR,
        "tệp vượt quá giới hạn an toàn ở phần “{part}” nên không được mở ra",
        "Đề nghị đơn vị điền vào biểu mẫu mới và gửi lại.",
        cause=(
            "Tệp nhỏ nhưng mở ra lớn bất thường (quá 300 MB, quá 2.000 phần, một phần lớn gấp 200 "
            "lần khi nén), có quá 1.000.000 ô có nội dung, một ô quá 100.000 chữ hoặc cấu trúc "
            "lồng nhau quá sâu; tệp cố ý làm treo máy thường như vậy."
        ),
        cure=(
            "Không rõ người gửi thì không mở tệp; đề nghị đơn vị điền vào biểu mẫu đã phát và gửi "
            "lại."
        ),
        example="Tệp 1 MB mà giải nén ra hơn 300 MB.",
    ),
    "F12": Entry(
        Severity.ERROR,
        "tệp bị hỏng hoặc thiếu phần, đọc không chắc chắn nên không nhận",
        (
            "Mở thử (biểu thì bằng Excel, tệp nén thì giải nén): mở được thì lưu lại rồi gửi lại; "
            "không mở được thì đề nghị đơn vị gửi lại hoặc điền vào biểu mẫu mới."
        ),
        cause=(
            "Tệp hỏng khi lưu hoặc khi gửi, hoặc do chương trình khác tạo ra không đúng chuẩn nên "
            "có thể đọc ra số sai."
        ),
        cure=(
            "Mở bằng Excel: mở được thì bấm Lưu (Ctrl+S) rồi gửi lại; Excel báo lỗi thì điền lại "
            "vào biểu mẫu mới. Tệp nén thì giải nén, gửi riêng biểu Excel bên trong."
        ),
        example="Rút USB khi chưa chép xong; lúc mở, Excel hỏi có sửa chữa (Repair) không.",
    ),
    "F13": Entry(
        Severity.ERROR,
        "đọc tệp quá lâu nên phải dừng",
        (
            "Chạy lại khi máy rảnh, tệp sẽ được đọc lại. Nếu vẫn lỗi, mở bằng Excel, lưu lại rồi "
            "gửi lại; còn lỗi nữa thì điền lại vào biểu mẫu mới và bỏ tệp này ra khỏi collected."
        ),
        cause=(
            "Máy đã dành 60 giây để đọc (hoặc đợi 10 phút) mà chưa xong, đọc lại riêng một mình "
            "tệp này cũng vậy: tệp có cấu trúc bất thường, hoặc máy vừa ở chế độ ngủ (Sleep)."
        ),
        cure=(
            "Chạy lại khi máy rảnh: tệp được đọc lại từ đầu. Vẫn báo thì mở tệp bằng Excel, lưu "
            "lại rồi gửi lại, hoặc điền vào biểu mẫu mới. Tệp không dùng nữa thì bỏ ra khỏi "
            "collected để các lần sau không phải đợi đọc."
        ),
        example="Gập máy xách tay đúng lúc lệnh merge đang đọc tệp.",
    ),
    "F14": Entry(
        Severity.ERROR,
        "tệp làm chương trình đọc dừng đột ngột",
        (
            "Chạy lại khi máy rảnh, tệp sẽ được đọc lại. Nếu vẫn lỗi, mở bằng Excel, lưu lại rồi "
            "gửi lại; còn lỗi nữa thì điền lại vào biểu mẫu mới và bỏ tệp này ra khỏi collected."
        ),
        cause=(
            "Phần đọc tệp bị dừng hai lần với chính tệp này: tệp bị hỏng nặng, cố ý làm hỏng "
            "chương trình, hoặc máy hết bộ nhớ."
        ),
        cure=(
            "Đóng bớt chương trình rồi chạy lại: tệp được đọc lại từ đầu. Vẫn báo thì mở tệp bằng "
            "Excel, lưu lại rồi gửi lại, hoặc điền vào biểu mẫu mới. Tệp không dùng nữa thì bỏ ra "
            "khỏi collected để các lần sau không phải đợi đọc."
        ),
        example="Máy đang chạy nhiều chương trình nặng nên phần đọc hết bộ nhớ.",
    ),
    "F15": Entry(
        Severity.NOTE,
        "tệp có macro; macro không được chạy",
        "Không cần làm gì; số liệu vẫn được đọc.",
        cause="Tệp được lưu ở dạng có macro (.xlsm); chương trình chỉ đọc số liệu trong ô.",
        cure="Không cần làm gì; lần sau nên lưu kiểu Excel (.xlsx) không có macro.",
        example="Đơn vị gõ chữ bằng một tiện ích có gắn macro vào tệp.",
    ),
    "F16": Entry(
        Severity.NOTE,
        "tệp có liên kết tới tệp khác; liên kết không được mở",
        "Kiểm tra các ô lấy số từ tệp khác.",
        cause=(
            "Có ô lấy số từ tệp khác trên máy của đơn vị; chương trình dùng số đã lưu trong ô, "
            "không mở tệp kia."
        ),
        cure="Kiểm tra các ô đó đã là số mới nhất chưa; tốt nhất là gõ thẳng số vào ô.",
        example="Ô E10 lấy số từ một tệp sổ theo dõi riêng của đơn vị.",
    ),
    "F17": Entry(
        Severity.ERROR,
        "đây là thư Outlook (.msg)",
        "Mở thư, lưu các tệp đính kèm vào thư mục collected.",
        cause="Chương trình mở được thư .eml, không mở được thư Outlook .msg.",
        cure="Mở thư bằng Outlook, lưu các tệp Excel đính kèm vào thư mục collected.",
        example="Kéo thư từ Outlook thả thẳng vào thư mục collected.",
    ),
    "F18": Entry(
        Severity.ERROR,
        "tệp đã nhận trước đây không còn trong collected và bản lưu không còn nguyên",
        "Khôi phục tệp từ bản sao lưu, hoặc đề nghị đơn vị gửi lại.",
        cause=(
            "Tệp gốc đã bị xóa khỏi collected, bản lưu trong thư mục ẩn .archive cũng mất hoặc bị "
            "thay đổi."
        ),
        cure=(
            "Chép lại thư mục collected từ bản sao lưu, hoặc đề nghị đơn vị gửi lại tệp, rồi chạy "
            "lại."
        ),
        example="Chuyển máy mà quên chép thư mục ẩn .archive.",
    ),
    "F19": Entry(
        Severity.ERROR,
        "đây là tệp nén dạng chương trình không mở (.rar, .7z, .gz)",
        "Giải nén, chép các tệp Excel bên trong vào thư mục collected.",
        cause="Chương trình chỉ mở được tệp nén .zip.",
        cure="Giải nén bằng 7-Zip, WinRAR, chép các tệp Excel bên trong vào thư mục collected.",
        example="Đơn vị nén nhiều biểu thành một tệp .rar rồi gửi.",
    ),
    "F20": Entry(
        Severity.ERROR,
        "đây là thư đã lưu, không lấy được tệp Excel nào đính kèm",
        "Mở thư, lưu tệp báo cáo đính kèm vào thư mục collected.",
        cause=(
            "Thư đã lưu không có tệp đính kèm, hoặc tệp đính kèm được bọc theo kiểu chương trình "
            "không mở được."
        ),
        cure=(
            "Mở thư bằng chương trình thư, lưu tệp báo cáo đính kèm vào thư mục collected; thư "
            "không có tệp thì đề nghị đơn vị gửi lại."
        ),
        example="Tệp winmail.dat mà Outlook bọc quanh tệp đính kèm.",
    ),
    "F21": Entry(
        Severity.ERROR,
        "thư mục nằm quá sâu trong các thư mục khác nên không được mở",
        "Chép các tệp báo cáo ra thư mục collected.",
        cause="Thư mục nằm dưới hơn 30 lớp thư mục khác.",
        cure="Chép các tệp báo cáo trong đó ra thẳng thư mục collected.",
        example="Chép cả một ổ đĩa sao lưu nhiều lớp vào collected.",
    ),
    "F23": Entry(
        Severity.ERROR,
        "đây là một tệp Excel đầy đủ nhưng mang tên tạm của chương trình nên không được nhận",
        "Nếu là báo cáo của đơn vị thì đổi tên tệp, đuôi .xlsx, rồi chạy lại; không phải thì xóa.",
        cause=(
            "Excel, trình duyệt hoặc chương trình thư đặt tên tạm khi đang lưu, đang tải (đuôi "
            ".tmp, .part, .crdownload; tên bắt đầu bằng ~$ hoặc dấu chấm) và chưa kịp đổi lại."
        ),
        cure="Mở tệp bằng Excel để xem; đúng là báo cáo thì lưu với tên khác, đuôi .xlsx.",
        example="Excel treo khi đang lưu, để lại tệp 5A3F2C10.tmp có đủ số liệu.",
    ),
    "F22": Entry(
        Severity.ERROR,
        "tệp được nén trong .zip theo cách chương trình không mở",
        "Giải nén, chép các tệp Excel bên trong vào thư mục collected.",
        cause="Tệp .zip dùng kiểu nén ít gặp, khác kiểu Windows và Excel vẫn dùng.",
        cure="Giải nén bằng 7-Zip, chép các tệp Excel bên trong vào thư mục collected.",
        example="Tệp .zip được tạo với kiểu nén LZMA.",
    ),
    "F24": Entry(
        Severity.ERROR,
        "đúng từng byte tệp đã xóa vì có dữ liệu cá nhân gửi nhầm (ý kiến số {number} của {by}: "
        "{why}); không nhận lại",
        "Xóa tệp này bằng lệnh set-aside --purge; đề nghị đơn vị không gửi lại.",
        cause="Một tệp đã được xóa, chỉ giữ mã băm và lý do, nay lại nằm trong thư mục collected.",
        cure=(
            "Chạy lại lệnh set-aside --purge với tên tệp này. Nếu đã xóa nhầm thì rút lại ý kiến "
            "bằng lệnh withdraw rồi chạy lại merge."
        ),
        example="Thư có danh sách công dân được chuyển tiếp lần nữa và lại được thả vào collected.",
    ),
    "F40": Entry(
        Severity.ERROR,
        "đây là tệp nén không có biểu Excel nào bên trong",
        "Đề nghị đơn vị gửi tệp Excel đã điền.",
        cause="Tệp nén chỉ có văn bản, ảnh hoặc tệp tạm của Excel, không có biểu đã điền.",
        cure="Tìm biểu Excel đã điền và gửi chính tệp đó, không phải nén.",
        example="Nén cả thư mục khi biểu đang mở, trong tệp nén chỉ có tệp tạm ~$bieu.xlsx.",
    ),
}
