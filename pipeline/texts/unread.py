"""What a unit is told of a file that cannot be used."""

from __future__ import annotations

TITLE = "TỆP CHƯA DÙNG ĐƯỢC: VIỆC CẦN LÀM"
FILE = "Tệp"
SEND = "Làm xong, gửi lại tệp cho {receiver}. Tệp đã gửi được giữ nguyên, không tính vào báo cáo."
