"""What clerks do wrong in the forms of month, half-year and year."""

from datetime import date, timedelta
from itertools import pairwise

from seeded.district import OFFICE
from seeded.slip import IN_WORDS, THE_HEAD, THE_SHEET, UNDERSTOOD, Slip

from pipeline.domain.answer import serial
from pipeline.domain.areas import address
from pipeline.domain.marks import PERIOD_ROW, TEXT, UNIT_ROW

TASKS, FLOWS, STOCKS = "tasks", "flows", "stocks"


def choices(b):
    return b.form.table_of(TASKS).column("status").choices


def in_state(b, state, before=None, due=None):
    """The first task of a state, now and in the report before."""
    for key in b.keys(TASKS):
        told = b.report.known(key).get("status")
        task = next(t for t in OFFICE.tasks if t.code == key)
        fits = before is None or (told == choices(b)[before])
        if (
            b.value(TASKS, key, "status") == choices(b)[state]
            and fits
            and due in (None, bool(task.due))
        ):
            return key
    raise AssertionError(f"no such task in {b.report.name}: {state} {before} {due}")


def going(b):
    return in_state(b, 1)


def done(b):
    return in_state(b, 0, 0)


def last_day(b):
    return OFFICE.schedule.window(b.report.period)[1]


def day(*when):
    return serial(date(*when))


def now_done(b, **more):
    """A task under way is done in this period, with all that is asked."""
    on = serial(last_day(b) - timedelta(days=3))
    told = {"status": choices(b)[0], "done_on": on, "progress": 100}
    return b.put(
        TASKS, going(b), **(told | {"result": "Đã hoàn thành, gửi 12 đơn vị thực hiện"} | more)
    )


def now_waiting(b, **more):
    """A task under way was not begun, with all that is asked."""
    told = {
        "status": choices(b)[2],
        "progress": 0,
        "difficulty": "Chưa bố trí được kinh phí thực hiện",
    }
    return b.put(TASKS, going(b), **(told | more))


def task(name, do, codes, column, key=going, form="month", unseen=""):
    return Slip(f"task: {name}", form, do, codes, lambda b: (TASKS, key(b), column), unseen)


def put(column, value, key=going):
    return lambda b: b.put(TASKS, key(b), **{column: value})


def finished(**more):
    return lambda b: now_done(b, **more)


def waiting(**more):
    return lambda b: now_waiting(b, **more)


def keyed(column, text, key=going):
    return lambda b: [["key", *b.at(TASKS, key(b), column), text]]


def percent(text):
    """Keyed as a percentage, and shown as one, as programs do by themselves."""

    def do(b):
        at = b.at(TASKS, going(b), "progress")
        return [["key", *at, text], ["format", *at, "0%"]]

    return do


def results_a_row_off(b):
    """What was told last month stands in the row below."""
    keys = told_last_month(b)
    return [
        verb
        for above, below in pairwise(keys)
        for verb in b.put(TASKS, below, result=b.report.known(above)["result"])
    ]


def told_last_month(b):
    return [k for k in b.keys(TASKS) if b.report.known(k).get("result")]


DAYS = [
    task(f"day of completion: {name}", finished(done_on=typed), codes, "done_on")
    for name, typed, codes in (
        ("blank", "", ("T01",)),
        ("no such day", "31/02/2023", ("C21",)),
        ("without a year", "31/3", ("C21",)),
        ("in words", "cuối tháng 3", ("C21",)),
        ("the year first", "2023-03-05", ("C21",)),
        ("a dash", "-", ("C21",)),
        ("a small number", 31, ("C24",)),
        ("a century early", day(1923, 3, 5), ("C24",)),
        ("before all", day(2021, 3, 5), ("T12", "T")),
        ("the year before the plan", day(2022, 3, 5), ("T12",)),
        ("next year", day(2024, 3, 5), ("C22",)),
        ("in ten years", day(2032, 3, 5), ("C22",)),
        ("in words, in the future", "25/12/2023", ("C22",)),
    )
]
DAYS.append(
    task(
        "day of completion: the day after the window",
        lambda b: now_done(b, done_on=serial(last_day(b) + timedelta(days=1))),
        ("C22",),
        "done_on",
    )
)
STATES = [
    task("no status", put("status", ""), ("C16",), "status"),
    task("a status of one's own", put("status", "Xong"), ("C20",), "status"),
    task("a status without marks", put("status", "Hoan thanh"), ("C20",), "status"),
    task("done without a result", finished(result=""), ("T02",), "result"),
    *(
        task(f"a result that is none: {words}", put("result", words), ("T02", "T"), "result")
        for words in (
            ".....",
            "-----",
            "asdfgh",
            "Như trên",
            "Không có",
            "ok ok",
            "Như tháng trước",
            "123456",
        )
    ),
    task("waiting without a cause", waiting(difficulty=""), ("T03",), "difficulty"),
    *(
        task(
            f"a cause that is none: {words}", waiting(difficulty=words), ("T03", "T"), "difficulty"
        )
        for words in ("......", "Không có lý do", "Như trên", "asdfgh", "Không")
    ),
    task("nobody in charge", put("person", ""), ("T04",), "person"),
    *(
        task(f"nobody in charge: {words}", put("person", words), ("T04", "T"), "person")
        for words in ("x", "cán bộ", ".", "...")
    ),
    task("more than all", put("progress", 150), ("T05",), "progress"),
    task("less than nothing", put("progress", -10), ("C07",), "progress"),
    task("a share of one", put("progress", 0.6), ("C09",), "progress"),
    task("half in words", put("progress", "một nửa"), ("C03",), "progress"),
    task(
        "all of it keyed as a percentage",
        percent("100%"),
        ("C40", "T07"),
        "progress",
        unseen=UNDERSTOOD,
    ),
    task("done and not all", finished(progress=60), ("T06",), "progress"),
    task("under way and all", put("progress", 100), ("T07",), "progress"),
    task(
        "under way and all, in words",
        put("progress", "100%"),
        ("T07",),
        "progress",
        unseen=UNDERSTOOD,
    ),
    task("not begun and most of it", waiting(progress=90), ("T08",), "progress"),
    task("not begun and a little", waiting(progress=5), ("T08",), "progress"),
    task(
        "before its time and most of it",
        lambda b: b.put(TASKS, in_state(b, 3), progress=60),
        ("T08",),
        "progress",
        lambda b: in_state(b, 3),
    ),
    task(
        "under way with a day of completion",
        lambda b: b.put(TASKS, going(b), done_on=serial(last_day(b))),
        ("T09",),
        "done_on",
    ),
    task(
        "not begun with a day of completion",
        lambda b: now_waiting(b, done_on=serial(last_day(b))),
        ("T09",),
        "done_on",
    ),
    task(
        "done, then under way",
        lambda b: b.put(TASKS, done(b), status=choices(b)[1], done_on="", progress=80),
        ("T10",),
        "status",
        done,
    ),
    task(
        "done, then before its time",
        lambda b: b.put(TASKS, done(b), status=choices(b)[3], done_on="", progress=""),
        ("T10",),
        "status",
        done,
    ),
    task(
        "done on another day",
        lambda b: b.put(TASKS, done(b), done_on=b.value(TASKS, done(b), "done_on") - 20),
        ("T11",),
        "done_on",
        done,
    ),
    task(
        "done on a later day",
        lambda b: b.put(TASKS, done(b), done_on=b.value(TASKS, done(b), "done_on") + 2),
        ("T11",),
        "done_on",
        done,
    ),
    task(
        "progress falls",
        lambda b: b.put(TASKS, rising(b), progress=2, difficulty=""),
        ("T14",),
        "progress",
        lambda b: rising(b),
    ),
    task(
        "results a row too low",
        results_a_row_off,
        ("T19",),
        "result",
        lambda b: told_last_month(b)[1],
    ),
]


def rising(b):
    """A task whose progress the report before told."""
    for key in b.keys(TASKS):
        told = b.report.known(key).get("progress")
        if told and told > 5 and b.value(TASKS, key, "status") == choices(b)[1]:
            return key
    raise AssertionError("none")


def paper(words, codes=("T",), name=""):
    return task(
        f"document: {name or words}",
        lambda b: now_done(b, documents=words(b) if callable(words) else words),
        codes,
        "documents",
    )


def after(b):
    return f"Kế hoạch số 12/KH-UBND ngày {last_day(b) + timedelta(days=9):%d/%m/%Y}"


PAPERS = [
    paper("Kế hoạch số 12/KH-UBND", ("T15",)),
    paper("Công văn 35/CV-UBND", ("T15",)),
    paper("Kế hoạch ngày 05/3/2023", ("T16",)),
    paper(after, ("T17",), "dated after the period"),
    paper("Kế hoạch số 12/KH-UBND ngày 05/3/2032", ("T17",), "dated in ten years"),
]
OTHERS = [
    *(
        task(f"a result that says nothing: {words}", put("result", words), ("T21",), "result")
        for words in ("Đã hoàn thành", "Đang thực hiện", "Đúng tiến độ")
    ),
    task("a failed formula for a result", keyed("result", "=-Đã_họp"), ("C23",), "result"),
    task(
        "an identity card in a result",
        put("result", "Đã cấp cho công dân số CCCD 042086001234"),
        ("P01",),
        "result",
        unseen=IN_WORDS,
    ),
    task(
        "two encodings in a document",
        put("documents", "Văn bản mẫu số 40 ngày 05/3/2023; V¨n b¶n mÉu sè 18 ngµy 11/04/2023"),
        ("L02",),
        "documents",
        unseen=IN_WORDS,
    ),
]


# --- indicators ---


def flow(b):
    """The largest indicator that is a share."""
    return max(
        (k for k in b.keys(FLOWS) if b.value(FLOWS, k, "flow_of")),
        key=lambda k: b.value(FLOWS, k, "flow"),
    )


def largest(b):
    return max(b.keys(FLOWS), key=lambda k: b.value(FLOWS, k, "flow"))


def smallest(b):
    return min(
        (k for k in b.keys(FLOWS) if b.value(FLOWS, k, "flow")),
        key=lambda k: b.value(FLOWS, k, "flow"),
    )


def figure(name, do, codes, column, key=flow, form="month", unseen=""):
    return Slip(f"indicator: {name}", form, do, codes, lambda b: (FLOWS, key(b), column), unseen)


def fput(key=flow, **values):
    return lambda b: b.put(FLOWS, key(b), **values)


def of(change, *columns, key=flow):
    """Change the value of some columns by a rule."""
    return lambda b: b.put(FLOWS, key(b), **{c: change(b.value(FLOWS, key(b), c)) for c in columns})


def repeated(b):
    """Every figure of the month as the month before."""
    return [
        verb
        for table in (FLOWS, STOCKS)
        for key in b.keys(table)
        for verb in b.put(
            table,
            key,
            **{
                c: b.before.rows[table, key][c]
                for c in (("flow", "flow_of") if table == FLOWS else ("closing", "closing_of"))
                if c in b.before.rows[table, key]
            },
        )
    ]


def silent(b):
    return [
        v
        for k in b.keys(FLOWS)
        for v in b.put(
            FLOWS, k, **{c: 0 for c in ("flow", "flow_of") if b.value(FLOWS, k, c) is not None}
        )
    ]


MONTHS = [
    figure("a count left blank", fput(flow=""), ("C01",), "flow"),
    figure("a denominator left blank", fput(flow_of=""), ("C01",), "flow_of"),
    figure("words for a count", fput(flow="nhiều"), ("C03",), "flow"),
    figure("a share for a count", fput(flow="85%x"), ("C03",), "flow"),
    figure("a decimal", fput(flow=85.5), ("C09",), "flow"),
    figure("below nought", fput(flow=-2), ("C07",), "flow"),
    figure("thousands with a dot", fput(flow_of="1.234"), ("C11",), "flow_of", unseen=UNDERSTOOD),
    figure("more than the whole", of(lambda n: n * 3 + 9, "flow"), ("I01",), "flow"),
    figure(
        "swapped with its whole",
        lambda b: b.put(
            FLOWS,
            flow(b),
            flow=b.value(FLOWS, flow(b), "flow_of") + 1,
            flow_of=b.value(FLOWS, flow(b), "flow"),
        ),
        ("I01",),
        "flow",
    ),
    figure("the whole cut to nothing", fput(flow_of=0), ("I01",), "flow"),
    figure("the total typed over", of(lambda n: n + 7, "closing"), ("I02",), "closing"),
    figure(
        "the whole's total typed over", of(lambda n: n + 7, "closing_of"), ("I03",), "closing_of"
    ),
    figure("the opening typed over", of(lambda n: n + 7, "opening"), ("I04",), "opening"),
    figure(
        "the whole's opening typed over", of(lambda n: n + 7, "opening_of"), ("I05",), "opening_of"
    ),
    *(
        figure(
            f"the opening corrected: {words or 'blank'}",
            lambda b, w=words: b.put(
                FLOWS,
                flow(b),
                opening_corrected=b.value(FLOWS, flow(b), "opening") + 3,
                explanation=w,
            ),
            ("I04",),
            "opening",
        )
        for words in ("", "sửa lại", "ok ok", "......", "như trên")
    ),
    figure(
        "the whole's opening corrected without a word",
        lambda b: b.put(
            FLOWS,
            flow(b),
            opening_of_corrected=b.value(FLOWS, flow(b), "opening_of") + 9,
            explanation="",
        ),
        ("I05",),
        "opening_of",
    ),
    figure(
        "the opening corrected below its whole's",
        lambda b: b.put(
            FLOWS,
            flow(b),
            opening_corrected=b.value(FLOWS, flow(b), "closing_of") + 90,
            explanation="Rà soát lại sổ theo dõi các tháng trước",
        ),
        ("I09",),
        "closing",
    ),
    figure("ten times as many", of(lambda n: n * 10, "flow", "flow_of"), ("I06",), "flow"),
    figure(
        "ten times as many, large",
        of(lambda n: n * 10, "flow", key=largest),
        ("I06",),
        "flow",
        largest,
        "month-police",
    ),
    figure(
        "ten times as many, small",
        lambda b: b.put(
            FLOWS,
            smallest(b),
            flow=10 * max(3, b.value(FLOWS, smallest(b), "flow")),
            **(
                {"flow_of": 10 * max(4, b.value(FLOWS, smallest(b), "flow_of"))}
                if b.value(FLOWS, smallest(b), "flow_of") is not None
                else {}
            ),
        ),
        ("I06",),
        "flow",
        smallest,
    ),
    figure(
        "the cumulative typed into the period",
        lambda b: b.put(
            FLOWS,
            flow(b),
            flow=b.value(FLOWS, flow(b), "closing"),
            flow_of=b.value(FLOWS, flow(b), "closing_of"),
        ),
        ("I14",),
        "flow",
    ),
    figure(
        "the cumulative typed into the period, large",
        lambda b: b.put(FLOWS, largest(b), flow=b.value(FLOWS, largest(b), "closing")),
        ("I14", "I06"),
        "flow",
        largest,
        "month-police",
    ),
    figure(
        "the cumulative of the month before typed into the period",
        lambda b: b.put(
            FLOWS,
            flow(b),
            flow=b.value(FLOWS, flow(b), "opening"),
            flow_of=b.value(FLOWS, flow(b), "opening_of"),
        ),
        ("I14", "I06"),
        "flow",
    ),
    figure("ten times the whole", of(lambda n: n * 10, "flow_of"), ("I16",), "flow_of"),
    figure(
        "all figures of last month repeated", repeated, ("I18",), "flow", lambda b: b.keys(FLOWS)[0]
    ),
    figure(
        "all figures of last month repeated, large",
        repeated,
        ("I18",),
        "flow",
        lambda b: b.keys(FLOWS)[0],
        "month-police",
    ),
    figure("all flows fall to nothing", silent, ("I19",), "flow", lambda b: b.keys(FLOWS)[0]),
    figure(
        "the largest falls to nothing",
        fput(largest, flow=0),
        ("I17",),
        "flow",
        largest,
        "month-police",
    ),
    figure(
        "after a missing month a smaller opening",
        lambda b: b.put(FLOWS, flow(b), opening_corrected=1, explanation=""),
        ("I04",),
        "opening",
        flow,
        "month-gap",
    ),
]


def stock(b):
    return max(
        (k for k in b.keys(STOCKS) if b.value(STOCKS, k, "closing_of")),
        key=lambda k: b.value(STOCKS, k, "closing_of"),
    )


def state(name, do, codes, column, form="month-social", unseen="", key=stock):
    return Slip(f"stock: {name}", form, do, codes, lambda b: (STOCKS, key(b), column), unseen)


def sput(**values):
    def do(b):
        row = b.report.rows[STOCKS, stock(b)]
        return b.put(
            STOCKS, stock(b), **{c: v(row) if callable(v) else v for c, v in values.items()}
        )

    return do


STATES_LEFT = [
    state("left blank", sput(closing=""), ("C01",), "closing"),
    state("its whole left blank", sput(closing_of=""), ("C01",), "closing_of"),
    state("in words", sput(closing="đủ"), ("C03",), "closing"),
    state("with its whole in one cell", sput(closing="16/19"), ("C03",), "closing"),
    state("more than the whole", sput(closing=lambda r: r["closing_of"] + 3), ("S21",), "closing"),
    state(
        "swapped with its whole",
        sput(closing=lambda r: r["closing_of"] + 1, closing_of=lambda r: r["closing"]),
        ("S21",),
        "closing",
    ),
    state(
        "falls",
        sput(closing=lambda r: max(0, r["closing"] // 3), explanation=""),
        ("S24",),
        "closing",
    ),
    state(
        "falls: ok ok",
        sput(closing=lambda r: max(0, r["closing"] // 3), explanation="ok ok"),
        ("S24",),
        "closing",
    ),
    state(
        "falls and the whole leaps",
        sput(
            closing=lambda r: r["closing"] // 3,
            closing_of=lambda r: r["closing_of"] * 6,
            explanation="",
        ),
        ("S25",),
        "closing_of",
    ),
    state(
        "ten times the whole",
        sput(closing_of=lambda r: r["closing_of"] * 10),
        ("S25",),
        "closing_of",
    ),
    state(
        "a tenth of the whole",
        sput(closing=0, closing_of=lambda r: r["closing_of"] // 10),
        ("S25",),
        "closing_of",
    ),
    state(
        "the whole cut to the part", sput(closing_of=lambda r: r["closing"]), ("S25",), "closing_of"
    ),
    state(
        "a percentage of itself",
        sput(closing=86, closing_of=100, explanation=""),
        ("S25",),
        "closing_of",
        "month-police",
    ),
    state("one of one", sput(closing=1, closing_of=1), ("S25",), "closing_of"),
    state("nought of nought", sput(closing=0, closing_of=0), ("S25",), "closing_of"),
    state(
        "a whole of another indicator",
        lambda b: b.put(STOCKS, "ct-kich-hoat", closing=16, closing_of=16),
        ("S27", "S25"),
        "closing_of",
        "month-police",
        "",
        lambda b: "ct-kich-hoat",
    ),
    state(
        "fewer than issued",
        lambda b: b.put(
            STOCKS, "ct-kich-hoat", closing_of=b.value(STOCKS, "ct-kich-hoat", "closing_of") - 400
        ),
        ("S27",),
        "closing_of",
        "month-police",
        "",
        lambda b: "ct-kich-hoat",
    ),
    state(
        "ten times as many",
        lambda b: b.put(
            STOCKS, "ct-can-bo-attt", closing=10 * b.value(STOCKS, "ct-can-bo-attt", "closing")
        ),
        ("S26",),
        "closing",
        "month-staff",
        "",
        lambda b: "ct-can-bo-attt",
    ),
]

# --- longer periods ---


def ended(name, form, do, codes, table, column, key, unseen=""):
    return Slip(f"{form}: {name}", form, do, codes, lambda b: (table, key(b), column), unseen)


def long(form):
    """What goes wrong where all months are there."""
    more = lambda n: n + 7  # noqa: E731
    changes = (
        ("the flow typed over", of(more, "flow"), ("I07",), "flow"),
        ("the whole's flow typed over", of(more, "flow_of"), ("I08",), "flow_of"),
        ("the opening typed over", of(more, "opening"), ("I04",), "opening"),
        ("the whole's opening typed over", of(more, "opening_of"), ("I05",), "opening_of"),
        ("the total typed over", of(more, "closing"), ("I02",), "closing"),
        (
            "the flow corrected without a word",
            lambda b: b.put(
                FLOWS, flow(b), flow_corrected=b.value(FLOWS, flow(b), "flow") + 2, explanation=""
            ),
            ("I07",),
            "flow",
        ),
        (
            "the flow corrected: as above",
            lambda b: b.put(
                FLOWS,
                flow(b),
                flow_corrected=b.value(FLOWS, flow(b), "flow") + 2,
                explanation="như trên",
            ),
            ("I07",),
            "flow",
        ),
        (
            "the flow in words",
            lambda b: b.put(
                FLOWS, flow(b), flow_corrected="tăng", explanation="Rà soát lại các tháng"
            ),
            ("C03",),
            "flow_corrected",
        ),
        (
            "the flow corrected above its whole",
            lambda b: b.put(
                FLOWS,
                flow(b),
                flow_corrected=b.value(FLOWS, flow(b), "flow_of") + 20,
                explanation="Rà soát lại các tháng trong kỳ",
            ),
            ("I01",),
            "flow",
        ),
    )
    return [
        *(ended(name, form, do, codes, FLOWS, column, flow) for name, do, codes, column in changes),
        ended(
            "done, then under way",
            form,
            lambda b: b.put(TASKS, done(b), status=choices(b)[1], done_on="", progress=80),
            ("T10",),
            TASKS,
            "status",
            done,
        ),
        ended(
            "done on another day",
            form,
            lambda b: b.put(TASKS, done(b), done_on=b.value(TASKS, done(b), "done_on") - 20),
            ("T11",),
            TASKS,
            "done_on",
            done,
        ),
        ended(
            "progress falls",
            form,
            lambda b: b.put(TASKS, rising(b), progress=2, difficulty=""),
            ("T14",),
            TASKS,
            "progress",
            rising,
        ),
        ended("no status", form, put("status", ""), ("C16",), TASKS, "status", going),
        ended("done without a day", form, finished(done_on=""), ("T01",), TASKS, "done_on", going),
        ended(
            "a result that is none",
            form,
            put("result", "....."),
            ("T02", "T"),
            TASKS,
            "result",
            going,
        ),
        Slip(
            f"{form}: a section without words",
            form,
            lambda b: b.put_said("causes", b.form.some_answer, ""),
            ("C17",),
            ("causes", TEXT),
        ),
        Slip(
            f"{form}: a section not answered",
            form,
            lambda b: b.put_said("causes", "", ""),
            ("C16",),
            ("causes", 2),
        ),
        Slip(
            f"{form}: nobody signed",
            form,
            lambda b: b.put_said("signed_by", ""),
            ("C19",),
            ("signed_by", 2),
        ),
    ]


def stocks_of(form):
    return [
        ended(
            "the state typed over",
            form,
            sput(closing=lambda r: r["closing"] - 1),
            ("S22",),
            STOCKS,
            "closing",
            stock,
        ),
        ended(
            "the state's whole typed over",
            form,
            sput(closing_of=lambda r: r["closing_of"] + 4),
            ("S23",),
            STOCKS,
            "closing_of",
            stock,
        ),
        ended(
            "the state corrected without a word",
            form,
            sput(closing_corrected=lambda r: r["closing"] - 1, explanation=""),
            ("S22",),
            STOCKS,
            "closing",
            stock,
        ),
        ended(
            "the state's whole corrected: ok ok",
            form,
            sput(closing_of_corrected=lambda r: r["closing_of"] * 3, explanation="ok ok"),
            ("S23",),
            STOCKS,
            "closing_of",
            stock,
        ),
    ]


def less(form):
    """What goes wrong where a month is missing, and the clerk types herself."""
    return [
        ended(
            "less than its months",
            form,
            fput(flow=1, explanation=""),
            ("I10",),
            FLOWS,
            "flow",
            flow,
        ),
        ended(
            "a whole less than its months'",
            form,
            fput(flow=1, flow_of=2, explanation=""),
            ("I11",),
            FLOWS,
            "flow_of",
            flow,
        ),
        ended(
            "a total less than was told",
            form,
            fput(opening=0, flow=3, explanation=""),
            ("I12",),
            FLOWS,
            "closing",
            flow,
        ),
        ended(
            "a whole's total less than was told",
            form,
            fput(opening_of=0, opening=0, flow=3, flow_of=4, explanation=""),
            ("I13",),
            FLOWS,
            "closing_of",
            flow,
        ),
        ended(
            "only the last month",
            form,
            lambda b: b.put(
                FLOWS,
                flow(b),
                flow=max(1, b.before.rows[FLOWS, flow(b)]["flow"]),
                flow_of=max(1, b.before.rows[FLOWS, flow(b)]["flow_of"]),
                explanation="",
            ),
            ("I10",),
            FLOWS,
            "flow",
            flow,
        ),
        ended(
            "four of ten thousand",
            form,
            fput(largest, flow=4, explanation=""),
            ("I10",),
            FLOWS,
            "flow",
            largest,
        ),
        ended("a flow left blank", form, fput(flow=""), ("C01",), FLOWS, "flow", flow),
    ]


SHAPE = [
    Slip(
        "month: a task's row deleted",
        "month",
        lambda b: [["delete_rows", *b.at(TASKS, going(b), "status")]],
        ("H05",),
        "Nhiệm vụ",
        THE_SHEET,
    ),
    Slip(
        "month: an indicators' column deleted",
        "month",
        lambda b: [["delete_columns", *b.at(FLOWS, flow(b), "flow_of")]],
        ("H04",),
        "Chỉ tiêu trong kỳ",
        THE_SHEET,
    ),
    Slip(
        "month: the tasks' sheet deleted",
        "month",
        lambda b: [["remove_sheet", "Nhiệm vụ"]],
        ("H01",),
        "",
        THE_SHEET,
    ),
    Slip(
        "month: a task's row hidden",
        "month",
        lambda b: [["hide_rows", *b.at(TASKS, going(b), "status")]],
        ("H10",),
        "Nhiệm vụ",
        THE_SHEET,
    ),
    Slip(
        "month: another unit's name over the table",
        "month",
        lambda b: [["put", "Nhiệm vụ", address(UNIT_ROW, 3), "UBND xã Hà Linh"]],
        ("S08", "C52"),
        f"Nhiệm vụ!{address(UNIT_ROW, 3)}",
        THE_HEAD,
    ),
    Slip(
        "month: an old commune's name over the table",
        "month",
        lambda b: [["put", "Nhiệm vụ", address(UNIT_ROW, 3), "UBND xã Phương Điền"]],
        ("C52", "S08"),
        f"Nhiệm vụ!{address(UNIT_ROW, 3)}",
        THE_HEAD,
    ),
    Slip(
        "month: another month over the table",
        "month",
        lambda b: [
            [
                "put",
                "Nhiệm vụ",
                address(PERIOD_ROW, 3),
                "Tháng 3/2023 (từ ngày 11/02/2023 đến hết ngày 10/3/2023)",
            ]
        ],
        ("S10",),
        f"Nhiệm vụ!{address(PERIOD_ROW, 3)}",
        THE_HEAD,
    ),
    Slip(
        "month: a neighbour's tasks pasted over",
        "month",
        lambda b: [
            ["put", *b.at(TASKS, going(b), "name"), "Số hóa hồ sơ chuyên ngành lực lượng Công an"]
        ],
        ("H11", "H52"),
        lambda b: (TASKS, going(b), "name"),
        THE_HEAD,
    ),
]
WORDS = [
    Slip(
        "month: a section without words",
        "month",
        lambda b: b.put_said("direction", b.form.some_answer, "..."),
        ("C17",),
        ("direction", TEXT),
    ),
    Slip(
        "month: words beside nothing",
        "month",
        lambda b: b.put_said("direction", b.form.none_answer, "Đã họp giao ban hai lần"),
        ("C18",),
        ("direction", 2),
    ),
    Slip(
        "month: nobody signed",
        "month",
        lambda b: b.put_said("signed_by", ""),
        ("C19",),
        ("signed_by", 2),
    ),
    Slip(
        "month: a signer of one letter",
        "month",
        lambda b: b.put_said("signed_by", "x"),
        ("C50",),
        ("signed_by", 2),
    ),
    Slip(
        "month: a way of signing of one's own",
        "month",
        lambda b: b.put_said("signed_as", "Ký hộ"),
        ("C20",),
        ("signed_as", 2),
    ),
]
PLAN = [
    *DAYS,
    *STATES,
    *PAPERS,
    *OTHERS,
    *MONTHS,
    *STATES_LEFT,
    *SHAPE,
    *WORDS,
    *long("half"),
    *stocks_of("half"),
    *less("half-gap"),
    *long("year"),
    *stocks_of("year"),
    *less("year-gap"),
]
