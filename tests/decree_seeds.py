"""Single defects of form, each put into a good document by editing its XML."""

import copy
import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, STYLES = "word/document.xml", "word/styles.xml"
ORDER = {  # of the children that are put in, as the schema wants them
    "rPr": ("rStyle", "rFonts", "b", "i", "caps", "color", "sz"),
    "pPr": ("pStyle", "keepNext", "pBdr", "spacing", "ind", "contextualSpacing", "jc", "rPr"),
}


def seeded(content, part, edit):
    """Return a document with one part of it edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if re.fullmatch(part, name):
                tree = etree.fromstring(data)
                edit(tree)
                data = etree.tostring(tree)
            target.writestr(name, data)
    return out.getvalue()


def said(paragraph):
    return "".join(paragraph.itertext(f"{W}t"))


def lines(tree, pattern):
    """Find the paragraphs whose words match from their beginning."""
    found = [p for p in tree.iter(f"{W}p") if re.match(pattern, said(p))]
    assert found, pattern
    return found


def put(holder, kind, name, **values):
    """Set a property of a run, a paragraph or a style, in place of what is there."""
    properties = holder.find(f"{W}{kind}")
    if properties is None:
        properties = etree.Element(f"{W}{kind}")
        names = [etree.QName(one).localname for one in holder]
        before = ("name", "basedOn", "next", "link", "uiPriority", "qFormat", "rsid", "pPr")
        at = max((i + 1 for i, one in enumerate(names) if one in before), default=0)
        holder.insert(at, properties)
    element = properties.find(f"{W}{name}")
    if element is None:
        element = etree.SubElement(properties, f"{W}{name}")
    for key, value in values.items():
        element.set(f"{W}{key}", value)


def run(pattern, name, **values):
    """Set how all words of one paragraph look."""

    def edit(tree):
        for one in lines(tree, pattern)[0].iter(f"{W}r"):
            put(one, "rPr", name, **values)

    return BODY, edit


def size(pattern, points):
    return run(pattern, "sz", val=str(int(points * 2)))


def no(pattern, name):
    return run(pattern, name, val="0")


def yes(pattern, name):
    return run(pattern, name, val="1")


def paragraph(pattern, name, **values):
    """Set how one paragraph is set."""
    return BODY, lambda tree: put(lines(tree, pattern)[0], "pPr", name, **values)


def words(pattern, old, new):
    """Say something else in a paragraph."""

    def edit(tree):
        one = lines(tree, pattern)[0]
        text = said(one)
        assert re.search(old, text), (pattern, text)
        first, *others = one.iter(f"{W}t")
        first.text = re.sub(old, new, text)
        for other in others:
            other.text = ""

    return BODY, edit


def without(pattern):
    """Take a paragraph away."""

    def edit(tree):
        one = lines(tree, pattern)[0]
        one.getparent().remove(one)

    return BODY, edit


def after(pattern, change):
    """Change the empty paragraph below some words, where a rule is drawn."""

    def edit(tree):
        change(lines(tree, pattern)[-1].getnext())

    return BODY, edit


def no_rule(paragraph):
    borders = paragraph.find(f"{W}pPr/{W}pBdr")
    borders.getparent().remove(borders)


def long_rule(paragraph):
    indents = paragraph.find(f"{W}pPr/{W}ind")
    indents.getparent().remove(indents)


def short_rule(paragraph):
    for side in ("left", "start", "right", "end"):
        indents = paragraph.find(f"{W}pPr/{W}ind")
        if indents.get(f"{W}{side}"):
            indents.set(f"{W}{side}", str(int(indents.get(f"{W}{side}")) + 500))


def section(at, name, **values):
    """Set the page of a section."""

    def edit(tree):
        one = list(tree.iter(f"{W}sectPr"))[at].find(f"{W}{name}")
        for key, value in values.items():
            one.set(f"{W}{key}", value)

    return BODY, edit


def no_section(at, name):
    def edit(tree):
        one = list(tree.iter(f"{W}sectPr"))[at]
        one.remove(one.find(f"{W}{name}"))

    return BODY, edit


def header(kind, name, **values):
    """Set how the number of a page looks."""

    def edit(tree):
        for holder in tree.iter(f"{W}p" if kind == "pPr" else f"{W}r"):
            put(holder, kind, name, **values)

    return r"word/header\d+\.xml", edit


def no_number(tree):
    for one in list(tree.iter(f"{W}r")):
        one.getparent().remove(one)


def style(name, kind, property, **values):
    """Set what a style says: no paragraph is touched."""

    def edit(tree):
        found = [
            one for one in tree.iter(f"{W}style") if one.find(f"{W}name").get(f"{W}val") == name
        ]
        assert found, name
        put(found[0], kind, property, **values)

    return STYLES, edit


def defaults(property, **values):
    """Set what all words look like where nothing else is said."""

    def edit(tree):
        put(tree.find(f"{W}docDefaults/{W}rPrDefault"), "rPr", property, **values)
        for one in tree.iter(f"{W}style"):
            for fonts in list(one.iter(f"{W}rFonts")):
                fonts.getparent().remove(fonts)

    return STYLES, edit


def no_room(tree):
    for cell in list(tree.iter(f"{W}tc"))[-1:]:
        for one in list(cell.iter(f"{W}p")):
            if not said(one):
                cell.remove(one)


def position_above(tree):
    mark = lines(tree, "KT. ")[0]
    other = copy.deepcopy(lines(tree, "PHÓ ")[0])
    mark.getparent().insert(mark.getparent().index(mark) + 2, other)


def no_repeats(tree):
    for mark in list(tree.iter(f"{W}tblHeader")):
        mark.getparent().remove(mark)


def by_styles(content):
    """Return a letter of LibreOffice with only its styles to say how its text is set."""

    def edit(tree):
        for one in lines(tree, "Thực hiện|[ab]\\) |Phòng Tư pháp kính"):
            for said in list(one.find(f"{W}pPr")):
                if said.tag in (f"{W}spacing", f"{W}ind", f"{W}jc"):
                    said.getparent().remove(said)

    return seeded(content, BODY, edit)


def two_appendices(content):
    """Return the document with its appendix twice, numbered."""

    def edit(tree):
        body = tree.find(f"{W}body")
        head = next(i for i, one in enumerate(body) if said(one).strip() == "Phụ lục")
        blocks = [copy.deepcopy(one) for one in body[head:-1]]
        next(body[head].iter(f"{W}t")).text = "Phụ lục I"
        next(blocks[0].iter(f"{W}t")).text = "Phụ lục II"
        for block in blocks:
            for mark in [m for m in block.iter() if "bookmark" in str(m.tag)]:
                mark.getparent().remove(mark)
            body.insert(len(body) - 1, block)

    return seeded(content, BODY, edit)


NATION, MOTTO, DATE = "CỘNG HÒA", "Độc lập", ".*, ngày"
PROSE, PART, ITEM = "Tổ công tác triển khai.*như sau", r"I\. ", r"1\. "
SEEDS = {  # good document → rule and how it is broken
    "report": [
        ("P1", section(0, "pgSz", w="12240", h="15840")),
        ("P1", section(1, "pgSz", w="16838", h="12240")),
        ("P2", section(0, "pgMar", top="1000")),
        ("P2", section(0, "pgMar", bottom="1600")),
        ("P2", section(1, "pgMar", left="1134")),
        ("P3", run(PROSE, "rFonts", ascii="Arial", hAnsi="Arial")),
        ("P3", run(PROSE, "rFonts", hAnsi="Calibri")),
        ("P3", run(PROSE, "color", val="C00000")),
        ("P3", run(PROSE, "rFonts", asciiTheme="minorHAnsi")),
        ("P4", no_section(0, "titlePg")),
        ("P4", header("pPr", "jc", val="left")),
        ("P4", header("rPr", "sz", val="20")),
        ("P4", header("rPr", "i", val="1")),
        ("P4", (r"word/header\d+\.xml", no_number)),
        ("E1a", size(NATION, 14)),
        ("E1a", no(NATION, "b")),
        ("E1a", yes(NATION, "i")),
        ("E1a", words(NATION, "HÒA", "HOÀ")),
        ("E1b", no(MOTTO, "b")),
        ("E1b", size(MOTTO, 12)),
        ("E1b", words(MOTTO, " - ", "-")),
        ("E1b", paragraph(MOTTO, "jc", val="left")),
        ("E1c", after(MOTTO, no_rule)),
        ("E1c", after(MOTTO, long_rule)),
        ("E1c", after(MOTTO, short_rule)),
        ("E1d", paragraph(NATION, "spacing", line="276", lineRule="auto")),
        ("E1d", paragraph(MOTTO, "spacing", line="360", lineRule="auto")),
        ("E1d", paragraph(MOTTO, "spacing", line="480", lineRule="exact")),
        ("E2a", yes("HUYỆN HƯƠNG KHÊ", "b")),
        ("E2a", size("HUYỆN HƯƠNG KHÊ", 14)),
        ("E2a", words("HUYỆN HƯƠNG KHÊ", ".*", "Huyện Hương Khê")),
        ("E2b", size("TỔ CÔNG TÁC", 14)),
        ("E2b", words("TỔ CÔNG TÁC", ".*", "Tổ công tác")),
        ("E2b", yes("TỔ CÔNG TÁC", "i")),
        ("E2c", after("TRIỂN KHAI ĐỀ ÁN", no_rule)),
        ("E2c", after("TRIỂN KHAI ĐỀ ÁN", long_rule)),
        ("E3", words("Số:", "Số:", "Số")),
        ("E3", words("Số:", "05/", "5/")),
        ("E3", words("Số:", "BC-", "BC - ")),
        ("E3", size("Số:", 12)),
        ("E3", yes("Số:", "b")),
        ("E4", no(DATE, "i")),
        ("E4", words(DATE, ", ngày", " ngày")),
        ("E4", words(DATE, "ngày 03", "ngày 3")),
        ("E4", words(DATE, "tháng 02", "tháng 2")),
        ("E4", size(DATE, 12)),
        ("E5a", words("BÁO CÁO$", ".*", "Báo cáo")),
        ("E5a", size("BÁO CÁO$", 16)),
        ("E5b", size("Kết quả triển khai", 16)),
        ("E5b", no("Kết quả triển khai", "b")),
        ("E5c", after("Kết quả triển khai", no_rule)),
        ("E5c", after("Kết quả triển khai", long_rule)),
        ("E6a", no("Căn cứ", "i")),
        ("E6a", words("Căn cứ", ";$", ",")),
        ("E6b", size(PROSE, 12)),
        ("E6b", paragraph(PROSE, "jc", val="left")),
        ("E6b", yes(PROSE, "i")),
        ("E6c", paragraph(PROSE, "ind", firstLine="283")),
        ("E6d", paragraph(PROSE, "spacing", before="40")),
        ("E6e", paragraph(PROSE, "spacing", line="480", lineRule="auto")),
        ("E6e", paragraph(PROSE, "spacing", line="200", lineRule="exact")),
        ("E6g", words(PART, "TÌNH HÌNH CHẤP HÀNH", "Tình hình chấp hành")),
        ("E6g", no(PART, "b")),
        ("E6h", no(ITEM, "b")),
        ("E6h", yes(ITEM, "i")),
        ("E6k", words("Trên đây", r"\./\.$", ".")),
        ("E7a", words("KT. ", "KT. TỔ TRƯỞNG", "Kt. Tổ trưởng")),
        ("E7a", words("KT. ", "KT. ", "KT ")),
        ("E7a", size("KT. ", 12)),
        ("E9a", words("- Công an tỉnh", "^- ", "")),
        ("E9a", paragraph("- Công an tỉnh", "ind", left="1134")),
        ("E9b", size("Nơi nhận", 14)),
        ("E9b", no("Nơi nhận", "i")),
        ("E9c", size("- Như trên", 13)),
        ("E9c", words("- Lưu", "- Lưu: ", "- ")),
        ("E9c", words("- Như trên", ";", ".")),
        ("A1", words(".*Phụ lục", "Phụ lục", "biểu")),
        ("A3", size("Phụ lục$", 13)),
        ("A3", no("Phụ lục$", "b")),
        ("A4", words("THỐNG KÊ, BÁO CÁO", ".*", "Thống kê, báo cáo kết quả")),
        ("A5", no(r"\(Kèm theo", "i")),
        ("A5", without(r"\(Kèm theo")),
        ("A7", no_section(1, "pgNumType")),
        ("A9", (BODY, no_repeats)),
    ],
    "two": [
        ("A2", words("Phụ lục II$", "II", "2")),
        ("A2", words("Phụ lục II$", "II", "IV")),
    ],
    "letter": [
        ("P1", section(0, "pgSz", w="12240", h="15840")),
        ("P1", section(0, "pgSz", w="16838", h="11906")),
        ("P2", section(0, "pgMar", left="1134")),
        ("P2", section(0, "pgMar", gutter="567")),
        ("P2", section(0, "pgMar", right="1500")),
        ("P3", style("Lời văn", "rPr", "rFonts", ascii="Calibri", hAnsi="Calibri")),
        ("P3", style("Lời văn", "rPr", "color", val="1F497D")),
        ("P3", defaults("rFonts", ascii="Arial", hAnsi="Arial")),
        ("E1a", style("Quốc hiệu", "rPr", "b", val="0")),
        ("E1a", style("Quốc hiệu", "rPr", "sz", val="28")),
        ("E1b", style("Tiêu ngữ", "rPr", "i", val="1")),
        ("E1d", style("Tiêu ngữ", "pPr", "spacing", line="300", lineRule="auto")),
        ("E2a", words("UBND HUYỆN", ".*", "UBND huyện Mẫu")),
        ("E2b", style("Ban hành", "rPr", "b", val="0")),
        ("E3", words("Số:", "09", "9")),
        ("E4", words("Mẫu, ngày", "tháng 3", "tháng 03")),
        ("E5d", style("Về việc", "rPr", "b", val="1")),
        ("E5d", style("Về việc", "rPr", "sz", val="28")),
        ("E6b", style("Lời văn", "pPr", "jc", val="left")),
        ("E6b", style("Lời văn", "rPr", "sz", val="24")),
        ("E6c", style("Lời văn", "pPr", "ind", firstLine="0")),
        ("E6d", style("Lời văn", "pPr", "spacing", before="0")),
        ("E6d", style("Lời văn", "pPr", "contextualSpacing", val="1")),
        ("E6e", style("Lời văn", "pPr", "spacing", line="480", lineRule="auto")),
        ("E6i", words(r"b\) ", r"^b\)", "d)")),
        ("E6k", words("Phòng Tư pháp kính", r"\./\.", ".")),
        ("E7b", words("Họ Và Tên", "^", "TS. ")),
        ("E7b", no("Họ Và Tên", "b")),
        ("E7b", (BODY, no_room)),
        ("E7b", (BODY, position_above)),
        ("E9a", words("Kính gửi", "Kính gửi:", "Kính gửi")),
        ("E9a", size("Kính gửi", 12)),
        ("E9c", style("Nhận", "rPr", "b", val="1")),
    ],
}
