"""What clerks do wrong with a file as a whole: what it is, how it is called, when it was saved."""

import io
import re
import zipfile
from datetime import timedelta

from seeded.district import OFFICE
from seeded.slip import THE_FILE, Slip


def file(name, codes, make, saved_as=".xlsx", form="week"):
    """A slip by which the form, filled as asked, becomes another file."""
    return Slip(name, form, lambda b: [], codes, "", THE_FILE, make, saved_as)


def called(name):
    return lambda content, b: {
        name.format(unit=b.report.unit.code, period=b.report.period): content
    }


def within(name, inside="báo cáo.xlsx", cut=None):
    """The form in a .zip file."""

    def make(content, b):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr(inside, content)
        return {name: out.getvalue()[:cut]}

    return make


def early(content, b):
    """Saved in the middle of the week that it reports on."""
    first = OFFICE.schedule.window(b.report.period)[0] + timedelta(days=2)
    said = rb"\g<1>" + f"{first:%Y-%m-%dT10:00:00Z}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", said, part)
            target.writestr(item, part)
    return {"bao cao.xlsx": out.getvalue()}


def other(name, content):
    return lambda _, b: {name: content}


def cut(name, share):
    return lambda content, b: {name: content[: int(len(content) * share)]}


MAIL = b"\r\n".join(
    (
        *(b"From: a@example.vn", b"To: b@example.vn", b"Subject: bao cao"),
        *(b"Date: Mon, 2 Oct 2023 08:00:00 +0700", b"MIME-Version: 1.0"),
        *(b"Content-Type: text/plain", b"", b"Kinh gui."),
    )
)
FILES = [
    file("last week's name", ("S09",), called("Báo cáo tuần 30 năm 2023.xlsx")),
    file("last week's name, as we name it", ("S09",), called("2023-W30-{unit}.xlsx")),
    file("another unit's name", ("S11",), called("Báo cáo - Bảo hiểm xã hội huyện.xlsx")),
    file("another unit's name, as we name it", ("S11",), called("{period}-bhxh.xlsx")),
    file("a month's name", ("S09",), called("2023-03-{unit}.xlsx"), form="month"),
    file("another commune's name", ("S11",), called("{period}-xa-ha-linh.xlsx"), form="month"),
    file("saved in the middle of the week", ("V06",), early),
    file("an empty file", ("F02",), other("bao cao.xlsx", b"")),
    file("half of a file", ("F12",), cut("bao cao.xlsx", 0.5)),
    file("half of a packed file", ("F06", "F12"), within("bao cao.zip", cut=9000)),
    file("printed into a PDF", ("F10",), called("bao cao.pdf"), ".pdf"),
    file("a PDF called .xlsx", ("F10",), called("bao cao.xlsx"), ".pdf"),
    file("saved as .ods", ("F09",), called("bao cao.ods"), ".ods"),
    file("an .ods called .xlsx", ("F09",), called("bao cao.xlsx"), ".ods"),
    file("saved as .csv", ("F07",), called("bao cao.csv"), ".csv"),
    file(
        "packed by another program",
        ("F19",),
        other("bao cao.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 900),
    ),
    file("a mail without a form", ("F20",), other("thu.eml", MAIL)),
    file("a page of the web called .xls", ("F07", "F09"), called("bao cao.xls"), ".html"),
]
