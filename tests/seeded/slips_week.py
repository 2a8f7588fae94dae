"""What clerks do wrong in the weekly form."""

from datetime import date

from seeded.slip import (
    A_FORMAT,
    ADDED_UP,
    IN_WORDS,
    MOVED,
    OUTSIDE,
    THE_HEAD,
    THE_SHEET,
    Slip,
)

from pipeline.domain.answer import serial
from pipeline.domain.areas import address
from pipeline.domain.marks import PERIOD_ROW, TEXT, UNIT_ROW

TABLE = "services"
ONLINE = "received_online"


def busiest(b):
    return max(b.keys(TABLE), key=lambda k: b.value(TABLE, k, "received_new"))


def others(b):
    return [key for key in b.keys(TABLE) if key != busiest(b)]


def week(b, key, **changes):
    """Type some counts of a row, and let what was resolved on time make up the difference."""
    row = {k: v or 0 for k, v in b.report.rows[TABLE, key].items() if not isinstance(v, str)}
    row |= changes
    received = row[ONLINE] + row["received_direct"] + row["carried_over"]
    resolved = received - row["pending_in_time"] - row["pending_overdue"]
    row["resolved_overdue"] = min(row["resolved_overdue"], resolved)
    if "resolved_early" not in changes:
        row["resolved_early"] = min(row["resolved_early"], resolved - row["resolved_overdue"])
    if "resolved_on_time" not in changes:
        row["resolved_on_time"] = resolved - row["resolved_overdue"] - row["resolved_early"]
    row["results_returned"] = changes.get("results_returned", resolved)
    columns = [c.id for c in b.form.table.columns if c.typed and not c.carried_from]
    typed = {id: row[id] for id in columns if id in row and row[id] != b.value(TABLE, key, id)}
    return b.put(TABLE, key, **typed)


def cell(column=ONLINE):
    return lambda b: (TABLE, busiest(b), column)


def put(value, column=ONLINE):
    return lambda b: b.put(TABLE, busiest(b), **{column: value})


def keyed(text, column=ONLINE):
    return lambda b: [["key", *b.at(TABLE, busiest(b), column), text]]


def shown(code):
    return lambda b: [["format", *b.at(TABLE, busiest(b), ONLINE), code]]


def count(name, value, *codes, column=ONLINE, unseen="", form="week"):
    do = value if callable(value) else put(value, column)
    return Slip(f"{name}", form, do, codes, cell(column), unseen)


COUNTS = [
    count("a count left blank", "", "C01"),
    count("a space for a count", " ", "C01"),
    count("words for a count", "nhiều", "C03"),
    count("a number word", "hai mươi", "C03"),
    count("a dash for nothing", "-", "C03", column="rejected"),
    count("a question mark", "?", "C03"),
    count("the letter O for a nought", "1O", "C03"),
    count("the letter l for a one", "l2", "C03"),
    count("a sum in words", "5+3", "C03"),
    count("two counts in a cell", "3 và 4", "C03"),
    count("half of one", "½", "C03"),
    count("scientific", "1e3x", "C03"),
    count("a count with its share", "12 (60%)", "C03"),
    count("about", "khoảng 12", "C03"),
    count("a fraction in words", "12/15", "C03"),
    count("below nought", -3, "C07"),
    count("below nought in words", "-3", "C07"),
    count("a decimal", 12.5, "C09"),
    count("a decimal in words", "12,5", "C09"),
    count("thousands keyed as a decimal", keyed("1.234"), "C09"),
    count("thousands with a dot in words", "1.234", "C11"),
    count("a percentage keyed", keyed("85%"), "C09", "C30"),
    count("a time keyed", keyed("8:30"), "C06", "C09"),
    count("a telephone number", 912345678, "C08"),
    count("a telephone number in words", "0912345678", "C08"),
    count("a code of a dossier", "000.00.16.H27-230612-0004", "C03"),
    count("a formula that fails", keyed("=1/0"), "C04"),
    count("a formula to nowhere", keyed("=Sheet9.A1"), "C04"),
    count("a name that is none", keyed("=tong(E10)"), "C04"),
    count("an invisible character", "1\u200b2", "C27"),
    count("digits of two alphabets", "1２", "C27", "C03"),
    count(
        "a date for a count",
        lambda b: [*put(serial(date(2023, 3, 12)))(b), *shown("DD/MM/YYYY")(b)],
        "C06",
        unseen="",
    ),
    count("noughts by the format", shown('0"000"'), "C30", unseen=A_FORMAT),
    count("shown as nothing", shown(";;;"), "C30", unseen=A_FORMAT),
    count("shown as a percentage", shown("0%"), "C30", unseen=A_FORMAT),
    count("shown in thousands", shown("0,"), "C30", unseen=A_FORMAT),
]


def blank_row(b):
    key = busiest(b)
    typed = {c.id: "" for c in b.form.table.columns if c.typed and not c.carried_from}
    return b.put(
        TABLE, key, **{k: v for k, v in typed.items() if b.value(TABLE, key, k) is not None}
    )


def activity(answer):
    def do(b):
        sheet, at = b.report.places.activity
        return [["put", sheet, address(*at), answer]]

    return do


def of_activity(b):
    sheet, at = b.report.places.activity
    return f"{sheet}!{address(*at)}"


ROWS = [
    Slip("a row left blank", "week", blank_row, ("C28", "C01"), cell()),
    Slip("the question not answered", "week", activity(""), ("C12",), of_activity),
    Slip("the question answered otherwise", "week", activity("Có"), ("C12",), of_activity),
    Slip(
        "nothing arose, yet counts",
        "week",
        lambda b: activity(b.form.none_answer)(b),
        ("C14",),
        lambda b: (TABLE, next(k for k in b.keys(TABLE) if b.value(TABLE, k, ONLINE)), ONLINE),
    ),
    count("a total typed over", put(99, "received_total"), "Q01", column="received_total"),
    count(
        "the total of resolved typed over",
        put(99, "resolved_total"),
        "Q02",
        column="resolved_total",
    ),
    count(
        "the total of pending typed over", put(99, "pending_total"), "Q03", column="pending_total"
    ),
    count(
        "a total deleted",
        put("", "received_total"),
        "C15",
        column="received_total",
        unseen=ADDED_UP,
    ),
    count(
        "one more than resolved and pending",
        lambda b: b.put(TABLE, busiest(b), received_online=b.value(TABLE, busiest(b), ONLINE) + 1),
        "Q04",
        column="received_total",
    ),
    count(
        "pending forgotten",
        lambda b: b.put(
            TABLE, busiest(b), pending_in_time=b.value(TABLE, busiest(b), "pending_in_time") + 7
        ),
        "Q04",
        column="received_total",
    ),
    count(
        "two columns swapped: online and resolved early",
        lambda b: b.put(
            TABLE,
            busiest(b),
            received_online=b.value(TABLE, busiest(b), "resolved_early"),
            resolved_early=b.value(TABLE, busiest(b), ONLINE),
        ),
        "Q04",
        column="received_total",
    ),
    count(
        "a nought too many in one cell",
        lambda b: b.put(TABLE, busiest(b), received_online=10 * b.value(TABLE, busiest(b), ONLINE)),
        "Q04",
        column="received_total",
    ),
    count(
        "more returned than resolved",
        lambda b: b.put(
            TABLE,
            busiest(b),
            results_returned=b.value(TABLE, busiest(b), "resolved_total") + 9,
            explanation="",
        ),
        "Q09",
        column="results_returned",
    ),
    count(
        "more sent back than received",
        lambda b: b.put(
            TABLE,
            busiest(b),
            sent_back=b.value(TABLE, busiest(b), "received_total") + 5,
            sent_back_reason="Thiếu bản chụp giấy tờ chứng minh",
            explanation="",
        ),
        "Q10",
        column="sent_back",
    ),
    count(
        "more rejected than received",
        lambda b: b.put(
            TABLE,
            busiest(b),
            rejected=b.value(TABLE, busiest(b), "received_total") + 5,
            rejected_reason="Nộp sai thủ tục trên Cổng",
            explanation="",
        ),
        "Q13",
        column="rejected",
    ),
    count(
        "a failed formula for a reason",
        lambda b: [["key", *b.at(TABLE, busiest(b), "explanation"), "=-Lý_do"]],
        "C23",
        column="explanation",
    ),
]

EMPTY = {
    "blank": "",
    "dots": ".....",
    "a dot": ".",
    "dashes": "------",
    "none": "Không có",
    "not known": "không rõ",
    "as above": "Như trên",
    "as last week": "như tuần trước",
    "overdue because overdue": "Do quá hạn",
    "no reason": "Không có lý do",
    "keys at random": "asdfgh",
    "ok ok": "ok ok",
    "one letter again and again": "aaaaaa",
    "a number": "12345678",
    "without marks": "khong co",
    "as before": "Như cũ.",
    "a name": "Cán bộ",
    "in capitals": "NHƯ TRÊN",
    "as the report before": "Như báo cáo trước",
    "see above": "Xem ở trên",
    "others": "Lý do khác",
    "many reasons": "Nhiều lý do",
}
KINDS_OF_REASON = {
    "overdue_reason": ("resolved_overdue", "Q05"),
    "rejected_reason": ("rejected", "Q06"),
    "sent_back_reason": ("sent_back", "Q07"),
}


def reasonless(column, words):
    """Some are overdue, rejected or sent back, with such a reason."""

    def do(b):
        key, (count, _) = busiest(b), KINDS_OF_REASON[column]
        had = b.value(TABLE, key, count) or 0
        if count == "resolved_overdue":
            late = {"resolved_overdue": had + 2, "resolved_early": 0}
            return [*week(b, key, **late), *b.put(TABLE, key, **{column: words})]
        return b.put(TABLE, key, **{count: had + 2, column: words})

    return do


REASONS = [
    *(
        Slip(
            f"a reason that is none: {name}",
            "week",
            reasonless("overdue_reason", words),
            ("Q05",),
            cell("overdue_reason"),
        )
        for name, words in EMPTY.items()
    ),
    Slip(
        "rejected without a reason",
        "week",
        reasonless("rejected_reason", ""),
        ("Q06",),
        cell("rejected_reason"),
    ),
    Slip(
        "rejected: as above",
        "week",
        reasonless("rejected_reason", "Như trên"),
        ("Q06",),
        cell("rejected_reason"),
    ),
    Slip(
        "sent back without a reason",
        "week",
        reasonless("sent_back_reason", ""),
        ("Q07",),
        cell("sent_back_reason"),
    ),
    Slip(
        "sent back: no reason",
        "week",
        reasonless("sent_back_reason", "không có lý do"),
        ("Q07",),
        cell("sent_back_reason"),
    ),
]


CARRIED = [
    count(
        "carried over typed over",
        lambda b: (
            week(b, busiest(b))
            + b.put(
                TABLE,
                busiest(b),
                carried_over=40,
                resolved_on_time=b.value(TABLE, busiest(b), "resolved_on_time")
                + 40
                - b.value(TABLE, busiest(b), "carried_over"),
                explanation="",
            )
        ),
        "Q08",
        column="carried_over",
    ),
    *(
        count(
            f"carried over corrected: {name}",
            lambda b, words=words: corrected(b, words),
            "Q08",
            column="carried_over",
        )
        for name, words in (
            ("without a reason", ""),
            ("mended", "sửa lại"),
            ("ok ok", "ok ok"),
            ("dots", "......"),
            ("as above", "như trên"),
        )
    ),
]


def corrected(b, words):
    key, now = busiest(b), b.value(TABLE, busiest(b), "carried_over") + 4
    typed = week(b, key, carried_over=now)
    return [*typed, *b.put(TABLE, key, carried_over_corrected=now, explanation=words)]


def silent_unit(b):
    return [
        verb
        for key in b.keys(TABLE)
        for verb in (
            *week(
                b,
                key,
                received_online=0,
                received_direct=0,
                rejected=0,
                sent_back=0,
                pending_in_time=b.value(TABLE, key, "carried_over"),
                pending_overdue=0,
                resolved_overdue=0,
            ),
            *b.put(TABLE, key, **dict.fromkeys(KINDS_OF_REASON, "")),
        )
    ]


FLOWS = (
    *("received_online", "received_direct", "resolved_early", "resolved_on_time"),
    *("resolved_overdue", "results_returned", "rejected", "sent_back"),
)


def repeated(b):
    """All flows as last week; what is pending follows from them."""
    verbs = []
    for key in b.keys(TABLE):
        before = b.before.rows[TABLE, key]
        same = {column: before.get(column) or 0 for column in FLOWS}
        new = same["received_online"] + same["received_direct"]
        resolved = sum(same[c] for c in FLOWS if c.startswith("resolved"))
        carried = b.value(TABLE, key, "carried_over")
        pending = carried + new - resolved
        if pending < 0:  # the opening is corrected, or last week's flows cannot be this week's
            why = "Rà soát lại sổ theo dõi, tuần trước ghi thiếu hồ sơ"
            verbs += b.put(TABLE, key, carried_over_corrected=carried - pending, explanation=why)
            pending = 0
        late = min(pending, before.get("pending_overdue") or 0)
        verbs += b.put(TABLE, key, **same, pending_overdue=late, pending_in_time=pending - late)
        verbs += b.put(TABLE, key, **{c: before.get(c) or "" for c in KINDS_OF_REASON})
        if late + same["resolved_overdue"]:
            verbs += b.put(TABLE, key, overdue_reason="Đường truyền gián đoạn hai ngày trong tuần")
    return verbs


def late_key(b):
    return max(b.keys(TABLE), key=lambda k: b.before.rows[TABLE, k].get("pending_overdue") or 0)


WHY_LATE = {"overdue_reason": "Đường truyền gián đoạn hai ngày trong tuần", "explanation": ""}


def overdue_gone(b):
    """What was overdue last week is no more, neither resolved nor pending."""
    key = late_key(b)
    gone = week(b, key, resolved_overdue=0, pending_overdue=0)
    return [*gone, *b.put(TABLE, key, overdue_reason="", explanation="")]


def late(**changes):
    """Some of the busiest service's counts of what is late, with a fair reason."""

    def do(b):
        key, row = busiest(b), b.report.rows[TABLE, busiest(b)]
        values = {c: v(row) if callable(v) else v for c, v in changes.items()}
        return [*week(b, key, **values), *b.put(TABLE, key, **WHY_LATE)]

    return do


def leaps(name, form, column, code, least=3, **words):
    """Ten times as many, all else in its order."""

    def do(b):
        key = busiest(b)
        many = 10 * max(least, b.value(TABLE, key, column) or 0)
        return [*week(b, key, **{column: many}), *b.put(TABLE, key, explanation="", **words)]

    return Slip(f"ten times as many {name}", form, do, code, cell(column))


def vanishing(b):
    key = busiest(b)
    left = b.value(TABLE, key, "carried_over")
    nothing = dict.fromkeys(
        (
            "received_online",
            "received_direct",
            "pending_overdue",
            "resolved_overdue",
            "rejected",
            "sent_back",
        ),
        0,
    )
    words = dict.fromkeys((*KINDS_OF_REASON, "explanation"), "")
    return [*week(b, key, **nothing, pending_in_time=left), *b.put(TABLE, key, **words)]


def counted_too(column, words, resolved=True):
    """What was not accepted, or sent back, is counted among what came in, or was resolved."""

    def do(b):
        key, row = busiest(b), b.report.rows[TABLE, busiest(b)]
        more = 4
        online = row[ONLINE] + (more if column == "rejected" else 0)
        if not resolved:
            return b.put(TABLE, key, **{column: more, words: WHY_REJECTED}, received_online=online)
        pending = row["pending_in_time"] + (0 if column == "rejected" else more)
        pending = pending if column == "rejected" else max(0, row["pending_in_time"] - more)
        given = {"received_online": online, "pending_in_time": pending, column: more}
        total = (
            online + row["received_direct"] + row["carried_over"] - pending - row["pending_overdue"]
        )
        typed = week(b, key, **given, results_returned=total - more)
        return [*typed, *b.put(TABLE, key, **{words: WHY_REJECTED}, explanation="")]

    return do


WHY_REJECTED = "Nộp thiếu bản chụp giấy tờ, đã hướng dẫn nộp lại"


def cumulated(b):
    """The sums from the beginning of the year, in each flow of a row."""
    key = busiest(b)
    row = b.report.rows[TABLE, key]
    typed = {c: 41 * max(1, row.get(c) or 0) for c in FLOWS}
    new, out = (
        typed["received_online"] + typed["received_direct"],
        sum(typed[c] for c in FLOWS if c.startswith("resolved")),
    )
    left = max(0, row["carried_over"] + new - out)
    typed["resolved_on_time"] += row["carried_over"] + new - out - left
    typed["results_returned"] = sum(typed[c] for c in FLOWS if c.startswith("resolved"))
    words = {
        "overdue_reason": WHY_LATE["overdue_reason"],
        "rejected_reason": WHY_REJECTED,
        "sent_back_reason": WHY_REJECTED,
        "explanation": "",
    }
    return b.put(TABLE, key, **typed, pending_in_time=left, pending_overdue=0, **words)


def first(column):
    return lambda b: (TABLE, b.keys(TABLE)[0], column)


def beside_nought(column, count, code):
    """A reason beside a count that is 0."""

    def key(b):
        late = "pending_overdue" if count == "resolved_overdue" else count
        rows = ((k, b.report.rows[TABLE, k]) for k in b.keys(TABLE))
        return next(k for k, row in rows if not row.get(count) and not row.get(late))

    def do(b):
        return b.put(TABLE, key(b), **{column: WHY_REJECTED, "explanation": ""})

    name = f"a reason beside a nought: {column}"
    return Slip(name, "week", do, (code,), lambda b: (TABLE, key(b), column))


def nothing_clicked(b):
    return [*silent_unit(b), *activity(b.form.none_answer)(b)]


def swap_pending(b):
    key, row = busiest(b), b.report.rows[TABLE, busiest(b)]
    return b.put(
        TABLE,
        key,
        pending_in_time=row["pending_overdue"],
        pending_overdue=row["pending_in_time"],
        **WHY_LATE,
    )


SILENT = [
    beside_nought("overdue_reason", "resolved_overdue", "Q25"),
    beside_nought("rejected_reason", "rejected", "Q26"),
    beside_nought("sent_back_reason", "sent_back", "Q27"),
    leaps("online, large", "week-big", ONLINE, ("Q11",)),
    leaps("online, middle", "week", ONLINE, ("Q11",)),
    leaps("online, small", "week-small", ONLINE, ("Q11",)),
    leaps("direct", "week-big", "received_direct", ("Q12",)),
    leaps("rejected", "week-big", "rejected", ("Q31", "Q13"), 4, rejected_reason=WHY_REJECTED),
    leaps("sent back", "week-big", "sent_back", ("Q32", "Q10"), 6, sent_back_reason=WHY_REJECTED),
    Slip("the busiest service falls to nothing", "week-big", vanishing, ("Q14",), cell()),
    Slip("the only service falls to nothing", "week-one", vanishing, ("Q20", "Q14"), cell()),
    Slip("all services fall to nothing", "week", silent_unit, ("Q20",), first(ONLINE)),
    Slip("nothing arose where much does", "week-one", nothing_clicked, ("Q20",), first(ONLINE)),
    Slip("all figures of last week repeated", "week", repeated, ("Q21",), first(ONLINE)),
    Slip(
        "the overdue of last week are gone",
        "week-big",
        overdue_gone,
        ("Q17",),
        lambda b: (TABLE, late_key(b), "resolved_overdue"),
    ),
    Slip(
        "overdue and on time swapped",
        "week-big",
        late(
            resolved_overdue=lambda r: (
                r["resolved_total"] - r["resolved_early"] - r["resolved_overdue"]
            )
        ),
        ("Q18", "Q15"),
        cell("resolved_overdue"),
    ),
    Slip(
        "twenty times as many resolved overdue",
        "week-big",
        late(resolved_overdue=20, resolved_early=0),
        ("Q15",),
        cell("resolved_overdue"),
    ),
    Slip(
        "twenty times as many pending overdue",
        "week-big",
        late(pending_overdue=20),
        ("Q16",),
        cell("pending_overdue"),
    ),
    Slip(
        "pending in time and overdue swapped",
        "week-big",
        swap_pending,
        ("Q19", "Q16"),
        cell("pending_overdue"),
    ),
    Slip(
        "rejected counted as received",
        "week-one",
        counted_too("rejected", "rejected_reason", False),
        ("Q04",),
        cell("received_total"),
    ),
    Slip(
        "rejected counted as received and resolved",
        "week-one",
        counted_too("rejected", "rejected_reason"),
        ("Q23",),
        cell("rejected"),
    ),
    Slip(
        "sent back counted as resolved",
        "week-quiet",
        counted_too("sent_back", "sent_back_reason"),
        ("Q24",),
        cell("sent_back"),
    ),
    Slip("the sums of the year for the week", "week-big", cumulated, ("Q22", "Q11"), cell(ONLINE)),
    Slip(
        "after a missing week another opening",
        "week-gap",
        lambda b: corrected(b, ""),
        ("Q08",),
        cell("carried_over"),
    ),
]


def field(id, *answers):
    return [
        Slip(
            f"{id}: {words or 'blank'}",
            "week",
            lambda b, w=words: b.put_said(id, w),
            (code,),
            (id, 2),
            IN_WORDS if code == "C51" else "",
        )
        for words, code in answers
    ]


def news(choice, text):
    return lambda b: b.put_said("section_2", getattr(b.form, choice), text)


WORDS = [
    Slip(
        "a section answered otherwise",
        "week",
        lambda b: b.put_said("section_2", "Có một ít", ""),
        ("C20",),
        ("section_2", 2),
    ),
    Slip("a section without words", "week", news("some_answer", ""), ("C17",), ("section_2", TEXT)),
    Slip("a section of dots", "week", news("some_answer", "......"), ("C17",), ("section_2", TEXT)),
    Slip(
        "words beside nothing new",
        "week",
        news("none_answer", "Máy chủ chạy chậm"),
        ("C18",),
        ("section_2", 2),
    ),
    Slip(
        "a section of a failed formula",
        "week",
        lambda b: [
            *news("some_answer", "x")(b),
            ["key", *b.said("section_2", TEXT), "=-Họp_giao_ban"],
        ],
        ("C23",),
        ("section_2", TEXT),
    ),
    Slip(
        "a way of signing of one's own",
        "week",
        lambda b: b.put_said("signed_as", "Ký hộ"),
        ("C20",),
        ("signed_as", 2),
    ),
    Slip(
        "no way of signing",
        "week",
        lambda b: b.put_said("signed_as", ""),
        ("C19",),
        ("signed_as", 2),
    ),
    *field("signed_by", ("", "C19"), (".", "C50"), ("x", "C50"), ("Trưởng phòng", "C50")),
    *field("filled_by", ("", "C19"), ("cán bộ", "C50"), ("x", "C50"), ("...", "C50")),
    *field(
        "signer_title", ("", "C19"), ("..", "C50"), ("Trưởng phòng Tài nguyên và Môi trường", "C51")
    ),
]


def header(b, row, words):
    return [["put", b.form.table.sheet, address(row, 3), words]]


def data_rows(b):
    cells = [b.report.places.cells[TABLE, k, ONLINE][1][0] + 1 for k in b.keys(TABLE)]
    return min(cells), max(cells)


def pasted_down(b):
    first, last = data_rows(b)
    return [["copy", b.form.table.sheet, f"E{first}:F{last}", f"E{first + 1}"]]


def cut_down(b):
    first, last = data_rows(b)
    return [["cut", b.form.table.sheet, f"E{first}:R{last - 1}", f"E{first + 1}"]]


SHEET = "Số liệu"
SHAPE = [
    Slip(
        "pasted a row too low",
        "week",
        pasted_down,
        ("Q04",),
        lambda b: (TABLE, b.keys(TABLE)[1], "received_total"),
    ),
    Slip(
        "cut and put a row too low",
        "week",
        cut_down,
        ("C28", "C01"),
        lambda b: (TABLE, b.keys(TABLE)[0], ONLINE),
        MOVED,
    ),
    Slip(
        "a row deleted",
        "week",
        lambda b: [["delete_rows", *b.at(TABLE, busiest(b), ONLINE)]],
        ("H05",),
        SHEET,
        THE_SHEET,
    ),
    Slip(
        "a column deleted",
        "week",
        lambda b: [["delete_columns", *b.at(TABLE, busiest(b), "rejected")]],
        ("H04",),
        SHEET,
        THE_SHEET,
    ),
    Slip("the sheet deleted", "week", lambda b: [["remove_sheet", SHEET]], ("H01",), "", THE_SHEET),
    Slip(
        "the sheet of words deleted",
        "week",
        lambda b: [["remove_sheet", b.form.narrative_sheet]],
        ("H01",),
        "",
        THE_SHEET,
    ),
    Slip(
        "the hidden sheet deleted",
        "week",
        lambda b: [["remove_sheet", "_baocao06"]],
        ("S01",),
        "",
        THE_SHEET,
    ),
    Slip(
        "the sheet copied",
        "week",
        lambda b: [["copy_sheet", SHEET, "Số liệu (2)"]],
        ("H02",),
        SHEET,
        THE_SHEET,
    ),
    Slip(
        "a section's row deleted",
        "week",
        lambda b: [["delete_rows", *b.said("section_2")]],
        ("H07",),
        "Nội dung",
        THE_SHEET,
    ),
    Slip(
        "a row hidden",
        "week",
        lambda b: [["hide_rows", *b.at(TABLE, busiest(b), ONLINE)]],
        ("H10",),
        lambda b: (TABLE, busiest(b), "received_total"),
        THE_SHEET,
    ),
    Slip(
        "a column hidden",
        "week",
        lambda b: [["hide_columns", *b.at(TABLE, busiest(b), "resolved_early")]],
        ("H10",),
        lambda b: (TABLE, b.keys(TABLE)[0], "resolved_early"),
        THE_SHEET,
    ),
    Slip(
        "the sheet hidden",
        "week",
        lambda b: [["hide_sheet", b.form.narrative_sheet]],
        ("H10",),
        "Nội dung",
        THE_SHEET,
    ),
    Slip(
        "two cells merged",
        "week",
        lambda b: [
            [
                "merge",
                SHEET,
                b.at(TABLE, busiest(b), ONLINE)[1]
                + ":"
                + b.at(TABLE, busiest(b), "received_direct")[1],
            ]
        ],
        ("H10",),
        cell("received_direct"),
        THE_SHEET,
    ),
    Slip(
        "a number below the table",
        "week",
        lambda b: [["put", SHEET, f"P{data_rows(b)[1] + 4}", 5]],
        ("C13",),
        lambda b: f"{SHEET}!P{data_rows(b)[1] + 4}",
        OUTSIDE,
    ),
    Slip(
        "words far below the table",
        "week",
        lambda b: [["put", SHEET, "E120000", "ghi chú riêng"]],
        ("C25",),
        f"{SHEET}!E120000",
        OUTSIDE,
    ),
    Slip(
        "a neighbour's names pasted over",
        "week",
        lambda b: [["put", *b.at(TABLE, b.keys(TABLE)[0], "name"), "Đăng ký thường trú"]],
        ("H11",),
        lambda b: (TABLE, b.keys(TABLE)[0], "name"),
        THE_HEAD,
    ),
    Slip(
        "two rows' names swapped",
        "week",
        lambda b: [
            [
                "copy",
                SHEET,
                b.at(TABLE, b.keys(TABLE)[0], "name")[1],
                b.at(TABLE, b.keys(TABLE)[1], "name")[1],
            ]
        ],
        ("H11",),
        lambda b: (TABLE, b.keys(TABLE)[1], "name"),
        THE_HEAD,
    ),
    Slip(
        "another header typed",
        "week",
        lambda b: [["put", SHEET, "E8", "Nộp qua mạng"]],
        ("H09",),
        f"{SHEET}!E8",
        THE_HEAD,
    ),
    Slip(
        "two headers swapped",
        "week",
        lambda b: [
            ["put", SHEET, "E8", "Trực tiếp, bưu chính"],
            ["put", SHEET, "F8", "Trực tuyến"],
        ],
        ("H08",),
        f"{SHEET}!E8",
        THE_HEAD,
    ),
    Slip(
        "another unit's name over the table",
        "week",
        lambda b: header(b, UNIT_ROW, "Bảo hiểm xã hội huyện Hương Khê"),
        ("S08",),
        f"{SHEET}!{address(UNIT_ROW, 3)}",
        THE_HEAD,
    ),
    Slip(
        "another week typed over the table",
        "week",
        lambda b: header(
            b, PERIOD_ROW, "Tuần 30 năm 2023 (từ ngày 24/7/2023 đến hết ngày 30/7/2023)"
        ),
        ("S10",),
        f"{SHEET}!{address(PERIOD_ROW, 3)}",
        THE_HEAD,
    ),
    Slip(
        "another office",
        "week",
        lambda b: [["put", "_baocao06", "B5", "Tổ công tác Đề án 06 huyện khác"]],
        ("S02",),
        "",
        THE_HEAD,
    ),
    Slip(
        "another unit's mark",
        "week",
        lambda b: [["put", "_baocao06", "B3", "so-xay-dung"]],
        ("S05",),
        "",
        THE_HEAD,
    ),
    Slip(
        "no such week",
        "week",
        lambda b: [["put", "_baocao06", "B4", "2023-W60"]],
        ("S06",),
        "",
        THE_HEAD,
    ),
    Slip(
        "another version of the form",
        "week",
        lambda b: [["put", "_baocao06", "B2", 99]],
        ("S04",),
        "",
        THE_HEAD,
    ),
]


def explained(words):
    return lambda b: b.put(TABLE, busiest(b), explanation=words)


def tcvn3(b):
    return b.put(TABLE, busiest(b), explanation="Hồ sơ chờ bổ sung; V¨n b¶n sè 18 ngµy 11/04/2023")


PERSONAL = [
    Slip(f"personal: {name}", "week", explained(words), ("P01",), cell("explanation"), IN_WORDS)
    for name, words in (
        ("identity card", "Công dân có CCCD 042086001234 nộp thiếu ảnh"),
        ("identity card, spaced", "Số căn cước 042 086 001 234 bị trùng"),
        ("mobile phone", "Đã gọi 0912 345 678 hẹn bổ sung hồ sơ"),
        ("e-mail", "Đã gửi thư về nguyenvanmau@gmail.com hẹn lại"),
    )
]
ENCODED = [
    Slip("two encodings in a cell", "week", tcvn3, ("L02",), cell("explanation"), IN_WORDS),
    Slip(
        "short VNI",
        "week",
        explained("Hoà sô chôø xaùc minh"),
        ("L02",),
        cell("explanation"),
        IN_WORDS,
    ),
    Slip(
        "lost characters",
        "week",
        explained("H? s? ch? x?c minh c?a c?ng an"),
        ("L02",),
        cell("explanation"),
        IN_WORDS,
    ),
    Slip(
        "read as another code page",
        "week",
        explained("Há»“ sÆ¡ chá» xÃ¡c minh"),
        ("L02",),
        cell("explanation"),
        IN_WORDS,
    ),
]
WEEK = [*COUNTS, *ROWS, *REASONS, *CARRIED, *SILENT, *WORDS, *SHAPE, *PERSONAL, *ENCODED]
