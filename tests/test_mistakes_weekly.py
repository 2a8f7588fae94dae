"""Slips in a week's form, each on a form sent with its history, saved by LibreOffice, and checked.

The form asks what the command asks; an honest week is asked nothing.
"""

import random
import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from made import FORM, OFFICE, _blank, filled
from office import convert_all
from test_mistakes import Commune
from typed import OfficeFolder
from weekly import EXCEL, ZONE, Filled, saved_at, stamped

from pipeline.domain.finding import Severity
from pipeline.domain.period import Period

WEEKS = [Period.parse(f"2023-W{number:02}") for number in range(4, 12)]
NOW = Period.parse("2023-W12")
MONDAY, SOON = "2023-03-27T08:00", "2023-03-28T08:00"  # before week 12 is due
SIZES = {
    **dict.fromkeys(("dvc-09", "dvc-10", "dvc-15", "dvc-16"), 8),
    "dvc-11": 2,
    "dvc-18": 30,
    **{service.code: 40 for service in OFFICE.services if service.unit == "cong-an"},
}
FLOWS = next(rule for rule in FORM.rules if rule.id == "Q22").counts
TOTALS = {column.id: column.parts for column in FORM.table.columns if column.parts}
REASONS = {
    "overdue_reason": "Chờ xác minh của cơ quan phối hợp, tuần {}",
    "rejected_reason": "Công dân nộp sai thủ tục, đã hướng dẫn, tuần {}",
    "sent_back_reason": "Thiếu ảnh chân dung, đã báo bổ sung, tuần {}",
}


def honest(service, week, before):
    """Return a service's week, which goes on from the one before: figures that do not leap."""
    size, dice = SIZES[service], random.Random(f"{service} {week}")
    online, direct = size + dice.randint(-size // 4, size // 4), dice.randint(1, 2)
    opening, late = (before["pending_total"], before["pending_overdue"]) if before else (3, 1)
    every = opening + online + direct
    pending = dice.randint(2, 2 + size // 4)
    still = dice.randint(0, 1)
    resolved, overdue = every - pending, max(late - still, 0) + (size > 20)
    early = (resolved - overdue) // 3
    row = {
        "received_online": online,
        "received_direct": direct,
        "carried_over": opening,
        "resolved_early": early,
        "resolved_on_time": resolved - overdue - early,
        "resolved_overdue": overdue,
        "pending_in_time": pending - still,
        "pending_overdue": still,
        "results_returned": resolved,
        "rejected": dice.randint(0, 2),
        "sent_back": dice.randint(0, 1),
    }
    return summed(row | reasons(row, week.number))


def reasons(row, number):
    """Return the reasons that counts ask for."""
    owed = {
        "overdue_reason": row["resolved_overdue"] + row["pending_overdue"],
        "rejected_reason": row["rejected"],
        "sent_back_reason": row["sent_back"],
    }
    return {column: REASONS[column].format(number) if n else None for column, n in owed.items()}


def summed(row):
    return row | {total: sum(row[part] for part in parts) for total, parts in TOTALS.items()}


def balanced(row, **changed):
    """Change a row's counts as a clerk who sees to it that they still balance."""
    row = row | changed
    spare = row["carried_over"] + row["received_online"] + row["received_direct"]
    spare -= sum(row[c] for c in ("resolved_early", "resolved_on_time", "resolved_overdue"))
    row["pending_in_time"] = spare - row["pending_overdue"]
    assert row["pending_in_time"] >= 0
    return summed(row | reasons(row, NOW.number))


@dataclass
class Week:
    """What a unit answers in week 12; a slip changes it."""

    unit: str
    rows: dict
    before: dict  # the rows of each week before, by service
    words: dict = field(default_factory=dict)  # of the second sheet, and of the head

    def change(self, service, **counts):
        self.rows[service] = balanced(self.rows[service], **counts)

    def so_far(self, service, column):
        return sum(week[column] for week in self.before[service])


def of_unit(unit, week):
    day = OFFICE.schedule.window(week)[1]
    return [one.code for one in OFFICE.items(FORM.table.rows, day, OFFICE.unit(unit))]


def weeks_of(unit):
    """Return a unit's honest weeks."""
    before = {service: [] for service in of_unit(unit, NOW)}
    for week in WEEKS:
        for service, past in before.items():
            past.append(honest(service, week, past[-1] if past else None))
    rows = {service: honest(service, NOW, past[-1]) for service, past in before.items()}
    return Week(unit, rows, before)


SLIPS = {}


def slip(unit, *expected):
    """Note a slip: of which unit, and where what must be asked, as "Q11 dvc-09 received_online"."""

    def noted(change):
        SLIPS[change.__name__] = (unit, set(expected), change)
        return change

    return noted


@slip("tu-phap")
def an_honest_week(week):
    pass


@slip("cong-an")
def an_honest_week_of_a_busy_unit(week):
    pass


@slip("thue")
def an_honest_week_of_one_service(week):
    pass


@slip("tu-phap", "Q21 dvc-09 received_online")
def last_week_typed_again(week):
    for service, past in week.before.items():
        week.change(service, **{column: past[-1][column] for column in FLOWS})


@slip("tu-phap", "Q20 dvc-09 received_online")
def nothing_in_any_row(week):
    for service, row in week.rows.items():
        late = week.before[service][-1]["pending_overdue"]
        zeros = dict.fromkeys(FLOWS, 0) | {"pending_overdue": late}
        assert row["carried_over"] >= late
        week.change(service, **zeros)


@slip("cong-an", "Q14 dvc-03 received_online")
def nothing_of_a_busy_service(week):
    late = week.before["dvc-03"][-1]["pending_overdue"]
    week.change("dvc-03", **dict.fromkeys(FLOWS, 0), pending_overdue=late)


@slip("thue", "Q22 dvc-18 received_online", "Q11 dvc-18 received_online")
def all_of_the_year_added_up(week):
    row = week.rows["dvc-18"]
    every = {column: row[column] + week.so_far("dvc-18", column) for column in FLOWS}
    week.change("dvc-18", **every, carried_over_corrected=None)


@slip("tu-phap", "Q11 dvc-11 received_online")
def ten_times_a_small_count(week):
    week.change("dvc-11", received_online=20)


@slip("tu-phap", "Q17 dvc-10 resolved_overdue")
def late_files_that_are_late_no_more(week):
    row = week.rows["dvc-10"]
    assert week.before["dvc-10"][-1]["pending_overdue"] == 1
    on_time = row["resolved_on_time"] + row["resolved_overdue"]
    week.change("dvc-10", resolved_on_time=on_time, resolved_overdue=0, pending_overdue=0)


@slip("cong-an", "Q18 dvc-02 resolved_overdue", "Q15 dvc-02 resolved_overdue")
def late_and_on_time_swapped(week):
    row = week.rows["dvc-02"]
    late, on_time = row["resolved_overdue"], row["resolved_on_time"]
    week.change("dvc-02", resolved_overdue=on_time, resolved_on_time=late)


@slip("cong-an", "Q19 dvc-04 pending_overdue")
def pending_late_and_in_time_swapped(week):
    row = balanced(week.rows["dvc-04"], received_online=week.rows["dvc-04"]["received_online"] + 3)
    late, in_time = row["pending_overdue"], row["pending_in_time"]
    assert late < in_time and in_time >= 5
    week.change("dvc-04", received_online=row["received_online"], pending_overdue=in_time)


@slip("cong-an", "Q15 dvc-05 resolved_overdue", "Q18 dvc-05 resolved_overdue")
def twenty_times_as_many_late(week):
    row = week.rows["dvc-05"]
    late = row["resolved_overdue"]
    week.change(
        "dvc-05",
        resolved_overdue=20 * late,
        resolved_on_time=row["resolved_on_time"] - 19 * late,
    )


@slip("cong-an", "Q16 dvc-06 pending_overdue", "Q19 dvc-06 pending_overdue")
def twenty_times_as_many_pending_late(week):
    row = week.rows["dvc-06"]
    week.change("dvc-06", received_online=row["received_online"] + 19, pending_overdue=20)


@slip("tu-phap", "Q23 dvc-10 rejected")
def rejected_counted_as_received_and_resolved(week):
    row = week.rows["dvc-10"] | {"rejected": 2}
    week.change(
        "dvc-10",
        rejected=2,
        received_online=row["received_online"] + 2,
        resolved_on_time=row["resolved_on_time"] + 2,
    )


@slip("tu-phap", "Q24 dvc-15 sent_back")
def sent_back_counted_as_resolved(week):
    row = week.rows["dvc-15"]
    week.change("dvc-15", sent_back=2, resolved_on_time=row["resolved_on_time"] + 2)


@slip("thue", "Q31 dvc-18 rejected", "Q13 dvc-18 rejected")
def rejected_with_a_digit_too_many(week):
    week.change("dvc-18", rejected=100)


@slip("thue", "Q32 dvc-18 sent_back")
def sent_back_with_a_digit_too_many(week):
    week.change("dvc-18", sent_back=30)


@slip("tu-phap", "Q25 dvc-16 overdue_reason")
def a_reason_for_nothing_late(week):
    assert not week.before["dvc-16"][-1]["pending_overdue"]
    row = week.rows["dvc-16"]
    on_time = row["resolved_on_time"] + row["resolved_overdue"]
    week.change("dvc-16", resolved_on_time=on_time, resolved_overdue=0, pending_overdue=0)
    week.rows["dvc-16"]["overdue_reason"] = "Máy chủ của tỉnh bảo trì"


@slip("tu-phap", "Q26 dvc-10 rejected_reason")
def a_reason_for_nothing_rejected(week):
    week.change("dvc-10", rejected=0)
    week.rows["dvc-10"]["rejected_reason"] = "Nộp sai thủ tục, đã hướng dẫn"


@slip("tu-phap", "Q27 dvc-15 sent_back_reason")
def a_reason_for_nothing_sent_back(week):
    week.change("dvc-15", sent_back=0)
    week.rows["dvc-15"]["sent_back_reason"] = "Thiếu ảnh chân dung"


@slip("tu-phap")
def words_that_say_there_was_none(week):
    for service in week.rows:
        week.change(service, rejected=0, sent_back=0)
        week.rows[service] |= {"rejected_reason": "Không", "sent_back_reason": "Không có hồ sơ"}


@slip("tu-phap", "C50 filled_by", "C50 signed_by")
def nobody_filled_and_nobody_signed(week):
    week.words |= {"filled_by": "cán bộ", "signed_by": "."}


@slip("tu-phap", "C50 filled_by", "C50 signed_by", "C50 signer_title")
def a_letter_and_digits_for_names(week):
    week.words |= {"filled_by": "x", "signed_by": 123, "signer_title": "..."}


@slip("tu-phap", "C51 signer_title")
def signed_by_another_unit(week):
    week.words |= {"signer_title": "Trưởng phòng Tài nguyên và Môi trường"}


@slip("tu-phap")
def signed_by_its_own_head(week):
    week.words |= {"signer_title": "Phó Trưởng phòng Tư pháp huyện"}


@slip("tu-phap", "C52 head")
def an_old_name_at_the_top(week):
    week.words |= {"head": "UBND xã Phương Mỹ"}


@slip("tu-phap", "S08 head")
def another_unit_at_the_top(week):
    week.words |= {"head": "Phòng Tài nguyên và Môi trường"}


EMPTY = ("Như trên", "như tuần trước", "Do quá hạn", "Không có lý do", "asdfgh", ".....")


def _empty(number, words):
    def change(week):
        service = next(s for s, row in week.rows.items() if row["overdue_reason"])
        week.rows[service]["overdue_reason"] = words

    change.__name__ = f"an_empty_reason_{number}"
    slip("cong-an", "Q05 dvc-01 overdue_reason")(change)


def _changed(number, words):
    def change(week):
        row = week.rows["dvc-09"]
        opening = row["carried_over"] + 2
        week.change("dvc-09", carried_over=opening, pending_overdue=row["pending_overdue"])
        week.rows["dvc-09"] |= {"carried_over_corrected": opening, "explanation": words}

    change.__name__ = f"an_opening_changed_{number}"
    slip("tu-phap", "Q08 dvc-09 carried_over")(change)


for _number, _words in enumerate(EMPTY):
    _empty(_number, _words)
for _number, _words in enumerate(("sửa lại", "ok ok", "Như trên", "....")):
    _changed(_number, _words)


class Typed:
    """A form into which a week was typed."""

    def __init__(self, form, week):
        self.form = form
        form.activity.value = FORM.some_answer
        typed = [c.id for c in FORM.table.columns if c.typed]
        for service, row in week.rows.items():
            for column in typed:
                cell = form.cell(service, column)
                if not cell.protection.locked and row.get(column) is not None:
                    cell.value = row[column]
        form.answer_all()
        for id, said in week.words.items():
            self.place(id).value = said
            self.place(id).data_type = "n" if isinstance(said, int) else "s"

    def place(self, id):
        if id == "head":
            return self.form.table.cell(3, 4)
        return self.form.narrative.cell(self.form.narrative_rows[id], 3)

    def where(self, expected):
        """Return code and cell of what must be asked."""
        code, *place = expected.split()
        cell = self.form.cell(*place) if len(place) == 2 else self.place(*place)
        return code, cell.coordinate


@pytest.fixture(scope="module")
def slipped(tmp_path_factory):
    """Make honest weeks in an office, send it the forms of the next, and let each slip happen."""
    folder = OfficeFolder(tmp_path_factory.mktemp("tuần") / "văn phòng")
    weeks = {unit: weeks_of(unit) for unit in ("tu-phap", "cong-an", "thue")}
    for unit, week in weeks.items():
        for number, period in enumerate(WEEKS):
            form = Filled(_blank(unit, period))
            form.activity.value = FORM.some_answer
            for service, past in week.before.items():
                told = {id: value for id, value in past[number].items() if value is not None}
                form.fill(service, **told)
            form.answer_all()
            form.save(folder.collected / f"{period}-{unit}.xlsx")
    assert folder.run("merge", str(WEEKS[-1]), "--now", MONDAY).returncode in (0, 1)
    sent = {
        unit: path.read_bytes()
        for unit, path in folder.templates(str(NOW), MONDAY).items()
        if unit in weeks
    }
    made = tmp_path_factory.mktemp("gõ")
    typed, paths = {}, []
    for name, (unit, _, change) in SLIPS.items():
        week = deepcopy(weeks[unit])
        change(week)
        typed[name] = Typed(Filled(sent[unit]), week)
        paths.append(typed[name].form.save(made / f"{name}.xlsx"))
    done = convert_all(paths, "xlsx", tmp_path_factory.mktemp("lưu"))
    answers = folder.json("check", *done, "--now", SOON)["files"]
    found = dict(zip(SLIPS, answers, strict=True))
    return typed, {path.stem: path for path in done}, found, folder


def asked(answer):
    """Return what is asked beside the order of the versions, which are all of one week here."""
    return {
        (f["code"], f["cell"])
        for f in answer["findings"]
        if f["severity"] != Severity.NOTE and f["code"][0] != "V"
    }


@pytest.mark.office
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_asked_about_where_it_happened(slipped, name):
    typed, _, found, _ = slipped
    _, expected, _ = SLIPS[name]
    assert asked(found[name]) == {typed[name].where(one) for one in expected}, found[name]


@pytest.mark.office
@pytest.mark.parametrize("name", SLIPS)
def test_the_form_asks_what_the_command_asks(slipped, name):
    _, paths, found, _ = slipped
    form = Filled.read(paths[name])
    by_form = {
        (rule.id, form.cell(service, rule.points_at).coordinate)
        for service in form.rows
        if service.startswith("dvc-")
        for rule in FORM.rules
        if form.cell(service, f"rule.{rule.id}").value == 1
    }
    rules = {rule.id for rule in FORM.rules}
    by_command = {(f["code"], f["cell"]) for f in found[name]["findings"] if f["code"] in rules}
    assert by_form == by_command


@pytest.mark.office
def test_merge_and_status_ask_what_check_asks(slipped):
    _, paths, found, folder = slipped
    put = {
        "tu-phap": "last_week_typed_again",
        "cong-an": "late_and_on_time_swapped",
        "thue": "all_of_the_year_added_up",
    }
    for unit, name in put.items():
        shutil.copy(paths[name], folder.collected / f"{NOW}-{unit}.xlsx")
    for command in ("status", "merge"):
        answer = folder.json(command, str(NOW), "--now", SOON)
        (period,) = (one for one in answer["periods"] if one["period"] == str(NOW))
        for unit, name in put.items():
            (told,) = (one for one in period["units"] if one["code"] == unit)
            said = [(f["code"], f["cell"]) for f in told["findings"] if f["code"][0] != "V"]
            checked = [
                (f["code"], f["cell"]) for f in found[name]["findings"] if f["code"][0] != "V"
            ]
            assert said == checked, (command, unit)


def test_a_form_saved_before_its_week_was_over_is_asked_about(office_folder, tmp_path):
    """Its last working day is Friday, 24 March."""
    content = filled("thue", tmp_path, NOW)
    path = tmp_path / "bao cao.xlsx"
    for day, early in ((22, True), (24, False)):
        saved = stamped(saved_at(content, datetime(2023, 3, day, 15, tzinfo=ZONE)), None, EXCEL)
        path.write_bytes(saved)
        (answer,) = office_folder.json("check", path, "--now", SOON)["files"]
        assert ("V06" in [f["code"] for f in answer["findings"]]) is early


def test_a_form_called_by_another_units_name_is_asked_about(office_folder, tmp_path):
    path = tmp_path / "Phòng Tư pháp - tuần 12.xlsx"
    path.write_bytes(filled("thue", tmp_path / "made", NOW))
    (answer,) = office_folder.json("check", path, "--now", SOON)["files"]
    assert asked(answer) == {("S11", None)}


def test_a_months_form_asks_for_names_too(office_folder):
    def nobody(form):
        rows = {c.value: c.row for c in form.narrative["A"] if c.value is not None}
        form.narrative.cell(rows["filled_by"], 3).value = "x"
        form.narrative.cell(rows["signed_by"], 3).value = "."
        nobody.cells = {f"C{rows['filled_by']}", f"C{rows['signed_by']}"}

    path = Commune(office_folder).send("2023-03", nobody)
    (answer,) = office_folder.json("check", path, "--now", "2023-03-12T08:00")["files"]
    assert {cell for code, cell in asked(answer) if code == "C50"} == nobody.cells
