"""Every named count that the documents of a period print, by its name and where it stands."""

import re

from net import spaced

STATED = r"([\d.]+)"
# Names as the text says them, with the words around their number.
BODY = {
    "Đầu việc Kế hoạch giao": rf"Kế hoạch giao các đơn vị {STATED} đầu việc",
    "Nhiệm vụ chưa giao đơn vị nào": rf"Còn {STATED} nhiệm vụ của Kế hoạch chưa giao đơn vị nào",
    "Nhiệm vụ có đơn vị để quá hạn": rf"Còn {STATED} nhiệm vụ có đơn vị để quá hạn",
    "Tình trạng: đúng hạn": rf"(?:trong đó|Có) {STATED}(?:/\d+)? đơn vị gửi (?:báo cáo )?đúng hạn",
    "Tình trạng: chưa gửi": rf"Còn {STATED} đơn vị chưa gửi báo cáo",
    "Tình trạng: đã gửi, chưa hợp lệ": rf"Có {STATED} đơn vị gửi báo cáo chưa hợp lệ",
    "Đơn vị có số liệu": rf"Có {STATED}/\d+ đơn vị gửi báo cáo hợp lệ",
}
KINDS = {
    "Đầu việc có thời hạn": r"trong [\d.]+ việc có thời hạn: ([^.;]*)",
    "Đầu việc thường xuyên, theo yêu cầu": r"[\d.]+ việc thường xuyên, theo yêu cầu: ([^.;]*)",
}


def named_counts(document, book):
    """Return by name the numbers printed for it: (where, number)."""
    found = {}
    text = spaced("\n".join(p.text for p in document.paragraphs))
    for name, pattern in BODY.items():
        for said in re.findall(pattern, text):
            found.setdefault(name, []).append(("lời văn", number(said)))
    for kind, pattern in KINDS.items():
        for states in re.findall(pattern, text):
            for said, state in re.findall(r"([\d.]+) ([^,]+)", states):
                found.setdefault(f"{kind}: {state}", []).append(("lời văn", number(said)))
    for row in book["Bìa"].values:
        label, value, *_ = row
        if isinstance(value, int):
            name = label if label in BODY or ":" in f"{label}" else f"Tình trạng: {label}"
            found.setdefault(name, []).append(("bìa", value))
    found.setdefault("Đơn vị có số liệu", []).extend(
        ("bìa", number(said))
        for row in book["Bìa"].values
        for said in re.findall(r"SỐ LIỆU: ([\d.]+)/", f"{row[0]}")
    )
    for state, *values in bars(book):
        for kind, value in zip(KINDS, values, strict=True):
            dated = kind == "Đầu việc có thời hạn" and state == "hoàn thành"
            name = f"{kind}: {state} đúng hạn" if dated else f"{kind}: {state}"
            found.setdefault(name, []).extend([("biểu đồ", value)] if value else [])
    return {name: stated for name, stated in found.items() if stated}


def bars(book):
    """Yield what the chart of the plan's work is drawn from: a state with its two numbers."""
    rows = [[c for c in row if c is not None] for row in book["Biểu đồ"].values]
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Trạng thái"])
    for row in rows[at + 1 :]:
        if not row:
            return
        yield row


def of_several_figures(found):
    """Return the names of which two places print two numbers."""
    return {name: stated for name, stated in found.items() if len({n for _, n in stated}) > 1}


def number(said):
    """Read a number as a document prints it."""
    return int(said.replace(".", ""))
