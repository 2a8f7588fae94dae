"""Every answer a clerk may give, judged twice: by the form in LibreOffice, and by the reader.

Each case is a row of its own in a real form, which LibreOffice computes; the reader reads what
LibreOffice saved. A third judge, the form as it is sent out again, shows the same before anybody
computes it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from made import typed_again
from monthly import DUE, FORMS, SMALL, TASK_ANSWER, month
from monthly import OFFICE as DISTRICT
from monthly import Filled as LongFilled
from office import convert_all
from openpyxl import load_workbook
from weekly import BEFORE, FORM, NOW, OFFICE, PERIOD, POLICE, Filled, service

from pipeline import texts
from pipeline.domain.answer import FIRST_DAY, serial
from pipeline.domain.finding import Severity
from pipeline.domain.form import MOST
from pipeline.domain.marks import HELPERS, SECTION_SUBSTANCE
from pipeline.domain.period import PeriodKind
from pipeline.domain.plain import plain, quoting
from pipeline.domain.register import Register
from pipeline.domain.returned import CHOSEN, SAID
from pipeline.intake.submission import read_submission
from pipeline.outputs.forms.form import build_form

MARCH = month("2023-03")
LAST = DISTRICT.schedule.window(MARCH)[1]
MONTHLY = FORMS[PeriodKind.MONTH]
EARLY, LATE = FIRST_DAY - timedelta(days=1), LAST + timedelta(days=1)
DONE, GOING = MONTHLY.table_of("tasks").column("status").choices[:2]
NOON = time(12)

# Where the form refuses what the reader, who knows more, still understands.
NUMBER_IN_WORDS = "the form's sums pass over words; the reader reads them and says how"
DAY_IN_WORDS = "the form's cells hold days, that Excel may order them; words name but one day"
OTHER_SPELLING = "Excel compares letter by letter, and an invisible one is one more"
RARE_SPACE = "each kind of space costs every formula; these are pasted, never typed"
# Where the form lets pass what the reader refuses.
A_NUMBER_TOO = "to a formula of LibreOffice a truth value is a number; to one of Excel it is none"
ONLY_A_FORMAT = "a formula sees a number; that it is shown as a day is a format"


@dataclass(frozen=True)
class Case:
    """What is typed into a cell, and which finding the reader says of it."""

    typed: object
    code: str = ""
    form: bool | None = None  # whether the form refuses it, where it differs from the reader
    why: str = ""  # it may differ

    @property
    def refused(self):
        """Whether the form must refuse it."""
        return bool(self.code) if self.form is None else self.form


def understood(typed, code, why):
    return Case(typed, code, True, why)


def unseen(typed, code, why):
    return Case(typed, code, False, why)


COUNTS = [
    *map(Case, (None, 0, 1, 100, MOST, " ", "\u00a0 ", "\n")),
    Case(MOST + 1, "C08"),
    Case(1e300, "C08"),
    Case(-1, "C07"),
    Case(-0.5, "C07"),
    Case(1.5, "C09"),
    Case(0.1, "C09"),
    Case("#REF!", "C04"),
    Case("#DIV/0!", "C04"),
    Case(time(8, 30), "C06"),
    *(Case(typed, "C03") for typed in ("không", "-", "½", "12 người", "1e3", "12/3", "x" * 300)),
    Case("12,5", "C09"),
    Case("-5", "C07"),
    Case("0912345678", "C08"),
    understood("12", "C10", NUMBER_IN_WORDS),
    understood(" 0 ", "C10", NUMBER_IN_WORDS),
    understood("12 %", "C10", NUMBER_IN_WORDS),
    understood("１２", "C10", NUMBER_IN_WORDS),
    understood("1.234", "C11", NUMBER_IN_WORDS),
    understood("1 234", "C10", NUMBER_IN_WORDS),
    understood("\t", "", RARE_SPACE),
    understood("\u2007", "", RARE_SPACE),
    unseen(date(2023, 3, 12), "C06", ONLY_A_FORMAT),
    unseen(True, "C03", A_NUMBER_TOO),
]
DAYS = [
    *map(Case, (None, LAST, FIRST_DAY, serial(LAST), serial(FIRST_DAY), "  ", "\n")),
    Case(datetime.combine(LAST, NOON)),
    Case(serial(LAST) + 0.99),
    Case(LATE, "C22"),
    Case(serial(LATE), "C22"),
    Case(datetime.combine(LATE, time(0, 1)), "C22"),
    Case(date(9999, 12, 31), "C22"),
    Case(EARLY, "C24"),
    Case(serial(EARLY), "C24"),
    Case(datetime.combine(EARLY, NOON), "C24"),
    Case(date(1923, 3, 5), "C24"),
    Case(31, "C24"),
    Case(1, "C24"),
    Case(0, "C21"),
    Case(-3, "C21"),
    Case(1e300, "C21"),
    Case(time(8, 30), "C21"),
    Case(True, "C24"),  # LibreOffice saves it as the number 1
    Case("#VALUE!", "C21"),
    *(Case(typed, "C21") for typed in ("31/02/2023", "31/3", "cuối tháng 3", "2023-03-05", "-")),
    Case(f"{EARLY:%d/%m/%Y}", "C24"),
    Case(f"{LATE:%d/%m/%Y}", "C22"),
    understood(f"{LAST:%d/%m/%Y}", "", DAY_IN_WORDS),
    understood(" 5.3.2023 ", "", DAY_IN_WORDS),
    understood("\u2009", "", RARE_SPACE),
]
CHOICES = [
    *map(Case, (DONE, GOING, DONE.upper(), f" {DONE} ", f"\u00a0{DONE}", "Hoàn  thành")),
    Case("Hoàn\nthành"),
    *(Case(typed, "C16") for typed in (None, " ", "\u00a0", "\n")),
    *(Case(typed, "C20") for typed in ("xong", "*", "?", "Hoàn*", "H?àn thành", "<>x", ">a", "~")),
    *(Case(typed, "C20") for typed in (f"{DONE}.", "Hoan thanh", "#N/A", 5, 0, True, LAST)),
    understood("Hoa\u0300n tha\u0300nh", "", OTHER_SPELLING),
    understood("Hoàn thành\u200b", "", OTHER_SPELLING),
    understood("Hoàn\tthành", "", RARE_SPACE),
]
WORDS = [
    *map(Case, (None, "chữ", " ", "=1+1", "-", "x" * 3000, 5, 1.5, True, LAST, "\n", "#REF")),
    *(Case(typed, "C23") for typed in ("#REF!", "#NAME?", "#N/A")),
]
CELLS = {"progress": COUNTS, "done_on": DAYS, "status": CHOICES, "result": WORDS}
CHECKED_BY = {
    "progress": {"invalid"},
    "done_on": {"bad_day"},
    "status": {"unlisted", "missing"},
    "result": {"bad_text"},
}

# --- rows of the weekly form, under both answers to its question, and marked one by one ---

FLOW, MARK = "received_online", "nothing_arose"
CLOSED = {"carried_over": 0}
ALL = {
    column.id: 0
    for column in FORM.table.columns
    if column.required and column.typed and not column.hidden
}
# What is typed, what the reader says under "không phát sinh", and under "có phát sinh"; last, where
# it says something else, under the first on a form of before, which took all of a row or nothing.
ROWS = [
    ({}, "", "C28"),
    ({FLOW: " "}, "", "C28"),
    ({FLOW: "\u00a0", "sent_back": "\n"}, "", "C28"),
    (CLOSED, "", "C01"),
    ({"carried_over": 3}, "C01", "C01"),
    ({"carried_over": " "}, "", "C28"),
    ({"carried_over": 3, "pending_in_time": 2, "pending_overdue": 1}, "", "C01", "C01"),
    ({"carried_over": 3, "pending_in_time": 3}, "C01", "C01"),
    (ALL, "", ""),
    (ALL | {"overdue_reason": "Không có"}, "", ""),
    (ALL | {FLOW: 5}, "C14", ""),
    (ALL | {FLOW: -5, "rejected": 5}, "C07 C14", "C07"),
    (ALL | {FLOW: "#REF!", "rejected": 5}, "C04 C14", "C04"),
    (ALL | {FLOW: "x", "rejected": 5}, "C03 C14", "C03"),
    (ALL | {FLOW: " "}, "", "C01", "C01"),
    (ALL | {FLOW: None}, "", "C01", "C01"),
    (ALL | {"carried_over": 5, "pending_in_time": 5}, "", ""),
    (ALL | {"pending_in_time": 5, "carried_over": None}, "", "C01", "C01"),
    ({FLOW: 0}, "", "C01", "C01"),
    ({FLOW: 7}, "C14", "C01", "C01 C14"),
    ({"pending_in_time": 1}, "", "C01", "C01"),
    ({"explanation": "Không có hồ sơ nào"}, "", "C28"),
    ({MARK: " X"}, "", ""),
    ({MARK: "\u00a0"}, "", "C28"),
    ({MARK: "có"}, "C20", "C20 C28"),
    ({MARK: 0} | ALL, "C20", "C20"),
    ({MARK: "#REF!"}, "C20", "C20 C28"),
    ({MARK: "x", FLOW: "#REF!"}, "C04", "C04"),
    ({MARK: "x", FLOW: 5}, "C14", "C41"),
    ({MARK: "x", FLOW: 5} | CLOSED, "C14", "C41"),
]
JUDGED = ("none", "some", "marked", "before")


def expected_of(number, book):
    """Return the codes of a row in one of the books."""
    typed, none, some, *before = ROWS[number]
    match book:
        case "none":
            said = none
        case "before":
            said = before[0] if before else none
        case "marked" if MARK not in typed:  # the row says for itself what all rows may say
            said = none.replace("C14", "C41")
        case _:
            said = some
    return set(said.split())


HELPER_OF = {
    "C20": "unlisted",
    "C41": "arose",
    "C01": "missing",
    "C28": "missing",
    "C14": "arose",
    "C03": "invalid",
    "C04": "invalid",
    "C07": "invalid",
}

# --- sections and fields ---

NONE, SOME = FORM.none_answer, FORM.some_answer
ENOUGH = "a" * (SECTION_SUBSTANCE - 1) + "b"
SECTIONS = [  # choice, text, what the reader says
    (None, None, "C16"),
    (" ", None, "C16"),
    ("\u00a0", "Máy chủ chậm", "C16"),
    (NONE, None, ""),
    (NONE.upper(), " ", ""),
    (f" {NONE}\u00a0", "\n", ""),
    (NONE, "Máy chủ chậm", "C18"),
    (NONE, "-", "C18"),
    (NONE, 0, "C18"),
    ("Không", None, "C20"),
    ("*", None, "C20"),
    ("Có*", ENOUGH, "C20"),
    (1, ENOUGH, "C20"),
    (SOME, None, "C17"),
    (SOME, " \u00a0 \n", "C17"),
    (SOME, ENOUGH, ""),
    (SOME, ENOUGH[1:], "C17"),
    (SOME, "a" * 9, "C17"),
    (SOME, "a\n\n\n\n\n", "C17"),
    (SOME, "12345678", "C17"),
    (SOME, 12345678, "C17"),
    (SOME, "......", "C17"),
    *((SOME, typed, "C17") for typed in ("Như trên", "như tuần trước.", "asdfgh", "Không có")),
    (SOME, "Như tuần trước, thêm hai buổi", ""),
    (SOME, "ab\n\ncd", ""),
    (SOME.lower(), "Máy chủ chậm", ""),
    (SOME, "#REF!", "C23"),
    (NONE, "#NAME?", "C23"),
    ("#N/A", None, "C23"),
    ("#N/A", "Máy chủ chậm", "C23"),
]
UNTOUCHED = [  # the same of a section that may be left as it is
    *((left, None, "") for left in (None, " ", "\u00a0")),
    *((left, "Máy chủ chậm", "C16") for left in (None, " ")),
    (NONE, None, ""),
    (NONE, "Máy chủ chậm", "C18"),
    (SOME, None, "C17"),
    (SOME, ENOUGH, ""),
    ("Không", None, "C20"),
    (None, "#REF!", "C23"),
]
REQUIRED = len(SECTIONS)
SECTIONS += UNTOUCHED
FREE, TITLE, LISTED, OPTIONAL = "signed_by", "signer_title", "signed_as", "filled_by_phone"
WAYS = next(one for one in FORM.fields if one.id == LISTED).choices
FIELDS = [  # like which field, what is typed, what the reader says
    *((FREE, typed, "C19") for typed in (None, " ", "\u00a0", "\n")),
    *((FREE, typed, "") for typed in ("Nguyễn Văn Mẫu", "Hà Tư", "Đại úy Lê A", "Cán bộ mẫu")),
    *((FREE, typed, "C50") for typed in ("-", ".", "x", "Lan", "aaaa", 5, 12345, LAST)),
    *((FREE, typed, "C50") for typed in ("Cán  bộ", "CÁN BỘ.", "Trưởng phòng")),
    *((TITLE, typed, "") for typed in ("Trưởng phòng", "Phó Chủ tịch UBND xã")),
    *((TITLE, typed, "C50") for typed in ("cán bộ", "..")),
    (FREE, "#REF!", "C23"),
    (LISTED, None, "C19"),
    *((LISTED, typed, "") for typed in (WAYS[0], WAYS[1].upper(), f" {WAYS[1]}  ")),
    *((LISTED, typed, "C20") for typed in ("Ký hộ", "*", "KT*", 1)),
    (LISTED, "#N/A", "C23"),
    *((OPTIONAL, typed, "") for typed in (None, " ", "0239 3 871 000")),
    (OPTIONAL, "#VALUE!", "C23"),
]
SAID_BY_FORM = {
    "C16": texts.form.NOT_ANSWERED,
    "C17": texts.form.TEXT_REFUSED,
    "C18": texts.form.TEXT_BESIDE_NONE.format(none=NONE),
    "C19": texts.form.FIELD_BLANK,
    "C20": texts.form.NOT_LISTED,
    "C23": texts.form.BAD_TEXT,
    "C50": texts.form.FIELD_UNCLEAR,
}


def put(cell, typed):
    """Type a value as it is, a formula's sign too; an error stays one."""
    cell.value = typed
    if type(typed) in (int, float):
        cell.number_format = "General"
    if isinstance(typed, str) and cell.data_type != "e":
        cell.data_type = "s"


# --- the forms ---

PLACES = [(column, number) for column, cases in CELLS.items() for number in range(len(cases))]


def task_code(column, number):
    return f"nv-{column.replace('_', '-')}-{number:02}"


TASKS = tuple(replace(DUE, code=task_code(*place)) for place in PLACES)
OF_TASKS = replace(DISTRICT, units=(SMALL,), tasks=TASKS, indicators=())
OF_ROWS = replace(
    OFFICE, services=tuple(service(number, POLICE.code) for number in range(1, len(ROWS) + 1))
)
FORMS_OF_ROWS = replace(FORM, earlier=(BEFORE,))
OF_SECTIONS = replace(
    FORM,
    sections=tuple(
        replace(FORM.sections[0], id=f"muc_{n}", optional=n >= REQUIRED)
        for n in range(len(SECTIONS))
    ),
    fields=tuple(
        replace(next(f for f in FORM.fields if f.id == like), id=f"{like}_{n}")
        for n, (like, _, _) in enumerate(FIELDS)
    ),
)


def row_code(number):
    return f"dvc-{number + 1:02}"


def filled_tasks():
    form = LongFilled(build_form(MONTHLY, OF_TASKS, MARCH, SMALL, {}, NOW), MONTHLY)
    for column, number in PLACES:
        code, typed = task_code(column, number), CELLS[column][number].typed
        form.fill("tasks", code, **TASK_ANSWER)
        put(form.cell("tasks", code, column), typed)
    form.answer_all()
    return form.book


def filled_rows(answer, marked=False, of=FORM):
    form = Filled(build_form(of, OF_ROWS, PERIOD, POLICE, {}, NOW))
    form.activity.value = answer
    for number, (typed, *_) in enumerate(ROWS):
        said = {MARK: "x"} | typed if marked else typed
        for column, value in said.items():
            if column in form.columns:
                put(form.cell(row_code(number), column), value)
    form.answer_all()
    return form.book


def filled_sections():
    content = build_form(OF_SECTIONS, OFFICE, PERIOD, POLICE, {}, NOW)
    book = load_workbook(BytesIO(content))
    sheet = book[FORM.narrative_sheet]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    for section, (choice, text, _) in zip(OF_SECTIONS.sections, SECTIONS, strict=True):
        put(sheet.cell(rows[section.id], 3), choice)
        put(sheet.cell(rows[section.id], 4), text)
    for one, (_, typed, _) in zip(OF_SECTIONS.fields, FIELDS, strict=True):
        put(sheet.cell(rows[one.id], 3), typed)
    return book


ANSWERS = {  # to the question over the weekly table: whether it is one
    NONE: True,
    SOME: True,
    f" {NONE.upper()}\u00a0": True,
    "Có  phát\nsinh": True,
    "Không": False,
    "*": False,
    "#REF!": False,
    None: False,
}


def filled_answer(answer):
    form = Filled(build_form(FORM, OF_ROWS, PERIOD, POLICE, {}, NOW))
    put(form.activity, answer)
    return form.book


def returned(typed):
    """Say what was typed as a reading keeps it: whole numbers, words, and days as words."""
    kept = {
        place: value.isoformat() if type(value) is date else value
        for place, value in typed.items()
        if type(value) in (int, str, date)
    }
    return typed_again(kept)


def tasks_again():
    """Send the form back as the unit typed it before."""
    typed = {
        (task_code(column, number), column): CELLS[column][number].typed
        for column, number in PLACES
    }
    back = returned(typed)
    return build_form(MONTHLY, OF_TASKS, MARCH, SMALL, {}, NOW, back)


def sections_again():
    typed = {
        (section.id, part): value
        for section, said in zip(OF_SECTIONS.sections, SECTIONS, strict=True)
        for part, value in zip((CHOSEN, SAID), said, strict=False)
    }
    fields = zip(OF_SECTIONS.fields, FIELDS, strict=True)
    typed |= {(one.id, SAID): value for one, (_, value, _) in fields}
    back = returned(typed)
    return build_form(OF_SECTIONS, OFFICE, PERIOD, POLICE, {}, NOW, back)


AGAIN = {"tasks": tasks_again, "sections": sections_again}


@dataclass
class Computed:
    """One form as LibreOffice saved it, and as the reader reads that."""

    path: object
    book: object = field(init=False)

    def __post_init__(self):
        self.book = load_workbook(self.path, data_only=True)

    def read(self, form, office):
        content = self.path.read_bytes()
        return read_submission(content, self.path.name, "sha", {form.kind: form}, Register(office))


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("câu trả lời")
    books = {
        "tasks": filled_tasks(),
        "none": filled_rows(NONE),
        "some": filled_rows(SOME),
        "marked": filled_rows(SOME, marked=True),
        "before": filled_rows(NONE, of=BEFORE),
        "sections": filled_sections(),
        **{f"answer {number}": filled_answer(one) for number, one in enumerate(ANSWERS)},
    }
    paths = [folder / f"{name}.xlsx" for name in books]
    for path, book in zip(paths, books.values(), strict=True):
        book.save(path)
    for name, make in AGAIN.items():
        paths.append(folder / f"{name} again.xlsx")
        paths[-1].write_bytes(make())
    done = convert_all(paths, "xlsx", folder / "out")
    return {path.stem: Computed(path) for path in done}


def codes_at(submission, sheet):
    """Return the codes of answers by cell; those of rules and of personal data are others'."""
    found = {}
    for one in submission.findings:
        if one.where.sheet == sheet and one.code.startswith("C"):
            found.setdefault(one.where.cell, set()).add(one.code)
    return found


@pytest.fixture(scope="module")
def tasks(computed):
    one = computed["tasks"]
    submission = one.read(MONTHLY, OF_TASKS)
    form = LongFilled.__new__(LongFilled)
    form.form, form.book = MONTHLY, one.book
    form.sheets = {"tasks": one.book[MONTHLY.table_of("tasks").sheet]}
    return form, codes_at(submission, MONTHLY.table_of("tasks").sheet)


def name_of(typed):
    return repr(typed)[:20]


def shown(cases):
    return [
        pytest.param(
            column, number, id=f"{column} {number} {name_of(CELLS[column][number].typed)!r}"
        )
        for column, number in cases
    ]


@pytest.mark.office
@pytest.mark.parametrize(("column", "number"), shown(PLACES))
def test_the_form_and_the_reader_judge_a_cell_alike(tasks, column, number):
    form, codes = tasks
    case, code = CELLS[column][number], task_code(column, number)
    said = codes.get(form.cell("tasks", code, column).coordinate, set())
    assert said == ({case.code} if case.code else set())
    flags = {id: form.cell("tasks", code, id).value for id in HELPERS}
    assert set(flags.values()) <= {0, 1}
    flagged = {id for id, value in flags.items() if value}
    assert flagged <= CHECKED_BY[column]
    assert bool(flagged) is case.refused
    check = form.cell("tasks", code, "check").value
    assert check.startswith((texts.form.ERROR, texts.form.YET)) if case.refused else check


def test_where_the_two_differ_there_is_a_reason_and_nowhere_else():
    cases = [case for cases in CELLS.values() for case in cases]
    assert len(cases) + len(ROWS) + len(SECTIONS) + len(FIELDS) > 160
    for case in cases:
        grave = case.code and texts.findings.CATALOGUE[case.code].severity is Severity.ERROR
        assert bool(case.why) is (bool(grave) is not case.refused), case


def row_findings(submission, sheet):
    """Return the codes by the row of the sheet."""
    found = {}
    for cell, codes in codes_at(submission, sheet).items():
        row = int("".join(c for c in cell if c.isdigit()))
        found.setdefault(row, set()).update(codes)
    return found


@pytest.fixture(scope="module")
def judged(computed):
    """Return the books of rows, each as the form shows it and as it is read."""
    return {
        book: (Filled.read(computed[book].path), computed[book].read(FORMS_OF_ROWS, OF_ROWS))
        for book in JUDGED
    }


@pytest.mark.office
@pytest.mark.parametrize(
    ("book", "number"),
    [
        (book, number)
        for book in JUDGED
        for number in range(len(ROWS))
        if book != "before" or MARK not in ROWS[number][0]
    ],
)
def test_the_form_and_the_reader_judge_a_row_alike(judged, book, number):
    form, submission = judged[book]
    typed, expected = ROWS[number][0], expected_of(number, book)
    row = form.rows[row_code(number)]
    assert row_findings(submission, FORM.table.sheet).get(row, set()) == expected, typed
    flagged = {id for id in HELPERS if form.cell(row_code(number), id).value}
    assert flagged == {HELPER_OF[code] for code in expected}, typed
    read = submission.row(row_code(number))
    mark = typed.get(MARK, "x" if book == "marked" else "")
    none = book in ("none", "before") or str(mark).strip().lower() == "x"
    blank = not [v for c, v in typed.items() if c in ALL and c != "carried_over" and str(v).strip()]
    zeros = none and not expected & {"C01", "C28", "C14", "C41"} and (book != "before" or blank)
    shown = {id: bool(form.cell(row_code(number), id).value) for id in ("none", "zeros")}
    assert shown == {"none": none, "zeros": zeros}
    assert not zeros or expected or all(read.count(id) is not None for id in ALL)
    assert read.declared_none is (zeros and blank)


@pytest.fixture(scope="module")
def sections(computed):
    one = computed["sections"]
    sheet = one.book[FORM.narrative_sheet]
    codes = row_findings(one.read(OF_SECTIONS, OFFICE), FORM.narrative_sheet)
    return {
        cell.value: (sheet.cell(cell.row, 5).value or "", codes.get(cell.row, set()))
        for cell in sheet["A"]
        if cell.value
    }


@pytest.mark.office
@pytest.mark.parametrize("number", range(len(SECTIONS)))
def test_the_form_and_the_reader_judge_a_section_alike(sections, number):
    *typed, code = SECTIONS[number]
    shown, codes = sections[f"muc_{number}"]
    assert codes == ({code} if code else set()), typed
    text = typed[1]
    blank = code == "C17" and (text is None or not plain(str(text)))
    words = texts.form.NO_TEXT if blank else SAID_BY_FORM.get(code, texts.form.FINE)
    assert shown == quoting(words, str(text)), typed


@pytest.mark.office
@pytest.mark.parametrize("number", range(len(FIELDS)))
def test_the_form_and_the_reader_judge_a_field_alike(sections, number):
    like, typed, code = FIELDS[number]
    shown, codes = sections[f"{like}_{number}"]
    assert codes == ({code} if code else set()), typed
    blank = typed is None or not str(typed).strip()
    fine = "" if like == OPTIONAL and blank else texts.form.FINE
    said = str(serial(typed) if isinstance(typed, date) else typed)
    assert shown == quoting(SAID_BY_FORM.get(code, fine), said), typed


@pytest.mark.office
@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_the_form_and_the_reader_judge_the_one_click_answer_alike(computed, number):
    one, is_one = computed[f"answer {number}"], [*ANSWERS.values()][number]
    codes = {f.code for f in one.read(FORM, OF_ROWS).findings}
    # A form left blank throughout is one finding, which an answer not given is part of.
    assert ("C12" not in codes) is is_one or (not is_one and "C29" in codes)
    question = texts.form.NO_ACTIVITY_ANSWER.format(question=FORM.table.activity_question)
    assert (one.book[FORM.table.sheet]["B5"].value != question) is is_one


@pytest.mark.office
@pytest.mark.parametrize("name", ["tasks", "sections"])
def test_a_form_that_goes_back_shows_what_libreoffice_computes(computed, name):
    stored = load_workbook(BytesIO(AGAIN[name]()), data_only=True)
    by_office = computed[f"{name} again"].book
    for sheet in stored.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = by_office[sheet.title][cell.coordinate].value
                same = (other or "") == (cell.value or "") or cell.data_type != "s"
                assert same, (sheet.title, cell.coordinate, cell.value, other)
