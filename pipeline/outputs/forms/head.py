"""The top of a table's sheet: whose form it is, whether it can be sent, and the column headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, permutations

from pipeline import texts
from pipeline.domain.marks import (
    ACTIVITY,
    ACTIVITY_LIST,
    ACTIVITY_NAME,
    ACTIVITY_ROW,
    ASKS_ID,
    BASIS_ROW,
    CHECK_ID,
    ERRORS_ID,
    KEY,
    MARK_ROW,
    MISSING,
    NAME_ID,
    NUMBER_ID,
    PERIOD_ROW,
    TITLE_ROW,
    TOLD_ID,
    UNIT_ROW,
    columns_mark,
)
from pipeline.domain.plain import literal, one_of_formula
from pipeline.outputs.book.look import HEADER, lines_of
from pipeline.outputs.forms.layout import (
    FIRST,
    GROUP_ROW,
    INDEX_ROW,
    LABEL_ROW,
    NAME,
    NUMBER,
    NUMBER_WIDTH,
    PADDING,
)
from pipeline.outputs.forms.page import Page
from pipeline.outputs.forms.pen import INPUT
from pipeline.outputs.forms.status import (
    Question,
    Tally,
    status_formula,
    status_now,
    write_status,
)


def write_head(page: Page, tally: Tally, others: Sequence[Tally]) -> None:
    """Write the top of the sheet; `tally` is its own, `others` those of the form's other sheets."""
    sheet, layout, form = page.sheet, page.layout, page.form
    title = page.pen.style(bold=True, font_size=14)
    page.pen.text(sheet, TITLE_ROW, NUMBER, form.title, title)
    page.pen.text(
        sheet,
        BASIS_ROW,
        NUMBER,
        page.office.asked_by.get(page.form.kind, page.form.basis),
        page.pen.style(italic=True),
    )
    deadline = period = texts.form.LEFT_OPEN
    day_off = ""
    if page.period:
        words = texts.numbers.period_words(page.period)
        window = texts.numbers.window_words(*page.office.schedule.window(page.period))
        period = f"{words[0].upper()}{words[1:]} ({window})"
        schedule = page.office.schedule
        deadline = texts.form.before_words(schedule.deadline(page.period))
        day_off = texts.numbers.day_off_words(schedule.due_day_off(page.period))
    receiver = page.office.receiver_of(page.form.kind)
    right, bold = page.pen.style(align="right"), page.pen.style(bold=True)
    unit = page.unit.name if page.unit else texts.form.LEFT_OPEN
    room = _room(page, unit, period)
    for row, name, said in (
        (UNIT_ROW, texts.spelling.HEAD_UNIT, unit),
        (PERIOD_ROW, texts.form.PERIOD, period),
    ):
        page.pen.span(sheet, row, NUMBER, NAME, name, right)
        narrow = page.pen.style(bold=True, font_size=10) if room[row] < 4 else bold
        page.pen.text(sheet, row, FIRST, said, narrow)
    # Against the right edge, from where words run on to the left over free cells.
    for row, name, said in _right(room, receiver, deadline, day_off):
        sheet.write_rich_string(row, layout.check - 1, name, bold, said, right)
    # The measure stands over the table's right edge.
    measure = page.pen.style(italic=True, align="right")
    page.pen.text(sheet, ACTIVITY_ROW, layout.check - 1, layout.table.measure, measure)
    if layout.table.activity_question:
        _activity(page)
    _status(page, tally, others)


def _long(words: str) -> float:
    """Return about how many digits are as wide as bold words of the common size."""
    return sum(1 if c.isdigit() else 1.06 if c.isalpha() else 0.5 for c in words)


def _room(page: Page, unit: str, period: str) -> dict[int, float]:
    """Return what room the rows of the head have left at the right edge, in digits."""
    layout, form = page.layout, page.form
    table = sum(layout.width(column) + PADDING for column in range(FIRST, layout.check))
    whole = NUMBER_WIDTH + layout.table.row_width + 2 * PADDING + table
    basis = page.office.asked_by.get(form.kind, form.basis)
    return {
        UNIT_ROW: table - _long(unit),
        PERIOD_ROW: table - _long(period),
        TITLE_ROW: whole - 1.55 * len(form.title),  # large capitals
        BASIS_ROW: whole - 0.8 * len(basis),
    }


def _right(
    room: dict[int, float], receiver: str, deadline: str, day_off: str
) -> Iterator[tuple[int, str, str]]:
    """Say at the right edge to whom the form goes and when it is due, beside what stands there.

    A narrow sheet says what it has room for, the deadline first; the others say the rest.
    """
    to = f"{texts.form.RECEIVER} ", receiver
    full, due = ((f"{texts.form.DEADLINE} ", deadline + more) for more in (day_off, ""))
    rows = ((UNIT_ROW, PERIOD_ROW), (TITLE_ROW, BASIS_ROW), *permutations(room, 2))
    for lines in ((to, full), (to, due), (full,), (due,)):
        for places in rows:
            at = places[-len(lines) :]
            if all(_long("".join(line)) <= room[row] for row, line in zip(at, lines, strict=True)):
                yield from ((row, *line) for row, line in zip(at, lines, strict=True))
                return
    yield (PERIOD_ROW, *due)


def _activity(page: Page) -> None:
    sheet, question = page.sheet, page.layout.table.activity_question
    page.pen.text(sheet, ACTIVITY_ROW, KEY, ACTIVITY)
    first, last = page.activity_columns
    style = page.pen.style(align="right", bold=True)
    page.pen.span(sheet, ACTIVITY_ROW, FIRST, first - 1, question, style)
    answer = page.pen.style(INPUT, bold=True, align="center", num_format=49)
    said = page.form.none_answer if page.sent.none else page.form.some_answer
    said = "" if page.sent.unanswered else said
    page.pen.span(sheet, ACTIVITY_ROW, first, last, said, answer)
    help = texts.form.ACTIVITY_HELP.format(none=page.form.none_answer)
    cells = (ACTIVITY_ROW, first, ACTIVITY_ROW, first)
    page.hidden.choose(sheet, cells, ACTIVITY_LIST, question, help)
    page.pen.book.define_name(ACTIVITY_NAME, f"={page.quoted}!{page.activity}")


def question(page: Page) -> Question | None:
    """The sheet's one-click answer, as other sheets refer to it."""
    asked = page.layout.table.activity_question
    if not asked:
        return None
    answers = (page.form.some_answer, page.form.none_answer)
    answered = one_of_formula(f"{page.quoted}!{page.activity}", answers)
    words = texts.form.NO_ACTIVITY_ANSWER.format(question=asked)
    return Question(f"NOT({answered})", words, page.sent.unanswered)


def _status(page: Page, tally: Tally, others: Sequence[Tally]) -> None:
    sheet, layout, pen = page.sheet, page.layout, page.pen
    counted = {ERRORS_ID: tally.errors, MISSING: tally.left, ASKS_ID: tally.asks}
    check = layout.down(CHECK_ID) if layout.items else ""
    sums = {id: f"SUM({layout.down(id)})" for id in (ERRORS_ID, MISSING) if check}
    if check:
        start = texts.form.ASK
        sums[ASKS_ID] = f"SUMPRODUCT(--(LEFT({check},{len(start)})={literal(start)}))"
    for id, count in counted.items():
        place = layout.places[id]
        pen.formula(sheet, ACTIVITY_ROW, place, sums.get(id, "0"), None, count.now)
    formula = status_formula(tally, others, question(page))
    shown = status_now(tally, others, question(page))
    last = NAME if layout.table.activity_question else layout.fitting(FIRST, 24)
    write_status(pen, sheet, (ACTIVITY_ROW, NUMBER, last), formula, shown)


def write_header(page: Page) -> None:
    """Write what stands over the columns: their hidden ids, then what the clerk reads."""
    sheet, layout, header = page.sheet, page.layout, page.pen.style(HEADER)
    page.pen.text(sheet, MARK_ROW, KEY, columns_mark(layout.table.id))
    page.pen.text(sheet, MARK_ROW, NUMBER, NUMBER_ID)
    page.pen.text(sheet, MARK_ROW, NAME, NAME_ID)
    for id, column in layout.places.items():
        page.pen.text(sheet, MARK_ROW, column, id)
    alone = [(NUMBER, texts.form.NUMBER), (NAME, layout.table.row_label)]
    if layout.told:
        alone.append((layout.places[TOLD_ID], texts.form.TOLD[layout.table.rows.value]))
    for group, columns in groupby(layout.shown, key=lambda column: column.group):
        members = list(columns)
        if not group:
            alone += [(layout.places[column.id], column.label) for column in members]
            continue
        places = [layout.places[column.id] for column in members]
        page.pen.span(sheet, GROUP_ROW, places[0], places[-1], group, header)
        for place, member in zip(places, members, strict=True):
            page.pen.text(sheet, LABEL_ROW, place, member.label, header)
    alone.append((layout.check, texts.form.CHECK))
    for at, label in alone:
        page.pen.span(sheet, GROUP_ROW, at, at, label, header, rows=2)
    small = page.pen.style(HEADER, bold=False, italic=True, font_size=9)
    places = [place for place in range(NUMBER, layout.last + 1) if place != layout.check]
    for index, place in enumerate(places, 1):
        page.pen.text(sheet, INDEX_ROW, place, f"({index})", small)
    page.pen.text(sheet, INDEX_ROW, layout.check, "", small)
    lines = max(
        lines_of(column.label, column.width) - (0 if column.group else 1) for column in layout.shown
    )
    sheet.set_row(GROUP_ROW, 16)
    sheet.set_row(LABEL_ROW, 13.5 * max(2, lines) + 3)
    sheet.set_row(INDEX_ROW, 13)
